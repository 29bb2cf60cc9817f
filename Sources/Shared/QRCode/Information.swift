/// The two words a reader takes first, each with its own correction (ISO/IEC 18004:2015, annexes C and D).
enum Information {
    /// Level and mask: 15 bits, BCH (15, 5), exclusive-or with the standard's pattern.
    static func format(_ level: QRCode.Level, mask: Int) -> Int {
        // The levels are numbered so that the most usual ones differ most.
        let word = [1, 0, 3, 2][level.rawValue] << 3 | mask
        return (word << 10 | remainder(word, bits: 10, generator: 0x537)) ^ 0x5412
    }

    /// The version, for symbols of version 7 on: 18 bits, Golay (18, 6).
    static func version(_ version: Int) -> Int { version << 12 | remainder(version, bits: 12, generator: 0x1F25) }

    private static func remainder(_ word: Int, bits: Int, generator: Int) -> Int {
        var rest = word
        for _ in 0..<bits { rest = rest << 1 ^ (rest >> (bits - 1) & 1) * generator }
        return rest
    }
}
