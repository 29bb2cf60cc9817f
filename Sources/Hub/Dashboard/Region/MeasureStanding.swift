import Federation

/// What the newest summaries of the members say about measures.
struct MeasureStanding: Sendable {
    /// The order in which statuses are shown.
    static let order: [MeasureStatus] = [.done, .running, .planned, .conditional, .proposed, .unknown, .stopped]

    private var all = MeasureTally()
    private var byField: [Code: MeasureTally] = [:]
    private var byGoal: [Code: MeasureTally] = [:]
    private var byBundle: [Code: MeasureTally] = [:]
    /// Measures that the town has mapped to no field of action of the framework.
    private(set) var unmapped = 0

    mutating func add(_ measures: [Summary.MeasureState]) { change(measures, 1) { $0.add($1) } }
    mutating func remove(_ measures: [Summary.MeasureState]) { change(measures, -1) { $0.remove($1) } }

    private mutating func change(
        _ measures: [Summary.MeasureState], _ sign: Int, _ take: (inout MeasureTally, Summary.MeasureState) -> Void
    ) {
        for measure in measures {
            take(&all, measure)
            for field in measure.fields { take(&byField[field, default: MeasureTally()], measure) }
            for goal in measure.goals { take(&byGoal[goal, default: MeasureTally()], measure) }
            if let bundle = measure.bundle { take(&byBundle[bundle, default: MeasureTally()], measure) }
            if measure.fields.isEmpty { unmapped += sign }
        }
    }

    var total: Int { Int(all.count) }
    /// With their money, in the order of the statuses' names.
    var counts: [RegionalReport.MeasureCount] { all.list }
    /// Statuses that occur, in their order.
    var statuses: [MeasureStatus] { Self.order.filter { status in counts.contains { $0.status == status } } }

    func count(_ status: MeasureStatus) -> RegionalReport.MeasureCount? { counts.first { $0.status == status } }

    func ofField(_ id: Code) -> MeasureTally { byField[id] ?? MeasureTally() }
    func ofGoal(_ id: Code) -> MeasureTally { byGoal[id] ?? MeasureTally() }
    func ofBundle(_ id: Code) -> MeasureTally { byBundle[id] ?? MeasureTally() }

    /// Of all that are in progress or completed.
    var underWay: Int { Int(counts.reduce(0) { $0 + ($1.status == .running || $1.status == .done ? $1.count : 0) }) }
}
