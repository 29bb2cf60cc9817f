import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// `/staff/participation/events/<event>/shown`: cards that are on the wall, to be taken down with a reason, and those that
/// are not, to be put back. Every decision stands in moderation's log.
struct TakeDownPages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    private static let pattern = EventEditing.path + "/:slug/shown"
    private static let reasonLimit = 500

    var routes: [Route] {
        [
            desk.gate.get(Self.pattern, .author) { turn, parameters in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                return try page(event, FormInput(), turn)
            },
            desk.gate.post(Self.pattern, .author) { turn, parameters, form in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                return try form["act"] == "restore" ? restore(event, form, turn) : takeDown(event, form, turn)
            },
        ]
    }

    private static let done = [
        "removed": Phrase(
            de: "Die Karten sind von der Pinnwand genommen.", en: "The cards are taken off the wall."),
        "restored": Phrase(de: "Die Karten sind wieder zu sehen.", en: "The cards can be seen again."),
        "stale": Phrase(
            de: "Darüber hat inzwischen schon jemand entschieden.", en: "Somebody has decided on this meanwhile."),
    ]

    private func takeDown(_ event: Event, _ form: SubmittedForm, _ turn: StaffTurn) throws -> Response {
        var input = FormInput(form.fields)
        let ids = input.all("card").prefix(CardPaging.size).compactMap { Int64($0) }
        if ids.isEmpty {
            input.refuse("card", Phrase(de: "Bitte kreuzen Sie Karten an.", en: "Please tick cards."))
        }
        let rule = input["rule"]
        if !RoomModeration.isRule(rule) { input.refuse("rule", .choiceRequired) }
        let reason = input.text(
            "reason", limit: Self.reasonLimit, isRequired: rule == RoomModeration.ruleInNeedOfWords)
        guard input.isAccepted else { return try page(event, input, turn, status: 422) }
        return try decide(ids, event, .takeDown(rule: rule, reason: reason), done: "removed", turn)
    }

    private func restore(_ event: Event, _ form: SubmittedForm, _ turn: StaffTurn) throws -> Response {
        let ids = form.all("hidden").prefix(CardPaging.size).compactMap { Int64($0) }
        guard !ids.isEmpty else {
            var input = FormInput(form.fields)
            input.refuse("hidden", Phrase(de: "Bitte kreuzen Sie Karten an.", en: "Please tick cards."))
            return try page(event, input, turn, status: 422)
        }
        return try decide(ids, event, .restore, done: "restored", turn)
    }

    private func decide(
        _ ids: [Int64], _ event: Event, _ decision: RoomModeration.Decision, done: String, _ turn: StaffTurn
    ) throws -> Response {
        let changed = try desk.store.write { connection in
            try CardStore.decide(
                ids, of: event.id, decision, by: turn.visitor.account, at: desk.now, connection)
        }
        return turn.go(
            "\(EventEditing.path)/\(event.slug)/shown", done: changed == 0 ? "stale" : done)
    }

    private func page(_ event: Event, _ input: FormInput, _ turn: StaffTurn, status: Int = 200) throws -> Response {
        let path = "\(EventEditing.path)/\(event.slug)/shown"
        let (all, hidden) = try desk.store.read { connection in
            (
                try CardStore.shown(of: event.id, connection),
                try CardStore.hidden(of: event.id, limit: CardPaging.size, connection)
            )
        }
        let paging = CardPaging(all, turn.request.queryValue("page"))
        let names = Dictionary(uniqueKeysWithValues: event.tables.map { ($0.id, $0.name) })
        func options(_ cards: [WallCard]) -> [FormField.Option] {
            cards.map { card in
                FormField.Option(
                    "\(card.id)", card.title.isEmpty ? card.text : "\(card.title): \(card.text)",
                    hint: [
                        card.table.flatMap { names[$0] } ?? turn(EventWords.withoutTable), card.pseudonym,
                        RoomModeration.hint([card.title, card.text, card.pseudonym], turn.language),
                    ].filter { !$0.isEmpty }.joined(separator: " · "))
            }
        }
        let fields = [
            FormField(
                id: "card", label: turn.say("Welche Karten?", "Which cards?"),
                control: .checkboxes(options(paging.cards))),
            FormField(
                id: "rule", label: turn.say("Grund", "Reason"),
                control: .select(RoomModeration.ruleOptions(turn.language))),
            FormField(
                id: "reason", label: turn.say("Ein Satz dazu", "A sentence on it"), control: .area(rows: 2),
                hint: turn.say("Wer sie geschrieben hat, kann ihn lesen.", "Whoever wrote it can read it."),
                isRequired: false),
        ]
        let back = FormField(
            id: "hidden", label: turn.say("Welche Karten?", "Which cards?"),
            control: .checkboxes(options(hidden)))
        return turn.show(
            StaffPage(
                title: turn.say("Karten entfernen: \(event.title)", "Take down cards: \(event.title)"),
                lead: .text(
                    turn.say(
                        "\(EventWords.cards(all.count, .german)) zu sehen.",
                        "\(EventWords.cards(all.count, .english)) to be seen.")),
                body: [
                    turn.done(Self.done),
                    .when(
                        !paging.cards.isEmpty,
                        [
                            turn.form(
                                path, parts: fields.map { .field(input.filling($0, turn.language)) },
                                submit: Phrase(de: "Angekreuzte entfernen", en: "Take down those ticked")
                            ).html(turn.language), paging.html(path, turn),
                        ]),
                    .when(
                        !hidden.isEmpty,
                        .section(
                            .h2(.text(turn.say("Nicht gezeigte Karten", "Cards that are not shown"))),
                            turn.form(
                                path, hidden: [QueryItem("act", "restore")],
                                parts: [.field(input.filling(back, turn.language))],
                                submit: Phrase(de: "Angekreuzte wieder zeigen", en: "Show those ticked again")
                            ).html(turn.language))),
                    .p(.a(turn.link("\(EventEditing.path)/\(event.slug)"), .text(turn(.back)))),
                ], status: status, hasErrors: !input.isAccepted))
    }
}

/// Cards in pages that a form can carry.
struct CardPaging {
    static let size = 100

    let cards: [WallCard]
    let page: Int
    let count: Int

    /// - Parameter asked: the number of the page as it stands in the address.
    init(_ all: [WallCard], _ asked: String?) {
        count = max(1, (all.count + Self.size - 1) / Self.size)
        page = min(max(1, asked.flatMap { Int($0) } ?? 1), count)
        cards = Array(all.dropFirst((page - 1) * Self.size).prefix(Self.size))
    }

    func html(_ path: String, _ turn: StaffTurn) -> HTML {
        func to(_ page: Int) -> Address { turn.link(path, [QueryItem("page", "\(page)")]) }
        return .when(
            count > 1,
            Pagination(
                page: page, pageCount: count, previous: page > 1 ? to(page - 1) : nil,
                next: page < count ? to(page + 1) : nil
            ).html(turn.language))
    }
}
