import Pages
import Tables

extension TableReader {
    mutating func contribution(_ row: CSVReader.Row) -> ImportedContribution? {
        var id = ""
        if plan.has(.id) {
            guard let found = identifier(row) else { return nil }
            id = found
        }
        guard let (title, text) = titleAndText(row) else { return nil }
        let answer = self.text(row, .answer)
        guard answer.utf8.count <= limits.text else {
            refuse(
                row.number, de: "Die Antwort hat mehr als \(limits.text) Byte.",
                en: "The answer has more than \(limits.text) bytes.")
            return nil
        }
        var contribution = ImportedContribution(
            id: plan.has(.id) ? id : derivedIdentifier(title, text), title: title)
        contribution.text = text
        contribution.row = row.number
        contribution.category = line(row, .category)
        contribution.labels = labels(row)
        contribution.placeName = line(row, .placeName, limit: limits.place)
        contribution.latitude = degrees(row, .latitude, 90)
        contribution.longitude = degrees(row, .longitude, 180)
        contribution.status = line(row, .status, limit: limits.status)
        contribution.answer = answer
        contribution.answered = time(row, .answered)
        contribution.created = time(row, .created)
        contribution.published = time(row, .published)
        contribution.address = webAddress(row, .address)
        for kind in ImportedCount.Kind.allCases {
            if let count = count(row, kind) { contribution.counts.append(count) }
        }
        contribution.facts = facts(row)
        return contribution
    }

    mutating func comment(_ row: CSVReader.Row) -> ImportedComment? {
        guard let id = identifier(row) else { return nil }
        let text = text(row, .text)
        guard !text.isEmpty, text.utf8.count <= limits.text else {
            refuse(
                row.number, de: "Der Kommentar ist leer oder hat mehr als \(limits.text) Byte.",
                en: "The comment is empty or has more than \(limits.text) bytes.")
            return nil
        }
        var comment = ImportedComment(id: id, contribution: raw(row, .contribution), text: text)
        comment.created = time(row, .created)
        comment.row = row.number
        let type = raw(row, .contributionType)
        if type.hasSuffix("Comment") {
            comment.parent = comment.contribution
            comment.contribution = webAddress(row, .contributionAddress)
            comment.isAddress = true
        } else if !type.isEmpty, !type.hasSuffix("Proposal") {
            refuse(
                row.number, de: "Der Kommentar gehört zu „\(shown(type, maximum: 60))“ und nicht zu einem Vorschlag.",
                en: "The comment belongs to \"\(shown(type, maximum: 60))\" and not to a proposal.")
            return nil
        }
        return comment
    }

    mutating func result(_ row: CSVReader.Row) -> ImportedResult? {
        guard let id = identifier(row), let (title, text) = titleAndText(row) else { return nil }
        var result = ImportedResult(id: id, title: title)
        result.text = text
        result.row = row.number
        result.status = line(row, .status, limit: limits.status)
        let progress = raw(row, .progress)
        if let value = Double(progress), (0...100).contains(value) {
            result.progress = progress.hasSuffix(".0") ? String(progress.dropLast(2)) : progress
        } else if !progress.isEmpty {
            part.lose(
                name(.progress), row: row.number,
                Phrase(de: "kein Anteil von 0 bis 100", en: "not a share from 0 to 100"))
        }
        result.start = time(row, .start).map(ImportTime.day) ?? ""
        result.end = time(row, .end).map(ImportTime.day) ?? ""
        result.parent = line(row, .parent)
        result.address = webAddress(row, .address)
        result.proposals = raw(row, .proposals).split { $0 == "," || $0.isWhitespace }.map(String.init)
        result.facts = facts(row)
        return result
    }

    mutating func meeting(_ row: CSVReader.Row) -> ImportedMeeting? {
        guard let id = identifier(row), let (title, text) = titleAndText(row) else { return nil }
        var meeting = ImportedMeeting(id: id, title: title)
        meeting.text = text
        meeting.row = row.number
        meeting.start = time(row, .start)
        meeting.end = time(row, .end)
        meeting.place = (plan.places[.meetingPlace] ?? []).map { MarkupText.plain(row.cells[$0]) }.filter {
            !$0.isEmpty
        }
        .joined(separator: ", ")
        meeting.address = webAddress(row, .address)
        for kind in ImportedCount.Kind.allCases {
            if let count = count(row, kind) { meeting.counts.append(count) }
        }
        meeting.facts = facts(row)
        return meeting
    }
}
