import Pages

/// The form of a process: what is asked, its themes and its phases.
enum ProcessForm {

    static func input(_ process: Process?) -> FormInput {
        var input = FormInput()
        input.set("reviewed", [process?.isReviewedFirst == false ? "at-once" : "first"])
        input["version"] = String(process?.version ?? 0)
        guard let process else { return input }
        input["title"] = process.title
        input["question"] = process.question
        input["description"] = process.description
        input["next"] = process.nextStep
        input["result"] = process.result
        input.set("published", process.isPublished ? ["yes"] : [])
        for (place, topic) in process.topics.enumerated() {
            input["topic-\(place + 1)-code"] = topic.code
            input["topic-\(place + 1)-name"] = topic.name
            input["topic-\(place + 1)-field"] = topic.field
        }
        for (place, phase) in process.phases.enumerated() {
            input["phase-\(place + 1)-kind"] = phase.kind.rawValue
            input["phase-\(place + 1)-title"] = phase.title
            input["phase-\(place + 1)-first"] = phase.firstDay.description
            input["phase-\(place + 1)-last"] = phase.lastDay?.description ?? ""
            input["phase-\(place + 1)-description"] = phase.description
        }
        return input
    }

    /// What was typed; nil where something is wrong, which then stands in `input`.
    static func process(_ input: inout FormInput, present: Process?, strategy: TownStrategy) -> Process? {
        let title = input.line("title", limit: 120, isRequired: true)
        let question = input.line("question", limit: 300, isRequired: true)
        let description = input.text("description", limit: 8000)
        let next = input.text("next", limit: 4000)
        let result = input.text("result", limit: 8000)
        let topics = topics(&input, strategy)
        let phases = phases(&input)
        if let (earlier, later) = Process.overlap(phases) {
            let place = phases.firstIndex(of: later) ?? 0
            input.refuse(
                "phases",
                Phrase(
                    de:
                        "„\(earlier.name(.german))“ ist noch nicht zu Ende, wenn „\(later.name(.german))“ (Zeile \(place + 1)) "
                        + "beginnt. Bitte geben Sie einen letzten Tag an, der davor liegt.",
                    en:
                        "\"\(earlier.name(.english))\" has not ended when \"\(later.name(.english))\" (row \(place + 1)) begins. "
                        + "Please give a last day before it."))
        }
        let isPublished = input["published"] == "yes"
        if isPublished, phases.isEmpty, input.fault("phases") == nil {
            input.refuse(
                "phases",
                Phrase(
                    de:
                        "Bevor das Verfahren veröffentlicht wird, braucht es mindestens einen Abschnitt mit seinem ersten Tag.",
                    en: "Before the process is published it needs at least one phase with its first day."))
        }
        guard input.isAccepted else { return nil }
        var made = present ?? Process(slug: "", title: title, question: question)
        made.title = title
        made.question = question
        made.description = description
        made.nextStep = next
        made.result = result
        made.isPublished = isPublished
        made.isReviewedFirst = input["reviewed"] != "at-once"
        made.topics = topics
        made.phases = phases.sorted { $0.firstDay < $1.firstDay }
        made.version = Int64(input["version"]) ?? 0
        return made
    }

    private static func topics(_ input: inout FormInput, _ strategy: TownStrategy) -> [Process.Topic] {
        var topics: [Process.Topic] = []
        for place in input.rows("topic", columns: ["name", "field"]) {
            let fieldName = "topic-\(place)-field"
            let field = strategy.fields.first { $0.id == input[fieldName] }
            if !input[fieldName].isEmpty, field == nil { input.refuse(fieldName, .choiceRequired) }
            var name = input.line("topic-\(place)-name", limit: 120)
            if name.isEmpty { name = field?.name ?? "" }
            let known = input["topic-\(place)-code"]
            // A code stays with its theme when that is renamed: contributions carry it.
            let code = known.isEmpty ? Slug.make(name, taken: Set(topics.map(\.code))) : known
            topics.append(Process.Topic(code: code, name: name, field: field?.id ?? ""))
        }
        return topics
    }

    private static func phases(_ input: inout FormInput) -> [Process.Phase] {
        var phases: [Process.Phase] = []
        for place in input.rows("phase", columns: ["kind", "title", "first", "last", "description"]) {
            let kind = input.word("phase-\(place)-kind", PhaseKind.self)
            let title = input.line("phase-\(place)-title", limit: 120)
            let description = input.text("phase-\(place)-description", limit: 1000)
            let first = day("phase-\(place)-first", &input)
            var last: CivilDay?
            if !input["phase-\(place)-last"].isEmpty { last = day("phase-\(place)-last", &input) }
            guard let kind, let first else { continue }
            if let last, last < first {
                input.refuse(
                    "phase-\(place)-last",
                    Phrase(
                        de: "Der letzte Tag liegt vor dem ersten. Bitte geben Sie einen späteren an.",
                        en: "The last day is before the first. Please give a later one."))
            }
            phases.append(
                Process.Phase(kind: kind, title: title, description: description, firstDay: first, lastDay: last))
        }
        return phases
    }

