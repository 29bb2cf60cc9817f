import Federation

/// A bundle or lead project as the towns' own statements show it, beside what the framework says.
struct BundleModel: Sendable {
    let standing: RegionModel.BundleStanding
    let framework: Recorded<Framework>
    /// The measures that towns report for it, in the order of the towns' names.
    let measures: [TownMeasure]
    /// Towns that the framework names and that report no measure for it.
    let silent: [TenantID]

    /// nil where the framework at hand has no such bundle.
    init?(_ region: RegionModel, _ id: Code) {
        guard let framework = region.framework,
            let standing = region.bundles.first(where: { $0.bundle.id == id })
        else { return nil }
        self.framework = framework
        self.standing = standing
        var filter = MeasureFilter()
        filter.bundle = id
        measures = filter.measures(region)
        let towns = Set(measures.lazy.map(\.tenant))
        silent = standing.bundle.towns.filter { !towns.contains($0) }
    }

    var bundle: Framework.Bundle { standing.bundle }
    var tally: MeasureTally { standing.part.tally }
    /// Sums of what is reported; nil where nothing is.
    var planned: ExactDecimal? { measures.contains { $0.state.planned != nil } ? tally.planned ?? .zeroEuro : nil }
    var spent: ExactDecimal? { measures.contains { $0.state.spent != nil } ? tally.spent ?? .zeroEuro : nil }
}

extension ExactDecimal {
    fileprivate static let zeroEuro = ExactDecimal(units: 0, decimals: 2)
}
