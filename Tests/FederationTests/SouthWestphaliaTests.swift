import Testing

@testable import Federation

/// The real region, all 59 municipalities, under every rule over towns. What is expected was worked out beside this code
/// from the sums that stand in the comments. (No public figures of theirs come by quarter: `TimeRuleTests` has those.)
@Suite struct SouthWestphaliaTests {
    private struct Town {
        let id: String
        let area: String
        let people2019: String
        let people2022: String
        let poverty: String
    }

    private static let towns = SouthWestphaliaTable.csv.split(separator: "\n").dropFirst().map { line in
        let cells = line.split(separator: ",").map(String.init)
        return Town(
            id: "t" + cells[0], area: padded(cells[1]), people2019: cells[2], people2022: cells[3],
            poverty: padded(cells[4]))
    }

    /// With two decimals.
    private static func padded(_ text: String) -> String {
        let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
        return decimals == 0 ? text + ".00" : text + String(repeating: "0", count: 2 - decimals)
    }

    private static func poverty(_ id: String, _ rule: String, weight: (String, String)? = nil) -> JSONValue {
        Sample.indicator(id, kind: "ratio", rule: rule, decimals: 2, weight: weight, ["time": "none"])
    }

    /// Everybody has reported everything for 2022.
    private static func region() throws -> Fixture {
        var fixture = try Fixture.running(
            towns.map(\.id),
            indicators: [
                Sample.indicator("area", kind: "stock", decimals: 2), Sample.indicator("people", kind: "stock"),
                Sample.indicator("big", kind: "boolean", rule: "count"),
                Sample.indicator(
                    "density", kind: "ratio", rule: "ratio_of_sums", decimals: 2, ["parts_decimals": 2]),
                poverty("by-2019", "weighted_mean", weight: ("people", "2019")),
                poverty("by-2022", "weighted_mean", weight: ("people", "2022")),
                poverty("by-same", "weighted_mean", weight: ("people", "same")), poverty("highest", "maximum"),
                poverty("lowest", "minimum"), poverty("middle", "median"), poverty("spread", "none"),
            ], population: "people")
        for town in towns {
            let kinds = ["by-2019", "by-2022", "by-same", "highest", "lowest", "middle", "spread"]
            let isBig = (Int(town.people2022) ?? 0) >= 25_000
            try fixture.summarize(
                town.id, "2022",
                kinds.map { value($0, "2022", town.poverty) } + [
                    value("area", "2022", town.area), value("people", "2019", town.people2019),
                    value("people", "2022", town.people2022), value("big", "2022", isBig ? "1" : "0"),
                    parts("density", "2022", town.people2022 + ".00", town.area),
                ])
        }
        return fixture
    }

    @Test func everyRuleOverTowns() throws {
        let fixture = try Self.region()
        #expect(Self.towns.count == 59)
        let expected = [
            // Σ area.
            ("area", "6194.89"),
            // Σ people.
            ("people", "1374515"),
            // 14 of 59 have 25,000 people or more.
            ("big", "14"),
            // 1374515 ÷ 6194.89 = 221.8788…
            ("density", "221.88"),
            // Σ(rate · people 2022) ÷ Σ people 2022 = 15080624.51 ÷ 1374515 = 10.97159…
            ("by-2022", "10.97"), ("by-same", "10.97"),
            // Σ(rate · people 2019) ÷ Σ people 2019 = 15155599.76 ÷ 1382683 = 10.96100…
            ("by-2019", "10.96"),
            // The least, the 30th of 59, the most.
            ("lowest", "4.19"), ("middle", "8.04"), ("highest", "18.00"),
        ]
        for (indicator, text) in expected {
            let figure = try fixture.figure(indicator, "2022")
            #expect(figure.value?.description == text, "\(indicator)")
            #expect((figure.reported, figure.expected) == (59, 59))
            #expect(figure.populationShare?.description == "100.0")
        }
        #expect(try fixture.figure("spread", "2022").reason == .noRule)
    }

    /// The weight is named with its year, and flagged where that is another one.
    @Test func theWeightIsNamed() throws {
        let fixture = try Self.region()
        #expect(try fixture.figure("by-2022", "2022").weight == key("people", "2022"))
        #expect(try fixture.figure("by-2022", "2022").flags == [])
        #expect(try fixture.figure("by-2019", "2022").weight == key("people", "2019"))
        #expect(try fixture.figure("by-2019", "2022").flags == [.weightYear])
    }

    /// Σ rate ÷ 59 = 527.78 ÷ 59 = 8.945…: two whole points below the children's reality, since the large towns are the
    /// poor ones. No framework can ask for it.
    @Test func thePlainMeanIsRefused() throws {
        let rates = Self.towns.compactMap { ExactDecimal($0.poverty)?.units }
        #expect(rates.reduce(0, +) == 52_778)
        #expect(Rational(Int128(52_778), over: 5900)?.rounded(decimals: 3)?.description == "8.945")
        for rule in ["mean", "average", "weighted_mean", "sum", "ratio_of_means"] {
            #expect(throws: Refusal.self, "\(rule)") {
                try Framework(canonicalBytes: Sample.framework([Self.poverty("x", rule)]).canonicalBytes)
            }
        }
    }

    /// A report of the whole region, with the two towns that hand in late.
    @Test func theReportOfTheRegion() throws {
        var fixture = try Self.region()
        let period = try #require(Period("2022"))
        let first = try fixture.state.report(period: period)
        try fixture.say(.report(first), by: .office)
        #expect(first.figures.count == 12)
        #expect(first.towns.count == 59)
        #expect(first.canonicalBytes.count < 20_000)
    }
}
