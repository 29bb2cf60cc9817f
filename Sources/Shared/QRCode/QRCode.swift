/// A QR Code symbol (ISO/IEC 18004:2015, model 2) of versions 1 to 15 that holds bytes: an address fits into it with room.
///
/// The symbol is the smallest that holds the content at the level asked for, its mask the one with the least penalty by the
/// standard's four rules. What draws it leaves `quietZone` light modules on every side.
public struct QRCode: Sendable, Equatable {
    /// How much of the symbol may be spoilt before it cannot be read any more.
    public enum Level: Int, Sendable, CaseIterable {
        /// About 7, 15, 25 and 30 per cent.
        case low, medium, quartile, high
    }

    /// Light modules the standard asks for around the symbol.
    public static let quietZone = 4
    public static let versions = 1...15

    public let version: Int
    public let level: Level
    /// The mask chosen, 0 to 7.
    public let mask: Int
    private let grid: Grid

    /// The symbol of these bytes; nil where they do not fit into version 15. They are written as they are: most
    /// readers take them for UTF-8.
    /// - Parameter least: a greater version than needed, so that several symbols look alike.
    public init?(_ bytes: [UInt8], level: Level = .medium, least: Int = 1) {
        guard let version = Self.version(holding: bytes.count, level, least: least) else { return nil }
        self.version = version
        self.level = level
        let data = Codewords.data(bytes, version: version, level: level)
        let plain = Grid(version: version, codewords: Codewords.interleaved(data, version: version, level: level))
        let candidates = (0..<8).map { mask in plain.masked(mask, level: level) }
        let penalties = candidates.map(Penalty.of)
        mask = penalties.indices.min { (penalties[$0], $0) < (penalties[$1], $1) } ?? 0
        grid = candidates[mask]
    }

    /// The smallest version that holds `count` bytes; nil where none does.
    public static func version(holding count: Int, _ level: Level, least: Int = 1) -> Int? {
        versions.first { version in
            version >= least && Block.capacity(of: version, level) >= Codewords.length(of: count, version: version)
        }
    }

    /// The symbol of a text in UTF-8.
    public init?(_ text: String, level: Level = .medium, least: Int = 1) {
        self.init(Array(text.utf8), level: level, least: least)
    }

    /// Modules along one side, without the quiet zone.
    public var side: Int { grid.side }

    /// Whether the module there is dark; outside the symbol all is light.
    public func isDark(row: Int, column: Int) -> Bool {
        guard (0..<side).contains(row), (0..<side).contains(column) else { return false }
        return grid[row, column]
    }

    /// The dark modules as a path of SVG: one unit a module, its origin at the corner of the quiet zone.
    ///
    /// Runs of a row are one rectangle each, so that no hairlines of the paper show between modules.
    public var path: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                guard grid[row, column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < side, grid[row, column] { column += 1 }
                let run = column - start
                path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(run)v1h-\(run)z"
            }
        }
        return path
    }
}
