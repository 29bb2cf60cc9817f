import Pages
import Participation

/// The form of an event: when and where, what is asked, programme and tables.
enum EventForm {
    static let dayExpected = Phrase(
        de: "Bitte geben Sie den Tag als JJJJ-MM-TT an, zum Beispiel 2026-03-31.",
        en: "Please give the day as YYYY-MM-DD, for example 2026-03-31.")
    private static let timeExpected = Phrase(
        de: "Bitte geben Sie die Uhrzeit als SS:MM an, zum Beispiel 09:30.",
        en: "Please give the time as HH:MM, for example 09:30.")
    private static let itemColumns = ["day", "starts", "ends", "title", "note"]
    private static let tableColumns = ["name", "question", "link", "moderator", "recorder", "topic"]
    static let mostTables = 60
    static let mostItems = 100

    static func input(_ event: Event?) -> FormInput {
        var input = FormInput()
        input["version"] = String(event?.version ?? 0)
        input["kind"] = (event?.kind ?? .workshop).rawValue
        input["attendance"] = (event?.attendance ?? .onSite).rawValue
        input["reviewed"] = event?.isReviewedFirst == false ? "at-once" : "first"
        guard let event else { return input }
        input["process"] = String(event.process)
        input["title"] = event.title
        input["question"] = event.question
        input["description"] = event.description
        input["place"] = event.place
        input["link"] = event.link
        input["first"] = event.firstDay.description
        input["last"] = event.lastDay?.description ?? ""
        input["starts"] = event.starts?.description ?? ""
        input["ends"] = event.ends?.description ?? ""
        input.set("published", event.isPublished ? ["yes"] : [])
        for (place, item) in event.items.enumerated() {
            let values = [
                item.day?.description ?? "", item.starts.description, item.ends?.description ?? "", item.title,
                item.note,
            ]
            for (column, value) in zip(itemColumns, values) { input["item-\(place + 1)-\(column)"] = value }
        }
        for (place, table) in event.tables.enumerated() {
            input["table-\(place + 1)-id"] = String(table.id)
            let values = [table.name, table.question, table.link, table.moderator, table.recorder, table.topic]
            for (column, value) in zip(tableColumns, values) { input["table-\(place + 1)-\(column)"] = value }
        }
        return input
    }

    /// What was typed; nil where something is wrong, which then stands in `input`.
    /// - Parameter cardCounts: tables that have cards and so cannot go.
    static func event(
        _ input: inout FormInput, present: Event?, processes: [Process], cardCounts: [Int64: Int]
    ) -> Event? {
        let process = processes.first { String($0.id) == input["process"] }
        if process == nil { input.refuse("process", .choiceRequired) }
        let title = input.line("title", limit: 150, isRequired: true)
        let question = input.line("question", limit: 300)
        let description = input.text("description", limit: 8000)
        let place = input.line("place", limit: 200)
        let link = input.address("link")
        let kind = input.word("kind", Event.Kind.self)
        let attendance = input.word("attendance", Event.Attendance.self)
        let first = day("first", &input)
        let last = input["last"].isEmpty ? nil : day("last", &input)
        if let first, let last, last < first {
            input.refuse(
                "last",
                Phrase(
                    de: "Der letzte Tag liegt vor dem ersten. Bitte geben Sie einen späteren an.",
                    en: "The last day is before the first. Please give a later one."))
        }
        let starts = time("starts", &input)
        let ends = time("ends", &input)
        let items = items(&input, first, last ?? first)
        let tables = tables(&input, present: present, process: process, cardCounts: cardCounts)
        guard input.isAccepted, let process, let kind, let attendance, let first else { return nil }
        var made = present ?? Event(slug: "", process: process.id, title: title, firstDay: first)
        made.process = process.id
        made.kind = kind
        made.attendance = attendance
        made.title = title
        made.question = question
        made.description = description
        made.place = place
        made.link = link
        made.firstDay = first
        made.lastDay = last == first ? nil : last
        made.starts = starts
        made.ends = ends
        made.isReviewedFirst = input["reviewed"] != "at-once"
        made.isPublished = input["published"] == "yes"
        made.items = items
        made.tables = tables
        made.version = Int64(input["version"]) ?? 0
        return made
    }

