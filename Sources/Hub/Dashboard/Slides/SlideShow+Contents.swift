import Federation
import Pages

extension SlideShow {
    /// Indicators shown of a region or report; more would not be looked at in a meeting.
    private static let indicatorsShown = 12

    /// Where the region stands.
    static func region(_ say: PageContext, _ model: RegionModel) -> SlideShow {
        let overview = RegionView(say, model)
        var slides: [Slide] = []
        if let newest = model.newestPeriod {
            slides.append(
                Slide(
                    title: Phrase.townsReported(
                        say.integer(model.reportedInNewestPeriod), of: say.integer(model.active), say.language),
                    lead: Phrase.slidePeriod(say.period(newest), say.language),
                    content: KeyFigure.row([
                        KeyFigure(
                            label: say(.keyAdopted), value: say.integer(model.adopted),
                            unit: Phrase.ofAll(say.integer(model.active), say.language)),
                        KeyFigure(
                            label: say(.keyIndicators), value: say.integer(model.withValue),
                            unit: Phrase.ofAll(say.integer(model.series.count), say.language)),
                    ])))
        }
        let valued = model.series.filter { $0.headline?.value != nil }
        let shown = valued.filter(\.definition.core) + valued.filter { !$0.definition.core }
        slides += shown.prefix(indicatorsShown).map { series(say, $0) }
        if shown.count > indicatorsShown {
            slides.append(
                Slide(
                    title: Phrase.slideMore(shown.count - indicatorsShown, say.language),
                    content: .p(.a(say.link("/indicators"), .text(say(.slideAllIndicators))))))
        }
        if model.measures.total > 0 {
            let chart = MeasureChart(say, model).chart
            slides.append(
                Slide(
                    title: Phrase.measureFinding(
                        say.integer(model.measures.underWay), of: say.integer(model.measures.total), say.language),
                    content: chart.figure(say.language)))
        }
        slides += funnel(say, model)
        let page = overview.overview().frame
        return SlideShow(
            say: say, title: page.title, lead: page.lead.plainText, source: say.link("/"), slides: slides)
    }

    /// One indicator: value, course, municipalities, rule.
    static func indicator(_ say: PageContext, _ model: IndicatorModel) -> SlideShow {
        let definition = model.definition
        let answer = IndicatorAnswer(say: say, model: model)
        var slides: [Slide] = []
        if let shown = model.shown {
            slides.append(
                figure(say, definition, shown.figure, model.trend, course: course(say, definition, model.figures)))
            if !shown.contributions.isEmpty {
                slides.append(
                    Slide(
                        title: say(.townsHeading), content: TownChart(say, model).comparison(shown).figure(say.language)
                    ))
            }
        }
        let rule = RuleWords(say, definition)
        slides.append(
            Slide(
                title: say(.ruleHeading), lead: rule.rule,
                content: .when(model.calculation) { .element(.p, [.class("formula")], [.text(rule.formula($0))]) }))
        return SlideShow(
            say: say, title: answer.title, lead: answer.sentence, source: say.link("/indicators/\(definition.id)"),
            slides: slides)
    }

    /// A signed report, by its own figures.
    static func report(_ say: PageContext, _ report: Recorded<RegionalReport>, _ model: RegionModel) -> SlideShow {
        let body = report.value
        let page = ReportView(say, report).page().frame
        let tables = ReportTables(say, body)
        var slides = [
            Slide(
                title: Phrase.townsReported(
                    say.integer(body.towns.count { $0.summary != nil }), of: say.integer(body.towns.count), say.language
                ),
                lead: Phrase.slidePeriod(say.period(body.period), say.language))
        ]
        let definitions = (tables.framework?.indicators ?? []).compactMap { definition in
            let figures = body.figures.filter { $0.indicator == definition.id }
            return figures.last { $0.value != nil }.map { (definition, $0, figures) }
        }
        let sorted = definitions.filter { $0.0.core } + definitions.filter { !$0.0.core }
        slides += sorted.prefix(indicatorsShown).map { definition, newest, figures in
            figure(say, definition, newest, nil, course: course(say, definition, figures))
        }
        if sorted.count > indicatorsShown {
            slides.append(
                Slide(
                    title: Phrase.slideMore(sorted.count - indicatorsShown, say.language),
                    content: .p(.a(say.link("/reports/\(body.name)"), .text(page.title)))))
        }
        if !body.measures.isEmpty {
            let counts = MeasureStanding.order.compactMap { status in body.measures.first { $0.status == status } }
            slides.append(
                Slide(
                    title: say(.measureHeading),
                    content: MeasureTable(say, counts, of: CountQuestion.Measures()).table.html(say.language)))
        }
        return SlideShow(
            say: say, title: page.title, lead: page.lead.plainText, source: say.link("/reports/\(body.name)"),
            slides: slides)
    }

