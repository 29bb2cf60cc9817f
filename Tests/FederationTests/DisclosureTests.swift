import Testing

@testable import Federation

/// The hub refuses a summary from which one of its suppressed cells can be recovered, and only such a one.
@Suite struct DisclosureTests {
    static let indicators = [
        Sample.indicator("t", ["parts": ["a", "b"]]), Sample.indicator("a"), Sample.indicator("b"),
    ]

    private func running() throws -> Fixture { try Fixture.running(["aa"], indicators: Self.indicators) }

    private let hiddenA = gap("a", "2024", .suppressed)
    private let hiddenB = gap("b", "2024", .suppressed)

    private func refuses(
        _ fixture: inout Fixture, _ period: String, _ observations: [Observation], naming cell: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let before = fixture.state.size
        do {
            try fixture.summarize("aa", period, observations)
            Issue.record("taken", sourceLocation: sourceLocation)
        } catch let refusal as Refusal {
            #expect(refusal.code == .recoverable, sourceLocation: sourceLocation)
            #expect(
                refusal.reason
                    == "\(cell) is suppressed, but follows from what aa publishes: another cell of the same sum must be "
                    + "suppressed, too", sourceLocation: sourceLocation)
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
        #expect(fixture.state.size == before, sourceLocation: sourceLocation)
    }

    @Test func fromItsOwnSum() throws {
        var fixture = try running()
        refuses(&fixture, "2024", [value("t", "2024", "20"), hiddenA, value("b", "2024", "17")], naming: "a 2024")
        refuses(
            &fixture, "2024", [gap("t", "2024", .suppressed), value("a", "2024", "3"), value("b", "2024", "17")],
            naming: "t 2024")
        // Nothing is left of a sum whose other part is all of it.
        refuses(&fixture, "2024", [value("t", "2024", "0"), hiddenA, hiddenB], naming: "a 2024")
        try fixture.summarize("aa", "2024", [value("t", "2024", "20"), hiddenA, hiddenB])
        #expect(try fixture.figure("a", "2024").suppressed == 1)
        #expect(try fixture.figure("a", "2024").value == nil)
    }

    @Test func whatDoesNotApplyAddsNothing() throws {
        var fixture = try running()
        refuses(
            &fixture, "2024", [value("t", "2024", "20"), hiddenA, gap("b", "2024", .notApplicable)], naming: "a 2024")
        // What is missing may be anything.
        try fixture.summarize("aa", "2024", [value("t", "2024", "20"), hiddenA, gap("b", "2024", .missing)])
        refuses(&fixture, "2025", [value("b", "2024", "17")], naming: "a 2024")
    }

    @Test func fromAnotherSummaryThatStands() throws {
        var fixture = try running()
        try fixture.summarize("aa", "2024", [value("t", "2024", "20"), hiddenA, hiddenB])
        refuses(&fixture, "2025", [value("b", "2024", "17")], naming: "a 2024")
        // The total gone, the summary is sound by itself; the log still tells the total.
        refuses(&fixture, "2024", [hiddenA, value("b", "2024", "17")], naming: "a 2024")
    }

    @Test func fromARevisionThatWasReplaced() throws {
        var fixture = try running()
        try fixture.summarize("aa", "2024", [value("t", "2024", "20"), hiddenA, hiddenB])
        try fixture.summarize("aa", "2024", [hiddenA, hiddenB])
        refuses(&fixture, "2024", [hiddenA, value("b", "2024", "17")], naming: "a 2024")
        // The total has become another one: then the old one says nothing any more.
        try fixture.summarize("aa", "2024", [value("t", "2024", "31"), hiddenA, hiddenB])
        try fixture.summarize("aa", "2024", [gap("t", "2024", .missing), hiddenA, hiddenB])
        refuses(&fixture, "2024", [hiddenA, value("b", "2024", "30")], naming: "a 2024")
        // More than the total that was once published: that total is out of date, nothing follows from it.
        try fixture.summarize("aa", "2024", [hiddenA, value("b", "2024", "33")])
    }

