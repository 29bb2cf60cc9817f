import Crypto
import Database
import Federation
import Ledger

/// The log on disk: entries, statements, tiles and every checkpoint ever signed.
///
/// Only the sequencer writes. What it has published never changes, so readers need no lock.
struct LogStore: Sendable {
    let store: Store
    let origin: String
    let logKey: VerifierKey
    let redactionList: RedactionList

    /// One stored entry.
    struct StoredEntry: Sendable {
        let index: Int64
        let leaf: [UInt8]
        /// `nil` once it has been redacted.
        let statement: [UInt8]?
    }

    /// Up to `limit` entries from `index` on, in order; fewer, but at least one, where they make up `byteLimit`.
    func entries(from index: Int64, limit: Int, byteLimit: Int = .max) throws -> [StoredEntry] {
        try store.read { connection in
            var entries: [StoredEntry] = []
            var byteCount = 0
            try connection.scan(
                "SELECT position, leaf, statement FROM entry WHERE position >= ? ORDER BY position LIMIT ?",
                values: [.integer(index), Value(limit)]
            ) { row in
                let entry = StoredEntry(
                    index: try row.int64(0), leaf: try row.blob(1), statement: try row.optionalBlob(2))
                entries.append(entry)
                byteCount += entry.statement?.count ?? 0
                return byteCount < byteLimit
            }
            return entries
        }
    }

    /// Leaves only, without the statements.
    func leaves(from index: Int64, limit: Int) throws -> [[UInt8]] {
        try store.read { connection in
            try connection.query(
                "SELECT leaf FROM entry WHERE position >= ? ORDER BY position LIMIT ?", .integer(index), Value(limit)
            ) { try $0.blob(0) }
        }
    }

    func statement(_ sha256: Digest) throws -> (index: Int64, bytes: [UInt8]?)? {
        try store.read { connection in
            try connection.first("SELECT position, statement FROM entry WHERE sha256 = ?", .blob(sha256.bytes)) { row in
                (try row.int64(0), try row.optionalBlob(1))
            }
        }
    }

    /// Up to `limit` statements of entries below `size` in the order of their digests, after `after`; the bytes are nil
    /// where they have been redacted.
    func statements(after: Digest?, below size: Int64, limit: Int) throws -> [(sha256: Digest, bytes: [UInt8]?)] {
        try store.read { connection in
            try connection.query(
                "SELECT sha256, statement FROM entry WHERE sha256 > ? AND position < ? ORDER BY sha256 LIMIT ?",
                .blob(after?.bytes ?? []), .integer(size), Value(limit)
            ) { row in
                guard let sha256 = Digest(try row.blob(0)) else { throw LogFault("A stored digest is malformed") }
                return (sha256, try row.optionalBlob(1))
            }
        }
    }

    /// The newest signed checkpoint.
    func newestCheckpoint() throws -> SignedCheckpoint? {
        try checkpoint("SELECT checkpoint FROM head ORDER BY size DESC LIMIT 1", [])
    }

    /// Every checkpoint that was ever signed, smallest first.
    func checkpoints() throws -> [SignedCheckpoint] {
        let notes = try store.read { connection in
            try connection.query("SELECT checkpoint FROM head ORDER BY size") { try $0.blob(0) }
        }
        return try notes.map { try SignedCheckpoint(note: $0, log: logKey) }
    }

    /// The root over the first `size` entries, of which there must be as many; from the stored hashes, so that it costs
    /// the same however long the log is.
    func root(at size: Int64) throws -> Digest {
        try store.read { connection in
            try TiledTree.root(size: size) { coordinate in try Self.tile(coordinate, connection) }
        }
    }

    /// The first checkpoint that covers the entry at `index`: the one its receipt has always named.
    func checkpoint(covering index: Int64) throws -> SignedCheckpoint? {
        try checkpoint("SELECT checkpoint FROM head WHERE size > ? ORDER BY size LIMIT 1", [.integer(index)])
    }

    /// The receipt of a published entry: the same bytes each time.
    func receipt(index: Int64) throws -> Receipt {
        guard let checkpoint = try checkpoint(covering: index), let entry = try entries(from: index, limit: 1).first,
            entry.index == index
        else { throw LogFault("Entry \(index) is not covered by a checkpoint") }
        let proof = try store.read { connection in
            try TiledTree.inclusionProof(index: index, size: checkpoint.head.size) { coordinate in
                try Self.tile(coordinate, connection)
            }
        }
        return try Receipt(entry: entry.leaf, proof: proof, checkpoint: checkpoint)
    }

