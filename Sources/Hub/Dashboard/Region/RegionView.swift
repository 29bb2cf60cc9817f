import Federation
import Pages

/// Draws the overview of the region.
struct RegionView {
    let say: PageContext
    let model: RegionModel

    /// More rows than this are left to the list pages, so that the overview stays one however large the region is.
    static let rowsOnOverview = 15

    init(_ context: PageContext, _ model: RegionModel) {
        say = context
        self.model = model
    }

    func overview() -> DrawnPage {
        say.page(
            .region, title: title, lead: .text(answer),
            body: [
                keyFigures, frameworkSection, fieldSection, indicatorSection, measureSection, bundleSection,
                participationSection, townSection, reportSection, timeSection,
            ])
    }

    // MARK: The answer

    private var title: String {
        let all = model.active
        guard model.framework != nil else { return say(.titleNoFramework) }
        guard all > 0 else { return say(.titleNoTowns) }
        if model.adopted == all, all > 1 { return Phrase.titleAllAdopted(all, say.language) }
        return Phrase.titleSomeAdopted(model.adopted, of: all, say.language)
    }

    private var answer: String {
        guard let framework = model.framework?.value else { return say(.leadNoFramework) }
        let version = say.integer(framework.number)
        var sentences = [
            model.isInForce
                ? Phrase.leadInForce(version, say(framework.title), say.language)
                : Phrase.leadNotInForce(version, say(framework.title), say.language)
        ]
        guard let newest = model.newestPeriod else {
            return (sentences + [say(.leadNoSummaries)]).joined(separator: " ")
        }
        sentences.append(
            Phrase.leadFigures(
                say.integer(model.withValue), of: say.integer(model.series.count), period: say.period(newest),
                reported: say.integer(model.reportedInNewestPeriod), towns: say.integer(model.active),
                say.language))
        return sentences.joined(separator: " ")
    }

    private var keyFigures: HTML {
        guard let framework = model.framework?.value else { return .empty }
        var figures = [
            KeyFigure(
                label: say(.keyAdopted), value: say.integer(model.adopted),
                unit: Phrase.ofAll(say.integer(model.active), say.language),
                period: Phrase.frameworkVersion(say.integer(framework.number), say.language),
                qualifier: say(model.isInForce ? .inForce : .notInForceYet), proof: say.howItCame(.adoptions)),
            KeyFigure(
                label: say(.keyNewestPeriod), value: model.newestPeriod.map(say.period) ?? say(.noneYet),
                qualifier: model.newestPeriod == nil
                    ? say(.leadNoSummaries)
                    : Phrase.townsReported(
                        say.integer(model.reportedInNewestPeriod), of: say.integer(model.active), say.language),
                proof: model.newestPeriod.map { say.howItCame(.summaries($0)) },
                isWord: model.newestPeriod?.frequency != .year),
            KeyFigure(
                label: say(.keyMeasuresUnderWay), value: say.integer(model.measures.underWay),
                unit: Phrase.ofAll(say.integer(model.measures.total), say.language),
                qualifier: say(.underWayOrDone),
                proof: model.measures.total == 0
                    ? nil : say.howItCame(.measures(CountQuestion.Measures(.underway)))),
        ]
        if let population = model.population, let figure = population.headline, let value = figure.value {
            figures.append(
                KeyFigure(
                    label: say(population.definition.name), value: say.number(value),
                    period: say.period(figure.period),
                    qualifier: ([FigureWords(say).coverage(figure)] + DoubtWords(say).qualifier(population.doubts))
                        .joined(separator: "; "),
                    proof: PageFrame.Link(say(.howFigureCame), say.calculation(figure))))
        }
        return KeyFigure.row(figures)
    }

    private var townSection: HTML {
        let rows = TownRows(say)
        guard !model.towns.isEmpty else {
            return .section(.heading(.text(say(.adoptionHeading)), id: "towns"), rows.none)
        }
        let shown = model.towns.prefix(Self.rowsOnOverview)
        let due = DueStanding.all(model, today: say.state.day)
        return .section(
            .heading(.text(say(.adoptionHeading)), id: "towns"), .p(.text(say(.adoptionIntroduction))),
            .p(.a(say.link("/map"), .text(say(.mapLink)))),
            DueWords(say).list(due), rows.table(Array(shown), due: due.map(\.due)).html(say.language),
            more(shown.count, of: model.towns.count, "/towns", .allTowns),
            .when(model.towns.count > 1, .p(.a(say.link("/compare"), .text(say(.compareHeading))))))
    }

    private var indicatorSection: HTML {
        let rows = IndicatorRows(say)
        guard !model.series.isEmpty else {
            return .section(.heading(.text(say(.indicatorHeading)), id: "indicators"), rows.none)
        }
        let shown = IndicatorRows.usual(model.series).prefix(Self.rowsOnOverview)
        return .section(
            .heading(.text(say(.indicatorHeading)), id: "indicators"), .p(.text(say(.indicatorIntroduction))),
            rows.table(Array(shown)).html(say.language),
            more(shown.count, of: model.series.count, "/indicators", .allIndicators))
    }

