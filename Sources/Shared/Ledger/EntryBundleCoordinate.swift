/// The place of a bundle of entries in a log (C2SP tlog-tiles): `tile/entries/<N>[.p/<W>]`. Bundle N holds the entries
/// whose leaf hashes stand in tile N of level 0.
public struct EntryBundleCoordinate: Hashable, Sendable, CustomStringConvertible {
    /// Number of the bundle, counted from 0.
    public let number: Int64
    /// Entries in the bundle, 1 … 256; below 256 only at the right edge.
    public let width: Int

    /// Throws `outOfRange` for a bundle that no log of at most 2^63 − 1 entries has.
    public init(number: Int64, width: Int) throws(LedgerError) {
        try TilePath.requirePossible(number: number, width: width)
        self.number = number
        self.width = width
    }

    /// Parses the one accepted form of a path: `tile/entries/x001/067` or `tile/entries/000.p/5`.
    public init(path: String) throws(LedgerError) {
        try self.init(path: Array(path.utf8))
    }

    /// Parses the bytes of a path, see `init(path: String)`.
    public init(path: [UInt8]) throws(LedgerError) {
        let rest = try TilePath.strip(Array("tile/entries/".utf8), from: path)
        let (number, width) = try TilePath.parse(rest)
        try self.init(number: number, width: width)
    }

    private init(leaves tile: TileCoordinate) {
        number = tile.number
        width = tile.width
    }

    /// The path below the log's prefix, without a leading slash.
    public var path: String { "tile/entries/\(TilePath.text(number: number, width: width))" }

    public var isFull: Bool { width == TileCoordinate.fullWidth }

    public var description: String { path }

    /// Index of the bundle's first entry.
    public var firstIndex: Int64 { number << 8 }

    /// Every bundle of a log of exactly this size.
    public static func bundles(forSize size: Int64) -> some Sequence<EntryBundleCoordinate> {
        bundles(from: 0, to: size)
    }

    /// The bundles of a log of `newSize` that a log of `oldSize` does not have in this width.
    public static func bundles(from oldSize: Int64, to newSize: Int64) -> some Sequence<EntryBundleCoordinate> {
        TileCoordinate.tiles(from: oldSize, to: newSize).lazy
            .prefix { $0.level == 0 }
            .map { EntryBundleCoordinate(leaves: $0) }
    }
}
