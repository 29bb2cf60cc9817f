import Crypto

/// A tile's bytes: its hashes one after the other, 32 bytes each.
public enum TileCoding {
    public static func encode(_ hashes: [Digest]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * Digest.byteCount)
        for hash in hashes { hash.append(to: &bytes) }
        return bytes
    }

    /// Throws `tileInvalid` unless there are exactly as many hashes as the coordinate is wide.
    public static func decode(_ bytes: [UInt8], of coordinate: TileCoordinate) throws(LedgerError) -> [Digest] {
        guard bytes.count == coordinate.width * Digest.byteCount else {
            throw LedgerError(
                .tileInvalid, "The tile has \(bytes.count) bytes, not \(coordinate.width) hashes of 32 bytes.",
                at: .tile(coordinate.path))
        }
        return Digest.list(bytes)
    }
}
