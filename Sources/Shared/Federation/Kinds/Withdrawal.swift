/// A town takes its current summary of a reporting period back (docs/PROTOCOL.md section 5). Codes only.
public struct Withdrawal: CanonicalValue {
    public enum Reason: String, Sendable, CaseIterable {
        case decision, error, other
    }

    public let period: Period
    public let reason: Reason
    public let summary: Reference

    public init(period: Period, reason: Reason, summary: Reference) {
        self.period = period
        self.reason = reason
        self.summary = summary
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        period = try reader.period("period")
        reason = try reader.word("reason")
        summary = try reader.value("summary")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("period", period)
            writer.string("reason", reason.rawValue)
            writer.value("summary", summary)
        }
    }
}
