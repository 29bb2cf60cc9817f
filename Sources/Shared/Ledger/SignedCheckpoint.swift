/// A checkpoint whose log signature has been verified, with the bytes that travelled.
public struct SignedCheckpoint: Hashable, Sendable {
    /// A witness's verified cosignature and the time it named.
    public struct Witnessing: Hashable, Sendable {
        public let witness: VerifierKey
        /// POSIX seconds of the witness's newest line.
        public let seconds: Int64
    }

    public let checkpoint: Checkpoint
    public let note: SignedNote
    /// The key that signed.
    public let log: VerifierKey

    /// Parses a note and verifies the log's signature, see `init(note: SignedNote, log:)`.
    public init(note: [UInt8], log: VerifierKey) throws(LedgerError) {
        try self.init(note: SignedNote(bytes: note), log: log)
    }

    /// Throws `keyInvalid` unless `log` is a key of type 0x01, `originMismatch` unless its name is the origin,
    /// `signatureMissing` without a line of that key, `signatureInvalid` if one of its lines fails.
    public init(note: SignedNote, log: VerifierKey) throws(LedgerError) {
        guard log.type == .ed25519 else {
            throw LedgerError(.keyInvalid, "A checkpoint is signed by a log key of type 1, not by a cosigner key.")
        }
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.exactOrigin == log.exactName else {
            throw LedgerError(
                .originMismatch, "The checkpoint is of the log \(checkpoint.origin); expected is \(log.name).",
                at: .line(1))
        }
        guard try !note.verified(by: [log]).isEmpty else {
            throw LedgerError(.signatureMissing, "The checkpoint carries no signature of \(log.name).")
        }
        self.checkpoint = checkpoint
        self.note = note
        self.log = log
    }

    public var head: TreeHead { checkpoint.head }

    /// The whole note, verbatim.
    public var bytes: [UInt8] { note.bytes }

    /// The cosignatures of the given witnesses, each witness once, by the rules of `SignedNote.verified(by:)`. Keys of
    /// another type than 0x04 are refused as `keyInvalid`.
    public func witnessings(by witnesses: [VerifierKey]) throws(LedgerError) -> [Witnessing] {
        guard witnesses.allSatisfy({ $0.type == .cosignature }) else {
            throw LedgerError(.keyInvalid, "A witness has a cosigner key of type 4.")
        }
        var newest: [Witnessing] = []
        for (witness, line) in try note.verifiedLines(by: witnesses) {
            let seconds = try Cosignature(bytes: line.signature).seconds
            if let known = newest.firstIndex(where: { $0.witness == witness }) {
                newest[known] = Witnessing(witness: witness, seconds: max(seconds, newest[known].seconds))
            } else {
                newest.append(Witnessing(witness: witness, seconds: seconds))
            }
        }
        return newest
    }

    /// This checkpoint with a witness's cosignature line attached once verified; unchanged if that witness already
    /// cosigned. Throws `keyInvalid`, `signatureMissing` for another key's line, `signatureInvalid`, and `tooLarge`
    /// beyond 16 signatures.
    public func adding(_ signature: NoteSignature, of witness: VerifierKey) throws(LedgerError) -> SignedCheckpoint {
        guard witness.type == .cosignature else {
            throw LedgerError(.keyInvalid, "A witness has a cosigner key of type 4.")
        }
        guard witness.isNamed(by: signature) else {
            throw LedgerError(.signatureMissing, "The line is of another key than that of \(witness.name).")
        }
        guard witness.isValid(signature.signature, for: note.text) else {
            throw LedgerError(.signatureInvalid, "The cosignature of \(witness.name) does not verify.")
        }
        if try !witnessings(by: [witness]).isEmpty { return self }
        return try SignedCheckpoint(note: note.adding(signature), log: log)
    }
}
