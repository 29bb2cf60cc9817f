import Federation
import Pages

/// Draws an indicator: the regional value first, then its course, the towns, and how the value comes about.
struct IndicatorView {
    let say: PageContext
    let model: IndicatorModel
    let words: FigureWords
    private let answer: IndicatorAnswer
    private let figures: IndicatorFigure
    /// The towns of this page, and where in all of them that is.
    let contributions: [Contribution]
    let list: LongList

    /// Errors: an order or a page that there is not.
    init(_ context: PageContext, _ model: IndicatorModel, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.model = model
        words = FigureWords(context)
        answer = IndicatorAnswer(say: context, model: model)
        figures = IndicatorFigure(context, model)
        let rows = try AskedRows(
            context, ContributionOrder.byName(model.shown, region),
            by: { (order: ContributionOrder) in { order.sorted($0, $1, model.definition) } },
            text: { $0.town.searchText })
        contributions = rows.shown.map(\.contribution)
        var list = rows.list
        list.kept = context.query.filter { $0.name == "period" } + list.kept
        self.list = list
    }

    /// What belongs to all towns stands on the first page alone.
    private var isWhole: Bool { list.question == ListQuestion() }

    func page() -> DrawnPage {
        let id = model.definition.id
        return say.page(
            .indicators, title: answer.title, lead: .text(answer.sentence),
            body: isWhole
                ? [
                    DoubtWords(say).callout(model.shown), keyFigure, progressSection, regionalCourse, townSection,
                    courseSection,
                    contributionSection, ruleSection, periodSection, definitionSection,
                    .p(.a(say.link("/slides/indicators/\(id)"), .text(say(.slidesLink)))),
                    DataLinks.html(
                        say, json: "/api/v1/indicators/\(id)", csv: "/api/v1/indicators/\(id).csv",
                        jsonStat: "/api/v1/indicators/\(id).json-stat"),
                ]
                : [
                    keyFigure, contributionSection, courseSection,
                    .p(.a(say.link("/indicators/\(id)", asked), .text(say(.toWholeIndicator)))),
                ])
    }

    var definition: Indicator { model.definition }

    /// The period that the reader asked for.
    private var asked: [QueryItem] { say.query.filter { $0.name == "period" } }

    /// A figure with the ways to it as a file and on another site; nothing where there is none.
    private func figure(_ kind: FigureKind, of tenants: [TenantID]? = nil) -> HTML {
        .when(figures.chart(kind, of: tenants)) { chart in
            chart.figure(
                say.language,
                links: FigurePlace.indicator(definition.id, kind, asked).links(say, title: chart.text.title))
        }
    }

    private var keyFigure: HTML {
        guard let shown = model.shown else {
            return EmptyState(say(.noValueYet), explanation: say(.indicatorNoData)).html()
        }
        let figure = shown.figure
        if figure.reason == .noRule, let spread = TownChart.spread(shown) {
            return KeyFigure(
                label: Phrase.spreadOfTowns(say(definition.name), say.language),
                value: "\(say.number(spread.low))\u{A0}–\u{A0}\(say.number(spread.high))", unit: say(definition.unit),
                period: say.period(figure.period),
                qualifier: "\(words.coverage(figure)); \(say(.withheldNoRule))"
            ).html()
        }
        let qualifiers =
            [words.coverage(figure)] + words.qualifiers(figure, definition)
            + DoubtWords(say).qualifier(model.doubts[figure.period])
        return KeyFigure(
            label: Phrase.regionalFigure(say(definition.name), say.language),
            value: figure.value.map(say.number) ?? say(figure.reason == .noRule ? .distributionOnly : .withheld),
            unit: figure.value == nil ? "" : say(definition.unit), period: say.period(figure.period),
            qualifier: qualifiers.joined(separator: "; "),
            proof: figure.value == nil
                ? nil : PageFrame.Link(say(.howFigureCame), calculation),
            isWord: figure.value == nil
        ).html()
    }

