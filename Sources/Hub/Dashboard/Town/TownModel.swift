import Federation

/// One town's profile at one log position.
struct TownModel: Sendable {
    /// An indicator as this town reports it.
    struct Line: Sendable {
        let definition: Indicator
        /// Counting observations in order of time; never empty.
        let observations: [(period: Period, counting: CountingObservation)]
        /// The newest reported one, else the newest.
        let newest: (period: Period, counting: CountingObservation)
        let trend: Trend?
        /// The regional figure of the newest one's period.
        let regional: Figure?
    }

    /// A statement of the town, or about it, that counts today.
    struct Said: Sendable {
        let kind: StatementKind
        let reference: Reference
        /// The reporting period of a summary, the number of a framework or strategy.
        let period: Period?
        let number: Int64?

        /// Who has said it: the office, where it is about the town.
        func issuer(_ tenant: TenantID) -> Issuer {
            switch kind {
            case .admission, .membership, .suspension: .office
            default: .tenant(tenant)
            }
        }
    }

    let member: Member
    let standing: TownStanding
    let strategy: Recorded<Strategy>?
    /// The framework that the strategy's mappings mean.
    let mapped: Framework?
    let lines: [Line]
    /// Indicators of the framework for which the town has nothing.
    let silent: [Indicator]
    let said: [Said]
    /// All statements it ever issued.
    let statementCount: Int64
    /// Members that became part of this one, with what they reported.
    let predecessors: [TownModel]

    /// `nil` where there is no such member.
    init?(_ state: FederationState, _ tenant: TenantID, _ region: RegionModel) {
        guard let member = state.members[tenant] else { return nil }
        self.member = member
        standing = TownStanding(state, member, current: region.framework)
        strategy = state.strategies[tenant]
        mapped = strategy.flatMap { state.framework($0.value.framework) }
        let observations = state.observations[tenant] ?? CountingObservations()
        var lines: [Line] = []
        var silent: [Indicator] = []
        for series in region.series {
            let found = observations[series.definition.id].map { (period: $0.observation.period, counting: $0) }
            if let line = Self.line(series, found) { lines.append(line) } else { silent.append(series.definition) }
        }
        self.lines = lines
        self.silent = silent
        said = Self.said(state, member)
        statementCount = state.chain(of: .tenant(tenant)).sequence
        // The entry check refuses circles of successors, so this ends.
        predecessors = state.sortedMembers.filter { other in
            other.successor == tenant && other.departure(by: state.day) != nil
        }.compactMap { TownModel(state, $0.tenant, region) }
    }

    private static func line(
        _ series: RegionalSeries, _ found: [(period: Period, counting: CountingObservation)]
    ) -> Line? {
        guard let last = found.last else { return nil }
        let definition = series.definition
        let valued = found.filter { $0.counting.observation.status == .reported }
        let newest = valued.last ?? last
        let before = valued.dropLast().last
        let trend = newest.counting.observation.shownValue(definition).flatMap { value in
            before.flatMap { before in
                before.counting.observation.shownValue(definition).flatMap {
                    Trend(
                        definition, from: $0, in: before.period, to: value,
                        isBreak: newest.counting.observation.flags.contains(.breakInSeries))
                }
            }
        }
        return Line(
            definition: definition, observations: found, newest: newest, trend: trend,
            regional: series.figures.first { $0.period == newest.period })
    }

    private static func said(_ state: FederationState, _ member: Member) -> [Said] {
        let tenant = member.tenant
        var said = [Said(kind: member.changedBy, reference: member.changed, period: nil, number: nil)]
        if let declaration = state.declarations[tenant] {
            said.append(Said(kind: .declaration, reference: declaration.reference, period: nil, number: nil))
        }
        said += (state.withdrawals[tenant] ?? [:]).map { period, gone in
            Said(
                kind: .withdrawal, reference: gone.withdrawal.reference, period: period, number: nil)
        }
        said += (state.adoptions[tenant] ?? []).map { adoption in
            Said(
                kind: .adoption, reference: adoption.reference, period: nil,
                number: state.framework(adoption.value.framework)?.number)
        }
        if let strategy = state.strategies[tenant] {
            said.append(
                Said(kind: .strategy, reference: strategy.reference, period: nil, number: strategy.value.number))
        }
        said += (state.summaries[tenant] ?? [:]).values.map { summary in
            Said(
                kind: .summary, reference: summary.reference, period: summary.value.period,
                number: summary.value.revision)
        }
        return said.sorted { $0.reference.index > $1.reference.index }
    }
}
