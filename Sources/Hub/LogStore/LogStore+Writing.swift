import Crypto
import Database
import Federation
import Ledger

extension LogStore {
    /// Stores entries, the hashes they add and the checkpoint over them, in one transaction with whatever belongs to
    /// them; durable when it returns, without a trace when it throws (docs/decisions/0002).
    ///
    /// What was written is read back from the database and hashed anew before `sign` is asked: a flipped bit must show
    /// before it is signed. The checkpoint's size is the key and must follow `previous`, so that of two processes on
    /// one store only one can go on.
    func append(
        _ entries: [AcceptedEntry], completed: [CompletedTile], from before: TreeEdge, to after: TreeEdge,
        sign: (TreeHead) throws -> SignedCheckpoint, with more: (borrowing Connection) throws -> Void = { _ in }
    ) throws -> SignedCheckpoint {
        try store.write { connection in
            for entry in entries {
                _ = try connection.execute(
                    "INSERT INTO entry (position, leaf, sha256, statement) VALUES (?, ?, ?, ?)",
                    .integer(entry.index), .blob(entry.leaf), .blob(entry.verified.entry.sha256.bytes),
                    .blob(entry.verified.statement.bytes))
            }
            try Self.store(completed, after, connection)
            try more(connection)
            guard try Self.readBack(from: before, connection) == after.head else {
                throw LogFault("What was stored is not what was to be signed")
            }
            let checkpoint = try sign(after.head)
            let newest = try connection.first("SELECT max(size) FROM head") { try $0.optionalInt64(0) ?? 0 } ?? 0
            guard newest == before.size, checkpoint.head.size > newest else {
                throw LogFault("Another process has published a checkpoint of size \(newest) on this store")
            }
            _ = try connection.execute(
                "INSERT INTO head (size, checkpoint) VALUES (?, ?)", .integer(checkpoint.head.size),
                .blob(checkpoint.bytes))
            return checkpoint
        }
    }

    /// The head over all stored entries, hashed from the stored bytes from `edge` on.
    private static func readBack(from edge: TreeEdge, _ connection: borrowing Connection) throws -> TreeHead {
        var edge = edge
        try connection.scan(
            "SELECT position, leaf, sha256, statement FROM entry WHERE position >= ? ORDER BY position",
            values: [.integer(edge.size)]
        ) { row in
            let leaf = try row.blob(1)
            let sha256 = SHA256.digest(try row.blob(3))
            guard try row.int64(0) == edge.size, try row.blob(2) == sha256.bytes,
                try LogEntry(canonicalBytes: leaf).sha256 == sha256
            else { throw LogFault("The stored entry \(edge.size) is not what was to be stored") }
            _ = edge.append(Merkle.leafHash(leaf))
            return true
        }
        return edge.head
    }

    /// Replaces all tiles by ones computed from the entries.
    func replaceTiles() throws -> TreeEdge {
        var edge = TreeEdge()
        let total = try store.read { connection in
            try connection.first("SELECT count(*) FROM entry") { try $0.int64(0) } ?? 0
        }
        try store.write { connection in _ = try connection.execute("DELETE FROM tile") }
        while edge.size < total {
            var completed: [CompletedTile] = []
            for leaf in try leaves(from: edge.size, limit: 4096) { completed += edge.append(Merkle.leafHash(leaf)) }
            try store.write { connection in try Self.store(completed, edge, connection) }
        }
        return edge
    }

    static func store(
        _ completed: [CompletedTile], _ edge: TreeEdge, _ connection: borrowing Connection
    ) throws {
        let sql =
            "INSERT INTO tile (level, number, hashes) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hashes = excluded.hashes"
        for tile in completed {
            _ = try connection.execute(sql, Value(tile.level), .integer(tile.number), .blob(tile.bytes))
        }
        for (coordinate, hashes) in edge.unfinished {
            _ = try connection.execute(
                sql, Value(coordinate.level), .integer(coordinate.number), .blob(TileCoding.encode(hashes)))
        }
    }
}
