import Crypto

@testable import Federation

/// Bodies as JSON trees: one whole sample of every kind, to be spoiled member by member.
enum Sample {
    static func indicator(
        _ id: String, kind: String = "count", rule: String = "sum", decimals: Int = 0, weight: (String, String)? = nil,
        _ changes: [String: Any] = [:]
    ) -> JSONValue {
        let none = ["de": "", "en": ""]
        var members: [String: Any] = [
            "baseline": JSONValue.null, "codes": [], "core": true, "decimals": decimals, "denominator": none,
            "direction": "up", "due_days": 90,
            "factor": 1, "fields": [], "frequency": "year", "goals": [], "id": id, "kind": kind,
            "maximum": JSONValue.null, "method": none, "minimum": JSONValue.null, "minimum_coverage": 0,
            "missing": "ask", "name": ["de": id, "en": ""], "numerator": none, "parts": [], "parts_decimals": 0,
            "source": ["license": "", "name": "", "url": ""],
            "space": [
                "rule": rule,
                "weight": weight.map { json(["indicator": $0.0, "period": $0.1]) } ?? JSONValue.null,
            ] as [String: Any], "targets": [], "threshold": JSONValue.null, "time": "last", "unit": none, "version": 1,
        ]
        for (name, value) in changes { members[name] = value }
        return json(members)
    }

    static func dated(_ period: String, _ value: String) -> JSONValue { json(["period": period, "value": value]) }

    static func framework(_ indicators: [JSONValue], number: Int = 1, population: String? = nil) -> JSONValue {
        let text = ["de": "Text", "en": ""]
        return json([
            "bundles": [
                [
                    "code": "B1", "cost": "12.50", "fields": ["climate"], "id": "bundle", "kind": "lead_project",
                    "lead": "soest", "sources": ["https://example.org/bundle"], "title": text, "towns": ["soest"],
                ] as [String: Any]
            ], "fields": [["description": text, "id": "climate", "name": text, "order": 1] as [String: Any]],
            "goals": [["field": "climate", "id": "neutral", "name": text] as [String: Any]],
            "in_force": ["count": JSONValue.null, "roles": ["pioneer"], "rule": "all"] as [String: Any],
            "indicators": indicators.sorted {
                $0["id"].canonicalBytes.lexicographicallyPrecedes($1["id"].canonicalBytes)
            },
            "license": "CC BY 4.0", "number": number, "population": population.map(JSONValue.string) ?? JSONValue.null,
            "principles": [text], "sources": ["http://example.org"], "title": text, "vision": text,
        ])
    }

    static let referenceKey = json(["indicator": "x", "period": "2024"])
    static let reference = json(["index": 3, "sha256": String(repeating: "ab", count: 32)])
    static let decision = json(["body": "Rat", "date": "2024-05", "link": "https://example.org/1", "number": "1/24"])

