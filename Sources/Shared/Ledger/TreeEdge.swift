import Crypto

/// The right edge of a growing tree: all that a log must keep at hand to append.
///
/// It holds the hashes of each level's unfinished tile (at most 255 a level) and the frontier: the roots of the whole
/// subtrees that make up the tree, largest first, one for each set bit of the size. Appending hashes once a leaf on
/// average, the head takes at most 62 hashes, whatever the size.
public struct TreeEdge: Hashable, Sendable {
    /// No edge starts beyond this size, so that appending can never overflow.
    public static let maximumStartSize: Int64 = 1 << 62

    /// Number of leaves.
    public private(set) var size: Int64 = 0
    /// For each level the hashes of its unfinished tile, possibly none.
    public private(set) var unfinishedTiles: [[Digest]] = []
    private var frontier: [Digest] = []

    /// The edge of an empty tree.
    public init() {}

    /// The edge of a stored tree. `unfinishedTiles[l]` holds the ⌊size / 256^l⌋ mod 256 hashes of level l's unfinished
    /// tile, for each level with ⌊size / 256^l⌋ > 0.
    ///
    /// Throws `outOfRange` for a negative size or one above 2^62, `tileInvalid` for another number of levels or hashes.
    public init(size: Int64, unfinishedTiles: [[Digest]]) throws(LedgerError) {
        guard (0...Self.maximumStartSize).contains(size) else {
            throw LedgerError(.outOfRange, "A tree of size \(size) cannot grow here; sizes go from 0 to 2^62.")
        }
        let levels = (64 - size.leadingZeroBitCount + 7) / 8
        guard unfinishedTiles.count == levels else {
            throw LedgerError(
                .tileInvalid, "A tree of size \(size) has \(levels) levels of tiles, not \(unfinishedTiles.count).")
        }
        for (level, hashes) in unfinishedTiles.enumerated() {
            let width = Int(size >> (8 * level) & 0xFF)
            guard hashes.count == width else {
                throw LedgerError(
                    .tileInvalid,
                    "The unfinished tile of level \(level) holds \(hashes.count) hashes instead of \(width).")
            }
        }
        self.size = size
        self.unfinishedTiles = unfinishedTiles
        frontier = unfinishedTiles.reversed().flatMap { Self.wholeSubtrees(of: $0) }
    }

    /// Appends a leaf hash and returns the tiles that it filled, lowest level first.
    public mutating func append(_ leaf: Digest) -> [CompletedTile] {
        append(leaf, node: Merkle.nodeHash)
    }

    /// Size and root of the tree so far.
    public var head: TreeHead { head(node: Merkle.nodeHash) }

    /// The partial tiles of a tree of this size, lowest level first.
    public var unfinished: [(TileCoordinate, [Digest])] {
        unfinishedTiles.enumerated().compactMap { level, hashes in
            guard !hashes.isEmpty else { return nil }
            // The eighth level's number is 0; shifting by 64 gives that too.
            let number = size >> (8 * (level + 1))
            return (TileCoordinate(existingLevel: level, number: number, width: hashes.count), hashes)
        }
    }

    /// `node` is the node hash; tests count its calls.
    mutating func append(_ leaf: Digest, node: (Digest, Digest) -> Digest) -> [CompletedTile] {
        var completed: [CompletedTile] = []
        var height = 0
        var subtree = leaf
        addToTile(ofLevel: 0, leaf)
        // As in adding one to a binary number: each carry joins two subtrees of equal height.
        while size >> height & 1 == 1 {
            subtree = node(frontier.removeLast(), subtree)
            height += 1
            if height % 8 == 0 {
                // A subtree of 256^k leaves is a full tile of level k − 1, and its root the next hash of level k.
                let level = height / 8
                completed.append(
                    CompletedTile(level: level - 1, number: size >> height, hashes: unfinishedTiles[level - 1]))
                unfinishedTiles[level - 1] = []
                addToTile(ofLevel: level, subtree)
            }
        }
        frontier.append(subtree)
        size += 1
        return completed
    }

    func head(node: (Digest, Digest) -> Digest) -> TreeHead {
        guard var root = frontier.last else { return .empty }
        for subtree in frontier.dropLast().reversed() { root = node(subtree, root) }
        return TreeHead(size: size, root: root)
    }

    private mutating func addToTile(ofLevel level: Int, _ hash: Digest) {
        if level == unfinishedTiles.count { unfinishedTiles.append([]) }
        unfinishedTiles[level].append(hash)
    }

    /// Splits a tile's hashes into runs of falling powers of two and returns their roots.
    private static func wholeSubtrees(of hashes: [Digest]) -> [Digest] {
        var roots: [Digest] = []
        var start = 0
        for bit in stride(from: 7, through: 0, by: -1) where hashes.count >> bit & 1 == 1 {
            roots.append(Merkle.root(of: hashes[start..<start + (1 << bit)]))
            start += 1 << bit
        }
        return roots
    }
}
