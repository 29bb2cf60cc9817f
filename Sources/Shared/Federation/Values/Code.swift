import Crypto

/// A name for machines: 1 to 64 of `a-z`, `0-9` and `-`. It can hold no text about a person.
public struct Code: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Code.isAllowed) else { return nil }
        self.text = text
    }

    public var description: String { text }

    public static func < (left: Code, right: Code) -> Bool { left.text < right.text }

    static func isAllowed(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
}

/// The name of a member of the federation: 2 to 40 of `a-z`, `0-9` and `-`.
public struct TenantID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    public init?(_ text: String) {
        guard (2...40).contains(text.utf8.count), text.utf8.allSatisfy(Code.isAllowed), text != "office" else {
            return nil
        }
        self.text = text
    }

    public var description: String { text }

    public static func < (left: TenantID, right: TenantID) -> Bool { left.text < right.text }
}

/// Who issues a statement: the regional office or a tenant.
public enum Issuer: Hashable, Sendable, CustomStringConvertible {
    case office
    case tenant(TenantID)

    public init?(_ text: String) {
        if text == "office" {
            self = .office
        } else if let tenant = TenantID(text) {
            self = .tenant(tenant)
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .office: "office"
        case .tenant(let tenant): tenant.text
        }
    }
}

/// One statement by its place in the log and the SHA-256 of its bytes.
public struct Reference: Hashable, CanonicalValue {
    public let index: Int64
    public let sha256: Digest

    public init(index: Int64, sha256: Digest) {
        self.index = index
        self.sha256 = sha256
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        index = try reader.integer("index", in: 0...CanonicalReader.maximumInteger)
        sha256 = try reader.digest("sha256")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("index")
            writer.integer(index)
            writer.member("sha256")
            writer.string(sha256.hex)
        }
    }
}
