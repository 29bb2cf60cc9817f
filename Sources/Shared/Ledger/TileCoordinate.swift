/// The place of a tile of hashes in a log (C2SP tlog-tiles): `tile/<L>/<N>[.p/<W>]`.
public struct TileCoordinate: Hashable, Sendable, CustomStringConvertible {
    /// Hashes in a full tile.
    public static let fullWidth = 256
    /// The highest level that a log of at most 2^63 − 1 entries reaches.
    public static let maximumLevel = 7

    /// 0 holds leaf hashes; level l + 1 holds the root of each full tile of level l.
    public let level: Int
    /// Number of the tile in its level, counted from 0.
    public let number: Int64
    /// Hashes in the tile, 1 … 256; below 256 only at the right edge.
    public let width: Int

    /// Throws `outOfRange` for a tile that no log of at most 2^63 − 1 entries has.
    public init(level: Int, number: Int64, width: Int) throws(LedgerError) {
        guard (0...Self.maximumLevel).contains(level) else {
            throw LedgerError(.outOfRange, "The tile level \(level) lies outside 0 to \(Self.maximumLevel).")
        }
        try TilePath.requirePossible(number: number, width: width)
        // The tile's last hash closes at entry (number · 256 + width) · 256^level.
        let lastHash = number * Int64(Self.fullWidth) + Int64(width)
        guard lastHash <= Int64.max >> (8 * level) else {
            throw LedgerError(.outOfRange, "The tile \(number) of level \(level) lies beyond the largest log.")
        }
        self.init(existingLevel: level, number: number, width: width)
    }

    /// Parses the one accepted form of a path: `tile/0/x001/x234/067` or `tile/0/x001/x234/067.p/5`.
    public init(path: String) throws(LedgerError) {
        try self.init(path: Array(path.utf8))
    }

    /// Parses the bytes of a path, see `init(path: String)`.
    public init(path: [UInt8]) throws(LedgerError) {
        let rest = try TilePath.strip(Array("tile/".utf8), from: path)
        guard let digit = rest.first, (0x30...0x39).contains(digit), rest.dropFirst().first == TilePath.slash else {
            throw LedgerError(.malformed, "A tile path begins with tile/<level 0 to 7>/.", at: .byte(5))
        }
        let (number, width) = try TilePath.parse(rest.dropFirst(2))
        try self.init(level: Int(digit) - 0x30, number: number, width: width)
    }

    /// For coordinates computed from a size that exists.
    init(existingLevel level: Int, number: Int64, width: Int) {
        self.level = level
        self.number = number
        self.width = width
    }

    /// The path below the log's prefix, without a leading slash.
    public var path: String { "tile/\(level)/\(TilePath.text(number: number, width: width))" }

    public var isFull: Bool { width == Self.fullWidth }

    public var description: String { path }

    /// Every tile of a log of exactly this size, lowest level first; partial only at the right edge.
    public static func tiles(forSize size: Int64) -> TileSequence {
        TileSequence(from: 0, to: size)
    }

    /// The tiles of a log of `newSize` that a log of `oldSize` does not have in this width.
    public static func tiles(from oldSize: Int64, to newSize: Int64) -> TileSequence {
        TileSequence(from: oldSize, to: newSize)
    }

    /// The tile at this place in a log of `size` entries, in the width it has there; nil if there is none.
    public static func tile(level: Int, number: Int64, forSize size: Int64) -> TileCoordinate? {
        guard (0...maximumLevel).contains(level), number >= 0, size >= 0 else { return nil }
        let hashes = size >> (8 * level)
        let (first, overflow) = number.multipliedReportingOverflow(by: Int64(fullWidth))
        guard !overflow, first < hashes else { return nil }
        let width = Int(Swift.min(Int64(fullWidth), hashes - first))
        return TileCoordinate(existingLevel: level, number: number, width: width)
    }
}
