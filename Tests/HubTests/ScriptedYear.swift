import Federation
import Foundation
import Testing

@testable import Hub

/// A year and a half of a small region, day by day, with the log position after each act: drafted, consulted, adopted by
/// five councils, two joiners, an amendment that one town does not follow, a correction after the report, a merger.
final class ScriptedYear {
    /// Acts after which somebody looks.
    enum Stage: Int, CaseIterable, Comparable {
        case drafted, positions, answered, published, fourAdopted, inForce, intent, joined, reported, amended
        case followed, corrected, reportedAgain, secondHalf, merged, nextYear

        static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
    }

    static let pioneers = [
        ("arnsberg", "Arnsberg"), ("bad-berleburg", "Bad Berleburg"), ("menden", "Menden (Sauerland)"),
        ("olpe", "Olpe"), ("soest", "Soest"),
    ]
    /// Population and child poverty of each town: numbers made for hand calculation, not the towns' own.
    static let values: [String: (people: String, poverty: String)] = [
        "arnsberg": ("70000", "12.0"), "bad-berleburg": ("20000", "9.0"), "menden": ("50000", "11.0"),
        "olpe": ("25000", "8.0"), "soest": ("45000", "13.0"), "meschede": ("30000", "10.0"),
        "brilon": ("26000", "9.5"),
    ]

    let federation: DashboardFederation
    private(set) var snapshots: [Stage: Sequencer.Snapshot] = [:]

    init() throws {
        federation = try DashboardFederation()
        try on("2026-01-05")
        try federation.found(name: "Region im Test")
        for (id, name) in Self.pioneers { try federation.admit(id, name: name, from: "2026") }
        try consult()
        try adopt()
        try join()
        try firstHalf()
        try amend()
        try correct()
        try merge()
    }

