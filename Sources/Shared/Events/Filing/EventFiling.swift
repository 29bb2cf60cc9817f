import Accounts
import Database
import Pages
import Participation

/// Events and conversations of a participation file, checked by the forms of the pages.
public enum EventFiling {
    private static let members = [
        "id", "process", "kind", "attendance", "title", "question", "description", "place", "link", "from", "to",
        "starts", "ends", "review", "published", "takes_cards", "programme", "tables",
    ]
    private static let parts = ["themes", "cards", "documentation"]
    private static let columns = [
        ("kind", "kind"), ("attendance", "attendance"), ("title", "title"), ("question", "question"),
        ("description", "description"), ("place", "place"), ("link", "link"), ("first", "from"), ("last", "to"),
        ("starts", "starts"), ("ends", "ends"),
    ]

    public static func take(_ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection) throws {
        guard place.hasOnly(members + parts), let slug = place["id"].identifier() else { return }
        let id = try filing.take(.event, slug, at: place, without: Set(parts), connection) { connection in
            guard let process = try filing.process(place["process"], connection),
                try isFree(slug, place["id"], connection), var event = read(place, process)
            else { return nil }
            event.slug = slug
            event.isExample = filing.isExample
            event.takesCards = place["takes_cards"].flag(true)
            guard let id = try EventStore.write(event, at: filing.now, connection) else { return nil }
            try Journal.record(
                "participation.event-saved", object: slug, detail: event.title, by: nil, at: filing.now, connection)
            return id
        }
        guard let id, let event = try EventStore.read(id, connection) else { return }
        let names = tables(place, event)
        for card in place["cards"].list(most: 20_000) {
            try self.card(card, event, names, place["themes"].texts(), filing, connection)
        }
        try document(event, place["documentation"], filing, connection)
    }

    private static func isFree(_ slug: String, _ place: FilePlace, _ connection: borrowing Connection) throws -> Bool {
        guard try slug == "new" || EventStore.find(slug: slug, connection) != nil else { return true }
        place.refuse(
            Phrase(
                de: "Unter dieser Adresse gibt es hier schon eine Veranstaltung. Bitte nehmen Sie eine andere Kennung.",
                en: "There is an event at this address here already. Please use another identifier."))
        return false
    }

    private static func read(_ place: FilePlace, _ process: Process) -> Event? {
        var form = FiledForm(place)
        form.put("process", "\(process.id)", at: place["process"])
        for (name, member) in columns { form.put(name, place[member]) }
        let review: Review? = place["review"].word(.first)
        form.put("reviewed", review == .atOnce ? "at-once" : "first", at: place["review"])
        form.put("published", place["published"].flag() ? "yes" : "", at: place["published"])
        for (number, item) in place["programme"].list(most: EventForm.mostItems).enumerated() {
            guard item.hasOnly(["day", "from", "to", "title", "note"]) else { continue }
            let names = [("day", "day"), ("starts", "from"), ("ends", "to"), ("title", "title"), ("note", "note")]
            for (column, member) in names { form.put("item-\(number + 1)-\(column)", item[member]) }
        }
        for (number, table) in place["tables"].list(most: EventForm.mostTables).enumerated() {
            guard table.hasOnly(["id", "name", "question", "link", "moderator", "recorder", "theme"]),
                table["id"].identifier() != nil
            else { continue }
            let names = [
                ("name", "name"), ("question", "question"), ("link", "link"), ("moderator", "moderator"),
                ("recorder", "recorder"), ("topic", "theme"),
            ]
            for (column, member) in names { form.put("table-\(number + 1)-\(column)", table[member]) }
            // The page would leave the table without a theme.
            if !table["theme"].isMissing, process.topic(table["theme"].text()) == nil {
                let known = process.topics.map(\.code).joined(separator: ", ")
                table["theme"].refuse(
                    Phrase(
                        de: "Dieses Thema hat das Verfahren nicht. Es hat: \(known).",
                        en: "The process has no such theme. It has: \(known)."))
            }
        }
        var input = form.input
        let event = EventForm.event(&input, present: nil, processes: [process], cardCounts: [:])
        return form.report(input) && review != nil ? event : nil
    }

    private enum Review: String, CaseIterable {
        case first
        case atOnce = "at_once"
    }

    /// The tables by their identifiers in the file; they stand in the order of the file.
    private static func tables(_ place: FilePlace, _ event: Event) -> [String: Event.Table] {
        let keys = place["tables"].list().compactMap { $0["id"].identifier() }
        return Dictionary(zip(keys, event.tables), uniquingKeysWith: { first, _ in first })
    }

