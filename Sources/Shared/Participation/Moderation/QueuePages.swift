import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation/queue`: what waits to be read, decided one by one or many at once, by keyboard alone.
struct QueuePages: Sendable {
    let desk: ParticipationDesk

    var routes: [Route] {
        [
            desk.gate.get(IdeaPaths.queue, .moderator) { turn, _ in
                try page(turn, part(turn.request.queryValue("show")), FormInput())
            },
            desk.gate.post(IdeaPaths.queue, .moderator) { turn, _, form in try decide(turn, form) },
        ]
    }

    private func part(_ name: String?) -> ModerationQueue.Part {
        name.flatMap(ModerationQueue.Part.init(rawValue:)) ?? .waiting
    }

    private func decide(_ turn: StaffTurn, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let part = part(input["show"])
        let chosen = QueueForm.read(&input, isAll: input["all"] == "publish")
        guard input.isAccepted else { return try page(turn, part, input) }
        let account = turn.visitor.account
        let missed = try desk.store.write { connection in
            var missed = 0
            for one in chosen {
                let isDone = try ModerationStore.decide(
                    one.decision, one.subject, seen: one.seen, by: account, at: desk.now, connection)
                if !isDone { missed += 1 }
            }
            try IdeaText.catchUp(limit: IdeaText.perRequest, connection)
            return missed
        }
        let done = chosen.isEmpty ? "nothing" : missed > 0 ? "stale" : "decided"
        return turn.go(IdeaPaths.queue, done: done, [QueryItem("show", part.rawValue)])
    }

    private static let done: [String: Phrase] = [
        "decided": Phrase(de: "Die Entscheidungen sind gespeichert.", en: "The decisions are saved."),
        "nothing": Phrase(de: "Es war nichts ausgewählt.", en: "Nothing was chosen."),
        "stale": Phrase(
            de: "Gespeichert. Über manches hatte inzwischen schon jemand anderes entschieden; das gilt.",
            en: "Saved. Somebody else had decided some of it meanwhile; that counts."),
    ]

    private func page(_ turn: StaffTurn, _ part: ModerationQueue.Part, _ input: FormInput) throws -> Response {
        let skipping = max(0, min(turn.request.queryValue("skip").flatMap(Int.init) ?? 0, 1_000_000))
        let (queue, elsewhere) = try desk.store.read { connection in
            (
                try ModerationQueue.read(part, skipping: skipping, connection),
                try desk.waiting.flatMap { try $0(turn.language, connection) }
            )
        }
        let isRefused = !input.isAccepted
        let view = QueueView(queue: queue, part: part, elsewhere: elsewhere, input: input, turn: turn)
        return turn.show(
            StaffPage(
                title: turn.say("Was ist zu lesen?", "What is there to read?"), lead: .text(view.answer),
                body: [
                    turn.done(Self.done), view.parts, view.form,
                    .when(
                        skipping + queue.items.count < queue.counts[part] ?? 0,
                        .p(
                            .a(
                                turn.link(
                                    IdeaPaths.queue,
                                    [
                                        QueryItem("show", part.rawValue),
                                        QueryItem("skip", String(skipping + ModerationQueue.pageSize)),
                                    ]), .text(turn.say("Weitere ansehen", "See more"))))),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }
}

/// Draws the queue.
struct QueueView {
    let queue: ModerationQueue
    let part: ModerationQueue.Part
    /// What waits in other rooms.
    let elsewhere: [RoomModeration.Waiting]
    let input: FormInput
    let turn: StaffTurn

    var answer: String {
        let count =
            (queue.counts[.waiting] ?? 0) + (queue.counts[.left] ?? 0)
            + elsewhere.filter { !$0.isCounted }.reduce(0) { $0 + $1.count }
        let number = NumberFormat.integer(count, turn.language)
        return count == 0
            ? turn.say("Alles ist gelesen.", "Everything is read.")
            : turn.say("Auf eine Entscheidung warten: \(number).", "Waiting for a decision: \(number).")
    }

    /// Ways to the other parts, with how much is in each.
    var parts: HTML {
        let items = ModerationQueue.Part.allCases.map { other -> HTML in
            let words = "\(turn(other.word)) (\(NumberFormat.integer(queue.counts[other] ?? 0, turn.language)))"
            return .li(
                other == part
                    ? .strong(.text(words))
                    : .a(turn.link(IdeaPaths.queue, [QueryItem("show", other.rawValue)]), .text(words)))
        }
        let reports = HTML.li(
            .a(
                turn.link(ReportQueuePages.path),
                .text(
                    turn.say("Meldungen", "Reports")
                        + " (\(NumberFormat.integer(queue.openReports, turn.language)))")))
        let rooms = elsewhere.map { room in
            HTML.li(
                .a(
                    turn.link(room.path, room.query),
                    .text("\(room.title) (\(NumberFormat.integer(room.count, turn.language)))")))
        }
        return .element(
            .nav, [.set(.ariaLabel, turn.say("Teile der Warteschlange", "Parts of the queue"))],
            [.ul(items + [reports] + rooms)])
    }

    var form: HTML {
        guard !queue.items.isEmpty else {
            return EmptyState(
                turn.say("Hier liegt nichts", "Nothing here"),
                explanation: turn.say(
                    "Neue Beiträge und Kommentare stehen hier, die ältesten zuerst.",
                    "New contributions and comments stand here, the oldest first.")
            ).html()
        }
        let drawn = queue.items.map(item)
        let faults = drawn.flatMap(\.faults)
        let hidden = [turn.visitor.csrf, QueryItem("show", part.rawValue)]
        let hasPlain = part == .waiting || part == .left || part == .unread
        return [
            ErrorSummary(faults).html(turn.language),
            .p(
                .text(
                    turn.say(
                        "Mit der Tabulatortaste geht es von Beitrag zu Beitrag, mit den Pfeiltasten zur Entscheidung, mit der "
                            + "Eingabetaste wird alles gespeichert, was Sie entschieden haben.",
                        "The tab key leads from one to the next, the arrow keys to the decision, and the enter key saves all "
                            + "that you have decided.")), class: "muted"),
            .element(
                .form,
                [.action(turn.link(IdeaPaths.queue)), .set(.method, "post"), .flag(.novalidate), .class("wide-form")],
                hidden.map(Self.hidden) + drawn.map(\.html) + [
                    .div(
                        .element(
                            .button, [.set(.type, "submit"), .class("button")],
                            [.text(turn.say("Entscheidungen speichern", "Save the decisions"))]),
                        .when(
                            hasPlain,
                            .element(
                                .button,
                                [
                                    .set(.type, "submit"), .set(.name, "all"), .set(.value, "publish"),
                                    .class("button secondary"),
                                ],
                                [
                                    .text(
                                        turn.say(
                                            "Speichern, und alles ohne Hinweis veröffentlichen",
                                            "Save, and publish all without a hint"))
                                ])), class: "buttons")
                ]),
        ]
    }

    private func item(_ item: ModerationQueue.Item) -> (html: HTML, faults: [ErrorSummary.Item]) {
        let kinds = PersonalData.kinds(item.whole)
        let fields =
            item.isGone
            ? []
            : QueueForm.fields(
                item.subject, seen: item.visibility, hasSureHint: kinds.contains(where: \.isSure), input, turn.language)
        let name = item.subject.name
        let legend =
            item.isComment
            ? turn.say("Kommentar zu: \(item.title)", "Comment on: \(item.title)") : item.title
        var carried = [
            QueryItem("item", name), QueryItem(QueueForm.seen(item.subject), item.visibility.rawValue),
        ]
        if kinds.isEmpty { carried.append(QueryItem("plain", name)) }
        let html = HTML.element(
            .fieldset, [.class("form-group")],
            [
                .element(.legend, [], [.text(legend)]),
                .p(
                    .text(
                        [
                            item.process, turn(item.visibility.word), Moments.date(item.received, turn.language),
                            item.pseudonym, item.placeName,
                        ].filter { !$0.isEmpty }.joined(separator: " · ")), class: "hint"),
                .when(
                    !kinds.isEmpty,
                    Callout(
                        .warning, title: turn.say("Vielleicht persönliche Angaben", "Perhaps personal data"),
                        [.p(.text(kinds.map { turn($0.word) }.joined(separator: ", ")))]
                    ).html(turn.language)),
                marked(item),
                .p(
                    .a(
                        turn.link(IdeaPaths.staff(item.contribution)),
                        .text(turn.say("Beitrag öffnen", "Open the contribution")),
                        .hidden(": \(item.title)"))),
            ] + carried.map(Self.hidden) + fields.map { $0.html(turn.language) })
        return (html, fields.compactMap(\.errorItem))
    }

    /// The text, and the title above it only where something in it is marked: it stands in the legend already.
    private func marked(_ item: ModerationQueue.Item) -> HTML {
        let isMarkedTitle = !item.isComment && !PersonalData.kinds(item.title).isEmpty
        guard isMarkedTitle || !item.text.isEmpty else { return .empty }
        return PersonalData.marked(isMarkedTitle ? "\(item.title)\n\(item.text)" : item.text, turn.language)
    }

    static func hidden(_ item: QueryItem) -> HTML {
        .element(.input, [.set(.type, "hidden"), .set(.name, item.name), .set(.value, item.value)], [])
    }
}

extension ModerationQueue.Part {
    var word: Phrase {
        switch self {
        case .waiting: Phrase(de: "ungelesen", en: "not read yet")
        case .left: Phrase(de: "liegen gelassen", en: "left for a decision")
        case .unread: Phrase(de: "schon sichtbar, noch nicht gelesen", en: "shown already, not read yet")
        case .hidden: Phrase(de: "nicht gezeigt", en: "not shown")
        }
    }
}
