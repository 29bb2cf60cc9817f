import Crypto

/// The hashes of RFC 6962, section 2.1: leaves and nodes carry different prefixes, so neither can pose as the other.
public enum Merkle {
    /// SHA-256("").
    public static let emptyRoot = SHA256.digest([])

    /// SHA-256(0x00 ‖ entry).
    public static func leafHash(_ entry: [UInt8]) -> Digest {
        SHA256.digest(prefix: 0x00, entry)
    }

    /// SHA-256(0x01 ‖ left ‖ right).
    public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        SHA256.digest(prefix: 0x01, left, right)
    }

    /// The root over leaf hashes by the plain recursive definition: n − 1 node hashes. For tests and small trees; a
    /// log uses `TreeEdge`.
    public static func root(of leaves: [Digest]) -> Digest {
        leaves.isEmpty ? emptyRoot : root(of: leaves[...])
    }

    /// The root over a slice that is not empty.
    static func root(of hashes: ArraySlice<Digest>) -> Digest {
        guard let first = hashes.first else { return emptyRoot }
        if hashes.count == 1 { return first }
        let middle = hashes.startIndex + Int(splitPoint(of: Int64(hashes.count)))
        return nodeHash(root(of: hashes[..<middle]), root(of: hashes[middle...]))
    }

    /// The largest power of two below `count`, which is at least 2.
    static func splitPoint(of count: Int64) -> Int64 {
        1 << (63 - (count - 1).leadingZeroBitCount)
    }
}
