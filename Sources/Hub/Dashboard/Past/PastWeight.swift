import Federation

/// About how much memory an earlier position takes that is kept: its state and the overview made of it. Set by what a region
/// of 11,000 towns takes (Benchmarks/README.md); what two positions share is counted in both.
enum PastWeight {
    private static let town = 4096
    private static let summary = 256
    private static let measure = 192
    private static let published = 1024
    private static let row = 40
    private static let place = 8

    static func bytes(_ state: FederationState) -> Int {
        var bytes = state.members.count * town
        for summaries in state.summaries.values {
            for summary in summaries.values {
                bytes += Self.summary + summary.value.observations.count * (MemoryLayout<Observation>.stride + place)
                bytes += summary.value.measures.count * measure + summary.value.participation.count * row
            }
        }
        for strategy in state.strategies.values { bytes += strategy.value.measures.count * published }
        return bytes
    }
}
