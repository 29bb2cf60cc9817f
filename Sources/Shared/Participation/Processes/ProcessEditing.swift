import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation`: the processes, and the form of each.
struct ProcessEditing: Sendable {
    let desk: ParticipationDesk

    /// Part of addresses with a meaning of their own, so no process may be called so.
    static let reserved: Set<String> = [
        "new", "import", "data", "events", "documents", "ideas", "rules", "feed", "follow", "mine", "outcome", "queue",
        "lineage", "pilots", "votes", "processes", "log", "static",
    ]

    var routes: [Route] {
        [
            desk.gate.get("/participation") { turn, _ in try list(turn) },
            desk.gate.get("/participation/processes/new", .author) { turn, _ in
                try form(turn, nil, ProcessForm.input(nil))
            },
            desk.gate.post("/participation/processes/new", .author) { turn, _, form in try save(turn, nil, form) },
            desk.gate.get("/participation/processes/:slug", .author) { turn, parameters in
                guard let process = try find(parameters) else { return turn.notFound() }
                return try form(turn, process, ProcessForm.input(process))
            },
            desk.gate.post("/participation/processes/:slug", .author) { turn, parameters, form in
                guard let process = try find(parameters) else { return turn.notFound() }
                return try save(turn, process, form)
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> Process? {
        try desk.store.read { connection in try ProcessStore.find(slug: parameters["slug"] ?? "", connection) }
    }

    private func list(_ turn: StaffTurn) throws -> Response {
        let processes = try desk.store.read { connection in
            try ProcessStore.all(connection).map { ($0, try ContributionStore.publishedCount(of: $0.id, connection)) }
        }
        let isEditable = turn.visitor.has(.author)
        let add = PageFrame.Link(
            turn.say("Verfahren anlegen", "Add a process"), turn.link("/participation/processes/new"))
        let table = DataTable(
            caption: turn.say("Verfahren", "Processes"),
            columns: [
                DataTable.Column(turn.say("Verfahren", "Process")), DataTable.Column(turn.say("Frage", "Question")),
                DataTable.Column(turn.say("Stand", "Standing")),
                DataTable.Column(turn.say("Beiträge", "Contributions"), numeric: true),
            ],
            rows: processes.map { process, count in
                let phase = process.phase(on: desk.today)?.name(turn.language) ?? turn.say("keine Phase", "no phase")
                return [
                    isEditable
                        ? .link(process.title, turn.link("/participation/processes/\(process.slug)"))
                        : .text(process.title),
                    .text(process.question),
                    .text(process.isPublished ? phase : turn.say("nicht öffentlich", "not public")),
                    .number(NumberFormat.integer(count, turn.language)),
                ]
            }, hidesCaption: true)
        return turn.show(
            StaffPage(
                title: turn.say("Wie läuft die Beteiligung?", "How is participation going?"),
                body: [
                    turn.done(["saved": Phrase(de: "Das Verfahren ist gespeichert.", en: "The process is saved.")]),
                    processes.isEmpty
                        ? EmptyState(
                            turn.say("Noch kein Verfahren", "No process yet"),
                            explanation: turn.say(
                                "Ein Verfahren stellt eine Frage, sammelt dazu Ideen und zeigt, was daraus wird.",
                                "A process asks a question, collects ideas on it and shows what becomes of them."),
                            action: isEditable ? add : nil
                        ).html()
                        : table.html(turn.language),
                    .when(isEditable && !processes.isEmpty, .p(.buttonLink(add.address, add.label))),
                    .section(
                        .h2(.text(turn.say("Was hereinkommt", "What comes in"))),
                        RoomLink.html(IdeaRooms.staffLinks, turn)),
                    .section(
                        .h2(.text(turn.say("Was daraus wird", "What becomes of it"))),
                        RoomLink.html(LineageRooms.staffLinks, turn)),
                    .section(
                        .h2(.text(turn.say("Weitere Bereiche", "Further rooms"))),
                        RoomLink.html(
                            desk.staffRooms + [
                                RoomLink(
                                    Phrase(de: "Aufbewahrung und Datenschutz", en: "Retention and privacy"),
                                    PrivacyEditing.path, isForAdmins: true)
                            ], turn)),
                ]))
    }

    private func save(_ turn: StaffTurn, _ present: Process?, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let strategy = try desk.strategy()
        guard var made = ProcessForm.process(&input, present: present, strategy: strategy) else {
            return try form(turn, present, input)
        }
        let account = turn.visitor.account
        let isSaved = try desk.store.write { connection in
            if present == nil {
                made.slug = Slug.make(
                    made.title, taken: Self.reserved.union(try ProcessStore.all(connection).map(\.slug)))
                made.version = 0
            }
            guard try ProcessStore.write(made, at: desk.now, connection) != nil else { return false }
            try Journal.record(
                "participation.process-saved", object: made.slug, detail: made.title, by: account, at: desk.now,
                connection)
            return true
        }
        guard isSaved else {
            input["version"] = String(present?.version ?? 0)
            return try form(turn, present, input, isStale: true)
        }
        return turn.go("/participation", done: "saved")
    }

    private func form(
        _ turn: StaffTurn, _ present: Process?, _ input: FormInput, isStale: Bool = false
    ) throws -> Response {
        let strategy = try desk.strategy()
        let path = "/participation/processes/" + (present?.slug ?? "new")
        let isRefused = !input.isAccepted || isStale
        return turn.show(
            StaffPage(
                title: present == nil
                    ? turn.say("Verfahren anlegen", "Add a process")
                    : turn.say("Verfahren bearbeiten", "Edit the process"),
                body: [
                    .when(isStale, turn.savedMeanwhile(seen: turn.link(path))),
                    turn.form(
                        path, hidden: [QueryItem("version", input["version"])],
                        parts: ProcessForm.parts(input, strategy, turn.language), submit: .save,
                        cancel: turn.link("/participation")
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }
}
