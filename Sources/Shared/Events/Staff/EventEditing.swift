import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// `/staff/participation/events`: all events, and the form of each.
struct EventEditing: Sendable {
    let room: EventsRoom

    static let path = "/participation/events"
    /// Part of addresses with a meaning of their own, so no event may be called so.
    private static let reserved: Set<String> = ["new"]

    private var desk: ParticipationDesk { room.desk }

    var routes: [Route] {
        [
            desk.gate.get(Self.path) { turn, _ in try list(turn) },
            desk.gate.get(Self.path + "/new", .author) { turn, _ in try form(turn, nil, EventForm.input(nil)) },
            desk.gate.post(Self.path + "/new", .author) { turn, _, form in try save(turn, nil, form) },
            desk.gate.get(Self.path + "/:slug/edit", .author) { turn, parameters in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                return try form(turn, event, EventForm.input(event))
            },
            desk.gate.post(Self.path + "/:slug/edit", .author) { turn, parameters, form in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                return try save(turn, event, form)
            },
        ]
    }

    private func list(_ turn: StaffTurn) throws -> Response {
        let (events, hasProcesses) = try desk.store.read { connection in
            (
                try EventStore.all(connection).map {
                    (
                        $0, try CardStore.shownCount(of: $0.id, connection),
                        try CardStore.waitingCount(of: $0.id, connection)
                    )
                }, try !ProcessStore.all(connection).isEmpty
            )
        }
        let isEditable = turn.visitor.has(.author)
        let add = PageFrame.Link(turn.say("Veranstaltung anlegen", "Add an event"), turn.link(Self.path + "/new"))
        let table = DataTable(
            caption: turn(EventWords.events),
            columns: [
                DataTable.Column(turn.say("Veranstaltung", "Event")), DataTable.Column(turn.say("Wann", "When")),
                DataTable.Column(turn.say("Stand", "Standing")),
                DataTable.Column(turn.say("Karten", "Cards"), numeric: true),
                DataTable.Column(turn.say("Zu sichten", "To be read"), numeric: true),
            ],
            rows: events.map { event, shown, waiting in
                [
                    .link(event.title, turn.link("\(Self.path)/\(event.slug)")), .text(event.days(turn.language)),
                    .text(
                        event.isPublished
                            ? turn.say("öffentlich", "public") : turn.say("nicht öffentlich", "not public")),
                    .number(NumberFormat.integer(shown, turn.language)),
                    .number(NumberFormat.integer(waiting, turn.language)),
                ]
            }, hidesCaption: true)
        return turn.show(
            StaffPage(
                title: turn.say("Welche Veranstaltungen gibt es?", "Which events are there?"),
                body: [
                    events.isEmpty
                        ? EmptyState(
                            turn.say("Noch keine Veranstaltung", "No event yet"),
                            explanation: hasProcesses
                                ? turn.say(
                                    "Eine Konferenz oder Werkstatt sammelt Karten an Tischen und zeigt sie an einer Pinnwand.",
                                    "A conference or workshop collects cards at tables and shows them on a wall.")
                                : turn.say(
                                    "Eine Veranstaltung gehört zu einem Verfahren. Legen Sie zuerst das Verfahren an.",
                                    "An event belongs to a process. Please add the process first."),
                            action: isEditable && hasProcesses ? add : nil
                        ).html()
                        : table.html(turn.language),
                    .when(isEditable && !events.isEmpty, .p(.buttonLink(add.address, add.label))),
                    .p(
                        .a(
                            turn.link("/participation/conversations"),
                            .text(turn.say("Gespräche außerhalb von Veranstaltungen", "Conversations outside events")))),
                ]))
    }

    private func save(_ turn: StaffTurn, _ present: Event?, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let (processes, counts) = try desk.store.read { connection in
            (
                try ProcessStore.all(connection),
                try present.map { try EventStore.cardCounts(of: $0.id, connection) } ?? [:]
            )
        }
        guard
            var made = EventForm.event(&input, present: present, processes: processes, cardCounts: counts)
        else { return try form(turn, present, input) }
        let isSaved = try desk.store.write { connection in
            if present == nil {
                made.slug = Slug.make(
                    made.title, taken: Self.reserved.union(try EventStore.all(connection).map(\.slug)))
                made.version = 0
            }
            guard try EventStore.write(made, at: desk.now, connection) != nil else { return false }
            try Journal.record(
                "participation.event-saved", object: made.slug, detail: made.title, by: turn.visitor.account,
                at: desk.now, connection)
            return true
        }
        guard isSaved else {
            input["version"] = String(present?.version ?? 0)
            return try form(turn, present, input, isStale: true)
        }
        return turn.go("\(Self.path)/\(made.slug)", done: "saved")
    }

    private func form(
        _ turn: StaffTurn, _ present: Event?, _ input: FormInput, isStale: Bool = false
    ) throws -> Response {
        let processes = try desk.store.read { connection in try ProcessStore.all(connection) }
        let path = Self.path + (present.map { "/\($0.slug)/edit" } ?? "/new")
        let isRefused = !input.isAccepted || isStale
        return turn.show(
            StaffPage(
                title: present == nil
                    ? turn.say("Veranstaltung anlegen", "Add an event")
                    : turn.say("Veranstaltung bearbeiten", "Edit the event"),
                body: [
                    .when(isStale, turn.savedMeanwhile(seen: turn.link(path))),
                    turn.form(
                        path, hidden: [QueryItem("version", input["version"])],
                        parts: EventForm.parts(input, processes, turn.language), submit: .save,
                        cancel: turn.link(Self.path + (present.map { "/\($0.slug)" } ?? ""))
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }
}
