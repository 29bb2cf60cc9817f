/// Writes canonical JSON (docs/PROTOCOL.md section 1). The caller names members in their sorted order.
public struct CanonicalWriter {
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init() {}

    public mutating func object(_ write: (inout CanonicalWriter) -> Void) {
        separate()
        bytes.append(0x7B)
        needsComma = false
        write(&self)
        bytes.append(0x7D)
        needsComma = true
    }

    public mutating func array<Element>(
        _ elements: some Sequence<Element>, _ write: (inout CanonicalWriter, Element) -> Void
    ) {
        separate()
        bytes.append(0x5B)
        needsComma = false
        for element in elements { write(&self, element) }
        bytes.append(0x5D)
        needsComma = true
    }

    public mutating func member(_ name: String) {
        separate()
        appendQuoted(name)
        bytes.append(0x3A)
        needsComma = false
    }

    public mutating func string(_ text: String) {
        separate()
        appendQuoted(text)
        needsComma = true
    }

    public mutating func integer(_ value: Int64) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
        needsComma = true
    }

    public mutating func boolean(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
        needsComma = true
    }

    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
        needsComma = true
    }

    /// A value that is canonical already.
    mutating func verbatim(_ canonical: [UInt8]) {
        separate()
        bytes.append(contentsOf: canonical)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
        needsComma = false
    }

    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
        }
        return true
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(0x22)
        if Self.isPlain(text.utf8.span) {
            bytes.append(contentsOf: text.utf8)
            bytes.append(0x22)
            return
        }
        for byte in text.utf8 {
            switch byte {
            case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
            case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
            case 0x08: bytes.append(contentsOf: [0x5C, 0x62])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x0C: bytes.append(contentsOf: [0x5C, 0x66])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}

/// A value with one canonical form, read and written member by member.
public protocol CanonicalValue: Sendable {
    init(from reader: inout CanonicalReader) throws(Refusal)
    func write(to writer: inout CanonicalWriter)
}

extension CanonicalValue {
    /// The canonical bytes.
    public var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Takes exactly the canonical bytes of one value.
    public init(canonicalBytes: [UInt8]) throws(Refusal) {
        var reader = try CanonicalReader(canonicalBytes)
        try self.init(from: &reader)
        try reader.end()
    }
}
