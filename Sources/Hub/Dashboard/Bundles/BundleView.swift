import Federation
import Pages

/// Draws a bundle of measures or a lead project: who takes part, how far it is, what it costs.
struct BundleView {
    let say: PageContext
    let model: BundleModel
    private let region: RegionModel
    private let rows: AskedRows<TownMeasure>

    /// Errors: an order or a page that there is not.
    init(_ context: PageContext, _ model: BundleModel, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.model = model
        self.region = region
        rows = try AskedRows(context, model.measures, by: MeasureOrder.sorted) { $0.searchText }
    }

    func page() -> DrawnPage {
        let bundle = model.bundle
        return say.page(
            .framework, title: (bundle.code.isEmpty ? "" : bundle.code + " · ") + say(bundle.title),
            lead: .text(answer), below: [PageFrame.Link(say(.bundleHeading), say.link("/bundles"))],
            body: [keyFigures, charts, measures, said])
    }

    private var answer: String {
        guard !model.measures.isEmpty else { return say(.bundleNothingReported) }
        return Phrase.bundleAnswer(
            measures: model.measures.count, towns: model.standing.part.towns, underWay: Int(model.tally.underWay),
            say.language)
    }

    private var keyFigures: HTML {
        guard !model.measures.isEmpty else { return .empty }
        let asked = CountQuestion.Measures(bundle: model.bundle.id)
        func money(
            _ label: Phrase, _ number: CountQuestion.Measures.Number, _ amount: ExactDecimal?, _ reported: Int
        ) -> KeyFigure {
            KeyFigure(
                label: say(label), value: amount.map(say.euro) ?? say(.notStated),
                qualifier: amount == nil
                    ? "" : Phrase.fromMeasures(reported, of: model.measures.count, say.language),
                proof: say.howItCame(.measures(asked.asking(number))), isWord: amount == nil)
        }
        return KeyFigure.row([
            KeyFigure(
                label: say(.bundleTowns), value: say.integer(model.standing.part.towns),
                qualifier: model.silent.isEmpty ? "" : Phrase.notReportedYet(model.silent.count, say.language),
                proof: say.howItCame(.measures(asked.asking(.towns)))),
            KeyFigure(
                label: say(.underWayHeader), value: say.integer(model.tally.underWay),
                unit: Phrase.ofAll(say.integer(model.tally.count), say.language), qualifier: say(.measuresHeader),
                proof: say.howItCame(.measures(asked.asking(.underway)))),
            money(.plannedMoney, .planned, model.planned, model.measures.count { $0.state.planned != nil }),
            money(.spentMoney, .spent, model.spent, model.measures.count { $0.state.spent != nil }),
        ])
    }

    private var charts: HTML {
        let charts = BundleCharts(say)
        let figures = BundleFigureKind.allCases.compactMap { kind in
            charts.chart(kind, model).map { chart in
                chart.figure(
                    say.language,
                    links: FigurePlace.bundle(model.bundle.id, kind).links(say, title: chart.text.title))
            }
        }
        guard !figures.isEmpty else { return .empty }
        return .section(.heading(.text(say(.bundleChartHeading)), id: "charts"), .fragment(figures))
    }

    private var measures: HTML {
        guard !model.measures.isEmpty else {
            return .section(
                .h2(.text(say(.bundleMeasures))),
                EmptyState(say(.bundleNothingReported), explanation: say(.bundleNothingExplanation)).html())
        }
        return .section(
            .h2(.text(say(.bundleMeasures))), .p(.text(say(.bundleMeasureIntroduction))),
            rows.list.html(search: say(.searchMeasures), table: table, say.language),
            .when(!model.silent.isEmpty, .p(.text(silent), class: "muted")))
    }

    private var table: DataTable {
        var table = MeasureRows(say).table(rows.shown, region, list: rows.list)
        table.caption = say(.bundleMeasures)
        return table
    }

    private var silent: String {
        let shown = model.silent.prefix(ListQuestion.rowsPerPage)
        let rest = model.silent.count - shown.count
        let names = shown.map(say.name).joined(separator: ", ")
        return say(.bundleSilent) + " " + names
            + (rest > 0 ? " " + Phrase.andMore(say.integer(rest), say.language) : "") + "."
    }

    private var said: HTML {
        let bundle = model.bundle
        let fields = model.framework.value.fields.filter { bundle.fields.contains($0.id) }
        return .section(
            .h2(.text(say(.bundleInFramework))),
            DefinitionList(
                [
                    (say(.kindOfBundle), .text(say(bundle.kind == .leadProject ? .leadProject : .bundleKind))),
                    (say(.bundleLead), bundle.lead.map(say.townLink) ?? .text(say(.notStated))),
                    (
                        say(.bundleTowns),
                        bundle.towns.isEmpty
                            ? .text(say(.notStated))
                            : [
                                .fragment(
                                    bundle.towns.prefix(ListQuestion.rowsPerPage).enumerated().flatMap { place, town in
                                        [.text(place > 0 ? ", " : ""), say.townLink(town)]
                                    }),
                                .when(
                                    bundle.towns.count > ListQuestion.rowsPerPage,
                                    .text(
                                        " "
                                            + Phrase.andMore(
                                                say.integer(bundle.towns.count - ListQuestion.rowsPerPage),
                                                say.language))),
                            ]
                    ),
                    (
                        say(.fieldOfAction),
                        fields.isEmpty
                            ? .text(say(.notStated))
                            : .fragment(
                                fields.enumerated().flatMap { place, field in
                                    [
                                        .text(place > 0 ? ", " : ""),
                                        .a(say.link("/fields/\(field.id)"), say.html(field.name)),
                                    ]
                                })
                    ),
                    (say(.bundleCost), .text(bundle.cost.map(say.euro) ?? say(.notStated))),
                    (
                        say(.sectionFramework),
                        .a(
                            say.link("/framework/\(model.framework.value.number)"),
                            .text(Phrase.frameworkVersion(say.integer(model.framework.value.number), say.language)))
                    ),
                    (say(.sourcesHeading), .ul(bundle.sources.map { .li(say.external($0)) })),
                ].filter { !$0.1.isEmpty && !(($0.0 == say(.sourcesHeading)) && bundle.sources.isEmpty) }
            ).html())
    }
}