    /// A revision that holds back what was missing before: what it hides must be looked after from then on.
    @Test func fromASummaryBesideARevisionThatHides() throws {
        var fixture = try running()
        let total = value("t", "2024", "20")
        try fixture.summarize("aa", "2024", [total, gap("a", "2024", .missing), gap("b", "2024", .missing)])
        try fixture.summarize("aa", "2024", [total, hiddenA, gap("b", "2024", .missing)])
        refuses(&fixture, "2025", [value("b", "2024", "17")], naming: "a 2024")
    }

    /// A town may hold back what it once published: nothing is gained by refusing that.
    @Test func whatIsKnownAnyway() throws {
        var fixture = try running()
        try fixture.summarize(
            "aa", "2024", [value("t", "2024", "20"), value("a", "2024", "8"), value("b", "2024", "12")])
        try fixture.summarize("aa", "2024", [value("t", "2024", "20"), hiddenA, value("b", "2024", "12")])
        try fixture.summarize("aa", "2024", [value("t", "2024", "20"), hiddenA, hiddenB])
        // But a number that is new is new.
        refuses(&fixture, "2024", [value("t", "2024", "20"), hiddenA, value("b", "2024", "16")], naming: "a 2024")
    }

    /// A count of people must not turn out to be one that is suppressed for its size.
    @Test func nobodyLearnsThatACountIsSmall() throws {
        var fixture = try Fixture.running(
            ["aa"],
            indicators: [
                Sample.indicator("t", ["parts": ["a", "b"]]), Sample.indicator("u", ["parts": ["a", "c"]]),
                Sample.indicator("a", ["threshold": 5]), Sample.indicator("b", ["maximum": "19"]),
                Sample.indicator("c", ["minimum": "6"]),
            ])
        let others = [gap("b", "2024", .suppressed), gap("c", "2024", .suppressed)]
        // a ≥ 20 − 19 = 1 and a ≤ 10 − 6 = 4.
        refuses(
            &fixture, "2024", [value("t", "2024", "20"), value("u", "2024", "10"), hiddenA] + others, naming: "a 2024")
        try fixture.summarize("aa", "2024", [value("t", "2024", "20"), value("u", "2024", "11"), hiddenA] + others)
    }

    /// What the node makes of any numbers passes the entry check, revision after revision.
    @Test(arguments: 0..<12) func theHubTakesWhatTheNodeHoldsBack(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        let indicators =
            [("t", ["b", "u", "v"]), ("u", ["c", "d"]), ("v", ["d", "e"])].map {
                Sample.indicator($0.0, ["parts": $0.1, "threshold": 5])
            } + ["b", "c", "d", "e"].map { Sample.indicator($0, ["threshold": 5]) }
        var fixture = try Fixture.running(["aa"], indicators: indicators)
        let framework = try #require(fixture.state.frameworks.first?.value)
        var published: [Observation.Key: Observation] = [:]
        for round in 0..<8 {
            var numbers: [String: Int] = [:]
            for leaf in ["b", "c", "d", "e"] { numbers[leaf] = Int.random(in: 0...12, using: &generator) }
            for (sum, parts) in [("u", ["c", "d"]), ("v", ["d", "e"]), ("t", ["b", "u", "v"])] {
                numbers[sum] = parts.reduce(0) { $0 + (numbers[$1] ?? 0) }
            }
            let truth = numbers.sorted { $0.key < $1.key }.map { value($0.key, "2024", String($0.value)) }
            let held = Suppression(framework: framework, observations: truth, published: published)
            let cells = Set(held.held.map(\.cell))
            let observations = truth.map { observation in
                cells.contains(.observation(observation.key))
                    ? Observation(key: observation.key, status: .suppressed) : observation
            }
            // Into one of two reporting periods, so that revisions and other summaries both come into play.
            try fixture.summarize("aa", round % 3 == 2 ? "2025" : "2024", observations)
            let known = try #require(fixture.state.observations[Fixture.tenant("aa")])
            for observation in truth {
                let told = known.standing(observation.key).last { $0.observation.isPublic }?.observation
                published[observation.key] = told ?? known.formerly[observation.key]
            }
        }
    }
}
