import Crypto

/// A leaf of the log (docs/PROTOCOL.md section 6).
///
///     {"bytes":6021,"issuer":"soest","kind":"summary","received":"2026-10-05T08:00:01Z","sha256":"…","version":1}
public struct LogEntry: Hashable, CanonicalValue {
    public let byteCount: Int64
    public let issuer: Issuer
    public let kind: StatementKind
    /// When the hub took it. Information only: order is the index.
    public let received: Instant
    public let sha256: Digest

    /// The entry that a signed statement gets when it is taken at `received`.
    public init(of signed: SignedStatement, received: Instant) {
        byteCount = Int64(signed.bytes.count)
        issuer = signed.statement.issuer
        kind = signed.statement.kind
        self.received = received
        sha256 = signed.sha256
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        byteCount = try reader.integer("bytes", in: 1...Int64(CompactJWS.maximumBytes))
        issuer = try reader.issuer("issuer")
        try reader.member("kind")
        let name = try reader.string()
        guard let kind = StatementKind(rawValue: name) else {
            throw reader.fault(.unknownKind, "The kind \"\(name.prefix(40))\" is not known")
        }
        self.kind = kind
        received = try reader.instant("received")
        sha256 = try reader.digest("sha256")
        let start = reader.position
        try reader.member("version")
        guard try reader.integer() == Statement.version else {
            throw reader.fault(at: start, .unknownVersion, "This version of \(kind.rawValue) is not known")
        }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.integer("bytes", byteCount)
            writer.string("issuer", issuer)
            writer.string("kind", kind.rawValue)
            writer.string("received", received)
            writer.string("sha256", sha256.hex)
            writer.integer("version", Statement.version)
        }
    }
}
