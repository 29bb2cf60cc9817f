/// A canonical prefix code (RFC 1951 section 3.2.2) as one table: the next bits of the input, read as a number, lead to
/// symbol and length at once.
struct HuffmanTable: Sendable {
    /// The length of the longest code; 0 where there is none.
    let width: Int
    /// `symbol << 4 | length` for each value of `width` bits; 0 where no code begins so.
    let entries: [UInt16]

    /// - Parameter mayBeIncomplete: whether one single code of one bit may stand alone, as encoders write it where a
    ///   block knows one distance only, and whether there may be none.
    init(_ lengths: [UInt8], mayBeIncomplete: Bool) throws(ArchiveError) {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        width = counts.lastIndex { $0 > 0 } ?? 0
        guard width > 0 else {
            guard mayBeIncomplete else { throw Inflate.damaged("has a code without symbols") }
            entries = [0]
            return
        }
        var left = 1
        var next = [Int](repeating: 0, count: 16)
        var code = 0
        for length in 1...15 {
            left = left * 2 - counts[length]
            guard left >= 0 else { throw Inflate.damaged("has a code that is not one: too many symbols") }
            code = (code + counts[length - 1]) << 1
            next[length] = code
        }
        guard left == 0 || (mayBeIncomplete && width == 1) else {
            throw Inflate.damaged("has a code with gaps")
        }
        var entries = [UInt16](repeating: 0, count: 1 << width)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let bits = Int(length)
            let first = Self.reversed(next[bits], bits)
            next[bits] += 1
            let entry = UInt16(truncatingIfNeeded: symbol << 4 | bits)
            for place in stride(from: first, to: entries.count, by: 1 << bits) { entries[place] = entry }
        }
        self.entries = entries
    }

    /// Codes are written from their most significant bit, everything else from the least (section 3.1.1).
    private static func reversed(_ code: Int, _ bits: Int) -> Int {
        (0..<bits).reduce(0) { result, place in result << 1 | (code >> place & 1) }
    }

    private init(fixed lengths: [UInt8], width: Int) {
        var entries = [UInt16](repeating: 0, count: 1 << width)
        var code = 0
        for bits in 1...width {
            code <<= 1
            for (symbol, length) in lengths.enumerated() where Int(length) == bits {
                let entry = UInt16(truncatingIfNeeded: symbol << 4 | bits)
                for place in stride(from: Self.reversed(code, bits), to: entries.count, by: 1 << bits) {
                    entries[place] = entry
                }
                code += 1
            }
        }
        self.width = width
        self.entries = entries
    }

    /// Section 3.2.6.
    static let fixedLiterals = HuffmanTable(
        fixed: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }, width: 9)
    static let fixedDistances = HuffmanTable(fixed: [UInt8](repeating: 5, count: 32), width: 5)
}

/// Bits from the least significant one of each byte on.
struct BitReader {
    private let bytes: ArraySlice<UInt8>
    private var next: Int
    private var buffer: UInt64 = 0
    private var available = 0

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        next = bytes.startIndex
    }

    /// Whether only the padding of the last byte is left.
    var isAtEnd: Bool { next == bytes.endIndex && available < 8 }

    private mutating func fill() {
        while available <= 56, next < bytes.endIndex {
            buffer |= UInt64(bytes[next]) << UInt64(available)
            next += 1
            available += 8
        }
    }

    /// At most 16 bits as a number.
    mutating func take(_ count: Int) throws(ArchiveError) -> Int {
        if available < count { fill() }
        guard available >= count else { throw Inflate.damaged("is cut off") }
        let value = Int(truncatingIfNeeded: buffer & (1 << UInt64(count) &- 1))
        drop(count)
        return value
    }

    mutating func symbol(_ table: HuffmanTable) throws(ArchiveError) -> Int {
        if available < 15 { fill() }
        let entry = Int(table.entries[Int(truncatingIfNeeded: buffer & (1 << UInt64(table.width) &- 1))])
        let length = entry & 15
        guard length > 0 else { throw Inflate.damaged("has bits that are no code") }
        guard length <= available else { throw Inflate.damaged("is cut off") }
        drop(length)
        return entry >> 4
    }

    mutating func skipToByte() { drop(available & 7) }

    /// Whole bytes, at a byte's beginning.
    mutating func bytes(_ count: Int) throws(ArchiveError) -> ArraySlice<UInt8> {
        next -= available / 8
        buffer = 0
        available = 0
        guard bytes.endIndex - next >= count else { throw Inflate.damaged("is cut off") }
        defer { next += count }
        return bytes[next..<next + count]
    }

    private mutating func drop(_ count: Int) {
        buffer >>= UInt64(count)
        available -= count
    }
}
