/// The modules of a symbol while it is made: function patterns, codewords, mask, format information.
struct Grid: Sendable, Equatable {
    let side: Int
    private var dark: [Bool]
    /// Modules that the mask leaves alone.
    private var isFunction: [Bool]

    subscript(row: Int, column: Int) -> Bool { dark[row * side + column] }

    /// Function patterns and codewords, not masked yet.
    init(version: Int, codewords: [UInt8]) {
        side = 17 + 4 * version
        dark = [Bool](repeating: false, count: side * side)
        isFunction = dark
        drawTiming()
        for (row, column) in [(3, 3), (3, side - 4), (side - 4, 3)] { drawFinder(row, column) }
        drawAlignment(version)
        drawFormat(0)
        if version >= 7 { drawVersion(version) }
        place(codewords)
    }

    private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
        dark[row * side + column] = isDark
        isFunction[row * side + column] = true
    }

    private mutating func drawTiming() {
        for place in 0..<side {
            set(6, place, place % 2 == 0)
            set(place, 6, place % 2 == 0)
        }
    }

    /// The finder pattern around a centre, with the light separator beside it.
    private mutating func drawFinder(_ row: Int, _ column: Int) {
        for down in -4...4 {
            for right in -4...4 {
                guard (0..<side).contains(row + down), (0..<side).contains(column + right) else { continue }
                let distance = max(abs(down), abs(right))
                set(row + down, column + right, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func drawAlignment(_ version: Int) {
        let places = Self.alignment(version)
        for row in places {
            for column in places {
                // Three of the corners belong to the finder patterns.
                let first = 6
                let last = side - 7
                let isCorner =
                    (row == first && (column == first || column == last)) || (row == last && column == first)
                if isCorner { continue }
                for down in -2...2 {
                    for right in -2...2 { set(row + down, column + right, max(abs(down), abs(right)) != 1) }
                }
            }
        }
    }

    /// Centres of the alignment patterns along one side (annex E).
    private static func alignment(_ version: Int) -> [Int] {
        switch version {
        case 1: []
        case 2...6: [6, 10 + 4 * version]
        case 7...13: [6, 8 + 2 * version, 10 + 4 * version]
        case 14: [6, 26, 46, 66]
        default: [6, 26, 48, 70]
        }
    }

    /// Both copies of the format information, and the module that is always dark.
    private mutating func drawFormat(_ word: Int) {
        func bit(_ place: Int) -> Bool { word >> place & 1 == 1 }
        for place in 0..<6 { set(place, 8, bit(place)) }
        set(7, 8, bit(6))
        set(8, 8, bit(7))
        set(8, 7, bit(8))
        for place in 9..<15 { set(8, 14 - place, bit(place)) }
        for place in 0..<8 { set(8, side - 1 - place, bit(place)) }
        for place in 8..<15 { set(side - 15 + place, 8, bit(place)) }
        set(side - 8, 8, true)
    }

    private mutating func drawVersion(_ version: Int) {
        let word = Information.version(version)
        for place in 0..<18 {
            let isDark = word >> place & 1 == 1
            set(place / 3, side - 11 + place % 3, isDark)
            set(side - 11 + place % 3, place / 3, isDark)
        }
    }

    /// Two columns at a time from the right, upwards and downwards in turn, around the function patterns.
    private mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        var isUpward = true
        var right = side - 1
        while right > 0 {
            // The column of the timing pattern is left out.
            if right == 6 { right -= 1 }
            for step in 0..<side {
                let row = isUpward ? side - 1 - step : step
                for column in [right, right - 1] where !isFunction[row * side + column] {
                    guard bit < 8 * codewords.count else { continue }
                    dark[row * side + column] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
            isUpward.toggle()
            right -= 2
        }
    }

    /// The grid with a mask over everything but the function patterns, and the format information that names it.
    func masked(_ mask: Int, level: QRCode.Level) -> Grid {
        var grid = self
        for row in 0..<side {
            for column in 0..<side where !isFunction[row * side + column] && Self.inverts(mask, row, column) {
                grid.dark[row * side + column].toggle()
            }
        }
        grid.drawFormat(Information.format(level, mask: mask))
        return grid
    }

    /// Table 10 of the standard.
    private static func inverts(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }
}
