import Federation

/// Everything that the overview and the lists of the region show, kept up entry by entry: a new summary costs what it
/// holds, not what the region holds.
struct RegionBook: Sendable {
    /// What is added up over the members.
    struct Counts: Sendable {
        var measures = MeasureStanding()
        var funnel = FunnelSums()
        /// How many towns have a summary of each reporting period.
        var summaries: [Period: Int] = [:]
        /// Towns that are members today, and how many of them have adopted the framework.
        var active = 0
        var adopted = 0

        /// - Parameter sign: 1 to add, −1 to take out.
        mutating func change(by sign: Int, _ standing: TownStanding) {
            measures.change(by: sign, standing.measures)
            if standing.isReporting, let said = standing.participation { funnel.change(by: sign, said) }
            guard standing.facts.role != .supporter else { return }
            if standing.isActive { active += sign }
            if standing.isActive, standing.hasAdoptedCurrent { adopted += sign }
            for period in standing.periods {
                summaries[period, default: 0] += sign
                if summaries[period] == 0 { summaries[period] = nil }
            }
        }
    }

    /// What pages are made of.
    struct Pages: Sendable {
        let state: FederationState
        let framework: Recorded<Framework>?
        let isInForce: Bool
        let towns: [TownStanding]
        let supporters: [Member]
        let series: [RegionalSeries]
        let counts: Counts
    }

    private var figures: FigureBook
    private var standings: [TenantID: TownStanding] = [:]
    /// Members with a strategy of their own, in the order of their names.
    private var towns: [TownStanding] = []
    private var supporters: [Member] = []
    private var counts = Counts()

    init(_ state: FederationState) {
        figures = FigureBook(state)
        begin()
    }

    var size: Int64 { figures.state.size }

    mutating func advance(to later: FederationState) {
        let changes = later.size >= size ? later.recentChanges.since(size) ?? [] : []
        switch figures.advance(to: later) {
        case .anew: begin()
        case .towns(let changed):
            for tenant in changed.union(withOtherTexts(changes, later)) { take(tenant) }
        }
    }

    /// Towns whose texts are others now, on which no figure depends.
    private func withOtherTexts(_ changes: [RecentChanges.Change], _ later: FederationState) -> Set<TenantID> {
        var towns: Set<TenantID> = []
        for change in changes {
            switch change {
            case .strategy(let tenant): towns.insert(tenant)
            case .redaction:
                // Rare, and which texts went only the state tells.
                for (tenant, town) in standings
                where town.strategy?.reference != later.strategies[tenant]?.reference { towns.insert(tenant) }
            case .observations, .town, .groundwork, .other: break
            }
        }
        return towns
    }

    /// What holds at this size; figures that were worked out before are kept.
    mutating func pages() -> Pages {
        var series: [RegionalSeries] = []
        let (state, framework) = (figures.state, figures.framework)
        // Doubts are rare, and only where there are any each town behind a figure is looked at.
        let regional =
            state.hasDoubts ? framework.map { RegionalFigures(state, framework: $0.value) } : nil
        for (place, definition) in figures.indicators.enumerated() {
            let told = figures.figures(at: place)
            series.append(
                RegionalSeries(
                    definition, told,
                    doubts: { figure in
                        regional.map { state.doubts(of: $0.figure(definition, in: figure.period)) } ?? []
                    },
                    spread: { [figures] in figures.spread(at: place, in: $0) }))
        }
        return Pages(
            state: figures.state, framework: figures.framework, isInForce: figures.isInForce, towns: towns,
            supporters: supporters, series: series, counts: counts)
    }

    private mutating func begin() {
        let state = figures.state
        standings = state.members.mapValues { TownStanding(state, $0, current: figures.framework) }
        towns = standings.values.filter { $0.facts.role != .supporter }.sorted { $0.comes(before: $1) }
        supporters = Self.supporters(standings)
        counts = Counts()
        for standing in standings.values { counts.change(by: 1, standing) }
    }

    private mutating func take(_ tenant: TenantID) {
        let state = figures.state
        guard let member = state.members[tenant] else { return }
        let new = TownStanding(state, member, current: figures.framework, before: standings[tenant])
        let old = standings.updateValue(new, forKey: tenant)
        if let old {
            counts.change(by: -1, old)
            if old.facts.role != .supporter { towns.remove(at: place(of: old)) }
        }
        counts.change(by: 1, new)
        if new.facts.role != .supporter { towns.insert(new, at: place(of: new)) }
        if new.facts.role == .supporter || old?.facts.role == .supporter { supporters = Self.supporters(standings) }
    }

    /// Where a town stands or would stand.
    private func place(of town: TownStanding) -> Int {
        var (low, high) = (0, towns.count)
        while low < high {
            let middle = (low + high) / 2
            if towns[middle].comes(before: town) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func supporters(_ standings: [TenantID: TownStanding]) -> [Member] {
        standings.values.filter { $0.facts.role == .supporter && $0.isActive }.map(\.member)
            .sorted { $0.tenant < $1.tenant }
    }
}
