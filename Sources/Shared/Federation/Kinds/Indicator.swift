/// The definition of a common indicator (docs/PROTOCOL.md section 5).
public struct Indicator: CanonicalValue {
    public enum Kind: String, Sendable, CaseIterable {
        case boolean, count, index, ratio, stock
    }

    public enum Direction: String, Sendable, CaseIterable {
        case band, down, none, up
    }

    /// What to do about a gap at the node.
    public enum MissingPolicy: String, Sendable, CaseIterable {
        case accept, ask
    }

    /// How values of several periods join.
    public enum TimeRule: String, Sendable, CaseIterable {
        case last, mean, none, sum
    }

    /// How values of several towns join. There is no plain mean: averages of rates need a declared weight.
    public enum SpaceRule: String, Sendable, CaseIterable {
        case count, maximum, median, minimum, none, sum
        case ratioOfSums = "ratio_of_sums"
        case weightedMean = "weighted_mean"
    }

    /// The weight of a weighted mean: an indicator at a fixed period, or at the value's own where `period` is nil.
    public struct Weight: Hashable, Sendable {
        public let indicator: Code
        public let period: Period?
    }

    public struct Space: Hashable, Sendable {
        public let rule: SpaceRule
        public let weight: Weight?
    }

    /// A value at a period: the baseline, or a dated target.
    public struct DatedValue: Hashable, Sendable {
        public let period: Period
        public let value: ExactDecimal

        public init(period: Period, value: ExactDecimal) {
            self.period = period
            self.value = value
        }
    }

    public struct ExternalCode: Hashable, Sendable {
        public let code: String
        public let scheme: String
    }

    public struct Source: Hashable, Sendable {
        public let license: String
        public let name: String
        public let url: String
    }

