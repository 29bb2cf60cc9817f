/// What went wrong in `Crypto`: a code to branch on and a sentence to show.
public struct CryptoError: Error, Equatable, CustomStringConvertible {
    public enum Code: Sendable {
        case invalidKey
        case weakKey
        case invalidKeyFile
        case keyFileExists
        case keyFilePermissions
        case passphraseNeeded
        case wrongPassphrase
        case badPassphrase
        case fileSystem
        case library
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { reason }

    public static func == (left: CryptoError, right: CryptoError) -> Bool { left.code == right.code }
}
