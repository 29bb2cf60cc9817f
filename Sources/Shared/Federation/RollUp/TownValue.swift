/// A town's value of an indicator in one period: as it was reported, or joined over time from finer periods
/// (docs/PROTOCOL.md section 9.2).
public struct TownValue: Sendable {
    public let status: Observation.Status
    public let level: Observation.Level
    /// Exact; `nil` where the rule is a ratio of sums or nothing is reported.
    public let value: Rational?
    public let numerator: Rational?
    public let denominator: Rational?
    /// What it was made from, in order of time: one observation, or those that there are of the finer periods.
    public let sources: [CountingObservation]
    /// Whether it was joined over time.
    public let isJoined: Bool

    /// Whether the town's own value enters a figure.
    public var counts: Bool { status == .reported && level == .town }

    init(_ counting: CountingObservation) {
        let observation = counting.observation
        status = observation.status
        level = observation.level
        value = observation.value.map(Rational.init)
        numerator = observation.numerator.map(Rational.init)
        denominator = observation.denominator.map(Rational.init)
        sources = [counting]
        isJoined = false
    }

    /// Joins the observations of all periods that make up a coarser one, `nil` for those the town says nothing about.
    /// `nil` where there is none at all, or a number leaves its range.
    init?(joining parts: [CountingObservation?], by rule: Indicator.TimeRule) {
        let needed = rule == .last ? parts.suffix(1) : parts[...]
        let observations = needed.map { $0?.observation }
        sources = needed.compactMap(\.self)
        guard rule != .none, !sources.isEmpty else { return nil }
        isJoined = true
        status = Self.status(observations.map { $0?.status ?? .missing })
        level = observations.contains { $0?.level == .district } ? .district : .town
        guard status == .reported else {
            (value, numerator, denominator) = (nil, nil, nil)
            return
        }
        /// `.some(nil)` where the observations have no such number.
        func join(_ number: (Observation) -> ExactDecimal?) -> Rational?? {
            var total: Rational = .zero
            for observation in observations {
                guard let next = observation.flatMap(number) else { return .some(nil) }
                guard let sum = total.adding(Rational(next)) else { return nil }
                total = sum
            }
            guard rule == .mean else { return total }
            return total.divided(by: Rational(ExactDecimal(units: Int64(observations.count), decimals: 0)))
        }
        guard let value = join(\.value), let numerator = join(\.numerator), let denominator = join(\.denominator) else {
            return nil
        }
        (self.value, self.numerator, self.denominator) = (value, numerator, denominator)
    }

    /// The honest word for several periods: only if all are reported there is a value, and only where the question never
    /// applied it does not apply.
    private static func status(_ all: [Observation.Status]) -> Observation.Status {
        if all.allSatisfy({ $0 == .reported }) { return .reported }
        if all.allSatisfy({ $0 == .notApplicable }) { return .notApplicable }
        return all.contains(.suppressed) ? .suppressed : .missing
    }

    /// Whether it has the form that `definition` asks for. Under an earlier version of the framework the indicator
    /// may have been reported as a value and now as numerator and denominator, or the other way round: nothing in the
    /// form asked for has then been reported, and the town counts as missing.
    func fits(_ definition: Indicator) -> Bool {
        guard status == .reported else { return true }
        return definition.space.rule == .ratioOfSums ? numerator != nil && denominator != nil : value != nil
    }
}
