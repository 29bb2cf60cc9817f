import Federation
import Pages

extension StatusReport {
    /// The last value of each indicator up to the end of the period, with baseline and the next target.
    static func values(
        _ observations: [StoredObservation], _ known: KnownFramework, _ period: Period, _ language: Pages.Language
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
            let definition = known.indicators[id]
            let unit = definition?.unit.text(language) ?? ""
            func shown(_ value: ExactDecimal) -> String {
                NumberFormat.quantity(value.description, unit: unit, language)
            }
            func shown(_ dated: Indicator.DatedValue) -> String {
                "\(shown(dated.value)) (\(DateFormat.shortPeriod("\(dated.period)", language)))"
            }
            let target = definition?.targets.first { !$0.period.endsBy(period) } ?? definition?.targets.last
            return Value(
                name: definition?.name.text(language) ?? id.text, period: "\(observation.key.period)",
                value: figure(observation, definition, shown), baseline: definition?.baseline.map(shown) ?? "",
                target: target.map(shown) ?? "")
        }
    }

    /// A value as it was entered; of a ratio its value by exact division, rounded once.
    private static func figure(
        _ observation: StoredObservation, _ definition: Indicator?, _ shown: (ExactDecimal) -> String
    ) -> String {
        if let value = observation.value { return shown(value) }
        guard let numerator = observation.numerator, let denominator = observation.denominator, let definition,
            let ratio = Rational(numerator).divided(by: Rational(denominator)),
            let scaled = ratio.multiplied(by: Rational(ExactDecimal(units: definition.factor, decimals: 0))),
            let value = scaled.rounded(decimals: Int(definition.decimals))
        else { return "–" }
        return shown(value)
    }
}
