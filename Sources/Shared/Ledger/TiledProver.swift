import Crypto

/// Many proofs over one tree: each tile is read once and each node inside a tile hashed once.
///
/// A log that answers a batch of entries at one size needs about as many hashes for all their proofs as for one.
public struct TiledProver: Sendable {
    /// A whole subtree: the leaves number · 2^height ..< (number + 1) · 2^height.
    private struct Subtree: Hashable {
        let height: Int
        let number: Int64
    }

    /// Nodes kept from one size to the next; beyond, they are forgotten and hashed again when needed.
    private static let maximumNodes = 8192

    public private(set) var size: Int64
    private var read: [TileCoordinate: [Digest]] = [:]
    private var nodes: [Subtree: Digest] = [:]
    /// The roots of what lies behind a leaf up to the end of the tree, by that leaf: all proofs of a batch share them.
    private var edges: [Int64: Digest] = [:]

    /// For the tree of the first `size` leaves.
    public init(size: Int64) { self.size = size }

    /// Goes on to a later size of the same log, whose whole subtrees are the same; to any other size it begins anew.
    public mutating func advance(to size: Int64) {
        if size < self.size || nodes.count > Self.maximumNodes { nodes = [:] }
        read = [:]
        edges = [:]
        self.size = size
    }

    /// The proof that the leaf at `index` belongs to the tree. `tile` is asked as in `TiledTree`.
    public mutating func inclusionProof(index: Int64, tile: TiledTree.Reader) throws -> InclusionProof {
        guard index >= 0, index < size else {
            throw LedgerError(.outOfRange, "The index \(index) lies outside a tree of size \(size).")
        }
        var path: [Digest] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Merkle.splitPoint(of: range.upperBound - range.lowerBound)
            if index < middle {
                path.append(try root(middle..<range.upperBound, tile))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(range.lowerBound..<middle, tile))
                range = middle..<range.upperBound
            }
        }
        return InclusionProof(index: index, size: size, path: path.reversed())
    }

    /// The root over the leaves of `range`, which begins at a multiple of the power of two that holds it.
    mutating func root(_ range: Range<Int64>, _ tile: TiledTree.Reader) throws -> Digest {
        if range.upperBound == size, let known = edges[range.lowerBound] { return known }
        var wholeSubtrees: [Digest] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let height = 63 - (range.upperBound - start).leadingZeroBitCount
            wholeSubtrees.append(try node(Subtree(height: height, number: start >> height), tile))
            start += 1 << height
        }
        var root = wholeSubtrees.removeLast()
        for subtree in wholeSubtrees.reversed() { root = Merkle.nodeHash(subtree, root) }
        if range.upperBound == size { edges[range.lowerBound] = root }
        return root
    }

    private mutating func node(_ subtree: Subtree, _ tile: TiledTree.Reader) throws -> Digest {
        let (level, heightInTile) = subtree.height.quotientAndRemainder(dividingBy: 8)
        if heightInTile == 0 {
            let hashes = try hashes(level: level, number: subtree.number >> 8, tile)
            let place = Int(subtree.number & 0xFF)
            guard place < hashes.count else {
                throw LedgerError(.outOfRange, "A tree of size \(size) has no whole subtree there.")
            }
            return hashes[place]
        }
        if let known = nodes[subtree] { return known }
        let left = try node(Subtree(height: subtree.height - 1, number: subtree.number << 1), tile)
        let right = try node(Subtree(height: subtree.height - 1, number: subtree.number << 1 | 1), tile)
        let node = Merkle.nodeHash(left, right)
        nodes[subtree] = node
        return node
    }

    private mutating func hashes(level: Int, number: Int64, _ tile: TiledTree.Reader) throws -> [Digest] {
        guard let coordinate = TileCoordinate.tile(level: level, number: number, forSize: size) else {
            throw LedgerError(.outOfRange, "A tree of size \(size) has no tile \(number) of level \(level).")
        }
        if let known = read[coordinate] { return known }
        let hashes = try tile(coordinate)
        guard hashes.count == coordinate.width else {
            throw LedgerError(
                .tileInvalid, "The tile holds \(hashes.count) hashes instead of \(coordinate.width).",
                at: .tile(coordinate.path))
        }
        read[coordinate] = hashes
        return hashes
    }
}
