import Accounts
import Database
import Pages
import Participation

/// Texts written together, from a participation file: head, versions one after the other, remarks on each and answers.
public enum DocumentFiling {
    private static let members = ["id", "process", "title", "introduction", "remarks_until"]

    public static func take(_ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection) throws {
        guard place.hasOnly(members + ["versions"]), let slug = place["id"].identifier() else { return }
        let id = try filing.take(.document, slug, at: place, without: ["versions"], connection) { connection in
            var process: Process?
            if !place["process"].isMissing {
                process = try filing.process(place["process"], connection)
                if process == nil { return nil }
            }
            guard try isFree(slug, place["id"], connection), var document = head(place, process) else { return nil }
            document.slug = slug
            document.isExample = filing.isExample
            guard let id = try DocumentStore.write(document, at: filing.now, connection) else { return nil }
            try Journal.record(
                "drafting.document-saved", object: slug, detail: document.title, by: nil, at: filing.now, connection)
            return id
        }
        guard let id else { return }
        for (number, version) in place["versions"].list(most: 100).enumerated() {
            guard version.hasOnly(["on", "by", "note", "final", "sections", "remarks"]),
                let on = version["on"].moment(latest: filing.now)
            else { continue }
            filing.afterwards(at: on) { connection in
                try self.version(Int64(number + 1), on, version, id, slug, filing, connection)
            }
        }
    }

    private static func isFree(_ slug: String, _ place: FilePlace, _ connection: borrowing Connection) throws -> Bool {
        guard try slug == "new" || DocumentStore.find(slug: slug, connection) != nil else { return true }
        place.refuse(
            Phrase(
                de: "Unter dieser Adresse gibt es hier schon einen Text. Bitte nehmen Sie eine andere Kennung.",
                en: "There is a text at this address here already. Please use another identifier."))
        return false
    }

    private static func head(_ place: FilePlace, _ process: Process?) -> Document? {
        var form = FiledForm(place)
        form.put("title", place["title"])
        form.put("introduction", place["introduction"])
        form.put("last", place["remarks_until"])
        form.put("process", process.map { "\($0.id)" } ?? "", at: place["process"])
        var input = form.input
        let document = DocumentHead.read(&input, present: nil, processes: process.map { [$0] } ?? [])
        return form.report(input) ? document : nil
    }

    // MARK: Versions

    private static func version(
        _ number: Int64, _ on: Int64, _ place: FilePlace, _ id: Int64, _ slug: String, _ filing: Filing,
        _ connection: borrowing Connection
    ) throws {
        let key = "\(slug)/\(number)"
        _ = try filing.take(.version, key, at: place, without: ["remarks"], connection) { connection in
            guard let document = try DocumentStore.read(id, connection) else { return nil }
            // Where the version before is wrong, that is said there.
            guard try number == 1 || filing.has(.version, "\(slug)/\(number - 1)", connection) else { return nil }
            guard try (VersionStore.newestNumber(of: id, connection) ?? 0) + 1 == number else {
                place.refuse(
                    Phrase(
                        de:
                            "Die Fassungen müssen in der Reihenfolge ihrer Tage stehen, und keine darf dazwischenkommen.",
                        en: "The versions must stand in the order of their days, and none may come in between."))
                return nil
            }
            guard try sections(place["sections"], id, slug, filing, connection) else { return nil }
            return try publish(number, on, place, document, filing, connection)
        }
        for (count, remark) in place["remarks"].list(most: 5000).enumerated() {
            try self.remark(remark, "\(key)/\(count + 1)", number, on, id, slug, filing, connection)
        }
    }

