import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation
import PublicForms

/// Talks that multipliers have held: `/conversations/<process>/<secret>` for those with the link, and for staff
/// `/participation/conversations`. What was said waits to be read like any other contribution.
struct ConversationPages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    private static let purpose = "conversation"
    private static let staffPath = "/participation/conversations"
    private static let pageSize = 50

    var publicRoutes: [Route] {
        [
            desk.site.get("/conversations/:slug/:secret") { turn, parameters in
                guard let process = try find(parameters) else { return turn.notFound() }
                return turn.show(page(process, Self.fresh(desk.today), turn))
            },
            desk.site.post("/conversations/:slug/:secret", maximumFields: 40) { turn, parameters, submitted in
                guard let process = try find(parameters) else { return turn.notFound() }
                var input = submitted
                let conversation = Self.conversation(&input, process, latest: desk.today)
                let form = turn.admit(&input, purpose: Self.purpose, at: "notes")
                guard let conversation, let form, input.isAccepted else {
                    return turn.show(page(process, input, turn, status: 422))
                }
                let secret = try desk.site.authorSecret(form: "talk-\(form)")
                try desk.store.write { connection in
                    try ConversationStore.insert(
                        conversation, form: "talk-\(form)", author: secret, at: desk.now, connection)
                }
                return turn.go(turn.request.path, done: "saved", also: OwnLink.query(secret))
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> Process? {
        let slug = parameters["slug"] ?? ""
        let found = try desk.store.read { connection -> (Process, Int64)? in
            guard let process = try ProcessStore.find(slug: slug, connection),
                let edition = try ConversationStore.linkEdition(process.id, connection)
            else { return nil }
            return (process, edition)
        }
        guard let (process, edition) = found,
            EventLinks.matches(
                parameters["secret"] ?? "", try room.links.multiplier(of: process.id, edition: edition))
        else { return nil }
        return process
    }

    private func page(_ process: Process, _ input: FormInput, _ turn: PublicTurn, status: Int = 200) -> PublicPage {
        let form = turn.form(
            turn.request.path, purpose: Self.purpose,
            parts: Self.fields(turn.language).map { .field(input.filling($0, turn.language)) },
            submit: Phrase(de: "Gespräch festhalten", en: "Record the conversation"))
        return PublicPage(
            title: turn.say("Gespräch festhalten", "Record a conversation"), lead: .text(process.question),
            body: [turn.done(Self.done), OwnLink.note(turn), form.html(turn.language)], status: status,
            hasErrors: !input.isAccepted)
    }

    private static let done = [
        "saved": Phrase(
            de: "Das Gespräch ist festgehalten. Was gesagt wurde, wird gesichtet und erscheint dann bei den Beiträgen.",
            en: "The conversation is recorded. What was said is read and then appears among the contributions."),
        "renewed": Phrase(
            de: "Der Link ist erneuert; der alte gilt nicht mehr.", en: "The link is renewed; the old one is void."),
        "withdrawn": Phrase(
            de: "Der Link gilt nicht mehr.", en: "The link is void."),
    ]

    // MARK: The form

    private static func fresh(_ today: CivilDay) -> FormInput {
        var input = FormInput()
        input["day"] = today.description
        return input
    }

    static func fields(_ language: Language) -> [FormField] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        var group = EventWords.groupField(language)
        group.label = say("Gesprochen mit", "Talked with")
        group.hint = ""
        return [
            FormField(
                id: "day", label: say("Tag", "Day"), control: .text(width: 12),
                hint: say("JJJJ-MM-TT, zum Beispiel 2026-03-31", "YYYY-MM-DD, for example 2026-03-31")),
            FormField(
                id: "place", label: say("Wo?", "Where?"),
                hint: say("zum Beispiel: Wochenmarkt", "for example: weekly market"), isRequired: false),
            FormField(
                id: "people", label: say("Mit wie vielen Menschen?", "With how many people?"),
                control: .number(width: 8)),
            group,
            FormField(
                id: "recorder", label: say("Wer hat gesprochen?", "Who did the talking?"),
                hint: say(
                    "Eine Funktion, kein Name, zum Beispiel: Quartiersmanagement",
                    "A function, no name, for example: neighbourhood management")),
            FormField(
                id: "notes", label: say("Was wurde gesagt?", "What was said?"), control: .area(rows: 8),
                hint: say(
                    "Ein Gedanke je Zeile; keine Namen und nichts, woran man jemanden erkennt. Leer, wenn nichts festzuhalten "
                        + "ist.",
                    "One thought a line; no names and nothing by which anybody can be recognised. Empty if there is "
                        + "nothing to note."), isRequired: false),
        ]
    }

    static func conversation(_ input: inout FormInput, _ process: Process, latest: CivilDay) -> Conversation? {
        let day = CivilDay(input["day"])
        if day == nil { input.refuse("day", EventForm.dayExpected) }
        if let day, day > latest {
            input.refuse(
                "day",
                Phrase(
                    de: "Der Tag liegt in der Zukunft. Bitte geben Sie an, wann gesprochen wurde.",
                    en: "The day is in the future. Please give the day of the conversation."))
        }
        let place = input.line("place", limit: Contribution.placeNameLimit)
        let people = Int64(input["people"]) ?? 0
        if !(1...Conversation.mostPeople).contains(people) {
            input.refuse(
                "people",
                Phrase(
                    de: "Bitte geben Sie eine ganze Zahl zwischen 1 und 10.000 an.",
                    en: "Please give a whole number between 1 and 10,000."))
        }
        let recorder = input.line("recorder", limit: 120, isRequired: true)
        let notes = input.lines("notes", limit: Conversation.noteLimit, count: Conversation.mostNotes)
        guard input.isAccepted, let day else { return nil }
        return Conversation(
            process: process.id, day: day, place: place, people: people, group: Group(rawValue: input["group"]),
            recorder: recorder, notes: notes)
    }

    // MARK: Staff

    var staffRoutes: [Route] {
        [
            desk.gate.get(Self.staffPath) { turn, _ in try overview(turn) },
            desk.gate.get(Self.staffPath + "/:slug", .reader) { turn, parameters in
                guard let process = try staffFind(parameters) else { return turn.notFound() }
                return try list(process, Self.fresh(desk.today), turn)
            },
            desk.gate.post(Self.staffPath + "/:slug", .author) { turn, parameters, submitted in
                guard let process = try staffFind(parameters) else { return turn.notFound() }
                var input = FormInput(submitted.fields)
                guard let conversation = Self.conversation(&input, process, latest: desk.today) else {
                    return try list(process, input, turn, status: 422)
                }
                // The form's own random name: sent twice, stored once.
                let form = input["form"].isEmpty ? Self.name(desk) : String(input["form"].prefix(64))
                try desk.store.write { connection in
                    try ConversationStore.insert(conversation, form: "staff-talk-\(form)", at: desk.now, connection)
                    try Journal.record(
                        "participation.conversation", object: process.slug, detail: conversation.recorder,
                        by: turn.visitor.account, at: desk.now, connection)
                }
                return turn.go("\(Self.staffPath)/\(process.slug)", done: "saved")
            },
            desk.gate.post(Self.staffPath + "/:slug/link", .author) { turn, parameters, form in
                guard let process = try staffFind(parameters) else { return turn.notFound() }
                let withdraws = form["act"] == "withdraw"
                try desk.store.write { connection in
                    try ConversationStore.renewLink(process.id, withdraws: withdraws, connection)
                    try Journal.record(
                        withdraws ? "participation.multipliers-withdrawn" : "participation.multipliers-renewed",
                        object: process.slug, detail: "", by: turn.visitor.account, at: desk.now, connection)
                }
                return turn.go("\(Self.staffPath)/\(process.slug)", done: withdraws ? "withdrawn" : "renewed")
            },
        ]
    }

    private static func name(_ desk: ParticipationDesk) -> String {
        desk.world.randomBytes(16).map { String($0, radix: 16) }.joined(separator: "-")
    }

    private func staffFind(_ parameters: Parameters) throws -> Process? {
        try desk.store.read { connection in try ProcessStore.find(slug: parameters["slug"] ?? "", connection) }
    }

    private static func people(_ count: Int64, _ language: Language) -> String {
        let number = NumberFormat.integer(Int(count), language)
        return count == 1
            ? Phrase(de: "einem Menschen", en: "one person")(language)
            : Phrase(de: "\(number) Menschen", en: "\(number) people")(language)
    }

    private func linkForm(_ process: Process, _ act: String, _ submit: Phrase, _ turn: StaffTurn) -> HTML {
        var form = turn.form(
            "\(Self.staffPath)/\(process.slug)/link", hidden: [QueryItem("act", act)], parts: [], submit: submit)
        form.isSecondary = true
        return form.html(turn.language)
    }

    private func overview(_ turn: StaffTurn) throws -> Response {
        let processes = try desk.store.read { connection in
            try ProcessStore.all(connection).map { process in
                (process, try ConversationStore.totals(of: process.id, connection))
            }
        }
        let table = DataTable(
            caption: turn.say("Gespräche je Verfahren", "Conversations by process"),
            columns: [
                DataTable.Column(turn.say("Verfahren", "Process")),
                DataTable.Column(turn.say("Gespräche", "Conversations"), numeric: true),
                DataTable.Column(turn.say("Menschen", "People"), numeric: true),
            ],
            rows: processes.map { process, totals in
                [
                    .link(process.title, turn.link("\(Self.staffPath)/\(process.slug)")),
                    .number(NumberFormat.integer(totals.conversations, turn.language)),
                    .number(NumberFormat.integer(Int(totals.people), turn.language)),
                ]
            }, hidesCaption: true,
            emptyText: turn.say("Noch kein Verfahren.", "No process yet."))
        return turn.show(
            StaffPage(
                title: turn.say("Mit wem wurde gesprochen?", "With whom have people talked?"),
                body: [table.html(turn.language)]))
    }

    private func list(
        _ process: Process, _ input: FormInput, _ turn: StaffTurn, status: Int = 200
    ) throws -> Response {
        let after = turn.request.queryValue("after").flatMap(Int64.init)
        let (totals, found, edition) = try desk.store.read { connection in
            (
                try ConversationStore.totals(of: process.id, connection),
                try ConversationStore.page(of: process.id, after: after, limit: Self.pageSize + 1, connection),
                try ConversationStore.linkEdition(process.id, connection)
            )
        }
        let conversations = found.prefix(Self.pageSize)
        let people = totals.people
        let count = NumberFormat.integer(totals.conversations, turn.language)
        let path = "\(Self.staffPath)/\(process.slug)"
        let link = try edition.map {
            room.address("/conversations/\(process.slug)/\(try room.links.multiplier(of: process.id, edition: $0))")
        }
        let table = DataTable(
            caption: turn.say("Gespräche", "Conversations"),
            columns: [
                DataTable.Column(turn.say("Tag", "Day")), DataTable.Column(turn.say("Wo", "Where")),
                DataTable.Column(turn.say("Menschen", "People"), numeric: true),
                DataTable.Column(turn.say("Gruppe", "Group")), DataTable.Column(turn.say("Wer", "Who")),
                DataTable.Column(turn.say("Beiträge", "Contributions"), numeric: true),
            ],
            rows: conversations.map { _, conversation, notes in
                [
                    .text(DateFormat.date("\(conversation.day)", turn.language)),
                    .text(conversation.place.isEmpty ? "–" : conversation.place),
                    .number(NumberFormat.integer(Int(conversation.people), turn.language)),
                    .text(conversation.group?.word(turn.language) ?? turn.say("keine Angabe", "not said")),
                    .text(conversation.recorder), .number(NumberFormat.integer(notes, turn.language)),
                ]
            }, hidesCaption: true,
            emptyText: turn.say("Noch ist kein Gespräch festgehalten.", "No conversation is recorded yet."))
        let hidden = [QueryItem("form", input["form"].isEmpty ? Self.name(desk) : input["form"])]
        let form = turn.form(
            "\(Self.staffPath)/\(process.slug)", hidden: hidden,
            parts: Self.fields(turn.language).map { .field(input.filling($0, turn.language)) },
            submit: Phrase(de: "Gespräch festhalten", en: "Record the conversation"))
        return turn.show(
            StaffPage(
                title: turn.say("Gespräche: \(process.title)", "Conversations: \(process.title)"),
                lead: .text(
                    totals.conversations == 0
                        ? turn.say("Noch ist kein Gespräch festgehalten.", "No conversation is recorded yet.")
                        : turn.say(
                            "\(totals.conversations == 1 ? "Ein Gespräch" : "\(count) Gespräche") mit "
                                + "\(Self.people(people, .german)).",
                            "\(totals.conversations == 1 ? "One conversation" : "\(count) conversations") with "
                                + "\(Self.people(people, .english)).")),
                body: [
                    turn.done(Self.done),
                    .section(
                        .h2(.text(turn.say("Was festgehalten ist", "What is recorded"))), table.html(turn.language),
                        .when(
                            found.count > conversations.count ? conversations.last : nil,
                            { last in
                                .p(
                                    .a(
                                        turn.link(path, [QueryItem("after", "\(last.id)")]),
                                        .text(turn.say("Frühere ansehen", "See earlier ones"))))
                            }),
                        .when(
                            after != nil,
                            .p(.a(turn.link(path), .text(turn.say("Zu den neuesten", "To the newest")))))),
                    .when(
                        turn.visitor.has(.author),
                        [
                            .section(
                                .h2(
                                    .text(
                                        turn.say(
                                            "Link für Multiplikatorinnen und Multiplikatoren", "Link for multipliers"))),
                                .p(
                                    .text(
                                        turn.say(
                                            "Wer diesen Link hat, kann ohne Konto Gespräche festhalten. Geben Sie ihn nur an "
                                                + "Menschen weiter, die dafür geschult sind.",
                                            "Whoever has this link can record conversations without an account. Hand it only "
                                                + "to people who are trained for it."))),
                                link.map { .verbatim($0) }
                                    ?? .p(
                                        .text(
                                            turn.say(
                                                "Zurzeit gibt es keinen Link.", "There is no link at present."))),
                                linkForm(process, "renew", Phrase(de: "Link erneuern", en: "Renew the link"), turn),
                                .when(
                                    link != nil,
                                    linkForm(
                                        process, "withdraw",
                                        Phrase(de: "Link zurückziehen", en: "Withdraw the link"), turn))),
                            .section(
                                .h2(.text(turn.say("Selbst festhalten", "Record one yourself"))),
                                form.html(turn.language)),
                        ]),
                ], status: status, hasErrors: !input.isAccepted))
    }
}
