import Federation
import Pages

/// From what came in to what follows from it: the same on the overview and on the page of participation.
struct FunnelChart {
    let say: PageContext
    let count: (FunnelModel.Stage) -> FunnelModel.Count

    init(_ context: PageContext, _ count: @escaping (FunnelModel.Stage) -> FunnelModel.Count) {
        say = context
        self.count = count
    }

    /// Only stages that somebody has reported; nothing where that is less than two.
    var figure: HTML {
        .when(chart) { chart in
            chart.figure(say.language, links: FigurePlace.participation.links(say, title: chart.text.title))
        }
    }

    var chart: BarChart? {
        let stages: [FunnelModel.Stage] = [.contributions, .answered, .withConsequence]
        let rows = stages.compactMap { stage -> BarChart.Row? in
            let count = count(stage)
            guard let published = count.published else { return nil }
            let name = FunnelWords(say).figure(stage.figure)
            return BarChart.Row(
                count.isPartlySuppressed ? "\(name) (\(say(.funnelAtLeast)))" : name,
                ChartPoint.decimal("\(published)", say.language), isHighlighted: stage == .withConsequence,
                address: say.calculation(stage.question))
        }
        guard rows.count > 1 else { return nil }
        return BarChart(
            id: "funnel", text: ChartText(title: say(.funnelChart), subtitle: say(.funnelChartUnit), source: ""),
            rowHeader: say(.counted), rows: rows)
    }
}