    // MARK: Statements

    private static func series(_ say: PageContext, _ series: RegionalSeries) -> Slide {
        guard let headline = series.headline else { return Slide(title: say(series.definition.name)) }
        return figure(
            say, series.definition, headline, series.trend, course: course(say, series.definition, series.figures),
            doubts: DoubtWords(say).qualifier(series.doubts))
    }

    /// The value as a sentence, what qualifies it, and its course or else the figure itself.
    private static func figure(
        _ say: PageContext, _ definition: Indicator, _ figure: Figure, _ trend: Trend?, course: HTML?,
        doubts: [String] = []
    ) -> Slide {
        let words = FigureWords(say)
        let notes =
            [say.period(figure.period), words.coverage(figure)] + (trend.map { [words.trend($0)] } ?? [])
            + words.qualifiers(figure, definition) + doubts
        let value =
            figure.value.map { say.quantity($0, definition) }
            ?? say(figure.reason == .noRule ? .distributionOnly : .withheld)
        return Slide(
            title: "\(say(definition.name)): \(value)", lead: notes.joined(separator: "; "), content: course ?? .empty)
    }

    /// Nil where there are fewer than two values.
    private static func course(_ say: PageContext, _ definition: Indicator, _ figures: [Figure]) -> HTML? {
        let valued = figures.filter { $0.value != nil }
        guard let first = valued.first, let last = valued.last, valued.count > 1, let from = first.value,
            let to = last.value
        else { return nil }
        let words = FigureWords(say)
        let known = Dictionary(figures.map { ($0.period, $0) }, uniquingKeysWith: { $1 })
        let periods = Period.course(of: figures.map(\.period))
        return LineChart(
            id: "course-\(definition.id)",
            text: ChartText(
                title: Phrase.courseFinding(
                    say.number(from), say.period(first.period), say.number(to), say.period(last.period), say.language),
                subtitle: say(definition.unit),
                source: definition.source.name.isEmpty ? say(.sourceSummaries) : definition.source.name),
            periods: periods.map(\.description),
            series: [.init(say(.region), periods.map { known[$0].map(words.point) ?? .missing })],
            fromZero: valued.count < 4
        ).figure(say.language)
    }

    /// What became of participation, where anything is said.
    private static func funnel(_ say: PageContext, _ model: RegionModel) -> [Slide] {
        let count = model.funnel.count(.contributions)
        guard let contributions = count.published, contributions > 0 else { return [] }
        let following = model.funnel.count(.withConsequence).published
        let words = FunnelWords(say)
        let figures = FunnelModel.Stage.allCases.compactMap { stage -> KeyFigure? in
            let count = model.funnel.count(stage)
            guard let published = count.published,
                [.contributions, .answered, .withConsequence, .measures].contains(stage)
            else { return nil }
            let number = say.integer(published)
            return KeyFigure(
                label: words.figure(stage.figure),
                value: count.isPartlySuppressed ? Phrase.atLeast(number, say.language) : number)
        }
        return [
            Slide(
                title: Phrase.funnelAnswer(
                    contributions: say.integer(contributions),
                    towns: say.integer(model.funnel.reporting(.contributions)),
                    following: following.map { say.integer($0) }, say.language), content: KeyFigure.row(figures))
        ]
    }
}
