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
        public let revision: Int64?
        public let summary: Reference?
        public let tenant: TenantID
    }

    public let edition: Int64
    public let figures: [Figure]
    public let framework: Reference
    public let measures: [MeasureCount]
    public let period: Period
    public let size: Int64
    public let towns: [Town]

    init(
        edition: Int64, figures: [Figure], framework: Reference, measures: [MeasureCount], period: Period, size: Int64,
        towns: [Town]
    ) {
        self.edition = edition
        self.figures = figures
        self.framework = framework
        self.measures = measures
        self.period = period
        self.size = size
        self.towns = towns
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        edition = try reader.integer("edition", in: 1...1_000_000)
        figures = try reader.sortedList(
            "figures", by: { Observation.Key(indicator: $0.indicator, period: $0.period) }, limit: 100_000
        ) { reader throws(Refusal) in try Figure(from: &reader) }
        framework = try reader.value("framework")
        measures = try reader.sortedList("measures", by: \.status) { reader throws(Refusal) in
            try MeasureCount(from: &reader)
        }
        period = try reader.period("period")
        size = try reader.integer("size", in: 0...CanonicalReader.maximumInteger)
        towns = try reader.sortedList("towns", by: \.tenant, limit: 100_000) { reader throws(Refusal) in
            try Town(from: &reader)
        }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.integer("edition", edition)
            writer.list("figures", figures)
            writer.value("framework", framework)
            writer.list("measures", measures)
            writer.string("period", period)
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
        revision = try reader.optionalInteger("revision", in: 1...1_000_000)
        summary = try reader.optionalValue("summary")
        tenant = try reader.tenant("tenant")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalInteger("adopted", adopted)
            writer.integer("observations", observations)
            writer.optionalInteger("revision", revision)
            writer.optionalValue("summary", summary)
            writer.string("tenant", tenant)
        }
    }
}

extension FederationState {
    /// The report of `period` as it follows from the log at this size; its place in the log is the next entry.
    public func report(period: Period) throws(Refusal) -> RegionalReport {
        guard let framework = currentFramework else {
            throw Refusal(.reference, "There is no framework yet that a report could be about", field: "body.framework")
        }
        let regional = RegionalFigures(self, framework: framework.value)
        let figures = framework.value.indicators.flatMap { indicator in
            let series = regional.series(indicator)
            return series.periods(in: period).map { series.figure(in: $0).figure }
        }
        return RegionalReport(
            edition: Int64(reports[period]?.count ?? 0) + 1, figures: figures, framework: framework.reference,
            measures: measureCounts(upTo: period), period: period, size: size, towns: towns(in: period))
    }

    /// Measures by status, from the newest summary up to `period` of each member at its end (today's members if nil).
    public func measureCounts(upTo period: Period? = nil) -> [RegionalReport.MeasureCount] {
        // In 128 bits and clamped once at the end, so that the order of members cannot matter.
        var counts: [MeasureStatus: (count: Int64, planned: Int128, spent: Int128)] = [:]
        let today = day
        for member in members.values
        where period.map({ member.isMember(on: $0.lastDay) }) ?? member.isActive(on: today) {
            for measure in newestSummary(of: member.tenant, upTo: period)?.value.measures ?? [] {
                var entry = counts[measure.status] ?? (0, 0, 0)
                entry.count += 1
                // Amounts have two decimals, so their units are cents.
                entry.planned += Int128(measure.planned?.units ?? 0)
                entry.spent += Int128(measure.spent?.units ?? 0)
                counts[measure.status] = entry
            }
        }
        return counts.sorted { $0.key < $1.key }.map { status, entry in
            RegionalReport.MeasureCount(
                count: entry.count, planned: ExactDecimal(cents: entry.planned),
                spent: ExactDecimal(cents: entry.spent), status: status)
        }
    }

    /// A member's summary of the latest reporting period, up to `period` if that is given.
    public func newestSummary(of tenant: TenantID, upTo period: Period? = nil) -> Recorded<Summary>? {
        (summaries[tenant] ?? [:]).values
            .filter { summary in period.map { summary.value.period.endsBy($0) } ?? true }
            .max { ($0.value.period.lastDay, $0.index) < ($1.value.period.lastDay, $1.index) }
    }

    private func towns(in period: Period) -> [RegionalReport.Town] {
        sortedMembers.filter { $0.isReporting(on: period.lastDay) }.map { member in
            let summary = summaries[member.tenant]?[period]
            return RegionalReport.Town(
                adopted: adoptedFramework(of: member.tenant)?.value.number,
                observations: Int64(summary?.value.observations.count ?? 0), revision: summary?.value.revision,
                summary: summary?.reference, tenant: member.tenant)
        }
    }
}

extension ExactDecimal {
    /// A sum of money, clamped to the 18 digits that a decimal of the protocol has.
    fileprivate init(cents: Int128) {
        let limit: Int128 = 999_999_999_999_999_999
        self.init(units: Int64(min(max(cents, -limit), limit)), decimals: 2)
    }
}
