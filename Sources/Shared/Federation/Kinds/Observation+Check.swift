/// What the definition of an indicator asks of an observation: numbers and words only, so that it is copied at no cost
/// for every observation of every summary.
struct ObservationForm: Sendable {
    let indicator: Code
    let frequency: Period.Frequency
    let isBoolean: Bool
    let isRatioOfSums: Bool
    let decimals: Int
    let partsDecimals: Int
    let minimum: ExactDecimal?
    let maximum: ExactDecimal?
    let threshold: Int64?

    init(_ definition: Indicator) {
        indicator = definition.id
        frequency = definition.frequency
        isBoolean = definition.kind == .boolean
        isRatioOfSums = definition.space.rule == .ratioOfSums
        decimals = definition.decimals
        partsDecimals = definition.partsDecimals
        minimum = definition.minimum
        maximum = definition.maximum
        threshold = definition.threshold
    }
}

extension Observation {
    /// Checks this observation against the definition of its indicator; the node calls it before approval, the hub
    /// and the auditor in the entry check.
    public func check(against definition: Indicator) throws(Refusal) {
        try check(against: ObservationForm(definition))
    }

    func check(against definition: ObservationForm) throws(Refusal) {
        guard period.frequency == definition.frequency else {
            throw Refusal(
                .value, "\(place): this indicator is reported by \(definition.frequency.rawValue)",
                field: "body.observations", expected: definition.frequency.rawValue)
        }
        guard status == .reported else { return }
        guard definition.isRatioOfSums == (value == nil) else {
            throw Refusal(
                .value, "\(place): numerator and denominator are reported exactly where the rule is a ratio of sums",
                field: "body.observations")
        }
        try checkPart(numerator, against: definition)
        try checkPart(denominator, against: definition)
        if let value { try check(value, against: definition) }
        if let threshold = definition.threshold, let count = value ?? numerator,
            let limit = Rational(ExactDecimal(units: threshold, decimals: 0)).isLessOrEqual(to: Rational(count)),
            !limit, count.units > 0
        {
            throw Refusal(
                .smallCount, "\(place): a count of people below \(threshold) must be suppressed",
                field: "body.observations")
        }
    }

    /// For error messages; built only where one is needed, since every observation of every summary is checked.
    private var place: String { "\(indicator) \(period)" }

    private func checkPart(_ part: ExactDecimal?, against definition: ObservationForm) throws(Refusal) {
        guard let part, part.decimals != definition.partsDecimals else { return }
        throw Refusal(
            .decimals, "\(place): \(part) has \(part.decimals) decimals, \(definition.partsDecimals) are expected",
            field: "body.observations", expected: String(definition.partsDecimals))
    }

    private func check(_ value: ExactDecimal, against definition: ObservationForm) throws(Refusal) {
        guard value.decimals == definition.decimals else {
            throw Refusal(
                .decimals, "\(place): \(value) has \(value.decimals) decimals, \(definition.decimals) are expected",
                field: "body.observations", expected: String(definition.decimals))
        }
        if let minimum = definition.minimum, value.units < minimum.units {
            throw Refusal(
                .range, "\(place): \(value) is below \(minimum)", field: "body.observations",
                expected: "at least \(minimum)")
        }
        if let maximum = definition.maximum, value.units > maximum.units {
            throw Refusal(
                .range, "\(place): \(value) is above \(maximum)", field: "body.observations",
                expected: "at most \(maximum)")
        }
        guard !definition.isBoolean || (value.units >= 0 && value.units <= 1 && value.decimals == 0) else {
            throw Refusal(
                .range, "\(place): yes or no is written 1 or 0", field: "body.observations", expected: "0 or 1")
        }
    }
}

extension Rational {
    func isLessOrEqual(to other: Rational) -> Bool? {
        guard let greater = other.isLess(than: self) else { return nil }
        return !greater
    }
}
