import Crypto

/// One signature line of a note: `— <name> <base64(key ID ‖ signature)>`, em dash U+2014. Parsing one says nothing
/// about its validity.
public struct NoteSignature: Hashable, Sendable {
    private static let dash: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

    let exactName: ExactText
    /// 4 bytes.
    public let keyID: [UInt8]
    /// At least one byte; its form depends on the key's type.
    public let signature: [UInt8]

    init(of key: VerifierKey, signature: [UInt8]) {
        exactName = key.exactName
        keyID = key.keyID
        self.signature = signature
    }

    /// Parses a line without its line feed.
    public init(line: some Collection<UInt8>) throws(LedgerError) {
        let form = LedgerError(.malformed, "A signature line has the form: em dash, space, name, space, base64.")
        guard line.starts(with: Self.dash) else { throw form }
        let rest = line.dropFirst(Self.dash.count)
        guard let space = rest.firstIndex(of: 0x20) else { throw form }
        exactName = try KeyName.validated(rest[..<space])
        guard let bytes = Base64.decode(rest[rest.index(after: space)...]), bytes.count > 4 else {
            throw LedgerError(.malformed, "A signature is the padded base64 of the 4-byte key ID and the signature.")
        }
        keyID = Array(bytes.prefix(4))
        signature = Array(bytes.dropFirst(4))
    }

    public var name: String { exactName.text }

    /// The line with its line feed.
    public var line: String { "\u{2014} \(name) \(Base64.encode(keyID + signature))\n" }
}
