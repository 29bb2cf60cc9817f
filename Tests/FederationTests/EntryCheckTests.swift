import Crypto
import Testing

@testable import Federation

/// One row a reason to refuse; after each the state is what it was and the right statement is still taken.
@Suite struct EntryCheckTests {
    static let indicators = [
        Sample.indicator("jobs", ["minimum": "0", "maximum": "1000", "threshold": 5]),
        Sample.indicator("rate", kind: "index", rule: "median", decimals: 2),
        Sample.indicator("share", kind: "ratio", rule: "ratio_of_sums", ["parts_decimals": 1, "factor": 100]),
        Sample.indicator("plan", kind: "boolean", rule: "count"),
        Sample.indicator("visits", rule: "sum", ["frequency": "quarter"]),
    ]

    static func federation() throws -> Fixture {
        var fixture = try Fixture.founded()
        for town in ["soest", "arnsberg", "olpe"] { try fixture.admit(town) }
        try fixture.admit("uni", role: .supporter)
        try fixture.publish(indicators)
        try fixture.adopt("soest")
        try fixture.adopt("arnsberg")
        try fixture.suspend("olpe", from: "2025-01-01")
        try fixture.summarize("soest", "2023", [value("jobs", "2023", "10")])
        return fixture
    }

    static let soest = Issuer.tenant(Fixture.tenant("soest"))

    static func summary(
        _ fixture: Fixture, _ observations: [Observation] = [value("jobs", "2024", "12")], period: String = "2024",
        revision: Int64? = nil
    ) -> StatementBody {
        .summary(fixture.summary("soest", period, observations, revision: revision))
    }

    typealias Row = (name: String, code: Refusal.Code, make: @Sendable (Fixture) throws -> SignedStatement)

