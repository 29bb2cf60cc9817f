import Crypto
import Database
import Federation
import Ledger

/// A federation's log as far as this node has followed it: the fold, and the tree over its entries.
struct FollowedLog: Sendable {
    private(set) var replay: Replay
    private(set) var edge = TreeEdge()
    private(set) var leafHashes: [Digest] = []

    init(origin: String) { replay = Replay(origin: origin) }

    var state: FederationState { replay.state }
    var size: Int64 { edge.size }

    mutating func take(_ items: [Replay.Item], each: (VerifiedEntry) -> Void = { _ in }) {
        for item in items {
            let hash = Merkle.leafHash(item.entry)
            leafHashes.append(hash)
            _ = edge.append(hash)
        }
        replay.take(items) { verified, _ in each(verified) }
    }

    /// The head this log had at an earlier size.
    func head(at size: Int64) throws -> TreeHead {
        if size == edge.size { return edge.head }
        return TreeHead(size: size, root: try TiledTree.root(size: size, tile: tile))
    }

    /// The receipt of an entry, built from our own copy of the log.
    func receipt(index: Int64, entry: [UInt8], checkpoint: SignedCheckpoint) throws -> Receipt {
        let proof = try TiledTree.inclusionProof(index: index, size: checkpoint.head.size, tile: tile)
        return try Receipt(entry: entry, proof: proof, checkpoint: checkpoint)
    }

    private func tile(_ coordinate: TileCoordinate) -> [Digest] {
        let span = Int64(1) << (8 * coordinate.level)
        return (0..<Int64(coordinate.width)).compactMap { offset in
            let first = (coordinate.number << 8 + offset) * span
            guard first + span <= Int64(leafHashes.count) else { return nil }
            return Merkle.root(of: Array(leafHashes[Int(first)..<Int(first + span)]))
        }
    }
}

extension FollowedLog {
    /// Takes what is on disk beyond this log's size, through the entry check.
    mutating func takeStored(_ membership: Membership, _ connection: borrowing Connection) throws {
        let items = try connection.query(
            "SELECT leaf, statement FROM log_entry WHERE federation = ? AND position >= ? ORDER BY position",
            .text(membership.name), .integer(size)
        ) { row in Replay.Item(entry: try row.blob(0), statement: try row.blob(1)) }
        take(items)
    }
}
