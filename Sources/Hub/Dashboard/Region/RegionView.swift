import Federation
import Pages

/// Draws the overview of the region.
struct RegionView {
    let say: PageContext
    let model: RegionModel

    /// More rows than this are left to the list pages.
    static let rowsOnOverview = 24

    init(_ context: PageContext, _ model: RegionModel) {
        say = context
        self.model = model
    }

    func overview() -> DrawnPage {
        say.page(
            .region, title: title, lead: .text(answer),
            body: [
                keyFigures, townSection, indicatorSection,
                measureSection, frameworkSection, fieldSection, bundleSection, reportSection, timeSection,
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
                qualifier: say(model.isInForce ? .inForce : .notInForceYet)),
            KeyFigure(
                label: say(.keyIndicators), value: say.integer(model.withValue),
                unit: Phrase.ofAll(say.integer(model.series.count), say.language),
                qualifier: say(.keyIndicatorsExplained)),
            KeyFigure(
                label: say(.keyNewestPeriod), value: model.newestPeriod.map(say.period) ?? say(.noneYet),
                qualifier: model.newestPeriod == nil
                    ? say(.leadNoSummaries)
                    : Phrase.townsReported(
                        say.integer(model.reportedInNewestPeriod), of: say.integer(model.active), say.language),
                isWord: model.newestPeriod?.frequency != .year),
        ]
        if let population = model.population, let figure = population.headline, let value = figure.value {
            figures.append(
                KeyFigure(
                    label: say(population.definition.name), value: say.number(value),
                    period: say.period(figure.period),
                    qualifier: ([FigureWords(say).coverage(figure)] + DoubtWords(say).qualifier(population.doubts))
                        .joined(separator: "; "),
                    proof: PageFrame.Link(say(.howFigureCame), say.link("/indicators/\(figure.indicator)"))))
        }
        return KeyFigure.row(figures)
    }

    private var townSection: HTML {
        let rows = TownRows(say)
        guard !model.towns.isEmpty else {
            return .section(.heading(.text(say(.adoptionHeading)), id: "towns"), rows.none)
        }
        let shown = model.towns.prefix(Self.rowsOnOverview)
        return .section(
            .heading(.text(say(.adoptionHeading)), id: "towns"), .p(.text(say(.adoptionIntroduction))),
            rows.table(Array(shown)).html(say.language), more(shown.count, of: model.towns.count, "/towns", .allTowns))
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
        let table = MeasureTable(say, measures.statuses.compactMap(measures.count)).table
        return .section(
            .heading(.text(say(.measureHeading)), id: "measures"),
            .p(
                .text(
                    Phrase.measureIntroduction(
                        say.integer(measures.total), unmapped: say.integer(measures.unmapped), say.language))),
            chart.figure(say.language), .div(table.html(say.language), class: "narrow"))
    }

    private var fieldSection: HTML {
        guard !model.fields.isEmpty else { return .empty }
        func row(_ name: HTML, _ measures: Int64, _ indicators: Int, _ goals: Int?) -> [DataTable.Cell] {
            [
                .html(name), .number(say.integer(measures)), .number(say.integer(indicators)),
                goals.map { .number(say.integer($0)) } ?? .text("–"),
            ]
        }
        let goals = model.framework?.value.goals ?? []
        let table = DataTable(
            caption: say(.fieldHeading),
            columns: [
                .init(say(.fieldOfAction)), .init(say(.measuresHeader), numeric: true),
                .init(say(.indicatorsHeader), numeric: true), .init(say(.goalsHeader), numeric: true),
            ],
            rows: model.fields.map { row(say.html($0.field.name), $0.measures.tally.count, $0.indicators, $0.goals) },
            footer: [
                row(
                    .text(say(.withoutField)), Int64(model.measures.unmapped), model.indicatorsWithoutField,
                    goals.count { $0.field == nil })
            ], hidesCaption: true)
        return .section(
            .heading(.text(say(.fieldHeading)), id: "fields"), .p(.text(say(.fieldIntroduction))),
            .div(table.html(say.language), class: "narrow"))
    }

    private var bundleSection: HTML {
        guard !model.bundles.isEmpty else { return .empty }
        return .section(
            .heading(.text(say(.bundleHeading)), id: "bundles"), .p(.text(say(.bundleIntroduction))),
            BundleTable(say, model.bundles.map { ($0.bundle, $0.measures) }).table.html(say.language))
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

    /// The way to what is new, and to an earlier state.
    private var timeSection: HTML {
        var form = Form(
            action: Address(path: "/"),
            hidden: say.isLanguageChosen ? [QueryItem("lang", say.language.rawValue)] : [],
            fields: [
                FormField(
                    id: "on", label: say(.pastDay), control: .date, hint: say(.pastDayHint),
                    value: say.state.day.description)
            ], submitLabel: say(.showPast))
        form.isQuestion = true
        form.isSecondary = true
        return .section(
            .heading(.text(say(.pastForm)), id: "time"), form.html(say.language),
            .p(.a(say.link("/changes"), .text(say(.changesLink)))))
    }

    private func more(_ shown: Int, of all: Int, _ path: String, _ label: Phrase) -> HTML {
        guard shown < all else { return .empty }
        return .p(.a(say.link(path), .text("\(say(label)) (\(say.integer(all)))")))
    }
}
