/// Everything that the figure of one indicator in one period is made of, added up over the towns.
struct FigureCell: Sendable {
    /// What all towns that are expected to report have in common: the same for every indicator that the same versions of
    /// the framework contain.
    struct Expectation: Sendable {
        var towns = 0
        var people = ExactSum()
        /// Towns that tell no population.
        var unknown = 0

        mutating func change(by sign: Int, isExpected: Bool, people: Int128?) {
            guard isExpected else { return }
            towns += sign
            if let people { self.people.change(by: sign, people) } else { unknown += sign }
        }
    }

    /// Towns with an observation of exactly this period; without one there is no figure.
    private(set) var observers = 0
    private var reported = 0
    private var suppressed = 0
    private var notApplicable = 0
    private var district = 0
    private var withdrawn = 0
    private var withoutWeight = 0
    private var nonZero = 0
    private(set) var odd = 0
    private var flags = [0, 0, 0, 0]
    private var above = ExactSum()
    private var below = ExactSum()
    private var peopleReported = ExactSum()
    private var peopleNotApplicable = ExactSum()
    private var unknownNotApplicable = 0
    /// In ascending order, where the rule asks for an order.
    private var ordered: [Int128] = []
    /// The finished figure; nil after a change.
    var figure: Figure?

    mutating func add(_ share: FigureShare, _ rule: Indicator.SpaceRule) { change(by: 1, share, rule) }
    mutating func remove(_ share: FigureShare, _ rule: Indicator.SpaceRule) { change(by: -1, share, rule) }

    private mutating func change(by sign: Int, _ share: FigureShare, _ rule: Indicator.SpaceRule) {
        figure = nil
        if share.observes { observers += sign }
        guard share.isExpected else { return }
        if share.isOdd { odd += sign }
        if share.hasWithdrawn { withdrawn += sign }
        switch share.status {
        case .reported where !share.counts: district += sign
        case .reported: break
        case .suppressed: suppressed += sign
        case .notApplicable:
            notApplicable += sign
            if let people = share.people {
                peopleNotApplicable.change(by: sign, people)
            } else if !share.isOdd {
                unknownNotApplicable += sign
            }
        case .missing: break
        }
        guard share.counts else { return }
        reported += sign
        for bit in flags.indices where share.flagBits & (1 << UInt8(bit)) != 0 { flags[bit] += sign }
        if let people = share.people { peopleReported.change(by: sign, people) }
        if !share.hasWeight { withoutWeight += sign }
        switch rule {
        case .count: if share.above != 0 { nonZero += sign }
        case .sum, .ratioOfSums, .weightedMean:
            above.change(by: sign, share.above)
            below.change(by: sign, share.below)
        case .none, .minimum, .maximum, .median:
            let place = ordered.partitioningIndex { $0 >= share.above }
            if sign > 0 {
                ordered.insert(share.above, at: place)
            } else if place < ordered.count, ordered[place] == share.above {
                ordered.remove(at: place)
            }
        }
    }

    /// The figure as docs/PROTOCOL.md section 9 makes it. Only where nothing is odd.
    func figure(
        _ definition: Indicator, in period: Period, _ expectation: Expectation, knowsPopulation: Bool,
        isHistorical: Bool
    ) -> Figure {
        let expected = expectation.towns - notApplicable
        let outcome = SpaceRule.Outcome(
            definition, reported: reported, expected: expected, lacksWeight: withoutWeight > 0,
            hasZeroDenominator: below.isZero, value: value(definition))
        let weightPeriod = definition.space.weight.map { $0.period ?? period }
        var flags = FigureShare.flags.indices.filter { self.flags[$0] > 0 }.map { FigureShare.flags[$0] }
        if withdrawn > 0, !flags.contains(.revised) { flags.append(.revised) }
        if isHistorical { flags.append(.historical) }
        if reported < expected { flags.append(.incomplete) }
        if definition.frequency.isFiner(than: period.frequency) { flags.append(.timeRule) }
        if let weightPeriod, weightPeriod != period { flags.append(.weightYear) }
        return Figure(
            district: Int64(district), expected: Int64(expected), flags: flags, indicator: definition.id,
            missing: Int64(expected - reported - suppressed - district), notApplicable: Int64(notApplicable),
            period: period, populationShare: knowsPopulation ? populationShare(expectation) : nil,
            reason: outcome.reason, reported: Int64(reported), suppressed: Int64(suppressed), value: outcome.value,
            weight: definition.space.weight.flatMap { weight in
                weightPeriod.map { Observation.Key(indicator: weight.indicator, period: $0) }
            })
    }

    private func value(_ definition: Indicator) -> Rational? {
        switch definition.space.rule {
        case .none: return nil
        case .sum: return above.rational
        case .count: return Rational(whole: Int128(nonZero))
        case .minimum: return ordered.first.flatMap(ExactSum.rational)
        case .maximum: return ordered.last.flatMap(ExactSum.rational)
        case .median:
            guard !ordered.isEmpty else { return nil }
            return ExactSum.rational(ordered[(ordered.count - 1) / 2] + ordered[ordered.count / 2])?
                .divided(by: Rational(whole: 2))
        case .ratioOfSums:
            guard let above = above.rational, let below = below.rational else { return nil }
            return above.divided(by: below)?.multiplied(by: Rational(whole: Int128(definition.factor)))
        case .weightedMean:
            guard let above = above.rational, let below = below.rational else { return nil }
            return above.divided(by: below)
        }
    }

    /// The lowest and the highest value of the towns that count, where they are kept in order.
    func spread(_ definition: Indicator) -> (low: ExactDecimal, high: ExactDecimal)? {
        guard odd == 0, let first = ordered.first, let last = ordered.last,
            let low = ExactSum.rational(first)?.rounded(decimals: definition.decimals),
            let high = ExactSum.rational(last)?.rounded(decimals: definition.decimals)
        else { return nil }
        return (low, high)
    }

    private func populationShare(_ expectation: Expectation) -> ExactDecimal? {
        guard expectation.towns > 0, expectation.unknown == unknownNotApplicable else { return nil }
        var whole = expectation.people
        whole.subtract(peopleNotApplicable)
        return IndicatorFigures.share(peopleReported.rational, of: whole.rational)
    }
}

extension Array {
    /// The first place whose element fulfils the condition, where all behind it do so too.
    fileprivate func partitioningIndex(_ belongsBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
