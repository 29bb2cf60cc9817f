/// The regional figures of one state for every indicator and period, kept up entry by entry: taking one more summary
/// costs what that summary holds, however many towns and periods there are.
///
/// It gives exactly what `RegionalFigures` computes from the state as a whole (`FigureBookTests`); what the quick sums
/// cannot hold exactly is computed that way.
public struct FigureBook: Sendable {
    /// One indicator.
    private struct Column: Sendable {
        /// Its rule; the towns come one by one.
        let rule: IndicatorFigures
        /// Which versions of the framework contain it: who has adopted one of them is expected to report it.
        let versions: [Int]
        /// Cells in order of period, without those that nobody has observed.
        var periods: [Period] = []
        var cells: [FigureCell] = []
        /// The figures of all cells, once worked out; nil after a change.
        var told: [Figure]?

        var definition: Indicator { rule.definition }

        func place(of period: Period) -> (place: Int, isThere: Bool) {
            guard let last = periods.last, period <= last else { return (periods.count, false) }
            var (low, high) = (0, periods.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if periods[middle] < period { low = middle + 1 } else { high = middle }
            }
            return (low, periods[low] == period)
        }
    }

    private struct Expected: Hashable {
        let versions: [Int]
        let period: Period
    }

    /// A town whose part in the figures changes.
    private struct Changing {
        let tenant: TenantID
        /// What it says or said; nil where everything about it may have changed.
        var keys: Set<Observation.Key>?
    }

    /// What an advance did.
    public enum Advance: Sendable {
        /// Nothing stands as it stood: the framework is another one, or too much time has passed.
        case anew
        /// Everything stands but what depends on these towns.
        case towns(Set<TenantID>)
    }

    public private(set) var state: FederationState
    /// The framework in force, else the newest: whose indicators are in the book.
    public private(set) var framework: Recorded<Framework>?
    public private(set) var isInForce = false

    private var reporters: [TenantID: RegionalFigures.Reporter] = [:]
    private var columns: [Column] = []
    private var expectations: [Expected: FigureCell.Expectation] = [:]
    /// When the first member of all was to report.
    private var firstDay: CalendarDay?
    private var today: CalendarDay
    /// The next day on which a fact about a member begins or ends to hold.
    private var nextDay: CalendarDay?
    private var placesOfFrameworks: [Reference: Int] = [:]
    /// Towns that have withdrawn something.
    private var withdrawers: Set<TenantID> = []

    public init(_ state: FederationState) {
        self.state = state
        today = state.day
        begin()
    }

    /// Goes on to a later state of the same log.
    public mutating func advance(to later: FederationState) -> Advance {
        guard later.size >= state.size, let changes = later.recentChanges.since(state.size) else {
            self = FigureBook(later)
            return .anew
        }
        var changing: [TenantID: Changing] = [:]
        var isGroundwork = false
        var isMembership = false
        for change in changes {
            switch change {
            case .observations(let tenant, let taken, let gone):
                var known = changing[tenant] ?? Changing(tenant: tenant, keys: [])
                for observation in taken { known.keys?.insert(observation.key) }
                for observation in gone { known.keys?.insert(observation.key) }
                changing[tenant] = known
            case .town(let tenant):
                changing[tenant] = Changing(tenant: tenant, keys: nil)
                isMembership = true
            case .groundwork: isGroundwork = true
            case .strategy, .redaction, .other: break
            }
        }
        let day = later.day
        if let nextDay, nextDay <= day {
            isMembership = true
            for member in later.members.values where member.changes(after: today, upTo: day) {
                changing[member.tenant] = Changing(tenant: member.tenant, keys: nil)
            }
        }
        state = later
        if isGroundwork || (isMembership && hasOtherGround(later)) {
            self = FigureBook(later)
            return .anew
        }
        if isMembership {
            nextDay = Self.nextDay(later)
            isInForce = framework.map(later.isInForce) ?? false
        }
        for change in changing.values.sorted(by: { $0.tenant < $1.tenant }) { take(change, day) }
        today = day
        return .towns(Set(changing.keys))
    }

    // MARK: What it tells

    /// The indicators of the framework.
    public var indicators: [Indicator] { columns.map(\.definition) }

    /// The figures of all observed periods of the indicator at `place` of the framework, in order of time. What was worked
    /// out once is kept.
    public mutating func figures(at place: Int) -> [Figure] {
        if let told = columns[place].told { return told }
        let column = columns[place]
        let isOdd = column.cells.contains { $0.figure == nil && $0.odd > 0 }
        let whole = isOdd ? longWay(column) : nil
        for cell in column.cells.indices where column.cells[cell].figure == nil {
            let period = column.periods[cell]
            columns[place].cells[cell].figure =
                column.cells[cell].odd > 0
                ? whole?.figure(in: period).figure
                : column.cells[cell].figure(
                    column.definition, in: period,
                    expectations[Expected(versions: column.versions, period: period)]
                        ?? .init(),
                    knowsPopulation: column.rule.knowsPopulation, isHistorical: isHistorical(period))
        }
        let told = columns[place].cells.compactMap(\.figure)
        columns[place].told = told
        return told
    }

