import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation/pilots`: the pilots, the form of each, and its versions.
struct PilotEditing: Sendable {
    let desk: ParticipationDesk
    static let path = "/participation/pilots"

    var routes: [Route] {
        [
            desk.gate.get(Self.path) { turn, _ in try list(turn) },
            desk.gate.get(Self.path + "/new", .author) { turn, _ in
                try form(turn, nil, [], PilotForm.input(nil, measures: []))
            },
            desk.gate.post(Self.path + "/new", .author) { turn, _, form in try save(turn, nil, [], form) },
            desk.gate.get(Self.path + "/:id", .author) { turn, parameters in
                guard let (pilot, measures) = try find(parameters) else { return turn.notFound() }
                return try form(turn, pilot, measures, PilotForm.input(pilot, measures: measures))
            },
            desk.gate.post(Self.path + "/:id", .author) { turn, parameters, form in
                guard let (pilot, measures) = try find(parameters) else { return turn.notFound() }
                return try save(turn, pilot, measures, form)
            },
            desk.gate.get(Self.path + "/:id/versions/:version") { turn, parameters in
                try version(turn, parameters)
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> (Pilot, [LineageStore.MeasureName])? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try desk.store.read { connection in
            guard let pilot = try PilotStore.read(id, connection) else { return nil }
            return (pilot, try LineageStore.measures(ofPilot: id, connection))
        }
    }

    private func list(_ turn: StaffTurn) throws -> Response {
        let pilots = try desk.store.read { connection in
            try PilotStore.all(connection).map {
                ($0, try LineageStore.contributions(ofPilot: $0.id, connection).count)
            }
        }
        let isEditable = turn.visitor.has(.author)
        let add = PageFrame.Link(turn.say("Versuch anlegen", "Add a pilot"), turn.link(Self.path + "/new"))
        let table = DataTable(
            caption: turn.say("Versuche", "Pilots"),
            columns: [
                DataTable.Column(turn(LineageWords.pilotWord)), DataTable.Column(turn.say("Zeitraum", "Period")),
                DataTable.Column(turn.say("Entscheidung", "Decision")),
                DataTable.Column(turn.say("Ideen", "Ideas"), numeric: true),
                DataTable.Column(turn.say("Sichtbar", "Visible")),
            ],
            rows: pilots.map { pilot, ideas in
                [
                    isEditable
                        ? .link(pilot.title, turn.link("\(Self.path)/\(pilot.id)"))
                        : .text(pilot.title),
                    .text(pilot.days(turn.language)), .text(turn(pilot.decision.word)),
                    .number(NumberFormat.integer(ideas, turn.language)),
                    .text(pilot.isPublished ? turn.say("öffentlich", "public") : turn.say("nicht", "not")),
                ]
            }, hidesCaption: true)
        return turn.show(
            StaffPage(
                title: turn.say("Was wird ausprobiert?", "What is being tried out?"),
                body: [
                    turn.done(["saved": Phrase(de: "Der Versuch ist gespeichert.", en: "The pilot is saved.")]),
                    pilots.isEmpty
                        ? EmptyState(
                            turn.say("Noch kein Versuch", "No pilot yet"),
                            explanation: turn.say(
                                "Ein Versuch hält fest, was aus einer Idee ausprobiert wird, was dabei gelernt wird und was folgt.",
                                "A pilot records what of an idea is tried out, what is learned from it and what follows."
                            ),
                            action: isEditable ? add : nil
                        ).html() : table.html(turn.language),
                    .when(isEditable && !pilots.isEmpty, .p(.buttonLink(add.address, add.label))),
                ]))
    }

    private func save(
        _ turn: StaffTurn, _ present: Pilot?, _ linked: [LineageStore.MeasureName], _ submitted: SubmittedForm
    ) throws -> Response {
        var input = FormInput(submitted.fields)
        let strategy = try desk.strategy()
        let measures = MeasureChoice.chosen(&input, strategy, linked: linked)
        guard let pilot = PilotForm.pilot(&input, present: present), input.isAccepted else {
            return try form(turn, present, linked, input)
        }
        let account = turn.visitor.account
        let isSaved = try desk.store.write { connection in
            guard let id = try PilotStore.write(pilot, by: account.function, at: desk.now, connection) else {
                return false
            }
            try LineageStore.set(pilot: id, measures: measures, at: desk.now, connection)
            try Journal.record(
                "participation.pilot-saved", object: "\(id)", detail: pilot.title, by: account, at: desk.now,
                connection)
            return true
        }
        guard isSaved else {
            input["version"] = String(present?.version ?? 0)
            return try form(turn, present, linked, input, isStale: true)
        }
        return turn.go(Self.path, done: "saved")
    }

    private func form(
        _ turn: StaffTurn, _ present: Pilot?, _ linked: [LineageStore.MeasureName], _ input: FormInput,
        isStale: Bool = false
    ) throws -> Response {
        let path = Self.path + "/" + (present.map { "\($0.id)" } ?? "new")
        let isRefused = !input.isAccepted || isStale
        let versions = try present.map { pilot in
            try desk.store.read { connection in try PilotStore.versions(of: pilot.id, connection) }
        }
        return turn.show(
            StaffPage(
                title: present.map(\.title) ?? turn.say("Versuch anlegen", "Add a pilot"),
                body: [
                    .when(isStale, turn.savedMeanwhile(seen: turn.link(path))),
                    turn.form(
                        path, hidden: [QueryItem("version", input["version"])],
                        parts: PilotForm.parts(input, try desk.strategy(), linked: linked, turn.language),
                        submit: .save, cancel: turn.link(Self.path)
                    ).html(turn.language),
                    .when(present) { pilot in self.versions(pilot, versions ?? [], turn) },
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func versions(_ pilot: Pilot, _ versions: [PilotStore.Version], _ turn: StaffTurn) -> HTML {
        .section(
            .h2(.text(turn.say("Fassungen", "Versions"))),
            .ul(
                versions.map { version in
                    .li(
                        .a(
                            turn.link("\(Self.path)/\(pilot.id)/versions/\(version.number)"),
                            .text(turn.say("Fassung \(version.number)", "Version \(version.number)"))),
                        .text(
                            ", " + LineageWords.day(version.at, turn.language)
                                + (version.savedBy.isEmpty ? "" : ", \(version.savedBy)")))
                }))
    }

    private func version(_ turn: StaffTurn, _ parameters: Parameters) throws -> Response {
        guard let id = parameters["id"].flatMap(Int64.init), let number = parameters["version"].flatMap(Int64.init),
            let pilot = try desk.store.read({ try PilotStore.read(id, version: number, $0) })
        else { return turn.notFound() }
        let items: [(String, String)] = [
            (turn.say("Was ausprobiert wird", "What is tried out"), pilot.tried),
            (turn.say("Ort", "Place"), pilot.place), (turn.say("Zeitraum", "Period"), pilot.days(turn.language)),
            (turn.say("Was gelernt wurde", "What was learned"), pilot.learned),
            (turn.say("Entscheidung", "Decision"), turn(pilot.decision.word)),
            (turn.say("Entschieden von", "Decided by"), pilot.decidedBy),
            (turn.say("Warum", "Why"), pilot.decisionReason),
        ]
        return turn.show(
            StaffPage(
                title: pilot.title, lead: .text(turn.say("Fassung \(number)", "Version \(number)")),
                body: [
                    DefinitionList(
                        items.map { item in
                            (
                                term: item.0,
                                content: .element(
                                    .div, [.class("flow")],
                                    PlainText(item.1.isEmpty ? "–" : item.1, headingLevel: 3).html())
                            )
                        }
                    ).html(),
                    .when(
                        turn.visitor.has(.author),
                        .p(.a(turn.link("\(Self.path)/\(id)"), .text(turn.say("Zum Versuch", "To the pilot"))))),
                ]))
    }
}
