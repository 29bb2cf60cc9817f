/// A sheet with the address it is served at; the address holds a hash of the bytes, so it can be cached for ever.
public struct Stylesheet: Sendable, Hashable {
    /// For example `/static/rahmenwerk.0123456789abcdef.css`.
    public let path: String
    public let bytes: [UInt8]

    /// The one sheet of all pages.
    public static let main = Stylesheet(name: "rahmenwerk", bytes: PackageResources.rahmenwerk_css)

    /// A sheet of one's own; `name` becomes part of the address.
    public init(name: String, bytes: [UInt8]) {
        self.bytes = bytes
        path = "/static/\(name).\(Self.fingerprint(bytes)).css"
    }

    public var address: Address { Address(path: path) }

    /// The value of `Content-Type`.
    public static let mediaType = "text/css; charset=utf-8"

    /// FNV-1a of 64 bits: it tells versions apart and protects nothing, so no cryptographic digest is needed.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
