/// An http or https address taken apart (RFC 3986, strictly: no user information, no fragment, ASCII only).
public struct URLParts: Sendable, Equatable {
    /// "http" or "https".
    public let scheme: String
    /// Lower case; an IPv6 address without its brackets.
    public let host: String
    public let port: Int
    /// Path and query as they are sent; starts with "/".
    public let target: String

    public var isSecure: Bool { scheme == "https" }

    /// Host and, unless it is the scheme's own, port: the value of a Host field.
    public var authority: String {
        port == (isSecure ? 443 : 80) ? bracketedHost : "\(bracketedHost):\(port)"
    }

    /// Host and port in any case: the target of a CONNECT request.
    var hostAndPort: String { "\(bracketedHost):\(port)" }

    private var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

    public init(_ url: String) throws(HTTPError) {
        let bytes = Array(url.utf8)
        func fail(_ reason: String) -> HTTPError { HTTPError(.malformedURL, "The address \(reason)") }
        let schemeEnd: Int
        if spells(bytes.span, 0..<min(8, bytes.count), "https://") {
            (scheme, schemeEnd) = ("https", 8)
        } else if spells(bytes.span, 0..<min(7, bytes.count), "http://") {
            (scheme, schemeEnd) = ("http", 7)
        } else {
            throw fail("does not begin with https:// or http://.")
        }
        let end = bytes[schemeEnd...].firstIndex { $0 == 0x2F || $0 == 0x3F } ?? bytes.count
        let authority = bytes[schemeEnd..<end]
        guard !authority.contains(0x40) else { throw fail("must not hold a user name or password.") }
        var hostEnd = authority.endIndex
        if authority.first == 0x5B {
            guard let close = authority.firstIndex(of: 0x5D) else { throw fail("has a [ without a ].") }
            hostEnd = close + 1
            let inner = String(decoding: authority[schemeEnd + 1..<close], as: UTF8.self)
            guard inner.contains(":"), IPAddress(inner) != nil else { throw fail("holds no IPv6 address in its []. ") }
            host = inner.lowercased()
        } else {
            hostEnd = authority.firstIndex(of: 0x3A) ?? authority.endIndex
            let name = authority[schemeEnd..<hostEnd]
            guard (1...253).contains(name.count), name.allSatisfy(Self.isHostByte) else {
                throw fail("has no host name of letters, digits, dots and hyphens.")
            }
            host = String(decoding: name.map(lowercased), as: UTF8.self)
        }
        if hostEnd == authority.endIndex {
            port = scheme == "https" ? 443 : 80
        } else {
            let digits = authority[(hostEnd + 1)...]
            guard authority[hostEnd] == 0x3A, (1...5).contains(digits.count), digits.allSatisfy(isDigit),
                let number = Int(String(decoding: digits, as: UTF8.self)), (1...65535).contains(number)
            else { throw fail("has no port from 1 to 65535 after its colon.") }
            port = number
        }
        let rest = bytes[end...]
        guard rest.allSatisfy(Self.isTargetByte) else {
            throw fail("holds a fragment, or a character that must be percent-coded.")
        }
        target = (rest.first == 0x2F ? "" : "/") + String(decoding: rest, as: UTF8.self)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(lowercased(byte)) || byte == 0x2D || byte == 0x2E || byte == 0x5F
    }

    private static func isTargetByte(_ byte: UInt8) -> Bool {
        guard byte > 0x20, byte < 0x7F else { return false }
        return ![0x22, 0x23, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D].contains(byte)
    }
}
