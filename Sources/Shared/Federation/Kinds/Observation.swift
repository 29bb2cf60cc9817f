/// One value of an indicator in one period, or the honest word for why there is none.
public struct Observation: CanonicalValue {
    public enum Flag: String, Sendable, CaseIterable {
        case breakInSeries = "break"
        case estimated
        case provisional
    }

    /// The level at which the value is really known; a district's value never enters a regional figure.
    public enum Level: String, Sendable, CaseIterable {
        case district, town
    }

    /// Missing, not applicable and suppressed are three things, and none of them is zero.
    public enum Status: String, Sendable, CaseIterable {
        case missing
        case notApplicable = "not_applicable"
        case reported
        case suppressed
    }

    /// What an observation is about: its place in a summary.
    public struct Key: Hashable, Comparable, Sendable {
        public let indicator: Code
        public let period: Period

        public init(indicator: Code, period: Period) {
            self.indicator = indicator
            self.period = period
        }

        public static func < (left: Key, right: Key) -> Bool {
            left.indicator == right.indicator ? left.period < right.period : left.indicator < right.indicator
        }
    }

    public let denominator: ExactDecimal?
    public let flags: [Flag]
    public let key: Key
    public let level: Level
    public let numerator: ExactDecimal?
    public let status: Status
    public let value: ExactDecimal?

    public var indicator: Code { key.indicator }
    public var period: Period { key.period }

    public init(
        key: Key, status: Status, value: ExactDecimal? = nil, numerator: ExactDecimal? = nil,
        denominator: ExactDecimal? = nil, flags: [Flag] = [], level: Level = .town
    ) {
        self.key = key
        self.status = status
        self.value = value
        self.numerator = numerator
        self.denominator = denominator
        self.flags = flags.isEmpty ? [] : flags.sorted { $0.rawValue < $1.rawValue }
        self.level = level
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        if let plain = try Observation(plainFrom: &reader) {
            try reader.closeObject()
            self = plain
            return
        }
        denominator = try reader.optionalDecimal("denominator")
        flags = try reader.sortedList("flags", by: { $0.rawValue }) { reader throws(Refusal) in
            try reader.word(Flag.self)
        }
        let indicator = try reader.code("indicator")
        level = try reader.word("level")
        numerator = try reader.optionalDecimal("numerator")
        key = Key(indicator: indicator, period: try reader.period("period"))
        status = try reader.word("status")
        value = try reader.optionalDecimal("value")
        try reader.closeObject()
        let hasParts = numerator != nil && denominator != nil
        let isEmpty = numerator == nil && denominator == nil
        guard status == .reported ? (value != nil ? isEmpty : hasParts) : (value == nil && isEmpty) else {
            throw reader.fault(
                .value,
                "\(indicator) \(period): a reported observation has a value, or a numerator and a denominator; "
                    + "any other has none")
        }
    }

    /// Most observations are a town's own plain value: what stands between the three parts that differ is then compared
    /// as a whole. Of any other no member is consumed.
    private init?(plainFrom reader: inout CanonicalReader) throws(Refusal) {
        let start = reader.position
        guard reader.skip(#""denominator":null,"flags":[],"indicator":"#) else { return nil }
        let indicator = try reader.code()
        guard reader.skip(#","level":"town","numerator":null,"period":"#) else {
            reader.rewind(to: start)
            return nil
        }
        let period = try reader.period()
        guard reader.skip(#","status":"reported","value":"#), reader.nextIsString else {
            reader.rewind(to: start)
            return nil
        }
        let value = try reader.decimal()
        self.init(key: Key(indicator: indicator, period: period), status: .reported, value: value)
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalString("denominator", denominator)
            writer.strings("flags", flags.map(\.rawValue))
            writer.string("indicator", indicator)
            writer.string("level", level.rawValue)
            writer.optionalString("numerator", numerator)
            writer.string("period", period)
            writer.string("status", status.rawValue)
            writer.optionalString("value", value)
        }
    }
}

extension Observation {
    /// Checks this observation against the definition of its indicator; the node calls it before approval, the hub
    /// and the auditor in the entry check.
    public func check(against definition: Indicator) throws(Refusal) {
        guard period.frequency == definition.frequency else {
            throw Refusal(
                .value, "\(place): this indicator is reported by \(definition.frequency.rawValue)",
                field: "body.observations", expected: definition.frequency.rawValue)
        }
        guard status == .reported else { return }
        guard (definition.space.rule == .ratioOfSums) == (value == nil) else {
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

    private func checkPart(_ part: ExactDecimal?, against definition: Indicator) throws(Refusal) {
        guard let part, part.decimals != definition.partsDecimals else { return }
        throw Refusal(
            .decimals, "\(place): \(part) has \(part.decimals) decimals, \(definition.partsDecimals) are expected",
            field: "body.observations", expected: String(definition.partsDecimals))
    }

    private func check(_ value: ExactDecimal, against definition: Indicator) throws(Refusal) {
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
        guard !(definition.kind == .boolean) || (value.units >= 0 && value.units <= 1 && value.decimals == 0) else {
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
