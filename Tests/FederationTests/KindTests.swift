import Testing

@testable import Federation

/// Every kind: one whole sample, spoiled in every place.
@Suite struct KindTests {
    /// Members that may be null, by their last name.
    static let optional: Set<String> = [
        "location", "official", "notice", "cost", "lead", "field", "decision", "bundle", "planned", "spent",
        "own_share", "population", "weight", "threshold", "maximum", "minimum", "count", "doubted_from", "numerator",
        "denominator", "value", "baseline", "after", "before", "on_time", "adopted", "revision", "summary",
        "population_share", "successor",
        "progress", "declaration.framework", "membership.until",
    ]

    static func read(_ kind: StatementKind, _ bytes: [UInt8]) throws -> StatementBody {
        var reader = try CanonicalReader(bytes)
        let body = try StatementBody(kind: kind, from: &reader)
        try reader.end()
        return body
    }

    static func sample(_ kind: StatementKind) throws -> JSONValue {
        try #require(try Sample.bodies().first { $0.0 == kind }?.1)
    }

    @Test(arguments: StatementKind.allCases) func readAndWrittenAlike(kind: StatementKind) throws {
        let sample = try Self.sample(kind)
        let body = try Self.read(kind, sample.canonicalBytes)
        #expect(body.kind == kind)
        #expect(body.value.canonicalBytes == sample.canonicalBytes)
        let payload = Sample.payload(kind, sample).canonicalBytes
        #expect(try Statement(canonicalBytes: payload).canonicalBytes == payload)
    }

    @Test(arguments: StatementKind.allCases) func noMemberMayBeMissingAddedOrMoved(kind: StatementKind) throws {
        let whole = Sample.payload(kind, try Self.sample(kind))
        for path in whole.paths {
            guard case .object(let members) = whole.at(path[...]) else { continue }
            for index in members.indices {
                var fewer = members
                fewer.remove(at: index)
                refuses(whole, path, .object(fewer), "without \(members[index].name)")
                var doubled = members
                doubled.insert(members[index], at: index)
                refuses(whole, path, .object(doubled), "\(members[index].name) twice")
                if index > 0 {
                    var moved = members
                    moved.swapAt(index, index - 1)
                    refuses(whole, path, .object(moved), "\(members[index].name) moved")
                }
            }
            for name in ["", "0", "mm", "zzz", "body ", "kınd"] {
                for place in 0...members.count {
                    var more = members
                    more.insert(.init(name, .null), at: place)
                    refuses(whole, path, .object(more), "\(name) added at \(place)")
                }
            }
        }
    }

    @Test(arguments: StatementKind.allCases) func noMemberMayHaveAnotherType(kind: StatementKind) throws {
        let whole = Sample.payload(kind, try Self.sample(kind))
        let others: [JSONValue] = [
            .integer(7), .integer(-1), .string("\u{0}"), .boolean(true), .null, .array([]), .object([]),
            .array([.null]), .object([.init("a", .null)]),
        ]
        for path in whole.paths {
            let present = whole.at(path[...])
            for other in others where Self.type(other) != Self.type(present) && present != .null {
                if other == .null, let last = path.last,
                    !Self.optional.isDisjoint(with: [last, "\(kind.rawValue).\(last)"])
                {
                    continue
                }
                refuses(whole, path, other, "\(other)")
            }
        }
    }

    @Test(arguments: StatementKind.allCases) func noTextHoldsControlCharacters(kind: StatementKind) throws {
        let whole = Sample.payload(kind, try Self.sample(kind))
        for path in whole.paths where path.first == "body" && path.last != "proof" {
            guard case .string(let text) = whole.at(path[...]) else { continue }
            for hostile in ["\u{0}", "\r", "\t", "\u{7f}", "\u{85}", "\u{202e}", "\u{2066}", "\u{2069}", "\u{202a}"] {
                refuses(whole, path, .string(text + hostile), "with control character")
            }
        }
    }

