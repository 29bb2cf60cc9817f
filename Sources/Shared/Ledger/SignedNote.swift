/// A text with signatures (C2SP signed-note): the text, an empty line, one line for each signature.
///
/// The bytes that travelled are kept, and signatures are verified over them.
public struct SignedNote: Hashable, Sendable {
    public static let maximumByteCount = 65_536
    /// Signatures accepted in a note that is read.
    public static let maximumSignatures = 64
    /// Signatures in a note that is made: some verifiers stop there.
    public static let maximumSignaturesMade = 16

    private let exactText: ExactText
    public let signatures: [NoteSignature]
    /// The whole note, verbatim.
    public let bytes: [UInt8]

    /// Parses a note strictly; verifies nothing.
    public init(bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw LedgerError(.tooLarge, "A note has at most \(Self.maximumByteCount) bytes, not \(bytes.count).")
        }
        if let offset = bytes.firstIndex(where: { $0 < 0x20 && $0 != LineCursor.lineFeed }) {
            throw LedgerError(.malformed, "A note holds no control character but line feeds.", at: .byte(offset))
        }
        guard let split = Self.lastEmptyLine(of: bytes) else {
            throw LedgerError(.malformed, "An empty line must stand between a note's text and its signatures.")
        }
        guard let text = ExactText(validating: bytes[..<split]) else {
            throw LedgerError(.malformed, "A note must be well-formed UTF-8.")
        }
        exactText = text
        signatures = try Self.signatures(of: bytes, from: split + 1)
        self.bytes = bytes
    }

    /// Makes a note of 1 to 16 signatures. The text ends in a line feed.
    public init(text: String, signatures: [NoteSignature]) throws(LedgerError) {
        guard (1...Self.maximumSignaturesMade).contains(signatures.count) else {
            throw LedgerError(
                .tooLarge,
                "A note made here has 1 to \(Self.maximumSignaturesMade) signatures, not \(signatures.count).")
        }
        guard text.utf8.last == LineCursor.lineFeed else {
            throw LedgerError(.malformed, "A note's text must end in a line feed.")
        }
        try self.init(bytes: Array((text + "\n" + signatures.map(\.line).joined()).utf8))
    }

    /// The signed text with its final line feed.
    public var text: String { exactText.text }

    /// The keys among `keys` that signed, each once, in the order of their first lines; possibly none.
    ///
    /// Lines of unknown (name, key ID) pairs are ignored. Every line of a known pair is verified, and one that fails
    /// refuses the whole note with `signatureInvalid`. Throws `keyInvalid` when two of `keys` share a pair.
    public func verified(by keys: [VerifierKey]) throws(LedgerError) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        for (key, _) in try verifiedLines(by: keys) where !signers.contains(key) { signers.append(key) }
        return signers
    }

    /// This note with one more signature line, which is not verified here; throws `tooLarge` beyond 16.
    public func adding(_ signature: NoteSignature) throws(LedgerError) -> SignedNote {
        guard signatures.count < Self.maximumSignaturesMade else {
            throw LedgerError(.tooLarge, "The note has \(signatures.count) signatures; no more are added.")
        }
        return try SignedNote(bytes: bytes + Array(signature.line.utf8))
    }

    /// Each line of a known pair with its key, in the order of the note, by the rules of `verified(by:)`.
    public func verifiedLines(by keys: [VerifierKey]) throws(LedgerError) -> [(VerifierKey, NoteSignature)] {
        var lines: [(VerifierKey, NoteSignature)] = []
        for (position, signature) in signatures.enumerated() {
            var known: VerifierKey?
            for key in keys where key.isNamed(by: signature) {
                guard known == nil || known == key else {
                    throw LedgerError(.keyInvalid, "Two known keys share the name \(key.name) and one key ID.")
                }
                known = key
            }
            guard let known else { continue }
            guard known.isValid(signature.signature, for: text) else {
                throw LedgerError(
                    .signatureInvalid, "The signature of \(known.name) does not verify; the note is refused.",
                    at: .index(Int64(position)))
            }
            lines.append((known, signature))
        }
        return lines
    }

    /// Offset of the line feed that makes the last empty line; the text ends before it.
    private static func lastEmptyLine(of bytes: [UInt8]) -> Int? {
        var offset = bytes.count - 1
        while offset > 0 {
            if bytes[offset] == LineCursor.lineFeed && bytes[offset - 1] == LineCursor.lineFeed { return offset }
            offset -= 1
        }
        return nil
    }

    private static func signatures(of bytes: [UInt8], from start: Int) throws(LedgerError) -> [NoteSignature] {
        let textLines = bytes[..<start].count { $0 == LineCursor.lineFeed }
        var lines = LineCursor(Array(bytes[start...]))
        var signatures: [NoteSignature] = []
        repeat {
            guard signatures.count < maximumSignatures else {
                throw LedgerError(.tooLarge, "A note has at most \(maximumSignatures) signatures.")
            }
            do {
                signatures.append(try NoteSignature(line: lines.next()))
            } catch {
                // The location counts lines of the whole note.
                throw LedgerError(error.code, error.reason, at: .line(textLines + lines.number))
            }
        } while !lines.isAtEnd
        return signatures
    }
}