    /// The draft as this version has it: sections keep their place by their identifiers, paragraphs by their words.
    private static func sections(
        _ place: FilePlace, _ id: Int64, _ slug: String, _ filing: Filing, _ connection: borrowing Connection
    ) throws -> Bool {
        let list = place.list(most: Document.mostSections)
        var kept: [Int64] = []
        var names: [String: Int64] = [:]
        for section in list {
            guard section.hasOnly(["id", "title", "text", "ideas"]), let name = section["id"].identifier() else {
                return false
            }
            var form = FiledForm(section)
            form.put("title", section["title"])
            form.put("text", section["text"])
            var input = form.input
            let title = input.line("title", limit: 200, isRequired: true)
            let text = input.text("text", limit: Document.sectionLimit, isRequired: true)
            let ideas = section["ideas"].list(most: 200)
            let sources = try ideas.compactMap { try filing.find(.contribution, $0, connection) }
            for (source, idea) in zip(sources, ideas)
            where try DocumentStore.unknownSources([source], connection) == [source] {
                idea.refuse(
                    Phrase(
                        de: "Dieser Beitrag ist nicht veröffentlicht.", en: "This contribution is not published."))
            }
            guard form.report(input), sources.count == ideas.count else { return false }
            let present = try DocumentStore.sections(of: id, connection)
            let known = try FiledSections.key(of: name, in: id, connection).flatMap { key in
                present.first { $0.key == key }
            }
            guard
                let key = try DocumentStore.writeSection(
                    known?.key, title: title, text: text, sources: sources, version: known?.version ?? 0, of: id,
                    connection)
            else { return false }
            try FiledSections.remember(name, key, in: id, connection)
            guard names.updateValue(key, forKey: name) == nil else {
                section["id"].refuse(
                    Phrase(de: "Diese Kennung steht hier zweimal.", en: "This identifier stands here twice."))
                return false
            }
            kept.append(key)
        }
        for section in try DocumentStore.sections(of: id, connection) where !kept.contains(section.key) {
            _ = try DocumentStore.removeSection(section.key, version: section.version, of: id, connection)
        }
        for (place, key) in kept.enumerated() {
            while let now = try DocumentStore.sections(of: id, connection).firstIndex(where: { $0.key == key }),
                now > place, try DocumentStore.moveSection(key, down: false, of: id, connection)
            {}
        }
        return true
    }

    private static func publish(
        _ number: Int64, _ on: Int64, _ place: FilePlace, _ document: Document, _ filing: Filing,
        _ connection: borrowing Connection
    ) throws -> Int64? {
        var form = FiledForm(place)
        form.put("note", place["note"])
        form.put("by", place["by"].isMissing ? filing.office : place["by"].text(), at: place["by"])
        var input = form.input
        let note = input.text("note", limit: 4000, isRequired: number > 1)
        let office = input.line("by", limit: 120, isRequired: true)
        let isFinal = place["final"].flag()
        let open = try RemarkStore.openCount(of: document.id, connection)
        if isFinal, open > 0 {
            place["final"].refuse(Publishing.openRemarks(open))
            return nil
        }
        guard form.report(input) else { return nil }
        guard
            let made = try Publishing.publish(
                document, note: note, isFinal: isFinal, by: office, account: nil, at: on, connection)
        else {
            place["sections"].refuse(
                Phrase(
                    de: "Eine Fassung braucht mindestens einen Absatz.", en: "A version needs at least one paragraph."))
            return nil
        }
        return made
    }

    // MARK: Remarks

    private static let remarkMembers = [
        "on", "section", "paragraph", "text", "wording", "name", "group", "channel", "recorder",
    ]

    /// Ways a remark can come: online by its author, or written down by somebody.
    private enum Way: String, CaseIterable {
        case online, paper
        case eventTable = "event_table"
        case conversation
    }

