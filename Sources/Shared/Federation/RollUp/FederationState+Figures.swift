// How towns' values become regional ones (docs/PROTOCOL.md section 9). Exact arithmetic, rounded once.

extension FederationState {
    /// Observation periods of an indicator up to `last` for which a member has a counting observation, in order.
    public func periods(of indicator: Code, upTo last: Period? = nil) -> [Period] {
        var found: Set<Period> = []
        for (tenant, places) in counting where isReporting(tenant) {
            for key in places.keys where key.indicator == indicator { found.insert(key.period) }
        }
        return found.filter { period in last.map { period.endsBy($0) } ?? true }.sorted()
    }

    /// The regional figure of one indicator in one observation period, with every town's contribution.
    public func figure(_ definition: Indicator, in period: Period, population: Indicator?) -> ExplainedFigure {
        let (expectedTenants, isHistorical) = expected(definition.id, in: period)
        let key = Observation.Key(indicator: definition.id, period: period)
        let weightKey = definition.space.weight.map {
            Observation.Key(indicator: $0.indicator, period: $0.period ?? period)
        }
        let contributions = expectedTenants.map { tenant in
            Contribution(
                tenant: tenant, observation: observation(key, of: tenant).flatMap { $0.fits(definition) ? $0 : nil },
                weight: weightKey.flatMap { observation($0, of: tenant) })
        }
        let counting = contributions.filter(\.counts)
        let notApplicable = contributions.count { $0.status == .notApplicable }
        let expectedCount = contributions.count - notApplicable
        let outcome = Self.outcome(definition, counting, expected: expectedCount)

        var flags: Set<Figure.Flag> = []
        for contribution in counting {
            for flag in contribution.observation?.observation.flags ?? [] { flags.insert(Figure.Flag(flag)) }
            if contribution.observation.map({ $0.revision > 1 }) ?? false { flags.insert(.revised) }
        }
        if isHistorical { flags.insert(.historical) }
        if counting.count < expectedCount { flags.insert(.incomplete) }
        if let weightKey, weightKey.period != period { flags.insert(.weightYear) }

        let figure = Figure(
            district: Int64(contributions.count { $0.status == .reported && !$0.counts }),
            expected: Int64(expectedCount), flags: Array(flags), indicator: definition.id,
            missing: Int64(contributions.count { $0.status == .missing }), notApplicable: Int64(notApplicable),
            period: period,
            populationShare: populationShare(
                of: counting.map(\.tenant),
                among: contributions.filter { $0.status != .notApplicable }.map(\.tenant), population, in: period),
            reason: outcome.reason, reported: Int64(counting.count),
            suppressed: Int64(contributions.count { $0.status == .suppressed }), value: outcome.value)
        return ExplainedFigure(figure: figure, definition: definition, contributions: contributions)
    }

    /// Tenants that report in principle: members that are or were admitted with a role other than supporter.
    private func isReporting(_ tenant: TenantID) -> Bool { members[tenant].map { $0.role != .supporter } ?? false }

    private func expected(_ indicator: Code, in period: Period) -> (tenants: [TenantID], isHistorical: Bool) {
        let reporting = sortedMembers.filter { member in
            member.role != .supporter
                && (adoptions[member.tenant] ?? []).contains { adoption in
                    framework(adoption.value.framework)?.indicator(indicator) != nil
                }
        }
        let firstStay = members.values.filter { $0.role != .supporter }.compactMap { $0.stays.map(\.from).min() }.min()
        let isHistorical = firstStay.map { period.lastDay < $0 } ?? false
        let concerned = reporting.filter { isHistorical ? !$0.isSuspended : $0.isMember(on: period.lastDay) }
        return (concerned.map(\.tenant), isHistorical)
    }

    private func populationShare(
        of reporting: [TenantID], among expected: [TenantID], _ population: Indicator?, in period: Period
    ) -> ExactDecimal? {
        guard let population, !expected.isEmpty else { return nil }
        func sum(_ tenants: [TenantID]) -> Rational? {
            var total: Rational? = .zero
            for tenant in tenants {
                guard let people = self.population(of: tenant, population.id, in: period) else { return nil }
                total = total?.adding(Rational(people))
            }
            return total
        }
        guard let part = sum(reporting), let whole = sum(expected) else { return nil }
        return part.multiplied(by: Rational(ExactDecimal(units: 100, decimals: 0)))?.divided(by: whole)?.rounded(
            decimals: 1)
    }

