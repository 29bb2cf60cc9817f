import Federation
import Pages

/// Towns' own values as charts.
struct TownChart {
    let say: PageContext
    let model: IndicatorModel

    init(_ context: PageContext, _ model: IndicatorModel) {
        say = context
        self.model = model
    }

    /// More towns than this are shown as a distribution: dots would only cover each other.
    static let dotLimit = 150
    /// More than this are shown as dots and not as bars.
    private static let barLimit = 16

    /// All towns in the shown period: bars, dots where there are many, classes where there are very many.
    func comparison(_ shown: ExplainedFigure) -> any Chart {
        let definition = model.definition
        if shown.contributions.count > Self.dotLimit { return distribution(shown) }
        let rows = shown.contributions.map { contribution in
            BarChart.Row(
                say.name(contribution.tenant),
                contribution.observation.map { Self.point($0.observation, definition, say.language).withoutBreak }
                    ?? .missing,
                // Of many towns the statements stand in the table of the page alone.
                address: shown.contributions.count > Self.barLimit
                    ? nil : contribution.observation.map { say.link("/log/entries/\($0.summary.index)") })
        }.sorted { left, right in (Self.place(left), right.label) > (Self.place(right), left.label) }
        let reference = reference(shown)
        let text = ChartText(
            title: comparisonTitle(shown),
            subtitle: [say(definition.unit), say.period(shown.figure.period)].filter { !$0.isEmpty }.joined(
                separator: ", "),
            source: source)
        if rows.count > Self.barLimit {
            return DotPlot(
                id: "town-values", text: text, rowHeader: say(.municipality), rows: rows, reference: reference
            )
        }
        return BarChart(
            id: "town-values", text: text, rowHeader: say(.municipality), rows: rows, reference: reference)
    }

    private func distribution(_ shown: ExplainedFigure) -> Histogram {
        let definition = model.definition
        var values: [Double] = []
        var without: [Observation.Status: Int] = [:]
        for contribution in shown.contributions {
            let value = contribution.observation?.observation.shownValue(definition)
            if contribution.status == .reported, let value {
                values.append(value.approximation)
            } else {
                without[contribution.status == .reported ? .missing : contribution.status, default: 0] += 1
            }
        }
        return Histogram(
            id: "town-values",
            text: ChartText(
                title: comparisonTitle(shown),
                subtitle: Phrase.distributionMeasure(
                    [say(definition.name), say(definition.unit), say.period(shown.figure.period)].filter { !$0.isEmpty }
                        .joined(separator: ", "), say.language), source: source),
            classes: ValueClasses(values),
            classHeader: [say(definition.name), say(definition.unit)].filter { !$0.isEmpty }.joined(separator: ", "),
            countHeader: say(.municipalities),
            without: [(.missing, Phrase.missing), (.suppressed, .suppressed), (.notApplicable, .notApplicable)]
                .compactMap { status, phrase in without[status].map { (say(phrase), $0) } },
            reference: reference(shown))
    }

    /// The region's value, where it is a measure for the towns: a total is none for its parts.
    private func reference(_ shown: ExplainedFigure) -> ChartReference? {
        let isTotal = shown.definition.space.rule == .sum || shown.definition.space.rule == .count
        return (isTotal ? nil : shown.figure.value).map {
            ChartReference(say(.region), value: $0.approximation, text: say.number($0))
        }
    }

    var source: String { model.definition.source.name.isEmpty ? say(.sourceSummaries) : model.definition.source.name }

    static func point(_ observation: Observation, _ definition: Indicator, _ language: Pages.Language) -> ChartPoint {
        switch observation.status {
        case .missing: return .missing
        case .suppressed: return .suppressed
        case .notApplicable: return .notApplicable
        case .reported:
            var flags: ChartFlags = []
            for flag in observation.flags {
                switch flag {
                case .provisional: flags.insert(.provisional)
                case .estimated: flags.insert(.estimated)
                case .breakInSeries: flags.insert(.break)
                }
            }
            guard let value = observation.shownValue(definition) else { return .missing }
            return .decimal(value.description, language, flags: flags)
        }
    }

    /// The lowest and highest value of the towns that count.
    static func spread(_ shown: ExplainedFigure) -> (low: ExactDecimal, high: ExactDecimal)? {
        let values = shown.contributions.filter(\.counts)
            .compactMap { $0.observation?.observation.shownValue(shown.definition) }.sorted { $0.units < $1.units }
        return values.first.flatMap { low in values.last.map { (low, $0) } }
    }

    private func comparisonTitle(_ shown: ExplainedFigure) -> String {
        let values = shown.contributions.compactMap { contribution in
            contribution.observation?.observation.shownValue(model.definition).map { (contribution.tenant, $0) }
        }.sorted { $0.1.units < $1.1.units }
        guard let low = values.first, let high = values.last, low.1.units < high.1.units else {
            return Phrase.townComparison(say(model.definition.name), say.language)
        }
        return Phrase.highestAndLowest(say.name(high.0), say.name(low.0), say.language)
    }

    private static func place(_ row: BarChart.Row) -> Double {
        if case .value(let number, _, _) = row.point { return number }
        return -.infinity
    }
}

extension ChartPoint {
    /// Beside towns of the same period a break in the series means nothing.
    var withoutBreak: ChartPoint {
        guard case .value(let number, let text, let flags) = self else { return self }
        return .value(number, text: text, flags: flags.subtracting(.break))
    }
}
