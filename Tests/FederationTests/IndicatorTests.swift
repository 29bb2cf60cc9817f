import Testing

@testable import Federation

/// What a framework may say about its indicators, and the sentence for what it may not.
@Suite struct IndicatorTests {
    private func framework(_ indicators: [JSONValue]) throws -> Framework {
        try Framework(canonicalBytes: Sample.framework(indicators).canonicalBytes)
    }

    private func refused(
        _ indicators: [JSONValue], _ code: Refusal.Code, _ words: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try framework(indicators)
            Issue.record("taken, although \(words)", sourceLocation: sourceLocation)
        } catch let refusal as Refusal {
            #expect(refusal.code == code, sourceLocation: sourceLocation)
            #expect(refusal.reason.contains(words), "\(refusal.reason)", sourceLocation: sourceLocation)
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
    }

    // MARK: Time rule

    @Test func ratesAreNoMoreAveragedOverTimeThanOverTowns() throws {
        refused(
            [Sample.indicator("rate", kind: "ratio", rule: "median", ["time": "mean"])], .rule,
            "rates are not averaged over time")
        refused([Sample.indicator("stock", kind: "stock", ["time": "sum"])], .rule, "only counts")
        refused([Sample.indicator("index", kind: "index", rule: "none", ["time": "sum"])], .rule, "only counts")
        for time in ["mean", "sum"] {
            _ = try framework([
                Sample.indicator("ratio", kind: "ratio", rule: "ratio_of_sums", ["time": time]),
                Sample.indicator("count", ["time": time]),
            ])
        }
    }

    /// A plain mean is no rule at all: the real error it would make stands in `SouthWestphaliaTests`.
    @Test func aPlainMeanIsNoRule() {
        refused([Sample.indicator("x", kind: "index", rule: "mean")], .value, "weighted_mean")
        refused(
            [Sample.indicator("x", kind: "index", rule: "weighted_mean")], .rule, "a weight belongs to weighted_mean")
    }

    // MARK: Weights

    @Test func aWeightHasAValueInThePeriodItIsAskedFor() throws {
        func rate(_ frequency: String, _ period: String) -> JSONValue {
            Sample.indicator(
                "rate", kind: "index", rule: "weighted_mean", weight: ("people", period), ["frequency": frequency])
        }
        func people(_ frequency: String, time: String = "last") -> JSONValue {
            Sample.indicator("people", kind: "stock", ["frequency": frequency, "time": time])
        }
        refused([rate("quarter", "same"), people("year")], .rule, "has values by year only")
        refused([rate("year", "2022-Q1"), people("year")], .rule, "has values by year only")
        refused([rate("year", "same"), people("quarter", time: "none")], .rule, "has values by quarter only")
        refused([rate("year", "same")], .reference, "which is not in the framework")
        refused(
            [rate("year", "same"), Sample.indicator("people", kind: "index", rule: "none")], .rule, "cannot be a weight"
        )
        _ = try framework([rate("quarter", "2022"), people("year")])
        _ = try framework([rate("year", "same"), people("quarter")])
        _ = try framework([rate("year", "2022-Q4"), people("quarter", time: "none")])
    }

    // MARK: Parts

    private func total(_ id: String, _ parts: [String], _ changes: [String: Any] = [:]) -> JSONValue {
        Sample.indicator(id, changes.merging(["parts": parts]) { first, _ in first })
    }

    @Test func partsAddUpToATotal() throws {
        let parts = ["a", "b", "c"].map { Sample.indicator($0) }
        let taken = try framework([total("t", ["a", "b"]), total("u", ["c", "t"])] + parts)
        #expect(taken.totals.map(\.id.text) == ["t", "u"])
        refused(
            [total("t", ["a", "x"])] + parts, .reference, "\"t\" is the sum of \"x\", which is not in the framework")
        refused([total("t", ["a"])] + parts, .rule, "2 to 50 parts")
        refused([total("t", ["b", "a"])] + parts, .notCanonical, "sorted")
        refused([total("t", ["a", "t"])] + parts, .rule, "cannot be a part of itself")
        refused(
            [total("t", ["a", "u"]), total("u", ["b", "v"]), total("v", ["c", "t"])] + parts, .rule,
            "\"t\" is a part of itself by way of its parts")
        refused([total("t", ["a", "b"], ["decimals": 1])] + parts, .decimals, "must have 1 decimals like it")
        refused([total("t", ["a", "b"], ["frequency": "quarter"])] + parts, .rule, "must have values by quarter")
        refused([total("t", ["a", "b"], ["kind": "stock"])] + parts, .rule, "must be a stock like it")
        refused(
            [Sample.indicator("t", kind: "index", rule: "none", ["parts": ["a", "b"]])] + parts, .rule,
            "only a count or a stock")
    }

    // MARK: Baseline and targets

