import Crypto
import Database
import Federation

/// What one person has put forward and another has to approve: exactly these bytes.
struct Proposal: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        /// A version with its council decision.
        case adoption
        /// A strategy statement for one federation.
        case publication
    }

    enum State: String, Sendable, CaseIterable {
        case waiting, approved, returned, replaced
    }

    let id: Int64
    let kind: Kind
    /// Empty for an adoption.
    let federation: String
    let content: [UInt8]
    let proposed: Int64
    /// The accounts that have worked on it; empty where all was done on the command line.
    let authors: Set<Int64>
    let authorName: String
    let state: State
    /// Why it was returned.
    let answer: String
    let answeredBy: String

    var sha256: Digest { SHA256.digest(content) }
    var strategy: Strategy { get throws { try Strategy(canonicalBytes: content) } }
}

enum ProposalStore {
    private static let columns =
        "id, kind, federation, content, proposed, authors, author_name, state, answer, answered_by"

    static func waiting(_ connection: borrowing Connection) throws -> [Proposal] {
        try connection.query(
            "SELECT \(columns) FROM strategy_proposal WHERE state = 'waiting' ORDER BY id", row: proposal)
    }

    static func find(_ id: Int64, _ connection: borrowing Connection) throws -> Proposal? {
        try connection.first("SELECT \(columns) FROM strategy_proposal WHERE id = ?", .integer(id), row: proposal)
    }

    /// The newest proposal of its kind that was returned, as long as nothing newer takes its place.
    static func newest(
        _ kind: Proposal.Kind, federation: String, _ connection: borrowing Connection
    ) throws -> Proposal? {
        try connection.first(
            "SELECT \(columns) FROM strategy_proposal WHERE kind = ? AND federation = ? ORDER BY id DESC LIMIT 1",
            .text(kind.rawValue), .text(federation), row: proposal)
    }

    /// When the newest approved proposal of its kind was put forward: what was written later, even before it was approved,
    /// nobody has approved yet.
    static func lastApproved(
        _ kind: Proposal.Kind, federation: String, _ connection: borrowing Connection
    ) throws -> Int64? {
        try connection.first(
            "SELECT max(proposed) FROM strategy_proposal WHERE kind = ? AND federation = ? AND state = 'approved'",
            .text(kind.rawValue), .text(federation)
        ) { try $0.optionalInt64(0) } ?? nil
    }

    /// Puts something forward; what waited in its place is replaced.
    static func insert(
        _ kind: Proposal.Kind, federation: String, content: [UInt8], authors: Set<Int64>, by editor: Editor,
        at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Int64 {
        try replaceWaiting(kind, federation: federation, by: editor, at: seconds, connection)
        try connection.execute(
            """
            INSERT INTO strategy_proposal (kind, federation, content, proposed, authors, author_name, state, answer,
                answered, answered_by)
            VALUES (?, ?, ?, ?, ?, ?, 'waiting', '', NULL, '')
            """, .text(kind.rawValue), .text(federation), .blob(content), .integer(seconds),
            .text(authors.sorted().map { "\($0)" }.joined(separator: ",")), .text(editor.name))
        return connection.lastInsertedRow
    }

    static func replaceWaiting(
        _ kind: Proposal.Kind, federation: String, by editor: Editor, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            UPDATE strategy_proposal SET state = 'replaced', answered = ?, answered_by = ?
            WHERE kind = ? AND federation = ? AND state = 'waiting'
            """, .integer(seconds), .text(editor.name), .text(kind.rawValue), .text(federation))
    }

    /// - Returns: false where somebody else was quicker.
    static func answer(
        _ id: Int64, _ state: Proposal.State, reason: String, by editor: Editor, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE strategy_proposal SET state = ?, answer = ?, answered = ?, answered_by = ?
            WHERE id = ? AND state = 'waiting'
            """, .text(state.rawValue), .text(reason), .integer(seconds), .text(editor.name), .integer(id)) == 1
    }

    private static func proposal(_ row: borrowing Row) throws -> Proposal {
        Proposal(
            id: try row.int64(0), kind: try word(row.text(1)), federation: try row.text(2), content: try row.blob(3),
            proposed: try row.int64(4),
            authors: Set(try row.text(5).split(separator: ",").compactMap { Int64($0) }), authorName: try row.text(6),
            state: try word(row.text(7)), answer: try row.text(8), answeredBy: try row.text(9))
    }
}
