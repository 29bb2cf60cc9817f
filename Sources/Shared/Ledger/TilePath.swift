/// The part of a tile's path that hash tiles and entry bundles share: N in groups of three digits, all but the last
/// led by `x`, then `.p/<W>` for a partial one.
enum TilePath {
    static let slash: UInt8 = 0x2F
    /// Seven groups of three digits and a width: no longer path can name a tile.
    private static let maximumByteCount = 64

    static func text(number: Int64, width: Int) -> String {
        var groups: [String] = []
        var rest = number
        repeat {
            let digits = String(rest % 1000)
            groups.append(String(repeating: "0", count: 3 - digits.utf8.count) + digits)
            rest /= 1000
        } while rest > 0
        let last = groups.removeFirst()
        let leading = groups.reversed().map { "x\($0)/" }.joined()
        return leading + last + (width == TileCoordinate.fullWidth ? "" : ".p/\(width)")
    }

    static func strip(_ prefix: [UInt8], from path: [UInt8]) throws(LedgerError) -> ArraySlice<UInt8> {
        guard path.count <= maximumByteCount else {
            throw LedgerError(.tooLarge, "A tile path has at most \(maximumByteCount) bytes, not \(path.count).")
        }
        guard path.starts(with: prefix) else {
            throw LedgerError(.malformed, "The path must begin with \(String(decoding: prefix, as: UTF8.self)).")
        }
        return path.dropFirst(prefix.count)
    }

    static func parse(_ text: ArraySlice<UInt8>) throws(LedgerError) -> (number: Int64, width: Int) {
        var groups = text.split(separator: slash, omittingEmptySubsequences: false)
        var width = TileCoordinate.fullWidth
        // The partial mark ".p" ends the group before the last slash.
        if groups.count >= 2, groups[groups.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let parsed = ASCIIDecimal.parse(groups.removeLast()), (1...255).contains(parsed) else {
                throw LedgerError(.malformed, "The width of a partial tile is a decimal from 1 to 255.")
            }
            width = Int(parsed)
            groups[groups.count - 1] = groups[groups.count - 1].dropLast(2)
        }
        return (try number(of: groups), width)
    }

    static func requirePossible(number: Int64, width: Int) throws(LedgerError) {
        guard number >= 0, number <= Int64.max >> 8, (1...TileCoordinate.fullWidth).contains(width),
            number < Int64.max >> 8 || width < TileCoordinate.fullWidth
        else {
            throw LedgerError(.outOfRange, "There is no tile \(number) of width \(width).")
        }
    }

    private static func number(of groups: [ArraySlice<UInt8>]) throws(LedgerError) -> Int64 {
        let form = LedgerError(
            .malformed, "The number of a tile is written in groups of three digits, such as x001/x234/067.")
        guard !groups.isEmpty, groups.count <= 6 else { throw form }
        var digits: [UInt8] = []
        for (position, group) in groups.enumerated() {
            let isLast = position == groups.count - 1
            guard group.count == (isLast ? 3 : 4), isLast || group.first == 0x78 else { throw form }
            digits += group.suffix(3)
        }
        guard groups.count == 1 || !digits.starts(with: "000".utf8) else { throw form }
        let significant = digits.drop { $0 == 0x30 }
        guard let number = ASCIIDecimal.parse(significant.isEmpty ? digits.suffix(1) : significant) else { throw form }
        return number
    }
}