    // MARK: Measures, fields and bundles

    private var measureSection: HTML {
        let measures = model.measures
        guard measures.total > 0 else {
            return .section(
                .heading(.text(say(.measureHeading)), id: "measures"),
                EmptyState(say(.noMeasuresTitle), explanation: say(.noMeasuresYet)).html())
        }
        let chart = MeasureChart(say, model).chart
        let table = MeasureTable(say, measures.statuses.compactMap(measures.count), of: CountQuestion.Measures()).table
        return .section(
            .heading(.text(say(.measureHeading)), id: "measures"),
            .p(
                .text(
                    Phrase.measureIntroduction(
                        say.integer(measures.total), unmapped: say.integer(measures.unmapped), say.language))),
            chart.figure(say.language, links: FigurePlace.measures.links(say, title: chart.text.title)),
            .div(table.html(say.language), class: "narrow"),
            .p(.a(say.link("/measures"), .text(say(.toMeasureFinder)))))
    }

    private var fieldSection: HTML {
        guard !model.fields.isEmpty else { return .empty }
        let goals = model.goals.prefix(Self.rowsOnOverview)
        return [
            FieldRows(say, model).section(heading: .fieldHeading),
            .when(
                !goals.isEmpty,
                .section(
                    .heading(.text(say(.goalsHeader)), id: "goals"),
                    GoalRows(say).table(Array(goals)).html(say.language),
                    more(goals.count, of: model.goals.count, "/fields", .allGoals))),
        ]
    }

    private var bundleSection: HTML {
        guard !model.bundles.isEmpty else { return .empty }
        let shown = model.bundles.prefix(Self.rowsOnOverview)
        return .section(
            .heading(.text(say(.bundleHeading)), id: "bundles"), .p(.text(say(.bundleIntroduction))),
            BundleRows(say).table(Array(shown)).html(say.language),
            more(shown.count, of: model.bundles.count, "/bundles", .allBundles))
    }

    private var participationSection: HTML {
        let funnel = model.funnel
        let stages = FunnelModel.Stage.allCases.filter { funnel.count($0).published != nil }
        guard !stages.isEmpty else { return .empty }
        let chart = FunnelChart(say) { funnel.count($0) }.figure
        return .section(
            .heading(.text(say(.funnelTitle)), id: "participation"),
            chart.isEmpty
                ? KeyFigure.row(
                    stages.prefix(4).map { stage in
                        KeyFigure(
                            label: FunnelWords(say).figure(stage.figure),
                            value: FunnelNumber(say).text(funnel.count(stage)),
                            qualifier: Phrase.fromTowns(say.integer(funnel.reporting(stage)), say.language),
                            proof: say.howItCame(stage.question))
                    }) : chart,
            .p(.a(say.link("/participation"), .text(say(.funnelMore)))))
    }

    // MARK: Framework and reports

    private var frameworkSection: HTML {
        guard let framework = model.framework?.value else { return .empty }
        return .section(
            .heading(.text(say(.frameworkHeading)), id: "framework"),
            .when(
                !framework.vision.isEmpty, .element(.blockquote, [.class("vision")], say.paragraphs(framework.vision))),
            .p(.a(say.link("/framework"), .text(say(.readFramework)))))
    }

    private var reportSection: HTML {
        .section(
            .heading(.text(say(.reportHeading)), id: "reports"),
            model.reports.isEmpty
                ? EmptyState(say(.noReportsTitle), explanation: say(.noReportsYet)).html()
                : .ul(
                    model.reports.prefix(5).map { report in
                        .li(
                            .a(say.link("/reports/\(report.value.name)"), .text(ReportWords(say).title(report.value))),
                            .text(" · "), say.time(report.received))
                    }))
    }

    /// The ways to what is new since a day, and to an earlier state.
    private var timeSection: HTML {
        let kept = say.isLanguageChosen ? [QueryItem("lang", say.language.rawValue)] : []
        let begun = say.state.founding?.received.day ?? say.state.day
        func form(_ path: String, _ field: FormField) -> HTML {
            var form = Form(action: Address(path: path), hidden: kept, fields: [field], submitLabel: say(.showPast))
            form.isQuestion = true
            form.isSecondary = true
            return form.html(say.language)
        }
        return .section(
            .heading(.text(say(.whatChanged)), id: "time"),
            form(
                "/changes",
                FormField(
                    id: "since", label: say(.changesSince), control: .date,
                    value: max(begun, say.state.day.adding(days: -30)).description)),
            .h3(.text(say(.pastForm))),
            form(
                "/",
                FormField(
                    id: "on", label: say(.pastDay), control: .date, hint: say(.pastDayHint),
                    value: say.state.day.description)))
    }

    private func more(_ shown: Int, of all: Int, _ path: String, _ label: Phrase) -> HTML {
        guard shown < all else { return .empty }
        return .p(.a(say.link(path), .text("\(say(label)) (\(say.integer(all)))")))
    }
}
