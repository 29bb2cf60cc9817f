import Testing

@testable import Federation

/// Periods coarser than the indicator's own, by numbers computed by hand.
@Suite struct TimeRuleTests {
    static func quarterly(_ time: String, rule: String = "sum", kind: String = "count") -> JSONValue {
        Sample.indicator("x", kind: kind, rule: rule, decimals: 1, ["frequency": "quarter", "time": time])
    }

    /// The yearly figure of towns that report these quarters; nil is a quarter nobody says anything about.
    private func figure(
        _ time: String, _ towns: [[String?]], rule: String = "sum", kind: String = "count"
    ) throws -> Figure {
        let names = Array(["aa", "bb", "cc", "dd"].prefix(towns.count))
        var fixture = try Fixture.running(names, indicators: [Self.quarterly(time, rule: rule, kind: kind)])
        for (name, quarters) in zip(names, towns) {
            let said = quarters.enumerated().compactMap { place, text in
                text.map { observation("x", "2024-Q\(place + 1)", $0) }
            }
            try fixture.summarize(name, "2024", said)
        }
        return try fixture.figure("x", "2024")
    }

    private func observation(_ indicator: String, _ period: String, _ text: String) -> Observation {
        switch text {
        case "missing": gap(indicator, period, .missing)
        case "suppressed": gap(indicator, period, .suppressed)
        case "n/a": gap(indicator, period, .notApplicable)
        case _ where text.hasPrefix("district "):
            value(indicator, period, String(text.dropFirst(9)), level: .district)
        default: value(indicator, period, text)
        }
    }

    @Test(
        arguments: [
            // last: 4 + 40.
            ("last", "sum", "count", "44.0"),
            // sum: (1 + 2 + 3 + 4) + (10 + 20 + 30 + 40).
            ("sum", "sum", "count", "110.0"),
            // mean: 10 ÷ 4 + 100 ÷ 4 = 2.5 + 25.
            ("mean", "sum", "stock", "27.5"),
            // The larger of the two means.
            ("mean", "maximum", "index", "25.0"), ("last", "median", "index", "22.0"),
        ] as [(String, String, String, String)])
    func firstOverTimeThenOverTowns(time: String, rule: String, kind: String, expected: String) throws {
        let figure = try figure(
            time, [["1.0", "2.0", "3.0", "4.0"], ["10.0", "20.0", "30.0", "40.0"]], rule: rule, kind: kind)
        #expect(figure.value?.description == expected)
        #expect(figure.flags == [.timeRule])
        #expect((figure.reported, figure.expected) == (2, 2))
    }

    @Test func nothingIsRoundedBetween() throws {
        // Means of 0.15 and 0.15: together 0.30. Rounded before, half to even, it would be 0.2 + 0.2 = 0.4.
        let quarters = ["0.1", "0.1", "0.2", "0.2"]
        #expect(try figure("mean", [quarters, quarters], kind: "stock").value?.description == "0.3")
        // Three means of 0.125: 0.375, rounded once to 0.4. Rounded before it would be 0.1 + 0.1 + 0.1 = 0.3.
        let small = ["0.1", "0.1", "0.1", "0.2"]
        #expect(try figure("mean", [small, small, small], kind: "stock").value?.description == "0.4")
    }

    /// What a town's year is when not all its quarters are there.
    @Test(
        arguments: [
            (["1.0", "2.0", "3.0", nil], "sum", "missing"), (["1.0", "2.0", "3.0", nil], "last", "missing"),
            ([nil, nil, nil, "4.0"], "last", "4.0"), ([nil, nil, nil, "4.0"], "mean", "missing"),
            (["1.0", "suppressed", nil, "4.0"], "sum", "suppressed"),
            (["1.0", "suppressed", nil, "4.0"], "last", "4.0"),
            (["n/a", "n/a", "n/a", "n/a"], "sum", "not_applicable"), (["n/a", "n/a", "n/a", "4.0"], "sum", "missing"),
            (["n/a", "n/a", "n/a", "4.0"], "last", "4.0"), (["1.0", "2.0", "3.0", "n/a"], "last", "not_applicable"),
            (["1.0", "missing", "3.0", "4.0"], "mean", "missing"),
            (["1.0", "district 2.0", "3.0", "4.0"], "sum", "district"),
            (["1.0", "district 2.0", "3.0", "4.0"], "last", "4.0"), ([nil, nil, nil, nil], "sum", "missing"),
        ] as [([String?], String, String)])
    func aGapStaysAGap(quarters: [String?], time: String, expected: String) throws {
        let figure = try figure(time, [quarters])
        let counts = [
            "missing": figure.missing, "suppressed": figure.suppressed, "not_applicable": figure.notApplicable,
            "district": figure.district,
        ]
        if let count = counts[expected] {
            #expect(count == 1 && figure.reported == 0)
            #expect(figure.value == nil && figure.reason == .noData)
        } else {
            #expect(figure.value?.description == expected)
            #expect(figure.reported == 1)
        }
        #expect(figure.expected == (expected == "not_applicable" ? 0 : 1))
    }

    @Test func withoutARuleNothingIsJoined() throws {
        let figure = try figure("none", [["1.0", "2.0", "3.0", "4.0"]])
        #expect(figure.reason == .noData)
        #expect(figure.missing == 1)
    }

