/// The content of an earlier entry goes away, for the reason that stands here (docs/PROTOCOL.md section 5, kind
/// `redaction`).
public struct Redaction: CanonicalValue {
    /// Who has asked for it.
    public enum Requester: String, Sendable, CaseIterable {
        case author, authority, office
    }

    public let by: Requester
    public let reason: String
    /// Which rule demands or allows it, such as a paragraph of a law.
    public let rule: String
    public let target: Reference

    public init(by: Requester, reason: String, rule: String, target: Reference) {
        self.by = by
        self.reason = reason
        self.rule = rule
        self.target = target
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        by = try reader.word("by")
        reason = try reader.text("reason", limit: 500, allowsEmpty: false)
        rule = try reader.text("rule", limit: 200, allowsEmpty: false)
        target = try reader.value("target")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("by", by.rawValue)
            writer.string("reason", reason)
            writer.string("rule", rule)
            writer.value("target", target)
        }
    }
}

extension StatementKind {
    /// Whether its content may go away: it influences neither keys, membership nor figures.
    public var isRedactable: Bool {
        switch self {
        case .answer, .declaration, .position, .strategy: true
        case .admission, .adoption, .draft, .founding, .framework, .key, .membership, .redaction, .report, .summary,
            .suspension, .withdrawal, .witnesses:
            false
        }
    }
}
