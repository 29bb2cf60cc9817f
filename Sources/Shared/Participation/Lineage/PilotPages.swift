import Database
import HTTP
import Pages
import PublicForms

/// `/participation/pilots` and each pilot: what is tried out, what was learned, what follows, and what it goes back to.
struct PilotPages: Sendable {
    let desk: ParticipationDesk

    private struct Model {
        let pilot: Pilot
        let ideas: [Contribution]
        let measures: [LineageStore.MeasureName]
        let isExample: Bool
    }

    var routes: [Route] {
        [
            desk.site.get(LineageWords.pilots) { turn, _ in try list(turn) },
            desk.site.get(LineageWords.pilots + "/:id") { turn, parameters in
                guard let model = try parameters["id"].flatMap(Int64.init).flatMap({ try read($0) }) else {
                    return turn.notFound()
                }
                return turn.show(page(model, try desk.strategy(), turn))
            },
        ]
    }

    private func read(_ id: Int64) throws -> Model? {
        try desk.store.read { connection in
            guard let pilot = try PilotStore.read(id, connection), pilot.isPublished else { return nil }
            return Model(
                pilot: pilot,
                ideas: try LineageStore.contributions(ofPilot: id, connection).compactMap {
                    try IdeaLineage.shown($0, connection)
                }, measures: try LineageStore.measures(ofPilot: id, connection),
                isExample: try isExample(pilot, connection))
        }
    }

    /// A pilot goes back to ideas; where one of them was written for a demonstration, so was it.
    private func isExample(_ pilot: Pilot, _ connection: borrowing Connection) throws -> Bool {
        try LineageStore.contributions(ofPilot: pilot.id, connection).contains { id in
            try ContributionStore.read(id, connection)?.isExample == true
        }
    }

    private func list(_ turn: PublicTurn) throws -> Response {
        let (pilots, hasExamples) = try desk.store.read { connection in
            let pilots = try PilotStore.all(connection).filter(\.isPublished)
            return (pilots, try pilots.contains { try isExample($0, connection) })
        }
        let running = pilots.count { $0.decision == .open }
        return turn.show(
            PublicPage(
                title: turn.say("Was wird ausprobiert?", "What is being tried out?"),
                lead: pilots.isEmpty
                    ? .empty
                    : .text(
                        turn.say(
                            "\(pilots.count == 1 ? "Ein Versuch" : "\(pilots.count) Versuche"), \(running) davon noch ohne "
                                + "Entscheidung.",
                            "\(pilots.count == 1 ? "One pilot" : "\(pilots.count) pilots"), \(running) of them without a "
                                + "decision yet.")),
                body: [
                    .when(hasExamples, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                    pilots.isEmpty
                        ? EmptyState(
                            turn.say("Noch kein Versuch", "No pilot yet"),
                            explanation: turn.say(
                                "Hier steht, welche Ideen die Kommune ausprobiert, bevor sie darüber entscheidet.",
                                "Which ideas the municipality tries out before deciding on them stands here.")
                        ).html()
                        : .section(
                            .h2(.text(turn(LineageWords.pilotsWord))),
                            Card.grid(
                                pilots.map { pilot in
                                    Card(
                                        pilot.title, address: turn.link(LineageWords.pilot(pilot.id)),
                                        [
                                            .p(StatusBadge(pilot.decision.badge, turn(pilot.decision.word)).html()),
                                            .p(.text(pilot.days(turn.language))),
                                        ])
                                })),
                ], breadcrumb: [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))]))
    }

    private func page(_ model: Model, _ strategy: TownStrategy, _ turn: PublicTurn) -> PublicPage {
        let pilot = model.pilot
        var facts: [(term: String, content: HTML)] = [
            (turn.say("Zeitraum", "Period"), .text(pilot.days(turn.language)))
        ]
        if !pilot.place.isEmpty { facts.append((turn.say("Ort", "Place"), .text(pilot.place))) }
        facts.append(
            (
                turn.say("Entscheidung", "Decision"),
                [
                    StatusBadge(pilot.decision.badge, turn(pilot.decision.word)).html(),
                    .when(!pilot.decidedBy.isEmpty, .span(.text(pilot.decidedBy), class: "cell-note")),
                ]
            ))
        return PublicPage(
            title: pilot.title, lead: .text(pilot.standing(on: desk.today, turn.language)),
            body: [
                .when(model.isExample, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                DefinitionList(facts).html(),
                text(turn.say("Was ausprobiert wird", "What is tried out"), pilot.tried),
                text(turn.say("Was gelernt wurde", "What was learned"), pilot.learned),
                text(turn.say("Warum so entschieden wurde", "Why it was decided so"), pilot.decisionReason),
                .section(
                    .h2(.text(turn.say("Auf welche Ideen er zurückgeht", "Which ideas it goes back to"))),
                    model.ideas.isEmpty
                        ? .p(
                            .text(
                                turn.say(
                                    "Dieser Versuch ist mit keiner Idee verbunden.",
                                    "This pilot is linked to no idea.")))
                        : .ul(
                            model.ideas.map {
                                .li(.a(turn.link(LineageWords.idea($0.id)), .text($0.title)))
                            })),
                .when(
                    !model.measures.isEmpty,
                    .section(
                        .h2(.text(turn.say("Wozu er führte", "What it led to"))),
                        MeasureLinks(measures: model.measures, strategy: strategy, language: turn.language).html())),
            ],
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(turn(LineageWords.pilotsWord), turn.link(LineageWords.pilots)),
            ])
    }

    private func text(_ heading: String, _ text: String) -> HTML {
        .when(
            !text.isEmpty,
            .section(.h2(.text(heading)), .element(.div, [.class("flow")], PlainText(text, headingLevel: 3).html())))
    }
}

/// Measures that something leads to, each with the indicators it is meant to move.
struct MeasureLinks {
    let measures: [LineageStore.MeasureName]
    let strategy: TownStrategy
    let language: Language

    func html() -> HTML {
        let names = Dictionary(strategy.indicators.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return .ul(
            measures.map { link in
                guard let measure = strategy.measures.first(where: { $0.id == link.id }) else {
                    return .li(
                        .text(link.title),
                        .span(.text(LineageWords.measureLost(language)), class: "cell-note"))
                }
                let indicators = measure.indicators.compactMap { names[$0] }
                return .li(
                    .text(LineageWords.measureWord(language) + ": "),
                    measure.isPublic
                        ? .a(LineageWords.address(LineageWords.measure(measure.id), language), .text(measure.title))
                        : .text(measure.title),
                    .when(
                        !indicators.isEmpty,
                        .span(
                            .text(
                                Phrase(de: "gemessen an: ", en: "measured by: ")(language)
                                    + indicators.joined(separator: ", ")), class: "cell-note")))
            })
    }
}
