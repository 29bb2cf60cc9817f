import Crypto

/// Proof that a leaf stands at an index of a tree (RFC 9162, section 2.1.3).
public struct InclusionProof: Hashable, Sendable {
    /// Index of the entry, counted from 0.
    public let index: Int64
    /// Size of the tree the proof leads to.
    public let size: Int64
    /// The leaf's sibling first, the root's child last.
    public let path: [Digest]

    public init(index: Int64, size: Int64, path: [Digest]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Returns when the path leads from `leaf` to `root`.
    ///
    /// Throws `outOfRange` unless 0 ≤ index < size, `proofInvalid` for a path of another length or with another end.
    public func verify(leaf: Digest, root: Digest) throws(LedgerError) {
        guard index >= 0, index < size else {
            throw LedgerError(.outOfRange, "The index \(index) lies outside a tree of size \(size).")
        }
        var node = index
        var last = size - 1
        var computed = leaf
        for (position, sibling) in path.enumerated() {
            guard last != 0 else {
                throw LedgerError(
                    .proofInvalid, "The inclusion proof has more hashes than a tree of size \(size) has levels.",
                    at: .index(Int64(position)))
            }
            if node & 1 == 1 || node == last {
                computed = Merkle.nodeHash(sibling, computed)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                computed = Merkle.nodeHash(computed, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else {
            throw LedgerError(.proofInvalid, "The inclusion proof ends below the root: hashes are missing.")
        }
        guard computed == root else {
            throw LedgerError(
                .proofInvalid, "The inclusion proof for index \(index) leads to \(computed.hex), not to \(root.hex).")
        }
    }
}
