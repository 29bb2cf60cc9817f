import Federation

/// The identifiers that the town's federations know, for checks at the import; empty before the first join.
struct KnownFramework: Sendable {
    private(set) var fields: Set<Code> = []
    private(set) var goals: Set<Code> = []
    private(set) var bundles: Set<Code> = []
    private(set) var indicators: [Code: Indicator] = [:]
    private(set) var isEmpty = true

    /// Adds every version of a federation's framework; a newer definition takes the place of an older one.
    mutating func add(_ frameworks: [Framework]) {
        for framework in frameworks {
            isEmpty = false
            fields.formUnion(framework.fields.map(\.id))
            goals.formUnion(framework.goals.map(\.id))
            bundles.formUnion(framework.bundles.map(\.id))
            for indicator in framework.indicators { indicators[indicator.id] = indicator }
        }
    }
}
