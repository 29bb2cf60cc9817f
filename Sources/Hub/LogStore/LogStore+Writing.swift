import Crypto
import Database
import Federation
import Ledger

extension LogStore {
    /// Stores entries and the hashes they add, in one transaction with whatever belongs to them. Nothing of it is
    /// published yet: that is what `publish` does.
    func append(
        _ entries: [VerifiedEntry], completed: [CompletedTile], edge: TreeEdge,
        with more: (borrowing Connection) throws -> Void
    ) throws {
        try store.write { connection in
            for verified in entries {
                _ = try connection.execute(
                    "INSERT INTO entry (position, leaf, sha256, statement) VALUES (?, ?, ?, ?)",
                    .integer(verified.index), .blob(verified.entry.canonicalBytes), .blob(verified.entry.sha256.bytes),
                    .blob(verified.statement.bytes))
            }
            try Self.store(completed, edge, connection)
            try more(connection)
        }
    }

    /// Reads stored entries back from disk and recomputes the tree over them: a flipped bit must show before it is
    /// signed.
    func readBack(from edge: TreeEdge, count: Int) throws -> TreeEdge {
        var edge = edge
        for entry in try entries(from: edge.size, limit: count) {
            guard entry.index == edge.size else { throw LogFault("Entry \(edge.size) is missing from the store") }
            let leaf = try LogEntry(canonicalBytes: entry.leaf)
            if let statement = entry.statement {
                guard SHA256.digest(statement) == leaf.sha256 else {
                    throw LogFault("The stored statement of entry \(entry.index) does not have its digest")
                }
            }
            _ = edge.append(Merkle.leafHash(entry.leaf))
        }
        return edge
    }

    /// Makes a signed checkpoint durable. Its size is the key and must be larger than any before, so that of two
    /// processes on one store only one can publish.
    func publish(_ checkpoint: SignedCheckpoint, after previous: Int64) throws {
        try store.write { connection in
            let newest = try connection.first("SELECT max(size) FROM head") { try $0.optionalInt64(0) ?? 0 } ?? 0
            guard newest == previous, checkpoint.head.size > newest else {
                throw LogFault("Another process has published a checkpoint of size \(newest) on this store")
            }
            _ = try connection.execute(
                "INSERT INTO head (size, checkpoint) VALUES (?, ?)", .integer(checkpoint.head.size),
                .blob(checkpoint.bytes))
        }
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

    private static func store(
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
