import Testing

@testable import Federation

/// Differences between versions of the framework and strategies: readable, and none is missed.
@Suite struct DifferenceTests {
    private static func framework(_ tree: JSONValue) throws -> Framework {
        try Framework(canonicalBytes: tree.canonicalBytes)
    }

    /// Every member of every part is in some line: no change of an amendment goes unseen.
    @Test func noChangeOfAFrameworkIsMissed() throws {
        let sample = try KindTests.sample(.framework)
        let old = try Self.framework(sample)
        #expect(FrameworkDifference(from: old, to: old).isEmpty)
        var changed = 0
        for path in sample.paths where path != [] && path != ["number"] {
            for spoiled in Self.spoiled(sample.at(path[...])) where spoiled != sample.at(path[...]) {
                guard let new = try? Self.framework(sample.replacing(path[...], with: spoiled)) else { continue }
                let changes = FrameworkDifference(from: old, to: new).changes
                #expect(!changes.isEmpty, "\(path.joined(separator: "."))")
                #expect(changes.allSatisfy { !$0.lines.isEmpty }, "\(path.joined(separator: ".")) has no line")
                changed += 1
            }
        }
        #expect(changed > 60)
    }

    @Test func anAmendmentReadsWell() throws {
        let text = { (german: String) in json(["de": german, "en": ""]) }
        var before = try KindTests.sample(.framework)
        before["principles"] = json([text("Eins"), text("Zwei"), text("Drei")])
        var after = before
        after["principles"] = json([text("Null"), text("Eins"), text("Zwei, neu"), text("Drei")])
        after["vision"] = text("Neuer Text")
        after["bundles"] = json([])
        after["goals"] = json([
            ["field": "climate", "id": "neutral", "name": text("Text")] as [String: Any],
            ["field": JSONValue.null, "id": "new", "name": text("Neu")] as [String: Any],
        ])
        after = after.replacing("indicators.0.minimum_coverage", with: json(80))
            .replacing("in_force", with: json(["count": 3, "roles": ["joiner", "pioneer"], "rule": "at_least"]))
        let changes = FrameworkDifference(from: try Self.framework(before), to: try Self.framework(after)).changes
        let shown = changes.map { change in
            "\(change.kind) \(change.place) "
                + change.lines.map { "\($0.label.german): \($0.old.german) → \($0.new.german)" }
                .joined(separator: " | ")
        }
        #expect(
            shown.prefix(6) == [
                "changed vision Vision: Text → Neuer Text", "added principles/1 Text:  → Null",
                "changed principles/3 Text: Zwei → Zwei, neu",
                "added goals/new Ziel:  → Neu",
                "changed indicators/jobs Mindestabdeckung in Prozent: 0 → 80",
                "changed in_force In Kraft, sobald: alle beschlossen haben: Pionierkommunen → "
                    + "mindestens 3 beschlossen haben: Mitmachkommunen, Pionierkommunen",
            ])
        #expect(shown.count == 7)
        #expect(shown.last?.hasPrefix("removed bundles/bundle Titel: Text → ") == true)
        #expect(changes.first { $0.place == .principle(3) }?.name.german == "Leitsatz 3")
    }

    @Test func removedPrinciplesAreNamedByTheirOldPlace() throws {
        let text = { (german: String) in json(["de": german, "en": ""]) }
        var before = try KindTests.sample(.framework)
        before["principles"] = json([text("Eins"), text("Zwei"), text("Drei")])
        var after = before
        after["principles"] = json([text("Drei")])
        let changes = FrameworkDifference(from: try Self.framework(before), to: try Self.framework(after)).changes
        #expect(changes.map(\.place) == [.principle(1), .principle(2)])
        #expect(changes.allSatisfy { $0.kind == .removed })
    }

    // MARK: Strategies

    @Test func noChangeOfAStrategyIsMissed() throws {
        let sample = Sample.strategy
        let old = try Strategy(canonicalBytes: sample.canonicalBytes)
        #expect(StrategyDifference(from: old, to: old).isEmpty)
        var changed = 0
        // The digest follows from the index; the first shows.
        for path in sample.paths where path != [] && path != ["number"] && path.last != "sha256" {
            for spoiled in Self.spoiled(sample.at(path[...])) where spoiled != sample.at(path[...]) {
                guard let new = try? Strategy(canonicalBytes: sample.replacing(path[...], with: spoiled).canonicalBytes)
                else { continue }
                let changes = StrategyDifference(from: old, to: new).changes
                #expect(!changes.isEmpty, "\(path.joined(separator: "."))")
                // The identifier of a component is no text.
                if path.suffix(3).first == "components", path.last == "id" { continue }
                #expect(changes.allSatisfy { !$0.lines.isEmpty }, "\(path.joined(separator: ".")) has no line")
                changed += 1
            }
        }
        #expect(changed > 60)
    }

    @Test func aNewStrategyReadsWell() throws {
        let old = try Strategy(canonicalBytes: Sample.strategy.canonicalBytes)
        let new = try Strategy(
            canonicalBytes: Sample.strategy.replacing("measures.0.status", with: json("done"))
                .replacing("measures.0.milestones.0.done", with: json(false))
                .replacing("measures.0.costs.0.spent", with: .null)
                .replacing("decision", with: .null).canonicalBytes)
        let changes = StrategyDifference(from: old, to: new).changes
        #expect(changes.map(\.place) == [.measure(try #require(Code("m1"))), .decision])
        #expect(changes.map(\.kind) == [.changed, .removed])
        #expect(
            changes[0].lines.map { "\($0.label.german): \($0.old.german) → \($0.new.german)" } == [
                "Stand: in Umsetzung → abgeschlossen",
                "Meilensteine: 2025-06, Start, erreicht → 2025-06, Start, offen",
                "Kosten in Euro: 2024 EU: geplant 2.00, ausgegeben 0.50, Eigenanteil 1.00 → "
                    + "2024 EU: geplant 2.00, Eigenanteil 1.00",
            ])
        #expect(changes[0].name.english == "Measure “Measure”")
    }

    /// Other values of the same kind that a coder may take.
    private static func spoiled(_ value: JSONValue) -> [JSONValue] {
        switch value {
        case .string(let text):
            [
                json(text + "x"), json("https://example.org/other"), json("2026-11"), json("2026-11-05"), json("7"),
                json("7.00"),
                json("stopped"), json("month"), json("mean"), json("accept"), json("joiner"), json("bundle"),
            ]
        case .integer(let number): [.integer(number + 1)]
        case .boolean(let value): [.boolean(!value)]
        case .array(let elements): elements.isEmpty ? [] : [.array(Array(elements.dropFirst()))]
        case .object: [.null]
        case .null: [json("7"), json("7.00"), json(7), json("climate"), json("soest")]
        }
    }
}
