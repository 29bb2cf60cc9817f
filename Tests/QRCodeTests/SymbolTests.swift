import TestSupport
import Testing

@testable import QRCode

/// What holds for every symbol. That others can read them is shown by zbarimg in Tests/Independent/read_symbols.py.
struct SymbolTests {
    @Test("Finder patterns, timing and the dark module are in place in every version and level")
    func patterns() throws {
        for level in QRCode.Level.allCases {
            for version in QRCode.versions {
                let code = try #require(QRCode("https://example.org/e/1", level: level, least: version))
                #expect(code.version >= version)
                #expect(code.side == 17 + 4 * code.version)
                let corners = [(0, 0), (0, code.side - 7), (code.side - 7, 0)]
                for (row, column) in corners {
                    for step in 0..<7 {
                        #expect(code.isDark(row: row, column: column + step))
                        #expect(code.isDark(row: row + 6, column: column + step))
                        #expect(code.isDark(row: row + step, column: column))
                    }
                    #expect(code.isDark(row: row + 3, column: column + 3))
                    #expect(!code.isDark(row: row + 1, column: column + 1))
                }
                for place in 8..<(code.side - 8) {
                    #expect(code.isDark(row: 6, column: place) == (place % 2 == 0))
                    #expect(code.isDark(row: place, column: 6) == (place % 2 == 0))
                }
                #expect(code.isDark(row: code.side - 8, column: 8))
            }
        }
    }

    @Test("Both copies of the format information say level and mask")
    func format() throws {
        let code = try #require(QRCode("Was braucht es, damit die Region noch lebenswerter wird?", level: .quartile))
        var first = 0
        var second = 0
        let places =
            [(0, 8), (1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (7, 8), (8, 8), (8, 7)]
            + (0..<6).map { (8, 5 - $0) }
        for (bit, place) in places.enumerated() where code.isDark(row: place.0, column: place.1) { first |= 1 << bit }
        let others = (0..<8).map { (8, code.side - 1 - $0) } + (0..<7).map { (code.side - 7 + $0, 8) }
        for (bit, place) in others.enumerated() where code.isDark(row: place.0, column: place.1) { second |= 1 << bit }
        #expect(first == Information.format(.quartile, mask: code.mask))
        #expect(second == first)
    }

    @Test("The mask with the least penalty is taken")
    func mask() throws {
        var masks: Set<Int> = []
        for number in 0..<40 {
            let bytes = Array("https://beteiligung.example.org/t/\(number)".utf8)
            let code = try #require(QRCode(bytes))
            masks.insert(code.mask)
            let data = Codewords.data(bytes, version: code.version, level: code.level)
            let grid = Grid(
                version: code.version,
                codewords: Codewords.interleaved(data, version: code.version, level: code.level))
            let penalties = (0..<8).map { Penalty.of(grid.masked($0, level: code.level)) }
            #expect(penalties[code.mask] == penalties.min())
        }
        #expect(masks.count > 2)
    }

    @Test("The path covers exactly the dark modules")
    func path() throws {
        let code = try #require(QRCode("A"))
        var drawn: Set<[Int]> = []
        for piece in code.path.split(separator: "z") {
            let numbers = piece.split { !"0123456789-".contains($0) }.compactMap { Int($0) }
            #expect(numbers.count == 5 && numbers[3] == 1 && numbers[4] == -numbers[2])
            for step in 0..<numbers[2] { drawn.insert([numbers[1] - 4, numbers[0] - 4 + step]) }
        }
        for row in 0..<code.side {
            for column in 0..<code.side {
                #expect(drawn.contains([row, column]) == code.isDark(row: row, column: column))
            }
        }
    }

    @Test("Nothing but bytes that fit becomes a symbol; outside all is light")
    func limits() throws {
        #expect(QRCode([UInt8](repeating: 0, count: 221), level: .high) == nil)
        #expect(QRCode([], level: .low)?.version == 1)
        #expect(QRCode("x", least: 16) == nil)
        let code = try #require(QRCode("x"))
        #expect(!code.isDark(row: -1, column: 0) && !code.isDark(row: 0, column: code.side))
    }
}
