import Crypto
import Testing

@testable import Federation

/// Regional figures by numbers computed by hand.
@Suite struct FigureTests {
    static let towns = ["aa", "bb", "cc", "dd"]

    func report(_ values: [String?], rule: String, kind: String = "index", decimals: Int = 1) throws -> Figure {
        var fixture = try Fixture.running(
            Self.towns, indicators: [Sample.indicator("x", kind: kind, rule: rule, decimals: decimals)])
        for (town, text) in zip(Self.towns, values) {
            if let text { try fixture.summarize(town, "2024", [value("x", "2024", text)]) }
        }
        return try fixture.figure("x", "2024")
    }

    @Test(
        arguments: [
            ("sum", "count", ["1.5", "2.5", "-0.5", "0.0"], "3.5"),
            ("minimum", "index", ["1.5", "2.5", "-0.5", "0.0"], "-0.5"),
            ("maximum", "index", ["1.5", "2.5", "-0.5", "0.0"], "2.5"),
            ("median", "index", ["1.5", "2.5", "-0.5", "0.0"], "0.8"),
            ("median", "index", ["9.0", "1.0", "5.0", nil], "5.0"),
            ("median", "index", ["0.1", "0.2", nil, nil], "0.2"),
            ("median", "index", ["0.2", "0.3", nil, nil], "0.2"),
            ("median", "index", ["-0.2", "-0.3", nil, nil], "-0.2"),
            ("count", "index", ["1.5", "0.0", "-0.5", "0.0"], "2.0"), ("sum", "count", ["0.0", nil, nil, nil], "0.0"),
        ] as [(String, String, [String?], String)])
    func spaceRules(rule: String, kind: String, values: [String?], expected: String) throws {
        let figure = try report(values, rule: rule, kind: kind)
        #expect(figure.value?.description == expected)
        #expect(figure.reason == nil)
        #expect(figure.reported == Int64(values.compactMap { $0 }.count))
        #expect(figure.expected == 4)
        #expect(figure.flags.contains(.incomplete) == values.contains(nil))
    }

    @Test func noRule() throws {
        let figure = try report(["1.0", "2.0", nil, nil], rule: "none")
        #expect(figure.value == nil)
        #expect(figure.reason == .noRule)
        #expect(figure.reported == 2)
    }

    static let share = Sample.indicator(
        "s", kind: "ratio", rule: "ratio_of_sums", decimals: 2, ["factor": 100, "parts_decimals": 1])