    private static func items(_ input: inout FormInput, _ first: CivilDay?, _ last: CivilDay?) -> [Event.Item] {
        var items: [Event.Item] = []
        let places = input.rows("item", columns: itemColumns)
        if places.count > mostItems { input.refuse("items", .tooManyRows(mostItems)) }
        for place in places {
            let day = input["item-\(place)-day"].isEmpty ? nil : day("item-\(place)-day", &input)
            if let day, let first, let last, day < first || day > last {
                input.refuse(
                    "item-\(place)-day",
                    Phrase(
                        de: "An diesem Tag findet die Veranstaltung nicht statt.",
                        en: "The event does not take place on that day."))
            }
            let starts = time("item-\(place)-starts", &input, isRequired: true)
            let ends = time("item-\(place)-ends", &input)
            let title = input.line("item-\(place)-title", limit: 150, isRequired: true)
            let note = input.line("item-\(place)-note", limit: 300)
            if let starts { items.append(Event.Item(day: day, starts: starts, ends: ends, title: title, note: note)) }
        }
        let sorted = items.enumerated().sorted { left, right in
            func key(_ item: Event.Item) -> (String, ClockTime) { (item.day?.description ?? "", item.starts) }
            let (one, other) = (key(left.element), key(right.element))
            return (one.0, one.1, left.offset) < (other.0, other.1, right.offset)
        }
        return sorted.map(\.element)
    }

    private static func tables(
        _ input: inout FormInput, present: Event?, process: Process?, cardCounts: [Int64: Int]
    ) -> [Event.Table] {
        var tables: [Event.Table] = []
        let places = input.rows("table", columns: tableColumns)
        if places.count > mostTables { input.refuse("tables", .tooManyRows(mostTables)) }
        for place in places {
            let id = Int64(input["table-\(place)-id"]).flatMap { present?.table($0)?.id } ?? 0
            let topic = input["table-\(place)-topic"]
            tables.append(
                Event.Table(
                    id: tables.contains { $0.id == id } ? 0 : id,
                    name: input.line("table-\(place)-name", limit: 100, isRequired: true),
                    question: input.line("table-\(place)-question", limit: 300),
                    link: input.address("table-\(place)-link"),
                    moderator: input.line("table-\(place)-moderator", limit: 100),
                    recorder: input.line("table-\(place)-recorder", limit: 100),
                    topic: process?.topic(topic) == nil ? "" : topic))
        }
        let kept = Set(tables.map(\.id))
        for table in present?.tables ?? [] where !kept.contains(table.id) && cardCounts[table.id] != nil {
            input.refuse(
                "tables",
                Phrase(
                    de:
                        "Am Tisch „\(table.name)“ sind schon Karten entstanden; er kann umbenannt, aber nicht gelöscht werden.",
                    en: "Cards have been written at the table \"\(table.name)\"; it can be renamed but not deleted."))
        }
        return tables
    }

    private static func day(_ name: String, _ input: inout FormInput) -> CivilDay? {
        if let day = CivilDay(input[name]) { return day }
        input.refuse(name, dayExpected)
        return nil
    }

    private static func time(_ name: String, _ input: inout FormInput, isRequired: Bool = false) -> ClockTime? {
        if input[name].isEmpty, !isRequired { return nil }
        if let time = ClockTime(input[name]) { return time }
        input.refuse(name, timeExpected)
        return nil
    }

    // MARK: Drawing