    /// The newest population not after `period`, else the oldest there is.
    private func population(of tenant: TenantID, _ indicator: Code, in period: Period) -> ExactDecimal? {
        let known = (counting[tenant] ?? [:]).keys.filter { $0.indicator == indicator }.compactMap { key in
            observation(key, of: tenant).map(\.observation)
        }.filter { $0.value != nil && $0.level == .town }
        let chosen =
            known.filter { $0.period.endsBy(period) }.max { $0.period < $1.period }
            ?? known.min { $0.period < $1.period }
        return chosen?.value
    }

    private static func outcome(
        _ definition: Indicator, _ counting: [Contribution], expected: Int
    ) -> (value: ExactDecimal?, reason: WithheldReason?) {
        if definition.space.rule == .none { return (nil, .noRule) }
        if counting.isEmpty { return (nil, .noData) }
        if Int64(counting.count) * 100 < Int64(expected) * definition.minimumCoverage { return (nil, .coverage) }
        if definition.space.rule == .weightedMean {
            for contribution in counting {
                guard let weight = contribution.weight?.observation, weight.status == .reported, weight.level == .town,
                    let value = weight.value, value.units > 0
                else { return (nil, .noWeight) }
            }
        }
        if definition.space.rule == .ratioOfSums {
            let below = counting.compactMap { $0.observation?.observation.denominator }
            if RollUp.sum(below)?.isZero ?? false { return (nil, .zeroDenominator) }
        }
        guard let value = RollUp.value(definition, counting)?.rounded(decimals: definition.decimals) else {
            return (nil, .overflow)
        }
        return (value, nil)
    }
}

/// The arithmetic of the space rules; `nil` means that a number left the range of 128 bits.
enum RollUp {
    static func sum(_ values: [ExactDecimal]) -> Rational? {
        var total: Rational? = .zero
        for value in values { total = total?.adding(Rational(value)) }
        return total
    }

    static func value(_ definition: Indicator, _ counting: [Contribution]) -> Rational? {
        let values = counting.compactMap { $0.observation?.observation.value }
        switch definition.space.rule {
        case .none: return nil
        case .sum: return sum(values)
        case .minimum: return values.min(by: isLess).map(Rational.init)
        case .maximum: return values.max(by: isLess).map(Rational.init)
        case .count: return Rational(ExactDecimal(units: Int64(values.count { $0.units != 0 }), decimals: 0))
        case .median:
            guard !values.isEmpty else { return nil }
            let sorted = values.sorted(by: isLess)
            let middle = [sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2]]
            return sum(middle)?.divided(by: Rational(ExactDecimal(units: 2, decimals: 0)))
        case .ratioOfSums:
            let above = sum(counting.compactMap { $0.observation?.observation.numerator })
            let below = sum(counting.compactMap { $0.observation?.observation.denominator })
            guard let above, let below else { return nil }
            return above.divided(by: below)?.multiplied(
                by: Rational(ExactDecimal(units: definition.factor, decimals: 0)))
        case .weightedMean:
            var weighted: Rational? = .zero
            var weights: Rational? = .zero
            for contribution in counting {
                guard let value = contribution.observation?.observation.value,
                    let weight = contribution.weight?.observation.value,
                    let product = Rational(value).multiplied(by: Rational(weight))
                else { return nil }
                weighted = weighted?.adding(product)
                weights = weights?.adding(Rational(weight))
            }
            guard let weighted, let weights else { return nil }
            return weighted.divided(by: weights)
        }
    }

    /// Compares values, not units: another version of the framework may have given the indicator other decimals.
    private static func isLess(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
        Rational(left).isLess(than: Rational(right)) ?? false
    }
}

extension CountingObservation {
    /// Whether it has the form that `definition` asks for. Under an earlier version of the framework the indicator
    /// may have been reported as a value and now as numerator and denominator, or the other way round: nothing in the
    /// form asked for has then been reported, and the town counts as missing.
    fileprivate func fits(_ definition: Indicator) -> Bool {
        observation.status != .reported || (observation.value == nil) == (definition.space.rule == .ratioOfSums)
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
