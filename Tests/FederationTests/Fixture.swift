import Crypto

@testable import Federation

/// A federation in memory: founds itself, admits towns, publishes frameworks, adopts, reports; each step through the
/// same signing, reading and entry check as a real hub.
struct Fixture {
    static let origin = "hub.example/log"
    static let start: Int64 = 1_790_000_000

    /// One entry as it lies in a log.
    struct Logged {
        let leaf: [UInt8]
        let statement: [UInt8]
    }

    var state = FederationState(origin: Fixture.origin)
    var log: [Logged] = []
    var keys: [Issuer: PrivateKey] = [:]
    /// Seconds by which statements come later than they otherwise would: time passes.
    var offset: Int64 = 0

    var now: Instant { Instant(secondsSince1970: Fixture.start + offset + state.size) }

    static func key(_ label: String) throws -> PrivateKey {
        try PrivateKey(ed25519Seed: SHA256.digest(Array(label.utf8)).bytes)
    }

    static func tenant(_ name: String) -> TenantID { TenantID(name) ?? unknownTenant }

    static func founded(
        algorithms: [SignatureAlgorithm] = SignatureAlgorithm.allCases, recovery: PrivateKey? = nil
    ) throws -> Fixture {
        var fixture = Fixture()
        let key = try Fixture.key("office")
        fixture.keys[.office] = key
        try fixture.say(
            .founding(
                Founding(
                    algorithms: algorithms,
                    keys: try ([key] + (recovery.map { [$0] } ?? [])).map {
                        try KeyDeclaration(key: $0, use: .statement, issuer: .office, federation: origin)
                    }, log: "\(origin)+00000000+key", name: LocalizedText(german: "Region", english: "Region"),
                    notice: nil, operatorName: "Office")), by: .office)
        return fixture
    }

    /// A federation with these towns, all of which have adopted a framework with `indicators`.
    static func running(
        _ towns: [String], indicators: [JSONValue], population: String? = nil, from: String = "2020"
    ) throws -> Fixture {
        var fixture = try founded()
        for town in towns { try fixture.admit(town, from: from) }
        try fixture.publish(indicators, population: population)
        for town in towns { try fixture.adopt(town) }
        return fixture
    }

    // MARK: Statements

    func signed(
        _ body: StatementBody, by issuer: Issuer, key: PrivateKey? = nil, sequence: Int64? = nil,
        previous: Digest?? = nil, federation: String = Fixture.origin
    ) throws -> SignedStatement {
        let chain = state.chain(of: issuer)
        let statement = Statement(
            body: body, federation: federation, issued: now,
            issuer: issuer, previous: previous ?? chain.last, sequence: sequence ?? chain.sequence + 1)
        return try SignedStatement.sign(statement, key: try key ?? keys[issuer] ?? Fixture.key("nobody"))
    }

    func entry(_ statement: SignedStatement) -> LogEntry {
        LogEntry(of: statement, received: now)
    }

    @discardableResult mutating func append(_ statement: SignedStatement) throws -> Reference {
        let entry = entry(statement)
        let verified = try state.check(statement, as: entry)
        state.apply(verified)
        log.append(Logged(leaf: entry.canonicalBytes, statement: statement.bytes))
        return verified.reference
    }

    @discardableResult mutating func say(
        _ body: StatementBody, by issuer: Issuer, key: PrivateKey? = nil
    ) throws -> Reference {
        try append(try signed(body, by: issuer, key: key))
    }

    // MARK: Acts

    func admission(
        _ town: String, from: String = "2020", role: Role = .pioneer, reason: Admission.Reason = .accession,
        generation: Int = 1
    ) throws -> Admission {
        let tenant = Fixture.tenant(town)
        func declare(_ use: KeyUse) throws -> KeyDeclaration {
            try KeyDeclaration(
                key: Fixture.key("\(town) \(use) \(generation)"), use: use, issuer: .tenant(tenant),
                federation: Fixture.origin)
        }
        return Admission(
            from: PartialDate(from) ?? unknownDate, keys: [try declare(.cosigner), try declare(.statement)],
            location: nil, name: town, official: nil, reason: reason, role: role, tenant: tenant)
    }

    mutating func admit(
        _ town: String, from: String = "2020", role: Role = .pioneer, reason: Admission.Reason = .accession,
        generation: Int = 1
    ) throws {
        try say(
            .admission(
                admission(town, from: from, role: role, reason: reason, generation: generation)), by: .office)
        keys[.tenant(Fixture.tenant(town))] = try Fixture.key("\(town) statement \(generation)")
    }

    mutating func suspend(_ town: String, from: String) throws {
        try say(
            .suspension(
                Suspension(
                    from: CalendarDay(from) ?? unknownDate.firstDay, reason: "left", tenant: Fixture.tenant(town))),
            by: .office)
    }

    @discardableResult mutating func publish(_ indicators: [JSONValue], population: String? = nil) throws -> Reference {
        let framework = try Framework(
            canonicalBytes: Sample.framework(
                indicators, number: state.frameworks.count + 1, population: population
            ).canonicalBytes)
        return try say(.framework(framework), by: .office)
    }

