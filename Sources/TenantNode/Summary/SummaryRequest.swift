import Database
import Federation

/// A summary on its way to approval: who handed it on, and what became of it.
struct SummaryRequest: Sendable {
    enum State: String, Sendable {
        case waiting, approved, returned
        /// A newer request took its place.
        case replaced
    }

    let id: Int64
    let period: Period
    /// The body with the approval left open.
    let body: [UInt8]
    /// nil where the command line handed it on.
    let author: Int64?
    let authorName: String
    /// Seconds since 1970.
    let requested: Int64
    let state: State
    let decided: Int64?
    let decidedName: String
    /// What the approver wrote when returning it.
    let note: String
}

enum SummaryRequestStore {
    private static let columns =
        "id, period, body, author, author_name, requested, state, decided, decided_name, note"

    static func waiting(of federation: String, _ connection: borrowing Connection) throws -> [SummaryRequest] {
        try connection.query(
            "SELECT \(columns) FROM summary_request WHERE federation = ? AND state = 'waiting' ORDER BY period",
            .text(federation), row: read)
    }

    /// The newest request for a period, whatever became of it.
    static func newest(
        _ reporting: Period, of federation: String, _ connection: borrowing Connection
    ) throws -> SummaryRequest? {
        try connection.first(
            "SELECT \(columns) FROM summary_request WHERE federation = ? AND period = ? ORDER BY id DESC LIMIT 1",
            .text(federation), .text(reporting.description), row: read)
    }

    /// Requests that were given back and not handed on again.
    static func returned(of federation: String, _ connection: borrowing Connection) throws -> [SummaryRequest] {
        try connection.query(
            """
            SELECT \(columns) FROM summary_request AS request WHERE federation = ? AND state = 'returned' AND NOT EXISTS
            (SELECT 1 FROM summary_request AS later WHERE later.federation = request.federation
            AND later.period = request.period AND later.id > request.id) ORDER BY period
            """, .text(federation), row: read)
    }

    /// Hands a summary on; an earlier request for the same period that still waits gives way.
    static func request(
        _ reporting: Period, of federation: String, body: [UInt8], author: Int64?, name: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "UPDATE summary_request SET state = 'replaced' WHERE federation = ? AND period = ? AND state = 'waiting'",
            .text(federation), .text(reporting.description))
        try connection.execute(
            """
            INSERT INTO summary_request (federation, period, body, author, author_name, requested, state, decided_name,
            note) VALUES (?, ?, ?, ?, ?, ?, 'waiting', '', '')
            """, .text(federation), .text(reporting.description), .blob(body), Value(author), .text(name),
            .integer(seconds))
    }

    /// Decides a request that still waits; false where somebody else was faster.
    static func decide(
        _ id: Int64, _ state: SummaryRequest.State, by account: Int64?, name: String, note: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE summary_request SET state = ?, decided = ?, decided_by = ?, decided_name = ?, note = ?
            WHERE id = ? AND state = 'waiting'
            """, .text(state.rawValue), .integer(seconds), Value(account), .text(name), .text(note), .integer(id))
            == 1
    }

    /// Everybody who has worked on what a summary brings since the last approval of its federation, and who handed it on.
    static func authors(
        of summary: Summary, in federation: String, request: SummaryRequest?, _ connection: borrowing Connection
    ) throws -> Set<Int64> {
        let since =
            try connection.first(
                "SELECT max(approved) FROM approval WHERE federation = ? AND period = ?", .text(federation),
                .text(summary.period.description), row: { try $0.optionalInt64(0) }) ?? nil
        let keys = Set(summary.observations.map(\.key))
        let edits = try connection.query(
            "SELECT indicator, period, account FROM observation_edit WHERE account IS NOT NULL AND at >= ?",
            .integer(since ?? 0)
        ) { row in
            (Observation.Key(indicator: try code(row.text(0)), period: try period(row.text(1))), try row.int64(2))
        }
        var authors = Set(edits.filter { keys.contains($0.0) }.map(\.1))
        if let author = request?.author { authors.insert(author) }
        return try authors.union(strategyAuthors(in: federation, connection))
    }

    /// Everybody who has changed, deleted or restored measures since somebody last approved a summary for the federation:
    /// state, progress and money of the measures are in every summary, whatever its period.
    private static func strategyAuthors(
        in federation: String, _ connection: borrowing Connection
    ) throws -> Set<Int64> {
        let since =
            try connection.first(
                "SELECT max(approved) FROM approval WHERE federation = ?", .text(federation),
                row: { try $0.optionalInt64(0) }) ?? nil
        return Set(
            try connection.query(
                """
                SELECT account FROM strategy_edit
                WHERE thing >= 'measure/' AND thing < 'measure0' AND account IS NOT NULL AND edited >= ?1
                UNION SELECT account FROM strategy_removed
                WHERE kind = 'measure' AND account IS NOT NULL AND removed >= ?1
                """, .integer(since ?? 0)
            ) { try $0.int64(0) })
    }

    private static func read(_ row: borrowing Row) throws -> SummaryRequest {
        SummaryRequest(
            id: try row.int64(0), period: try period(row.text(1)), body: try row.blob(2),
            author: try row.optionalInt64(3), authorName: try row.text(4), requested: try row.int64(5),
            state: try word(row.text(6)), decided: try row.optionalInt64(7), decidedName: try row.text(8),
            note: try row.text(9))
    }
}