    /// Refused on account of who speaks and where.
    static let envelope: [Row] = [
        ("an unknown key", .unknownKey, { try $0.signed(summary($0), by: soest, key: .generate(.ed25519)) }),
        (
            "another town's key", .foreignKey,
            { try $0.signed(summary($0), by: soest, key: Fixture.key("arnsberg statement 1")) }
        ),
        ("the office's key", .foreignKey, { try $0.signed(summary($0), by: soest, key: Fixture.key("office")) }),
        (
            "a cosigner key", .foreignKey,
            { try $0.signed(summary($0), by: soest, key: Fixture.key("soest cosigner 1")) }
        ),
        (
            "a suspended town", .suspended,
            { fixture in
                try fixture.signed(.adoption(fixture.adoption(fixture.framework)), by: .tenant(Fixture.tenant("olpe")))
            }
        ),
        (
            "a stranger", .unknownKey,
            { fixture in
                try fixture.signed(
                    .adoption(fixture.adoption(fixture.framework)), by: .tenant(Fixture.tenant("berlin")))
            }
        ),
        (
            "a supporter's adoption", .role,
            { fixture in
                try fixture.signed(.adoption(fixture.adoption(fixture.framework)), by: .tenant(Fixture.tenant("uni")))
            }
        ),
        (
            "an office's adoption", .role,
            { fixture in try fixture.signed(.adoption(fixture.adoption(fixture.framework)), by: .office) }
        ),
        ("an office's summary", .role, { try $0.signed(summary($0), by: .office) }),
        (
            "a town's suspension of another", .role,
            { fixture in
                try fixture.signed(
                    .suspension(
                        Suspension(
                            from: #require(CalendarDay("2025-01-01")), reason: "x", tenant: Fixture.tenant("arnsberg"))),
                    by: soest)
            }
        ),
        ("a town's admission of another", .role, { try $0.signed(.admission($0.admission("hagen")), by: soest) }),
        (
            "a second founding", .role,
            { fixture in
                try fixture.signed(.founding(#require(fixture.state.founding?.value)), by: .office)
            }
        ),
        ("the same number again", .fork, { try $0.signed(summary($0), by: soest, sequence: 2) }),
        ("an older number", .sequence, { try $0.signed(summary($0), by: soest, sequence: 1) }),
        ("a gap", .sequence, { try $0.signed(summary($0), by: soest, sequence: 4) }),
        (
            "a number at the end of integers", .sequence,
            { try $0.signed(summary($0), by: soest, sequence: CanonicalReader.maximumInteger) }
        ),
        ("another previous", .previous, { try $0.signed(summary($0), by: soest, previous: SHA256.digest([1])) }),
        ("no previous", .previous, { try $0.signed(summary($0), by: soest, previous: .some(nil)) }),
        (
            "another federation", .wrongFederation,
            { try $0.signed(summary($0), by: soest, federation: "other.example/log") }
        ),
        (
            "a longer federation", .wrongFederation,
            { try $0.signed(summary($0), by: soest, federation: Fixture.origin + " ") }
        ),
        ("no federation", .wrongFederation, { try $0.signed(summary($0), by: soest, federation: "") }),
    ]

    /// Refused on account of what is said.
    static let content: [Row] = [
        (
            "an unknown indicator", .unknownIndicator,
            { try $0.signed(summary($0, [value("nothing", "2024", "1")]), by: soest) }
        ),
        (
            "an unknown indicator first", .unknownIndicator,
            { try $0.signed(summary($0, [value("aaa", "2024", "1"), value("jobs", "2024", "9")]), by: soest) }
        ),
        ("too many decimals", .decimals, { try $0.signed(summary($0, [value("jobs", "2024", "12.0")]), by: soest) }),
        ("too few decimals", .decimals, { try $0.signed(summary($0, [value("rate", "2024", "1.5")]), by: soest) }),
        (
            "decimals of a part", .decimals,
            { try $0.signed(summary($0, [parts("share", "2024", "10.0", "20")]), by: soest) }
        ),
        ("below the minimum", .range, { try $0.signed(summary($0, [value("jobs", "2024", "-1")]), by: soest) }),
        ("above the maximum", .range, { try $0.signed(summary($0, [value("jobs", "2024", "1001")]), by: soest) }),
        ("yes twice", .range, { try $0.signed(summary($0, [value("plan", "2024", "2")]), by: soest) }),
        ("yes below zero", .range, { try $0.signed(summary($0, [value("plan", "2024", "-1")]), by: soest) }),
        ("a small count", .smallCount, { try $0.signed(summary($0, [value("jobs", "2024", "4")]), by: soest) }),
        ("the smallest count", .smallCount, { try $0.signed(summary($0, [value("jobs", "2024", "1")]), by: soest) }),
        (
            "a value where parts belong", .value,
            { try $0.signed(summary($0, [value("share", "2024", "1")]), by: soest) }
        ),
        (
            "parts where a value belongs", .value,
            { try $0.signed(summary($0, [parts("jobs", "2024", "10", "20")]), by: soest) }
        ),
        ("another frequency", .value, { try $0.signed(summary($0, [value("jobs", "2024-Q1", "10")]), by: soest) }),
        (
            "another frequency of a gap", .value,
            { try $0.signed(summary($0, [gap("visits", "2024", .missing)]), by: soest) }
        ),
        (
            "an observation after the reporting period", .range,
            { try $0.signed(summary($0, [value("jobs", "2025", "10")]), by: soest) }
        ),
        (
            "a quarter after the reporting period", .range,
            { try $0.signed(summary($0, [value("visits", "2025-Q1", "10")]), by: soest) }
        ),
        ("a period before membership", .membership, { try $0.signed(summary($0, [], period: "2019"), by: soest) }),
        ("revision 2 first", .revision, { try $0.signed(summary($0, revision: 2), by: soest) }),
        ("revision 1 again", .revision, { try $0.signed(summary($0, [], period: "2023", revision: 1), by: soest) }),
        ("revision 3 after 1", .revision, { try $0.signed(summary($0, [], period: "2023", revision: 3), by: soest) }),
        (
            "a framework that is no framework", .reference,
            { fixture in
                try fixture.signed(
                    .adoption(fixture.adoption(Reference(index: 1, sha256: fixture.framework.sha256))), by: soest)
            }
        ),
        (
            "a framework with another digest", .reference,
            { fixture in
                try fixture.signed(
                    .adoption(fixture.adoption(Reference(index: fixture.framework.index, sha256: SHA256.digest([])))),
                    by: soest)
            }
        ),
        (
            "a framework of the future", .reference,
            { fixture in
                try fixture.signed(
                    .adoption(
                        fixture.adoption(Reference(index: CanonicalReader.maximumInteger, sha256: SHA256.digest([])))),
                    by: soest)
            }
        ),
        (
            "the wrong framework number", .number,
            { fixture in
                try fixture.signed(
                    .framework(Framework(canonicalBytes: Sample.framework([], number: 3).canonicalBytes)), by: .office)
            }
        ),
        (
            "the same framework number", .number,
            { fixture in
                try fixture.signed(
                    .framework(Framework(canonicalBytes: Sample.framework([], number: 1).canonicalBytes)), by: .office)
            }
        ),
        (
            "an admission a second time", .rule,
            { try $0.signed(.admission($0.admission("soest", generation: 2)), by: .office) }
        ),
        (
            "a renewal of a stranger", .rule,
            { try $0.signed(.admission($0.admission("hagen", reason: .loss)), by: .office) }
        ),
        (
            "a key a second time", .duplicateKey,
            { try $0.signed(.admission($0.admission("soest", reason: .loss)), by: .office) }
        ),
        (
            "a stranger's suspension", .notAdmitted,
            { fixture in
                try fixture.signed(
                    .suspension(
                        Suspension(
                            from: #require(CalendarDay("2025-01-01")), reason: "x", tenant: Fixture.tenant("hagen"))),
                    by: .office)
            }
        ),
        (
            "a suspension twice", .notAdmitted,
            { fixture in
                try fixture.signed(
                    .suspension(
                        Suspension(
                            from: #require(CalendarDay("2025-01-01")), reason: "x", tenant: Fixture.tenant("olpe"))),
                    by: .office)
            }
        ),
        (
            "a proof for another tenant", .proof,
            { fixture in
                let other = try fixture.admission("hagen")
                return try fixture.signed(
                    .admission(
                        Admission(
                            from: other.from, keys: other.keys, location: nil, name: "x", official: nil,
                            reason: .accession, role: .joiner,
                            tenant: Fixture.tenant("lippstadt"))), by: .office)
            }
        ),
        (
            "a report that differs in one figure", .report,
            { fixture in
                let report = try fixture.state.report(period: #require(Period("2023")))
                let tree = try JSONValue(canonicalBytes: report.canonicalBytes)
                try #require(tree["figures"]["0"]["value"] == json("10"))
                let spoiled = tree.replacing("figures.0.value", with: json("11"))
                return try fixture.signed(.report(RegionalReport(canonicalBytes: spoiled.canonicalBytes)), by: .office)
            }
        ),
        (
            "a report at another size", .report,
            { fixture in
                let tree = try JSONValue(
                    canonicalBytes: fixture.state.report(period: #require(Period("2023"))).canonicalBytes)
                let spoiled = tree.replacing("size", with: .integer(fixture.state.size - 1))
                return try fixture.signed(.report(RegionalReport(canonicalBytes: spoiled.canonicalBytes)), by: .office)
            }
        ),
    ]

    @Test(arguments: (envelope + content).indices) func refusedWithoutTrace(index: Int) throws {
        let row = (Self.envelope + Self.content)[index]
        var fixture = try Self.federation()
        let before = Fixture.digest(fixture.state)
        let spoiled = try row.make(fixture)
        let refusal = #expect(throws: Refusal.self, "\(row.name)") { try fixture.append(spoiled) }
        #expect(refusal?.code == row.code, "\(row.name): \(String(describing: refusal))")
        #expect(Fixture.digest(fixture.state) == before)
        #expect(throws: Never.self) { try fixture.say(Self.summary(fixture), by: Self.soest) }
        #expect(Fixture.digest(fixture.state) != before)
    }

    @Test func edgesAreTaken() throws {
        var fixture = try Self.federation()
        try fixture.summarize(
            "soest", "2024",
            [
                value("jobs", "2022", "0"), value("jobs", "2023", "5"), value("jobs", "2024", "1000"),
                value("plan", "2024", "1"),
                parts("share", "2024", "0.0", "0.0"), value("visits", "2024-Q4", "0"), gap("rate", "2024", .suppressed),
                value("jobs", "1990", "7"),
            ])
        try fixture.summarize("soest", "2020", [])
        try fixture.summarize("soest", "2024-12", [value("jobs", "2024", "6")])
        #expect(fixture.state.observations[Fixture.tenant("soest")]?.count == 8)
    }

    @Test func repliesToReplay() throws {
        var fixture = try Self.federation()
        let first = try fixture.signed(Self.summary(fixture), by: Self.soest)
        try fixture.append(first)
        #expect(throws: Refusal(.fork, "")) { try fixture.append(first) }
        try fixture.say(Self.summary(fixture, period: "2025"), by: Self.soest)
        #expect(throws: Refusal(.sequence, "")) { try fixture.append(first) }
    }

    @Test func theEntryMustTellTheTruth() throws {
        var fixture = try Self.federation()
        let statement = try fixture.signed(Self.summary(fixture), by: Self.soest)
        let right = fixture.entry(statement)
        let tree = try JSONValue(canonicalBytes: right.canonicalBytes)
        let lies: [(String, JSONValue)] = [
            ("bytes", .integer(right.byteCount + 1)), ("issuer", json("arnsberg")), ("issuer", json("office")),
            ("kind", json("adoption")), ("sha256", json(SHA256.digest([]).hex)),
            ("received", json("2020-01-01T00:00:00Z")),
        ]
        let before = Fixture.digest(fixture.state)
        for (member, lie) in lies {
            let entry = try LogEntry(canonicalBytes: tree.replacing(member, with: lie).canonicalBytes)
            #expect(throws: Refusal(.leaf, "")) { try fixture.state.check(statement, as: entry) }
        }
        let unreadable: [(String, JSONValue, Refusal.Code)] = [
            ("bytes", .integer(0), .range), ("bytes", .integer(1_048_577), .range),
            ("kind", json("gossip"), .unknownKind),
            ("version", .integer(2), .unknownVersion), ("issuer", json("O"), .value), ("sha256", json("AB"), .value),
            ("received", json("now"), .value),
        ]
        for (member, lie, code) in unreadable {
            expectRefusal(code) { try LogEntry(canonicalBytes: tree.replacing(member, with: lie).canonicalBytes) }
        }
        #expect(Fixture.digest(fixture.state) == before)
        #expect(throws: Never.self) { try fixture.append(statement) }
    }

    @Test func wrongSignatureAndWrongKey() throws {
        let fixture = try Self.federation()
        let signed = try fixture.signed(Self.summary(fixture), by: Self.soest)
        let unverified = try UnverifiedStatement(signed.bytes)
        #expect(throws: Refusal(.unknownKey, "")) { try unverified.verified(by: Fixture.key("office").publicKey) }
        #expect(throws: Refusal(.unknownKey, "")) { try fixture.state.key("nothing") }
        let other = try fixture.signed(Self.summary(fixture, period: "2022"), by: Self.soest)
        let dot = try #require(signed.bytes.lastIndex(of: 0x2E))
        let end = try #require(other.bytes.lastIndex(of: 0x2E))
        let swapped = Array(signed.bytes[...dot]) + other.bytes[(end + 1)...]
        expectRefusal(.wrongSignature) {
            try UnverifiedStatement(swapped).verified(by: fixture.state.key(signed.keyID))
        }
    }

    @Test func federationOfEdDSAOnly() throws {
        var fixture = try Fixture.founded(algorithms: [.ed25519])
        try fixture.admit("soest")
        let key = try PrivateKey.generate(.p256)
        let change = KeyChange(
            add: [try KeyDeclaration(key: key, use: .statement, issuer: .office, federation: Fixture.origin)],
            reason: .rotation,
            revoke: [])
        #expect(throws: Refusal(.algorithm, "")) { try fixture.say(.key(change), by: .office) }
        #expect(throws: Refusal(.algorithm, "")) {
            try fixture.say(.admission(fixture.admission("olpe")), by: .office, key: key)
        }
        // A recovery key that could never sign is refused at the founding.
        #expect(throws: Refusal(.algorithm, "")) { try Fixture.founded(algorithms: [.ed25519], recovery: key) }
        #expect(throws: Refusal(.algorithm, "")) { try Fixture.founded(algorithms: [.p256]) }
        #expect(throws: Never.self) { try Fixture.founded(recovery: key) }
    }

    @Test func aLogBeginsWithItsFounding() throws {
        var fixture = Fixture()
        fixture.keys[.office] = try Fixture.key("office")
        #expect(throws: Refusal(.rule, "")) { try fixture.say(.admission(fixture.admission("soest")), by: .office) }
        let founding = try #require(try Fixture.founded().state.founding?.value)
        #expect(throws: Refusal(.unknownKey, "")) {
            try fixture.say(.founding(founding), by: .office, key: .generate(.ed25519))
        }
        #expect(throws: Refusal(.rule, "")) {
            try fixture.say(.founding(founding), by: .tenant(Fixture.tenant("soest")), key: Fixture.key("office"))
        }
        #expect(throws: Refusal(.sequence, "")) {
            try fixture.append(fixture.signed(.founding(founding), by: .office, sequence: 2))
        }
        #expect(throws: Never.self) { try fixture.say(.founding(founding), by: .office) }
    }

    // Swift's String takes é and e + U+0301 for the same; an origin is compared byte for byte.
    @Test func theOriginIsComparedInBytes() throws {
        var fixture = Fixture()
        fixture.state = FederationState(origin: "r\u{e9}gion.example/log")
        let key = try Fixture.key("office")
        func founding(
            _ origin: String, logKey: String = "r\u{e9}gion.example/log+00000000+key"
        ) throws -> Founding {
            Founding(
                algorithms: [.ed25519],
                keys: [try KeyDeclaration(key: key, use: .statement, issuer: .office, federation: origin)], log: logKey,
                name: LocalizedText(german: "R", english: ""), notice: nil, operatorName: "")
        }
        #expect(throws: Refusal(.rule, "")) {
            try fixture.append(
                fixture.signed(
                    .founding(founding("r\u{e9}gion.example/log", logKey: "re\u{301}gion.example/log+00000000+key")),
                    by: .office, key: key, federation: "r\u{e9}gion.example/log"))
        }
        #expect(throws: Refusal(.wrongFederation, "")) {
            try fixture.append(
                fixture.signed(
                    .founding(founding("r\u{e9}gion.example/log")), by: .office, key: key,
                    federation: "re\u{301}gion.example/log"))
        }
        #expect(throws: Refusal(.proof, "")) {
            try fixture.append(
                fixture.signed(
                    .founding(founding("re\u{301}gion.example/log")), by: .office, key: key,
                    federation: "r\u{e9}gion.example/log"))
        }
    }
}
