import Database
import Federation
import Ledger

/// Candidate, cosignatures and the newest witnessed checkpoint on disk.
struct WitnessStore: Sendable {
    let log: LogStore

    struct Offer: Sendable, Equatable {
        let size: Int64
        /// Seconds since 1970.
        let since: Int64
    }

    /// A member's newest cosignature.
    struct Newest: Sendable {
        let size: Int64
        let seconds: Int64
    }

    static func offer(_ connection: borrowing Connection) throws -> Offer? {
        try connection.first("SELECT size, since FROM candidate") { row in
            Offer(size: try row.int64(0), since: try row.int64(1))
        }
    }

    static func setOffer(_ offer: Offer, _ connection: borrowing Connection) throws {
        try connection.execute(
            "INSERT INTO candidate (id, size, since) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET size = excluded.size, "
                + "since = excluded.since", .integer(offer.size), .integer(offer.since))
    }

    static func witnessedSize(_ connection: borrowing Connection) throws -> Int64? {
        try connection.first("SELECT size FROM witnessed") { try $0.int64(0) }
    }

    /// Lines that no later one of the same member makes superfluous go away.
    static func setWitnessed(_ size: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            "INSERT INTO witnessed (id, size) VALUES (1, ?) ON CONFLICT DO UPDATE SET size = excluded.size",
            .integer(size))
        try connection.execute(
            """
            DELETE FROM cosignature WHERE size < ?
            AND EXISTS (SELECT 1 FROM cosignature later WHERE later.tenant = cosignature.tenant
                        AND later.size > cosignature.size)
            """, .integer(size))
    }

    /// Keeps the line unless one as new is there.
    static func keep(
        _ line: NoteSignature, at seconds: Int64, of tenant: TenantID, size: Int64, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO cosignature (tenant, size, seconds, line) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET seconds = excluded.seconds, line = excluded.line WHERE excluded.seconds > seconds
            """, .text(tenant.text), .integer(size), .integer(seconds), .text(line.line))
    }

    static func newest(of tenant: TenantID, _ connection: borrowing Connection) throws -> Newest? {
        try connection.first(
            "SELECT size, seconds FROM cosignature WHERE tenant = ? ORDER BY size DESC LIMIT 1", .text(tenant.text)
        ) { row in Newest(size: try row.int64(0), seconds: try row.int64(1)) }
    }

    /// The newest checkpoint with a quorum and every line that is kept for it; nil where there is none.
    func witnessed() throws -> SignedCheckpoint? {
        try log.store.read { connection in
            try Self.witnessedSize(connection).map { try cosigned($0, connection) }
        }
    }

    /// The checkpoint signed at `size` with every line that is kept for it, members in the order of their ids.
    func cosigned(_ size: Int64, _ connection: borrowing Connection) throws -> SignedCheckpoint {
        guard
            let note = try connection.first(
                "SELECT checkpoint FROM head WHERE size = ?", .integer(size), row: { try $0.blob(0) })
        else { throw LogFault("The log has no checkpoint of size \(size)") }
        let lines = try connection.query(
            "SELECT line FROM cosignature WHERE size = ? ORDER BY tenant", .integer(size)
        ) { try $0.text(0) }
        return try SignedCheckpoint(note: note + Array(lines.joined().utf8), log: log.logKey)
    }
}
