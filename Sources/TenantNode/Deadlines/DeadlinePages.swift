import AccountPages
import Accounts
import Database
import Federation
import HTTP
import Pages

/// `/staff/deadlines`: dates the town has to keep besides those of its indicators. They stay in the house.
struct DeadlinePages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/deadlines") { turn, _ in try list(turn) },
            gate.get("/deadlines/new", .author) { turn, _ in
                page(turn, nil, FormInput(stored: ["repeats": ["never"], "remind": ["30"], "version": ["0"]]))
            },
            gate.post("/deadlines/new", .author) { turn, _, form in try save(turn, nil, form) },
            gate.get("/deadlines/:id", .author) { turn, parameters in
                guard let deadline = try deadline(parameters) else { return turn.notFound() }
                return page(turn, deadline, input(deadline))
            },
            gate.post("/deadlines/:id", .author) { turn, parameters, form in
                guard let deadline = try deadline(parameters) else { return turn.notFound() }
                return try save(turn, deadline, form)
            },
            gate.post("/deadlines/:id/keep", .author) { turn, parameters, form in
                try end(turn, parameters, form, act: "deadline.kept", done: "kept") { try DeadlineStore.keep($0, $1) }
            },
            gate.post("/deadlines/:id/remove", .author) { turn, parameters, form in
                try end(turn, parameters, form, act: "deadline.removed", done: "removed") {
                    try DeadlineStore.remove($0, $1)
                }
            },
        ]
    }

    private func deadline(_ parameters: Parameters) throws -> Deadline? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try node.store.read { connection in try DeadlineStore.all(connection) }.first { $0.id == id }
    }

    // MARK: List

    private func list(_ turn: StaffTurn) throws -> Response {
        let deadlines = try node.store.read { connection in try DeadlineStore.all(connection) }
        let isEditable = turn.visitor.has(.author)
        let table = DataTable(
            caption: turn.say("Termine", "Deadlines"),
            columns: [
                DataTable.Column(turn.say("Termin", "Deadline")), DataTable.Column(turn.say("Tag", "Day")),
                DataTable.Column(turn.say("Wiederholung", "Repeats")), DataTable.Column(turn(.note)),
                DataTable.Column(turn.say("Erledigt", "Done")),
            ], rows: deadlines.map { row($0, turn, isEditable: isEditable) }, hidesCaption: true)
        let add = PageFrame.Link(turn.say("Termin anlegen", "Add a deadline"), turn.link("/deadlines/new"))
        return turn.show(
            StaffPage(
                title: turn.say("Welche Termine stehen an?", "Which deadlines are coming up?"),
                lead: .text(lead(deadlines, turn)),
                body: [
                    turn.done([
                        "saved": Phrase(de: "Der Termin ist gespeichert.", en: "The deadline is saved."),
                        "kept": Phrase(
                            de: "Der Termin ist als erledigt vermerkt.", en: "The deadline is marked as done."),
                        "removed": Phrase(de: "Der Termin ist gelöscht.", en: "The deadline is deleted."),
                        "stale": Phrase(
                            de:
                                "Der Termin wurde inzwischen von jemand anderem geändert; bitte sehen Sie noch einmal nach.",
                            en: "Somebody else has changed the deadline meanwhile; please look again."),
                    ]),
                    deadlines.isEmpty
                        ? EmptyState(
                            turn.say("Noch keine Termine", "No deadlines yet"),
                            explanation: turn.say(
                                "Hier stehen Termine wie Verwendungsnachweise und Berichte an Fördergeber. Sie erscheinen "
                                    + "rechtzeitig auf der Startseite.",
                                "Dates such as reports to a funder will stand here. They are shown on the start page in "
                                    + "time."), action: isEditable ? add : nil
                        ).html()
                        : table.html(turn.language),
                    .when(isEditable && !deadlines.isEmpty, .p(.buttonLink(add.address, add.label))),
                ]))
    }

    private func lead(_ deadlines: [Deadline], _ turn: StaffTurn) -> String {
        guard let next = deadlines.first else {
            return turn.say("Es ist nichts eingetragen.", "Nothing has been entered.")
        }
        let day = DateFormat.date("\(next.day)", turn.language)
        return next.day < node.today
            ? turn.say("Überfällig seit \(day): \(next.title)", "Overdue since \(day): \(next.title)")
            : turn.say("Als Nächstes am \(day): \(next.title)", "Next on \(day): \(next.title)")
    }

    private func row(_ deadline: Deadline, _ turn: StaffTurn, isEditable: Bool) -> [DataTable.Cell] {
        let day = DateFormat.date("\(deadline.day)", turn.language)
        let late = deadline.day < node.today ? ", " + turn(.overdue) : ""
        let version = QueryItem("version", String(deadline.version))
        let keep: HTML = .element(
            .form,
            [.action(turn.link("/deadlines/\(deadline.id)/keep")), .set(.method, "post")],
            [turn.visitor.csrf, version].map {
                .element(.input, [.set(.type, "hidden"), .set(.name, $0.name), .set(.value, $0.value)], [])
            } + [
                .element(
                    .button, [.set(.type, "submit"), .class("button secondary")],
                    [.text(turn.say("Erledigt", "Done")), .hidden(": \(deadline.title)")])
            ])
        return [
            isEditable ? .link(deadline.title, turn.link("/deadlines/\(deadline.id)")) : .text(deadline.title),
            .text(day + late), .text(deadline.repeats.word(turn.language)),
            .text(deadline.note.isEmpty ? "–" : deadline.note), isEditable ? .html(keep) : .text("–"),
        ]
    }

    // MARK: Form

    private func input(_ deadline: Deadline) -> FormInput {
        var input = FormInput()
        input["title"] = deadline.title
        input["day"] = deadline.day.description
        input["repeats"] = deadline.repeats.rawValue
        input["remind"] = String(deadline.remindDays)
        input["note"] = deadline.note
        input["version"] = String(deadline.version)
        return input
    }

    private func save(_ turn: StaffTurn, _ present: Deadline?, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let title = input.line("title", limit: 200, isRequired: true)
        let day = CalendarDay(input["day"])
        if day == nil {
            input.refuse(
                "day",
                Phrase(
                    de: "Bitte geben Sie den Tag als JJJJ-MM-TT an, zum Beispiel 2026-03-31.",
                    en: "Please give the day as YYYY-MM-DD, for example 2026-03-31."))
        }
        let repeats = input.word("repeats", Deadline.Repeat.self)
        let remind = Int64(input["remind"]).flatMap { (0...365).contains($0) ? $0 : nil }
        if remind == nil {
            input.refuse(
                "remind",
                Phrase(
                    de: "Bitte geben Sie eine ganze Zahl von 0 bis 365 an.",
                    en: "Please give a whole number from 0 to 365."))
        }
        let note = input.text("note", limit: 1000)
        guard input.isAccepted, let day, let repeats, let remind else { return page(turn, present, input) }
        let made = Deadline(
            id: present?.id ?? 0, title: title, day: day, repeats: repeats, remindDays: remind, note: note,
            version: Int64(input["version"]) ?? 0)
        let account = turn.visitor.account
        let isSaved = try node.store.write { connection in
            guard try DeadlineStore.write(made, connection) else { return false }
            try Journal.record(
                "deadline.saved", object: made.title, detail: made.day.description, by: account,
                at: node.world.now().seconds, connection)
            return true
        }
        guard isSaved else {
            input["version"] = String(present?.version ?? 0)
            return page(turn, present, input, isStale: true)
        }
        return turn.go("/deadlines", done: "saved")
    }

    private func page(
        _ turn: StaffTurn, _ present: Deadline?, _ input: FormInput, isStale: Bool = false
    ) -> Response {
        let path = present.map { "/deadlines/\($0.id)" } ?? "/deadlines/new"
        let fields = [
            FormField(
                id: "title", label: turn.say("Was ist zu tun?", "What is to be done?"),
                hint: turn.say("zum Beispiel Zwischennachweis KfW", "for example interim report to KfW")),
            FormField(
                id: "day", label: turn.say("Bis zu welchem Tag?", "By which day?"), control: .text(width: 12),
                hint: turn.say("JJJJ-MM-TT, zum Beispiel 2026-03-31", "YYYY-MM-DD, for example 2026-03-31")),
            FormField(
                id: "repeats", label: turn.say("Wiederholung", "Repeats"),
                control: .radios(
                    Deadline.Repeat.allCases.map { FormField.Option($0.rawValue, $0.word(turn.language)) })),
            FormField(
                id: "remind", label: turn.say("Wie viele Tage vorher erinnern?", "Remind how many days before?"),
                control: .text(width: 4)),
            FormField(id: "note", label: turn(.note), control: .area(rows: 3), isRequired: false),
        ]
        var body: [HTML] = []
        if isStale, let present {
            let day = DateFormat.date("\(present.day)", turn.language)
            body.append(
                Callout(
                    .error,
                    title: turn.say("Jemand anderes hat inzwischen gespeichert", "Somebody else has saved meanwhile"),
                    [
                        .p(
                            .text(
                                turn.say(
                                    "Dort steht jetzt: \(present.title), \(day). Ihre Eingaben stehen unten. Speichern Sie "
                                        + "noch einmal, wenn Ihre gelten sollen.",
                                    "It now says: \(present.title), \(day). Your entries stand below. Save again if yours "
                                        + "are to count.")))
                    ]
                ).html(turn.language))
        }
        body.append(
            turn.form(
                path, hidden: [QueryItem("version", input["version"])],
                parts: fields.map { FormPart.field($0).filled(input, turn.language) }, submit: .save,
                cancel: turn.link("/deadlines")
            ).html(turn.language))
        if let present {
            body.append(
                turn.form(
                    "/deadlines/\(present.id)/remove", hidden: [QueryItem("version", String(present.version))],
                    parts: [],
                    submit: Phrase(
                        de: "Termin „\(present.title)“ löschen", en: "Delete the deadline \"\(present.title)\""),
                    isDangerous: true
                ).html(turn.language))
        }
        let isRefused = !input.isAccepted || isStale
        return turn.show(
            StaffPage(
                title: present == nil
                    ? turn.say("Termin anlegen", "Add a deadline") : turn.say("Termin bearbeiten", "Edit the deadline"),
                body: body, status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func end(
        _ turn: StaffTurn, _ parameters: Parameters, _ form: SubmittedForm, act: String, done: String,
        _ change: (Deadline, borrowing Connection) throws -> Bool
    ) throws -> Response {
        guard var deadline = try deadline(parameters) else { return turn.go("/deadlines", done: "stale") }
        deadline.version = Int64(form["version"]) ?? -1
        let account = turn.visitor.account
        let isDone = try node.store.write { connection in
            guard try change(deadline, connection) else { return false }
            try Journal.record(
                act, object: deadline.title, detail: deadline.day.description, by: account,
                at: node.world.now().seconds, connection)
            return true
        }
        return turn.go("/deadlines", done: isDone ? done : "stale")
    }
}

extension Deadline.Repeat {
    func word(_ language: Language) -> String {
        switch self {
        case .never: Phrase(de: "einmalig", en: "once")(language)
        case .month: Phrase(de: "jeden Monat", en: "every month")(language)
        case .quarter: Phrase(de: "jedes Quartal", en: "every quarter")(language)
        case .half: Phrase(de: "jedes Halbjahr", en: "every half-year")(language)
        case .year: Phrase(de: "jedes Jahr", en: "every year")(language)
        }
    }
}
