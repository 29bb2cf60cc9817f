import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation/lineage` and below it one page for each idea: what stands in it, and what it leads to.
struct IdeaTies: Sendable {
    let desk: ParticipationDesk
    static let path = "/participation/lineage"
    static func path(_ idea: Int64) -> String { "\(path)/\(idea)" }
    private static let shownMatches = 30

    var routes: [Route] {
        [
            desk.gate.get(Self.path) { turn, _ in try overview(turn) },
            desk.gate.get(Self.path + "/:id") { turn, parameters in
                try open(turn, parameters) {
                    try page(turn, $0, TieForms(idea: $0, query: turn.request.queryValue("q")))
                }
            },
            act("/merge", merge), act("/undo", undo), act("/links", link),
        ]
    }

    private func act(
        _ end: String,
        _ handler: @escaping @Sendable (StaffTurn, Contribution, FormInput) throws -> Response
    ) -> Route {
        desk.gate.post(Self.path + "/:id" + end, .reader) { turn, parameters, form in
            try open(turn, parameters) { try handler(turn, $0, FormInput(form.fields)) }
        }
    }

    /// Authors and moderators take care of ideas.
    private func open(
        _ turn: StaffTurn, _ parameters: Parameters, _ handler: (Contribution) throws -> Response
    ) throws -> Response {
        guard turn.visitor.has(.author) || turn.visitor.has(.moderator) else {
            return turn.show(
                StaffPage(
                    title: turn.say("Dafür fehlt Ihnen das Recht", "You have no right to do this"),
                    lead: .text(
                        turn.say(
                            "Zusammenführen und verbinden können Konten mit der Rolle „schreiben“ oder „moderieren“.",
                            "Accounts with the role of author or moderator can merge and link.")), body: [], status: 403
                ))
        }
        guard let id = parameters["id"].flatMap(Int64.init),
            let idea = try desk.store.read({ try ContributionStore.read(id, $0) })
        else { return turn.notFound() }
        return try handler(idea)
    }

    // MARK: Acts

    private func merge(_ turn: StaffTurn, _ idea: Contribution, _ typed: FormInput) throws -> Response {
        var input = typed
        let numbers = TieForms.numbers(&input)
        let reason = input.text("reason", limit: 1000, isRequired: true)
        if input.isAccepted {
            do {
                try desk.store.write { connection in
                    try MergeStore.merge(
                        numbers, into: idea.id, decidedBy: turn.visitor.account.function, reason: reason, at: desk.now,
                        connection)
                    try Journal.record(
                        "participation.merged", object: "\(idea.id)",
                        detail: numbers.map { "\($0)" }.joined(separator: ", "), by: turn.visitor.account,
                        at: desk.now, connection)
                }
                return turn.go(Self.path(idea.id), done: "merged")
            } catch let refusal as MergeRefusal {
                input.refuse("numbers", refusal.sentence)
            }
        }
        return try page(turn, idea, TieForms(idea: idea, merge: input, query: input["q"]))
    }

    private func undo(_ turn: StaffTurn, _ idea: Contribution, _ typed: FormInput) throws -> Response {
        var input = typed
        guard let merging = Int64(input["merging"]) else { return turn.notFound() }
        let reason = input.text(TieForms.undoReason(merging), limit: 1000, isRequired: true)
        guard input.isAccepted else { return try page(turn, idea, TieForms(idea: idea, undo: input)) }
        let isUndone = try desk.store.write { connection in
            guard
                try MergeStore.undo(
                    merging, decidedBy: turn.visitor.account.function, reason: reason, at: desk.now, connection)
            else { return false }
            try Journal.record(
                "participation.unmerged", object: "\(idea.id)", detail: "\(merging)", by: turn.visitor.account,
                at: desk.now, connection)
            return true
        }
        return turn.go(Self.path(idea.id), done: isUndone ? "undone" : "stale")
    }

    private func link(_ turn: StaffTurn, _ idea: Contribution, _ typed: FormInput) throws -> Response {
        var input = typed
        let strategy = try desk.strategy()
        let (pilots, linked, seen) = try desk.store.read { connection in
            (
                try PilotStore.all(connection), try LineageStore.measures(of: idea.id, connection),
                try TieForms.seen(idea.id, connection)
            )
        }
        let measures = MeasureChoice.chosen(&input, strategy, linked: linked)
        let chosen = pilots.filter { pilot in input.all("pilots").contains("\(pilot.id)") }
        let reason = input.text("link-reason", limit: 1000)
        guard input.isAccepted else { return try page(turn, idea, TieForms(idea: idea, links: input)) }
        guard input["seen"] == seen else {
            return try page(turn, idea, TieForms(idea: idea, links: input), isStale: true)
        }
        try desk.store.write { connection in
            try LineageStore.set(
                idea.id, pilots: chosen, measures: measures, decidedBy: turn.visitor.account.function, reason: reason,
                at: desk.now, connection)
            try Journal.record(
                "participation.linked", object: "\(idea.id)",
                detail: (chosen.map(\.title) + measures.map(\.title)).joined(separator: ", "),
                by: turn.visitor.account, at: desk.now, connection)
        }
        return turn.go(Self.path(idea.id), done: "linked")
    }

    // MARK: Pages

    private func page(
        _ turn: StaffTurn, _ idea: Contribution, _ forms: TieForms, isStale: Bool = false
    ) throws -> Response {
        let strategy = try desk.strategy()
        try IdeaText.catchUp(desk.store)
        let body = try desk.store.read { connection -> [HTML] in
            let view = TieView(idea: idea, forms: forms, strategy: strategy, turn: turn)
            return try view.body(connection, matches: Self.shownMatches)
        }
        let isRefused = forms.isRefused || isStale
        return turn.show(
            StaffPage(
                title: turn.say("Was wird aus „\(idea.title)“?", "What becomes of \"\(idea.title)\"?"),
                lead: .text(turn.say("Beitrag Nummer \(idea.id).", "Contribution number \(idea.id).")),
                body: [
                    turn.done([
                        "merged": Phrase(
                            de: "Die Beiträge sind zusammengeführt.", en: "The contributions are merged."),
                        "undone": Phrase(
                            de: "Die Beiträge sind wieder getrennt.", en: "The contributions are separate."),
                        "linked": Phrase(de: "Die Verbindungen sind gespeichert.", en: "The links are saved."),
                        "stale": Phrase(
                            de: "Das wurde inzwischen schon getrennt.", en: "They were separated meanwhile already."),
                    ]), .when(isStale, turn.savedMeanwhile(seen: turn.link(Self.path(idea.id)))),
                ] + body, status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func overview(_ turn: StaffTurn) throws -> Response {
        let strategy = try desk.strategy()
        let lineage = try desk.store.read { connection in try LineageStore.read(strategy, connection) }
        let all = lineage.entries.count { $0.goesBackToCitizens }
        let table = DataTable(
            caption: turn.say("Maßnahmen und ihre Ideen", "Measures and their ideas"),
            columns: [
                DataTable.Column(turn(LineageWords.measureWord)),
                DataTable.Column(turn.say("Geht zurück auf", "Goes back to")),
                DataTable.Column(turn.say("Steckbrief", "Profile")),
            ],
            rows: lineage.entries.map { entry in
                [
                    .link(entry.measure.title, turn.link("/strategy/measures/\(entry.measure.id)")),
                    entry.origins.isEmpty
                        ? .text("–")
                        : .html(
                            .ul(
                                entry.origins.map {
                                    .li(.a(turn.link(Self.path($0.idea.id)), .text($0.idea.title)))
                                })),
                    .text(
                        entry.measure.isPublic
                            ? turn.say("öffentlich", "public") : turn.say("nicht öffentlich", "not public")),
                ]
            }, hidesCaption: true)
        return turn.show(
            StaffPage(
                title: turn.say("Welche Maßnahmen gehen auf Ideen zurück?", "Which measures go back to ideas?"),
                lead: .text(
                    turn.say(
                        "\(all) von \(LineageWords.measures(lineage.entries.count, .german)); öffentlich gezählt werden die mit "
                            + "Steckbrief: \(lineage.proven.count) von \(lineage.open.count).",
                        "\(all) of \(LineageWords.measures(lineage.entries.count, .english)); counted in public are those with "
                            + "a profile: \(lineage.proven.count) of \(lineage.open.count).")),
                body: [
                    table.html(turn.language),
                    .p(
                        .a(turn.link(PilotEditing.path), .text(turn.say("Versuche bearbeiten", "Edit pilots"))),
                        .text(" · "),
                        .a(
                            LineageWords.address(LineageWords.lineage, turn.language),
                            .text(turn.say("Öffentliche Seite", "Public page")))),
                    .p(
                        .text(
                            turn.say(
                                "Verbunden wird auf der Seite eines Beitrags: dort „Zusammenführen und verbinden“.",
                                "Links are made on the page of a contribution, at \"Merge and link\"."))),
                ]))
    }
}
