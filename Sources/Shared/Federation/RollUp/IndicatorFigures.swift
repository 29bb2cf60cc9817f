/// The regional figures of one indicator, period by period (docs/PROTOCOL.md section 9).
public struct IndicatorFigures: Sendable {
    /// What one town brings to every figure of the indicator.
    struct Town: Sendable {
        let reporter: RegionalFigures.Reporter
        let series: [CountingObservation]
        let weights: [CountingObservation]
        let hasAdopted: Bool

        /// Whether it has withdrawn something that it said about `period` or a part of it.
        func hasWithdrawn(_ indicator: Code, in period: Period) -> Bool {
            reporter.withdrawn[indicator]?.contains { $0 == period || $0.containing(period.frequency) == period }
                ?? false
        }
    }

    public let definition: Indicator
    let weight: Indicator?
    let knowsPopulation: Bool
    let towns: [Town]
    let firstDay: CalendarDay?
    let today: CalendarDay

    /// Observation periods up to `last` for which a member has a counting observation, in order.
    public func periods(upTo last: Period? = nil) -> [Period] {
        var found: Set<Period> = []
        for town in towns { for counting in town.series { found.insert(counting.observation.period) } }
        return found.filter { period in last.map { period.endsBy($0) } ?? true }.sorted()
    }

    /// The periods of which a report of `period` has figures: where it is coarser than the indicator's own, like periods
    /// stand beside like, joined by the time rule; else those that were observed.
    public func periods(in report: Period) -> [Period] {
        let observed = periods(upTo: report)
        guard definition.hasValues(by: report.frequency), definition.frequency != report.frequency else {
            return observed
        }
        return Set(observed.map { $0.containing(report.frequency) ?? $0 }).sorted()
    }

    /// The regional figure of one period, with every town's contribution.
    public func figure(in period: Period) -> ExplainedFigure {
        let isHistorical = firstDay.map { period.lastDay < $0 } ?? false
        let concerned = towns.filter { town in
            town.hasAdopted && town.reporter.isExpected(in: period, isHistorical: isHistorical, today: today)
        }
        let weightPeriod = definition.space.weight.map { $0.period ?? period }
        let contributions = concerned.map { contribution(of: $0, in: period) }
        let notApplicable = contributions.count { $0.status == .notApplicable }
        let expected = contributions.count - notApplicable
        let counting = contributions.filter(\.counts)
        let outcome = SpaceRule(definition, counting).outcome(expected: expected)
        let figure = Figure(
            district: Int64(contributions.count { $0.status == .reported && !$0.counts }), expected: Int64(expected),
            flags: flags(
                counting, isHistorical: isHistorical,
                isWithdrawn: concerned.contains { $0.hasWithdrawn(definition.id, in: period) },
                isIncomplete: counting.count < expected, in: period,
                weightPeriod),
            indicator: definition.id, missing: Int64(contributions.count { $0.status == .missing }),
            notApplicable: Int64(notApplicable), period: period,
            populationShare: populationShare(concerned, contributions, in: period), reason: outcome.reason,
            reported: Int64(counting.count), suppressed: Int64(contributions.count { $0.status == .suppressed }),
            value: outcome.value,
            weight: definition.space.weight.flatMap { weight in
                weightPeriod.map { Observation.Key(indicator: weight.indicator, period: $0) }
            })
        return ExplainedFigure(figure: figure, definition: definition, contributions: contributions)
    }

    /// What a town brings to the figure of `period`, whether it is expected to or not.
    func contribution(of town: Town, in period: Period) -> Contribution {
        Contribution(
            tenant: town.reporter.member.tenant,
            own: Self.value(definition, town.series, in: period).flatMap { $0.fits(definition) ? $0 : nil },
            weighing: definition.space.weight.flatMap { asked in
                weight.flatMap { Self.value($0, town.weights, in: asked.period ?? period) }
            })
    }

    /// A town's value in `period`: its own observation, else joined over time where the rule allows that.
    private static func value(
        _ definition: Indicator, _ series: [CountingObservation], in period: Period
    ) -> TownValue? {
        let place = series.place(of: period)
        if place < series.count, series[place].observation.period == period { return TownValue(series[place]) }
        guard definition.frequency != period.frequency, definition.hasValues(by: period.frequency), !series.isEmpty
        else { return nil }
        let parts = period.parts(by: definition.frequency).map { part in
            let place = series.place(of: part)
            return place < series.count && series[place].observation.period == part ? series[place] : nil
        }
        return TownValue(joining: parts, by: definition.time)
    }

    private func flags(
        _ counting: [Contribution], isHistorical: Bool, isWithdrawn: Bool, isIncomplete: Bool, in period: Period,
        _ weightPeriod: Period?
    ) -> [Figure.Flag] {
        var flags: Set<Figure.Flag> = []
        for source in counting.lazy.flatMap({ $0.own?.sources ?? [] }) {
            for flag in source.observation.flags { flags.insert(Figure.Flag(flag)) }
            if source.revision > 1 { flags.insert(.revised) }
        }
        if isWithdrawn { flags.insert(.revised) }
        if isHistorical { flags.insert(.historical) }
        if isIncomplete { flags.insert(.incomplete) }
        if definition.frequency.isFiner(than: period.frequency) { flags.insert(.timeRule) }
        if let weightPeriod, weightPeriod != period { flags.insert(.weightYear) }
        return Array(flags)
    }

    // MARK: Coverage by population

    private func populationShare(_ towns: [Town], _ contributions: [Contribution], in period: Period) -> ExactDecimal? {
        guard knowsPopulation, !towns.isEmpty else { return nil }
        var (part, whole): (Rational?, Rational?) = (.zero, .zero)
        for (town, contribution) in zip(towns, contributions) where contribution.status != .notApplicable {
            guard let people = town.reporter.people(in: period) else { return nil }
            whole = whole?.adding(people)
            if contribution.counts { part = part?.adding(people) }
        }
        return Self.share(part, of: whole)
    }

    /// In percent with one decimal.
    static func share(_ part: Rational?, of whole: Rational?) -> ExactDecimal? {
        guard let part, let whole else { return nil }
        return part.multiplied(by: Rational(ExactDecimal(units: 100, decimals: 0)))?.divided(by: whole)?
            .rounded(decimals: 1)
    }
}

extension Figure.Flag {
    init(_ flag: Observation.Flag) {
        switch flag {
        case .breakInSeries: self = .breakInSeries
        case .estimated: self = .estimated
        case .provisional: self = .provisional
        }
    }
}
