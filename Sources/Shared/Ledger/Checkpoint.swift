import Crypto

/// A log's statement of its size and root (C2SP tlog-checkpoint): origin LF, size LF, base64 root LF. Extension lines
/// are refused.
public struct Checkpoint: Hashable, Sendable, CustomStringConvertible {
    let exactOrigin: ExactText
    public let head: TreeHead

    /// The origin is the name of the log's key. Throws `malformed` or `tooLarge` for the origin, `outOfRange` or
    /// `proofInvalid` for a head that no log can have.
    public init(origin: String, head: TreeHead) throws(LedgerError) {
        try self.init(exactOrigin: KeyName.validated(ExactText(origin)), head: head)
    }

    /// Parses a checkpoint's text, without signatures.
    public init(text: String) throws(LedgerError) {
        try self.init(text: Array(text.utf8))
    }

    /// Parses the bytes of a checkpoint's text, see `init(text: String)`.
    public init(text: [UInt8]) throws(LedgerError) {
        var lines = LineCursor(text)
        let origin: ExactText
        do {
            origin = try KeyName.validated(lines.next())
        } catch {
            throw error.placed(at: .line(1))
        }
        guard let size = ASCIIDecimal.parse(try lines.next()) else {
            throw LedgerError(.malformed, "The size must be a decimal from 0 to 2^63 − 1.", at: .line(2))
        }
        guard let root = Digest(Base64.decode(try lines.next()) ?? []) else {
            throw LedgerError(.malformed, "The root must be the padded base64 of 32 bytes.", at: .line(3))
        }
        guard lines.isAtEnd else {
            throw LedgerError(.malformed, "A checkpoint has three lines; extension lines are refused.", at: .line(4))
        }
        try self.init(exactOrigin: origin, head: TreeHead(size: size, root: root))
    }

    private init(exactOrigin: ExactText, head: TreeHead) throws(LedgerError) {
        try head.requirePossible()
        self.exactOrigin = exactOrigin
        self.head = head
    }

    public var origin: String { exactOrigin.text }
    public var size: Int64 { head.size }
    public var root: Digest { head.root }

    /// The bytes that are signed.
    public var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }

    public var description: String { "\(origin) \(size) \(root.hex)" }

    /// Signs with the log's key, whose name must be the origin (`originMismatch`) and whose type 0x01 (`keyInvalid`).
    public func signed(by signer: NoteSigner) throws(LedgerError) -> SignedCheckpoint {
        let note = try SignedNote(text: text, signatures: [signer.sign(text)])
        return try SignedCheckpoint(note: note, log: signer.verifierKey)
    }
}
