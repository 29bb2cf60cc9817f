/// The office's report of one period: figures that follow from the log and nothing else (docs/PROTOCOL.md section 5).
public struct RegionalReport: CanonicalValue {
    /// How many measures stand at one status, with their money.
    public struct MeasureCount: CanonicalValue {
        public let count: Int64
        public let planned: ExactDecimal
        public let spent: ExactDecimal
        public let status: MeasureStatus
    }

    /// What one member had handed in.
    public struct Town: CanonicalValue {
        /// Number of the newest framework it has adopted.
        public let adopted: Int64?
        public let observations: Int64
        /// Whether its first summary of the period came by the day that the framework's indicators set; nil without one.
        public let onTime: Bool?
        public let revision: Int64?
        public let summary: Reference?
        public let tenant: TenantID
    }

    /// Every bundle of the framework.
    public let bundles: [BundleStanding]
    /// Figures that differ from the edition before; none in the first.
    public let changes: [FigureChange]
    public let edition: Int64
    public let figures: [Figure]
    public let framework: Reference
    public let measures: [MeasureCount]
    public let period: Period
    /// Why a later edition is made, in the office's words; empty in the first.
    public let reason: String
    public let size: Int64
    public let towns: [Town]

    init(
        bundles: [BundleStanding], changes: [FigureChange], edition: Int64, figures: [Figure], framework: Reference,
        measures: [MeasureCount], period: Period, reason: String, size: Int64, towns: [Town]
    ) {
        self.bundles = bundles
        self.changes = changes
        self.edition = edition
        self.figures = figures
        self.framework = framework
        self.measures = measures
        self.period = period
        self.reason = reason
        self.size = size
        self.towns = towns
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        bundles = try reader.sortedList("bundles", by: \.bundle) { reader throws(Refusal) in
            try BundleStanding(from: &reader)
        }
        changes = try reader.sortedList(
            "changes", by: { Observation.Key(indicator: $0.indicator, period: $0.period) }, limit: 100_000
        ) { reader throws(Refusal) in try FigureChange(from: &reader) }
        edition = try reader.integer("edition", in: 1...1_000_000)
        figures = try reader.sortedList(
            "figures", by: { Observation.Key(indicator: $0.indicator, period: $0.period) }, limit: 100_000
        ) { reader throws(Refusal) in try Figure(from: &reader) }
        framework = try reader.value("framework")
        measures = try reader.sortedList("measures", by: \.status) { reader throws(Refusal) in
            try MeasureCount(from: &reader)
        }
        period = try reader.period("period")
        reason = try reader.text("reason", limit: 1000)
        size = try reader.integer("size", in: 0...CanonicalReader.maximumInteger)
        towns = try reader.sortedList("towns", by: \.tenant, limit: 100_000) { reader throws(Refusal) in
            try Town(from: &reader)
        }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.list("bundles", bundles)
            writer.list("changes", changes)
            writer.integer("edition", edition)
            writer.list("figures", figures)
            writer.value("framework", framework)
            writer.list("measures", measures)
            writer.string("period", period)
            writer.string("reason", reason)
            writer.integer("size", size)
            writer.list("towns", towns)
        }
    }
}

extension RegionalReport.MeasureCount {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        count = try reader.integer("count", in: 0...10_000_000)
        planned = try reader.decimal("planned")
        spent = try reader.decimal("spent")
        status = try reader.word("status")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.integer("count", count)
            writer.string("planned", planned)
            writer.string("spent", spent)
            writer.string("status", status.rawValue)
        }
    }
}

extension RegionalReport.Town {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        adopted = try reader.optionalInteger("adopted", in: 1...100_000)
        observations = try reader.integer("observations", in: 0...1_000_000)
        try reader.member("on_time")
        onTime = reader.null() ? nil : try reader.boolean()
        revision = try reader.optionalInteger("revision", in: 1...1_000_000)
        summary = try reader.optionalValue("summary")
        tenant = try reader.tenant("tenant")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalInteger("adopted", adopted)
            writer.integer("observations", observations)
            writer.member("on_time")
            if let onTime { writer.boolean(onTime) } else { writer.null() }
            writer.optionalInteger("revision", revision)
            writer.optionalValue("summary", summary)
            writer.string("tenant", tenant)
        }
    }
}