    private func aiming(_ baseline: JSONValue, _ targets: [JSONValue], _ direction: String = "up") -> [JSONValue] {
        [
            Sample.indicator(
                "x", kind: "index", rule: "median", decimals: 1,
                ["baseline": baseline, "direction": direction, "targets": targets])
        ]
    }

    @Test func targetsLieAheadAndOnTheWantedSide() throws {
        let baseline = Sample.dated("2020", "10.0")
        refused(aiming(baseline, [Sample.dated("2030", "10.0")]), .value, "must lie above the baseline of 10.0")
        refused(aiming(baseline, [Sample.dated("2030", "11.0")], "down"), .value, "must lie below the baseline")
        refused(aiming(baseline, [Sample.dated("2020", "11.0")]), .value, "does not lie after the baseline of 2020")
        refused(aiming(baseline, [Sample.dated("2030", "11")]), .decimals, "1 decimals")
        refused(aiming(Sample.dated("2020", "10"), []), .decimals, "1 decimals")
        refused(aiming(baseline, [Sample.dated("2030-Q1", "11.0")]), .value, "finer than the indicator")
        refused(
            aiming(.null, [Sample.dated("2030", "11.0"), Sample.dated("2029", "12.0")]), .notCanonical, "sorted")
        let taken = try framework(
            aiming(baseline, [Sample.dated("2025", "11.0"), Sample.dated("2030", "12.5")])
        ).indicators[0]
        #expect(taken.targets.map(\.value.description) == ["11.0", "12.5"])
        #expect(taken.baseline?.period.description == "2020")
        _ = try framework(aiming(baseline, [Sample.dated("2030", "10.0")], "band"))
        _ = try framework(aiming(.null, [Sample.dated("2030", "9.0")]))
    }
}

/// How far a series has come, by numbers computed by hand.
@Suite struct ProgressTests {
    private func dated(_ period: String, _ value: String) throws -> Indicator.DatedValue {
        Indicator.DatedValue(period: try #require(Period(period)), value: try #require(ExactDecimal(value)))
    }

    @Test(
        arguments: [
            // 2020-12-31 to 2030-12-31 are 3652 days, to 2023-12-31 1095: 29.98 %.
            ("10.0", "20.0", "12.0", "20.0", "30.0", .behind), ("10.0", "20.0", "13.0", "30.0", "30.0", .onTrack),
            ("10.0", "20.0", "9.0", "-10.0", "30.0", .behind), ("10.0", "20.0", "21.0", "110.0", "30.0", .reached),
            // Fewer is better: (7 − 10) ÷ (4 − 10) = 50 %.
            ("10.0", "4.0", "7.0", "50.0", "30.0", .onTrack), ("10.0", "4.0", "4.0", "100.0", "30.0", .reached),
            ("10.0", "4.0", "11.5", "-25.0", "30.0", .behind), ("10.0", "10.0", "10.0", nil, "30.0", .undefined),
            // 29.98 %: shown as the time elapsed, and still behind it.
            ("0.000", "10000", "2998", "30.0", "30.0", .behind), ("0", "10000", "2999", "30.0", "30.0", .onTrack),
        ] as [(String, String, String, String?, String, IndicatorProgress.Standing)])
    func progress(
        baseline: String, target: String, value: String, percent: String?, elapsed: String,
        standing: IndicatorProgress.Standing
    ) throws {
        let progress = try #require(
            IndicatorProgress(
                value: dated("2023", value), baseline: dated("2020", baseline), target: dated("2030", target)))
        #expect(progress.progress?.description == percent)
        #expect(progress.timeElapsed.description == elapsed)
        #expect(progress.standing == standing)
    }

    @Test func theNextTargetCounts() throws {
        let targets = [try dated("2025", "20"), try dated("2030", "40")]
        func target(_ period: String) throws -> String? {
            try IndicatorProgress(
                value: dated(period, "15"), baseline: dated("2020", "10"), targets: targets
            )?.target.period.description
        }
        #expect(try target("2024-Q3") == "2025")
        #expect(try target("2025") == "2025")
        #expect(try target("2026") == "2030")
        #expect(try target("2035") == "2030")
        #expect(IndicatorProgress(value: try dated("2024", "1"), baseline: nil, targets: targets) == nil)
        #expect(IndicatorProgress(value: try dated("2024", "1"), baseline: try dated("2020", "1"), targets: []) == nil)
        // A target of the past, beside a baseline that is younger: no time lies between them.
        #expect(
            IndicatorProgress(
                value: try dated("2024", "1"), baseline: try dated("2030", "1"), target: try dated("2030", "2")) == nil)
    }

    @Test func numbersBeyondAllBoundsHaveNoProgress() throws {
        let huge = "999999999999999999"
        #expect(
            IndicatorProgress(
                value: try dated("2024", "-" + huge), baseline: try dated("2020", huge),
                target: try dated("2030", "999999999999999998")) == nil)
    }
}
