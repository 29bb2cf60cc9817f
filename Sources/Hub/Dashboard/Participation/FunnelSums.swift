import Federation

/// The sums of the funnel over the towns, which can be kept up town by town.
struct FunnelSums: Sendable {
    typealias Part = Summary.Participation.Part

    private struct Sum: Sendable {
        var published: Int64 = 0
        var towns = 0
        /// Towns of which a part is held back.
        var partly = 0

        /// Nothing published where no town says anything.
        var count: FunnelModel.Count {
            towns > 0
                ? FunnelModel.Count(published: published, isPartlySuppressed: partly > 0) : FunnelModel.Count()
        }

        mutating func change(by sign: Int, _ number: Int64, isPartly: Bool) {
            published += Int64(sign) * number
            towns += sign
            if isPartly { partly += sign }
        }
    }

    private var sums: [FunnelModel.Stage: Sum] = [:]
    /// Contributions by channel, group and field of action.
    private var contributions: [Part: Sum] = [:]
    /// Towns that say anything.
    private(set) var towns = 0

    /// - Parameter sign: 1 to add, −1 to take out.
    mutating func change(by sign: Int, _ town: FunnelModel.Town) {
        towns += sign
        for stage in FunnelModel.Stage.allCases {
            let count = town.count(stage)
            guard let published = count.published else { continue }
            sums[stage, default: Sum()].change(by: sign, published, isPartly: count.isPartlySuppressed)
        }
        for row in town.rows where row.figure == .contributions {
            contributions[row.part, default: Sum()].change(by: sign, row.count ?? 0, isPartly: row.count == nil)
        }
    }

    /// Contributions on a field of action, and how many towns say something of them.
    func contributions(on field: Code) -> (count: FunnelModel.Count, towns: Int) {
        let sum = contributions[.field(field)] ?? Sum()
        return (sum.count, sum.towns)
    }

    /// Contributions by one breakdown, the largest part first.
    func parts(_ dimension: Summary.Participation.Dimension) -> [(part: Part, count: FunnelModel.Count)] {
        contributions.filter { $0.key.dimension == dimension && $0.value.towns > 0 }.sorted { left, right in
            let (first, second) = (left.value.published, right.value.published)
            return first == second
                ? Summary.Participation.Key(figure: .contributions, part: left.key)
                    < Summary.Participation.Key(figure: .contributions, part: right.key) : first > second
        }.map { ($0.key, $0.value.count) }
    }

    /// Over all towns; nothing published where no town says anything.
    func count(_ stage: FunnelModel.Stage) -> FunnelModel.Count { sums[stage]?.count ?? FunnelModel.Count() }

    /// How many towns say something of a stage.
    func reporting(_ stage: FunnelModel.Stage) -> Int { sums[stage]?.towns ?? 0 }
}
