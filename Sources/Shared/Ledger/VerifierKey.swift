import Crypto

/// A named public key for notes. Its text, the vkey (C2SP signed-note): `<name>+<key ID, 8 lowercase hex digits>+
/// <base64 of type ‖ 32-byte key>`, split at the first two `+` only, because base64 uses that sign as well.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    private static let maximumTextByteCount = KeyName.maximumByteCount + 64

    let exactName: ExactText
    public let type: NoteKeyType
    public let key: PublicKey
    /// The first 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key).
    public let keyID: [UInt8]

    /// Throws `malformed` or `tooLarge` for the name, `keyInvalid` unless `key` is an Ed25519 key.
    public init(name: String, type: NoteKeyType, key: PublicKey) throws(LedgerError) {
        try self.init(exactName: KeyName.validated(ExactText(name)), type: type, key: key)
    }

    /// Parses a vkey. Small-order points and non-canonical encodings are refused as `keyInvalid`.
    public init(text: String) throws(LedgerError) {
        try self.init(text: Array(text.utf8))
    }

    /// Parses the bytes of a vkey, see `init(text: String)`.
    public init(text: [UInt8]) throws(LedgerError) {
        guard text.count <= Self.maximumTextByteCount else {
            throw LedgerError(.tooLarge, "A vkey has at most \(Self.maximumTextByteCount) bytes, not \(text.count).")
        }
        let parts = text.split(separator: 0x2B, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw LedgerError(.malformed, "A vkey has the form <name>+<8 hex digits>+<base64 key>.")
        }
        let name = try KeyName.validated(parts[0])
        guard let typed = Base64.decode(parts[2]), typed.count == 33 else {
            throw LedgerError(.malformed, "The third part of a vkey is the padded base64 of 33 bytes: type and key.")
        }
        guard let type = NoteKeyType(rawValue: typed[0]) else {
            throw LedgerError(.keyInvalid, "The key type \(typed[0]) is unknown; 1 and 4 are accepted.")
        }
        let key: PublicKey
        do {
            key = try PublicKey(algorithm: .ed25519, bytes: Array(typed.dropFirst()))
        } catch {
            throw LedgerError(.keyInvalid, "The key must not be used: \(error).")
        }
        try self.init(exactName: name, type: type, key: key)
        guard parts[1].elementsEqual(Hex.encode(keyID).utf8) else {
            throw LedgerError(
                .keyInvalid, "The key ID of this name and key is \(Hex.encode(keyID)), not the one given.")
        }
    }

    private init(exactName: ExactText, type: NoteKeyType, key: PublicKey) throws(LedgerError) {
        guard key.algorithm == .ed25519 else {
            throw LedgerError(.keyInvalid, "Notes are signed with Ed25519 keys only.")
        }
        self.exactName = exactName
        self.type = type
        self.key = key
        let identified = Array(exactName.text.utf8) + [LineCursor.lineFeed, type.rawValue] + key.bytes
        keyID = Array(SHA256.digest(identified).bytes.prefix(4))
    }

    public var name: String { exactName.text }

    /// The vkey.
    public var text: String { "\(name)+\(Hex.encode(keyID))+\(Base64.encode([type.rawValue] + key.bytes))" }

    public var description: String { text }

    /// Whether `signature` is by the pair of name and key ID that this key answers to.
    public func isNamed(by signature: NoteSignature) -> Bool {
        exactName == signature.exactName && keyID == signature.keyID
    }

    /// Whether `signature` (without the key ID) holds for the note text, according to the key's type.
    public func isValid(_ signature: [UInt8], for text: String) -> Bool {
        switch type {
        case .ed25519:
            return key.isValidSignature(signature, for: Array(text.utf8))
        case .cosignature:
            guard let cosignature = try? Cosignature(bytes: signature) else { return false }
            return cosignature.isValid(by: key, for: text)
        }
    }
}
