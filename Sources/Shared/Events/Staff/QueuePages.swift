import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// `/staff/participation/events/<event>/queue`: cards that wait to be read.
///
/// The oldest stands on top and its button has the focus: Enter shows it and brings the next, Tab and Enter withholds it.
/// Below, all that wait can be ticked and shown at once.
struct QueuePages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    private static let pattern = EventEditing.path + "/:slug/queue"
    private static let mostAtOnce = 100
    private static let withheld = Phrase(
        de: "Verstößt gegen die Regeln der Beteiligung.", en: "Against the rules of participation.")

    var routes: [Route] {
        [
            desk.gate.get(Self.pattern) { turn, parameters in
                guard let (event, process) = try room.found(parameters) else { return turn.notFound() }
                return try page(event, process, turn)
            },
            desk.gate.post(Self.pattern, .author) { turn, parameters, form in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                let ids = form.all("card").prefix(Self.mostAtOnce).compactMap { Int64($0) }
                let shows = form["act"] != "withhold"
                let changed = try desk.store.write { connection in
                    try CardStore.decide(
                        ids, of: event.id,
                        shows
                            ? .show : .withhold(rule: RoomModeration.ruleInNeedOfWords, reason: Self.withheld(.german)),
                        by: turn.visitor.account, at: desk.now, connection)
                }
                let done = ids.isEmpty ? "none" : changed == 0 ? "stale" : shows ? "shown" : "withheld"
                return turn.go("\(EventEditing.path)/\(event.slug)/queue", done: done)
            },
        ]
    }

    private static let done = [
        "shown": Phrase(de: "Die Karte ist zu sehen.", en: "The card can be seen."),
        "withheld": Phrase(de: "Die Karte wird nicht gezeigt.", en: "The card is not shown."),
        "stale": Phrase(
            de: "Darüber hat inzwischen schon jemand entschieden.", en: "Somebody has decided on this meanwhile."),
        "none": Phrase(de: "Es war keine Karte angekreuzt.", en: "No card was ticked."),
    ]

    private func page(_ event: Event, _ process: Process, _ turn: StaffTurn) throws -> Response {
        let (cards, count) = try desk.store.read { connection in
            (
                try CardStore.waiting(of: event.id, limit: Self.mostAtOnce, connection),
                try CardStore.waitingCount(of: event.id, connection)
            )
        }
        let names = Dictionary(uniqueKeysWithValues: event.tables.map { ($0.id, $0.name) })
        let lead =
            count == 0
            ? turn.say("Alles ist gesichtet.", "Everything has been read.")
            : turn.say(
                "\(EventWords.cards(count, .german)) zu sichten. Eingabetaste: zeigen; Tabulator und Eingabetaste: nicht zeigen.",
                "\(EventWords.cards(count, .english)) to be read. Enter: show; Tab and Enter: do not show.")
        var body: [HTML] = [turn.done(Self.done)]
        let path = "\(EventEditing.path)/\(event.slug)/queue"
        if let first = cards.first {
            body.append(card(first, names, isFirst: true, path, turn))
        } else {
            body.append(
                EmptyState(
                    turn.say("Keine Karte wartet", "No card is waiting"),
                    explanation: turn.say(
                        "Neue Karten erscheinen hier, wenn Sie die Seite neu laden.",
                        "New cards appear here when you load the page anew."),
                    action: PageFrame.Link(turn.say("Neu laden", "Load anew"), turn.link(path))
                ).html())
        }
        if cards.count > 1, turn.visitor.has(.author) { body.append(bulk(cards, names, path, turn)) }
        return turn.show(
            StaffPage(
                title: turn.say("Karten sichten: \(event.title)", "Read cards: \(event.title)"), lead: .text(lead),
                body: body + [.p(.a(turn.link("\(EventEditing.path)/\(event.slug)"), .text(turn(.back))))]))
    }

    private func card(
        _ card: WallCard, _ names: [Int64: String], isFirst: Bool, _ path: String, _ turn: StaffTurn
    ) -> HTML {
        let table = card.table.flatMap { names[$0] } ?? turn(EventWords.withoutTable)
        let label = [table, card.pseudonym].filter { !$0.isEmpty }.joined(separator: " · ")
        func button(_ act: String, _ words: String, _ more: [Attribute], _ style: String) -> HTML {
            .element(
                .button,
                [.set(.type, "submit"), .set(.name, "act"), .set(.value, act), .class(style)] + more, [.text(words)])
        }
        func hidden(_ name: String, _ value: String) -> HTML {
            .element(.input, [.set(.type, "hidden"), .set(.name, name), .set(.value, value)], [])
        }
        return .element(
            .section, [.class("queue-card")],
            [
                .h2(.text(card.title.isEmpty ? turn.say("Karte \(card.id)", "Card \(card.id)") : card.title)),
                RoomModeration.callout([card.title, card.text, card.pseudonym], turn.language),
                .element(.div, [.class("wall-text")], [RoomModeration.marked(card.text, turn.language)]),
                .p(.text(label), class: "muted"),
                .when(
                    turn.visitor.has(.author),
                    .element(
                        .form, [.action(turn.link(path)), .set(.method, "post")],
                        [
                            hidden(turn.visitor.csrf.name, turn.visitor.csrf.value), hidden("card", "\(card.id)"),
                            .div(
                                button("show", turn.say("Zeigen", "Show"), [.flag(.autofocus)], "button"),
                                button("withhold", turn.say("Nicht zeigen", "Do not show"), [], "button secondary"),
                                class: "buttons"),
                        ])),
            ])
    }

    private func bulk(_ cards: [WallCard], _ names: [Int64: String], _ path: String, _ turn: StaffTurn) -> HTML {
        let options = cards.map { card in
            FormField.Option(
                "\(card.id)", card.title.isEmpty ? card.text : "\(card.title): \(card.text)",
                hint: [
                    card.table.flatMap { names[$0] } ?? "",
                    RoomModeration.hint([card.title, card.text, card.pseudonym], turn.language),
                ].filter { !$0.isEmpty }.joined(separator: " · "))
        }
        let field = FormField(
            id: "card", label: turn.say("Karten", "Cards"), control: .checkboxes(options), isRequired: true)
        return .section(
            .h2(.text(turn.say("Mehrere auf einmal", "Several at once"))),
            turn.form(
                path, parts: [.field(field)],
                submit: Phrase(de: "Angekreuzte zeigen", en: "Show those ticked")
            ).html(turn.language))
    }
}
