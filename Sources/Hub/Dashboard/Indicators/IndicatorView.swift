import Federation
import Pages

/// Draws an indicator: the regional value first, then its course, the towns, and how the value comes about.
struct IndicatorView {
    let say: PageContext
    let model: IndicatorModel
    private let words: FigureWords

    init(_ context: PageContext, _ model: IndicatorModel) {
        say = context
        self.model = model
        words = FigureWords(context)
    }

    func page() -> DrawnPage {
        let id = model.definition.id
        return say.page(
            .indicators, title: Phrase.indicatorQuestion(say(model.definition.name), say.language), lead: .text(answer),
            body: [
                DoubtWords(say).callout(model.shown), keyFigure, progressSection, regionalCourse, townSection,
                contributionSection, ruleSection,
                periodSection,
            ]
                + [
                    definitionSection, .p(.a(say.link("/slides/indicators/\(id)"), .text(say(.slidesLink)))),
                    DataLinks.html(
                        say, json: "/api/v1/indicators/\(id)", csv: "/api/v1/indicators/\(id).csv",
                        jsonStat: "/api/v1/indicators/\(id).json-stat"),
                ])
    }

    private var definition: Indicator { model.definition }

    private var answer: String {
        guard let shown = model.shown else { return say(.indicatorNoData) }
        let period = say.period(shown.figure.period)
        guard let value = shown.figure.value else {
            return shown.figure.reason == .noRule
                ? Phrase.indicatorDistribution(period, say.language)
                : Phrase.indicatorWithheld(
                    period, shown.figure.reason.map { words.reason($0, shown.figure, definition) } ?? "", say.language)
        }
        let sentence = Phrase.indicatorAnswer(period, say.quantity(value, definition), say.language)
        guard let trend = model.trend else { return sentence + "." }
        return sentence + Phrase.clause(words.trend(trend), say.language) + "."
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
                ? nil : PageFrame.Link(say(.howFigureCame), Address(fragment: "calculation")),
            isWord: figure.value == nil
        ).html()
    }

    private var progressSection: HTML {
        model.shown.map { RuleWords(say, definition).progress(of: $0.figure) } ?? .empty
    }

    private var regionalCourse: HTML {
        let valued = model.figures.filter { $0.value != nil }
        guard let first = valued.first, let last = valued.last, valued.count > 1, let from = first.value,
            let to = last.value
        else { return .empty }
        let course = Period.course(of: model.figures.map(\.period))
        let known = Dictionary(uniqueKeysWithValues: model.figures.map { ($0.period, $0) })
        let chart = LineChart(
            id: "course",
            text: ChartText(
                title: Phrase.courseFinding(
                    say.number(from), say.period(first.period), say.number(to), say.period(last.period), say.language),
                subtitle: [Phrase.regionalFigure(say(definition.name), say.language), say(definition.unit)]
                    .filter { !$0.isEmpty }.joined(separator: ", "),
                source: TownChart(say, model).source),
            periods: course.map(\.description),
            series: [.init(say(.region), course.map { known[$0].map(words.point) ?? .missing })],
            // Between a few points a cut axis would make much of little.
            fromZero: valued.count < 4)
        return .section(.h2(.text(say(.courseHeading))), chart.figure(say.language))
    }

    private var townSection: HTML {
        guard let shown = model.shown, !shown.contributions.isEmpty else { return .empty }
        let charts = TownChart(say, model)
        return .section(
            .h2(.text(say(.townsHeading))), charts.comparison(shown),
            .when(charts.lines()) { $0.figure(say.language) })
    }

    // MARK: Contributions

    private var contributionSection: HTML {
        guard let shown = model.shown, !shown.contributions.isEmpty else { return .empty }
        let hasWeight = definition.space.weight != nil
        let isRatio = definition.space.rule == .ratioOfSums
        var columns: [DataTable.Column] = [
            .init(say(.municipality)), .init(say(.value), numeric: true), .init(say(.status)),
        ]
        if isRatio { columns += [.init(say(.numerator), numeric: true), .init(say(.denominator), numeric: true)] }
        if hasWeight { columns.append(.init(say(.weight), numeric: true)) }
        columns += [.init(say(.countsHeader)), .init(say(.kindSummary)), .init(say(.statement))]
        let table = DataTable(
            caption: Phrase.contributionCaption(say.period(shown.figure.period), say.language), columns: columns,
            rows: shown.contributions.map { row($0, hasWeight: hasWeight, isRatio: isRatio) }, hidesCaption: true)
        return .section(
            .heading(
                .text(Phrase.contributionCaption(say.period(shown.figure.period), say.language)), id: "contributions"),
            .p(.text(say(.contributionIntroduction))), table.html(say.language))
    }

    private func row(_ contribution: Contribution, hasWeight: Bool, isRatio: Bool) -> [DataTable.Cell] {
        let counting = contribution.observation
        let observation = counting?.observation
        let value: DataTable.Cell =
            switch contribution.status {
            case .reported: observation?.shownValue(definition).map { .number(say.number($0)) } ?? .missing
            case .missing: .missing
            case .suppressed: .suppressed
            case .notApplicable: .notApplicable
            }
        var cells: [DataTable.Cell] = [
            .html(say.townLink(contribution.tenant)), value, .html(StatusWords(say).badge(observation)),
        ]
        if isRatio {
            cells += [observation?.numerator, observation?.denominator].map { part in
                part.map { .number(say.number($0)) } ?? .text("–")
            }
        }
        if hasWeight {
            cells.append(
                contribution.weight.flatMap { weight in
                    weight.observation.value.map {
                        .number(say.number($0), note: say.period(weight.observation.period))
                    }
                } ?? .missing)
        }
        cells.append(.text(counts(contribution)))
        guard let counting else { return cells + [.text("–"), .text("–")] }
        let summary = say.state.summary(of: contribution.tenant, counting.summary)
        let label =
            summary.map {
                Phrase.summaryOf(say.period($0.value.period), say.integer(counting.revision), say.language)
            } ?? Phrase.revision(say.integer(counting.revision), say.language)
        return cells + [
            .html([
                .span(.text(label), class: "keep"),
                .span(
                    DoubtWords(say).entryLink(counting.summary, by: .tenant(contribution.tenant)), class: "cell-note"),
            ]),
            .html(
                .a(
                    Address(path: "/log/statement/\(counting.summary.sha256.hex)"),
                    HashText(counting.summary.sha256.hex, shown: 8).abbreviated())),
        ]
    }

    private func counts(_ contribution: Contribution) -> String {
        if contribution.counts { return say(definition.space.rule == .none ? .countsDistribution : .countsYes) }
        switch contribution.status {
        case .reported: return say(.countsNoDistrict)
        case .missing: return say(.countsNoMissing)
        case .suppressed: return say(.countsNoSuppressed)
        case .notApplicable: return say(.countsNoNotApplicable)
        }
    }

    // MARK: Rule, periods, definition

    private var ruleSection: HTML {
        .section(
            .heading(.text(say(.ruleHeading)), id: "calculation"),
            .p(.text(RuleWords(say, definition).rule)),
            .when(model.calculation) { calculation in
                .element(.p, [.class("formula")], [.text(RuleWords(say, definition).formula(calculation))])
            },
            .p(.text(say(.ruleRounding)), class: "muted"))
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
                    figure.value.map { .number(say.number($0)) }
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
