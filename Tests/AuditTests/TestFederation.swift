import Crypto
import Federation
import Ledger
import Testing

/// A federation in memory: every statement goes through the real entry check, unless a test forges one.
struct TestFederation {
    static let origin = "hub.test.example/log"

    let log: NoteSigner
    let witnesses: [NoteSigner]
    let office: PrivateKey
    private(set) var keys: [TenantID: PrivateKey] = [:]
    private(set) var state = FederationState(origin: origin)
    var entries: [[UInt8]] = []
    var statements: [[UInt8]] = []
    private var seconds: Int64 = 1_750_000_000

    init() throws {
        log = try NoteSigner(name: Self.origin, key: Self.key(1), type: .ed25519)
        witnesses = try (0..<3).map { number in
            try NoteSigner(name: "witness-\(number)", key: Self.key(UInt8(10 + number)), type: .cosignature)
        }
        office = try Self.key(2)
        try say(
            .founding(
                Founding(
                    algorithms: [.ed25519, .p256], keys: [declare(office, .statement, .office)],
                    log: log.verifierKey.text, name: LocalizedText(german: "Probe", english: "Trial"),
                    notice: LocalizedText(german: "Nur eine Probe.", english: "A trial only."), operatorName: "Amt")))
    }

    /// Three towns, a framework, adoptions, summaries of 2024, a report, a new key, a revision, a second report, and
    /// then `extra` revisions more.
    static func example(extra: Int = 0) throws -> TestFederation {
        var federation = try TestFederation()
        for (number, name) in ["alpha", "beta", "gamma"].enumerated() {
            try federation.admit(name, key: number == 1 ? PrivateKey.generate(.p256) : key(UInt8(20 + number)))
        }
        try federation.say(.framework(Framework(canonicalBytes: Array(TestTexts.framework.utf8))))
        let framework = try #require(federation.state.frameworks.first).reference
        for town in federation.towns {
            let decision = Decision(body: "Rat", date: PartialDate("2021-03"), link: "", number: "7")
            try federation.say(.adoption(Adoption(decision: decision, framework: framework)), by: town)
        }
        for (number, town) in federation.towns.enumerated() {
            try federation.say(.summary(try federation.summary(number, revision: 1)), by: town)
        }
        try federation.sayReport()
        let beta = federation.towns[1]
        let fresh = try key(40)
        try federation.say(
            .key(
                KeyChange(
                    add: [federation.declare(fresh, .statement, .tenant(beta))], reason: .rotation,
                    revoke: [
                        .init(
                            doubtedFrom: nil, owner: .tenant(beta),
                            thumbprint: try #require(federation.keys[beta]).publicKey.thumbprint)
                    ])), by: beta)
        federation.keys[beta] = fresh
        try federation.say(.summary(try federation.summary(1, revision: 2)), by: beta)
        try federation.sayReport()
        for number in 0..<extra {
            try federation.say(
                .summary(try federation.summary(2, revision: Int64(2 + number))), by: federation.towns[2])
        }
        return federation
    }

    var towns: [TenantID] { keys.keys.sorted() }

    var policy: WitnessPolicy {
        get throws {
            try WitnessPolicy(
                logs: [.init(key: log.verifierKey)],
                witnesses: witnesses.enumerated().map { .init(name: "w\($0.offset)", key: $0.element.verifierKey) },
                groups: [.init(name: "majority", threshold: 2, members: ["w0", "w1", "w2"])], quorum: "majority")
        }
    }

    static func key(_ number: UInt8) throws -> PrivateKey {
        try PrivateKey(ed25519Seed: [UInt8](repeating: number, count: 32))
    }

    func declare(_ key: PrivateKey, _ use: KeyUse, _ issuer: Issuer) throws -> KeyDeclaration {
        try KeyDeclaration(key: key, use: use, issuer: issuer, federation: Self.origin)
    }

    /// Signs the next statement of its issuer and takes it through the entry check.
    mutating func say(_ body: StatementBody, by town: TenantID? = nil) throws {
        let signed = try sign(body, by: town)
        let entry = LogEntry(of: signed, received: next())
        state.apply(try state.check(signed, as: entry))
        entries.append(entry.canonicalBytes)
        statements.append(signed.bytes)
    }

    /// Puts a statement into the log that the entry check would refuse.
    mutating func force(_ signed: SignedStatement) {
        entries.append(LogEntry(of: signed, received: next()).canonicalBytes)
        statements.append(signed.bytes)
    }

    func sign(
        _ body: StatementBody, by town: TenantID? = nil, step: Int64 = 1, previous: Digest?? = nil
    ) throws -> SignedStatement {
        let issuer: Issuer = town.map { .tenant($0) } ?? .office
        let chain = state.chain(of: issuer)
        let statement = Statement(
            body: body, federation: Self.origin, issued: Instant(secondsSince1970: seconds), issuer: issuer,
            previous: previous ?? chain.last, sequence: chain.sequence + step)
        return try SignedStatement.sign(statement, key: try town.map { try #require(keys[$0]) } ?? office)
    }

    func report() throws -> RegionalReport {
        let period = try #require(Period("2024"))
        return try state.report(period: period, reason: state.reports[period] == nil ? "" : "Corrected")
    }

    func summary(_ town: Int, revision: Int64) throws -> Summary {
        func seen(_ id: String, _ value: String?, _ parts: (String, String)? = nil) throws -> Observation {
            Observation(
                key: .init(indicator: try #require(Code(id)), period: try #require(Period("2024"))), status: .reported,
                value: value.flatMap { ExactDecimal($0) }, numerator: parts.flatMap { ExactDecimal($0.0) },
                denominator: parts.flatMap { ExactDecimal($0.1) }, flags: town == 2 ? [.estimated] : [])
        }
        return Summary(
            approval: .init(function: .mayor, isSelfApproved: false),
            framework: try #require(state.frameworks.first).reference,
            measures: [
                .init(
                    bundle: nil, fields: [], goals: [], id: try #require(Code("m1")), planned: ExactDecimal("100.00"),
                    spent: nil, status: .running)
            ],
            observations: [
                try seen("area", "\(town + 1)0.5"), try seen("income", "2\(town).25"),
                try seen("jobs", nil, ("\(30 + town)", "\(70 + town)")),
                try seen("population", "\(1000 * (town + 1) + Int(revision))"),
            ], participation: [], period: try #require(Period("2024")), revision: revision)
    }

    private mutating func sayReport() throws { try say(.report(report())) }

    private mutating func admit(_ name: String, key: PrivateKey) throws {
        let tenant = try #require(TenantID(name))
        let cosigner = try Self.key(UInt8(60 + keys.count))
        keys[tenant] = key
        try say(
            .admission(
                Admission(
                    from: #require(PartialDate("2020")),
                    keys: [
                        declare(cosigner, .cosigner, .tenant(tenant)), declare(key, .statement, .tenant(tenant)),
                    ], location: nil, name: name, official: nil, reason: .accession, role: .pioneer, tenant: tenant)))
    }

    private mutating func next() -> Instant {
        seconds += 60
        return Instant(secondsSince1970: seconds)
    }
}

enum TestTexts {
    static let framework =
        #"{"bundles":[],"fields":[{"description":{"de":"","en":""},"id":"f1","name":{"de":"Feld","en":""},"order":1}],"#
        + #""goals":[],"in_force":{"count":null,"roles":["pioneer"],"rule":"all"},"indicators":["#
        + [
            indicator("area", decimals: 1, kind: "count", rule: "sum"),
            indicator(
                "income", decimals: 2, kind: "index", rule: "weighted_mean",
                weight: #"{"indicator":"population","period":"same"}"#),
            indicator("jobs", decimals: 1, kind: "ratio", rule: "ratio_of_sums"),
            indicator("population", decimals: 0, kind: "stock", rule: "sum"),
        ].joined(separator: ",")
        + #"],"license":"","number":1,"population":"population","principles":[],"sources":[],"#
        + #""title":{"de":"Rahmen","en":""},"vision":{"de":"","en":""}}"#

    private static func indicator(
        _ id: String, decimals: Int, kind: String, rule: String, weight: String = "null"
    ) -> String {
        #"{"baseline":null,"codes":[],"core":true,"decimals":\#(decimals),"denominator":{"de":"","en":""},"direction":"up","#
            + #""due_days":90,"factor":\#(kind == "ratio" ? 100 : 1),"fields":["f1"],"frequency":"year","goals":[],"#
            + #""id":"\#(id)","kind":"\#(kind)","maximum":null,"method":{"de":"","en":""},"minimum":null,"#
            + #""minimum_coverage":50,"missing":"ask","name":{"de":"\#(id)","en":""},"numerator":{"de":"","en":""},"#
            + #""parts":[],"parts_decimals":0,"source":{"license":"","name":"","url":""},"space":{"rule":"\#(rule)","#
            + #""weight":\#(weight)},"targets":[],"threshold":null,"time":"last","unit":{"de":"","en":""},"version":1}"#
    }
}