    private static func remark(
        _ place: FilePlace, _ key: String, _ number: Int64, _ published: Int64, _ document: Int64, _ slug: String,
        _ filing: Filing, _ connection: borrowing Connection
    ) throws {
        guard place.hasOnly(remarkMembers + ["shown", "answer"]) else { return }
        let id = try filing.take(.remark, key, at: place, without: ["shown", "answer"], connection) { connection in
            guard let version = try VersionStore.read(number, of: document, connection),
                let remark = try read(place, version, published, document, filing, connection)
            else { return nil }
            let stored = try RemarkStore.insert(remark, form: "file \(filing.file) \(key)", connection)
            if let id = stored?.id, !remark.origin.recorder.isEmpty {
                try Journal.record(
                    "drafting.remark-recorded", object: "\(slug)/\(id)", detail: remark.origin.channel.rawValue,
                    by: nil, at: filing.now, connection)
            }
            return stored?.id
        }
        guard let id else { return }
        try show(place["shown"], key, id, slug, filing, connection)
        try answer(place["answer"], key, id, slug, filing)
    }

    private static func read(
        _ place: FilePlace, _ version: DocumentVersion, _ published: Int64, _ document: Int64, _ filing: Filing,
        _ connection: borrowing Connection
    ) throws -> Remark? {
        var form = FiledForm(place)
        let names = [("text", "text"), ("wording", "wording"), ("pseudonym", "name"), ("recorder", "recorder")]
        for (name, member) in names { form.put(name, place[member]) }
        var input = form.input
        let text = input.text("text", limit: Remark.textLimit)
        let wording = input.text("wording", limit: Remark.wordingLimit)
        if text.isEmpty, wording.isEmpty { input.refuse("text", .textRequired) }
        let way: Way? = place["channel"].word(.online)
        let recorder = input.line("recorder", limit: 120, isRequired: way != .online)
        let pseudonym = input.line("pseudonym", limit: Remark.pseudonymLimit)
        let group: Group? = place["group"].isMissing ? nil : place["group"].word()
        guard let on = place["on"].moment(latest: filing.now) else { return nil }
        if on < published {
            place["on"].refuse(
                Phrase(
                    de: "Da war die Fassung noch nicht veröffentlicht.", en: "The version was not published by then."))
        }
        if way == .online, let last = try DocumentStore.read(document, connection)?.lastDay, CivilDay.of(on) > last {
            place["on"].refuse(
                Phrase(
                    de: "Anmerkungen wurden nur bis \(last) angenommen.", en: "Remarks were taken until \(last) only."))
        }
        if version.isFinal {
            place.refuse(
                Phrase(
                    de: "Zu einer endgültigen Fassung gibt es keine Anmerkungen.",
                    en: "There are no remarks on a final version."))
        }
        var paragraph: Int64?
        if !place["section"].isMissing {
            paragraph = try self.paragraph(place, version, document, connection)
            if paragraph == nil { return nil }
        } else if !wording.isEmpty {
            place["wording"].refuse(
                Phrase(
                    de:
                        "Ein Wortlaut lässt sich nur für einen Absatz vorschlagen: bitte „section“ und „paragraph“ angeben.",
                    en: "A wording can be suggested for a paragraph only: please give \"section\" and \"paragraph\"."))
        }
        guard form.report(input), let way, let channel = Channel(rawValue: way.rawValue),
            !place.hasFault
        else { return nil }
        return Remark(
            document: document, number: version.number, paragraph: paragraph, text: text, wording: wording,
            pseudonym: pseudonym, origin: Origin(channel, group: group, recorder: recorder), received: on,
            isExample: filing.isExample)
    }

    /// The paragraph that is meant by its section's identifier and its place in it, counted from 1.
    private static func paragraph(
        _ place: FilePlace, _ version: DocumentVersion, _ document: Int64, _ connection: borrowing Connection
    ) throws -> Int64? {
        let key = try FiledSections.key(of: place["section"].text(), in: document, connection)
        guard let section = version.sections.first(where: { $0.key == key }) else {
            place["section"].refuse(
                Phrase(
                    de: "Einen Abschnitt dieser Kennung hat die Fassung nicht.",
                    en: "The version has no section of this identifier."))
            return nil
        }
        guard let number = place["paragraph"].integer(1...Int64(max(1, section.paragraphs.count))) else {
            if place["paragraph"].isMissing { place["paragraph"].refuse(.textRequired) }
            return nil
        }
        return section.paragraphs[Int(number) - 1].key
    }