    /// The receipts of entries that one checkpoint covers; what their proofs share is read and hashed once, and `prover`
    /// keeps it for the next checkpoint. Each proof is verified under the checkpoint.
    func receipts(
        _ entries: [AcceptedEntry], under checkpoint: SignedCheckpoint, prover: inout TiledProver, tiles: RecentTiles
    ) throws -> [Receipt] {
        prover.advance(to: checkpoint.head.size)
        return try entries.map { entry in
            let proof = try prover.inclusionProof(index: entry.index) { coordinate in
                try tiles[coordinate] ?? store.read { try Self.tile(coordinate, $0) }
            }
            return try Receipt(entry: entry.leaf, proof: proof, checkpoint: checkpoint)
        }
    }

    /// The hashes of a tile, exactly as many as its coordinate says; nil if the log is not that far.
    func tile(_ coordinate: TileCoordinate) throws -> [UInt8]? {
        try store.read { connection in
            guard try Self.isPublished(coordinate, connection) else { return nil }
            return try Self.tileBytes(coordinate, connection)
        }
    }

    /// Throws unless the stored hashes begin with these, which were computed from the entries.
    func requireTiles(_ tiles: [(coordinate: TileCoordinate, bytes: [UInt8])]) throws {
        try store.read { connection in
            for tile in tiles where try Self.tileBytes(tile.coordinate, connection) != tile.bytes {
                throw LogFault(
                    "The stored hashes of \(tile.coordinate) are not those of the entries; "
                        + "run: rahmenwerk-hub rebuild")
            }
        }
    }

    /// An entry bundle; nil if the log is not that far.
    func bundle(_ coordinate: EntryBundleCoordinate) throws -> [UInt8]? {
        try store.read { connection in
            let published = try Self.publishedSize(connection)
            guard coordinate.firstIndex + Int64(coordinate.width) <= published else { return nil }
            let leaves = try connection.query(
                "SELECT leaf FROM entry WHERE position >= ? ORDER BY position LIMIT ?",
                .integer(coordinate.firstIndex), Value(coordinate.width)
            ) { try $0.blob(0) }
            guard leaves.count == coordinate.width else {
                throw LogFault("The entries of \(coordinate) are incomplete")
            }
            return try EntryBundle(entries: leaves).bytes
        }
    }

    static func tile(_ coordinate: TileCoordinate, _ connection: borrowing Connection) throws -> [Digest] {
        try TileCoding.decode(try tileBytes(coordinate, connection), of: coordinate)
    }

    private static func tileBytes(_ coordinate: TileCoordinate, _ connection: borrowing Connection) throws -> [UInt8] {
        let stored = try connection.first(
            "SELECT hashes FROM tile WHERE level = ? AND number = ?", Value(coordinate.level),
            .integer(coordinate.number)
        ) { try $0.blob(0) }
        let length = coordinate.width * Digest.byteCount
        guard let stored, stored.count >= length else {
            throw LogFault("The stored hashes of \(coordinate) are incomplete; run: rahmenwerk-hub rebuild")
        }
        return Array(stored.prefix(length))
    }

    private static func isPublished(_ coordinate: TileCoordinate, _ connection: borrowing Connection) throws -> Bool {
        let hashes = try publishedSize(connection) >> (8 * coordinate.level)
        return coordinate.number <= hashes >> 8 && coordinate.number << 8 + Int64(coordinate.width) <= hashes
    }

    private static func publishedSize(_ connection: borrowing Connection) throws -> Int64 {
        try connection.first("SELECT max(size) FROM head") { try $0.optionalInt64(0) ?? 0 } ?? 0
    }

    private func checkpoint(_ sql: String, _ values: [Value]) throws -> SignedCheckpoint? {
        let bytes = try store.read { connection in
            try connection.query(sql, values: values) { try $0.blob(0) }.first
        }
        return try bytes.map { try SignedCheckpoint(note: $0, log: logKey) }
    }
}

/// The stored log is not what it must be. The hub stops appending and says so.
struct LogFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