    /// Kind, path and the most bytes a text may have there.
    static let limits: [(kind: StatementKind, path: String, limit: Int)] = [
        (.admission, "name", 200), (.suspension, "reason", 500), (.founding, "name.de", 200),
        (.founding, "name.en", 200), (.founding, "notice.de", 500), (.founding, "operator", 200),
        (.adoption, "decision.body", 200), (.adoption, "decision.number", 60), (.framework, "bundles.0.code", 20),
        (.framework, "bundles.0.title.en", 300), (.framework, "fields.0.description.de", 2000),
        (.framework, "fields.0.name.de", 200), (.framework, "goals.0.name.de", 500), (.framework, "license", 200),
        (.framework, "principles.0.de", 500), (.framework, "title.de", 300), (.framework, "vision.en", 2000),
        (.framework, "indicators.0.codes.0.code", 60), (.framework, "indicators.0.codes.0.scheme", 40),
        (.framework, "indicators.0.denominator.de", 300), (.framework, "indicators.0.numerator.en", 300),
        (.framework, "indicators.0.method.de", 2000), (.framework, "indicators.0.name.de", 200),
        (.framework, "indicators.0.source.license", 200), (.framework, "indicators.0.source.name", 300),
        (.framework, "indicators.0.unit.de", 80), (.strategy, "fields.0.description", 2000),
        (.strategy, "fields.0.name", 200), (.strategy, "goals.0.name", 500), (.strategy, "title", 300),
        (.strategy, "vision", 2000), (.strategy, "measures.0.code", 20), (.strategy, "measures.0.description", 4000),
        (.strategy, "measures.0.lead", 200), (.strategy, "measures.0.partners.0", 200),
        (.strategy, "measures.0.reuse", 1000), (.strategy, "measures.0.title", 300),
        (.strategy, "measures.0.components.0.owner", 200), (.strategy, "measures.0.components.0.title", 300),
        (.strategy, "measures.0.costs.0.source", 100), (.strategy, "measures.0.milestones.0.title", 200),
        (.strategy, "measures.0.progress.by", 100), (.position, "proposal", 4000), (.position, "text", 4000),
        (.answer, "reason", 4000), (.declaration, "text", 2000), (.declaration, "decision.body", 200),
        (.draft, "framework.title.de", 300), (.membership, "name", 200), (.membership, "reason", 500),
    ]