    private static func day(_ name: String, _ input: inout FormInput) -> CivilDay? {
        if let day = CivilDay(input[name]) { return day }
        input.refuse(
            name,
            Phrase(
                de: "Bitte geben Sie den Tag als JJJJ-MM-TT an, zum Beispiel 2026-03-31.",
                en: "Please give the day as YYYY-MM-DD, for example 2026-03-31."))
        return nil
    }

    static func parts(_ input: FormInput, _ strategy: TownStrategy, _ language: Language) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        let head = [
            FormField(
                id: "title", label: say("Kurzer Titel", "Short title"), control: .text(width: 40),
                hint: say("So heißt das Verfahren in Listen.", "The process goes by this name in lists.")),
            FormField(
                id: "question", label: say("Welche Frage stellen Sie?", "What do you ask?"),
                hint: say(
                    "zum Beispiel: Was braucht es, damit unsere Stadt noch lebenswerter wird?",
                    "for example: What does it take to make our town an even better place to live?")),
            FormField(
                id: "description", label: say("Worum geht es?", "What is it about?"), control: .area(rows: 6),
                isRequired: false),
        ]
        let tail = [
            FormField(
                id: "next", label: say("Wie geht es weiter?", "What happens next?"), control: .area(rows: 3),
                isRequired: false),
            FormField(
                id: "result", label: say("Was kam heraus?", "What came of it?"), control: .area(rows: 4),
                hint: say("Am Ende auszufüllen.", "To be filled in at the end."), isRequired: false),
            FormField(
                id: "reviewed", label: say("Wann erscheinen Beiträge?", "When do contributions appear?"),
                control: .radios([
                    FormField.Option("first", say("nachdem jemand sie gelesen hat", "after somebody has read them")),
                    FormField.Option("at-once", say("sofort", "at once")),
                ])),
            FormField(
                id: "published", label: say("Sichtbar", "Visible"),
                control: .checkboxes([
                    FormField.Option("yes", say("Das Verfahren ist öffentlich.", "The process is public."))
                ]), isRequired: false),
        ]
        let parts =
            head.map { FormPart.field($0) } + [.rows(phases(input, say)), .rows(topics(input, strategy, say))]
            + tail.map { FormPart.field($0) }
        return parts.map { $0.filled(input, language) }
    }

    private static func phases(_ input: FormInput, _ say: (String, String) -> String) -> FormRows {
        let language: Language = say("de", "en") == "de" ? .german : .english
        return FormRows(
            id: "phases", legend: say("Abschnitte", "Phases"),
            hint: say(
                "Tage als JJJJ-MM-TT; beide gehören dazu. Ohne letzten Tag bleibt der letzte Abschnitt offen. Eine Zeile "
                    + "fällt weg, wenn Sie alle Felder leeren.",
                "Days as YYYY-MM-DD; both are included. Without a last day the last phase stays open. A row is dropped "
                    + "once all its fields are emptied."),
            rows: places(input, "phase", ["kind", "title", "first", "last", "description"]).map { place in
                FormRows.Row(
                    say("Abschnitt \(place)", "Phase \(place)"),
                    [
                        FormField(
                            id: "phase-\(place)-kind", label: say("Was geschieht?", "What happens?"),
                            control: .select(
                                PhaseKind.allCases.map { FormField.Option($0.rawValue, $0.word(language)) }),
                            isRequired: false),
                        FormField(
                            id: "phase-\(place)-first", label: say("Erster Tag", "First day"),
                            control: .text(width: 12),
                            isRequired: false),
                        FormField(
                            id: "phase-\(place)-last", label: say("Letzter Tag", "Last day"), control: .text(width: 12),
                            isRequired: false),
                        FormField(
                            id: "phase-\(place)-title", label: say("Eigener Titel", "Title of its own"),
                            isRequired: false),
                        FormField(
                            id: "phase-\(place)-description", label: say("Beschreibung", "Description"),
                            isRequired: false),
                    ])
            })
    }

    private static func topics(
        _ input: FormInput, _ strategy: TownStrategy, _ say: (String, String) -> String
    ) -> FormRows {
        FormRows(
            id: "topics", legend: say("Themen zur Auswahl", "Themes to choose from"),
            hint: say(
                "Ein Thema kann für ein Handlungsfeld der Strategie stehen; ohne eigenen Namen heißt es so wie dieses.",
                "A theme can stand for a field of action of the strategy; without a name of its own it takes that one's."
            ),
            rows: places(input, "topic", ["name", "field"]).map { place in
                FormRows.Row(
                    say("Thema \(place)", "Theme \(place)"),
                    [
                        FormField(id: "topic-\(place)-name", label: say("Name", "Name"), isRequired: false),
                        FormField(
                            id: "topic-\(place)-field", label: say("Handlungsfeld", "Field of action"),
                            control: .select(strategy.fields.map { FormField.Option($0.id, $0.name) }),
                            isRequired: false),
                        FormField(id: "topic-\(place)-code", label: "", control: .hidden, isRequired: false),
                    ])
            })
    }

    /// The rows that hold something, and two empty ones.
    private static func places(_ input: FormInput, _ prefix: String, _ columns: [String]) -> ClosedRange<Int> {
        1...((input.rows(prefix, columns: columns).last ?? 0) + 2)
    }
}
