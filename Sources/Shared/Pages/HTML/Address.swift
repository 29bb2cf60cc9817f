/// Where a link, a form or an image leads: `http`, `https`, `mailto`, or a place on this site.
///
/// `javascript:`, `data:` and every other scheme are refused, and so are addresses that begin with `//` (they leave
/// the site while looking local), backslashes, spaces and control characters.
public struct Address: Sendable, Hashable {
    public let text: String

    /// Refuses with `.addressRefused`.
    public init(_ text: String) throws(PagesError) {
        guard let reason = Self.objection(to: text) else {
            self.text = text
            return
        }
        throw PagesError(code: .addressRefused, reason: reason)
    }

    /// A place on this site; `path` and `query` are plain text and are percent-encoded here.
    public init(path: String, query: [QueryItem] = [], fragment: String? = nil) {
        var text = "/"
        Self.encode(path.utf8.drop { $0 == UInt8(ascii: "/") }, keeping: Self.pathBytes, into: &text)
        for (position, item) in query.enumerated() {
            text += position == 0 ? "?" : "&"
            Self.encode(item.name.utf8[...], keeping: Self.queryBytes, into: &text)
            text += "="
            Self.encode(item.value.utf8[...], keeping: Self.queryBytes, into: &text)
        }
        if let fragment {
            text += "#"
            Self.encode(fragment.utf8[...], keeping: Self.queryBytes, into: &text)
        }
        self.text = text
    }

    /// A place on this page.
    public init(fragment: String) {
        var text = "#"
        Self.encode(fragment.utf8[...], keeping: Self.queryBytes, into: &text)
        self.text = text
    }

    private static let pathBytes = Set("/-._~!$()*,;:@".utf8)
    private static let queryBytes = Set("-._~!*,:@/".utf8)

    private static func encode(_ bytes: Substring.UTF8View, keeping kept: Set<UInt8>, into text: inout String) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where kept.contains(byte): text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    /// Why `text` is no address, or nil.
    private static func objection(to text: String) -> String? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else {
            return "The address is empty; a path or an http, https or mailto address is expected."
        }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
            return "The address holds a space, a control character or a backslash; write it percent-encoded."
        }
        guard !text.hasPrefix("//") else {
            return "The address begins with // and would leave the site; write the scheme, or one slash."
        }
        let delimiters = Set(":/?#".utf8)
        guard let end = bytes.firstIndex(where: delimiters.contains), bytes[end] == UInt8(ascii: ":") else {
            return nil
        }
        let scheme = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
        let rest = String(decoding: bytes[(end + 1)...], as: UTF8.self)
        switch scheme {
        case "http", "https":
            let named = rest.hasPrefix("//") && !(rest.dropFirst(2).first.map("/?#:".contains) ?? true)
            return named ? nil : "The address names no host after \(scheme)://."
        case "mailto": return rest.isEmpty ? "The address names no mailbox after mailto:." : nil
        default: return "The address has the scheme \(scheme):, only http, https and mailto are allowed."
        }
    }
}

extension Address: ExpressibleByStringLiteral {
    /// For addresses written in the source; one that would be refused leads to the top of the page.
    public init(stringLiteral value: String) {
        self = (try? Address(value)) ?? Address(fragment: "")
    }
}

/// One `name=value` of a query, as plain text.
public struct QueryItem: Sendable, Hashable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
