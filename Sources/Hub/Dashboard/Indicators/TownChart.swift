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

    /// The course of up to six towns; nil where there are more, or fewer than two periods.
    func lines() -> LineChart? {
        let course = Period.course(of: model.figures.map(\.period))
        let towns = model.shown?.contributions.map(\.tenant) ?? []
        guard (1...6).contains(towns.count), course.count > 1 else { return nil }
        let series = towns.map { tenant in
            LineChart.Series(
                say.name(tenant),
                course.map { period in
                    let key = Observation.Key(indicator: model.definition.id, period: period)
                    return say.state.observations[tenant]?[key].map {
                        Self.point($0.observation, model.definition, say.language)
                    } ?? .missing
                })
        }
        return LineChart(
            id: "town-course",
            text: ChartText(
                title: Phrase.townCourseTitle(say(model.definition.name), say.language),
                subtitle: say(model.definition.unit),
                source: source), periods: course.map(\.description), series: series)
    }

    /// All towns in the shown period: bars, or dots where there are many.
    func comparison(_ shown: ExplainedFigure) -> HTML {
        let definition = model.definition
        let rows = shown.contributions.map { contribution in
            BarChart.Row(
                say.name(contribution.tenant),
                contribution.observation.map { Self.point($0.observation, definition, say.language).withoutBreak }
                    ?? .missing)
        }.sorted { left, right in (Self.place(left), right.label) > (Self.place(right), left.label) }
        // A total is no measure for its parts.
        let isTotal = definition.space.rule == .sum || definition.space.rule == .count
        let reference = (isTotal ? nil : shown.figure.value).map {
            ChartReference(say(.region), value: $0.approximation, text: say.number($0))
        }
        let text = ChartText(
            title: comparisonTitle(shown),
            subtitle: [say(definition.unit), say.period(shown.figure.period)].filter { !$0.isEmpty }.joined(
                separator: ", "),
            source: source)
        if rows.count > 16 {
            return DotPlot(
                id: "town-values", text: text, rowHeader: say(.municipality), rows: rows, reference: reference
            ).figure(say.language)
        }
        return BarChart(
            id: "town-values", text: text, rowHeader: say(.municipality), rows: rows, reference: reference
        ).figure(say.language)
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
    fileprivate var withoutBreak: ChartPoint {
        guard case .value(let number, let text, let flags) = self else { return self }
        return .value(number, text: text, flags: flags.subtracting(.break))
    }
}
