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
        var tiles = TilesRead(size: size)
        return size == 0 ? Merkle.emptyRoot : try tiles.root(0..<size, tile)
    }

    /// The proof that the leaf at `index` belongs to the tree of `size` leaves.
    public static func inclusionProof(index: Int64, size: Int64, tile: Reader) throws -> InclusionProof {
        guard index >= 0, index < size else {
            throw LedgerError(.outOfRange, "The index \(index) lies outside a tree of size \(size).")
        }
        var tiles = TilesRead(size: size)
        var path: [Digest] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Merkle.splitPoint(of: range.upperBound - range.lowerBound)
            if index < middle {
                path.append(try tiles.root(middle..<range.upperBound, tile))
                range = range.lowerBound..<middle
            } else {
                path.append(try tiles.root(range.lowerBound..<middle, tile))
                range = middle..<range.upperBound
            }
        }
        return InclusionProof(index: index, size: size, path: path.reversed())
    }

    /// The proof that the tree of the first `from` leaves is the beginning of the tree of `to` leaves; empty when
    /// `from` is 0 or equal to `to`. Tiles are read as they are at size `to`.
    public static func consistencyProof(from: Int64, to: Int64, tile: Reader) throws -> ConsistencyProof {
        guard from >= 0, from <= to else {
            throw LedgerError(.outOfRange, "There is no consistency proof from size \(from) to \(to).")
        }
        guard from > 0, from < to else { return ConsistencyProof(from: from, to: to, path: []) }
        var tiles = TilesRead(size: to)
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

/// The tiles read for one proof, so that none is read twice.
private struct TilesRead {
    let size: Int64
    var read: [TileCoordinate: [Digest]] = [:]

    /// The root over the leaves of `range`, which begins at a multiple of the power of two that holds it.
    mutating func root(_ range: Range<Int64>, _ tile: TiledTree.Reader) throws -> Digest {
        var wholeSubtrees: [Digest] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let height = 63 - (range.upperBound - start).leadingZeroBitCount
            wholeSubtrees.append(try node(height: height, number: start >> height, tile))
            start += 1 << height
        }
        var root = wholeSubtrees.removeLast()
        for subtree in wholeSubtrees.reversed() { root = Merkle.nodeHash(subtree, root) }
        return root
    }

    /// The root of the whole subtree over the leaves number · 2^height ..< (number + 1) · 2^height.
    private mutating func node(height: Int, number: Int64, _ tile: TiledTree.Reader) throws -> Digest {
        let (level, heightInTile) = height.quotientAndRemainder(dividingBy: 8)
        let first = number << heightInTile
        let hashes = try hashes(level: level, number: first >> 8, tile)
        let start = Int(first & 0xFF)
        return Merkle.root(of: hashes[start..<start + (1 << heightInTile)])
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
