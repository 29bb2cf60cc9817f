/// The one error of this target: what kind, why, and where.
///
/// Two errors are equal when their codes are equal, so that callers and tests branch on the kind and people read the
/// reason.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// Bytes that are not in the one accepted form.
        case malformed
        /// More bytes, lines, signatures or members than the limit named in the reason.
        case tooLarge
        /// An index, a size or a tile coordinate that cannot exist.
        case outOfRange
        /// A proof that does not lead to the root it was checked against.
        case proofInvalid
        /// A tile that is not of the width asked for.
        case tileInvalid
        /// A key that must not be used, or is of another type than needed.
        case keyInvalid
        /// A signature by a known key that does not verify.
        case signatureInvalid
        /// No signature by the key that had to sign.
        case signatureMissing
        /// A checkpoint of another log.
        case originMismatch
        /// The private key could not sign.
        case signingFailed
        /// A policy whose lines contradict each other.
        case policyInvalid
    }

    /// Where in the input the error was met.
    public enum Location: Hashable, Sendable, CustomStringConvertible {
        /// Line number, counted from 1.
        case line(Int)
        /// Byte offset, counted from 0.
        case byte(Int)
        /// Index of an entry or of a hash in a proof, counted from 0.
        case index(Int64)
        /// Path of a tile.
        case tile(String)

        public var description: String {
            switch self {
            case .line(let number): "line \(number)"
            case .byte(let offset): "byte \(offset)"
            case .index(let number): "index \(number)"
            case .tile(let path): path
            }
        }
    }

    public let code: Code
    /// A sentence that says what is wrong and what is expected.
    public let reason: String
    public let location: Location?

    public init(_ code: Code, _ reason: String, at location: Location? = nil) {
        self.code = code
        self.reason = reason
        self.location = location
    }

    public static func == (left: LedgerError, right: LedgerError) -> Bool {
        left.code == right.code
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    public var description: String {
        guard let location else { return "\(code.rawValue): \(reason)" }
        return "\(code.rawValue) at \(location): \(reason)"
    }

    /// The same error, placed in the surrounding text unless it already says where it is.
    func placed(at place: Location) -> LedgerError {
        LedgerError(code, reason, at: location ?? place)
    }
}
