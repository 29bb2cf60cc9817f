import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// `/staff/participation/events/<event>`: how it stands, and everything one does before, during and after it.
struct EventOverview: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    private static let pattern = EventEditing.path + "/:slug"

    var routes: [Route] {
        [
            desk.gate.get(Self.pattern) { turn, parameters in
                guard let (event, process) = try room.found(parameters) else { return turn.notFound() }
                return try page(event, process, turn)
            },
            desk.gate.post(Self.pattern + "/cards", .author) { turn, parameters, form in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                let takes = form["takes"] == "yes"
                try desk.store.write { connection in
                    try EventStore.takeCards(takes, event.id, connection)
                    try Journal.record(
                        takes ? "participation.cards-opened" : "participation.cards-closed", object: event.slug,
                        detail: "",
                        by: turn.visitor.account, at: desk.now, connection)
                }
                return turn.go("\(EventEditing.path)/\(event.slug)", done: takes ? "opened" : "closed")
            },
            desk.gate.post(Self.pattern + "/links", .author) { turn, parameters, _ in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                try desk.store.write { connection in
                    try EventStore.renewLinks(event.id, connection)
                    try Journal.record(
                        "participation.links-renewed", object: event.slug, detail: "", by: turn.visitor.account,
                        at: desk.now,
                        connection)
                }
                return turn.go("\(EventEditing.path)/\(event.slug)", done: "renewed")
            },
        ]
    }

    private static let done = [
        "saved": Phrase(de: "Die Veranstaltung ist gespeichert.", en: "The event is saved."),
        "opened": Phrase(de: "Karten werden angenommen.", en: "Cards are taken."),
        "closed": Phrase(de: "Es werden keine Karten mehr angenommen.", en: "No more cards are taken."),
        "renewed": Phrase(
            de: "Die Links sind erneuert; die alten gelten nicht mehr.",
            en: "The links are renewed; the old ones are void."
        ),
        "documented": Phrase(de: "Die Dokumentation ist gespeichert.", en: "The documentation is saved."),
    ]

    private func page(_ event: Event, _ process: Process, _ turn: StaffTurn) throws -> Response {
        let (shown, waiting, counts) = try desk.store.read { connection in
            (
                try CardStore.shownCount(of: event.id, connection),
                try CardStore.waitingCount(of: event.id, connection),
                try EventStore.cardCounts(of: event.id, connection)
            )
        }
        let path = "\(EventEditing.path)/\(event.slug)"
        let isAuthor = turn.visitor.has(.author)
        let open = room.address("\(EventsRoom.path)/\(event.slug)")
        let lead = turn.say(
            "\(event.isPublished ? "Öffentlich" : "Noch nicht öffentlich"), \(EventWords.cards(shown, .german)) zu sehen, "
                + "\(waiting == 0 ? "nichts" : EventWords.cards(waiting, .german)) zu sichten.",
            "\(event.isPublished ? "Public" : "Not public yet"), \(EventWords.cards(shown, .english)) to be seen, "
                + "\(waiting == 0 ? "nothing" : EventWords.cards(waiting, .english)) to be read.")
        let links: [(Phrase, String)] = [
            (Phrase(de: "Karten sichten", en: "Read cards"), "/queue"),
            (Phrase(de: "Gezeigte Karten entfernen", en: "Take down cards that are shown"), "/shown"),
            (Phrase(de: "Karten nach Themen ordnen", en: "Arrange cards by theme"), "/themes"),
            (Phrase(de: "Aushänge und Tischkarten drucken", en: "Print posters and table cards"), "/print"),
        ]
        let authorLinks: [(Phrase, String)] = [
            (Phrase(de: "Bearbeiten", en: "Edit"), "/edit"),
            (Phrase(de: "Dokumentation schreiben", en: "Write the documentation"), "/documentation"),
        ]
        let steps = (isAuthor ? links + authorLinks : links).map { phrase, step in
            HTML.li(.a(turn.link(path + step), .text(turn(phrase))))
        }
        let publicLinks =
            event.isPublished
            ? [("", turn.say("Öffentliche Seite", "Public page")), ("/wall", turn(EventWords.wall))].compactMap {
                end, word in
                (try? Address(open + end)).map { HTML.li(.a($0, .text(word))) }
            } : []
        return turn.show(
            StaffPage(
                title: event.title, lead: .text(lead),
                body: [
                    turn.done(Self.done),
                    .section(.h2(.text(turn.say("Was ist zu tun?", "What is to be done?"))), .ul(steps + publicLinks)),
                    .when(isAuthor, cardSwitch(event, path, turn)),
                    isAuthor ? try recorders(event, counts, path, turn) : .empty,
                ]))
    }

    private func cardSwitch(_ event: Event, _ path: String, _ turn: StaffTurn) -> HTML {
        var form = turn.form(
            path + "/cards", hidden: [QueryItem("takes", event.takesCards ? "no" : "yes")], parts: [],
            submit: event.takesCards
                ? Phrase(de: "Kartenannahme beenden", en: "Stop taking cards")
                : Phrase(de: "Karten annehmen", en: "Take cards"))
        form.isSecondary = true
        return .section(
            .h2(.text(turn.say("Karten", "Cards"))),
            .p(
                .text(
                    event.takesCards
                        ? event.isPublished
                            ? turn.say("Karten werden angenommen.", "Cards are taken.")
                            : turn.say(
                                "Karten werden angenommen, sobald die Veranstaltung öffentlich ist.",
                                "Cards are taken once the event is public.")
                        : turn(EventWords.closed))), form.html(turn.language))
    }

    private func recorders(
        _ event: Event, _ counts: [Int64: Int], _ path: String, _ turn: StaffTurn
    ) throws -> HTML {
        guard !event.tables.isEmpty else {
            return .section(
                .h2(.text(turn.say("Protokoll an den Tischen", "Records at the tables"))),
                .p(.text(turn.say("Noch hat die Veranstaltung keinen Tisch.", "The event has no table yet."))))
        }
        let rows = try event.tables.map { table -> [DataTable.Cell] in
            let secret = try room.links.recorder(of: table.id, edition: event.linkEdition)
            let capture = room.address(CapturePages.path(event, table, secret))
            return [
                .text(table.name), .text(table.recorder.isEmpty ? "–" : table.recorder),
                .number(NumberFormat.integer(counts[table.id] ?? 0, turn.language)),
                .html(
                    .when(try? Address(capture)) {
                        .a($0, .text(turn.say("Link zum Protokoll", "Link to the record")), .hidden(": \(table.name)"))
                    }),
            ]
        }
        var renew = turn.form(
            path + "/links", parts: [],
            submit: Phrase(de: "Alle Links erneuern", en: "Renew all links"))
        renew.isSecondary = true
        return .section(
            .h2(.text(turn.say("Protokoll an den Tischen", "Records at the tables"))),
            .p(
                .text(
                    turn.say(
                        "Wer einen dieser Links hat, kann an diesem Tisch ohne Konto Karten schreiben. Erneuern macht alle "
                            + "bisherigen ungültig.",
                        "Whoever has one of these links can write cards at that table without an account. Renewing makes all "
                            + "present ones void."))),
            DataTable(
                caption: turn.say("Links zum Protokoll", "Links to the records"),
                columns: [
                    DataTable.Column(turn.say("Tisch", "Table")), DataTable.Column(turn.say("Protokoll", "Recorder")),
                    DataTable.Column(turn.say("Karten", "Cards"), numeric: true),
                    DataTable.Column(turn.say("Link", "Link")),
                ], rows: rows, hidesCaption: true
            ).html(turn.language), renew.html(turn.language))
    }
}
