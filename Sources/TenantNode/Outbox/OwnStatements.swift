import Crypto
import Database
import Federation
import Ledger
import Service

/// A statement of ours: signed once, sent as the same bytes until its receipt is here.
struct OwnStatement: Sendable {
    enum State: String, Sendable {
        case waiting, refused, delivered, withdrawn
    }

    let id: Int64
    let sequence: Int64
    let sha256: Digest
    let kind: StatementKind
    let bytes: [UInt8]
    /// Seconds since 1970.
    let signed: Int64
    let state: State
    let attempts: Int64
    let nextAttempt: Int64
    /// Why it was not taken at the last try; empty before the first.
    let reason: String
    let reasonGerman: String
    let position: Int64?
    let receipt: [UInt8]?
    /// The receipt under a checkpoint that a quorum of witnesses has cosigned.
    let witnessed: [UInt8]?

    /// The reason for a person.
    var reasonWording: Wording { Wording(de: reasonGerman.isEmpty ? reason : reasonGerman, en: reason) }

    /// What it says. It was parsed before it was stored.
    var statement: Statement? { try? UnverifiedStatement(bytes).statement }
}

/// Chain and outbox of one federation on disk.
enum OwnStatements {
    private static let columns =
        "id, sequence, sha256, kind, bytes, signed, state, attempts, next_attempt, reason, position, receipt, reason_de, witnessed"

    static func all(of federation: String, _ connection: borrowing Connection) throws -> [OwnStatement] {
        try connection.query(
            "SELECT \(columns) FROM own_statement WHERE federation = ? ORDER BY sequence, id", .text(federation)
        ) { try read($0) }
    }

    /// The chain: everything but what was withdrawn, in order.
    static func chain(of federation: String, _ connection: borrowing Connection) throws -> [OwnStatement] {
        try all(of: federation, connection).filter { $0.state != .withdrawn }
    }

    /// The oldest statement without a receipt.
    static func next(of federation: String, _ connection: borrowing Connection) throws -> OwnStatement? {
        try connection.first(
            """
            SELECT \(columns) FROM own_statement WHERE federation = ? AND state IN ('waiting', 'refused')
            ORDER BY sequence LIMIT 1
            """, .text(federation)
        ) { try read($0) }
    }

    static func contains(
        _ sha256: Digest, of federation: String, _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM own_statement WHERE federation = ? AND sha256 = ? AND state <> 'withdrawn'",
            .text(federation), .blob(sha256.bytes)
        ) { try $0.int64(0) } != nil
    }

    /// Stores signed bytes; the number can stand there only once.
    static func insert(
        _ signed: SignedStatement, at seconds: Int64, of federation: String, _ connection: borrowing Connection
    ) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO own_statement (federation, sequence, sha256, kind, bytes, signed, state, attempts,
            next_attempt, reason) VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, 0, '')
            """, .text(federation), .integer(signed.statement.sequence), .blob(signed.sha256.bytes),
            .text(signed.statement.kind.rawValue), .blob(signed.bytes), .integer(seconds))
        return try connection.first("SELECT last_insert_rowid()") { try $0.int64(0) } ?? 0
    }

    /// Takes a statement of ours back from the log after a restore. One of ours that stood at its number and never
    /// reached the log gives way.
    static func adopt(
        _ verified: VerifiedEntry, receipt: Receipt, of federation: String, _ connection: borrowing Connection
    ) throws {
        let said = verified.statement.statement
        try connection.execute(
            """
            UPDATE own_statement SET state = 'withdrawn', reason = 'Another statement stands at this number in the log.'
            WHERE federation = ? AND sequence >= ? AND state IN ('waiting', 'refused')
            """, .text(federation), .integer(said.sequence))
        try connection.execute(
            """
            INSERT INTO own_statement (federation, sequence, sha256, kind, bytes, signed, state, attempts,
            next_attempt, reason, position, receipt) VALUES (?, ?, ?, ?, ?, ?, 'delivered', 0, 0, '', ?, ?)
            """, .text(federation), .integer(said.sequence), .blob(verified.entry.sha256.bytes),
            .text(said.kind.rawValue), .blob(verified.statement.bytes), .integer(said.issued.secondsSince1970),
            .integer(verified.index), .blob(receipt.bytes))
    }

    static func markDelivered(_ id: Int64, receipt: Receipt, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            UPDATE own_statement SET state = 'delivered', reason = '', reason_de = '', position = ?, receipt = ?
            WHERE id = ? AND state <> 'withdrawn'
            """, .integer(receipt.index), .blob(receipt.bytes), .integer(id))
    }

    /// Receipts that came as files are compared with the log at the next contact; until then they are marked so.
    private static let unchecked = "offline"

    static func markUnchecked(_ id: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            "UPDATE own_statement SET reason = ? WHERE id = ? AND state = 'delivered'", .text(unchecked), .integer(id))
    }

    static func markChecked(_ id: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            "UPDATE own_statement SET reason = '' WHERE id = ? AND reason = ?", .integer(id), .text(unchecked))
    }

    static func unchecked(of federation: String, _ connection: borrowing Connection) throws -> [OwnStatement] {
        try connection.query(
            "SELECT \(columns) FROM own_statement WHERE federation = ? AND state = 'delivered' AND reason = ? "
                + "ORDER BY position", .text(federation), .text(unchecked)
        ) { try read($0) }
    }

    static func markRefused(_ id: Int64, reason: Wording, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            UPDATE own_statement SET state = 'refused', attempts = attempts + 1, reason = ?, reason_de = ? WHERE id = ?
            """, .text(reason.en), .text(reason.de), .integer(id))
    }

    static func postpone(
        _ id: Int64, until seconds: Int64, reason: Wording, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            UPDATE own_statement SET attempts = attempts + 1, next_attempt = ?, reason = ?, reason_de = ? WHERE id = ?
            """, .integer(seconds), .text(reason.en), .text(reason.de), .integer(id))
    }

    private static func read(_ row: borrowing Row) throws -> OwnStatement {
        guard let sha256 = Digest(try row.blob(2)) else {
            throw DatabaseError(.corrupt, "The database holds a digest that is none.")
        }
        return OwnStatement(
            id: try row.int64(0), sequence: try row.int64(1), sha256: sha256, kind: try word(row.text(3)),
            bytes: try row.blob(4), signed: try row.int64(5), state: try word(row.text(6)),
            attempts: try row.int64(7), nextAttempt: try row.int64(8), reason: try row.text(9),
            reasonGerman: try row.text(12),
            position: try row.optionalInt64(10), receipt: try row.optionalBlob(11),
            witnessed: try row.optionalBlob(13))
    }
}
