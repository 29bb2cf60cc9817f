import Federation
import Pages

extension StatusReport {
    /// The last value of each indicator up to the end of the period, with baseline and the next target. Local
    /// indicators stand there by their names like those of the framework.
    static func values(
        _ observations: [StoredObservation], _ catalogue: IndicatorCatalogue, _ plans: [Code: IndicatorPlan],
        _ known: KnownFramework, _ period: Period, _ language: Pages.Language
    ) -> [Value] {
        let last = observations.reduce(into: [Code: StoredObservation]()) { last, observation in
            guard observation.status == .reported, observation.key.period.endsBy(period) else { return }
            if let present = last[observation.key.indicator],
                present.key.period.lastDay >= observation.key.period.lastDay
            {
                return
            }
            last[observation.key.indicator] = observation
        }
        return last.sorted { $0.key < $1.key }.map { id, observation in
            let definition = catalogue[id]
            // The town's own way; where it has set none, the region's.
            let (plan, region) = (plans[id], known.indicators[id])
            let targets = plan?.targets ?? []
            let dated = targets.isEmpty ? region?.targets ?? [] : targets
            let unit = definition?.unit.text(language) ?? ""
            func shown(_ value: ExactDecimal) -> String {
                NumberFormat.quantity(value.description, unit: unit, language)
            }
            func shown(_ dated: Indicator.DatedValue) -> String {
                "\(shown(dated.value)) (\(DateFormat.shortPeriod("\(dated.period)", language)))"
            }
            let target = dated.first { !$0.period.endsBy(period) } ?? dated.last
            return Value(
                name: definition?.name.text(language) ?? id.text, period: "\(observation.key.period)",
                value: figure(observation, definition, shown),
                baseline: (plan?.baseline ?? region?.baseline).map(shown) ?? "",
                target: target.map(shown) ?? "")
        }
    }

    /// A value as it was entered; of a ratio its value by exact division, rounded once.
    private static func figure(
        _ observation: StoredObservation, _ definition: IndicatorDefinition?, _ shown: (ExactDecimal) -> String
    ) -> String {
        (definition?.value(of: observation) ?? observation.value).map(shown) ?? "–"
    }
}
