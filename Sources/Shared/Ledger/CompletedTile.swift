import Crypto

/// A tile that an appended leaf has filled: it never changes again.
public struct CompletedTile: Hashable, Sendable {
    public let level: Int
    public let number: Int64
    /// Exactly 256 hashes.
    public let hashes: [Digest]

    public var coordinate: TileCoordinate {
        TileCoordinate(existingLevel: level, number: number, width: TileCoordinate.fullWidth)
    }

    /// The tile's bytes as served.
    public var bytes: [UInt8] { TileCoding.encode(hashes) }
}
