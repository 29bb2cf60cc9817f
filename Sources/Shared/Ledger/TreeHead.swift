import Crypto

/// Size and root hash of a log at one moment.
///
/// A plain value: whoever checks against it (`ConsistencyProof`, `Checkpoint`) refuses a negative size and a size of 0
/// with a root other than SHA-256("").
public struct TreeHead: Hashable, Sendable {
    /// The head of a log without entries.
    public static let empty = TreeHead(size: 0, root: Merkle.emptyRoot)

    /// Number of entries, 0 … 2^63 − 1.
    public let size: Int64
    public let root: Digest

    public init(size: Int64, root: Digest) {
        self.size = size
        self.root = root
    }

    /// Refuses sizes and roots that no log can have.
    func requirePossible() throws(LedgerError) {
        guard size >= 0 else { throw LedgerError(.outOfRange, "A tree size is \(size); it must not be negative.") }
        guard size > 0 || root == Merkle.emptyRoot else {
            throw LedgerError(.proofInvalid, "A tree of size 0 has another root than SHA-256 of nothing.")
        }
    }
}
