import Crypto
import Database
import Ledger

/// What a node has cosigned, and the newest checkpoint that it knows to be witnessed.
enum WitnessStore {
    struct Cosigned: Sendable, Equatable {
        let head: TreeHead
        /// POSIX seconds.
        let seconds: Int64
        let isTaken: Bool
    }

    static func cosigned(_ federation: String, _ connection: borrowing Connection) throws -> Cosigned? {
        try connection.first(
            "SELECT size, root, seconds, is_taken FROM cosigned WHERE federation = ?", .text(federation)
        ) { row in
            guard let root = Digest(try row.blob(1)) else {
                throw DatabaseError(.corrupt, "The database holds a root that is none.")
            }
            return Cosigned(
                head: TreeHead(size: try row.int64(0), root: root), seconds: try row.int64(2),
                isTaken: try row.boolean(3))
        }
    }

    /// Replaces exactly what was there before; false where another process was faster.
    static func advance(
        _ federation: String, from old: Cosigned?, to head: TreeHead, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        guard try cosigned(federation, connection) == old, old.map({ $0.head.size <= head.size }) ?? true else {
            return false
        }
        try connection.execute(
            """
            INSERT INTO cosigned (federation, size, root, seconds, is_taken) VALUES (?, ?, ?, ?, 0)
            ON CONFLICT (federation) DO UPDATE SET size = excluded.size, root = excluded.root,
            seconds = excluded.seconds, is_taken = 0
            """, .text(federation), .integer(head.size), .blob(head.root.bytes), .integer(seconds))
        return true
    }

    static func markTaken(_ federation: String, _ head: TreeHead, _ connection: borrowing Connection) throws {
        try connection.execute(
            "UPDATE cosigned SET is_taken = 1 WHERE federation = ? AND size = ?", .text(federation),
            .integer(head.size))
    }

    static func witnessed(_ federation: String, _ connection: borrowing Connection) throws -> [UInt8]? {
        try connection.first("SELECT checkpoint FROM witnessed WHERE federation = ?", .text(federation)) { row in
            try row.blob(0)
        }
    }

    static func witnessedSize(_ federation: String, _ connection: borrowing Connection) throws -> Int64? {
        try connection.first("SELECT size FROM witnessed WHERE federation = ?", .text(federation)) { try $0.int64(0) }
    }

    static func setWitnessed(
        _ checkpoint: SignedCheckpoint, _ federation: String, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO witnessed (federation, size, checkpoint) VALUES (?, ?, ?) ON CONFLICT (federation) DO UPDATE SET
            size = excluded.size, checkpoint = excluded.checkpoint WHERE excluded.size >= size
            """, .text(federation), .integer(checkpoint.head.size), .blob(checkpoint.bytes))
    }

    /// Delivered statements below `size` whose receipts are not under a witnessed checkpoint yet.
    static func unwitnessed(
        _ federation: String, below size: Int64, limit: Int, _ connection: borrowing Connection
    ) throws -> [(id: Int64, position: Int64)] {
        try connection.query(
            """
            SELECT id, position FROM own_statement WHERE federation = ? AND state = 'delivered' AND witnessed IS NULL
            AND position < ? ORDER BY position LIMIT ?
            """, .text(federation), .integer(size), Value(limit)
        ) { row in (try row.int64(0), try row.int64(1)) }
    }

    static func renew(_ id: Int64, _ receipt: Receipt, _ connection: borrowing Connection) throws {
        try connection.execute(
            "UPDATE own_statement SET witnessed = ? WHERE id = ?", .blob(receipt.bytes), .integer(id))
    }
}
