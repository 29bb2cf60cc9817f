import Federation

/// Makes the summary of one reporting period from the town's data: a pure function, so that the preview, the approval
/// and a test reach the same bytes from the same data.
///
/// Which observations it holds, of the framework's indicators: every one whose period lies within the reporting period;
/// of the older ones those that no current summary of another reporting period contains (so history goes with the first
/// summary), and those whose content has changed since.
struct Summarise: Sendable {
    let strategy: StrategyDraft
    let observations: [StoredObservation]
    let participation: [Summary.Participation]
    /// What the log tells of participation in this period already.
    var counted: [Summary.Participation] = []
    let framework: Framework
    let reference: Reference
    let period: Period
    /// The newest revision of each reporting period that this town has signed, and its place in the town's chain.
    let earlier: [Period: (summary: Summary, sequence: Int64)]
    /// The last revision of each reporting period whose summary this town has withdrawn: the next one follows it.
    var withdrawn: [Period: Int64] = [:]
    /// The number that the log tells of an observation already: of a summary that stands, else of a revision replaced.
    var published: [Observation.Key: Observation] = [:]
    /// What each summary that this town has ever signed said of its cells.
    var revisions: [[Observation]] = []
    /// Who stands behind amounts, where the town keeps that.
    var contributors: [Observation.Key: Suppression.Contributors] = [:]
    /// Sums over the town's numbers that somebody else publishes.
    var totalsElsewhere: [Suppression.TotalElsewhere] = []

    struct Outcome: Sendable {
        let summary: Summary
        /// Every number that is held back, with the reason, in the order of the cells.
        var held: [Suppression.Held] = []
        /// What is held back and can be worked out all the same, from what others publish or the log tells already.
        var exposed: [Cell] = []
        /// Core indicators without any observation for the last of their periods within the reporting period.
        var missing: [Observation.Key] = []
        /// Observations of the node that this framework does not know or whose period ends later.
        var unknownIndicators: [Code] = []
        var unmappedMeasures: [Code] = []
        /// What stands in the way of an approval, in sentences of both languages.
        var problems: [Problem] = []

        struct Problem: Sendable, Equatable {
            let german: String
            let english: String
        }
    }

    func outcome(approval: Summary.Approval) -> Outcome {
        var own: [(observation: Observation, definition: Indicator)] = []
        var unknown: Set<Code> = []
        var problems: [Outcome.Problem] = []
        for stored in observations where stored.key.period.endsBy(period) {
            guard let definition = framework.indicator(stored.key.indicator) else {
                unknown.insert(stored.key.indicator)
                continue
            }
            guard let observation = Self.observation(stored, definition) else {
                problems.append(
                    Outcome.Problem(
                        german: "\(stored.key.indicator) \(stored.key.period): mehr Nachkommastellen als vorgesehen",
                        english: "\(stored.key.indicator) \(stored.key.period): more decimals than provided for"))
                continue
            }
            own.append((observation, definition))
        }
        let suppression = Suppression(
            framework: framework, observations: own.map(\.observation), participation: participation,
            counted: counted, published: published, revisions: revisions, contributors: contributors,
            elsewhere: totalsElsewhere)
        let hidden = Set(suppression.held.map(\.cell))
        var reported: [Observation] = []
        for (observation, definition) in own {
            let observation = hidden.contains(.observation(observation.key)) ? observation.suppressed : observation
            guard belongs(observation) else { continue }
            do throws(Refusal) {
                try observation.check(against: definition)
                reported.append(observation)
            } catch {
                problems.append(Outcome.Problem(german: error.reason, english: error.reason))
            }
        }
        var states: [Summary.MeasureState] = []
        for measure in strategy.measures {
            if let state = state(of: measure) {
                states.append(state)
            } else {
                problems.append(
                    Outcome.Problem(
                        german: "\(measure.id): die Summe der Kosten hat zu viele Stellen",
                        english: "\(measure.id): the sum of its costs has too many digits"))
            }
        }
        var outcome = Outcome(
            summary: Summary(
                approval: approval, framework: reference, measures: states, observations: reported,
                participation: participation.map { $0.suppressed(if: hidden.contains($0.cell)) },
                period: period,
                revision: (earlier[period]?.summary.revision ?? withdrawn[period] ?? 0) + 1))
        let leaving = Set(
            reported.map { Cell.observation($0.key) } + outcome.summary.participation.map(\.cell))
        outcome.held = suppression.held.filter { leaving.contains($0.cell) }
        outcome.exposed = suppression.exposed
        outcome.missing = missing()
        outcome.unknownIndicators = unknown.sorted()
        outcome.unmappedMeasures = states.filter { $0.fields.isEmpty && $0.goals.isEmpty }.map(\.id)
        outcome.problems = problems
        return outcome
    }

