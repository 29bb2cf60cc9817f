/// A SHA-256 digest: 32 bytes, kept inline so that trees of them cost no allocation each.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    public static let byteCount = 32

    // The 32 bytes as four big-endian words.
    private let word0, word1, word2, word3: UInt64

    /// `nil` unless there are exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Digest.byteCount else { return nil }
        self.init(Array(bytes), at: 0)
    }

    /// As many digests as there are whole runs of 32 bytes; used for tiles.
    public static func list(_ bytes: [UInt8]) -> [Digest] {
        stride(from: 0, through: bytes.count - byteCount, by: byteCount).map { Digest(bytes, at: $0) }
    }

    private init(_ bytes: [UInt8], at start: Int) {
        func word(_ position: Int) -> UInt64 {
            var word: UInt64 = 0
            for index in position..<(position + 8) { word = word << 8 | UInt64(bytes[index]) }
            return word
        }
        word0 = word(start)
        word1 = word(start + 8)
        word2 = word(start + 16)
        word3 = word(start + 24)
    }

    /// `nil` unless the text is exactly 64 lowercase hexadecimal digits.
    public init?(hex: String) { self.init(hex: hex.utf8.span) }

    /// `nil` unless these are exactly 64 lowercase hexadecimal digits.
    public init?(hex: Span<UInt8>) {
        guard hex.count == 2 * Digest.byteCount else { return nil }
        var isSound = true
        func word(_ start: Int) -> UInt64 {
            var word: UInt64 = 0
            for index in start..<(start + 16) {
                let value = Hex.values[Int(hex[index])]
                if value > 15 { isSound = false }
                word = word << 4 | UInt64(value & 15)
            }
            return word
        }
        word0 = word(0)
        word1 = word(16)
        word2 = word(32)
        word3 = word(48)
        guard isSound else { return nil }
    }

    init(words: (UInt64, UInt64, UInt64, UInt64)) {
        word0 = words.0.bigEndian
        word1 = words.1.bigEndian
        word2 = words.2.bigEndian
        word3 = words.3.bigEndian
    }

    /// The words as they lie in memory, for hashing without a detour through an array.
    var memoryWords: (UInt64, UInt64, UInt64, UInt64) {
        (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)
    }

    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Digest.byteCount)
        append(to: &result)
        return result
    }

    /// Appends the 32 bytes to `buffer`.
    public func append(to buffer: inout [UInt8]) {
        withUnsafeBytes(of: memoryWords) { buffer.append(contentsOf: $0) }
    }

    /// The first 8 bytes as a big-endian number: rises in the order of the digests.
    public var prefix: UInt64 { word0 }

    /// 64 lowercase hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }

    public var description: String { hex }
}
