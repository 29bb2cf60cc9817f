/// Where a bundle or lead project of the framework stands, by what its towns say in their newest summaries. Progress is
/// each measure's own and is never averaged.
public struct BundleStanding: CanonicalValue {
    public let bundle: Code
    public let measures: [RegionalReport.MeasureCount]
    /// How many of the measures say how far they have come.
    public let progress: Int64
    /// Towns with a measure in the bundle, in the order of their ids.
    public let towns: [TenantID]

    init(bundle: Code, measures: [RegionalReport.MeasureCount], progress: Int64, towns: [TenantID]) {
        self.bundle = bundle
        self.measures = measures
        self.progress = progress
        self.towns = towns
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        bundle = try reader.code("bundle")
        measures = try reader.sortedList("measures", by: \.status) { reader throws(Refusal) in
            try RegionalReport.MeasureCount(from: &reader)
        }
        progress = try reader.integer("progress", in: 0...10_000_000)
        towns = try reader.sortedList("towns", by: { $0 }) { reader throws(Refusal) in try reader.tenant() }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("bundle", bundle)
            writer.list("measures", measures)
            writer.integer("progress", progress)
            writer.strings("towns", towns)
        }
    }
}

extension FederationState {
    /// Every bundle of `framework`, from the newest summary up to `period` of each member at its end (today's members if
    /// nil): at any place of the log.
    public func bundleStandings(of framework: Framework, upTo period: Period? = nil) -> [BundleStanding] {
        var standings: [Code: (tally: MeasureTally, towns: [TenantID])] = [:]
        for (tenant, measures) in measures(upTo: period) {
            for measure in measures {
                guard let bundle = measure.bundle else { continue }
                var standing = standings[bundle] ?? (MeasureTally(), [])
                standing.tally.add(measure)
                if standing.towns.last != tenant { standing.towns.append(tenant) }
                standings[bundle] = standing
            }
        }
        return framework.bundles.map { bundle in
            let standing = standings[bundle.id] ?? (MeasureTally(), [])
            return BundleStanding(
                bundle: bundle.id, measures: standing.tally.list, progress: standing.tally.withProgress,
                towns: standing.towns)
        }
    }
}