    @Test(arguments: limits.indices) func textsHaveLimitsInBytes(index: Int) throws {
        let row = Self.limits[index]
        let sample = try Self.sample(row.kind)
        func text(_ length: Int) -> JSONValue {
            .string(String(repeating: "é", count: length / 2) + String(repeating: "e", count: length % 2))
        }
        #expect(throws: Never.self) {
            try Self.read(row.kind, sample.replacing(row.path, with: text(row.limit)).canonicalBytes)
        }
        expectRefusal(.value) {
            try Self.read(row.kind, sample.replacing(row.path, with: text(row.limit + 1)).canonicalBytes)
        }
    }

    /// Kind, path, a value that is refused there, and why.
    static let hostile: [(kind: StatementKind, path: String, value: JSONValue, code: Refusal.Code)] = [
        (.admission, "from", json(""), .value), (.admission, "from", json("2023-02-29"), .value),
        (.admission, "name", json(""), .value), (.admission, "tenant", json("office"), .value),
        (.admission, "tenant", json("a"), .value), (.admission, "tenant", json("Soest"), .value),
        (.admission, "tenant", json(String(repeating: "a", count: 41)), .value),
        (.admission, "tenant", json("soe\u{17f}t"), .value), (.admission, "role", json("office"), .value),
        (.admission, "official.ags", json("5974040"), .value),
        (.admission, "official.ars", json("05974004004x"), .value),
        (.admission, "official.ags", json("٠٥٩٧٤٠٤٠"), .value),
        (.admission, "location.latitude", json("90.0001"), .value),
        (.admission, "location.latitude", json("51.571"), .value),
        (.admission, "location.longitude", json("-180.0001"), .value),
        (.admission, "keys.1.public.kty", json("OKP"), .malformed),
        (.admission, "keys.0.public.crv", json("Ed448"), .algorithm),
        (.admission, "keys.0.public.kty", json("O\u{212a}P"), .malformed),
        (.admission, "keys.0.public.x", json("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), .weakKey),
        (.admission, "keys.0.public.x", json("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"), .malformed),
        (.admission, "keys.0.public.x", json("AQ"), .malformed),
        (.admission, "keys.1.public.y", json(String(repeating: "A", count: 43)), .weakKey),
        (.admission, "keys.0.use", json("log"), .value), (.admission, "keys.0.use", json("statement"), .value),
        (.admission, "keys.1.use", json("cosigner"), .algorithm), (.founding, "algorithms", json([]), .value),
        (.founding, "algorithms", json(["EdDSA", "ES256"]), .notCanonical),
        (.founding, "algorithms.0", json("HS256"), .value),
        (.founding, "keys", json([]), .value), (.founding, "name.de", json(""), .value),
        (.framework, "number", json(0), .range), (.framework, "in_force.rule", json("at_least"), .value),
        (.framework, "in_force.count", json(1), .value), (.framework, "in_force.roles", json([]), .value),
        (.framework, "in_force.roles", json(["pioneer", "joiner"]), .notCanonical),
        (.framework, "population", json("nobody"), .reference), (.framework, "population", json("rate"), .reference),
        (.framework, "goals.0.field", json("nowhere"), .reference),
        (.framework, "bundles.0.fields.0", json("nowhere"), .reference),
        (.framework, "bundles.0.cost", json("1.5"), .decimals),
        (.framework, "bundles.0.sources.0", json("ftp://x"), .value),
        (.framework, "bundles.0.sources.0", json("https://a b"), .value),
        (.framework, "indicators.0.decimals", json(7), .range),
        (.framework, "indicators.0.factor", json(0), .range), (.framework, "indicators.0.due_days", json(1001), .range),
        (.framework, "indicators.0.fields.0", json("nowhere"), .reference),
        (.framework, "indicators.0.goals.0", json("nowhere"), .reference),
        (.framework, "indicators.0.minimum_coverage", json(101), .range),
        (.framework, "indicators.0.threshold", json(2), .range),
        (.framework, "indicators.0.space.rule", json("mean"), .value),
        (.framework, "indicators.0.space.rule", json("weighted_mean"), .rule),
        (.framework, "indicators.0.space.rule", json("ratio_of_sums"), .rule),
        (.framework, "indicators.1.space.rule", json("sum"), .rule),
        (.framework, "indicators.1.space.weight", .null, .rule),
        (.framework, "indicators.1.space.weight.indicator", json("nobody"), .reference),
        (.framework, "indicators.1.space.weight.indicator", json("rate"), .rule),
        (.framework, "indicators.1.space.weight.period", json("Same"), .value),
        (.framework, "indicators.1.maximum", json("100"), .decimals),
        (.framework, "indicators.1.id", json("jobs"), .notCanonical),
        (.framework, "indicators.1.id", json("a"), .notCanonical),
        (.framework, "indicators.0.id", json("Jobs"), .value),
        (.key, "revoke.0.thumbprint", json("\u{212a}PrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"), .malformed),
        (.key, "revoke.0.thumbprint", json("kPrK"), .malformed), (.key, "revoke.0.doubted_from", json(-1), .range),
        (.key, "revoke.0.owner", json("of"), .unknownMember), (.summary, "period", json("2024-13"), .value),
        (.summary, "observations.0.flags", json(["estimated", "break"]), .notCanonical),
        (.summary, "observations.0.flags", json(["break", "break"]), .notCanonical),
        (.summary, "observations.0.value", .null, .value), (.summary, "observations.0.status", json("missing"), .value),
        (.summary, "observations.0.status", json("suppressed"), .value),
        (.summary, "observations.0.numerator", json("1"), .value),
        (.summary, "observations.1.numerator", .null, .value), (.summary, "observations.1.value", json("1"), .value),
        (.summary, "observations.1.indicator", json("jobs"), .unknownMember),
        (.summary, "observations.1.indicator", json("aaa"), .notCanonical),
        (.summary, "measures.0.planned", json("10.0"), .decimals),
        (.summary, "measures.0.planned", json("-0.00"), .value),
        (.summary, "measures.0.status", json("finished"), .value), (.summary, "revision", json(0), .range),
        (.summary, "participation.0.count", json(4), .smallCount),
        (.summary, "participation.0.count", json(1), .smallCount),
        (.summary, "participation.0.count", json(-1), .range), (.summary, "participation.0.count", .null, .value),
        (.summary, "participation.0.status", json("suppressed"), .value),
        (.summary, "participation.1.key", json("online"), .notCanonical),
        (.summary, "participation.1.key", json("nowhere"), .value),
        (.summary, "participation.0.by", json("whole"), .value),
        (.summary, "participation.0.by", json("group"), .value),
        (.summary, "approval.function", json("Mayor"), .value),
        (.strategy, "goals.0.field", json("nowhere"), .reference),
        (.strategy, "measures.0.fields.0", json("nowhere"), .reference),
        (.strategy, "measures.0.goals.0", json("nowhere"), .reference),
        (.strategy, "measures.0.start", json("24"), .value), (.strategy, "measures.0.end", json("2024-2"), .value),
        (.strategy, "measures.0.guidelines", json(["resources", "goals"]), .notCanonical),
        (.strategy, "measures.0.title", json(""), .value),
        (.strategy, "decision.link", json("javascript:alert(1)"), .value),
        (.strategy, "sources.0", json("https://e.org/\">"), .value),
        (.strategy, "number", json(0), .range), (.report, "figures.0.reason", json("none"), .value),
        (.report, "figures.0.flags", json(["incomplete", "historical"]), .notCanonical),
        (.report, "edition", json(0), .range),
        (.suspension, "from", json("2025"), .value), (.suspension, "reason", json(""), .value),
        (.answer, "reason", json(""), .value), (.answer, "result", json("accepted"), .value),
        (.declaration, "decision.date", json("soon"), .value), (.draft, "edition", json(0), .range),
        (.draft, "edition", json(51), .range), (.draft, "until", json("2026-12"), .value),
        (.draft, "framework.number", json(0), .range), (.draft, "framework.goals.0.field", json("x"), .reference),
        (.membership, "from", json("2025"), .value), (.membership, "name", json(""), .value),
        (.membership, "reason", json(""), .value), (.membership, "role", json("guest"), .value),
        (.membership, "successor", json("soest"), .value), (.membership, "successor", json("office"), .value),
        (.membership, "until", .null, .value), (.membership, "until", json("2024-12-31"), .range),
        (.membership, "until", json("2025-01-01"), .unknownMember),
        (.membership, "official.ags", json("0597404"), .value), (.membership, "location.latitude", json("51"), .value),
        (.position, "proposal", json(""), .value), (.position, "kind", json("praise"), .value),
        (.position, "number", json(0), .range), (.position, "passage", json(""), .value),
        (.position, "passage", json("goals"), .value), (.position, "passage", json("goals/"), .value),
        (.position, "passage", json("goals/A"), .value), (.position, "passage", json("towns/soest"), .value),
        (.position, "passage", json("principles/0"), .value), (.position, "passage", json("principles/01"), .value),
        (.position, "passage", json("principles/+1"), .value), (.position, "passage", json("principles/1000"), .value),
        (.position, "passage", json("Whole"), .value), (.position, "passage", json("in-force"), .value),
        (.position, "passage", json("principles/1"), .unknownMember), (.position, "text", json(""), .unknownMember),
        (.withdrawal, "reason", json("because it was wrong"), .value), (.withdrawal, "period", json("24"), .value),
        (.strategy, "measures.0.milestones.0.title", json(""), .value),
        (.strategy, "measures.0.milestones.0.date", json("2025-13"), .value),
        (.strategy, "measures.0.progress.percent", json(101), .range),
        (.strategy, "measures.0.progress.percent", json(-1), .range),
        (.strategy, "measures.0.progress.by", json(""), .value),
        (.strategy, "measures.0.progress.date", json("2025-12"), .value),
        (.summary, "measures.0.progress", json(101), .range), (.summary, "measures.0.progress", json(-1), .range),
    ]

    @Test(arguments: hostile.indices) func hostileValuesAreRefused(index: Int) throws {
        let row = Self.hostile[index]
        // Rows with this code would be taken: they stand for the neighbour that is allowed.
        let sample = try Self.sample(row.kind).replacing(row.path, with: row.value)
        if row.code == .unknownMember {
            #expect(throws: Never.self) { try Self.read(row.kind, sample.canonicalBytes) }
        } else {
            expectRefusal(row.code) { try Self.read(row.kind, sample.canonicalBytes) }
        }
    }

    @Test func envelopeIsStrict() {
        let whole = Sample.payload(.summary, Sample.summary)
        let rows: [(String, JSONValue, Refusal.Code)] = [
            ("kind", json("proclamation"), .unknownKind), ("kind", json("Summary"), .unknownKind),
            ("kind", json(String(repeating: "k", count: 5000)), .unknownMember),
            ("kind", json("sum\"mary"), .unknownKind),
            ("version", json(2), .unknownVersion), ("version", json(0), .unknownVersion),
            ("version", json(1_000_000_000_000), .unknownVersion), ("version", json("1"), .unknownVersion),
            ("sequence", json(0), .range), ("sequence", json(-1), .range), ("previous", json("CD"), .value),
            ("previous", json(String(repeating: "CD", count: 32)), .value), ("issuer", json("Office"), .value),
            ("issued", json("2026-10-05T08:00:00+00:00"), .value), ("issued", json("2026-10-05T24:00:00Z"), .value),
            ("issued", json("2026-02-29T00:00:00Z"), .value), ("kind", json("strategy"), .unknownMember),
        ]
        for (member, value, code) in rows {
            expectRefusal(code) { try Statement(canonicalBytes: whole.replacing(member, with: value).canonicalBytes) }
        }
        for text in [
            "", "{}", "[]", "\"kind\":\"", "\"kind\":\"\"version\":", "{\"kind\":\"summary\",\"version\":1}",
            "\"version\":1\"kind\":\"summary\"", "\"kind\":\"summary\"\"version\":",
        ] {
            #expect(throws: Refusal.self) { try Statement(canonicalBytes: Array(text.utf8)) }
        }
    }

    @Test func aMillionBytesOfHostilityAreRefusedAtOnce() throws {
        let tiny = [String](repeating: "0", count: 300_000).joined(separator: ",")
        let texts = [
            "[\(tiny)]", String(repeating: "{\"a\":", count: 200_000), String(repeating: "\"", count: 1_000_000),
            "{\"body\":{\"approval\":[\(tiny)]},\"kind\":\"summary\",\"previous\":\"\",\"sequence\":1,\"version\":1}",
            String(Sample.payload(.founding, Sample.summary).canonicalBytes.count)
                + String(repeating: "\"kind\":\"", count: 100_000),
        ]
        let sorted = (0..<70_000).map { "\"a\(String($0 + 100_000))\":0" }.joined(separator: ",")
        let lists = Sample.payload(
            .strategy,
            Sample.strategy.replacing("sources", with: .array(.init(repeating: json("http://a"), count: 90_000))))
        let codes = Sample.payload(
            .summary,
            Sample.summary.replacing(
                "measures.0.goals", with: .array((0..<90_000).map { json("g\(100_000 + $0)") })))
        let payloads = (texts + ["{\(sorted)}"]).map { Array($0.utf8) } + [lists.canonicalBytes, codes.canonicalBytes]
        let start = ContinuousClock.now
        for payload in payloads { #expect(throws: Refusal.self) { try Statement(canonicalBytes: payload) } }
        let time = ContinuousClock.now - start
        // Unoptimised and beside other tests; what is quadratic takes minutes here.
        #expect(time < .seconds(30), "\(time)")
    }

    private static func type(_ value: JSONValue) -> Int {
        switch value {
        case .object: 0
        case .array: 1
        case .string: 2
        case .integer: 3
        case .boolean: 4
        case .null: 5
        }
    }

    private func refuses(
        _ whole: JSONValue, _ path: [String], _ other: JSONValue, _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: Refusal.self, "\(path.joined(separator: ".")) \(what)", sourceLocation: sourceLocation) {
            try Statement(canonicalBytes: whole.replacing(path[...], with: other).unsortedBytes)
        }
    }
}
