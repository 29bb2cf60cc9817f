import Crypto

/// Proof that a tree is the beginning of a later one (RFC 9162, section 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// Size of the older tree.
    public let from: Int64
    /// Size of the newer tree.
    public let to: Int64
    public let path: [Digest]

    public init(from: Int64, to: Int64, path: [Digest]) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// Returns when every entry of `old` stands unchanged at its place in `new`.
    ///
    /// From size 0 only the empty proof is accepted (C2SP tlog-witness). Throws `outOfRange` when the heads are not of
    /// the proof's sizes or shrink, `proofInvalid` when the proof does not lead to both roots.
    public func verify(old: TreeHead, new: TreeHead) throws(LedgerError) {
        try requireMatchingHeads(old, new)
        if from == 0 || from == to {
            guard path.isEmpty else {
                throw LedgerError(.proofInvalid, "The consistency proof from \(from) to \(to) must be empty.")
            }
            guard from == 0 || old.root == new.root else {
                throw LedgerError(.proofInvalid, "Two trees of the same size \(to) have different roots.")
            }
            // Two trees of size 0 both have the root of nothing, see `requirePossible`.
            return
        }
        guard let first = path.first else {
            throw LedgerError(.proofInvalid, "The consistency proof from \(from) to \(to) is empty.")
        }
        let isWholeSubtree = from & (from - 1) == 0
        let rest = isWholeSubtree ? path[...] : path.dropFirst()
        let start = isWholeSubtree ? old.root : first
        let (oldRoot, newRoot) = try Self.roots(rest, start: start, from: from, to: to)
        guard oldRoot == old.root else {
            throw LedgerError(.proofInvalid, "The consistency proof does not lead to the old root of size \(from).")
        }
        guard newRoot == new.root else {
            throw LedgerError(.proofInvalid, "The consistency proof does not lead to the new root of size \(to).")
        }
    }

    private func requireMatchingHeads(_ old: TreeHead, _ new: TreeHead) throws(LedgerError) {
        try old.requirePossible()
        try new.requirePossible()
        guard old.size == from, new.size == to else {
            throw LedgerError(
                .outOfRange, "The proof leads from \(from) to \(to), the heads from \(old.size) to \(new.size).")
        }
        guard from <= to else {
            throw LedgerError(.outOfRange, "A log must not shrink from \(from) to \(to) entries.")
        }
    }

    /// The roots of both sizes to which the hashes behind `start` lead, 0 < from < to.
    static func roots(
        _ rest: ArraySlice<Digest>, start: Digest, from: Int64, to: Int64
    ) throws(LedgerError) -> (old: Digest, new: Digest) {
        var node = from - 1
        var last = to - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var oldRoot = start
        var newRoot = start
        for (position, hash) in zip(rest.indices, rest) {
            guard last != 0 else {
                throw LedgerError(
                    .proofInvalid, "The consistency proof has more hashes than the tree of size \(to) has levels.",
                    at: .index(Int64(position)))
            }
            if node & 1 == 1 || node == last {
                oldRoot = Merkle.nodeHash(hash, oldRoot)
                newRoot = Merkle.nodeHash(hash, newRoot)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newRoot = Merkle.nodeHash(newRoot, hash)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else {
            throw LedgerError(.proofInvalid, "The consistency proof ends below the root: hashes are missing.")
        }
        return (oldRoot, newRoot)
    }
}
