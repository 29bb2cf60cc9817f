import Database
import Federation

/// Where the town stands with its indicators on a day: last value, trend, what is due, what is stale.
struct IndicatorOverview: Sendable {
    enum Trend: Sendable {
        case rising, falling, level
    }

    enum State: Sendable, Equatable {
        /// The value of the last period that has ended is there, or a word for why there is none.
        case current
        /// It is missing and can still come in time.
        case due(Period, by: CalendarDay)
        /// It is missing and its date is over: the last value is stale.
        case stale(Period, since: CalendarDay)
        /// No period has ended yet.
        case early
    }

    struct Item: Sendable {
        let definition: IndicatorDefinition
        let plan: IndicatorPlan
        /// In the order of time.
        let observations: [StoredObservation]
        /// Of periods of another length than the definition asks for, such as years of a quarterly indicator.
        let others: [StoredObservation]
        /// The newest observation with a value.
        let last: (period: Period, value: ExactDecimal, observation: StoredObservation)?
        let trend: Trend?
        let state: State

        /// Against the town's own baseline and targets; nil where something of them is missing.
        var progress: IndicatorProgress? {
            guard let last else { return nil }
            return IndicatorProgress(
                value: Indicator.DatedValue(period: last.period, value: last.value), baseline: plan.baseline,
                targets: plan.targets)
        }
    }

    let today: CalendarDay
    let items: [Item]

    var due: [Item] { items.filter { if case .due = $0.state { true } else { false } } }
    var stale: [Item] { items.filter { if case .stale = $0.state { true } else { false } } }

    init(
        _ catalogue: IndicatorCatalogue, observations: [StoredObservation], plans: [Code: IndicatorPlan],
        today: CalendarDay
    ) {
        self.today = today
        let byIndicator = Dictionary(grouping: observations, by: \.key.indicator)
        items = catalogue.definitions.map { definition in
            let all = (byIndicator[definition.id] ?? []).sorted { $0.key.period < $1.key.period }
            let ofThis = all.filter { $0.key.period.frequency == definition.frequency }
            let values = ofThis.compactMap { observation in
                definition.value(of: observation).map { (observation.key.period, $0, observation) }
            }
            return Item(
                definition: definition, plan: plans[definition.id] ?? IndicatorPlan(indicator: definition.id),
                observations: ofThis, others: all.filter { $0.key.period.frequency != definition.frequency },
                last: values.last.map { (period: $0.0, value: $0.1, observation: $0.2) },
                trend: Self.trend(values.map(\.1)), state: Self.state(definition, ofThis, today))
        }
    }

    static func read(_ node: Node) throws -> IndicatorOverview {
        let catalogue = try IndicatorCatalogue.read(node)
        return try node.store.read { connection in
            IndicatorOverview(
                catalogue, observations: try ObservationStore.observations(connection),
                plans: try IndicatorPlanStore.all(connection), today: node.today)
        }
    }

    private static func trend(_ values: [ExactDecimal]) -> Trend? {
        guard values.count > 1 else { return nil }
        let (before, last) = (Rational(values[values.count - 2]), Rational(values[values.count - 1]))
        if before.isLess(than: last) ?? false { return .rising }
        return last.isLess(than: before) ?? false ? .falling : .level
    }

    private static func state(
        _ definition: IndicatorDefinition, _ observations: [StoredObservation], _ today: CalendarDay
    ) -> State {
        guard let ended = Period.last(of: definition.frequency, by: today.adding(days: -1)) else { return .early }
        if observations.contains(where: { $0.key.period == ended }) { return .current }
        let due = definition.due(ended)
        return due < today ? .stale(ended, since: due) : .due(ended, by: due)
    }
}

extension Node {
    /// The present day in UTC.
    var today: CalendarDay { Instant(secondsSince1970: world.now().seconds).day }
}
