import Crypto

/// Roots and proofs computed from a log's tiles, reading only O(log size) of them, each once.
///
/// The reader is asked for coordinates of a log of exactly the size in question: the full tile if it is full at that
/// size, else the partial one. What it returns is checked for its width and otherwise not trusted: verify the proof
/// against a signed root. Errors of the reader pass through.
public enum TiledTree {
    public typealias Reader = (TileCoordinate) throws -> [Digest]

    /// The root of the tree of the first `size` leaves.
    public static func root(size: Int64, tile: Reader) throws -> Digest {
        guard size >= 0 else { throw LedgerError(.outOfRange, "A tree size is \(size); it must not be negative.") }
        var tiles = TiledProver(size: size)
        return size == 0 ? Merkle.emptyRoot : try tiles.root(0..<size, tile)
    }

    /// The root over the first `count` leaves of a tree of `size` leaves, from the tiles of that larger tree.
    public static func root(ofFirst count: Int64, in size: Int64, tile: Reader) throws -> Digest {
        guard count >= 0, count <= size else {
            throw LedgerError(.outOfRange, "A tree of size \(size) has no first \(count) leaves.")
        }
        var tiles = TiledProver(size: size)
        return count == 0 ? Merkle.emptyRoot : try tiles.root(0..<count, tile)
    }

    /// The proof that the leaf at `index` belongs to the tree of `size` leaves.
    public static func inclusionProof(index: Int64, size: Int64, tile: Reader) throws -> InclusionProof {
        var prover = TiledProver(size: size)
        return try prover.inclusionProof(index: index, tile: tile)
    }

    /// The proof that the tree of the first `from` leaves is the beginning of the tree of `to` leaves; empty when
    /// `from` is 0 or equal to `to`. Tiles are read as they are at size `to`.
    public static func consistencyProof(from: Int64, to: Int64, tile: Reader) throws -> ConsistencyProof {
        guard from >= 0, from <= to else {
            throw LedgerError(.outOfRange, "There is no consistency proof from size \(from) to \(to).")
        }
        guard from > 0, from < to else { return ConsistencyProof(from: from, to: to, path: []) }
        var tiles = TiledProver(size: to)
        var path: [Digest] = []
        var range = 0..<to
        while range.upperBound != from {
            let middle = range.lowerBound + Merkle.splitPoint(of: range.upperBound - range.lowerBound)
            if from <= middle {
                path.append(try tiles.root(middle..<range.upperBound, tile))
                range = range.lowerBound..<middle
            } else {
                path.append(try tiles.root(range.lowerBound..<middle, tile))
                range = middle..<range.upperBound
            }
        }
        // A range that still begins at 0 is the old tree itself, whose root the verifier already has.
        if range.lowerBound > 0 { path.append(try tiles.root(range, tile)) }
        return ConsistencyProof(from: from, to: to, path: path.reversed())
    }
}
