/// One value of an indicator in one period, or the honest word for why there is none.
public struct Observation: CanonicalValue {
    public enum Flag: String, Sendable, CaseIterable {
        case breakInSeries = "break"
        case estimated
        case provisional

        fileprivate var bit: UInt8 {
            switch self {
            case .breakInSeries: 1
            case .estimated: 2
            case .provisional: 4
            }
        }
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
    // One bit a flag and no list: observations are copied often.
    private let flagBits: UInt8
    public let key: Key
    public let level: Level
    public let numerator: ExactDecimal?
    public let status: Status
    public let value: ExactDecimal?

    /// In their sorted order.
    public var flags: [Flag] { flagBits == 0 ? [] : Flag.allCases.filter { flagBits & $0.bit != 0 } }

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
        flagBits = flags.reduce(0) { $0 | $1.bit }
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
        flagBits = try reader.sortedList("flags", by: { $0.rawValue }) { reader throws(Refusal) in
            try reader.word(Flag.self)
        }.reduce(0) { $0 | $1.bit }
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
