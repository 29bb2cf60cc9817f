import Crypto
import Federation
import Ledger

/// A verified entry with the bytes of its leaf, which tree, store and receipt share: they are written once.
struct AcceptedEntry: Sendable {
    let verified: VerifiedEntry
    let leaf: [UInt8]

    init(_ verified: VerifiedEntry) {
        self.verified = verified
        leaf = verified.entry.canonicalBytes
    }

    var index: Int64 { verified.index }
    var leafHash: Digest { Merkle.leafHash(leaf) }
}
