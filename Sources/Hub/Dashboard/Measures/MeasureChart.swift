import Federation
import Pages

/// Measures by status, one bar a row.
struct MeasureBars {
    /// Some measures: all of a field, a bundle or a town.
    struct Row {
        let name: String
        let counts: [RegionalReport.MeasureCount]
        /// Where their number is calculated or listed, of one status or of all.
        let address: (MeasureStatus?) -> Address

        init(_ name: String, _ counts: [RegionalReport.MeasureCount], address: @escaping (MeasureStatus?) -> Address) {
            self.name = name
            self.counts = counts
            self.address = address
        }

        init(
            _ name: String, _ counts: [RegionalReport.MeasureCount], _ say: PageContext, _ asked: CountQuestion.Measures
        ) {
            self.init(name, counts) { say.calculation(.measures(asked.asking(.measures, status: $0))) }
        }
    }

    let say: PageContext
    let id: String
    let text: ChartText
    let rowHeader: String
    let rows: [Row]

    var chart: StackedBar {
        // Six surfaces can be told apart; where all seven statuses occur, the two that are not decided share one.
        let found = Set(rows.flatMap(\.counts).map(\.status))
        var groups = MeasureStanding.order.filter(found.contains).map { [$0] }
        if groups.count > 6 {
            groups = [[.done], [.running], [.planned], [.conditional, .proposed], [.unknown], [.stopped]]
        }
        return StackedBar(
            id: id, text: text, rowHeader: rowHeader,
            parts: groups.map { group in group.map { say(.measureStatus($0)) }.joined(separator: " / ") },
            looks: groups.map { Self.look($0[0]) },
            rows: rows.map { row in
                StackedBar.Row(
                    row.name,
                    groups.map { group in
                        row.counts.reduce(0) { group.contains($1.status) ? $0 + Int($1.count) : $0 }
                    }, addresses: groups.map { $0.count == 1 ? row.address($0[0]) : nil } + [row.address(nil)])
            })
    }
}

extension MeasureBars {
    /// A status looks the same in every chart, whichever others occur.
    fileprivate static func look(_ status: MeasureStatus) -> Int {
        switch status {
        case .done: 0
        case .running: 2
        case .planned: 1
        case .conditional: 4
        case .proposed: 3
        case .stopped: 5
        case .unknown: 6
        }
    }
}

/// Measures by status, one bar a field of action.
struct MeasureChart {
    let say: PageContext
    let model: RegionModel

    init(_ context: PageContext, _ model: RegionModel) {
        say = context
        self.model = model
    }

    var chart: StackedBar {
        let measures = model.measures
        return MeasureBars(
            say: say, id: "measure-chart",
            text: ChartText(
                title: Phrase.measureFinding(
                    say.integer(measures.underWay), of: say.integer(measures.total), say.language),
                subtitle: say(.measureSubtitle), source: say(.sourceSummaries)), rowHeader: say(.fieldOfAction),
            rows: [MeasureBars.Row(say(.allMeasures), measures.counts, say, .init())]
                + model.fields.filter { $0.measures.tally.count > 0 }.map { standing in
                    MeasureBars.Row(
                        say(standing.field.name), standing.measures.tally.list, say, .init(field: standing.field.id))
                }
        ).chart
    }
}