    /// The log as it was after a stage.
    func dashboard(_ stage: Stage) throws -> Dashboard {
        federation.dashboard(at: try #require(snapshots[stage]))
    }

    func state(_ stage: Stage) throws -> FederationState { try #require(snapshots[stage]).state }

    // MARK: Acts

    private func consult() throws {
        try on("2026-01-20")
        let draft = try federation.say(
            .draft(
                Draft(
                    edition: 1, framework: try Self.framework(1, vision: "Ein erster Entwurf"),
                    until: try #require(CalendarDay("2026-02-28")))))
        try keep(.drafted)
        try on("2026-02-10")
        let change = try federation.say(
            .position(
                Position(
                    draft: draft, kind: .change, number: 1, passage: try #require(Passage("vision")),
                    proposal: "Eine Region, in der Kinder gut aufwachsen", text: "Die Kinder fehlen.")),
            by: try tenant("soest"))
        let question = try federation.say(
            .position(
                Position(
                    draft: draft, kind: .question, number: 1, passage: try #require(Passage("indicators/poverty")),
                    proposal: "", text: "Warum ist die Bevölkerung das Gewicht?")), by: try tenant("olpe"))
        try keep(.positions)
        try on("2026-03-05")
        try federation.say(
            .answer(Answer(position: change, reason: "Der Vorschlag steht jetzt im Text.", result: .takenOver)))
        try federation.say(
            .answer(
                Answer(
                    position: question, reason: "Die Zahl der Kinder liegt nicht für alle Jahre vor.", result: .noted)))
        try keep(.answered)
    }

    private func adopt() throws {
        try on("2026-03-10")
        try federation.say(.framework(try Self.framework(1, vision: "Eine Region, in der Kinder gut aufwachsen")))
        try keep(.published)
        for (town, day) in [
            ("arnsberg", "2026-03-24"), ("bad-berleburg", "2026-04-13"), ("menden", "2026-04-21"),
            ("olpe", "2026-05-07"),
        ] {
            try on(day)
            try federation.adopt(town, body: "Rat", date: day)
        }
        try keep(.fourAdopted)
        try on("2026-05-20")
        try federation.adopt("soest", body: "Rat", date: "2026-05-20")
        try keep(.inForce)
    }

    private func join() throws {
        try on("2026-06-01")
        for (id, name) in [("meschede", "Meschede"), ("brilon", "Brilon")] {
            try federation.admit(id, name: name, role: .joiner, from: "2026-07-01")
            try federation.say(
                .declaration(
                    Declaration(
                        decision: nil, framework: federation.state.frameworks.last?.reference,
                        text: "Wir wollen beitreten.")), by: try tenant(id))
        }
        try keep(.intent)
        try on("2026-06-25")
        for id in ["meschede", "brilon"] { try federation.adopt(id, body: "Rat", date: "2026-06-25") }
        try keep(.joined)
    }

    private func firstHalf() throws {
        try on("2026-07-20")
        for (id, _) in Self.pioneers { try summarise(id, "2026-H1") }
        try on("2026-08-10")
        try federation.report("2026-H1")
        try keep(.reported)
    }

    private func amend() throws {
        try on("2026-09-01")
        try federation.say(
            .framework(try Self.framework(2, vision: "Eine Region, in der Kinder und Bäume gut wachsen", trees: true)))
        try keep(.amended)
        try on("2026-10-15")
        for id in ["arnsberg", "bad-berleburg", "olpe", "soest", "meschede", "brilon"] {
            try federation.adopt(id, body: "Rat", date: "2026-10-15")
        }
        try keep(.followed)
    }

    private func correct() throws {
        try on("2026-11-02")
        try summarise("olpe", "2026-H1", poverty: "8.8")
        try keep(.corrected)
        try on("2026-11-10")
        let period = try #require(Period("2026-H1"))
        try federation.say(
            .report(try federation.state.report(period: period, reason: "Olpe hat die Kinderarmut berichtigt.")))
        try keep(.reportedAgain)
    }

    private func merge() throws {
        try on("2027-01-15")
        for id in Self.values.keys.sorted() { try summarise(id, "2026-H2") }
        try keep(.secondHalf)
        let day: CalendarDay = try #require(CalendarDay("2027-01-01"))
        let leaving = try #require(federation.state.members[try tenant("brilon")])
        try federation.say(
            .membership(
                MembershipChange(
                    from: day, location: nil, name: leaving.name, official: nil,
                    reason: "Zusammenschluss", role: .joiner, successor: try tenant("meschede"),
                    tenant: leaving.tenant, until: day)))
        try keep(.merged)
        try on("2027-07-20")
        for id in Self.values.keys.sorted() where id != "brilon" {
            try summarise(id, "2027-H1", people: id == "meschede" ? "56000" : nil)
        }
        try keep(.nextYear)
    }

    // MARK: Pieces

    private func on(_ text: String) throws {
        let day: CalendarDay = try #require(CalendarDay(text))
        federation.day = day
    }

    private func keep(_ stage: Stage) throws { snapshots[stage] = try federation.snapshot() }

    private func tenant(_ id: String) throws -> TenantID { try #require(TenantID(id)) }

    private func summarise(_ id: String, _ period: String, people: String? = nil, poverty: String? = nil) throws {
        let known = try #require(Self.values[id])
        let period = try #require(Period(period))
        let observations = try [("people", people ?? known.people), ("poverty", poverty ?? known.poverty)].map {
            (indicator, text) in
            let value: ExactDecimal = try #require(ExactDecimal(text))
            return Observation(
                key: .init(indicator: try #require(Code(indicator)), period: period), status: .reported,
                value: value)
        }
        try federation.summarise(id, period.description, observations)
    }

    static func framework(_ number: Int64, vision: String, trees: Bool = false) throws -> Framework {
        let template = try HubFramework.make(number: Int(number))
        guard case .object(let members) = try JSONValue(canonicalBytes: template.canonicalBytes),
            case .array(let indicators)? = members.first(where: { $0.name == "indicators" })?.value,
            case .object(let definition)? = indicators.last
        else { throw Malformed() }
        func text(_ german: String) -> JSONValue {
            .object([.init("de", .string(german)), .init("en", .string(""))])
        }
        func indicator(_ id: String, _ name: String, _ changes: [String: JSONValue]) -> JSONValue {
            let own = changes.merging(["id": .string(id), "name": text(name)]) { first, _ in first }
            return .object(definition.map { .init($0.name, own[$0.name] ?? $0.value) })
        }
        let weight = JSONValue.object([.init("indicator", .string("people")), .init("period", .string("same"))])
        var own: [JSONValue] = [
            indicator(
                "people", "Bevölkerung", ["kind": .string("stock"), "frequency": .string("half"), "threshold": .null]),
            indicator(
                "poverty", "Kinderarmut",
                [
                    "kind": .string("ratio"), "frequency": .string("half"), "threshold": .null,
                    "decimals": .integer(1), "direction": .string("down"), "minimum_coverage": .integer(50),
                    "space": .object([.init("rule", .string("weighted_mean")), .init("weight", weight)]),
                ]),
        ]
        if trees {
            own.append(
                indicator("trees", "Neue Bäume", ["frequency": .string("half"), "threshold": .null]))
        }
        let changed = members.map { member -> JSONValue.Member in
            switch member.name {
            case "indicators": .init("indicators", .array(own))
            case "vision": .init("vision", text(vision))
            case "title": .init("title", text("Rahmenstrategie im Test"))
            case "population": .init("population", .string("people"))
            default: member
            }
        }
        return try Framework(canonicalBytes: JSONValue.object(changed).canonicalBytes)
    }

    private struct Malformed: Error {}
}
