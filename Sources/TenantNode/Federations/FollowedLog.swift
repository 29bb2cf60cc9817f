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
        return TreeHead(size: size, root: try TiledTree.root(size: size, tile: hashes.tile))
    }

    /// The receipt of an entry, built from our own copy of the log.
    func receipt(index: Int64, entry: [UInt8], checkpoint: SignedCheckpoint) throws -> Receipt {
        try Receipt(
            entry: entry, proof: try inclusionProof(of: index, in: checkpoint.head.size), checkpoint: checkpoint)
    }

    func inclusionProof(of index: Int64, in size: Int64) throws -> InclusionProof {
        try TiledTree.inclusionProof(index: index, size: size, tile: hashes.tile)
    }

    /// The nodes of this log's tree from which the root of its first `size` entries follows; 0 < size < this size.
    func beginning(of size: Int64) throws -> [Digest] {
        try TiledTree.beginning(of: size, in: self.size, tile: hashes.tile)
    }

    private var hashes: LeafHashes { LeafHashes(leafHashes) }

    /// Leaf hashes as the tiles that proofs read.
    struct LeafHashes: Sendable {
        private let leaves: [Digest]

        init(_ leaves: [Digest]) { self.leaves = leaves }

        func tile(_ coordinate: TileCoordinate) -> [Digest] {
            let span = Int64(1) << (8 * coordinate.level)
            return (0..<Int64(coordinate.width)).compactMap { offset in
                let first = (coordinate.number << 8 + offset) * span
                guard first + span <= Int64(leaves.count) else { return nil }
                return Merkle.root(of: Array(leaves[Int(first)..<Int(first + span)]))
            }
        }
    }
}

extension FollowedLog {
    /// Takes what is on disk beyond this log's size, through the entry check.
    mutating func takeStored(_ membership: Membership, _ connection: borrowing Connection) throws {
        let items = try connection.query(
            "SELECT leaf, statement FROM log_entry WHERE federation = ? AND position >= ? ORDER BY position",
            .text(membership.name), .integer(size)
        ) { row in
            // Nothing in its place: redacted.
            let statement = try row.blob(1)
            return Replay.Item(entry: try row.blob(0), statement: statement.isEmpty ? nil : statement)
        }
        take(items)
    }

    /// The bytes of one entry's leaf; nil where it has not been followed so far.
    static func leaf(_ index: Int64, of federation: String, _ connection: borrowing Connection) throws -> [UInt8]? {
        try connection.first(
            "SELECT leaf FROM log_entry WHERE federation = ? AND position = ?", .text(federation), .integer(index)
        ) { try $0.blob(0) }
    }
}