    // MARK: Cards

    private static let cardMembers = ["id", "table", "text", "title", "name", "group", "recorder", "on"]

    private static func card(
        _ place: FilePlace, _ event: Event, _ tables: [String: Event.Table], _ themes: [String], _ filing: Filing,
        _ connection: borrowing Connection
    ) throws {
        guard place.hasOnly(cardMembers + ["theme"] + ContributionFiling.life), let key = place["id"].identifier()
        else { return }
        let left = Set(ContributionFiling.life + ["theme"])
        let id = try filing.take(.contribution, key, at: place, without: left, connection) { connection in
            guard let table = tables[place["table"].text()] else {
                let known = tables.keys.sorted().joined(separator: ", ")
                place["table"].refuse(
                    Phrase(
                        de: "Diesen Tisch hat die Veranstaltung nicht. Sie hat: \(known).",
                        en: "The event has no such table. It has: \(known)."))
                return nil
            }
            return try write(key, place, event, table, filing, connection)
        }
        guard let id else { return }
        try group(id, key, place["theme"], event, themes, filing, connection)
        try ContributionFiling.live(id, key, place, filing, connection)
    }

    private static func write(
        _ key: String, _ place: FilePlace, _ event: Event, _ table: Event.Table, _ filing: Filing,
        _ connection: borrowing Connection
    ) throws -> Int64? {
        var form = FiledForm(place)
        let names = [("text", "text"), ("title", "title"), ("pseudonym", "name"), ("recorder", "recorder")]
        for (name, member) in names { form.put(name, place[member]) }
        var input = form.input
        let card = NewCard(
            text: input.text("text", limit: TablePages.textLimit, isRequired: true),
            title: input.line("title", limit: Contribution.titleLimit),
            pseudonym: input.line("pseudonym", limit: Contribution.pseudonymLimit),
            group: place["group"].isMissing ? nil : place["group"].word(Group?.none),
            channel: event.attendance == .virtual ? .online : .eventTable,
            recorder: input.line("recorder", limit: 120))
        guard form.report(input), let on = place["on"].moment(latest: filing.now) else { return nil }
        // Phones go on after the last word, recorders tidy up the day after.
        guard CivilDay.of(on) >= event.firstDay, CivilDay.of(on) <= (event.lastDay ?? event.firstDay).adding(days: 7)
        else {
            place["on"].refuse(
                Phrase(
                    de: "Die Karte kann nur während der Veranstaltung oder in der Woche danach entstanden sein.",
                    en: "The card can only have been written during the event or in the week after it."))
            return nil
        }
        let name = "file \(filing.file) \(key)"
        _ = try card.insert(event, table, form: name, at: on, connection)
        return try connection.first("SELECT id FROM contribution WHERE form = ?", .text(name)) { try $0.int64(0) }
    }

    private static func group(
        _ id: Int64, _ key: String, _ place: FilePlace, _ event: Event, _ themes: [String], _ filing: Filing,
        _ connection: borrowing Connection
    ) throws {
        guard !place.isMissing else { return }
        _ = try filing.take(.act, "\(key)/theme", at: place, connection) { connection in
            let name = place.text()
            guard themes.contains(name), (1...Theme.nameLimit).contains(name.utf8.count) else {
                place.refuse(
                    Phrase(
                        de: "Dieses Thema steht nicht unter „themes“ der Veranstaltung.",
                        en: "This theme does not stand under \"themes\" of the event."))
                return nil
            }
            let theme = try CardStore.addTheme(name, to: event.id, connection)
            try CardStore.group([id], of: event.id, under: theme, connection)
            return theme
        }
    }

    // MARK: Documentation

    private static func document(
        _ event: Event, _ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection
    ) throws {
        guard !place.isMissing, place.hasOnly(["people", "summary", "next", "published"]) else { return }
        _ = try filing.take(.documentation, event.slug, at: place, connection) { connection in
            var form = FiledForm(place)
            for name in ["people", "summary", "next"] { form.put(name, place[name]) }
            form.put("published", place["published"].flag() ? "yes" : "", at: place["published"])
            var input = form.input
            let documentation = DocumentationEditing.documentation(&input)
            guard form.report(input), let now = try EventStore.read(event.id, connection),
                try EventStore.document(documentation, of: event.id, version: now.version, connection)
            else { return nil }
            try Journal.record(
                "participation.event-documented", object: event.slug, detail: "", by: nil, at: filing.now, connection)
            return event.id
        }
    }
}
