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
                page(turn, nil, DeadlineForm.input(nil))
            },
            gate.post("/deadlines/new", .author) { turn, _, form in try save(turn, nil, form) },
            gate.get("/deadlines/:id", .author) { turn, parameters in
                guard let deadline = try deadline(parameters) else { return turn.notFound() }
                return page(turn, deadline, DeadlineForm.input(deadline))
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

    private func save(_ turn: StaffTurn, _ present: Deadline?, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        guard let made = DeadlineForm.deadline(&input, present: present) else { return page(turn, present, input) }
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
        var body: [HTML] = []
        if isStale, let present {
            let day = DateFormat.date("\(present.day)", turn.language)
            body.append(
                turn.savedMeanwhile(
                    now: Phrase(
                        de: "Dort steht jetzt: \(present.title), \(day).", en: "It now says: \(present.title), \(day).")
                ))
        }
        body.append(
            turn.form(
                path, hidden: [QueryItem("version", input["version"])],
                parts: DeadlineForm.fields(turn.language).map { FormPart.field($0).filled(input, turn.language) },
                submit: .save,
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