    @Test func ratioOfSumsIsNoMeanOfRatios() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: [Self.share])
        try fixture.summarize("aa", "2024", [parts("s", "2024", "1.0", "2.0")])
        try fixture.summarize("bb", "2024", [parts("s", "2024", "10.0", "100.0")])
        // 11 ÷ 102 × 100 = 10.784…; the mean of the two rates would be 30.
        #expect(try fixture.figure("s", "2024").value?.description == "10.78")
    }

    @Test func zeroDenominator() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: [Self.share])
        try fixture.summarize("aa", "2024", [parts("s", "2024", "0.0", "0.0")])
        #expect(try fixture.figure("s", "2024").reason == .zeroDenominator)
        try fixture.summarize("bb", "2024", [parts("s", "2024", "1.0", "8.0")])
        #expect(try fixture.figure("s", "2024").value?.description == "12.50")
        #expect(try fixture.figure("s", "2024").reason == nil)
    }

    static func weighted(_ period: String) -> [JSONValue] {
        [
            Sample.indicator("people", kind: "stock"),
            Sample.indicator("rate", kind: "index", rule: "weighted_mean", decimals: 2, weight: ("people", period)),
        ]
    }

    @Test func weightedMean() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.weighted("same"))
        try fixture.summarize("aa", "2024", [value("rate", "2024", "10.00"), value("people", "2024", "3000")])
        try fixture.summarize("bb", "2024", [value("rate", "2024", "4.00"), value("people", "2024", "6000")])
        // (10·3000 + 4·6000) ÷ 9000 = 6; the plain mean would be 7.
        #expect(try fixture.figure("rate", "2024").value?.description == "6.00")
        #expect(try !fixture.figure("rate", "2024").flags.contains(.weightYear))
    }

    @Test(arguments: ["0", "-1", "missing", "district", "none"]) func aWeightIsNeeded(weight: String) throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.weighted("2022"))
        try fixture.summarize("aa", "2024", [value("rate", "2024", "10.00"), value("people", "2022", "3000")])
        var observations = [value("rate", "2024", "4.00")]
        switch weight {
        case "missing": observations.append(gap("people", "2022", .missing))
        case "district": observations.append(value("people", "2022", "6000", level: .district))
        case "none": break
        default: observations.append(value("people", "2022", weight))
        }
        try fixture.summarize("bb", "2024", observations)
        let figure = try fixture.figure("rate", "2024")
        #expect(figure.reason == .noWeight)
        #expect(figure.value == nil)
        #expect(figure.flags == [.weightYear])
        try fixture.summarize("bb", "2024", [value("rate", "2024", "4.00"), value("people", "2022", "6000")])
        #expect(try fixture.figure("rate", "2024").value?.description == "6.00")
        #expect(try fixture.figure("rate", "2024").flags == [.revised, .weightYear])
    }

    @Test func missingIsNeitherZeroNorSuppressedNorNotApplicable() throws {
        let towns = ["aa", "bb", "cc", "dd", "ee", "ff"]
        var fixture = try Fixture.running(towns, indicators: [Sample.indicator("x")])
        try fixture.summarize("aa", "2024", [value("x", "2024", "0")])
        try fixture.summarize("bb", "2024", [gap("x", "2024", .missing)])
        try fixture.summarize("cc", "2024", [gap("x", "2024", .suppressed)])
        try fixture.summarize("dd", "2024", [gap("x", "2024", .notApplicable)])
        try fixture.summarize("ee", "2024", [value("x", "2024", "1000", level: .district)])
        let figure = try fixture.figure("x", "2024")
        #expect(figure.value?.description == "0")
        #expect((figure.expected, figure.reported, figure.missing) == (5, 1, 2))
        #expect((figure.suppressed, figure.notApplicable, figure.district) == (1, 1, 1))
        #expect(figure.flags == [.incomplete])
        #expect(figure.expected == figure.reported + figure.missing + figure.suppressed + figure.district)
    }

    @Test func nothingReported() throws {
        var fixture = try Fixture.running(
            ["aa"], indicators: [Sample.indicator("x"), Sample.indicator("y", rule: "median")])
        try fixture.summarize("aa", "2024", [gap("x", "2024", .suppressed), value("y", "2024", "7", level: .district)])
        #expect(try fixture.figure("x", "2024").reason == .noData)
        #expect(try fixture.figure("y", "2024").reason == .noData)
        #expect(try fixture.figure("y", "2020").reason == .noData)
    }

    @Test func coverage() throws {
        var fixture = try Fixture.running(Self.towns, indicators: [Sample.indicator("x", ["minimum_coverage": 50])])
        try fixture.summarize("aa", "2024", [value("x", "2024", "7")])
        #expect(try fixture.figure("x", "2024").reason == .coverage)
        #expect(try fixture.figure("x", "2024").value == nil)
        // Exactly half is enough, and who is not concerned is not expected.
        try fixture.summarize("bb", "2024", [value("x", "2024", "8")])
        #expect(try fixture.figure("x", "2024").value?.description == "15")
        try fixture.summarize("bb", "2024", [gap("x", "2024", .notApplicable)])
        #expect(try fixture.figure("x", "2024").reason == .coverage)
        try fixture.summarize("cc", "2024", [gap("x", "2024", .notApplicable)])
        #expect(try fixture.figure("x", "2024").value?.description == "7")
    }

    @Test func overflowIsSaid() throws {
        let big = "999999999999999999"
        var fixture = try Fixture.running(
            ["aa", "bb"], indicators: [Sample.indicator("x"), Sample.indicator("m", rule: "maximum")])
        for town in ["aa", "bb"] {
            try fixture.summarize(town, "2024", [value("x", "2024", big), value("m", "2024", big)])
        }
        #expect(try fixture.figure("x", "2024").reason == .overflow)
        #expect(try fixture.figure("m", "2024").value?.description == big)
        try fixture.summarize("bb", "2024", [value("x", "2024", "-" + big)])
        #expect(try fixture.figure("x", "2024").value?.description == "0")
    }

    @Test func hugeWeightsDoNotTrap() throws {
        var fixture = try Fixture.running(
            ["aa", "bb"],
            indicators: [
                Sample.indicator("people", kind: "stock", decimals: 6),
                Sample.indicator("rate", kind: "index", rule: "weighted_mean", decimals: 6, weight: ("people", "same")),
            ])
        try fixture.summarize(
            "aa", "2024", [value("rate", "2024", "999999999999.999999"), value("people", "2024", "0.000001")])
        try fixture.summarize(
            "bb", "2024",
            [value("rate", "2024", "-999999999999.999999"), value("people", "2024", "999999999999.999999")])
        let figure = try fixture.figure("rate", "2024")
        #expect((figure.value == nil) == (figure.reason == .overflow))
    }

    @Test func flagsTravel() throws {
        var fixture = try Fixture.running(["aa", "bb", "cc"], indicators: [Sample.indicator("x")])
        try fixture.summarize("aa", "2024", [value("x", "2024", "7", flags: [.provisional, .estimated])])
        try fixture.summarize("bb", "2024", [value("x", "2024", "7", flags: [.estimated])])
        #expect(try fixture.figure("x", "2024").flags == [.estimated, .incomplete, .provisional])
        // The flags of a value that does not count stay where they are.
        try fixture.summarize("cc", "2024", [value("x", "2024", "7", flags: [.breakInSeries], level: .district)])
        #expect(try fixture.figure("x", "2024").flags == [.estimated, .incomplete, .provisional])
    }

    @Test func aRevisionReplacesTheWholeSummary() throws {
        var fixture = try Fixture.running(["aa"], indicators: [Sample.indicator("x"), Sample.indicator("y")])
        try fixture.summarize("aa", "2023", [value("x", "2023", "1"), value("y", "2023", "10")])
        try fixture.summarize("aa", "2024", [value("x", "2023", "2"), value("x", "2024", "3")])
        #expect(try fixture.figure("x", "2023").value?.description == "2")
        #expect(try fixture.figure("x", "2023").flags == [])
        // Without the observation of 2023 the older summary's counts again.
        try fixture.summarize("aa", "2024", [value("x", "2024", "4")])
        #expect(try fixture.figure("x", "2023").value?.description == "1")
        #expect(try fixture.figure("x", "2023").flags == [])
        #expect(try fixture.figure("x", "2024").value?.description == "4")
        #expect(try fixture.figure("x", "2024").flags == [.revised])
        // The highest index wins, even from an earlier reporting period.
        try fixture.summarize("aa", "2023", [value("x", "2023", "5")])
        #expect(try fixture.figure("x", "2023").value?.description == "5")
        #expect(try fixture.figure("y", "2023").reason == .noData)
        try fixture.summarize("aa", "2024", [])
        #expect(try fixture.figure("x", "2024").reason == .noData)
        #expect(fixture.state.observations[Fixture.tenant("aa")]?.count == 1)
    }

    @Test func membershipIsDated() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: [Sample.indicator("x")], from: "2020")
        try fixture.admit("cc", from: "2024-07-01", role: .joiner)
        try fixture.admit("uni", from: "2020", role: .supporter)
        try fixture.adopt("cc")
        for town in ["aa", "bb"] {
            try fixture.summarize(town, "2024", [value("x", "2023", "1"), value("x", "2024", "2")])
        }
        try fixture.summarize("cc", "2024", [value("x", "2023", "100"), value("x", "2024", "4")])
        // In 2023 cc was no member: its value does not enter.
        #expect(try fixture.figure("x", "2023").value?.description == "2")
        #expect(try fixture.figure("x", "2023").expected == 2)
        #expect(try fixture.figure("x", "2024").value?.description == "8")
        #expect(try fixture.figure("x", "2024").expected == 3)
        // Who leaves at the last day of a period is no member at its end; before that nothing changes.
        try fixture.suspend("bb", from: "2024-12-31")
        #expect(try fixture.figure("x", "2023").value?.description == "2")
        #expect(try fixture.figure("x", "2024").value?.description == "6")
        #expect(try fixture.figure("x", "2024").expected == 2)
    }

    @Test func historicalPeriodsBelongToTodaysMembers() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: [Sample.indicator("x")], from: "2020-07-01")
        try fixture.summarize("aa", "2024", [value("x", "2019", "1"), value("x", "2020", "2")])
        #expect(try fixture.figure("x", "2019").flags == [.historical, .incomplete])
        #expect(try fixture.figure("x", "2019").expected == 2)
        #expect(try fixture.figure("x", "2020").flags == [.incomplete])
        try fixture.suspend("bb", from: "2024-01-01")
        #expect(try fixture.figure("x", "2019").flags == [.historical])
        #expect(try fixture.figure("x", "2019").value?.description == "1")
    }

    @Test func onlyWhoAdoptedTheIndicatorIsExpected() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: [Sample.indicator("x")])
        try fixture.publish([Sample.indicator("x"), Sample.indicator("y")])
        try fixture.adopt("aa")
        #expect(try fixture.figure("y", "2024").expected == 1)
        #expect(try fixture.figure("x", "2024").expected == 2)
        #expect(throws: Refusal(.unknownIndicator, "")) {
            try fixture.summarize("bb", "2024", [value("y", "2024", "1")])
        }
        let old = try #require(fixture.state.frameworks.first?.reference)
        #expect(fixture.state.adoptedFramework(of: Fixture.tenant("bb"))?.reference == old)
    }

    @Test func populationShare() throws {
        let indicators = [Sample.indicator("people", kind: "stock"), Sample.indicator("x")]
        var fixture = try Fixture.running(["aa", "bb"], indicators: indicators, population: "people")
        try fixture.summarize(
            "aa", "2024", [value("x", "2023", "1"), value("people", "2022", "2000"), value("people", "2024", "9000")])
        #expect(try fixture.figure("x", "2023").populationShare == nil)
        try fixture.summarize("bb", "2024", [value("people", "2024", "4000")])
        // aa: 2022 is the newest not after 2023; bb: the oldest there is. 2000 ÷ 6000.
        #expect(try fixture.figure("x", "2023").populationShare?.description == "33.3")
        // A district's people are not the town's.
        try fixture.summarize("bb", "2024", [value("people", "2024", "4000", level: .district)])
        #expect(try fixture.figure("x", "2023").populationShare == nil)
        try fixture.summarize("bb", "2024", [gap("people", "2024", .missing), gap("x", "2023", .notApplicable)])
        #expect(try fixture.figure("x", "2023").populationShare?.description == "100.0")
    }

    @Test func nobodyLivesHere() throws {
        let indicators = [Sample.indicator("people", kind: "stock"), Sample.indicator("x")]
        var fixture = try Fixture.running(["aa"], indicators: indicators, population: "people")
        try fixture.summarize("aa", "2024", [value("x", "2024", "1"), value("people", "2024", "0")])
        #expect(try fixture.figure("x", "2024").populationShare == nil)
    }

    // The median of no value at all read past an empty list: an indicator reported in parts and defined anew as a median.
    @Test(arguments: ["median", "minimum", "maximum", "count", "sum", "none"]) func anIndicatorThatWasReportedInParts(
        rule: String
    ) throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: [Self.share])
        for town in ["aa", "bb"] { try fixture.summarize(town, "2024", [parts("s", "2024", "1.0", "2.0")]) }
        try fixture.publish([Sample.indicator("s", kind: "count", rule: rule, decimals: 2)])
        for town in ["aa", "bb"] { try fixture.adopt(town) }
        #expect(try fixture.figure("s", "2024").reason == (rule == "none" ? .noRule : .noData))
        #expect(try fixture.figure("s", "2024").missing == 2)
        try fixture.summarize("aa", "2024", [value("s", "2024", "7.00")])
        #expect(try fixture.figure("s", "2024").reported == 1)
        #expect(throws: Never.self) {
            try fixture.say(.report(fixture.state.report(period: #require(Period("2024")))), by: .office)
        }
    }

    // Values kept under an earlier version compare by what they mean, not by their digits.
    @Test(arguments: [("minimum", "9.50"), ("maximum", "10.00"), ("median", "9.75")]) func anIndicatorThatGotDecimals(
        rule: String, expected: String
    ) throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: [Sample.indicator("x", kind: "index", rule: rule)])
        try fixture.summarize("aa", "2024", [value("x", "2024", "10")])
        try fixture.publish([Sample.indicator("x", kind: "index", rule: rule, decimals: 2)])
        for town in ["aa", "bb"] { try fixture.adopt(town) }
        try fixture.summarize("bb", "2024", [value("x", "2024", "9.50")])
        #expect(try fixture.figure("x", "2024").value?.description == expected)
    }

    // Sums of money were clamped at every step, in the order of a dictionary.
    @Test func moneyDoesNotDependOnTheOrderOfTowns() throws {
        func measure(_ cents: Int64) throws -> [Summary.MeasureState] {
            [
                Summary.MeasureState(
                    bundle: nil, fields: [], goals: [], id: try #require(Code("m")),
                    planned: ExactDecimal(units: cents, decimals: 2),
                    spent: nil, status: .running)
            ]
        }
        let limit: Int64 = 999_999_999_999_999_999
        for _ in 0..<8 {
            var fixture = try Fixture.running(["aa", "bb", "cc"], indicators: [])
            try fixture.summarize("aa", "2024", [], measures: try measure(limit))
            try fixture.summarize("bb", "2024", [], measures: try measure(limit))
            try fixture.summarize("cc", "2024", [], measures: try measure(-limit))
            let counts = fixture.state.measureCounts()
            #expect(counts.map(\.planned.units) == [limit])
            #expect(counts.map(\.count) == [3])
            try fixture.summarize("cc", "2024", [], measures: try measure(5))
            #expect(fixture.state.measureCounts().map(\.planned.units) == [limit])
        }
    }
}
