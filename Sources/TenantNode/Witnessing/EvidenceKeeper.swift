import Database
import Federation
import Ledger
import Service

/// Keeps what proves that the log broke its promise: in the database with the alarm, and as a file that any other party
/// can check with `rahmenwerk-audit evidence`.
struct EvidenceKeeper: Sendable {
    let node: Node
    let membership: Membership

    private var observed: String { "\(Instant(secondsSince1970: node.world.now().seconds))" }
    private var observer: String { membership.tenant.text }

    /// The newest checkpoint that was checked against all entries.
    private func seen() throws -> SignedCheckpoint? {
        try membership.checkpoint.map { try SignedCheckpoint(note: $0, log: membership.log) }
    }

    /// `checkpoint` has another root at its size than the log that was followed.
    func contradiction(of checkpoint: SignedCheckpoint, to log: FollowedLog) throws -> Evidence? {
        guard let seen = try seen() else { return nil }
        if seen.head.size == checkpoint.head.size {
            return try Evidence(fork: seen, checkpoint, observed: observed, observer: observer)
        }
        guard checkpoint.head.size > 0, checkpoint.head.size < seen.head.size, seen.head.size == log.size else {
            return nil
        }
        return try Evidence(
            inconsistent: checkpoint, seen,
            beginning: try log.beginning(of: checkpoint.head.size), observed: observed, observer: observer)
    }

    /// The hub's own entries give the root of `checkpoint`, but what was seen is not their beginning.
    func rewriting(by checkpoint: SignedCheckpoint, entries: [[UInt8]]) throws -> Evidence? {
        guard let seen = try seen(), seen.head.size > 0, seen.head.size < checkpoint.head.size else { return nil }
        let whole = FollowedLog.LeafHashes(entries.map { Merkle.leafHash($0) })
        return try Evidence(
            inconsistent: seen, checkpoint,
            beginning: try TiledTree.beginning(of: seen.head.size, in: checkpoint.head.size, tile: whole.tile),
            observed: observed, observer: observer)
    }

    func shrinking(to served: SignedCheckpoint) throws -> Evidence? {
        guard let seen = try seen(), served.head.size < seen.head.size else { return nil }
        return try Evidence(shrunk: seen, to: served, observed: observed, observer: observer)
    }

    func foreignEntry(_ verified: VerifiedEntry, _ checkpoint: SignedCheckpoint, _ log: FollowedLog) throws -> Evidence
    {
        try foreignEntry(verified.index, verified.entry.canonicalBytes, verified.statement.bytes, checkpoint, log)
    }

    /// Without a statement where the hub has none to show.
    func foreignEntry(
        _ index: Int64, _ entry: [UInt8], _ statement: [UInt8]?, _ checkpoint: SignedCheckpoint, _ log: FollowedLog
    ) throws -> Evidence {
        try Evidence(
            foreign: entry, proof: try log.inclusionProof(of: index, in: checkpoint.head.size), checkpoint: checkpoint,
            statement: statement.map { String(decoding: $0, as: UTF8.self) }, observed: observed, observer: observer)
    }

    /// Durable when it returns: in the database, and as a file whose path is returned.
    @discardableResult
    func keep(_ evidence: Evidence) throws -> String {
        let checkpoint = evidence.checkpoints[evidence.checkpoints.count - 1]
        try node.store.write { connection in
            try connection.execute(
                "INSERT INTO evidence (federation, seen, checkpoint, file) VALUES (?, ?, ?, ?)", .text(membership.name),
                .integer(node.world.now().seconds), .blob(checkpoint.bytes), .blob(evidence.file))
        }
        let folder = "\(node.folder(of: membership.name))/evidence"
        try Files.ensureFolder(folder)
        let stamp = evidence.observed.filter { $0 != ":" && $0 != "-" }
        let path = "\(folder)/\(evidence.kind.rawValue)-\(stamp).json"
        try Files.writeFileDurably(path, evidence.file)
        node.world.log.error(
            "log.evidence", .code("federation", membership.name), .code("kind", evidence.kind.rawValue))
        return path
    }

    /// What is kept of a federation, newest first.
    static func all(of federation: String, _ connection: borrowing Connection) throws -> [(id: Int64, file: [UInt8])] {
        try connection.query(
            "SELECT id, file FROM evidence WHERE federation = ? AND file IS NOT NULL ORDER BY id DESC LIMIT 50",
            .text(federation)
        ) { row in (try row.int64(0), try row.blob(1)) }
    }
}
