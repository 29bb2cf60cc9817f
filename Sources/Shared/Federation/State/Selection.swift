import Crypto

/// Which part of a log a partial export holds the statements of: `selection.json` (docs/PROTOCOL.md section 10).
///
///     {"period":"2026-H1","tenant":"soest","version":1}
///
/// What belongs to it is decided by the entries alone, so that everybody sees whether a statement was left out.
public struct Selection: Hashable, CanonicalValue {
    /// Entries received on a day of it; nil for all.
    public let period: Period?
    /// Entries of this issuer; nil for all.
    public let tenant: TenantID?

    /// Nil where nothing would be left out.
    public init?(tenant: TenantID?, period: Period?) {
        guard tenant != nil || period != nil else { return nil }
        self.tenant = tenant
        self.period = period
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        try reader.member("period")
        period = reader.null() ? nil : try reader.period()
        try reader.member("tenant")
        tenant = reader.null() ? nil : try reader.tenant()
        let start = reader.position
        _ = try reader.integer("version", in: 1...1)
        try reader.closeObject()
        guard tenant != nil || period != nil else {
            throw reader.fault(at: start, .value, "A selection names a tenant, a period or both")
        }
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalString("period", period)
            writer.optionalString("tenant", tenant)
            writer.integer("version", 1)
        }
    }

    /// Whether the statement of this entry has to be there.
    public func includes(_ entry: LogEntry) -> Bool { entry.kind.isGroundwork || selects(entry) }

    /// Whether somebody asked for it, groundwork or not.
    public func selects(_ entry: LogEntry) -> Bool { selects(issuer: entry.issuer, received: entry.received) }

    public func selects(issuer: Issuer, received: Instant) -> Bool {
        guard tenant.map({ issuer == .tenant($0) }) ?? true else { return false }
        guard let period else { return true }
        return period.firstDay <= received.day && received.day <= period.lastDay
    }

    /// What the top folder's name ends in: `-soest`, `-2026-H1` or `-soest-2026-H1`.
    public var suffix: String {
        [tenant?.text, period?.description].compactMap { $0.map { "-\($0)" } }.joined()
    }
}

extension StatementKind {
    /// What settles who may sign with which key, by which rules: a partial export holds all of it.
    public var isGroundwork: Bool {
        switch self {
        case .admission, .founding, .framework, .key, .membership, .redaction, .suspension, .witnesses: true
        case .adoption, .answer, .declaration, .draft, .position, .report, .strategy, .summary, .withdrawal: false
        }
    }
}
