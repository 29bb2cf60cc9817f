import Crypto
import Testing

@testable import Federation

/// A year of a region, and what every page could say at every position of its log; and that the order in which towns
/// speak does not matter.
@Suite struct LifeCycleTests {
    static let towns = ["aa", "bb", "cc", "dd", "ee"]
    static let indicators = [Sample.indicator("x", ["minimum_coverage": 50])]

    /// Time passes until noon of `day`.
    private func turn(_ fixture: inout Fixture, to day: String) {
        let noon = Int64(Fixture.day(day).daysSince1970) * 86_400 + 43_200
        fixture.offset = noon - Fixture.start - fixture.state.size
    }

    private func at(_ size: Int64, of fixture: Fixture) throws -> FederationState {
        try ReplayTests.replay(Array(fixture.log.prefix(Int(size))))
    }

    private func x(_ state: FederationState, _ period: String) throws -> Figure {
        let framework = try #require(state.currentFramework).value
        let definition = try #require(framework.indicators.first)
        return RegionalFigures(state, framework: framework).figure(definition, in: try #require(Period(period))).figure
    }

    @Test func aYearOfARegion() throws {
        var fixture = try Fixture.founded()
        for town in Self.towns { try fixture.admit(town, from: "2026-01-01") }
        // Drafted, consulted, published.
        turn(&fixture, to: "2026-10-01")
        try fixture.say(.draft(fixture.draft(Self.indicators, until: "2026-10-31")), by: .office)
        let drafted = fixture.state.size
        let position = try fixture.take(
            fixture.position("bb", .vision, kind: .change, proposal: "Schneller"), by: "bb")
        let consulted = fixture.state.size
        try fixture.say(.answer(Answer(position: position, reason: "Ja", result: .takenOver)), by: .office)
        turn(&fixture, to: "2026-11-05")
        try fixture.publish(Self.indicators)
        let published = fixture.state.size
        // Five councils on five days.
        var adopted: [Int64] = []
        for (town, day) in zip(Self.towns, ["10", "12", "17", "20", "30"]) {
            turn(&fixture, to: "2026-11-\(day)")
            try fixture.say(
                .adoption(
                    Adoption(
                        decision: Decision(body: "Rat", date: PartialDate("2026-11-\(day)"), link: "", number: ""),
                        framework: fixture.framework)), by: .tenant(Fixture.tenant(town)))
            adopted.append(fixture.state.size)
        }
        // Two join: one declares its intent first, as a supporter.
        turn(&fixture, to: "2026-12-01")
        try fixture.admit("ff", from: "2026-12-01", role: .supporter)
        try fixture.say(
            .declaration(Declaration(decision: nil, framework: fixture.framework, text: "Wir machen mit")),
            by: .tenant(Fixture.tenant("ff")))
        let declared = fixture.state.size
        turn(&fixture, to: "2026-12-15")
        try fixture.say(.membership(fixture.membership("ff", from: "2026-12-15", role: .joiner)), by: .office)
        try fixture.adopt("ff")
        try fixture.admit("gg", from: "2026-12-15", role: .joiner)
        try fixture.adopt("gg")
        // The period ends, everybody reports, the office too.
        turn(&fixture, to: "2027-02-01")
        for (number, town) in (Self.towns + ["ff", "gg"]).enumerated() {
            try fixture.summarize(town, "2026", [value("x", "2026", "\(number + 1)")])
        }
        let period = try #require(Period("2026"))
        try fixture.say(.report(fixture.state.report(period: period)), by: .office)
        let reported = fixture.state.size
        // One corrects afterwards, which makes a second edition.
        turn(&fixture, to: "2027-03-01")
        try fixture.summarize("cc", "2026", [value("x", "2026", "30")])
        try fixture.say(
            .report(fixture.state.report(period: period, reason: "Eine Kommune hat berichtigt")), by: .office)
        let corrected = fixture.state.size
        // An amendment that one town does not follow.
        turn(&fixture, to: "2027-04-01")
        try fixture.say(.draft(fixture.draft(Self.indicators, until: "2027-04-30")), by: .office)
        turn(&fixture, to: "2027-05-02")
        try fixture.publish(Self.indicators)
        for town in Self.towns where town != "ee" { try fixture.adopt(town) }
        let amended = fixture.state.size
        // And that town becomes part of another.
        turn(&fixture, to: "2027-06-01")
        try fixture.say(
            .membership(fixture.membership("ee", from: "2027-07-01", until: "2027-07-01", successor: "dd")),
            by: .office)
        let announced = fixture.state.size
        turn(&fixture, to: "2027-07-02")
        try fixture.say(
            .membership(fixture.membership("gg", from: "2027-07-02", role: .joiner, name: "GG")), by: .office)
        let merged = fixture.state.size

        // Now every position, from the log alone.
        var state = try at(drafted, of: fixture)
        #expect(state.frameworks.isEmpty && state.currentConsultation?.entries.isEmpty == true)
        state = try at(consulted, of: fixture)
        #expect(state.currentConsultation?.unanswered == 1)
        state = try at(published, of: fixture)
        #expect(state.currentConsultation == nil)
        #expect(state.consultations(ofVersion: 1).first?.entries.first?.answer?.value.result == .takenOver)
        let first = try #require(state.frameworks.first)
        #expect(!state.isInForce(first))
        for (number, size) in adopted.enumerated() {
            state = try at(size, of: fixture)
            #expect(state.isInForce(first) == (number == 4))
            #expect(
                Self.towns.map { state.adoptedFramework(of: Fixture.tenant($0)) != nil }
                    == (0..<5).map { $0 <= number })
        }
        state = try at(declared, of: fixture)
        #expect(state.declarations[Fixture.tenant("ff")]?.value.framework == first.reference)
        #expect(state.members[Fixture.tenant("ff")]?.role(on: state.day) == .supporter)
        #expect(try x(state, "2026").expected == 5)
        state = try at(reported, of: fixture)
        #expect(try x(state, "2026").value == ExactDecimal("28"))
        #expect(try x(state, "2026").expected == 7)
        #expect(state.reports[period]?.count == 1)
        state = try at(corrected, of: fixture)
        #expect(try x(state, "2026").value == ExactDecimal("55"))
        #expect(try x(state, "2026").flags == [.revised])
        #expect(state.reports[period]?.map(\.value.edition) == [1, 2])
        #expect(state.reports[period]?.first?.value.figures.first?.value == ExactDecimal("28"))
        state = try at(amended, of: fixture)
        let second = try #require(state.frameworks.last)
        #expect(!state.isInForce(second) && state.currentFramework?.value.number == 1)
        #expect(state.adoptedFramework(of: Fixture.tenant("ee"))?.value.number == 1)
        #expect(state.adoptedFramework(of: Fixture.tenant("dd"))?.value.number == 2)
        state = try at(announced, of: fixture)
        #expect(!state.isInForce(second))
        #expect(state.members[Fixture.tenant("ee")]?.isActive(on: state.day) == true)
        state = try at(merged, of: fixture)
        #expect(state.isInForce(second))
        #expect(state.members[Fixture.tenant("ee")]?.successor == Fixture.tenant("dd"))
        #expect(try x(state, "2026").expected == 7)
        #expect(try x(state, "2027").expected == 6)
        #expect(Fixture.digest(state) == Fixture.digest(fixture.state))
    }