    /// A yearly value does not say what the quarters were.
    @Test func aFinerPeriodIsNeverMadeFromACoarserOne() throws {
        var fixture = try Fixture.running(["aa"], indicators: [Sample.indicator("x")])
        try fixture.summarize("aa", "2024", [value("x", "2024", "4")])
        #expect(try fixture.figure("x", "2024-Q4").reason == .noData)
        #expect(try fixture.figure("x", "2024-12").missing == 1)
    }

    @Test func monthsMakeQuartersHalvesAndYears() throws {
        var fixture = try Fixture.running(
            ["aa"], indicators: [Sample.indicator("x", ["frequency": "month", "time": "sum"])])
        let months = (1...12).map { value("x", "2024-\($0 < 10 ? "0" : "")\($0)", "\($0)") }
        try fixture.summarize("aa", "2024", months)
        // 4 + 5 + 6; 7 + … + 12; 1 + … + 12.
        for (period, expected) in [("2024-Q2", "15"), ("2024-H2", "57"), ("2024", "78"), ("2024-02", "2")] {
            #expect(try fixture.figure("x", period).value?.description == expected)
        }
        #expect(try fixture.figure("x", "2024-02").flags == [])
        #expect(try fixture.figure("x", "2024-Q2").flags == [.timeRule])
    }

    @Test func aRatioJoinsItsPartsOverTime() throws {
        let ratio = Sample.indicator(
            "r", kind: "ratio", rule: "ratio_of_sums", decimals: 2,
            ["factor": 100, "frequency": "half", "time": "sum"])
        var fixture = try Fixture.running(["aa", "bb"], indicators: [ratio])
        try fixture.summarize("aa", "2024", [parts("r", "2024-H1", "1", "10"), parts("r", "2024-H2", "3", "10")])
        try fixture.summarize("bb", "2024", [parts("r", "2024-H1", "10", "50"), parts("r", "2024-H2", "0", "30")])
        // (1 + 3 + 10 + 0) ÷ (10 + 10 + 50 + 30) × 100 = 14.
        #expect(try fixture.figure("r", "2024").value?.description == "14.00")
    }

    @Test func aWeightIsJoinedByItsOwnRule() throws {
        var fixture = try Fixture.running(
            ["aa", "bb"],
            indicators: [
                Sample.indicator("people", kind: "stock", ["frequency": "quarter", "time": "last"]),
                Sample.indicator("rate", kind: "index", rule: "weighted_mean", decimals: 2, weight: ("people", "same")),
            ])
        try fixture.summarize("aa", "2024", [value("rate", "2024", "10.00"), value("people", "2024-Q4", "3000")])
        try fixture.summarize(
            "bb", "2024",
            [value("rate", "2024", "4.00"), value("people", "2024-Q3", "9"), value("people", "2024-Q4", "6000")])
        // (10 · 3000 + 4 · 6000) ÷ 9000.
        let figure = try fixture.figure("rate", "2024")
        #expect(figure.value?.description == "6.00")
        #expect(figure.weight == key("people", "2024"))
        #expect(figure.flags == [])
    }

    @Test func flagsAndRevisionsOfEveryQuarterTravel() throws {
        var fixture = try Fixture.running(["aa"], indicators: [Self.quarterly("sum")])
        let quarters = ["2024-Q1", "2024-Q2", "2024-Q3"].map { value("x", $0, "1.0") }
        try fixture.summarize("aa", "2024-Q3", quarters)
        try fixture.summarize("aa", "2024-Q3", quarters)
        try fixture.summarize("aa", "2024", [value("x", "2024-Q4", "1.0", flags: [.estimated])])
        #expect(try fixture.figure("x", "2024").flags == [.estimated, .revised, .timeRule])
        #expect(try fixture.figure("x", "2024").value?.description == "4.0")
    }

    /// A yearly report sets years beside years; a quarterly one has the quarters.
    @Test func aReportComparesLikePeriods() throws {
        var fixture = try Fixture.running(
            ["aa"],
            indicators: [
                Self.quarterly("sum"), Sample.indicator("y"),
                Sample.indicator("z", ["frequency": "quarter", "time": "none"]),
            ])
        let quarters = ["2023-Q3", "2023-Q4", "2024-Q1"]
        try fixture.summarize(
            "aa", "2024",
            quarters.flatMap { [value("x", $0, "1.0"), value("z", $0, "1")] } + [value("y", "2023", "5")])
        func figures(_ period: String) throws -> [String] {
            try fixture.state.report(period: #require(Period(period))).figures.map { "\($0.indicator) \($0.period)" }
        }
        #expect(try figures("2024") == ["x 2023", "x 2024", "y 2023", "z 2023-Q3", "z 2023-Q4", "z 2024-Q1"])
        #expect(try figures("2023-H2") == ["x 2023-H2", "y 2023", "z 2023-Q3", "z 2023-Q4"])
        #expect(
            try figures("2024-Q1")
                == ["x 2023-Q3", "x 2023-Q4", "x 2024-Q1", "y 2023", "z 2023-Q3", "z 2023-Q4", "z 2024-Q1"])
    }
}
