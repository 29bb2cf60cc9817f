/// Walks the lines of a text. Lines end at the byte 0x0A and nowhere else: Swift's `Character` takes CR LF for one.
struct LineCursor {
    static let lineFeed: UInt8 = 0x0A

    let bytes: [UInt8]
    /// Offset of the first byte not yet taken.
    private(set) var position = 0
    /// Number of the line taken last, counted from 1.
    private(set) var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    var rest: ArraySlice<UInt8> { bytes[position...] }

    /// The next line without its line feed; throws `malformed` when no line feed is left.
    mutating func next() throws(LedgerError) -> ArraySlice<UInt8> {
        number += 1
        guard let end = rest.firstIndex(of: Self.lineFeed) else {
            throw LedgerError(
                .malformed, isAtEnd ? "The text ends before this line." : "The last line has no line feed.",
                at: .line(number))
        }
        defer { position = end + 1 }
        return bytes[position..<end]
    }
}
