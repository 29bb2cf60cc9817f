import Synchronization

/// A request as a handler sees it; sockets never appear.
public struct Request: Sendable {
    public var method: String
    /// Percent-decoded valid UTF-8: starts with "/", has no "//", no "." or ".." segment, no control character.
    public var path: String
    /// The target as it stood in the request line.
    public var rawTarget: String
    /// The decoded query fields in order; `+` is a space.
    public var query: [(name: String, value: String)]
    public var headers: Headers
    public var body: [UInt8]
    /// The address of the client in text form, as seen behind the trusted proxies.
    public var clientAddress: String
    /// Whether the client spoke TLS, to us or to a trusted proxy.
    public var isSecure: Bool
    /// See `BodyLimit.Allowance`.
    var place: (any AnyObject & Sendable)?
    private let identity: UInt128

    /// A request made by hand: handlers are tested with it. `rawTarget` follows from path and query unless given.
    public init(
        method: String = "GET", path: String = "/", query: [(name: String, value: String)] = [],
        headers: Headers = Headers(), body: [UInt8] = [], clientAddress: String = "127.0.0.1", isSecure: Bool = false,
        rawTarget: String? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.clientAddress = clientAddress
        self.isSecure = isSecure
        self.rawTarget = rawTarget ?? Self.target(path, query)
        identity = Identities.next()
    }

    /// A random UUID (RFC 9562 version 4) that names this request in logs and problem answers.
    public var id: String {
        let free: UInt128 = ~((0xF << 76) | (0x3 << 62))
        let version: UInt128 = (4 << 76) | (2 << 62)
        let bits = (identity & free) | version
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for index in 0..<32 {
            if [8, 12, 16, 20].contains(index) { text.append(0x2D) }
            text.append(digits[Int(truncatingIfNeeded: bits >> UInt128(124 - 4 * index)) & 15])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The value of the first query field of that name.
    public func queryValue(_ name: String) -> String? { query.first { $0.name == name }?.value }

    private static func target(_ path: String, _ query: [(name: String, value: String)]) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let coded = segments.map { FormCoding.encode(String($0)) }.joined(separator: "/")
        return query.isEmpty ? coded : "\(coded)?\(FormCoding.encode(query))"
    }
}

/// Numbers for requests: random at the start of the program, then counted and mixed, since asking the system for random
/// bytes costs two calls a request. They name a request and keep no secret.
private enum Identities {
    private static let first = UInt64.random(in: .min ... .max)
    private static let second = UInt64.random(in: .min ... .max)
    private static let count = Atomic<UInt64>(0)

    static func next() -> UInt128 {
        let number = count.add(1, ordering: .relaxed).newValue
        return UInt128(mixed(first &+ number)) << 64 | UInt128(mixed(second ^ mixed(number)))
    }

    /// SplitMix64: another number for each number.
    private static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