    /// Where the calculation stands: below, or on the first page.
    private var calculation: Address {
        isWhole
            ? Address(fragment: "calculation")
            : say.link("/indicators/\(definition.id)", asked, fragment: "calculation")
    }

    private var progressSection: HTML {
        let progress = model.shown.map { RuleWords(say, definition).progress(of: $0.figure) } ?? .empty
        let target = figure(.target)
        guard !target.isEmpty else { return progress }
        return .section(.h2(.text(say(.targetHeading))), target, progress)
    }

    private var regionalCourse: HTML {
        // Of a single value there is no course; as a file it is there all the same.
        let course = model.figures.count { $0.value != nil } > 1 ? figure(.course) : .empty
        return course.isEmpty ? .empty : .section(.h2(.text(say(.courseHeading))), course)
    }

    private var townSection: HTML {
        guard let shown = model.shown, !shown.contributions.isEmpty else { return .empty }
        return .section(.h2(.text(say(.townsHeading))), figure(.comparison), figure(.map))
    }

    /// The courses of the towns that stand in the table of this page.
    private var courseSection: HTML { figure(.towns, of: contributions.map(\.tenant)) }

    // MARK: Rule, periods, definition

    private var ruleSection: HTML {
        .section(
            .heading(.text(say(.ruleHeading)), id: "calculation"),
            .p(.text(RuleWords(say, definition).rule)),
            .when(model.calculation) { calculation in
                .element(.p, [.class("formula")], [.text(RuleWords(say, definition).formula(calculation))])
            },
            .p(.text(say(.ruleRounding)), class: "muted"), verification)
    }

    /// How anybody comes to the same value without trusting the hub.
    private var verification: HTML {
        guard let shown = model.shown else { return .empty }
        let period = shown.figure.period.description
        let command = "rahmenwerk-audit explain EXPORT \(definition.id) \(period) --policy POLICY --office OFFICE"
        return [
            .h3(.text(say(.verifyHeading))), .p(.text(say(.verifyExplained))),
            .element(.pre, [.class("wrapped"), .set(.tabindex, "0")], [.code(.text(command))]),
            .p(
                .a(
                    Address(
                        path: "/api/v1/indicators/\(definition.id)/contributions", query: [QueryItem("period", period)]),
                    .text(say(.verifyJSON))), .text(" · "), .a(say.link("/about"), .text(say(.sectionAbout)))),
        ]
    }

    private var periodSection: HTML {
        guard model.figures.count > 1 else { return .empty }
        let table = DataTable(
            caption: say(.allPeriods),
            columns: [
                .init(say(.period)), .init(say(.regionalValue), numeric: true), .init(say(.coverageHeader)),
                .init(say(.toKnow)),
            ],
            rows: model.figures.reversed().map { figure in
                let notes =
                    words.qualifiers(figure, definition) + DoubtWords(say).qualifier(model.doubts[figure.period])
                return [
                    .link(
                        say.period(figure.period),
                        say.link("/indicators/\(definition.id)", [QueryItem("period", figure.period.description)])),
                    figure.value.map { .html(say.receipt($0, figure)) }
                        ?? .html(
                            .span(
                                .text(say(figure.reason == .noRule ? .distributionOnly : .withheld)), class: "sign")),
                    .html(words.coverageCell(figure)),
                    .html(.span(.text(notes.isEmpty ? "–" : notes.joined(separator: "; ")), class: "cell-words")),
                ]
            }, hidesCaption: true)
        return .section(
            .heading(.text(say(.allPeriods)), id: "periods"), .p(.text(say(.allPeriodsIntroduction))),
            table.html(say.language))
    }

    private var definitionSection: HTML {
        .section(
            .heading(.text(say(.definitionHeading)), id: "definition"),
            RuleWords(say, definition).definitionList(model.framework.value).html())
    }
}
