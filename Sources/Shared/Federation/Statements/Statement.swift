import Crypto

/// The kinds of statement this version knows. Whoever meets another one stops.
public enum StatementKind: String, Sendable, CaseIterable {
    case admission, adoption, answer, declaration, draft, founding, framework, key, membership, position, redaction,
        report
    case strategy, summary, suspension, withdrawal, witnesses
}

/// What a statement says. One case a kind; each type stands in its own file below `Kinds`.
public enum StatementBody: Sendable {
    case admission(Admission)
    case adoption(Adoption)
    case answer(Answer)
    case declaration(Declaration)
    case draft(Draft)
    case founding(Founding)
    case framework(Framework)
    case key(KeyChange)
    case membership(MembershipChange)
    case position(Position)
    case redaction(Redaction)
    case report(RegionalReport)
    case strategy(Strategy)
    case summary(Summary)
    case suspension(Suspension)
    case withdrawal(Withdrawal)
    case witnesses(WitnessCommittee)

    public var kind: StatementKind {
        switch self {
        case .admission: .admission
        case .adoption: .adoption
        case .answer: .answer
        case .declaration: .declaration
        case .draft: .draft
        case .founding: .founding
        case .framework: .framework
        case .key: .key
        case .membership: .membership
        case .position: .position
        case .redaction: .redaction
        case .report: .report
        case .strategy: .strategy
        case .summary: .summary
        case .suspension: .suspension
        case .withdrawal: .withdrawal
        case .witnesses: .witnesses
        }
    }

    init(kind: StatementKind, from reader: inout CanonicalReader) throws(Refusal) {
        switch kind {
        case .admission: self = .admission(try Admission(from: &reader))
        case .adoption: self = .adoption(try Adoption(from: &reader))
        case .answer: self = .answer(try Answer(from: &reader))
        case .declaration: self = .declaration(try Declaration(from: &reader))
        case .draft: self = .draft(try Draft(from: &reader))
        case .founding: self = .founding(try Founding(from: &reader))
        case .framework: self = .framework(try Framework(from: &reader))
        case .key: self = .key(try KeyChange(from: &reader))
        case .membership: self = .membership(try MembershipChange(from: &reader))
        case .position: self = .position(try Position(from: &reader))
        case .redaction: self = .redaction(try Redaction(from: &reader))
        case .report: self = .report(try RegionalReport(from: &reader))
        case .strategy: self = .strategy(try Strategy(from: &reader))
        case .summary: self = .summary(try Summary(from: &reader))
        case .suspension: self = .suspension(try Suspension(from: &reader))
        case .withdrawal: self = .withdrawal(try Withdrawal(from: &reader))
        case .witnesses: self = .witnesses(try WitnessCommittee(from: &reader))
        }
    }

    var value: any CanonicalValue {
        switch self {
        case .admission(let body): body
        case .adoption(let body): body
        case .answer(let body): body
        case .declaration(let body): body
        case .draft(let body): body
        case .founding(let body): body
        case .framework(let body): body
        case .key(let body): body
        case .membership(let body): body
        case .position(let body): body
        case .redaction(let body): body
        case .report(let body): body
        case .strategy(let body): body
        case .summary(let body): body
        case .suspension(let body): body
        case .withdrawal(let body): body
        case .witnesses(let body): body
        }
    }
}

/// The payload of a statement (docs/PROTOCOL.md section 3).
///
///     {"body":{…},"federation":…,"issued":…,"issuer":…,"kind":…,"previous":…,"sequence":…,"version":…}
public struct Statement: CanonicalValue {
    public static let version: Int64 = 1

    public let body: StatementBody
    public let federation: String
    public let issued: Instant
    public let issuer: Issuer
    public let previous: Digest?
    public let sequence: Int64

    public init(
        body: StatementBody, federation: String, issued: Instant, issuer: Issuer, previous: Digest?, sequence: Int64
    ) {
        self.body = body
        self.federation = federation
        self.issued = issued
        self.issuer = issuer
        self.previous = previous
        self.sequence = sequence
    }

    public var kind: StatementKind { body.kind }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        // The kind decides how the body is read and stands behind it, so it is looked up first.
        let kind = try Statement.kind(aheadOf: reader)
        try reader.openObject()
        try reader.member("body")
        body = try StatementBody(kind: kind, from: &reader)
        try reader.member("federation")
        federation = try reader.string()
        issued = try reader.instant("issued")
        issuer = try reader.issuer("issuer")
        try reader.member("kind")
        guard try reader.string() == kind.rawValue else { throw reader.fault(.malformed, "The kind is not clear") }
        previous = try reader.optionalDigest("previous")
        sequence = try reader.integer("sequence", in: 1...CanonicalReader.maximumInteger)
        _ = try reader.integer("version", in: Statement.version...Statement.version)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("body")
            body.value.write(to: &writer)
            writer.string("federation", federation)
            writer.string("issued", issued)
            writer.string("issuer", issuer)
            writer.string("kind", kind.rawValue)
            writer.string("previous", previous?.hex ?? "")
            writer.integer("sequence", sequence)
            writer.integer("version", Statement.version)
        }
    }

    private static func kind(aheadOf reader: CanonicalReader) throws(Refusal) -> StatementKind {
        let (name, version) = try reader.trailingKindAndVersion()
        guard let kind = StatementKind(rawValue: name) else {
            throw Refusal(.unknownKind, "The kind \"\(name.prefix(40))\" is not known", field: "kind")
        }
        guard version == Statement.version else {
            throw Refusal(
                .unknownVersion, "Version \(version) of \(kind.rawValue) is not known", field: "version",
                expected: String(Statement.version))
        }
        return kind
    }
}

extension CanonicalReader {
    /// The members `kind` and `version` at the end of a payload.
    ///
    /// The envelope's last members have bounded values without escapes, so they are found from the end; whether they
    /// are the members they seem to be is settled when the whole payload is read in order.
    func trailingKindAndVersion() throws(Refusal) -> (kind: String, version: Int64) {
        guard let kindStart = lastEnd(of: "\"kind\":\"", inLast: 400),
            let kindEnd = bytes(from: kindStart).firstIndex(of: 0x22),
            let versionStart = lastEnd(of: "\"version\":", inLast: 400), versionStart > kindEnd
        else {
            // Let the ordinary reading name the fault.
            var reader = self
            _ = try JSONValue(from: &reader)
            throw Refusal(.unknownMember, "The payload must end with kind, previous, sequence and version")
        }
        var version: Int64 = 0
        for byte in bytes(from: versionStart).prefix(9) {
            guard (0x30...0x39).contains(byte) else { break }
            version = version * 10 + Int64(byte - 0x30)
        }
        return (String(decoding: bytes(from: kindStart)[..<kindEnd], as: UTF8.self), version)
    }
}
