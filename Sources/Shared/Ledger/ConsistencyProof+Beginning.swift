import Crypto

// The counterpart of a consistency proof: what a larger tree really begins with. A proof from m to n omits the root of
// the first m entries where m is a power of two, since the verifier has it; here it always comes first, so that the
// hashes lead to the larger root whether or not the smaller tree is its beginning.

extension TiledTree {
    /// The nodes of the tree of `size` leaves from which the root of its first `from` leaves follows; 0 < from < size.
    public static func beginning(of from: Int64, in size: Int64, tile: Reader) throws -> [Digest] {
        guard from > 0, from < size else {
            throw LedgerError(.outOfRange, "There is no beginning of \(from) leaves in a tree of size \(size).")
        }
        let path = try consistencyProof(from: from, to: size, tile: tile).path
        return from & (from - 1) == 0 ? [try root(ofFirst: from, in: size, tile: tile)] + path : path
    }
}

extension ConsistencyProof {
    /// The root of the first `count` entries of the tree `head`, 0 < count < size, as `nodes` shows it.
    ///
    /// Nobody can make `nodes` that lead to `head.root` and are not that tree's own: a log that signed another root for
    /// `count` entries has contradicted itself. Throws `proofInvalid` where they do not lead there.
    static func beginning(_ nodes: [Digest], of count: Int64, in head: TreeHead) throws(LedgerError) -> Digest {
        guard let first = nodes.first else {
            throw LedgerError(.proofInvalid, "The consistency proof from \(count) to \(head.size) is empty.")
        }
        let (beginning, root) = try roots(nodes.dropFirst(), start: first, from: count, to: head.size)
        guard root == head.root else {
            throw LedgerError(.proofInvalid, "The hashes do not lead to the root of size \(head.size).")
        }
        return beginning
    }
}
