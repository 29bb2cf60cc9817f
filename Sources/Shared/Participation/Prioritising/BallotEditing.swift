import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation/votes`: the ballots, the form of each, where each stands, and the release of its result.
struct BallotEditing: Sendable {
    let desk: ParticipationDesk
    static let path = "/participation/votes"
    static func path(_ ballot: Int64) -> String { "\(path)/\(ballot)" }

    var routes: [Route] {
        [
            desk.gate.get(Self.path) { turn, _ in try list(turn) },
            desk.gate.get(Self.path + "/new", .author) { turn, _ in
                try form(turn, nil, BallotForm.input(nil, process: turn.request.queryValue("process") ?? ""))
            },
            desk.gate.post(Self.path + "/new", .author) { turn, _, form in try save(turn, nil, form) },
            desk.gate.get(Self.path + "/:id") { turn, parameters in
                guard let ballot = try Self.find(parameters, desk) else { return turn.notFound() }
                return try overview(turn, ballot)
            },
            desk.gate.get(Self.path + "/:id/edit", .author) { turn, parameters in
                guard let ballot = try Self.find(parameters, desk) else { return turn.notFound() }
                let slug = try desk.store.read { try ProcessStore.read(ballot.process, $0)?.slug }
                return try form(turn, ballot, BallotForm.input(ballot, process: slug ?? ""))
            },
            desk.gate.post(Self.path + "/:id/edit", .author) { turn, parameters, form in
                guard let ballot = try Self.find(parameters, desk) else { return turn.notFound() }
                return try save(turn, ballot, form)
            },
            desk.gate.post(Self.path + "/:id/release", .author) { turn, parameters, _ in
                guard let ballot = try Self.find(parameters, desk) else { return turn.notFound() }
                return try release(turn, ballot)
            },
        ]
    }

    static func find(_ parameters: Parameters, _ desk: ParticipationDesk) throws -> Ballot? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try desk.store.read { connection in try BallotStore.read(id, connection) }
    }

    // MARK: List and form

    private func list(_ turn: StaffTurn) throws -> Response {
        let ballots = try desk.store.read { connection in
            try BallotStore.all(connection).map { ($0, try ProcessStore.read($0.process, connection)) }
        }
        let isEditable = turn.visitor.has(.author)
        let add = PageFrame.Link(turn.say("Abstimmung anlegen", "Add a vote"), turn.link(Self.path + "/new"))
        let table = DataTable(
            caption: turn.say("Abstimmungen", "Votes"),
            columns: [
                DataTable.Column(turn.say("Abstimmung", "Vote")), DataTable.Column(turn.say("Verfahren", "Process")),
                DataTable.Column(turn.say("Art", "Kind")), DataTable.Column(turn.say("Stand", "Standing")),
            ],
            rows: ballots.map { ballot, process in
                [
                    .link(ballot.title, turn.link(Self.path(ballot.id))), .text(process?.title ?? "–"),
                    .text(turn(ballot.method.word)),
                    .text(process.map { standing(ballot, $0, turn) } ?? "–"),
                ]
            }, hidesCaption: true)
        return turn.show(
            StaffPage(
                title: turn.say("Worüber wird abgestimmt?", "What is voted on?"),
                body: [
                    ballots.isEmpty
                        ? EmptyState(
                            turn.say("Noch keine Abstimmung", "No vote yet"),
                            explanation: turn.say(
                                "Eine Abstimmung wägt Ideen, Maßnahmen oder Aussagen gegeneinander ab: mit Punkten, Bewertungen "
                                    + "oder einer Auswahl, online und auf Papier.",
                                "A vote weighs ideas, measures or statements against each other: with points, ratings or a "
                                    + "choice, online and on paper."), action: isEditable ? add : nil
                        ).html() : table.html(turn.language),
                    .when(isEditable && !ballots.isEmpty, .p(.buttonLink(add.address, add.label))),
                ]))
    }

    private func standing(_ ballot: Ballot, _ process: Process, _ turn: StaffTurn) -> String {
        if ballot.released != nil { return turn.say("Ergebnis freigegeben", "result released") }
        if !ballot.isPublished || !process.isPublished { return turn.say("nicht öffentlich", "not public") }
        switch ballot.standing(process, on: desk.today) {
        case .open(let last):
            return last.map {
                turn.say(
                    "offen bis \(DateFormat.date("\($0)", .german))", "open until \(DateFormat.date("\($0)", .english))"
                )
            } ?? turn.say("offen", "open")
        case .notYet(let day):
            return day.map {
                turn.say(
                    "ab \(DateFormat.date("\($0)", .german))", "from \(DateFormat.date("\($0)", .english))")
            } ?? turn.say("ohne Termin", "without a date")
        case .over: return turn.say("zu Ende, wird ausgezählt", "over, being counted")
        }
    }

    private func save(_ turn: StaffTurn, _ present: Ballot?, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let strategy = try desk.strategy()
        let (processes, isFixed) = try desk.store.read { connection in
            (
                try ProcessStore.all(connection),
                try present.map { try BallotStore.isFixed($0.id, connection) } ?? false
            )
        }
        // The form was opened before the first vote came: what it asks to change can no longer be changed.
        if isFixed, submitted.fields.contains(where: { $0.name == "process" }) {
            return try form(turn, present, input, isStale: true)
        }
        let made = try BallotForm.ballot(
            &input, present: present, processes: processes, strategy: strategy, isFixed: isFixed
        ) { id in
            try desk.store.read { connection in try IdeaLineage.shown(id, connection)?.title }
        }
        guard let made else { return try form(turn, present, input) }
        let id = try desk.store.write { connection -> Int64? in
            // Somebody may have voted since the form was read: then what is asked stays as it was.
            if let present, !isFixed, try BallotStore.isFixed(present.id, connection) { return nil }
            let id = try BallotStore.write(made, at: desk.now, connection)
            if let id {
                try Journal.record(
                    "participation.ballot-saved", object: "\(id)", detail: made.title, by: turn.visitor.account,
                    at: desk.now, connection)
            }
            return id
        }
        guard let id else {
            input["version"] = String(present?.version ?? 0)
            return try form(turn, present, input, isStale: true)
        }
        return turn.go(Self.path(id), done: "saved")
    }

    private func form(
        _ turn: StaffTurn, _ present: Ballot?, _ input: FormInput, isStale: Bool = false
    ) throws -> Response {
        let (processes, isFixed, ideas) = try desk.store.read { connection in
            let processes = try ProcessStore.all(connection)
            let chosen = IdeaChoice.numbers(input, ticked: "idea", typed: "ideas").compactMap(\.id)
            return (
                processes, try present.map { try BallotStore.isFixed($0.id, connection) } ?? false,
                try IdeaChoice.options(
                    of: processes.first { $0.slug == input["process"] }?.id, chosen: chosen, turn.language, connection)
            )
        }
        let path = present.map { Self.path($0.id) + "/edit" } ?? Self.path + "/new"
        let isRefused = !input.isAccepted || isStale
        return turn.show(
            StaffPage(
                title: present.map(\.title) ?? turn.say("Abstimmung anlegen", "Add a vote"),
                body: [
                    .when(isStale, turn.savedMeanwhile(seen: turn.link(path))),
                    .when(
                        isFixed,
                        Callout(
                            .information,
                            [
                                .p(
                                    .text(
                                        turn.say(
                                            "Es liegen schon Stimmen, Zählbögen oder Codes vor. Frage, Art und Auswahl bleiben "
                                                + "deshalb, wie sie sind.",
                                            "There are votes, sheets or codes already. What is asked and how therefore stays as "
                                                + "it is.")))
                            ]
                        ).html(turn.language)),
                    turn.form(
                        path, hidden: [QueryItem("version", input["version"])],
                        parts: BallotForm.parts(
                            input, processes, try desk.strategy(), ideas: ideas, isFixed: isFixed, turn.language),
                        submit: .save, cancel: turn.link(present.map { Self.path($0.id) } ?? Self.path)
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    // MARK: One ballot

    private struct Facts {
        let process: Process?
        let result: BallotResult
        let sheets: [Sheet]
        let batches: [CodeStore.Batch]
    }

    private func facts(_ ballot: Ballot, _ connection: borrowing Connection) throws -> Facts {
        Facts(
            process: try ProcessStore.read(ballot.process, connection),
            result: try ResultStore.read(ballot, connection),
            sheets: try SheetStore.all(of: ballot.id, connection),
            batches: try CodeStore.batches(of: ballot.id, connection))
    }

    private func obstacle(_ ballot: Ballot, _ facts: Facts) -> Phrase? {
        Self.obstacle(ballot, facts.process, facts.sheets, on: desk.today)
    }

    /// Why the result cannot be released on a day; nil where it can.
    static func obstacle(_ ballot: Ballot, _ process: Process?, _ sheets: [Sheet], on day: CivilDay) -> Phrase? {
        guard let process, ballot.isPublished else {
            return Phrase(de: "Die Abstimmung ist nicht öffentlich.", en: "The vote is not public.")
        }
        guard case .over = ballot.standing(process, on: day) else {
            return Phrase(
                de: "Die Abstimmung läuft noch oder hat nicht begonnen.",
                en: "The vote is still under way or has not begun.")
        }
        // Sheets that two people have not agreed on yet.
        let open = sheets.count { $0.withdrawn == nil && !$0.isAgreed }
        guard open == 0 else {
            return Phrase(
                de: open == 1
                    ? "Ein Zählbogen ist noch nicht von zwei Personen gleich gezählt."
                    : "\(open) Zählbögen sind noch nicht von zwei Personen gleich gezählt.",
                en: open == 1
                    ? "One sheet is not counted alike by two people yet."
                    : "\(open) sheets are not counted alike by two people yet.")
        }
        return nil
    }

    private func release(_ turn: StaffTurn, _ ballot: Ballot) throws -> Response {
        guard ballot.released == nil else { return turn.go(Self.path(ballot.id), done: "released") }
        let isReleased = try desk.store.write { connection -> Bool in
            guard obstacle(ballot, try facts(ballot, connection)) == nil,
                try BallotStore.release(ballot.id, at: desk.now, connection)
            else { return false }
            try Journal.record(
                "participation.result-released", object: "\(ballot.id)", detail: ballot.title,
                by: turn.visitor.account, at: desk.now, connection)
            return true
        }
        return turn.go(Self.path(ballot.id), done: isReleased ? "released" : "stale")
    }

    private func overview(_ turn: StaffTurn, _ ballot: Ballot) throws -> Response {
        let facts = try desk.store.read { connection in try self.facts(ballot, connection) }
        let isAuthor = turn.visitor.has(.author)
        let isOver = ballot.released != nil
        return turn.show(
            StaffPage(
                title: ballot.title,
                lead: .text(
                    (facts.process.map { standing(ballot, $0, turn) } ?? "").prefix(1).uppercased()
                        + (facts.process.map { standing(ballot, $0, turn) } ?? "").dropFirst() + ". "
                        + (facts.result.voters == 1
                            ? turn.say("Eine gültige Stimme.", "One valid vote.")
                            : turn.say(
                                "\(facts.result.voters) gültige Stimmen.", "\(facts.result.voters) valid votes."))),
                body: [
                    turn.done([
                        "saved": Phrase(de: "Die Abstimmung ist gespeichert.", en: "The vote is saved."),
                        "released": Phrase(de: "Das Ergebnis ist öffentlich.", en: "The result is public."),
                        "withdrawn": Phrase(de: "Die Karten gelten nicht mehr.", en: "The cards no longer count."),
                        "stale": Phrase(
                            de: "Inzwischen hat sich etwas geändert; bitte sehen Sie nach.",
                            en: "Something has changed meanwhile; please have a look."),
                    ]),
                    .p(
                        .a(
                            LineageWords.address(VotingPages.path(ballot.id), turn.language),
                            .text(turn.say("Öffentliche Seite", "Public page"))), .text(" · "),
                        .a(
                            turn.link(PaperPages.path(ballot.id)),
                            .text(turn.say("Stimmzettel drucken", "Print ballot papers"))),
                        .when(
                            isAuthor,
                            [
                                .text(" · "),
                                .a(
                                    turn.link(Self.path(ballot.id) + "/edit"),
                                    .text(turn.say("Bearbeiten", "Edit"))),
                            ])),
                    .when(
                        ballot.access == .code,
                        CodePages(desk: desk).section(ballot, facts.batches, turn)),
                    SheetPages(desk: desk).section(ballot, facts.sheets, turn),
                    result(ballot, facts, isOver: isOver, turn),
                ]))
    }

    private func result(_ ballot: Ballot, _ facts: Facts, isOver: Bool, _ turn: StaffTurn) -> HTML {
        let heading = HTML.h2(.text(turn.say("Ergebnis", "Result")))
        if isOver {
            return .section(
                heading,
                .p(
                    .a(
                        LineageWords.address(VotingPages.path(ballot.id) + "/result", turn.language),
                        .text(turn.say("Veröffentlichtes Ergebnis ansehen", "See the published result")))))
        }
        if let obstacle = obstacle(ballot, facts) {
            return .section(
                heading,
                .p(
                    .text(
                        turn.say("Noch nicht freizugeben: ", "Cannot be released yet: ") + turn(obstacle))))
        }
        let form = turn.form(
            Self.path(ballot.id) + "/release", parts: [],
            submit: Phrase(de: "Ergebnis veröffentlichen", en: "Publish the result"))
        return .section(
            heading,
            .p(
                .text(
                    turn.say(
                        "Alle Zählbögen stimmen überein. Danach kommen keine neuen Bögen mehr hinzu; berichtigen lassen sie sich.",
                        "All sheets agree. No sheets are added afterwards; they can be corrected."))),
            .when(turn.visitor.has(.author), form.html(turn.language)))
    }
}
