import Crypto

/// A private key with the name under which it signs notes.
public struct NoteSigner: Sendable {
    /// The key by which others verify.
    public let verifierKey: VerifierKey
    private let key: PrivateKey

    /// Throws `malformed` or `tooLarge` for the name, `keyInvalid` unless `key` is an Ed25519 key.
    public init(name: String, key: PrivateKey, type: NoteKeyType) throws(LedgerError) {
        verifierKey = try VerifierKey(name: name, type: type, key: key.publicKey)
        self.key = key
    }

    public var name: String { verifierKey.name }

    /// The signature line of a log key (type 0x01) under a note text.
    public func sign(_ text: String) throws(LedgerError) -> NoteSignature {
        guard verifierKey.type == .ed25519 else {
            throw LedgerError(.keyInvalid, "A cosigner key does not sign without a time.")
        }
        return NoteSignature(of: verifierKey, signature: try Self.signature(for: Array(text.utf8), by: key))
    }

    /// The signature line of a cosigner key (type 0x04) under a note text at the given POSIX seconds, never 0.
    public func cosign(_ text: String, at seconds: Int64) throws(LedgerError) -> NoteSignature {
        guard verifierKey.type == .cosignature else {
            throw LedgerError(.keyInvalid, "A log key does not cosign; each cosigner has its own key.")
        }
        let cosignature = try Cosignature(of: text, at: seconds, by: key)
        return NoteSignature(of: verifierKey, signature: cosignature.bytes)
    }

    static func signature(for message: [UInt8], by key: PrivateKey) throws(LedgerError) -> [UInt8] {
        do {
            return try key.signature(for: message)
        } catch {
            throw LedgerError(.signingFailed, "The key could not sign: \(error).")
        }
    }
}
