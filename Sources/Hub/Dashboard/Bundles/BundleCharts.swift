import Federation
import Pages

/// A figure about one bundle or lead project that has an address of its own; addresses never change.
enum BundleFigureKind: String, CaseIterable, Sendable {
    case measures, money

    /// The figure that `/charts/bundles/<id>` means without a kind.
    static let first = BundleFigureKind.measures
}

/// The charts about bundles and lead projects.
struct BundleCharts {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// All bundles with measures, one bar each; nil where none is reported.
    func all(_ region: RegionModel) -> StackedBar? {
        let reported = region.bundles.filter { $0.measures > 0 }
        guard !reported.isEmpty else { return nil }
        return MeasureBars(
            say: say, id: "bundle-list-chart",
            text: ChartText(
                title: Phrase.bundlesWithMeasures(reported.count, of: region.bundles.count, say.language),
                subtitle: say(.bundleListSubtitle), source: say(.sourceSummaries)), rowHeader: say(.bundleHeader),
            rows: reported.map { standing in
                MeasureBars.Row(
                    name(standing.bundle), standing.part.tally.list, say, .init(bundle: standing.bundle.id))
            }
        ).chart
    }

    /// nil where there is nothing to draw.
    func chart(_ kind: BundleFigureKind, _ model: BundleModel) -> (any Chart)? {
        guard !model.measures.isEmpty else { return nil }
        return kind == .measures ? measures(model) : money(model)
    }

    private func name(_ bundle: Framework.Bundle) -> String {
        (bundle.code.isEmpty ? "" : bundle.code + " · ") + say(bundle.title)
    }

    private func measures(_ model: BundleModel) -> StackedBar {
        let id = model.bundle.id
        let towns = model.tallies
        let all = MeasureBars.Row(say(.allMeasures), model.tally.list, say, .init(bundle: id))
        return MeasureBars(
            say: say, id: "bundle-chart",
            text: ChartText(
                title: Phrase.measureFinding(
                    say.integer(model.tally.underWay), of: say.integer(model.tally.count), say.language),
                subtitle: "\(name(model.bundle)): \(say(.bundleChartSubtitle))", source: say(.sourceSummaries)),
            rowHeader: say(.municipality),
            rows: (towns.count > 1 ? [all] : [])
                + towns.map { tenant, tally in
                    MeasureBars.Row(say.name(tenant), tally.list) { status in
                        var filter = MeasureFilter()
                        (filter.town, filter.bundle, filter.status) = (tenant, id, status)
                        return say.link("/measures", filter.query)
                    }
                }
        ).chart
    }

    /// What the framework says it costs beside what towns plan and have spent; nil where nobody names an amount.
    private func money(_ model: BundleModel) -> BarChart? {
        let asked = CountQuestion.Measures(bundle: model.bundle.id)
        let count = model.measures.count
        func row(_ label: Phrase, _ amount: ExactDecimal?, _ number: CountQuestion.Measures.Number, _ stated: Int)
            -> BarChart.Row
        {
            let share = Phrase.fromMeasures(stated, of: count, say.language)
            return BarChart.Row(
                "\(say(label)) (\(share))", amount.map(point) ?? .missing, isHighlighted: number == .spent,
                address: say.calculation(.measures(asked.asking(number))))
        }
        guard model.planned != nil || model.spent != nil else { return nil }
        var rows = [
            row(.keyPlanned, model.planned, .planned, model.measures.count { $0.state.planned != nil }),
            row(.keySpent, model.spent, .spent, model.measures.count { $0.state.spent != nil }),
        ]
        if let cost = model.bundle.cost {
            rows.insert(
                BarChart.Row(
                    say(.costInFramework), point(cost),
                    address: say.link("/framework/\(model.framework.value.number)")), at: 0)
        }
        return BarChart(
            id: "bundle-money",
            text: ChartText(
                title: Phrase.bundleMoneyFinding(
                    model.planned.map(say.euro), spent: model.spent.map(say.euro), say.language),
                subtitle: "\(name(model.bundle)), Euro", source: say(.sourceSummaries)), rowHeader: say(.counted),
            rows: rows)
    }

    private func point(_ amount: ExactDecimal) -> ChartPoint {
        .value(amount.approximation, text: say.euro(amount), flags: [])
    }
}

extension BundleModel {
    /// The measures of each town by status, in the order of the towns' names.
    var tallies: [(tenant: TenantID, tally: MeasureTally)] {
        var tallies: [(tenant: TenantID, tally: MeasureTally)] = []
        for measure in measures {
            if tallies.last?.tenant != measure.tenant { tallies.append((measure.tenant, MeasureTally())) }
            tallies[tallies.count - 1].tally.add(measure.state)
        }
        return tallies
    }
}
