/// Writes pieces of a page as UTF-8: the one place where text is escaped.
///
/// `&`, `<`, `>`, `"` and `'` become character references, in texts and attribute values alike. Control characters
/// (but tab and line feed) and the bidirectional overrides, embeddings and isolates (U+202A–202E, U+2066–2069)
/// become U+FFFD (CR LF becomes LF): they can make a name read as something else, and no name needs them.
public struct HTMLRenderer: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init(capacity: Int = 32_768) { bytes.reserveCapacity(capacity) }

    /// Appends `<!DOCTYPE html>` and the page.
    public mutating func renderDocument(_ page: HTML) {
        bytes.append(contentsOf: "<!DOCTYPE html>\n".utf8)
        render(page)
        bytes.append(0x0A)
    }

    /// Appends `piece`.
    public mutating func render(_ piece: HTML) {
        switch piece {
        case .text(let text): escape(text)
        case .fragment(let pieces): for piece in pieces { render(piece) }
        case .element(let name, let attributes, let content): render(name, attributes, content)
        }
    }

    private mutating func render(_ name: ElementName, _ attributes: [Attribute], _ content: [HTML]) {
        let tag = name.rawValue
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: tag.utf8)
        for attribute in attributes {
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: attribute.name.utf8)
            guard let value = attribute.value else { continue }
            bytes.append(UInt8(ascii: "="))
            bytes.append(UInt8(ascii: "\""))
            escape(value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
        if name.isVoid { return }
        // A script's content would follow other rules than text does; ours have an address and no content.
        if name != .script { for piece in content { render(piece) } }
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        bytes.append(contentsOf: tag.utf8)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func escape(_ text: String) {
        if text.utf8.allSatisfy(Self.isPlain) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        var followsReturn = false
        for scalar in text.unicodeScalars {
            // Browsers send the lines of a text field with CR LF and mean one end of line.
            defer { followsReturn = scalar == "\r" }
            switch scalar {
            case "\r": bytes.append(UInt8(ascii: "\n"))
            case "\n" where followsReturn: break
            case "&": bytes.append(contentsOf: "&amp;".utf8)
            case "<": bytes.append(contentsOf: "&lt;".utf8)
            case ">": bytes.append(contentsOf: "&gt;".utf8)
            case "\"": bytes.append(contentsOf: "&quot;".utf8)
            case "'": bytes.append(contentsOf: "&#39;".utf8)
            case "\t", "\n": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case _ where Self.misleads(scalar): bytes.append(contentsOf: "\u{FFFD}".utf8)
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// Bytes that can be copied as they are; 0xE2 begins the bidirectional controls, 0xC2 the C1 controls.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        case 0xE2, 0xC2, 0x7F: false
        default: byte >= 0x20
        }
    }

    private static func misleads(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
