import Crypto
import Database
import Federation
import Ledger

/// A checkpoint that the log's own key has signed and that this log does not contain.
struct LostHistory: Sendable, Equatable {
    let head: TreeHead
    /// True where the log has another root at this size: two histories were signed, and no entry can mend that.
    let isFork: Bool
}

/// A backup that was brought back, until it is known that nothing is missing behind it.
struct RestoredLog: Sendable, Equatable {
    /// Entries of the backup.
    let size: Int64
    /// The largest size that anybody was known to have seen.
    let needed: Int64
}

/// Why the hub signs nothing: it would sign over a history that it has lost, or may have lost.
enum HistoryStop: Sendable, Equatable {
    case lost(LostHistory)
    case restored(RestoredLog)
}

/// What is kept of history that this log may lack. While a row is there, nothing is signed.
enum HistoryGuard {
    static func record(_ checkpoint: SignedCheckpoint, at seconds: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            "INSERT INTO lost_history (size, root, checkpoint, seen) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            .integer(checkpoint.head.size), .blob(checkpoint.head.root.bytes), .blob(checkpoint.bytes),
            .integer(seconds))
    }

    /// The heads that must be in the log before anything is signed, smallest first.
    static func lostHeads(_ connection: borrowing Connection) throws -> [TreeHead] {
        try connection.query("SELECT size, root FROM lost_history ORDER BY size") { row in
            guard let root = Digest(try row.blob(1)) else { throw LogFault("A kept root is malformed") }
            return TreeHead(size: try row.int64(0), root: root)
        }
    }

    static func forget(_ head: TreeHead, _ connection: borrowing Connection) throws {
        try connection.execute(
            "DELETE FROM lost_history WHERE size = ? AND root = ?", .integer(head.size), .blob(head.root.bytes))
    }

    static func restored(_ connection: borrowing Connection) throws -> RestoredLog? {
        try connection.first("SELECT size, needed FROM restored") { row in
            RestoredLog(size: try row.int64(0), needed: try row.int64(1))
        }
    }

    /// Marks a restored database: its witnesses are asked anew, and nothing is signed until they or the office have
    /// answered.
    static func markRestored(_ restored: RestoredLog, at seconds: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM candidate")
        try connection.execute("DELETE FROM witnessed WHERE size = ?", .integer(restored.size))
        try connection.execute("DELETE FROM cosignature WHERE size = ?", .integer(restored.size))
        try connection.execute(
            "INSERT INTO restored (id, size, needed, at) VALUES (1, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                + "size = excluded.size, needed = excluded.needed, at = excluded.at", .integer(restored.size),
            .integer(restored.needed), .integer(seconds))
    }

    /// The office has said, or the witnesses have shown, that nothing is missing.
    static func clearRestored(_ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM restored")
    }
}
