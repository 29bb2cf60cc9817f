/// How a figure differs from the one of the edition before.
public struct FigureChange: CanonicalValue {
    /// Why, as far as the log tells: none where it does not.
    public enum Reason: String, Sendable, CaseIterable {
        /// The definition has changed, or come or gone, with the framework.
        case framework
        /// A town's first summary of its period has come since.
        case late
        /// Other towns are concerned: members, or adoptions of the indicator.
        case membership
        /// Nothing but the coverage by population.
        case population
        /// A town has corrected a summary since.
        case revised
        /// A town has withdrawn a summary since.
        case withdrawn
    }

    public let after: ExactDecimal?
    public let before: ExactDecimal?
    public let indicator: Code
    public let period: Period
    public let reasons: [Reason]

    init(before: Figure?, after: Figure?, at key: Observation.Key, reasons: Set<Reason>) {
        self.before = before?.value
        self.after = after?.value
        indicator = key.indicator
        period = key.period
        self.reasons = reasons.sorted { $0.rawValue < $1.rawValue }
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        after = try reader.optionalDecimal("after")
        before = try reader.optionalDecimal("before")
        indicator = try reader.code("indicator")
        period = try reader.period("period")
        reasons = try reader.sortedList("reasons", by: { $0.rawValue }) { reader throws(Refusal) in
            try reader.word(Reason.self)
        }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalString("after", after)
            writer.optionalString("before", before)
            writer.string("indicator", indicator)
            writer.string("period", period)
            writer.strings("reasons", reasons.map(\.rawValue))
        }
    }
}

/// Two editions of a report side by side.
struct EditionComparison {
    let state: FederationState
    let framework: Recorded<Framework>
    let regional: RegionalFigures
    let previous: RegionalReport

    /// Every figure that is not exactly what it was.
    func changes(to figures: [Figure]) -> [FigureChange] {
        let before = Dictionary(uniqueKeysWithValues: previous.figures.map { ($0.key, $0) })
        let after = Dictionary(uniqueKeysWithValues: figures.map { ($0.key, $0) })
        let differing = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        let redefined = redefined(Set(differing.map(\.indicator)))
        var series: [Code: IndicatorFigures] = [:]
        return differing.map { key in
            var reasons: Set<FigureChange.Reason> = redefined.contains(key.indicator) ? [.framework] : []
            if series[key.indicator] == nil, let definition = framework.value.indicator(key.indicator) {
                series[key.indicator] = regional.series(definition)
            }
            if let series = series[key.indicator] {
                let now = after[key] ?? series.figure(in: key.period).figure
                reasons.formUnion(self.reasons(before[key], now, series))
            }
            return FigureChange(before: before[key], after: after[key], at: key, reasons: reasons)
        }
    }

    /// Those of `indicators` whose definition is not what it was.
    private func redefined(_ indicators: Set<Code>) -> Set<Code> {
        guard previous.framework != framework.reference else { return [] }
        let old = state.framework(previous.framework)
        return indicators.filter { id in
            old?.indicator(id)?.canonicalBytes != framework.value.indicator(id)?.canonicalBytes
        }
    }

    private func reasons(_ before: Figure?, _ after: Figure, _ series: IndicatorFigures) -> Set<FigureChange.Reason> {
        var reasons: Set<FigureChange.Reason> = []
        for contribution in series.figure(in: after.period).contributions {
            for source in (contribution.own?.sources ?? []) + (contribution.weighing?.sources ?? [])
            where source.summary.index > previous.size {
                reasons.insert(source.revision > 1 ? .revised : .late)
            }
        }
        if withdrawnSince(series, in: after.period) { reasons.insert(.withdrawn) }
        guard let before else { return reasons }
        if before.expected + before.notApplicable != after.expected + after.notApplicable {
            reasons.insert(.membership)
        }
        if before.sharing(after.populationShare) == after { return [.population] }
        if reasons.isEmpty, before.reported + before.district > after.reported + after.district {
            // Somebody said less than before: a revision leaves no trace where it leaves something out.
            let isCorrected = state.summaries.values.contains { summaries in
                summaries.values.contains { $0.index > previous.size && $0.value.revision > 1 }
            }
            if isCorrected { reasons.insert(.revised) }
        }
        return reasons
    }

    private func withdrawnSince(_ series: IndicatorFigures, in period: Period) -> Bool {
        series.towns.contains { town in
            guard town.hasWithdrawn(series.definition.id, in: period) else { return false }
            let withdrawals = state.withdrawals[town.reporter.member.tenant] ?? [:]
            return withdrawals.values.contains { $0.withdrawal.index > previous.size }
        }
    }
}

extension Figure {
    var key: Observation.Key { Observation.Key(indicator: indicator, period: period) }

    /// The same with another population share.
    fileprivate func sharing(_ share: ExactDecimal?) -> Figure {
        Figure(
            district: district, expected: expected, flags: flags, indicator: indicator, missing: missing,
            notApplicable: notApplicable, period: period, populationShare: share, reason: reason, reported: reported,
            suppressed: suppressed, value: value, weight: weight)
    }
}
