import Federation

/// What became of participation in the region: of each town its newest summary that says anything about it.
struct FunnelModel: Sendable {
    /// The stages from many to few, in the order of the funnel.
    enum Stage: CaseIterable, Sendable {
        case people, events, contributions, answered, withConsequence, pilots, measures

        var figure: Summary.Participation.Figure {
            switch self {
            case .people: .people
            case .events: .events
            case .contributions: .contributions
            case .answered: .answered
            case .withConsequence: .withConsequence
            case .pilots: .pilots
            case .measures: .measures
            }
        }
    }

    /// A number that is the sum of parts, some of which may be held back.
    struct Count: Sendable, Equatable {
        /// Of the parts that are published; `nil` where nothing was reported.
        var published: Int64?
        var isPartlySuppressed = false
    }

    struct Town: Sendable {
        let tenant: TenantID
        let summary: Recorded<Summary>
        let rows: [Summary.Participation]

        /// The newest summary of a member that says anything about participation; nil where none does.
        init?(_ state: FederationState, _ tenant: TenantID) {
            let said = (state.summaries[tenant] ?? [:]).values.filter { !$0.value.participation.isEmpty }
                .max { ($0.value.period.lastDay, $0.index) < ($1.value.period.lastDay, $1.index) }
            guard let said else { return nil }
            self.tenant = tenant
            summary = said
            rows = said.value.participation
        }

        /// The whole, or the sum over the channels.
        func count(_ stage: Stage) -> Count {
            let dimension = stage.figure.dimensions.contains(.whole) ? Summary.Participation.Dimension.whole : .channel
            let parts = rows.filter { $0.figure == stage.figure && $0.part.dimension == dimension }
            guard !parts.isEmpty else { return Count() }
            return Count(
                published: parts.compactMap(\.count).reduce(0, +),
                isPartlySuppressed: parts.contains { $0.count == nil })
        }
    }

    let towns: [Town]
    /// Members whose summaries say nothing about participation.
    let silent: [TenantID]

    init(_ state: FederationState) {
        let today = state.day
        var towns: [Town] = []
        var silent: [TenantID] = []
        let members = state.sortedMembers.filter { $0.role(on: today) != .supporter && $0.isActive(on: today) }
        for member in members {
            if let town = Town(state, member.tenant) { towns.append(town) } else { silent.append(member.tenant) }
        }
        self.towns = towns
        self.silent = silent
    }

    /// Over all towns.
    func count(_ stage: Stage) -> Count {
        towns.map { $0.count(stage) }.reduce(into: Count()) { sum, count in
            guard let published = count.published else { return }
            sum.published = (sum.published ?? 0) + published
            sum.isPartlySuppressed = sum.isPartlySuppressed || count.isPartlySuppressed
        }
    }

    /// How many towns say something of a stage.
    func reporting(_ stage: Stage) -> Int { towns.count { $0.count(stage).published != nil } }

    /// Contributions over all towns by one breakdown, the largest part first.
    func parts(_ dimension: Summary.Participation.Dimension) -> [(part: Summary.Participation.Part, count: Count)] {
        var sums: [Summary.Participation.Part: Count] = [:]
        for row in towns.flatMap(\.rows) where row.figure == .contributions && row.part.dimension == dimension {
            var sum = sums[row.part] ?? Count(published: 0)
            sum.published = (sum.published ?? 0) + (row.count ?? 0)
            sum.isPartlySuppressed = sum.isPartlySuppressed || row.count == nil
            sums[row.part] = sum
        }
        return sums.map { ($0.key, $0.value) }.sorted { left, right in
            let (first, second) = (left.count.published ?? 0, right.count.published ?? 0)
            return first == second
                ? Summary.Participation.Key(figure: .contributions, part: left.part)
                    < Summary.Participation.Key(figure: .contributions, part: right.part) : first > second
        }
    }
}

/// The sums of the funnel over the towns, which can be kept up town by town.
struct FunnelSums: Sendable {
    private struct Sum: Sendable {
        var published: Int64 = 0
        var towns = 0
        /// Towns of which a part is held back.
        var partly = 0
    }

    private var sums: [FunnelModel.Stage: Sum] = [:]
    /// Contributions on one field of action of the framework.
    private var fields: [Code: Sum] = [:]

    /// - Parameter sign: 1 to add, −1 to take out.
    mutating func change(by sign: Int, _ town: FunnelModel.Town) {
        for stage in FunnelModel.Stage.allCases {
            let count = town.count(stage)
            guard let published = count.published else { continue }
            var sum = sums[stage] ?? Sum()
            sum.published += Int64(sign) * published
            sum.towns += sign
            if count.isPartlySuppressed { sum.partly += sign }
            sums[stage] = sum
        }
        for row in town.rows where row.figure == .contributions {
            guard case .field(let field?) = row.part else { continue }
            var sum = fields[field] ?? Sum()
            sum.published += Int64(sign) * (row.count ?? 0)
            sum.towns += sign
            if row.count == nil { sum.partly += sign }
            fields[field] = sum
        }
    }

    /// Contributions on a field of action, and how many towns say something of them.
    func contributions(on field: Code) -> (count: FunnelModel.Count, towns: Int) {
        guard let sum = fields[field], sum.towns > 0 else { return (FunnelModel.Count(), 0) }
        return (FunnelModel.Count(published: sum.published, isPartlySuppressed: sum.partly > 0), sum.towns)
    }

    /// Over all towns; nothing published where no town says anything.
    func count(_ stage: FunnelModel.Stage) -> FunnelModel.Count {
        guard let sum = sums[stage], sum.towns > 0 else { return FunnelModel.Count() }
        return FunnelModel.Count(published: sum.published, isPartlySuppressed: sum.partly > 0)
    }

    /// How many towns say something of a stage.
    func reporting(_ stage: FunnelModel.Stage) -> Int { sums[stage]?.towns ?? 0 }
}
