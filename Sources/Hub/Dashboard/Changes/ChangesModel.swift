import Federation

/// What the log says now and did not say at an earlier position: regional figures that differ, and what was stated since.
struct ChangesModel: Sendable {
    /// A regional figure then and now.
    struct Change: Sendable {
        let definition: Indicator
        let then: Figure?
        let now: Figure?
    }

    static let entriesShown = 100

    /// Number of entries at the earlier position.
    let since: Int64
    let sinceDay: CalendarDay
    let size: Int64
    let figures: [Change]
    /// The newest first, at most `entriesShown`.
    let entries: [EntryLine]

    /// Errors: the store's.
    init(since past: PastLog.Position, _ present: FederationState, _ region: RegionModel, _ log: LogStore) throws {
        since = past.state.size
        sinceDay = past.state.day
        size = present.size
        let then = Dictionary(
            past.region.series.map { ($0.definition.id, $0.headline) }, uniquingKeysWith: { first, _ in first })
        figures = region.series.compactMap { series in
            let before = then[series.definition.id] ?? nil
            guard before != series.headline else { return nil }
            return Change(definition: series.definition, then: before, now: series.headline)
        }
        let first = max(since, size - Int64(Self.entriesShown))
        entries =
            try first < size
            ? log.entries(from: first, limit: Int(size - first)).map(EntryLine.init).reversed() : []
    }
}