    private enum Shown: String, CaseIterable { case yes, waiting, withheld }

    private static func show(
        _ place: FilePlace, _ key: String, _ id: Int64, _ slug: String, _ filing: Filing,
        _ connection: borrowing Connection
    ) throws {
        var why = ""
        var standing: Shown? = .yes
        if !place["standing"].isMissing {
            guard place.hasOnly(["standing", "why"]) else { return }
            standing = place["standing"].word()
            why = place["why"].text()
        } else {
            standing = place.word(.yes)
        }
        guard let standing, standing != .waiting else { return }
        if standing == .withheld, why.isEmpty || why.utf8.count > Remark.reasonLimit {
            return place["why"].refuse(
                why.isEmpty
                    ? .textRequired : .textTooLong(by: why.utf8.count - Remark.reasonLimit, limit: Remark.reasonLimit))
        }
        _ = try filing.take(.act, "remark/\(key)/shown", at: place, connection) { connection in
            guard let remark = try RemarkStore.read(id, connection) else { return nil }
            let visibility: Visibility = standing == .yes ? .published : .withheld
            _ = try RemarkStore.show(remark, as: visibility, reason: why, at: remark.received, connection)
            try RoomModeration.note(
                visibility, of: .remark, rule: visibility == .published ? "" : RoomModeration.ruleInNeedOfWords,
                at: remark.received, connection)
            try Journal.record(
                "drafting.remark-\(visibility.rawValue)", object: "\(slug)/\(id)", detail: "", by: nil,
                at: filing.now, connection)
            return id
        }
    }

    private static func answer(
        _ place: FilePlace, _ key: String, _ id: Int64, _ slug: String, _ filing: Filing
    ) throws {
        guard !place.isMissing, place.hasOnly(["on", "verdict", "why", "by"]),
            let on = place["on"].moment(latest: filing.now),
            let verdict: Remark.Answer.Verdict = place["verdict"].word()
        else { return }
        var form = FiledForm(place)
        form.put("reason", place["why"])
        form.put("office", place["by"].isMissing ? filing.office : place["by"].text(), at: place["by"])
        var input = form.input
        let reason = input.text("reason", limit: Remark.reasonLimit, isRequired: true)
        let office = input.line("office", limit: 120, isRequired: true)
        guard form.report(input) else { return }
        filing.afterwards(at: on) { connection in
            _ = try filing.take(.act, "remark/\(key)/answer", at: place, connection) { connection in
                guard let remark = try RemarkStore.read(id, connection) else { return nil }
                guard remark.visibility == .published, remark.received <= on else {
                    place.refuse(
                        Phrase(
                            de: "Beantwortet wird, was veröffentlicht ist.", en: "What is published is answered."))
                    return nil
                }
                let answer = Remark.Answer(verdict: verdict, reason: reason, office: office, at: on)
                _ = try RemarkStore.answer(remark, answer, connection)
                try Journal.record(
                    "drafting.remark-answered", object: "\(slug)/\(id)", detail: verdict.rawValue, by: nil,
                    at: filing.now, connection)
                return id
            }
        }
    }
}

/// Which section of a document goes by which name in the file it came from.
public enum FiledSections {
    public static let sql = """
        -- Sections of documents that came from a participation file, by their names there.
        CREATE TABLE filed_section (
            document INTEGER NOT NULL REFERENCES document (id),
            name TEXT NOT NULL,
            key INTEGER NOT NULL,
            PRIMARY KEY (document, name)
        ) STRICT, WITHOUT ROWID;
        """

    static func key(of name: String, in document: Int64, _ connection: borrowing Connection) throws -> Int64? {
        try connection.first(
            "SELECT key FROM filed_section WHERE document = ? AND name = ?", .integer(document), .text(name)
        ) { try $0.int64(0) }
    }

    static func remember(_ name: String, _ key: Int64, in document: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            INSERT INTO filed_section (document, name, key) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET key = excluded.key
            """, .integer(document), .text(name), .integer(key))
    }
}