    var framework: Reference { state.frameworks.last?.reference ?? Reference(index: 0, sha256: SHA256.digest([])) }

    mutating func adopt(_ town: String, _ reference: Reference? = nil) throws {
        try say(.adoption(adoption(reference ?? framework)), by: .tenant(Fixture.tenant(town)))
    }

    func adoption(_ reference: Reference) -> Adoption {
        Adoption(decision: Decision(body: "Council", date: nil, link: "", number: "1"), framework: reference)
    }

    func summary(
        _ town: String, _ period: String, _ observations: [Observation], revision: Int64? = nil,
        measures: [Summary.MeasureState] = [], participation: [Summary.Participation] = []
    ) -> Summary {
        let tenant = Fixture.tenant(town)
        let period = Period(period) ?? unknownPeriod
        return Summary(
            approval: Summary.Approval(function: .mayor, isSelfApproved: false),
            framework: state.adoptedFramework(of: tenant)?.reference ?? framework, measures: measures,
            observations: observations, participation: participation, period: period,
            revision: revision ?? state.nextRevision(of: tenant, period))
    }

    @discardableResult mutating func summarize(
        _ town: String, _ period: String, _ observations: [Observation], measures: [Summary.MeasureState] = []
    ) throws -> Reference {
        try say(.summary(summary(town, period, observations, measures: measures)), by: .tenant(Fixture.tenant(town)))
    }

    /// The figure of an indicator of the newest framework.
    func figure(_ indicator: String, _ period: String) throws -> Figure {
        guard let framework = state.frameworks.last?.value, let code = Code(indicator),
            let definition = framework.indicator(code), let period = Period(period)
        else { throw Refusal(.unknownIndicator, "The test names no indicator of its framework") }
        return RegionalFigures(state, framework: framework).figure(definition, in: period).figure
    }

    // MARK: The whole state

    /// Everything observable of a state in one digest.
    static func digest(_ state: FederationState) -> String {
        var lines = ["\(state.origin) \(state.size) \(state.lastReceived)", "\(String(describing: state.founding))"]
        lines += state.members.values.map { "\($0)" }.sorted()
        lines += state.keys.map { "\($0.key) \($0.value)" }.sorted()
        lines += state.chains.map { "\($0.key) \($0.value)" }.sorted()
        lines += state.frameworks.map { "\($0.reference) \($0.value.canonicalBytes.count)" }
        lines += state.adoptions.map { "\($0.key) \($0.value)" }.sorted()
        lines += state.strategies.map { "\($0.key) \($0.value)" }.sorted()
        for (tenant, summaries) in state.summaries {
            lines += summaries.map { "\(tenant) \($0.key) \($0.value)" }.sorted()
        }
        for (tenant, observations) in state.observations {
            lines += observations.indicators.map { "\(tenant) \($0) \(observations[$0])" }.sorted()
            lines += observations.formerly.map { "\(tenant) formerly \($0.key) \($0.value)" }.sorted()
        }
        for (tenant, withdrawals) in state.withdrawals {
            lines += withdrawals.map { "withdrawn \(tenant) \($0.key) \($0.value)" }.sorted()
        }
        lines += state.withdrawnObservations.map { tenant, series in
            "withdrawn \(tenant) \(series.map { "\($0.key) \($0.value.sorted())" }.sorted())"
        }.sorted()
        lines += state.declarations.map { "\($0.key) \($0.value)" }.sorted()
        lines += state.consultations.map {
            "\($0.draft.reference) \($0.draft.value.edition) \($0.draft.value.until) \($0.entries)"
        }
        lines += state.positionCounts.map { "\($0.key) \($0.value)" }.sorted()
        lines += state.reports.map { "\($0.key) \($0.value.map(\.reference))" }.sorted()
        return SHA256.digest(Array(lines.sorted().joined(separator: "\n").utf8)).hex
    }
}

// Stand-ins for what a test misspells: they make it fail instead of crash.
private let unknownDate = PartialDate("1970") ?? { preconditionFailure("1970 is a date") }()
private let unknownPeriod = Period("1970") ?? { preconditionFailure("1970 is a period") }()
private let unknownTenant = TenantID("unknown") ?? { preconditionFailure("a tenant") }()

// MARK: Observations

func key(_ indicator: String, _ period: String) -> Observation.Key {
    Observation.Key(
        indicator: Code(indicator) ?? Code("misspelt") ?? { preconditionFailure("a code") }(),
        period: Period(period) ?? unknownPeriod)
}

func value(
    _ indicator: String, _ period: String, _ value: String, flags: [Observation.Flag] = [],
    level: Observation.Level = .town
) -> Observation {
    Observation(
        key: key(indicator, period), status: .reported, value: ExactDecimal(value), flags: flags, level: level)
}

func parts(_ indicator: String, _ period: String, _ numerator: String, _ denominator: String) -> Observation {
    Observation(
        key: key(indicator, period), status: .reported, numerator: ExactDecimal(numerator),
        denominator: ExactDecimal(denominator))
}

func gap(_ indicator: String, _ period: String, _ status: Observation.Status) -> Observation {
    Observation(key: key(indicator, period), status: status)
}

/// A generator whose numbers follow from its seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
