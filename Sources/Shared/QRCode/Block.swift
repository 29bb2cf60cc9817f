/// How a symbol's codewords are divided for error correction (ISO/IEC 18004:2015, table 9).
///
/// Each block's correction is computed apart; the later blocks are one data codeword longer where the division leaves a rest.
enum Block {
    /// Correction codewords of each block, by level and version.
    private static let correction: [[Int]] = [
        [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22],
        [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24],
        [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30],
        [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24],
    ]
    private static let counts: [[Int]] = [
        [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6],
        [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10],
        [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12],
        [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18],
    ]
    /// All codewords of a symbol, data and correction, by version.
    private static let totals = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655]

    static func total(_ version: Int) -> Int { totals[version - 1] }

    static func correction(_ version: Int, _ level: QRCode.Level) -> Int { correction[level.rawValue][version - 1] }

    static func count(_ version: Int, _ level: QRCode.Level) -> Int { counts[level.rawValue][version - 1] }

    /// Codewords left for data.
    static func capacity(of version: Int, _ level: QRCode.Level) -> Int {
        total(version) - count(version, level) * correction(version, level)
    }

    /// The data codewords of each block.
    static func lengths(_ version: Int, _ level: QRCode.Level) -> [Int] {
        let count = count(version, level)
        let (short, rest) = capacity(of: version, level).quotientAndRemainder(dividingBy: count)
        return (0..<count).map { $0 < count - rest ? short : short + 1 }
    }
}