    /// One whole body a kind; the proofs inside are read, not checked, by the coder.
    static func bodies() throws -> [(StatementKind, JSONValue)] {
        let keys = try [KeyUse.cosigner, .statement].map { use in
            try JSONValue(
                canonicalBytes: KeyDeclaration(
                    key: use == .cosigner ? Fixture.key("c") : .generate(.p256), use: use, issuer: .office,
                    federation: Fixture.origin
                ).canonicalBytes)
        }
        return [
            (
                .admission,
                json([
                    "from": "2024", "keys": keys, "location": ["latitude": "51.5711", "longitude": "8.1060"],
                    "name": "Soest",
                    "official": ["ags": "05974040", "ars": "059740040040", "status_date": "2024-01-01"],
                    "reason": "accession", "role": "pioneer", "tenant": "soest",
                ])
            ), (.adoption, json(["decision": decision, "framework": reference])),
            (
                .founding,
                json([
                    "algorithms": ["ES256", "EdDSA"], "keys": [keys[1]], "log": "hub.example/log+00000000+k",
                    "name": ["de": "Region", "en": "Region"], "notice": ["de": "Vorführung", "en": ""],
                    "operator": "Office",
                ])
            ),
            (
                .framework,
                framework(
                    [
                        indicator(
                            "jobs",
                            [
                                "baseline": dated("2020", "10"), "codes": [["code": "1", "scheme": "x"]],
                                "fields": ["climate"], "goals": ["neutral"], "targets": [dated("2030", "20")],
                            ]),
                        indicator(
                            "rate", kind: "index", rule: "weighted_mean", decimals: 2, weight: ("jobs", "2024"),
                            ["maximum": "100.00", "minimum": "0.00", "threshold": 5]),
                    ], population: "jobs")
            ),
            (
                .key,
                json([
                    "add": keys, "reason": "rotation",
                    "revoke": [
                        [
                            "doubted_from": 4, "owner": "soest",
                            "thumbprint": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                        ]
                            as [String: Any]
                    ],
                ])
            ), (.report, report), (.strategy, strategy), (.summary, summary),
            (.suspension, json(["from": "2025-07-01", "reason": "left", "tenant": "soest"])),
            (.answer, json(["position": reference, "reason": "Taken over", "result": "taken_over"])),
            (.declaration, json(["decision": decision, "framework": reference, "text": "We intend to join"])),
            (.draft, json(["edition": 1, "framework": framework([]), "until": "2026-12-31"])),
            (
                .membership,
                json([
                    "from": "2025-01-01", "location": ["latitude": "51.5711", "longitude": "8.1060"], "name": "Soest",
                    "official": ["ags": "05974040", "ars": "059740040040", "status_date": "2025-01-01"],
                    "reason": "merger", "role": "joiner", "successor": "olpe", "tenant": "soest",
                    "until": "2026-01-01",
                ])
            ),
            (
                .position,
                json([
                    "draft": reference, "kind": "change", "number": 1, "passage": "goals/neutral",
                    "proposal": "Neutral by 2035", "text": "Earlier",
                ])
            ), (.withdrawal, json(["period": "2024", "reason": "error", "summary": reference])),
            (
                .redaction,
                json(["by": "author", "reason": "Asked for", "rule": "Art. 17", "target": reference] as [String: Any])
            ), (.witnesses, json(["committee": ["olpe", "soest"], "quorum": 2] as [String: Any])),
        ]
    }

    static let summary = json([
        "approval": ["function": "mayor", "self": false] as [String: Any], "framework": reference,
        "measures": [
            [
                "bundle": "bundle", "fields": ["climate"], "goals": ["neutral"], "id": "m1", "planned": "10.00",
                "progress": 40, "spent": "-1.50", "status": "running",
            ] as [String: Any]
        ],
        "observations": [
            [
                "denominator": JSONValue.null, "flags": ["break", "estimated"], "indicator": "jobs", "level": "town",
                "numerator": JSONValue.null, "period": "2024", "status": "reported", "value": "12",
            ] as [String: Any],
            [
                "denominator": "8", "flags": [], "indicator": "share", "level": "district", "numerator": "6",
                "period": "2024-Q1", "status": "reported", "value": JSONValue.null,
            ] as [String: Any],
        ],
        "participation": [
            ["by": "channel", "count": 5, "figure": "people", "key": "online", "status": "reported"] as [String: Any],
            [
                "by": "channel", "count": JSONValue.null, "figure": "people", "key": "paper", "status": "suppressed",
            ] as [String: Any],
        ], "period": "2024", "revision": 1,
    ])

    static let strategy = json([
        "decision": decision,
        "fields": [
            ["description": "", "id": "own", "maps_to": ["climate"], "name": "Own", "order": 1] as [String: Any]
        ], "framework": reference,
        "goals": [["field": "own", "id": "goal", "maps_to": ["neutral"], "name": "Goal"] as [String: Any]],
        "measures": [
            [
                "bundle": "bundle", "code": "1.1",
                "components": [["id": "c1", "owner": "Unit", "status": "planned", "title": "Part"]],
                "costs": [
                    ["own_share": "1.00", "planned": "2.00", "source": "EU", "spent": "0.50", "year": 2024]
                        as [String: Any]
                ], "description": "Long\ntext", "end": "2026-12", "fields": ["own"], "goals": ["goal"],
                "guidelines": ["goals", "resources"], "id": "m1", "lead": "Unit", "links": ["https://example.org"],
                "milestones": [["date": "2025-06", "done": true, "title": "Start"] as [String: Any]],
                "partners": ["Partner"],
                "progress": ["by": "Unit", "date": "2025-12-01", "percent": 40] as [String: Any], "reuse": "",
                "start": "2024", "status": "running", "title": "Measure",
            ] as [String: Any]
        ], "number": 1, "sources": ["https://example.org"], "title": "Strategy", "vision": "Vision",
    ])

