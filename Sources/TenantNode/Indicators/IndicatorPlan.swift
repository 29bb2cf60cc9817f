import Database
import Federation

/// What the town says about an indicator for itself: who is responsible, from where to where it is to move.
struct IndicatorPlan: Sendable, Hashable {
    let indicator: Code
    /// The unit or function that is responsible, not a person.
    var responsible = ""
    /// At which level a new value is really known.
    var level = Observation.Level.town
    var baseline: Indicator.DatedValue?
    /// By period, the earliest first.
    var targets: [Indicator.DatedValue] = []
    var note = ""
    /// 0 before it was first saved.
    var version: Int64 = 0

    init(indicator: Code) { self.indicator = indicator }
}

enum IndicatorPlanStore {
    static func all(_ connection: borrowing Connection) throws -> [Code: IndicatorPlan] {
        let plans = try connection.query(
            "SELECT indicator, responsible, level, baseline_period, baseline, note, version FROM indicator_plan"
        ) { row in
            var plan = IndicatorPlan(indicator: try code(row.text(0)))
            plan.responsible = try row.text(1)
            plan.level = try word(row.text(2))
            if let text = try row.optionalText(3), let value = try decimal(row.optionalText(4)) {
                plan.baseline = Indicator.DatedValue(period: try period(text), value: value)
            }
            plan.note = try row.text(5)
            plan.version = try row.int64(6)
            return plan
        }
        var byIndicator = Dictionary(plans.map { ($0.indicator, $0) }, uniquingKeysWith: { first, _ in first })
        let targets = try connection.query("SELECT indicator, period, value FROM indicator_target") { row in
            (try code(row.text(0)), try period(row.text(1)), try decimal(row.optionalText(2)))
        }
        for (indicator, period, value) in targets {
            guard let value else { continue }
            byIndicator[indicator]?.targets.append(Indicator.DatedValue(period: period, value: value))
        }
        for indicator in byIndicator.keys {
            byIndicator[indicator]?.targets.sort { $0.period.lastDay < $1.period.lastDay }
        }
        return byIndicator
    }

    /// Writes the plan over version `plan.version`; false where somebody else has saved another one meanwhile.
    static func write(_ plan: IndicatorPlan, _ connection: borrowing Connection) throws -> Bool {
        let changed: Int
        let values: [Value] = [
            .text(plan.responsible), .text(plan.level.rawValue), Value(plan.baseline?.period.description),
            Value(plan.baseline?.value.description), .text(plan.note), .text(plan.indicator.text),
        ]
        if plan.version == 0 {
            changed = try connection.execute(
                """
                INSERT INTO indicator_plan (responsible, level, baseline_period, baseline, note, indicator, version)
                VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (indicator) DO NOTHING
                """, values: values)
        } else {
            changed = try connection.execute(
                """
                UPDATE indicator_plan SET responsible = ?, level = ?, baseline_period = ?, baseline = ?, note = ?,
                version = version + 1 WHERE indicator = ? AND version = ?
                """, values: values + [.integer(plan.version)])
        }
        guard changed == 1 else { return false }
        try connection.execute("DELETE FROM indicator_target WHERE indicator = ?", .text(plan.indicator.text))
        for target in plan.targets {
            try connection.execute(
                "INSERT INTO indicator_target VALUES (?, ?, ?)", .text(plan.indicator.text),
                .text(target.period.description), .text(target.value.description))
        }
        return true
    }
}
