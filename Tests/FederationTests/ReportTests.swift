import Testing

@testable import Federation

/// Editions of a report, its bundles, and who was on time.
@Suite struct ReportTests {
    private let period = Period("2024")

    private func running(_ indicators: [JSONValue]? = nil) throws -> Fixture {
        try Fixture.running(
            ["aa", "bb", "cc"], indicators: indicators ?? [Sample.indicator("x"), Sample.indicator("y")],
            population: nil)
    }

    /// Signs the next edition; what follows has changed since.
    private func publish(_ fixture: inout Fixture) throws {
        let period = try #require(period)
        let isFirst = fixture.state.reports[period] == nil
        try fixture.say(
            .report(fixture.state.report(period: period, reason: isFirst ? "" : "Another edition")), by: .office)
    }

    private func changes(_ fixture: Fixture) throws -> [String] {
        try fixture.state.report(period: #require(period), reason: "Why").changes.map { change in
            "\(change.indicator) \(change.period): \(change.before?.description ?? "-") "
                + "\(change.after?.description ?? "-") \(change.reasons.map(\.rawValue).joined(separator: " "))"
        }
    }

    // MARK: Editions

    @Test func aNewEditionSaysWhy() throws {
        var fixture = try running()
        let period = try #require(period)
        try fixture.summarize("aa", "2024", [value("x", "2024", "7")])
        #expect(throws: Refusal(.value, "")) {
            try fixture.say(.report(fixture.state.report(period: period, reason: "No reason")), by: .office)
        }
        try publish(&fixture)
        do {
            try fixture.say(.report(fixture.state.report(period: period)), by: .office)
            Issue.record("taken")
        } catch let refusal as Refusal {
            #expect(refusal.code == .value && refusal.field == "body.reason")
            #expect(refusal.reason == "A new edition of a report says why it is made")
        }
        try publish(&fixture)
        let editions = try #require(fixture.state.reports[period]).map(\.value)
        #expect(editions.map(\.edition) == [1, 2])
        #expect(editions.map(\.reason) == ["", "Another edition"])
        #expect(editions.allSatisfy { $0.changes.isEmpty })
    }

    @Test func whatHasChangedAndWhy() throws {
        var fixture = try running()
        try fixture.summarize("aa", "2024", [value("x", "2024", "7"), value("y", "2024", "1")])
        try fixture.summarize("bb", "2024", [value("x", "2024", "2")])
        try publish(&fixture)
        #expect(try changes(fixture) == [])
        try fixture.summarize("cc", "2024", [value("x", "2024", "10")])
        #expect(try changes(fixture) == ["x 2024: 9 19 late"])
        try fixture.summarize("aa", "2024", [value("x", "2024", "8"), value("y", "2024", "1")])
        // y is the same number, but now a revised one.
        #expect(try changes(fixture) == ["x 2024: 9 20 late revised", "y 2024: 1 1 revised"])
        try publish(&fixture)
        #expect(try changes(fixture) == [])
        // A revision that leaves something out.
        try fixture.summarize("aa", "2024", [value("x", "2024", "8")])
        #expect(try changes(fixture) == ["y 2024: 1 - revised"])
        try publish(&fixture)
        try fixture.suspend("bb", from: "2024-06-30")
        #expect(try changes(fixture) == ["x 2024: 20 18 membership"])
        try publish(&fixture)
        try fixture.publish([
            Sample.indicator("x", kind: "index", rule: "maximum"), Sample.indicator("y"), Sample.indicator("z"),
        ])
        #expect(try changes(fixture) == [])
        for town in ["aa", "cc"] { try fixture.adopt(town) }
        #expect(try changes(fixture) == ["x 2024: 18 10 framework"])
    }

    @Test func aWithdrawalIsAReason() throws {
        var fixture = try running()
        let reference = try fixture.summarize("aa", "2024", [value("x", "2024", "7")])
        try fixture.summarize("bb", "2024", [value("x", "2024", "2")])
        try publish(&fixture)
        try fixture.say(
            .withdrawal(Withdrawal(period: #require(period), reason: .error, summary: reference)),
            by: .tenant(Fixture.tenant("aa")))
        #expect(try changes(fixture) == ["x 2024: 9 2 withdrawn"])
    }

    @Test func otherPopulationFiguresChangeTheCoverageOnly() throws {
        var fixture = try Fixture.running(
            ["aa", "bb"], indicators: [Sample.indicator("people", kind: "stock"), Sample.indicator("x")],
            population: "people")
        try fixture.summarize("aa", "2024", [value("x", "2024", "7"), value("people", "2023", "100")])
        try fixture.summarize("bb", "2024", [value("people", "2023", "100")])
        try publish(&fixture)
        try fixture.summarize("bb", "2023", [value("people", "2023", "300")])
        #expect(
            try changes(fixture) == [
                "people 2023: 200 400 late", "x 2024: 7 7 population",
            ])
    }

    @Test func everythingButTheReasonIsRecomputed() throws {
        var fixture = try running()
        try fixture.summarize("aa", "2024", [value("x", "2024", "7")])
        try publish(&fixture)
        try fixture.summarize("bb", "2024", [value("x", "2024", "2")])
        let whole = try JSONValue(
            canonicalBytes: fixture.state.report(period: #require(period), reason: "A town was late").canonicalBytes)
        for (path, other) in [
            ("changes", json([])), ("changes.0.before", json("8")), ("changes.0.reasons", json([])),
            ("bundles.0.progress", json(1)), ("towns.0.on_time", json(true)), ("figures.0.weight", Sample.referenceKey),
        ] {
            let spoiled = try RegionalReport(canonicalBytes: whole.replacing(path, with: other).canonicalBytes)
            #expect(throws: Refusal(.report, ""), "\(path)") { try fixture.say(.report(spoiled), by: .office) }
        }
        try fixture.say(.report(RegionalReport(canonicalBytes: whole.canonicalBytes)), by: .office)
    }

    // MARK: Towns and bundles

    /// Due 90 days after the period: a first summary in time stays in time, however late its correction.
    @Test func onTime() throws {
        var fixture = try running()
        let due = FederationState.dueDay(of: try #require(Period("2026-Q2")), fixture.state.frameworks[0].value)
        #expect(due.description == "2026-09-28")
        // The fixture's log begins on 2026-09-21.
        try fixture.summarize("aa", "2026-Q2", [])
        try fixture.summarize("aa", "2026-Q1", [])
        try fixture.summarize("aa", "2026-Q2", [gap("x", "2024", .missing)])
        func onTime(_ period: String) throws -> [Bool?] {
            try fixture.state.report(period: #require(Period(period))).towns.map(\.onTime)
        }
        #expect(try onTime("2026-Q2") == [true, nil, nil])
        #expect(try onTime("2026-Q1") == [false, nil, nil])
    }

    @Test func bundlesJoinWhatTheirTownsSay() throws {
        var fixture = try running()
        let bundle = try #require(Code("bundle"))
        func measure(
            _ id: String, in bundle: Code?, _ status: MeasureStatus, planned: Int64, progress: Int64? = nil
        ) throws -> Summary.MeasureState {
            Summary.MeasureState(
                bundle: bundle, fields: [], goals: [], id: try #require(Code(id)),
                planned: ExactDecimal(units: planned, decimals: 2), progress: progress, spent: nil, status: status)
        }
        try fixture.summarize(
            "bb", "2024", [],
            measures: [
                measure("m1", in: bundle, .running, planned: 150, progress: 40),
                measure("m2", in: nil, .done, planned: 9),
                measure("m3", in: bundle, .running, planned: 250),
            ])
        try fixture.summarize("aa", "2023", [], measures: [measure("m1", in: bundle, .planned, planned: 100)])
        try fixture.summarize(
            "aa", "2025", [], measures: [measure("m1", in: bundle, .done, planned: 100, progress: 100)])
        func standing(_ period: String?) throws -> BundleStanding {
            let framework = fixture.state.frameworks[0].value
            let standings = fixture.state.bundleStandings(of: framework, upTo: period.flatMap { Period($0) })
            #expect(standings.count == 1)
            return try #require(standings.first)
        }
        let then = try standing("2024")
        #expect(then.towns.map(\.text) == ["aa", "bb"])
        #expect(
            then.measures.map { "\($0.status.rawValue) \($0.count) \($0.planned)" } == [
                "planned 1 1.00", "running 2 4.00",
            ])
        #expect(then.progress == 1)
        let now = try standing(nil)
        #expect(now.measures.map { "\($0.status.rawValue) \($0.count)" } == ["done 1", "running 2"])
        #expect(now.progress == 2)
        #expect(try standing("2022").towns.isEmpty)
        #expect(
            try fixture.state.report(period: #require(Period("2024"))).bundles.map(\.canonicalBytes) == [
                then.canonicalBytes
            ])
    }
}
