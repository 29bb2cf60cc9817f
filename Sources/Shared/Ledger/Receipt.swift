import Crypto

/// Proof that an entry is in a log, verifiable offline (C2SP tlog-proof, v1):
/// ```
/// c2sp.org/tlog-proof@v1
/// extra <base64>               optional
/// index <decimal>
/// <base64 hash>                zero or more, the leaf's sibling first
///                              empty line
/// <signed checkpoint, verbatim>
/// ```
public struct Receipt: Hashable, Sendable {
    public static let maximumByteCount = 262_144
    private static let header = Array("c2sp.org/tlog-proof@v1".utf8)
    /// No tree of at most 2^63 − 1 leaves has a longer path.
    private static let maximumHashes = 63

    /// Ours carry the entry's bytes here, at most 65,535. Not authenticated: trust it only after `verify`.
    public let extra: [UInt8]?
    /// Index of the entry, counted from 0.
    public let index: Int64
    public let path: [Digest]
    /// The checkpoint's note, not yet verified.
    public let note: SignedNote

    /// Throws `outOfRange` for an index outside the checkpoint's tree, `tooLarge` for more than 63 hashes or 65,535
    /// bytes of extra data, and what `Checkpoint` throws for a note that is none.
    public init(extra: [UInt8]?, index: Int64, path: [Digest], note: SignedNote) throws(LedgerError) {
        try self.init(extra: extra, index: index, path: path, note: note, size: Checkpoint(text: note.text).size)
    }

    /// `size` is that of the note's checkpoint.
    private init(extra: [UInt8]?, index: Int64, path: [Digest], note: SignedNote, size: Int64) throws(LedgerError) {
        guard index >= 0, index < size else {
            throw LedgerError(.outOfRange, "The index \(index) lies outside the checkpoint's tree of size \(size).")
        }
        guard path.count <= Self.maximumHashes else {
            throw LedgerError(.tooLarge, "A receipt has at most \(Self.maximumHashes) hashes, not \(path.count).")
        }
        try Self.requireFitting(extra: extra ?? [])
        self.extra = extra
        self.index = index
        self.path = path
        self.note = note
    }

    /// The receipt for an entry under a checkpoint. The entry itself becomes the extra data.
    public init(entry: [UInt8], proof: InclusionProof, checkpoint: SignedCheckpoint) throws(LedgerError) {
        try proof.verify(leaf: Merkle.leafHash(entry), root: checkpoint.head.root)
        guard proof.size == checkpoint.head.size else {
            throw LedgerError(
                .outOfRange, "The proof leads to size \(proof.size), the checkpoint has \(checkpoint.head.size).")
        }
        try self.init(
            extra: entry, index: proof.index, path: proof.path, note: checkpoint.note, size: checkpoint.head.size)
    }

    /// Parses a receipt strictly; verifies nothing.
    public init(text: String) throws(LedgerError) {
        try self.init(text: Array(text.utf8))
    }

    /// Parses the bytes of a receipt, see `init(text: String)`.
    public init(text: [UInt8]) throws(LedgerError) {
        guard text.count <= Self.maximumByteCount else {
            throw LedgerError(.tooLarge, "A receipt has at most \(Self.maximumByteCount) bytes, not \(text.count).")
        }
        var lines = LineCursor(text)
        guard try lines.next().elementsEqual(Self.header) else {
            throw LedgerError(.malformed, "A receipt begins with the line c2sp.org/tlog-proof@v1.", at: .line(1))
        }
        var line = try lines.next()
        var extra: [UInt8]?
        if let value = Self.value(of: "extra ", in: line) {
            guard let decoded = Base64.decode(value) else {
                throw LedgerError(.malformed, "The extra data must be padded base64.", at: .line(2))
            }
            try Self.requireFitting(extra: decoded)
            extra = decoded
            line = try lines.next()
        }
        guard let value = Self.value(of: "index ", in: line), let index = ASCIIDecimal.parse(value) else {
            throw LedgerError(
                .malformed, "Expected is a line: index, space, a decimal from 0 to 2^63 − 1.", at: .line(lines.number))
        }
        let path = try Self.path(from: &lines)
        let note: SignedNote
        do {
            note = try SignedNote(bytes: Array(lines.rest))
            _ = try Checkpoint(text: note.text)
        } catch {
            throw LedgerError(error.code, "In the checkpoint: \(error.reason)", at: .line(lines.number + 1))
        }
        try self.init(extra: extra, index: index, path: path, note: note)
    }

    /// The receipt as it is stored and sent.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes of `text`.
    public var bytes: [UInt8] {
        var bytes = Self.header
        bytes.reserveCapacity(256 + (extra?.count ?? 0) * 4 / 3 + path.count * 45 + note.bytes.count)
        bytes.append(LineCursor.lineFeed)
        if let extra {
            bytes.append(contentsOf: "extra ".utf8)
            Base64.append(extra, to: &bytes)
            bytes.append(LineCursor.lineFeed)
        }
        bytes.append(contentsOf: "index \(index)\n".utf8)
        for hash in path {
            Base64.append(hash, to: &bytes)
            bytes.append(LineCursor.lineFeed)
        }
        bytes.append(LineCursor.lineFeed)
        bytes.append(contentsOf: note.bytes)
        return bytes
    }

    /// Returns the verified checkpoint when it is the log's and `entry` stands at `index` under it. Witnesses are
    /// another matter, see `WitnessPolicy`. Throws as `SignedCheckpoint` and `InclusionProof.verify` do.
    public func verify(entry: [UInt8], log: VerifierKey) throws(LedgerError) -> SignedCheckpoint {
        let signed = try SignedCheckpoint(note: note, log: log)
        let proof = InclusionProof(index: index, size: signed.head.size, path: path)
        try proof.verify(leaf: Merkle.leafHash(entry), root: signed.head.root)
        return signed
    }

    private static func requireFitting(extra: [UInt8]) throws(LedgerError) {
        guard extra.count <= EntryBundle.maximumEntryByteCount else {
            throw LedgerError(.tooLarge, "The extra data of a receipt has at most 65,535 bytes.", at: .line(2))
        }
    }

    private static func value(of word: String, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        line.starts(with: word.utf8) ? line.dropFirst(word.utf8.count) : nil
    }

    private static func path(from lines: inout LineCursor) throws(LedgerError) -> [Digest] {
        var path: [Digest] = []
        while true {
            let line = try lines.next()
            if line.isEmpty { return path }
            guard path.count < maximumHashes else {
                throw LedgerError(
                    .tooLarge, "A receipt has at most \(maximumHashes) hashes.", at: .line(lines.number))
            }
            guard let hash = Digest(Base64.decode(line) ?? []) else {
                throw LedgerError(
                    .malformed, "A hash must be the padded base64 of 32 bytes.", at: .line(lines.number))
            }
            path.append(hash)
        }
    }
}