    /// The lowest and highest value of the towns that count in one figure, where its rule gives no total.
    public func spread(at place: Int, in period: Period) -> (low: ExactDecimal, high: ExactDecimal)? {
        let column = columns[place]
        let found = column.place(of: period)
        return found.isThere ? column.cells[found.place].spread(column.definition) : nil
    }

    private func longWay(_ column: Column) -> IndicatorFigures? {
        framework.map { RegionalFigures(state, framework: $0.value).series(column.definition) }
    }

    // MARK: From the beginning

    private mutating func begin() {
        framework = state.currentFramework
        isInForce = framework.map(state.isInForce) ?? false
        placesOfFrameworks = state.frameworkPlaces
        let members = state.sortedMembers.filter(\.isEverReporting)
        firstDay = members.compactMap(\.firstReportingDay).min()
        nextDay = Self.nextDay(state)
        guard let framework = framework?.value else { return }
        for member in members { reporters[member.tenant] = reporter(member) }
        withdrawers = Set(reporters.values.lazy.filter { !$0.withdrawn.isEmpty }.map(\.member.tenant))
        columns = framework.indicators.map { definition in
            Column(
                rule: IndicatorFigures(
                    definition: definition,
                    weight: definition.space.weight.flatMap { framework.indicator($0.indicator) },
                    knowsPopulation: framework.population != nil, towns: [], firstDay: firstDay, today: today),
                versions: state.frameworks.indices.filter { state.frameworks[$0].value.indicator(definition.id) != nil }
            )
        }
        for place in columns.indices {
            let towns = reporters.values.map { town($0, columns[place]) }
            var periods: Set<Period> = []
            for town in towns { for counting in town.series { periods.insert(counting.observation.period) } }
            for period in periods.sorted() { insert(period, in: place, towns) }
        }
    }

    /// Whether another framework is in force now, or reporting begins on another day: then nothing stands as it stood.
    private func hasOtherGround(_ state: FederationState) -> Bool {
        state.currentFramework?.reference != framework?.reference
            || state.members.values.lazy.filter(\.isEverReporting).compactMap(\.firstReportingDay).min() != firstDay
    }

    private static func nextDay(_ state: FederationState) -> CalendarDay? {
        let today = state.day
        return state.members.values.lazy.compactMap { $0.nextChange(after: today) }.min()
    }

    private func reporter(_ member: Member) -> RegionalFigures.Reporter {
        RegionalFigures.Reporter(
            state, member, population: framework?.value.population, places: placesOfFrameworks)
    }

    private func town(_ reporter: RegionalFigures.Reporter, _ column: Column) -> IndicatorFigures.Town {
        IndicatorFigures.Town(
            reporter: reporter, series: reporter.observations[column.definition.id],
            weights: column.definition.space.weight.map { reporter.observations[$0.indicator] } ?? [],
            hasAdopted: column.versions.contains { reporter.adopted.contains($0) })
    }

    private func isHistorical(_ period: Period) -> Bool { firstDay.map { period.lastDay < $0 } ?? false }

    private func share(
        _ column: Column, _ town: IndicatorFigures.Town, in period: Period, today: CalendarDay
    ) -> FigureShare {
        FigureShare(column.rule, town, in: period, isHistorical: isHistorical(period), today: today)
    }

    /// Begins the figure of a period with what `towns` bring to it.
    private mutating func insert(_ period: Period, in place: Int, _ towns: [IndicatorFigures.Town]) {
        var cell = FigureCell()
        let column = columns[place]
        for town in towns { cell.add(share(column, town, in: period, today: today), column.definition.space.rule) }
        let found = column.place(of: period)
        columns[place].periods.insert(period, at: found.place)
        columns[place].cells.insert(cell, at: found.place)
        columns[place].told = nil
        let key = Expected(versions: column.versions, period: period)
        if expectations[key] == nil { expectations[key] = expectation(key) }
    }

    private func expectation(_ key: Expected) -> FigureCell.Expectation {
        var sum = FigureCell.Expectation()
        for reporter in reporters.values {
            let part = part(of: reporter, key, today)
            sum.change(by: 1, isExpected: part.isExpected, people: part.people)
        }
        return sum
    }

    /// Whether a town is expected, and how many people live there; odd numbers count as unknown here, and send each figure
    /// the long way.
    private func part(
        of reporter: RegionalFigures.Reporter, _ key: Expected, _ today: CalendarDay
    ) -> (isExpected: Bool, people: Int128?) {
        let isExpected =
            key.versions.contains { reporter.adopted.contains($0) }
            && reporter.isExpected(in: key.period, isHistorical: isHistorical(key.period), today: today)
        return (isExpected, isExpected ? reporter.people(in: key.period).flatMap(ExactSum.units) : nil)
    }

    // MARK: One town

