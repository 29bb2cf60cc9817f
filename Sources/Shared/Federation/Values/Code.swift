import Crypto

/// A name for machines: 1 to 64 of `a-z`, `0-9` and `-`. It can hold no text about a person.
public struct Code: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), Code.areAllowed(text.utf8.span) else { return nil }
        self.text = text
    }

    init?(_ text: Span<UInt8>) {
        guard (1...64).contains(text.count), Code.areAllowed(text) else { return nil }
        self.text = String(asciiOnly: text)
    }

    public var description: String { text }

    public static func < (left: Code, right: Code) -> Bool { left.text < right.text }

    static func areAllowed(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D else { return false }
        }
        return true
    }
}

/// The name of a member of the federation: 2 to 40 of `a-z`, `0-9` and `-`.
public struct TenantID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    public init?(_ text: String) {
        guard (2...40).contains(text.utf8.count), Code.areAllowed(text.utf8.span), text != "office" else { return nil }
        self.text = text
    }

    init?(_ text: Span<UInt8>) {
        guard (2...40).contains(text.count), Code.areAllowed(text) else { return nil }
        self.init(String(asciiOnly: text))
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

    init?(_ text: Span<UInt8>) {
        guard (2...40).contains(text.count), Code.areAllowed(text) else { return nil }
        self.init(String(asciiOnly: text))
    }

    public var description: String {
        switch self {
        case .office: "office"
        case .tenant(let tenant): tenant.text
        }
    }
}

extension String {
    /// The text of bytes that have been found to be ASCII.
    init(asciiOnly bytes: Span<UInt8>) {
        do {
            self.init(copying: try UTF8Span(validating: bytes))
        } catch {
            preconditionFailure("Bytes that are not ASCII were taken for it")
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
