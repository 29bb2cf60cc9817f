import Federation

/// What the newest summaries of the members say about measures.
struct MeasureStanding: Sendable {
    /// The order in which statuses are shown.
    static let order: [MeasureStatus] = [.done, .running, .planned, .conditional, .proposed, .unknown, .stopped]

    /// What belongs to one field, goal or bundle.
    struct Part: Sendable {
        var tally = MeasureTally()
        /// Towns that report at least one measure of it.
        var towns = 0
    }

    private var all = MeasureTally()
    private var byField: [Code: Part] = [:]
    private var byGoal: [Code: Part] = [:]
    private var byBundle: [Code: Part] = [:]
    /// Measures that the town has mapped to no field of action of the framework.
    private(set) var unmapped = 0

    /// - Parameters:
    ///   - measures: of one town.
    ///   - sign: 1 to add, −1 to take out.
    mutating func change(by sign: Int, _ measures: [TownMeasure]) {
        var (fields, goals, bundles): (Set<Code>, Set<Code>, Set<Code>) = ([], [], [])
        func take(_ tally: inout MeasureTally, _ measure: Summary.MeasureState) {
            if sign > 0 { tally.add(measure) } else { tally.remove(measure) }
        }
        for measure in measures.lazy.map(\.state) {
            take(&all, measure)
            for field in measure.fields { take(&byField[field, default: Part()].tally, measure) }
            for goal in measure.goals { take(&byGoal[goal, default: Part()].tally, measure) }
            if let bundle = measure.bundle { take(&byBundle[bundle, default: Part()].tally, measure) }
            if measure.fields.isEmpty { unmapped += sign }
            fields.formUnion(measure.fields)
            goals.formUnion(measure.goals)
            if let bundle = measure.bundle { bundles.insert(bundle) }
        }
        for field in fields { byField[field]?.towns += sign }
        for goal in goals { byGoal[goal]?.towns += sign }
        for bundle in bundles { byBundle[bundle]?.towns += sign }
    }

    var total: Int { Int(all.count) }
    /// With their money, in the order of the statuses' names.
    var counts: [RegionalReport.MeasureCount] { all.list }
    /// Statuses that occur, in their order.
    var statuses: [MeasureStatus] { Self.order.filter { status in counts.contains { $0.status == status } } }

    func count(_ status: MeasureStatus) -> RegionalReport.MeasureCount? { counts.first { $0.status == status } }

    func ofField(_ id: Code) -> Part { byField[id] ?? Part() }
    func ofGoal(_ id: Code) -> Part { byGoal[id] ?? Part() }
    func ofBundle(_ id: Code) -> Part { byBundle[id] ?? Part() }

    /// Of all that are in progress or completed.
    var underWay: Int { Int(counts.reduce(0) { $0 + ($1.status == .running || $1.status == .done ? $1.count : 0) }) }
}

extension MeasureTally {
    /// In progress or completed.
    var underWay: Int64 { list.reduce(0) { $0 + ($1.status == .running || $1.status == .done ? $1.count : 0) } }

    /// Money of all statuses together; nil where there is none.
    var planned: ExactDecimal? { Self.sum(list.map(\.planned)) }
    var spent: ExactDecimal? { Self.sum(list.map(\.spent)) }

    private static func sum(_ amounts: [ExactDecimal]) -> ExactDecimal? {
        let total = amounts.reduce(Int128(0)) { $0 + Int128($1.units) }
        return total == 0 ? nil : ExactDecimal(units: Int64(clamping: total), decimals: 2)
    }
}