    private mutating func take(_ change: Changing, _ day: CalendarDay) {
        let before = reporters[change.tenant]
        let member = state.members[change.tenant].flatMap { $0.isEverReporting ? $0 : nil }
        let after = member.map { reporter($0) }
        reporters[change.tenant] = after
        if after?.withdrawn.isEmpty ?? true {
            withdrawers.remove(change.tenant)
        } else {
            withdrawers.insert(change.tenant)
        }
        let population = framework?.value.population
        let changesPeople = change.keys.map { keys in keys.contains { $0.indicator == population } } ?? true
        let peopled = changesPeople ? changeExpectations(before, after, day) : []
        for place in columns.indices {
            let column = columns[place]
            guard !peopled.isEmpty || concerns(change, column) else { continue }
            let old = before.map { town($0, column) }
            let new = after.map { town($0, column) }
            for period in periods(change, column, old, new, peopled) {
                let gone = old.map { share(column, $0, in: period, today: today) } ?? FigureShare()
                let come = new.map { share(column, $0, in: period, today: day) } ?? FigureShare()
                self.change(place, period, gone, come, new)
            }
        }
    }

    private mutating func change(
        _ place: Int, _ period: Period, _ gone: FigureShare, _ come: FigureShare, _ town: IndicatorFigures.Town?
    ) {
        let rule = columns[place].definition.space.rule
        let found = columns[place].place(of: period)
        guard found.isThere else {
            if come.observes, let town { begin(place, period, town) }
            return
        }
        guard gone != come else { return }
        columns[place].told = nil
        columns[place].cells[found.place].remove(gone, rule)
        columns[place].cells[found.place].add(come, rule)
        if columns[place].cells[found.place].observers == 0 {
            columns[place].cells.remove(at: found.place)
            columns[place].periods.remove(at: found.place)
        }
    }

    /// A period that `town` is the first to report. Where others have told of its parts, or once told of it, they count.
    private mutating func begin(_ place: Int, _ period: Period, _ town: IndicatorFigures.Town) {
        let column = columns[place]
        let isJoined =
            column.definition.frequency != period.frequency && column.definition.hasValues(by: period.frequency)
        let concerned = isJoined ? Array(reporters.keys) : withdrawers.union([town.reporter.member.tenant]).sorted()
        insert(period, in: place, concerned.compactMap { reporters[$0] }.map { self.town($0, column) })
    }

    /// The periods for which another number of people counts now than before.
    private mutating func changeExpectations(
        _ before: RegionalFigures.Reporter?, _ after: RegionalFigures.Reporter?, _ day: CalendarDay
    ) -> Set<Period> {
        var changed: Set<Expected> = []
        var peopled: Set<Period> = []
        for key in expectations.keys {
            let old = before.map { part(of: $0, key, today) }
            let new = after.map { part(of: $0, key, day) }
            guard old?.isExpected != new?.isExpected || old?.people != new?.people else { continue }
            if let old { expectations[key]?.change(by: -1, isExpected: old.isExpected, people: old.people) }
            if let new { expectations[key]?.change(by: 1, isExpected: new.isExpected, people: new.people) }
            changed.insert(key)
            peopled.insert(key.period)
        }
        for key in changed {
            for place in columns.indices where columns[place].versions == key.versions {
                let found = columns[place].place(of: key.period)
                guard found.isThere else { continue }
                columns[place].cells[found.place].figure = nil
                columns[place].told = nil
            }
        }
        return peopled
    }

    private func concerns(_ change: Changing, _ column: Column) -> Bool {
        guard let keys = change.keys else { return true }
        let weight = column.definition.space.weight?.indicator
        return keys.contains { $0.indicator == column.definition.id || $0.indicator == weight }
    }

    /// The periods of an indicator of which a town's part may have changed.
    private func periods(
        _ change: Changing, _ column: Column, _ old: IndicatorFigures.Town?, _ new: IndicatorFigures.Town?,
        _ peopled: Set<Period>
    ) -> [Period] {
        let definition = column.definition
        var found: Set<Period> = []
        guard let keys = change.keys else {
            for town in [old, new] { for counting in town?.series ?? [] { found.insert(counting.observation.period) } }
            return found.union(column.periods).sorted()
        }
        for period in peopled where column.place(of: period).isThere { found.insert(period) }
        let weight = definition.space.weight
        for key in keys {
            if key.indicator == definition.id {
                found.insert(key.period)
                found.formUnion(column.periods.filter { key.period.containing($0.frequency) == $0 })
            }
            guard let weight, key.indicator == weight.indicator else { continue }
            found.formUnion(
                column.periods.filter { period in
                    let asked = weight.period ?? period
                    return asked == key.period || key.period.containing(asked.frequency) == asked
                })
        }
        return found.sorted()
    }
}

extension Member {
    /// The days on which something about the membership begins or ends to hold.
    private var days: [CalendarDay] { facts.map(\.from) + stays.map(\.from) + stays.compactMap(\.until) }

    func nextChange(after day: CalendarDay) -> CalendarDay? { days.filter { $0 > day }.min() }

    func changes(after day: CalendarDay, upTo last: CalendarDay) -> Bool { days.contains { $0 > day && $0 <= last } }
}