    // MARK: Interleaving

    private typealias Act = (inout Fixture) throws -> Void

    /// What one town says, in this order. What an act refers to is looked up when it is said.
    private static func chain(_ town: String, using generator: inout SeededGenerator) -> [Act] {
        var acts: [Act] = [{ try $0.adopt(town) }]
        var standing: Set<String> = []
        for _ in 0..<8 {
            let period = ["2022", "2023", "2024"].randomElement(using: &generator) ?? "2024"
            switch Int.random(in: 0...9, using: &generator) {
            case 0...1 where standing.contains(period):
                standing.remove(period)
                acts.append { try $0.withdraw(town, period) }
            case 2:
                acts.append { fixture in
                    try fixture.say(
                        .declaration(Declaration(decision: nil, framework: fixture.framework, text: town)),
                        by: .tenant(Fixture.tenant(town)))
                }
            case 3: acts.append { try $0.take($0.position(town), by: town) }
            default:
                standing.insert(period)
                let said = ReplayTests.observations(using: &generator).filter { $0.period.description <= period }
                let measures = [
                    Summary.MeasureState(
                        bundle: nil, fields: [], goals: [], id: key("m", period).indicator,
                        planned: ExactDecimal(units: Int64.random(in: 0...9999, using: &generator), decimals: 2),
                        progress: 50, spent: nil,
                        status: MeasureStatus.allCases.randomElement(using: &generator) ?? .done)
                ]
                acts.append { try $0.summarize(town, period, said, measures: measures) }
            }
        }
        return acts
    }

    /// The figures, measures and towns of a report without the places in the log.
    private static func content(_ report: RegionalReport) throws -> [UInt8] {
        let tree = try JSONValue(canonicalBytes: report.canonicalBytes)
        guard case .array(let towns) = tree["towns"] else { return [] }
        let bare = towns.map { town -> JSONValue in
            var bare = town
            bare["summary"] = .null
            return bare
        }
        return tree["figures"].canonicalBytes + tree["measures"].canonicalBytes
            + JSONValue.array(bare).canonicalBytes
    }

    @Test(arguments: 1...8) func theOrderInWhichTownsSpeakDoesNotMatter(seed: Int) throws {
        var generator = SeededGenerator(state: UInt64(seed))
        var fixture = try Fixture.founded()
        for town in Self.towns { try fixture.admit(town) }
        try fixture.admit("ss", role: .supporter)
        try fixture.publish(ReplayTests.indicators, population: "people")
        try fixture.say(.draft(fixture.draft()), by: .office)
        var chains = Self.towns.map { Self.chain($0, using: &generator) }
        chains.append(Self.chain("ss", using: &generator))
        // The office's own chain: a supporter begins to report, so that its chain has to wait for that; one town renames.
        chains.append([
            { try $0.say(.membership($0.membership("ss", from: "2022-06-30", role: .joiner)), by: .office) },
            { try $0.say(.membership($0.membership("aa", from: "2023-01-01", name: "Aa")), by: .office) },
            { try $0.say(.membership($0.membership("bb", from: "2027-01-01", until: "2027-01-01")), by: .office) },
        ])
        var contents: Set<[UInt8]> = []
        for _ in 0..<4 {
            var copy = fixture
            var places = chains.map { _ in 0 }
            while let next = chains.indices.filter({ places[$0] < chains[$0].count }).randomElement(using: &generator) {
                do {
                    try chains[next][places[next]](&copy)
                    places[next] += 1
                } catch let refusal as Refusal {
                    // The supporter waits until the office has changed its role; anything else is no valid interleaving.
                    guard next == chains.count - 2, refusal.code == .role else { throw refusal }
                }
            }
            contents.insert(try Self.content(copy.state.report(period: #require(Period("2024")))))
            let again = try ReplayTests.replay(copy.log)
            #expect(Fixture.digest(again) == Fixture.digest(copy.state))
        }
        #expect(contents.count == 1)
        #expect(try #require(contents.first).count > 1000)
    }
}
