/// From bytes to the codewords in the order in which they are placed (ISO/IEC 18004:2015, 7.4 to 7.6).
enum Codewords {
    /// The mode indicator of bytes.
    private static let byteMode = 0b0100
    /// Fill what is left, in turn.
    private static let padding: [UInt8] = [0xEC, 0x11]

    private static func countBits(_ version: Int) -> Int { version < 10 ? 8 : 16 }

    /// Data codewords that `count` bytes take: mode, count and terminator together fill whole codewords.
    static func length(of count: Int, version: Int) -> Int { (4 + countBits(version) + 8 * count + 7) / 8 }

    /// Mode, count, bytes, terminator and padding. The bytes must fit.
    static func data(_ bytes: [UInt8], version: Int, level: QRCode.Level) -> [UInt8] {
        var writer = BitWriter()
        writer.append(byteMode, bits: 4)
        writer.append(bytes.count, bits: countBits(version))
        for byte in bytes { writer.append(Int(byte), bits: 8) }
        var codewords = writer.bytes
        let capacity = Block.capacity(of: version, level)
        var next = 0
        while codewords.count < capacity {
            codewords.append(padding[next])
            next = 1 - next
        }
        return codewords
    }

    /// Data and correction of all blocks, taken in turn from each.
    static func interleaved(_ data: [UInt8], version: Int, level: QRCode.Level) -> [UInt8] {
        var blocks: [ArraySlice<UInt8>] = []
        var start = 0
        for length in Block.lengths(version, level) {
            blocks.append(data[start..<start + length])
            start += length
        }
        let code = ReedSolomon(degree: Block.correction(version, level))
        let corrections = blocks.map { code.correction(of: $0)[...] }
        return taken(blocks) + taken(corrections)
    }

    private static func taken(_ blocks: [ArraySlice<UInt8>]) -> [UInt8] {
        let longest = blocks.map(\.count).max() ?? 0
        return (0..<longest).flatMap { place in
            blocks.compactMap { block in place < block.count ? block[block.startIndex + place] : nil }
        }
    }
}

/// Bits in a row, the most significant first; what is missing of the last byte is zero.
private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var used = 0

    mutating func append(_ value: Int, bits: Int) {
        for shift in stride(from: bits - 1, through: 0, by: -1) {
            if used % 8 == 0 { bytes.append(0) }
            if value >> shift & 1 == 1 { bytes[used / 8] |= 0x80 >> UInt8(used % 8) }
            used += 1
        }
    }
}
