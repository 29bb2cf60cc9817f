import Crypto

// Evidence as a file. The reader takes members in their one order and then compares what it read, written again, with
// what it was given: so there is one spelling, and no general JSON parser is needed in this target.

extension Evidence {
    /// Reads and verifies a file of evidence. With `expected` its log must be that one; otherwise it accuses whatever
    /// log it names. Throws `malformed` or `tooLarge` for the form, `originMismatch` for another log, and what the
    /// verification of signatures and proofs throws.
    public init(file: [UInt8], log expected: VerifierKey? = nil) throws(LedgerError) {
        guard file.count <= Self.maximumByteCount else {
            throw LedgerError(
                .tooLarge, "A file of evidence has at most \(Self.maximumByteCount) bytes, not \(file.count).")
        }
        var reader = EvidenceReader(file)
        let checkpoints = try reader.strings("{\"checkpoints\":", limit: 2)
        let consistency = try reader.strings(",\"consistency\":", limit: EvidenceReader.maximumHashes)
        let entry = try reader.optionalString(",\"entry\":")
        let inclusion = try reader.strings(",\"inclusion\":", limit: EvidenceReader.maximumHashes)
        let index = try reader.optionalInteger(",\"index\":")
        let kindName = try reader.string(",\"kind\":")
        let log = try reader.string(",\"log\":")
        let observed = try reader.string(",\"observed\":")
        let observer = try reader.string(",\"observer\":")
        let statement = try reader.optionalString(",\"statement\":")
        try reader.take(",\"version\":\(Self.version)}")
        guard reader.isAtEnd else { throw reader.fault("Nothing may follow the last brace.") }
        guard let kind = Kind(rawValue: kindName) else {
            throw LedgerError(.malformed, "The kind is fork, inconsistent, shrunk or foreign.")
        }
        let key = try VerifierKey(text: log)
        guard expected == nil || expected == key else {
            throw LedgerError(.originMismatch, "The evidence is about the log \(key), not about the one expected.")
        }
        var notes: [SignedNote] = []
        for text in checkpoints { notes.append(try SignedNote(bytes: Array(text.utf8))) }
        var entryBytes: [UInt8]?
        if let entry {
            guard let decoded = Base64.decode(entry.utf8) else {
                throw LedgerError(.malformed, "The entry must be padded base64.")
            }
            entryBytes = decoded
        }
        try self.init(
            kind, checkpoints: notes, consistency: Self.hashes(consistency), entry: entryBytes,
            inclusion: Self.hashes(inclusion), index: index, log: key, observed: observed, observer: observer,
            statement: statement)
        guard self.file == file else {
            throw LedgerError(.malformed, "The file is not in the one accepted spelling (canonical JSON).")
        }
    }

    /// The file: canonical JSON without a final line feed.
    public var file: [UInt8] {
        var bytes = Array("{\"checkpoints\":".utf8)
        Self.append(checkpoints.map { Array($0.note.bytes) }, to: &bytes)
        bytes += ",\"consistency\":".utf8
        Self.append(consistency.map { Base64.encodeBytes($0.bytes) }, to: &bytes)
        bytes += ",\"entry\":".utf8
        Self.append(entry.map { Base64.encodeBytes($0) }, to: &bytes)
        bytes += ",\"inclusion\":".utf8
        Self.append(inclusion.map { Base64.encodeBytes($0.bytes) }, to: &bytes)
        bytes += ",\"index\":\(index.map(String.init) ?? "null"),\"kind\":\"\(kind.rawValue)\",\"log\":".utf8
        Self.append(Array(log.text.utf8), to: &bytes)
        bytes += ",\"observed\":".utf8
        Self.append(Array(observed.utf8), to: &bytes)
        bytes += ",\"observer\":".utf8
        Self.append(Array(observer.utf8), to: &bytes)
        bytes += ",\"statement\":".utf8
        Self.append(statement.map { Array($0.utf8) }, to: &bytes)
        bytes += ",\"version\":\(Self.version)}".utf8
        return bytes
    }

    private static func hashes(_ texts: [String]) throws(LedgerError) -> [Digest] {
        var hashes: [Digest] = []
        for text in texts {
            guard let hash = Digest(Base64.decode(text.utf8) ?? []) else {
                throw LedgerError(.malformed, "A hash must be the padded base64 of 32 bytes.")
            }
            hashes.append(hash)
        }
        return hashes
    }

    private static func append(_ texts: [[UInt8]], to bytes: inout [UInt8]) {
        bytes.append(0x5B)
        for (position, text) in texts.enumerated() {
            if position > 0 { bytes.append(0x2C) }
            append(text, to: &bytes)
        }
        bytes.append(0x5D)
    }

    private static func append(_ text: [UInt8]?, to bytes: inout [UInt8]) {
        guard let text else {
            bytes += "null".utf8
            return
        }
        bytes.append(0x22)
        for byte in text {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0x0A: bytes += "\\n".utf8
            // Notes, vkeys and base64 hold no other control character.
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}

/// Takes a file of evidence apart, piece by piece.
private struct EvidenceReader {
    /// No tree of at most 2^63 − 1 leaves needs more hashes for a proof.
    static let maximumHashes = 128

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    func fault(_ reason: String) -> LedgerError { LedgerError(.malformed, reason, at: .byte(position)) }

    mutating func take(_ text: String) throws(LedgerError) {
        guard skips(text) else { throw fault("Here should stand \(text).") }
    }

    mutating func string(_ before: String) throws(LedgerError) -> String {
        try take(before)
        return try quoted()
    }

    mutating func optionalString(_ before: String) throws(LedgerError) -> String? {
        try take(before)
        return skips("null") ? nil : try quoted()
    }

    mutating func optionalInteger(_ before: String) throws(LedgerError) -> Int64? {
        try take(before)
        if skips("null") { return nil }
        let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
        // Canonical JSON ends at 2^53 − 1.
        guard let value = ASCIIDecimal.parse(digits), value < 1 << 53 else {
            throw fault("Here should stand null or a whole number below 2^53.")
        }
        position += digits.count
        return value
    }

    mutating func strings(_ before: String, limit: Int) throws(LedgerError) -> [String] {
        try take(before + "[")
        var texts: [String] = []
        if skips("]") { return texts }
        repeat {
            guard texts.count < limit else { throw fault("The list has more than \(limit) elements.") }
            texts.append(try quoted())
        } while skips(",")
        try take("]")
        return texts
    }

    private mutating func skips(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private mutating func quoted() throws(LedgerError) -> String {
        try take("\"")
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x22:
                guard let text = ExactText(validating: content) else { throw fault("This is not valid UTF-8.") }
                return text.text
            case 0x5C:
                guard position < bytes.count, let plain = Self.escaped(bytes[position]) else {
                    throw fault("Only \\\", \\\\ and \\n occur in evidence.")
                }
                content.append(plain)
                position += 1
            case 0..<0x20: throw fault("A control character must be written as an escape.")
            default: content.append(byte)
            }
        }
        throw fault("The file ends inside a text.")
    }

    private static func escaped(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x22, 0x5C: byte
        case 0x6E: 0x0A
        default: nil
        }
    }
}
