// The character classes of RFC 9110 and RFC 3986 that the parsers share.

/// tchar, RFC 9110 section 5.6.2.
func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
    default: false
    }
}

/// A byte that may stand in a field value: visible, space, tab, or obs-text (RFC 9110 section 5.5).
func isFieldValue(_ byte: UInt8) -> Bool { (byte >= 0x20 && byte != 0x7F) || byte == 0x09 }

func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}

/// Whether the bytes in `range` spell `lowercase`, which must be lower case ASCII.
func spells(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ lowercase: String) -> Bool {
    guard range.count == lowercase.utf8.count else { return false }
    var index = range.lowerBound
    for expected in lowercase.utf8 {
        guard lowercased(bytes[index]) == expected else { return false }
        index += 1
    }
    return true
}

func string(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> String {
    bytes.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}

extension [UInt8] {
    mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    mutating func append(decimal number: Int) {
        if number >= 10 { append(decimal: number / 10) }
        append(UInt8(0x30 + number % 10))
    }
}

/// The tokens of a comma separated field value, trimmed, lower case, empty ones left out.
func listTokens(_ value: String) -> [String] {
    value.split(separator: ",").map { trimmed($0).lowercased() }.filter { !$0.isEmpty }
}

func trimmed(_ text: some StringProtocol) -> String {
    var bytes = Array(text.utf8)[...]
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
}
