/// Keys begin and end (docs/PROTOCOL.md section 5, kind `key`).
public struct KeyChange: CanonicalValue {
    public enum Reason: String, Sendable, CaseIterable {
        case compromise, loss, retirement, rotation
    }

    /// The end of one key.
    public struct Revocation: Hashable, CanonicalValue {
        /// From which index on statements under this key are doubted; nil where none are.
        public let doubtedFrom: Int64?
        public let owner: Issuer
        public let thumbprint: String

        public init(doubtedFrom: Int64?, owner: Issuer, thumbprint: String) {
            self.doubtedFrom = doubtedFrom
            self.owner = owner
            self.thumbprint = thumbprint
        }

        public init(from reader: inout CanonicalReader) throws(Refusal) {
            try reader.openObject()
            doubtedFrom = try reader.optionalInteger("doubted_from", in: 0...CanonicalReader.maximumInteger)
            owner = try reader.issuer("owner")
            thumbprint = try reader.thumbprint("thumbprint")
            try reader.closeObject()
        }

        public func write(to writer: inout CanonicalWriter) {
            writer.object { writer in
                writer.optionalInteger("doubted_from", doubtedFrom)
                writer.string("owner", owner)
                writer.string("thumbprint", thumbprint)
            }
        }
    }

    public let add: [KeyDeclaration]
    public let reason: Reason
    public let revoke: [Revocation]

    public init(add: [KeyDeclaration], reason: Reason, revoke: [Revocation]) {
        self.add = add
        self.reason = reason
        self.revoke = revoke
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        add = try reader.list("add", limit: 4) { reader throws(Refusal) in try KeyDeclaration(from: &reader) }
        reason = try reader.word("reason")
        revoke = try reader.list("revoke", limit: 8) { reader throws(Refusal) in try Revocation(from: &reader) }
        guard !add.isEmpty || !revoke.isEmpty else {
            throw reader.fault(.value, "A key statement adds or revokes at least one key")
        }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.list("add", add)
            writer.string("reason", reason.rawValue)
            writer.list("revoke", revoke)
        }
    }
}
