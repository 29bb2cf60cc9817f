import Pages
import Tables

/// CONSUL's CSV has translated headers, so columns are known by their place.
enum ConsulColumns {
    static func proposals(_ name: String, _ place: Int) -> ColumnUse? {
        let uses: [ColumnUse] = [
            .take(.id), .take(.title), .person, .take(.text), .take(.created),
            // Of the comment: number, author, text, parent, time.
            .take(.comment), .person, .take(.commentText), .take(.commentParent), .take(.commentCreated),
        ]
        return uses.indices.contains(place) ? uses[place] : nil
    }

    static func investments(_ name: String, _ place: Int) -> ColumnUse? {
        let uses: [ColumnUse] = [
            .take(.id), .take(.title), .take(.count(.supports)), .person, .person, .lose(.noPlace), .take(.category),
            .take(.status), .lose(.noPlace), .take(.fact), .lose(.noPlace), .person,
        ]
        return uses.indices.contains(place) ? uses[place] : nil
    }
}

extension TableReader {
    /// One row for each comment: the proposal's columns are repeated, and are empty of a comment where there is none.
    mutating func readConsul(_ row: CSVReader.Row, into result: inout ImportPlan) {
        let id = line(row, .id)
        if let place = proposalPlaces[id] {
            let first = result.contributions[place]
            guard first.text == text(row, .text) || first.title == line(row, .title) else {
                refuse(
                    row.number, de: "Derselbe Vorschlag steht weiter oben mit anderem Titel und anderem Text.",
                    en: "The same proposal stands above with another title and another text.")
                return
            }
        } else {
            guard let (title, text) = titleAndText(row), let id = identifier(row) else { return }
            var contribution = ImportedContribution(id: id, title: title)
            contribution.text = text
            contribution.created = time(row, .created)
            contribution.row = row.number
            proposalPlaces[id] = result.contributions.count
            result.contributions.append(contribution)
        }
        let number = raw(row, .comment)
        guard !number.isEmpty else { return }
        guard seenComments.insert(number).inserted else {
            refuse(
                row.number, de: "Der Kommentar \(shown(number, maximum: 20)) steht zweimal da.",
                en: "The comment \(shown(number, maximum: 20)) stands twice.")
            return
        }
        let text = text(row, .commentText)
        guard !text.isEmpty, text.utf8.count <= limits.text else {
            refuse(
                row.number, de: "Der Kommentar ist leer oder hat mehr als \(limits.text) Byte.",
                en: "The comment is empty or has more than \(limits.text) bytes.")
            return
        }
        var comment = ImportedComment(id: number, contribution: id, text: text)
        let parent = raw(row, .commentParent)
        comment.parent = parent.isEmpty ? nil : parent
        comment.created = time(row, .commentCreated)
        comment.row = row.number
        result.comments.append(comment)
    }
}
