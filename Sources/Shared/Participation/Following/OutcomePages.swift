import Database
import HTTP
import Pages
import PublicForms

/// `/participation/outcome`: once a year, what became of what people brought in, with numbers and names of what follows.
struct OutcomePages: Sendable {
    let desk: ParticipationDesk

    static let path = ParticipationRooms.path + "/outcome"

    var routes: [Route] {
        [
            desk.site.get(Self.path) { turn, _ in try show(turn, nil) },
            desk.site.get(Self.path + "/:year") { turn, parameters in
                guard let year = parameters["year"].flatMap(Int.init), (1970...9998).contains(year) else {
                    return turn.notFound()
                }
                return try show(turn, year)
            },
        ]
    }

    private func show(_ turn: PublicTurn, _ asked: Int?) throws -> Response {
        let (years, outcome, hasExamples) = try desk.store.read { connection -> ([Int], Outcome?, Bool) in
            let years = try Outcome.years(connection)
            guard let year = asked ?? years.first, years.contains(year) else { return (years, nil, false) }
            let examples = try connection.first("SELECT EXISTS (SELECT 1 FROM contribution WHERE is_example = 1)") {
                try $0.boolean(0)
            }
            return (years, try Outcome.read(year, connection), examples ?? false)
        }
        guard let outcome else { return asked == nil ? nothing(turn) : turn.notFound() }
        var page = page(outcome, years, turn)
        if hasExamples {
            page.body.insert(Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language), at: 0)
        }
        return turn.show(page)
    }

    private func trail(_ turn: PublicTurn) -> [PageFrame.Link] {
        [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))]
    }

    private func nothing(_ turn: PublicTurn) -> Response {
        turn.show(
            PublicPage(
                title: turn.say("Was wurde daraus?", "What became of it?"),
                body: [
                    EmptyState(
                        turn.say("Noch kein Beitrag", "No contribution yet"),
                        explanation: turn.say(
                            "Hier steht für jedes Jahr, wie viele Beiträge kamen, wie viele beantwortet sind und aus wie vielen "
                                + "etwas folgt.",
                            "How many contributions came, how many are answered and from how many something follows will stand "
                                + "here for each year.")
                    ).html()
                ], breadcrumb: trail(turn)))
    }

    /// `45 %`; a share of nothing is none.
    private func share(_ part: Int, _ whole: Int, _ language: Language) -> String {
        whole == 0 ? "–" : NumberFormat.percent("\((part * 200 + whole) / (2 * whole))", language)
    }

    private func page(_ outcome: Outcome, _ years: [Int], _ turn: PublicTurn) -> PublicPage {
        let language = turn.language
        func number(_ count: Int) -> String { NumberFormat.integer(count, language) }
        let answered = share(outcome.answered, outcome.received, language)
        let consequence = share(outcome.withConsequence, outcome.received, language)
        return PublicPage(
            title: turn.say(
                "Was wurde aus den Beiträgen von \(outcome.year)?",
                "What became of the contributions of \(outcome.year)?"),
            lead: .text(
                turn.say(
                    "\(outcome.received == 1 ? "Ein Beitrag" : "\(number(outcome.received)) Beiträge"), \(answered) "
                        + "beantwortet, aus \(consequence) folgt etwas.",
                    "\(outcome.received == 1 ? "One contribution" : "\(number(outcome.received)) contributions"), "
                        + "\(answered) answered, something follows from \(consequence).")),
            body: [
                KeyFigure.row([
                    KeyFigure(
                        label: turn.say("Beiträge", "Contributions"), value: number(outcome.received),
                        period: "\(outcome.year)"),
                    KeyFigure(
                        label: turn.say("Beantwortet", "Answered"), value: answered,
                        period: turn.say(
                            "\(number(outcome.answered)) von \(number(outcome.received))",
                            "\(number(outcome.answered)) of \(number(outcome.received))")),
                    KeyFigure(
                        label: turn.say("Mit Folge", "With consequence"), value: consequence,
                        period: turn.say(
                            "\(number(outcome.withConsequence)) von \(number(outcome.received))",
                            "\(number(outcome.withConsequence)) of \(number(outcome.received))")),
                    KeyFigure(
                        label: turn.say("Unterstützungen und Kommentare", "Supports and comments"),
                        value: number(outcome.supports + outcome.comments),
                        period: turn.say("zu diesen Beiträgen", "on these contributions")),
                ]), channels(outcome, turn), standing(outcome, turn), examples(outcome, turn), meaning(turn),
                .when(
                    years.count > 1,
                    .section(
                        .h2(.text(turn.say("Andere Jahre", "Other years"))),
                        .ul(
                            years.filter { $0 != outcome.year }.map { year in
                                .li(.a(turn.link("\(Self.path)/\(year)"), .text("\(year)")))
                            }))),
            ], breadcrumb: trail(turn))
    }

    private func channels(_ outcome: Outcome, _ turn: PublicTurn) -> HTML {
        func row(_ name: String, _ received: Int, _ answered: Int, _ consequence: Int) -> [DataTable.Cell] {
            [
                .text(name), .number(NumberFormat.integer(received, turn.language)),
                .number(share(answered, received, turn.language)), .number(share(consequence, received, turn.language)),
            ]
        }
        return .section(
            .h2(.text(turn.say("Auf welchem Weg sie kamen", "In which way they came"))),
            DataTable(
                caption: turn.say("Beiträge nach Weg", "Contributions by channel"),
                columns: [
                    DataTable.Column(turn.say("Weg", "Channel")),
                    DataTable.Column(turn.say("Beiträge", "Contributions"), numeric: true),
                    DataTable.Column(turn.say("beantwortet", "answered"), numeric: true),
                    DataTable.Column(turn.say("mit Folge", "with consequence"), numeric: true),
                ],
                rows: outcome.lines.map {
                    row($0.channel.word(turn.language), $0.received, $0.answered, $0.withConsequence)
                },
                footer: [row(turn.say("alle", "all"), outcome.received, outcome.answered, outcome.withConsequence)],
                hidesCaption: true
            ).html(turn.language))
    }

    private func standing(_ outcome: Outcome, _ turn: PublicTurn) -> HTML {
        .section(
            .h2(.text(turn.say("Wie es um sie steht", "How they stand"))),
            DataTable(
                caption: turn.say("Beiträge nach Stand", "Contributions by standing"),
                columns: [
                    DataTable.Column(turn.say("Stand", "Standing")),
                    DataTable.Column(turn.say("Beiträge", "Contributions"), numeric: true),
                ],
                rows: outcome.statuses.map { status, count in
                    [
                        .html(StatusBadge(status.badge, status.word(turn.language)).html()),
                        .number(NumberFormat.integer(count, turn.language)),
                    ]
                }, hidesCaption: true
            ).html(turn.language))
    }

    private func examples(_ outcome: Outcome, _ turn: PublicTurn) -> HTML {
        guard !outcome.examples.isEmpty else { return .empty }
        return .section(
            .h2(.text(turn.say("Woraus etwas folgt", "What something follows from"))),
            .ul(
                outcome.examples.map { example in
                    .li(
                        .a(turn.link("\(ParticipationRooms.path)/ideas/\(example.id)"), .text(example.title)),
                        .text(" – \(example.status.word(turn.language))"))
                }),
            .when(
                outcome.examples.count == Outcome.mostExamples,
                .p(
                    .text(
                        turn.say(
                            "Gezeigt werden die ersten \(Outcome.mostExamples).",
                            "The first \(Outcome.mostExamples) are shown.")),
                    class: "muted")))
    }

    private func meaning(_ turn: PublicTurn) -> HTML {
        .p(
            .text(
                turn.say(
                    "Gezählt werden veröffentlichte Beiträge, die in diesem Jahr kamen, mit ihrem heutigen Stand. Beantwortet ist, "
                        + "worüber entschieden wurde; eine Folge hat, was ausprobiert, ganz oder teilweise umgesetzt wird. Für "
                        + "zusammengeführte Beiträge gilt, was über den gemeinsamen entschieden wurde.",
                    "Counted are published contributions that came in that year, as they stand today. Answered is what was decided "
                        + "about; a consequence has what is tried out or done in whole or in part. For merged contributions counts "
                        + "what was decided about the common one.")), class: "muted")
    }
}
