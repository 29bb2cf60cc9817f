/// Why a regional value is not given (docs/PROTOCOL.md section 9.5).
public enum WithheldReason: String, Sendable, CaseIterable {
    case coverage
    case noData = "no_data"
    case noRule = "no_rule"
    case noWeight = "no_weight"
    case overflow
    case zeroDenominator = "zero_denominator"
}

/// One regional number: an indicator in one observation period, as a report carries it.
public struct Figure: Hashable, CanonicalValue {
    public enum Flag: String, Sendable, CaseIterable {
        case breakInSeries = "break"
        case estimated
        case historical
        case incomplete
        case provisional
        case revised
        /// The period is coarser than the indicator's own: towns' values are joined over time.
        case timeRule = "time_rule"
        case weightYear = "weight_year"
    }

    public let district: Int64
    public let expected: Int64
    public let flags: [Flag]
    public let indicator: Code
    public let missing: Int64
    public let notApplicable: Int64
    public let period: Period
    /// Share of the population that lives in the reporting towns, in percent with one decimal.
    public let populationShare: ExactDecimal?
    public let reason: WithheldReason?
    public let reported: Int64
    public let suppressed: Int64
    public let value: ExactDecimal?
    /// What the values are weighted by, and of which period.
    public let weight: Observation.Key?

    init(
        district: Int64, expected: Int64, flags: [Flag], indicator: Code, missing: Int64, notApplicable: Int64,
        period: Period, populationShare: ExactDecimal?, reason: WithheldReason?, reported: Int64, suppressed: Int64,
        value: ExactDecimal?, weight: Observation.Key?
    ) {
        self.district = district
        self.expected = expected
        self.flags = flags.sorted { $0.rawValue < $1.rawValue }
        self.indicator = indicator
        self.missing = missing
        self.notApplicable = notApplicable
        self.period = period
        self.populationShare = populationShare
        self.reason = reason
        self.reported = reported
        self.suppressed = suppressed
        self.value = value
        self.weight = weight
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        district = try reader.integer("district", in: 0...100_000)
        expected = try reader.integer("expected", in: 0...100_000)
        flags = try reader.sortedList("flags", by: { $0.rawValue }) { reader throws(Refusal) in
            try reader.word(Flag.self)
        }
        indicator = try reader.code("indicator")
        missing = try reader.integer("missing", in: 0...100_000)
        notApplicable = try reader.integer("not_applicable", in: 0...100_000)
        period = try reader.period("period")
        populationShare = try reader.optionalDecimal("population_share")
        try reader.member("reason")
        let start = reader.position
        let text = try reader.string()
        reason = WithheldReason(rawValue: text)
        guard text.isEmpty || reason != nil else { throw reader.fault(at: start, .value, "This reason is not known") }
        reported = try reader.integer("reported", in: 0...100_000)
        suppressed = try reader.integer("suppressed", in: 0...100_000)
        value = try reader.optionalDecimal("value")
        weight = try Figure.readWeight(&reader)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.integer("district", district)
            writer.integer("expected", expected)
            writer.strings("flags", flags.map(\.rawValue))
            writer.string("indicator", indicator)
            writer.integer("missing", missing)
            writer.integer("not_applicable", notApplicable)
            writer.string("period", period)
            writer.optionalString("population_share", populationShare)
            writer.string("reason", reason?.rawValue ?? "")
            writer.integer("reported", reported)
            writer.integer("suppressed", suppressed)
            writer.optionalString("value", value)
            writer.member("weight")
            if let weight {
                writer.object { writer in
                    writer.string("indicator", weight.indicator)
                    writer.string("period", weight.period)
                }
            } else {
                writer.null()
            }
        }
    }

    private static func readWeight(_ reader: inout CanonicalReader) throws(Refusal) -> Observation.Key? {
        try reader.member("weight")
        if reader.null() { return nil }
        try reader.openObject()
        let indicator = try reader.code("indicator")
        let period = try reader.period("period")
        try reader.closeObject()
        return Observation.Key(indicator: indicator, period: period)
    }
}

/// What one town brings to a figure.
public struct Contribution: Sendable {
    public let tenant: TenantID
    /// `nil` where the town said nothing: that is missing, too.
    public let own: TownValue?
    /// The weight, where the rule has one and the town reports it.
    public let weighing: TownValue?

    public var status: Observation.Status { own?.status ?? .missing }

    /// Whether the town's own value enters the figure.
    public var counts: Bool { own?.counts ?? false }

    /// The observation itself, where the value is not joined from several.
    public var observation: CountingObservation? { own.flatMap { $0.isJoined ? nil : $0.sources.first } }
    public var weight: CountingObservation? { weighing.flatMap { $0.isJoined ? nil : $0.sources.first } }
}

/// A figure with the calculation behind it.
public struct ExplainedFigure: Sendable {
    public let figure: Figure
    public let definition: Indicator
    public let contributions: [Contribution]
}
