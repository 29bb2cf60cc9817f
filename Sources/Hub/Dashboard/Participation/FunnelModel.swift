import Federation

/// What became of participation in the region: of each town its newest summary that says anything about it.
struct FunnelModel: Sendable {
    /// The stages from many to few, in the order of the funnel.
    enum Stage: Int, CaseIterable, Sendable {
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

        /// Whose calculation the sum over all towns leads to.
        var question: CountQuestion { .participation(CountQuestion.Participation(figure)) }
    }

    /// A number that is the sum of parts, some of which may be held back.
    struct Count: Sendable, Equatable {
        /// Of the parts that are published; `nil` where nothing was reported.
        var published: Int64?
        var isPartlySuppressed = false
    }

    /// What one town says. A class, since the list of towns shares it.
    final class Town: Sendable {
        let tenant: TenantID
        let summary: Recorded<Summary>
        /// One a stage.
        private let counts: [Count]

        var rows: [Summary.Participation] { summary.value.participation }

        /// The newest summary of a member that says anything about participation; nil where none does.
        init?(_ state: FederationState, _ tenant: TenantID) {
            guard let said = state.newestParticipation(of: tenant) else { return nil }
            self.tenant = tenant
            summary = said
            counts = Stage.allCases.map { Self.count(said.value.participation, $0) }
        }

        /// The whole, or the sum over the channels.
        func count(_ stage: Stage) -> Count { counts[stage.rawValue] }

        private static func count(_ rows: [Summary.Participation], _ stage: Stage) -> Count {
            let dimension = stage.figure.dimensions.contains(.whole) ? Summary.Participation.Dimension.whole : .channel
            let parts = rows.filter { $0.figure == stage.figure && $0.part.dimension == dimension }
            guard !parts.isEmpty else { return Count() }
            return Count(
                published: parts.compactMap(\.count).reduce(0, +),
                isPartlySuppressed: parts.contains { $0.count == nil })
        }
    }

    /// Towns whose numbers are expected, in the order of their names; some say nothing yet.
    let towns: [TownStanding]
    let sums: FunnelSums

    init(_ region: RegionModel) {
        towns = region.towns.filter(\.isReporting)
        sums = region.funnel
    }

    /// What the towns say that say anything.
    var reported: [Town] { towns.compactMap(\.participation) }
    /// Towns whose summaries say nothing about participation.
    var silent: [TenantID] { towns.filter { $0.participation == nil }.map(\.member.tenant) }
}
