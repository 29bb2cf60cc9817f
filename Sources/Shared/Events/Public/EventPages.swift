import HTTP
import Pages
import Participation
import PublicForms

/// `/events`: what takes place when, each event with programme and tables, and what came of it.
struct EventPages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }

    var routes: [Route] {
        [
            desk.site.get(EventsRoom.path) { turn, _ in try list(turn) },
            desk.site.get(EventsRoom.path + "/:slug") { turn, parameters in
                guard let (event, process) = try room.published(parameters) else { return turn.notFound() }
                return turn.show(try page(event, process, turn))
            },
            desk.site.get(EventsRoom.path + "/:slug/documentation") { turn, parameters in
                guard let (event, process) = try room.published(parameters), event.documentation.isPublished else {
                    return turn.notFound()
                }
                let model = try desk.store.read { connection in
                    try DocumentationModel.read(event, process, connection)
                }
                return turn.show(
                    PublicPage(
                        title: turn.say("Was kam heraus: \(event.title)", "What came of it: \(event.title)"),
                        lead: .text(model.lead(turn.language)),
                        body: [
                            .when(
                                event.isExample,
                                Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language))
                        ] + model.body(turn.language, link: turn.link),
                        breadcrumb: [
                            PageFrame.Link(turn(EventWords.events), turn.link(EventsRoom.path)),
                            PageFrame.Link(event.title, turn.link("\(EventsRoom.path)/\(event.slug)")),
                        ]))
            },
        ]
    }

    private func list(_ turn: PublicTurn) throws -> Response {
        let events = try desk.store.read { connection in try EventStore.all(connection) }.filter(\.isPublished)
        let coming = events.filter { !$0.isOver(on: desk.today) }.reversed()
        let over = events.filter { $0.isOver(on: desk.today) }
        let body: [HTML] =
            events.isEmpty
            ? [
                EmptyState(
                    turn.say("Zurzeit ist keine Veranstaltung geplant", "No event is planned at present"),
                    explanation: turn.say(
                        "Hier stehen Konferenzen und Werkstätten, sobald ihr Termin feststeht.",
                        "Conferences and workshops will stand here once their dates are fixed.")
                ).html()
            ]
            : [
                .when(
                    !coming.isEmpty,
                    .section(
                        .h2(.text(turn.say("Kommende Veranstaltungen", "Coming events"))), cards(Array(coming), turn))),
                .when(
                    !over.isEmpty,
                    .section(.h2(.text(turn.say("Vergangene Veranstaltungen", "Past events"))), cards(over, turn))),
            ]
        let lead = turn.say(
            coming.count == 1 ? "Eine Veranstaltung steht bevor." : "\(coming.count) Veranstaltungen stehen bevor.",
            coming.count == 1 ? "One event is coming up." : "\(coming.count) events are coming up.")
        return turn.show(
            PublicPage(
                title: turn.say("Wann können Sie dabei sein?", "When can you be there?"),
                lead: .text(coming.isEmpty ? "" : lead), body: body))
    }

    private func cards(_ events: [Event], _ turn: PublicTurn) -> HTML {
        Card.grid(
            events.map { event in
                Card(
                    event.title,
                    [
                        .p(.text(event.days(turn.language))),
                        .p(
                            .text(
                                [event.place, event.attendance.word(turn.language)].filter { !$0.isEmpty }.joined(
                                    separator: ", "))),
                        .p(
                            .a(
                                turn.link("\(EventsRoom.path)/\(event.slug)"),
                                .text(turn.say("Ansehen", "Have a look")),
                                .hidden(": \(event.title)"))),
                    ])
            })
    }

    private func page(_ event: Event, _ process: Process, _ turn: PublicTurn) throws -> PublicPage {
        let (shown, waiting) = try desk.store.read { connection in
            (
                try CardStore.shownCount(of: event.id, connection), try CardStore.waitingCount(of: event.id, connection)
            )
        }
        let language = turn.language
        var facts: [(term: String, content: HTML)] = [
            (turn.say("Wann", "When"), .text(event.days(language))),
            (
                turn.say("Wie", "How"),
                .text("\(event.kind.word(language)), \(event.attendance.word(language))")
            ),
        ]
        if !event.place.isEmpty { facts.append((turn.say("Wo", "Where"), .text(event.place))) }
        let isOver = event.isOver(on: desk.today)
        if !isOver, let address = try? Address(event.link) {
            facts.append(
                (turn.say("Im Netz", "Online"), .a(address, .text(turn.say("Zum Raum", "To the room")))))
        }
        facts.append(
            (
                turn.say("Gehört zu", "Belongs to"),
                process.isPublished
                    ? .a(turn.link("\(ParticipationRooms.path)/\(process.slug)"), .text(process.title))
                    : .text(process.title)
            ))
        return PublicPage(
            title: event.title, lead: .text(event.question(at: nil, of: process)),
            body: [
                .when(event.isExample, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(language)),
                DefinitionList(facts).html(),
                .element(.div, [.class("flow")], PlainText(event.description, headingLevel: 2).html()),
                .when(!event.items.isEmpty, programme(event, turn)),
                .when(!event.tables.isEmpty, tables(event, process, turn)),
                .section(
                    .h2(.text(turn(EventWords.wall))),
                    .p(.text(standing(shown, waiting, turn))),
                    .p(
                        .a(
                            turn.link("\(EventsRoom.path)/\(event.slug)/wall"),
                            .text(turn.say("Zur Pinnwand", "To the wall"))))),
                .when(
                    event.documentation.isPublished,
                    .section(
                        .h2(.text(turn.say("Was kam heraus?", "What came of it?"))),
                        .p(
                            .a(
                                turn.link("\(EventsRoom.path)/\(event.slug)/documentation"),
                                .text(turn.say("Zur Dokumentation", "To the documentation")))))),
            ],
            breadcrumb: [PageFrame.Link(turn(EventWords.events), turn.link(EventsRoom.path))])
    }

    private func standing(_ shown: Int, _ waiting: Int, _ turn: PublicTurn) -> String {
        let cards = EventWords.cards(shown, turn.language)
        let still = EventWords.cards(waiting, turn.language)
        let first = turn.say(
            "Zu sehen: \(shown == 0 ? "noch keine Karte" : cards).",
            "To be seen: \(shown == 0 ? "no card yet" : cards).")
        return waiting == 0
            ? first : first + turn.say(" Noch zu sichten: \(still).", " Still to be read: \(still).")
    }

    private func programme(_ event: Event, _ turn: PublicTurn) -> HTML {
        let hasDays = event.lastDay != nil && event.lastDay != event.firstDay
        return .section(
            .h2(.text(turn.say("Programm", "Programme"))),
            DataTable(
                caption: turn.say("Programm", "Programme"),
                columns: [
                    DataTable.Column(turn.say("Zeit", "Time")), DataTable.Column(turn.say("Was", "What")),
                    DataTable.Column(turn.say("Hinweis", "Note")),
                ],
                rows: event.items.map { item in
                    let hours = Event.hours(item.starts, item.ends, turn.language)
                    let day = DateFormat.date("\(item.day ?? event.firstDay)", turn.language)
                    return [
                        .text(hasDays ? "\(day), \(hours)" : hours), .text(item.title),
                        .text(item.note.isEmpty ? "–" : item.note),
                    ]
                }, hidesCaption: true
            ).html(turn.language))
    }

    private func tables(_ event: Event, _ process: Process, _ turn: PublicTurn) -> HTML {
        .section(
            .h2(.text(turn.say("Tische", "Tables"))),
            Card.grid(
                event.tables.map { table in
                    let question = event.question(at: table, of: process)
                    return Card(
                        table.name,
                        [
                            .when(question != event.question(at: nil, of: process), .p(.text(question))),
                            .when(
                                !table.moderator.isEmpty,
                                .p(.text(turn.say("Moderation: ", "Moderation: ") + table.moderator))),
                            .when(event.isOver(on: desk.today) ? nil : try? Address(table.link)) { address in
                                .p(
                                    .a(address, .text(turn.say("Zum Raum", "To the room")), .hidden(": \(table.name)")))
                            },
                            .when(
                                event.takesCards,
                                .p(
                                    .a(
                                        turn.link(EventsRoom.path(ofTable: table.id)),
                                        .text(turn.say("Karte schreiben", "Write a card")), .hidden(": \(table.name)")))
                            ),
                        ])
                }))
    }
}
