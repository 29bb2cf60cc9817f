import Database
import Federation
import Service

/// Makes the entry grid of a period from what is stored, and saves what was typed into it: all of it, or nothing.
struct EntryDesk: Sendable {
    let node: Node

    func grid(_ period: Period, notation: EnteredNumber.Notation) throws -> EntryGrid {
        let catalogue = try IndicatorCatalogue.read(node)
        return try node.store.read { connection in
            try Self.grid(period, catalogue, notation: notation, connection)
        }
    }

    /// - Parameter record: writes down who did it, in the same transaction.
    /// - Returns: the grid with what was typed, and how many cells were changed; none where it has problems.
    func save(
        _ period: Period, _ fields: (String) -> [String], notation: EnteredNumber.Notation,
        record: (borrowing Connection, EntryGrid.Changes) throws -> Void
    ) throws -> (grid: EntryGrid, count: Int) {
        let catalogue = try IndicatorCatalogue.read(node)
        return try node.store.write { connection in
            // Read under the only writer, so that nothing can change between the comparison and the write.
            var grid = try Self.grid(period, catalogue, notation: notation, connection)
            let changes = grid.take(fields, notation: notation)
            guard !grid.hasProblems, !changes.isEmpty else { return (grid, 0) }
            try ObservationStore.merge(changes.entries, connection)
            for key in changes.removals { try ObservationStore.remove(key, connection) }
            try record(connection, changes)
            return (grid, changes.count)
        }
    }

    private static func grid(
        _ period: Period, _ catalogue: IndicatorCatalogue, notation: EnteredNumber.Notation,
        _ connection: borrowing Connection
    ) throws -> EntryGrid {
        let plans = try IndicatorPlanStore.all(connection)
        let all = Dictionary(grouping: try ObservationStore.observations(connection), by: \.key.indicator)
        let submitted = try submittedKeys(connection)
        return EntryGrid(
            period: period,
            rows: catalogue.definitions.filter { $0.frequency == period.frequency }.map { definition in
                let observations = all[definition.id] ?? []
                let stored = observations.first { $0.key.period == period }
                let last = observations.filter {
                    $0.key.period.frequency == period.frequency && $0.key.period < period
                        && definition.value(of: $0) != nil
                }.max { $0.key.period < $1.key.period }
                return EntryGrid.Row(
                    definition: definition, stored: stored, last: last, level: plans[definition.id]?.level ?? .town,
                    isSubmitted: submitted.contains(Observation.Key(indicator: definition.id, period: period)),
                    cell: EntryCell(stored, definition, notation))
            })
    }

    /// What has been handed in: observations of the town's own summaries.
    private static func submittedKeys(_ connection: borrowing Connection) throws -> Set<Observation.Key> {
        var keys: Set<Observation.Key> = []
        for federation in try MembershipStore.all(connection) {
            let chain = try OwnStatements.chain(of: federation.name, connection)
            for summary in SummaryDesk.newest(in: chain).values.map(\.summary) {
                keys.formUnion(summary.observations.map(\.key))
            }
        }
        return keys
    }

    /// Why nothing can be entered for a period yet.
    static func objection(to period: Period, today: CalendarDay) -> Wording? {
        guard period.firstDay > today else { return nil }
        return Wording(
            de: "Der Zeitraum \(period) hat noch nicht begonnen. Bitte wählen Sie einen früheren.",
            en: "The period \(period) has not begun yet. Please choose an earlier one.")
    }
}