    static func parts(_ input: FormInput, _ processes: [Process], _ language: Language) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        let head = [
            FormField(
                id: "process", label: say("Zu welchem Verfahren gehört sie?", "Which process does it belong to?"),
                control: .select(processes.map { FormField.Option(String($0.id), $0.title) })),
            FormField(id: "title", label: say("Titel", "Title")),
            FormField(
                id: "kind", label: say("Was ist es?", "What is it?"),
                control: .radios(Event.Kind.allCases.map { FormField.Option($0.rawValue, $0.word(language)) })),
            FormField(
                id: "attendance", label: say("Wie kommt man zusammen?", "How do people meet?"),
                control: .radios(Event.Attendance.allCases.map { FormField.Option($0.rawValue, $0.word(language)) })),
            FormField(
                id: "question", label: say("Frage", "Question"),
                hint: say("Leer: die Frage des Verfahrens.", "Empty: the question of the process."), isRequired: false),
            FormField(
                id: "description", label: say("Worum geht es?", "What is it about?"), control: .area(rows: 5),
                isRequired: false),
        ]
        let when = [
            FormField(
                id: "first", label: say("Erster Tag", "First day"), control: .text(width: 12),
                hint: say("JJJJ-MM-TT", "YYYY-MM-DD")),
            FormField(
                id: "last", label: say("Letzter Tag", "Last day"), control: .text(width: 12),
                hint: say("Leer: ein Tag", "Empty: one day"), isRequired: false),
            FormField(
                id: "starts", label: say("Beginn", "Starts"), control: .text(width: 8), hint: say("SS:MM", "HH:MM"),
                isRequired: false),
            FormField(
                id: "ends", label: say("Ende", "Ends"), control: .text(width: 8), hint: say("SS:MM", "HH:MM"),
                isRequired: false),
        ]
        let place = [
            FormField(id: "place", label: say("Ort", "Place"), isRequired: false),
            FormField(
                id: "link", label: say("Raum im Netz", "Room online"),
                hint: say(
                    "Adresse einer Videokonferenz der ganzen Veranstaltung. Tische können eigene haben.",
                    "Address of a video conference of the whole event. Tables can have their own."), isRequired: false),
        ]
        let tail = [
            FormField(
                id: "reviewed",
                label: say("Wann erscheinen Karten an der Pinnwand?", "When do cards appear on the wall?"),
                control: .radios([
                    FormField.Option("first", say("nachdem jemand sie gelesen hat", "after somebody has read them")),
                    FormField.Option("at-once", say("sofort", "at once")),
                ])),
            FormField(
                id: "published", label: say("Sichtbar", "Visible"),
                control: .checkboxes([
                    FormField.Option("yes", say("Die Veranstaltung ist öffentlich.", "The event is public."))
                ]), isRequired: false),
        ]
        let topics = processes.first { String($0.id) == input["process"] }?.topics ?? []
        let parts: [FormPart] =
            head.map { .field($0) }
            + [.group(FormGroup(say("Wann und wo?", "When and where?"), (when + place).map { .field($0) }))]
            + [.rows(items(input, say)), .rows(tables(input, topics, say))] + tail.map { .field($0) }
        return parts.map { $0.filled(input, language) }
    }

    private static func items(_ input: FormInput, _ say: (String, String) -> String) -> FormRows {
        FormRows(
            id: "items", legend: say("Programm", "Programme"),
            hint: say(
                "Ein Tag nur, wenn es mehrere gibt. Eine Zeile fällt weg, wenn Sie alle Felder leeren.",
                "A day only if there are several. A row is dropped once all its fields are emptied."),
            rows: places(input, "item", itemColumns).map { place in
                FormRows.Row(
                    say("Programmpunkt \(place)", "Item \(place)"),
                    [
                        FormField(
                            id: "item-\(place)-starts", label: say("Von", "From"), control: .text(width: 8),
                            isRequired: false),
                        FormField(
                            id: "item-\(place)-ends", label: say("Bis", "Until"), control: .text(width: 8),
                            isRequired: false),
                        FormField(id: "item-\(place)-title", label: say("Was", "What"), isRequired: false),
                        FormField(id: "item-\(place)-note", label: say("Hinweis", "Note"), isRequired: false),
                        FormField(
                            id: "item-\(place)-day", label: say("Tag", "Day"), control: .text(width: 12),
                            isRequired: false),
                    ])
            })
    }

    private static func tables(
        _ input: FormInput, _ topics: [Process.Topic], _ say: (String, String) -> String
    ) -> FormRows {
        FormRows(
            id: "tables", legend: say("Tische", "Tables"),
            hint: say(
                "Moderation und Protokoll als Funktion, kein Name. Ohne eigene Frage gilt die der Veranstaltung.",
                "Moderator and recorder as functions, no names. Without a question of its own that of the event holds."),
            rows: places(input, "table", tableColumns).map { place in
                var topic = FormField(
                    id: "table-\(place)-topic", label: say("Thema des Verfahrens", "Theme of the process"),
                    control: .select(topics.map { FormField.Option($0.code, $0.name) }), isRequired: false)
                topic.choosesNothing = say("keines", "none")
                return FormRows.Row(
                    say("Tisch \(place)", "Table \(place)"),
                    [
                        FormField(id: "table-\(place)-name", label: say("Thema", "Theme"), isRequired: false),
                        FormField(id: "table-\(place)-question", label: say("Frage", "Question"), isRequired: false),
                        FormField(
                            id: "table-\(place)-link", label: say("Raum im Netz", "Room online"), isRequired: false),
                        FormField(
                            id: "table-\(place)-moderator", label: say("Moderation", "Moderator"), isRequired: false),
                        FormField(
                            id: "table-\(place)-recorder", label: say("Protokoll", "Recorder"), isRequired: false),
                    ] + (topics.isEmpty ? [] : [topic])
                        + [FormField(id: "table-\(place)-id", label: "", control: .hidden, isRequired: false)])
            })
    }

    /// The rows that hold something, and some empty ones.
    private static func places(_ input: FormInput, _ prefix: String, _ columns: [String]) -> ClosedRange<Int> {
        1...((input.rows(prefix, columns: columns).last ?? 0) + 3)
    }
}

extension Phrase {
    static func tooManyRows(_ most: Int) -> Phrase {
        Phrase(de: "Höchstens \(most) Zeilen sind möglich.", en: "At most \(most) rows are possible.")
    }
}
