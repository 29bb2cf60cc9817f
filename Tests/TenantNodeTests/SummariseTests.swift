import Crypto
import Federation
import Testing

@testable import TenantNode

struct SummariseTests {
    private let approval = Summary.Approval(function: .mayor, isSelfApproved: false)

    private func make(
        _ period: String, _ rows: String = Fixtures.indicators, participation: [Summary.Participation] = [],
        earlier: [Period: (summary: Summary, sequence: Int64)] = [:]
    ) throws -> Summarise.Outcome {
        let framework = try Framework(canonicalBytes: Array(Fixtures.framework.utf8))
        return Summarise(
            strategy: try StrategyTables.read(Fixtures.strategy, over: StrategyDraft(), known: KnownFramework()),
            observations: try IndicatorTable.read(
                Array(rows.utf8), file: "x", known: KnownFramework(),
                today: try #require(CalendarDay("2026-10-05"))),
            participation: participation, framework: framework,
            reference: Reference(index: 1, sha256: SHA256.digest([])), period: try #require(Period(period)),
            earlier: earlier
        ).outcome(approval: approval)
    }

    private func keys(_ outcome: Summarise.Outcome) -> [String] {
        outcome.summary.observations.map { "\($0.indicator) \($0.period)" }
    }

    @Test func historyGoesWithTheFirstSummaryAndNotAgain() throws {
        let first = try make("2023")
        #expect(keys(first) == ["rate 2023"])
        let later = try make("2024", earlier: [first.summary.period: (first.summary, 1)])
        #expect(keys(later) == ["people 2024", "rate 2024", "share 2024"])
        #expect(keys(try make("2024")) == ["people 2024", "rate 2023", "rate 2024", "share 2024"])
    }

    @Test func changedHistoryGoesAgain() throws {
        let first = try make("2023")
        let changed = "indicator,period,value\nrate,2023,12.6\n"
        let later = try make("2024", changed, earlier: [first.summary.period: (first.summary, 1)])
        #expect(keys(later) == ["rate 2023"])
        // What counts is what was said last, whatever period it was said for.
        let back = try make(
            "2025", earlier: [first.summary.period: (first.summary, 1), later.summary.period: (later.summary, 2)])
        #expect(keys(back).contains("rate 2023"))
    }

    @Test func aRevisionHoldsWhatTheFirstOneHeld() throws {
        let first = try make("2024")
        let second = try make("2024", earlier: [first.summary.period: (first.summary, 1)])
        #expect(second.summary.revision == 2)
        #expect(keys(second) == keys(first))
    }

    @Test func nothingLaterThanThePeriod() throws {
        #expect(try make("2022").summary.observations.isEmpty)
        #expect(keys(try make("2024-Q2")) == ["rate 2023"])
    }

    @Test func smallCountsAreSuppressed() throws {
        let people = Summary.Participation(.people, .channel(.online), count: 4)
        let events = Summary.Participation(.events, .channel(.online), count: 4)
        let none = Summary.Participation(.people, .channel(.paper), count: 0)
        let outcome = try make("2024", participation: [people, events, none])
        let small = try #require(outcome.summary.observations.first { $0.indicator.text == "people" })
        #expect(small.status == .suppressed && small.value == nil)
        #expect(outcome.held.map { "\($0.cell)" } == ["people 2024", "people channel online"])
        #expect(outcome.held.allSatisfy { $0.reason == .smallCount(threshold: 5) })
        let words = SuppressionWords(
            framework: try Framework(canonicalBytes: Array(Fixtures.framework.utf8)), language: .german)
        #expect(
            outcome.held.map { "\(words.name(of: $0.cell)): \(words.reason($0.reason))" } == [
                "Kennzahl people, 2024: unter 5 Personen", "erreichte Personen, online: unter 5 Personen",
            ])
        #expect(outcome.summary.participation.map(\.count) == [4, nil, 0])
    }

    @Test func mapsMeasuresAndAddsCosts() throws {
        let outcome = try make("2024")
        let one = outcome.summary.measures[0]
        #expect(one.fields.map(\.text) == ["energy"] && one.goals.map(\.text) == ["save"])
        #expect(one.planned?.description == "1002.50" && one.spent?.description == "1.00")
        #expect(outcome.summary.measures[1].planned == nil)
        #expect(outcome.unmappedMeasures.map(\.text) == ["zwei"])
    }

    @Test func namesMissingCoreAndUnknownIndicators() throws {
        let outcome = try make("2024", "indicator,period,value\nrate,2024,1\ntrees,2024,1\n")
        #expect(outcome.missing.map(\.indicator.text) == ["people", "share"])
        #expect(outcome.unknownIndicators.map(\.text) == ["trees"])
    }

    @Test func tooManyDecimalsStandInTheWay() throws {
        let outcome = try make("2024", "indicator,period,value\nrate,2024,1.234\n")
        #expect(outcome.problems.count == 1)
        #expect(outcome.summary.observations.isEmpty)
    }

    @Test func whatComesOutIsCanonical() throws {
        let outcome = try make("2024")
        let read = try Summary(canonicalBytes: outcome.summary.canonicalBytes)
        #expect(read.canonicalBytes == outcome.summary.canonicalBytes)
        #expect(outcome.summary.canonicalBytes == (try make("2024")).summary.canonicalBytes)
    }

    /// No free text of the town reaches a summary.
    @Test func noMarkerLeavesTheHouse() throws {
        let text = String(decoding: try make("2024").summary.canonicalBytes, as: UTF8.self).lowercased()
        #expect(!text.contains("marke"))
        let all = Fixtures.strategy.values.map { String(decoding: $0, as: UTF8.self) }.joined() + Fixtures.indicators
        for number in 0...18 { #expect(all.lowercased().contains("marke\(number)"), "marker \(number) is not planted") }
    }
}