    /// Where the region started from, in the unit of the regional value.
    public let baseline: DatedValue?
    public let codes: [ExternalCode]
    public let core: Bool
    public let decimals: Int
    public let denominator: LocalizedText
    public let direction: Direction
    public let dueDays: Int64
    public let factor: Int64
    public let fields: [Code]
    public let frequency: Period.Frequency
    public let goals: [Code]
    public let id: Code
    public let kind: Kind
    public let maximum: ExactDecimal?
    public let method: LocalizedText
    public let minimum: ExactDecimal?
    /// Percent of the expected towns below which the regional value is withheld.
    public let minimumCoverage: Int64
    public let missing: MissingPolicy
    public let name: LocalizedText
    public let numerator: LocalizedText
    /// Indicators of this framework whose sum this one is, for every town and period.
    public let parts: [Code]
    public let partsDecimals: Int
    public let source: Source
    public let space: Space
    /// What the region wants to reach and when, in order of time.
    public let targets: [DatedValue]
    /// Counts of people from 1 to one below it are suppressed at the node.
    public let threshold: Int64?
    public let time: TimeRule
    public let unit: LocalizedText
    public let version: Int64

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        baseline = try Indicator.readBaseline(&reader)
        codes = try reader.list("codes", limit: 20) { reader throws(Refusal) in try Indicator.readCode(&reader) }
        core = try reader.boolean("core")
        decimals = Int(try reader.integer("decimals", in: 0...6))
        denominator = try reader.localized("denominator", limit: 300)
        direction = try reader.word("direction")
        dueDays = try reader.integer("due_days", in: 0...1000)
        factor = try reader.integer("factor", in: 1...1_000_000)
        fields = try reader.sortedCodes("fields")
        frequency = try reader.word("frequency")
        goals = try reader.sortedCodes("goals")
        id = try reader.code("id")
        kind = try reader.word("kind")
        maximum = try reader.optionalDecimal("maximum")
        method = try reader.localized("method", limit: 2000)
        minimum = try reader.optionalDecimal("minimum")
        minimumCoverage = try reader.integer("minimum_coverage", in: 0...100)
        missing = try reader.word("missing")
        name = try reader.localized("name", limit: 200, allowsEmpty: false)
        numerator = try reader.localized("numerator", limit: 300)
        parts = try reader.sortedCodes("parts")
        partsDecimals = Int(try reader.integer("parts_decimals", in: 0...6))
        source = try Indicator.readSource(&reader)
        space = try Indicator.readSpace(&reader)
        targets = try reader.sortedList("targets", by: \.period, limit: 50) { reader throws(Refusal) in
            try Indicator.readDatedValue(&reader)
        }
        threshold = try reader.optionalInteger("threshold", in: 3...1000)
        time = try reader.word("time")
        unit = try reader.localized("unit", limit: 80)
        version = try reader.integer("version", in: 1...100_000)
        try reader.closeObject()
        try checkRules(reader)
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("baseline")
            if let baseline { Indicator.write(baseline, to: &writer) } else { writer.null() }
            writer.member("codes")
            writer.array(codes) { writer, code in
                writer.object { writer in
                    writer.string("code", code.code)
                    writer.string("scheme", code.scheme)
                }
            }
            writer.boolean("core", core)
            writer.integer("decimals", Int64(decimals))
            writer.localized("denominator", denominator)
            writer.string("direction", direction.rawValue)
            writer.integer("due_days", dueDays)
            writer.integer("factor", factor)
            writer.strings("fields", fields)
            writer.string("frequency", frequency.rawValue)
            writer.strings("goals", goals)
            writer.string("id", id)
            writer.string("kind", kind.rawValue)
            writer.optionalString("maximum", maximum)
            writer.localized("method", method)
            writer.optionalString("minimum", minimum)
            writer.integer("minimum_coverage", minimumCoverage)
            writer.string("missing", missing.rawValue)
            writer.localized("name", name)
            writer.localized("numerator", numerator)
            writer.strings("parts", parts)
            writer.integer("parts_decimals", Int64(partsDecimals))
            writer.member("source")
            writer.object { writer in
                writer.string("license", source.license)
                writer.string("name", source.name)
                writer.string("url", source.url)
            }
            writer.member("space")
            writer.object { writer in
                writer.string("rule", space.rule.rawValue)
                writer.member("weight")
                if let weight = space.weight {
                    writer.object { writer in
                        writer.string("indicator", weight.indicator)
                        writer.string("period", weight.period?.description ?? "same")
                    }
                } else {
                    writer.null()
                }
            }
            writer.member("targets")
            writer.array(targets) { writer, target in Indicator.write(target, to: &writer) }
            writer.optionalInteger("threshold", threshold)
            writer.string("time", time.rawValue)
            writer.localized("unit", unit)
            writer.integer("version", version)
        }
    }

    private static func readBaseline(_ reader: inout CanonicalReader) throws(Refusal) -> DatedValue? {
        try reader.member("baseline")
        return reader.null() ? nil : try readDatedValue(&reader)
    }

    private static func readDatedValue(_ reader: inout CanonicalReader) throws(Refusal) -> DatedValue {
        try reader.openObject()
        let period = try reader.period("period")
        let value = try reader.decimal("value")
        try reader.closeObject()
        return DatedValue(period: period, value: value)
    }

    private static func write(_ dated: DatedValue, to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("period", dated.period)
            writer.string("value", dated.value)
        }
    }

    private static func readCode(_ reader: inout CanonicalReader) throws(Refusal) -> ExternalCode {
        try reader.openObject()
        let code = try reader.text("code", limit: 60)
        let scheme = try reader.text("scheme", limit: 40)
        try reader.closeObject()
        return ExternalCode(code: code, scheme: scheme)
    }

    private static func readSource(_ reader: inout CanonicalReader) throws(Refusal) -> Source {
        try reader.member("source")
        try reader.openObject()
        let license = try reader.text("license", limit: 200)
        let name = try reader.text("name", limit: 300)
        let url = try reader.url("url", allowsEmpty: true)
        try reader.closeObject()
        return Source(license: license, name: name, url: url)
    }

    private static func readSpace(_ reader: inout CanonicalReader) throws(Refusal) -> Space {
        try reader.member("space")
        try reader.openObject()
        let rule = try reader.word("rule", SpaceRule.self)
        try reader.member("weight")
        var weight: Weight?
        if !reader.null() {
            try reader.openObject()
            let indicator = try reader.code("indicator")
            try reader.member("period")
            let start = reader.position
            let text = try reader.string()
            let period = Period(text)
            guard period != nil || text == "same" else {
                throw reader.fault(at: start, .value, "A weight's period is a period or \"same\"")
            }
            try reader.closeObject()
            weight = Weight(indicator: indicator, period: period)
        }
        try reader.closeObject()
        return Space(rule: rule, weight: weight)
    }
}