    // MARK: Observations

    private func belongs(_ observation: Observation) -> Bool {
        if observation.period.firstDay >= period.firstDay { return true }
        // What counts for the region is what was said last.
        let counting = earlier.filter { $0.key != period }.values.sorted { $0.sequence > $1.sequence }
            .lazy.compactMap { earlier in earlier.summary.observations.first { $0.key == observation.key } }.first
        return counting.map { $0.canonicalBytes != observation.canonicalBytes } ?? true
    }

    /// The observation in the framework's decimals; nil where digits would be lost.
    private static func observation(_ stored: StoredObservation, _ definition: Indicator) -> Observation? {
        func padded(_ number: ExactDecimal?, _ decimals: Int) -> ExactDecimal?? {
            guard let number else { return .some(nil) }
            return number.padded(to: decimals).map { .some($0) }
        }
        guard let value = padded(stored.value, definition.decimals),
            let numerator = padded(stored.numerator, definition.partsDecimals),
            let denominator = padded(stored.denominator, definition.partsDecimals)
        else { return nil }
        return Observation(
            key: stored.key, status: stored.status, value: value, numerator: numerator, denominator: denominator,
            flags: stored.flags, level: stored.level)
    }

    private func missing() -> [Observation.Key] {
        let known = Set(observations.map(\.key))
        return framework.indicators.filter(\.core).compactMap { indicator in
            guard let last = Period.last(of: indicator.frequency, by: period.lastDay),
                last.firstDay >= period.firstDay
            else { return nil }
            let key = Observation.Key(indicator: indicator.id, period: last)
            return known.contains(key) ? nil : key
        }
    }

    // MARK: Measures

    /// The state of a measure under the framework's codes; nil where its costs do not fit into a number.
    private func state(of measure: Measure) -> Summary.MeasureState? {
        let fields = Set(framework.fields.map(\.id))
        let goals = Set(framework.goals.map(\.id))
        let bundles = Set(framework.bundles.map(\.id))
        guard let planned = Self.sum(measure.costs.compactMap(\.planned)),
            let spent = Self.sum(measure.costs.compactMap(\.spent))
        else { return nil }
        return Summary.MeasureState(
            bundle: measure.bundle.flatMap { bundles.contains($0) ? $0 : nil },
            fields: measure.fields.flatMap { strategy.mapped(.field, $0) }.filter(fields.contains),
            goals: measure.goals.flatMap { strategy.mapped(.goal, $0) }.filter(goals.contains), id: measure.id,
            planned: planned, progress: measure.progress?.percent, spent: spent, status: measure.status)
    }

    /// The exact sum of amounts; `.some(nil)` where none is known, nil on overflow.
    private static func sum(_ amounts: [ExactDecimal]) -> ExactDecimal?? {
        guard !amounts.isEmpty else { return .some(nil) }
        var total: Int64 = 0
        for amount in amounts {
            let (sum, overflow) = total.addingReportingOverflow(amount.units)
            guard !overflow else { return nil }
            total = sum
        }
        guard total.magnitude < 1_000_000_000_000_000_000 else { return nil }
        return .some(ExactDecimal(units: total, decimals: 2))
    }
}

extension Period {
    /// The last period of a frequency that has ended by `day`.
    static func last(of frequency: Frequency, by day: CalendarDay) -> Period? {
        let months =
            switch frequency {
            case .year: 12
            case .half: 6
            case .quarter: 3
            case .month: 1
            }
        guard let present = Period(year: day.year, frequency: frequency, number: (day.month - 1) / months + 1) else {
            return nil
        }
        return present.lastDay <= day ? present : present.previous
    }
}

extension Observation {
    /// The same without its number.
    fileprivate var suppressed: Observation { Observation(key: key, status: .suppressed, flags: flags, level: level) }
}

extension Summary.Participation {
    fileprivate var cell: Cell { .participation(key) }

    fileprivate func suppressed(if isHidden: Bool) -> Summary.Participation {
        isHidden ? Summary.Participation(key: key, count: nil) : self
    }
}