    static let report = json([
        "bundles": [
            [
                "bundle": "bundle",
                "measures": [["count": 1, "planned": "10.00", "spent": "0.00", "status": "running"] as [String: Any]],
                "progress": 1, "towns": ["soest"],
            ] as [String: Any]
        ],
        "changes": [
            [
                "after": "12", "before": JSONValue.null, "indicator": "jobs", "period": "2024",
                "reasons": ["late", "membership"],
            ] as [String: Any]
        ], "edition": 2,
        "figures": [
            [
                "district": 0, "expected": 2, "flags": ["historical", "incomplete"], "indicator": "jobs", "missing": 1,
                "not_applicable": 0, "period": "2024", "population_share": "50.0", "reason": "coverage", "reported": 1,
                "suppressed": 0, "value": JSONValue.null, "weight": ["indicator": "people", "period": "2022"],
            ] as [String: Any]
        ], "framework": reference,
        "measures": [["count": 1, "planned": "10.00", "spent": "0.00", "status": "running"] as [String: Any]],
        "period": "2024", "reason": "Corrected", "size": 9,
        "towns": [
            [
                "adopted": 1, "observations": 2, "on_time": true, "revision": 1, "summary": reference,
                "tenant": "soest",
            ] as [String: Any]
        ],
    ])
}

/// A tree from Swift literals; a `JSONValue` inside stands for itself.
func json(_ value: Any) -> JSONValue {
    switch value {
    case let value as JSONValue: value
    case let value as Bool: .boolean(value)
    case let value as Int: .integer(Int64(value))
    case let value as String: .string(value)
    case let value as [Any]: .array(value.map(json))
    case let value as [String: Any]:
        .object(value.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, json($0.value)) })
    default: .null
    }
}

extension JSONValue {
    /// A member of an object or, for a name of digits, an element of a list; null where there is none.
    subscript(name: String) -> JSONValue {
        get {
            switch self {
            case .object(let members): members.first { $0.name == name }?.value ?? .null
            case .array(let elements): Int(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil } ?? .null
            default: .null
            }
        }
        set {
            switch self {
            case .object(var members):
                members.removeAll { $0.name == name }
                members.append(Member(name, newValue))
                self = .object(members.sorted { $0.name < $1.name })
            case .array(var elements):
                if let index = Int(name), elements.indices.contains(index) { elements[index] = newValue }
                self = .array(elements)
            default: break
            }
        }
    }

    /// This tree with the value at `path` replaced, such as `observations.0.value`.
    func replacing(_ path: String, with value: JSONValue) -> JSONValue {
        replacing(path.split(separator: ".").map(String.init)[...], with: value)
    }

    func replacing(_ path: ArraySlice<String>, with value: JSONValue) -> JSONValue {
        guard let first = path.first else { return value }
        var copy = self
        copy[first] = self[first].replacing(path.dropFirst(), with: value)
        return copy
    }

    func at(_ path: ArraySlice<String>) -> JSONValue {
        guard let first = path.first else { return self }
        return self[first].at(path.dropFirst())
    }

    /// The paths of all values in this tree, this one first.
    var paths: [[String]] {
        switch self {
        case .object(let members): [[]] + members.flatMap { member in member.value.paths.map { [member.name] + $0 } }
        case .array(let elements):
            [[]] + elements.enumerated().flatMap { index, element in element.paths.map { [String(index)] + $0 } }
        default: [[]]
        }
    }

    /// The bytes with members in the order they have here, sorted or not.
    var unsortedBytes: [UInt8] {
        var writer = CanonicalWriter()
        writeUnsorted(to: &writer)
        return writer.bytes
    }

    private func writeUnsorted(to writer: inout CanonicalWriter) {
        switch self {
        case .object(let members):
            writer.object { writer in
                for member in members {
                    writer.member(member.name)
                    member.value.writeUnsorted(to: &writer)
                }
            }
        case .array(let elements): writer.array(elements) { $1.writeUnsorted(to: &$0) }
        default: write(to: &writer)
        }
    }
}

extension Sample {
    /// The payload of a statement with this body.
    static func payload(_ kind: StatementKind, _ body: JSONValue) -> JSONValue {
        let office: Set<StatementKind> = [
            .admission, .answer, .draft, .founding, .framework, .key, .membership, .report, .suspension,
        ]
        return json([
            "body": body, "federation": Fixture.origin, "issued": "2026-10-05T08:00:00Z",
            "issuer": office.contains(kind) ? "office" : "soest", "kind": kind.rawValue,
            "previous": String(repeating: "cd", count: 32), "sequence": 2, "version": 1,
        ])
    }
}
