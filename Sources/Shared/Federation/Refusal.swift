/// Why bytes or a statement are not taken: a code to branch on, a sentence for a person, and where the fault lies.
///
/// The raw values of the codes are the last part of the problem types in docs/PROTOCOL.md section 11.
public struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        case malformed
        case notCanonical = "not-canonical"
        case unknownMember = "unknown-member"
        case invalidUTF8 = "invalid-utf8"
        case truncated
        case tooLarge = "too-large"
        case unknownKind = "unknown-kind"
        case unknownVersion = "unknown-version"
        case algorithm
        case wrongFederation = "wrong-federation"
        case unknownKey = "unknown-key"
        case foreignKey = "foreign-key"
        case revokedKey = "revoked-key"
        case wrongSignature = "wrong-signature"
        case notAdmitted = "not-admitted"
        case suspended
        case role
        case sequence
        case previous
        case fork
        case future
        case number
        case revision
        case report
        case closed
        case reference
        case membership
        case unknownIndicator = "unknown-indicator"
        case decimals
        case range
        case value
        case smallCount = "small-count"
        case recoverable
        case weakKey = "weak-key"
        case proof
        case duplicateKey = "duplicate-key"
        case rule
        case leaf
    }

    public let code: Code
    /// A sentence that says what is wrong and what is expected.
    public let reason: String
    /// Byte position in the canonical JSON, from 0.
    public var position: Int?
    /// The member at fault, as a path such as `body.observations[3].value`.
    public var field: String?
    /// What would have been taken.
    public var expected: String?

    public init(
        _ code: Code, _ reason: String, position: Int? = nil, field: String? = nil, expected: String? = nil
    ) {
        self.code = code
        self.reason = reason
        self.position = position
        self.field = field
        self.expected = expected
    }

    public var description: String {
        var text = reason
        if let field { text += " (field \(field))" }
        if let position { text += " (position \(position))" }
        return text
    }

    public static func == (left: Refusal, right: Refusal) -> Bool { left.code == right.code }
}
