import Database
import Federation

/// A version of the strategy that a council has adopted. It never changes; the newest one holds, the others are superseded.
struct StrategyVersion: Sendable {
    enum Origin: String, Sendable, CaseIterable {
        /// Proposed and approved in this program.
        case council
        /// Imported together with its decision.
        case `import`
    }

    let strategy: Strategy
    let origin: Origin
    /// Seconds since 1970: when it was entered here.
    let adopted: Int64
    let authorName: String
    let approverName: String
    let approverFunction: String
    let isSelfApproved: Bool

    var number: Int64 { strategy.number }
}

enum VersionStore {
    static func all(_ connection: borrowing Connection) throws -> [StrategyVersion] {
        try connection.query(
            """
            SELECT content, origin, adopted, author_name, approver_name, approver_function, is_self_approved
            FROM strategy_version ORDER BY number
            """, row: version)
    }

    static func newest(_ connection: borrowing Connection) throws -> StrategyVersion? {
        try connection.first(
            """
            SELECT content, origin, adopted, author_name, approver_name, approver_function, is_self_approved
            FROM strategy_version ORDER BY number DESC LIMIT 1
            """, row: version)
    }

    /// The version that held on a day: the newest one decided by then. A decision without a date counts from when it was
    /// entered.
    static func holding(on day: CalendarDay, _ connection: borrowing Connection) throws -> StrategyVersion? {
        try all(connection).last { version in
            version.strategy.decision?.date.map { $0.firstDay <= day }
                ?? (Instant(secondsSince1970: version.adopted).day <= day)
        }
    }

    static func insert(
        _ version: StrategyVersion, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO strategy_version VALUES (?, ?, ?, ?, ?, ?, ?, ?)", .integer(version.number),
            .blob(version.strategy.canonicalBytes), .text(version.origin.rawValue), .integer(version.adopted),
            .text(version.authorName), .text(version.approverName), .text(version.approverFunction),
            Value(version.isSelfApproved))
    }

    /// Keeps a text that came with its decision as a version of its own, unless it is the newest already.
    static func keepImported(
        _ draft: StrategyDraft, at seconds: Int64, _ connection: borrowing Connection
    ) throws {
        guard let decision = draft.decision, !draft.title.isEmpty else { return }
        let newest = try newest(connection)
        let text = draft.snapshot(number: (newest?.number ?? 0) + 1, decision: decision)
        if let newest, newest.strategy.decision == decision, newest.strategy.decidedBytes == text.decidedBytes {
            return
        }
        try insert(
            StrategyVersion(
                strategy: text, origin: .import, adopted: seconds, authorName: "", approverName: "",
                approverFunction: "",
                isSelfApproved: false), connection)
    }

    /// A decision stands under the text it was taken on and under no other: it leaves the draft with the first alteration
    /// and comes back with the adopted words.
    static func releaseDecision(
        from old: StrategyDraft, in new: inout StrategyDraft, at seconds: Int64, _ connection: borrowing Connection
    ) throws {
        try keepImported(old, at: seconds, connection)
        guard let newest = try newest(connection) else { return }
        let isDecided = new.snapshot(number: 1, decision: nil).decidedBytes == newest.strategy.decidedBytes
        new.decision = isDecided ? newest.strategy.decision : nil
    }

    private static func version(_ row: borrowing Row) throws -> StrategyVersion {
        StrategyVersion(
            strategy: try Strategy(canonicalBytes: row.blob(0)), origin: try word(row.text(1)),
            adopted: try row.int64(2),
            authorName: try row.text(3), approverName: try row.text(4), approverFunction: try row.text(5),
            isSelfApproved: try row.boolean(6))
    }
}
