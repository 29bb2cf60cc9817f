import Crypto
import Testing

@testable import Federation

/// The state follows from the bytes of the log and from nothing else.
@Suite struct ReplayTests {
    /// Reads a log as an auditor does: from bytes alone.
    static func replay(_ log: [Fixture.Logged], origin: String = Fixture.origin) throws -> FederationState {
        var state = FederationState(origin: origin)
        for logged in log {
            let entry = try LogEntry(canonicalBytes: logged.leaf)
            let unverified = try UnverifiedStatement(logged.statement)
            let declared = unverified.declaredKeys.first { $0.thumbprint == unverified.jws.keyID }
            let key: PublicKey
            if state.size == 0, let declared { key = declared } else { key = try state.key(unverified.jws.keyID) }
            state.apply(try state.check(try unverified.verified(by: key), as: entry))
        }
        return state
    }

    static let indicators = [
        Sample.indicator("people", kind: "stock"), Sample.indicator("x", ["minimum_coverage": 40]),
        Sample.indicator("r", kind: "index", rule: "weighted_mean", decimals: 2, weight: ("people", "2022")),
        Sample.indicator("s", kind: "ratio", rule: "ratio_of_sums", decimals: 1, ["factor": 100]),
        Sample.indicator("m", kind: "index", rule: "median", decimals: 1),
    ]

    static func observations(using generator: inout SeededGenerator) -> [Observation] {
        var observations: [Observation] = []
        for year in 2019...2024 {
            for indicator in ["people", "x", "r", "s", "m"] where Bool.random(using: &generator) {
                let number = Int.random(in: 0...500, using: &generator)
                let level: Observation.Level = Int.random(in: 0...9, using: &generator) == 0 ? .district : .town
                let text = ["r": "\(number).25", "m": "\(number).5"][indicator] ?? "\(number)"
                switch Int.random(in: 0...5, using: &generator) {
                case 0:
                    let status = [Observation.Status.missing, .suppressed, .notApplicable][number % 3]
                    observations.append(gap(indicator, "\(year)", status))
                default:
                    observations.append(
                        indicator == "s"
                            ? parts("s", "\(year)", "\(number)", "\(number * 3 % 700)")
                            : value(
                                indicator, "\(year)", text, flags: number % 7 == 0 ? [.estimated] : [], level: level))
                }
            }
        }
        return observations
    }

    @Test(arguments: 1...6) func theLogReadAgainGivesTheSameState(seed: Int) throws {
        var generator = SeededGenerator(state: UInt64(seed))
        let towns = ["aa", "bb", "cc", "dd"]
        var fixture = try Fixture.running(towns, indicators: Self.indicators, population: "people")
        var generations: [String: Int] = [:]
        for _ in 0..<25 {
            let town = try #require(towns.randomElement(using: &generator))
            let tenant = Fixture.tenant(town)
            let suspended = fixture.state.members[tenant]?.isSuspended ?? true
            switch Int.random(in: 0...11, using: &generator) {
            case 0 where !suspended:
                try fixture.suspend(town, from: "202\(Int.random(in: 3...6, using: &generator))-06-30")
            case 0...2 where suspended:
                let generation = (generations[town] ?? 1) + 1
                generations[town] = generation
                try fixture.admit(town, from: "2024", reason: .change, generation: generation)
            case 1:
                try fixture.publish(Self.indicators, population: "people")
            case 2, 3:
                let period = try #require(Period("2024"))
                let reason = fixture.state.reports[period] == nil ? "" : "Corrected"
                try fixture.say(.report(fixture.state.report(period: period, reason: reason)), by: .office)
            case 4 where !suspended: try fixture.adopt(town)
            default:
                let period = "202\(Int.random(in: 0...4, using: &generator))"
                let own = Self.observations(using: &generator).filter { $0.period.endsBy(Period(period) ?? $0.period) }
                let member = try #require(fixture.state.members[tenant])
                if !suspended, member.isMember(on: try #require(Period(period)).lastDay) {
                    try fixture.summarize(town, period, own)
                }
            }
        }
        let again = try Self.replay(fixture.log)
        #expect(Fixture.digest(again) == Fixture.digest(fixture.state))
        // However little may be read ahead, it goes on.
        var slow = Replay(origin: Fixture.origin, bytesAhead: 1)
        slow.take(fixture.log.map { Replay.Item(entry: $0.leaf, statement: $0.statement) })
        #expect(slow.faults.isEmpty && Fixture.digest(slow.state) == Fixture.digest(again))
        let period = try #require(Period("2024"))
        #expect(try again.report(period: period).canonicalBytes == fixture.state.report(period: period).canonicalBytes)
        // Counting observations are what the rule of section 9.1 says when it is applied to the whole log.
        for (tenant, counting) in fixture.state.observations {
            var expected: [Observation.Key: Reference] = [:]
            for summary in (fixture.state.summaries[tenant] ?? [:]).values.sorted(by: { $0.index < $1.index }) {
                for observation in summary.value.observations { expected[observation.key] = summary.reference }
            }
            #expect(counting.count == expected.count)
            for (key, summary) in expected { #expect(counting[key]?.summary == summary, "\(key)") }
            for indicator in counting.indicators {
                let periods = counting[indicator].map(\.observation.period)
                #expect(periods == periods.sorted() && !periods.isEmpty)
            }
        }
    }

    @Test func theOrderOfTownsDoesNotMatter() throws {
        let towns = ["aa", "bb", "cc", "dd", "ee"]
        var generator = SeededGenerator(state: 99)
        let said = towns.map { ($0, Self.observations(using: &generator)) }
        var figures: Set<[UInt8]> = []
        for _ in 0..<6 {
            var fixture = try Fixture.running(towns, indicators: Self.indicators, population: "people")
            for (town, observations) in said.shuffled(using: &generator) {
                try fixture.summarize(town, "2024", observations)
            }
            let report = try JSONValue(
                canonicalBytes: fixture.state.report(period: #require(Period("2024"))).canonicalBytes)
            figures.insert(report["figures"].canonicalBytes + report["measures"].canonicalBytes)
        }
        #expect(figures.count == 1)
        #expect(try #require(figures.first).count > 1000)
    }

    @Test func aReportIsItsOwnRecomputation() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators, population: "people")
        let period = try #require(Period("2024"))
        let early = try fixture.state.report(period: period)
        #expect(early.figures.isEmpty)
        try fixture.summarize("aa", "2024", [value("x", "2024", "7"), value("x", "2023", "6")])
        #expect(throws: Refusal(.report, "")) { try fixture.say(.report(early), by: .office) }
        let first = try fixture.state.report(period: period)
        #expect(first.size == fixture.state.size)
        #expect(first.edition == 1)
        #expect(first.figures.map { "\($0.indicator) \($0.period)" } == ["x 2023", "x 2024"])
        #expect(first.towns.map(\.observations) == [2, 0])
        #expect(try fixture.say(.report(first), by: .office).index == first.size)
        #expect(throws: Refusal(.report, "")) { try fixture.say(.report(first), by: .office) }
        let second = try fixture.state.report(period: period, reason: "Corrected")
        #expect(second.edition == 2)
        try fixture.say(.report(second), by: .office)
        let earlier = try fixture.state.report(period: #require(Period("2023")))
        #expect(earlier.edition == 1)
        #expect(earlier.figures.map { "\($0.indicator) \($0.period)" } == ["x 2023"])
        #expect(fixture.state.reports[period]?.count == 2)
        #expect(try Self.replay(fixture.log).reports[period]?.count == 2)
    }

    @Test func anyChangeOfALogIsFound() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        try fixture.summarize("aa", "2024", [value("x", "2024", "7")])
        try fixture.summarize("bb", "2024", [value("x", "2024", "8")])
        let log = fixture.log
        #expect(throws: Never.self) { try Self.replay(log) }
        #expect(throws: Refusal.self) { try Self.replay(log, origin: "other.example/log") }
        for index in log.indices.dropLast() {
            // The end of a chain can be left out without a trace in the statements: there the tree is the guard.
            if index < log.count - 2 {
                #expect(throws: Refusal.self) { try Self.replay(Array(log[..<index] + log[(index + 1)...])) }
            }
            #expect(throws: Refusal.self) { try Self.replay(Array(log[...index] + log[index...])) }
            var swapped = log
            swapped.swapAt(index, index + 1)
            #expect(throws: Refusal.self) { try Self.replay(swapped) }
            var crossed = log
            crossed[index] = Fixture.Logged(leaf: log[index].leaf, statement: log[index + 1].statement)
            #expect(throws: Refusal.self) { try Self.replay(crossed) }
        }
    }

    // Whether such a key was found in time depended on the threads, and with it what the fault said.
    @Test func aKeyThatOnlyARefusedEntryDeclaresStaysUnknown() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        for number in 1...61 { try fixture.summarize("aa", "2024", [value("x", "2024", "\(number)")]) }
        var items = fixture.log.map { Replay.Item(entry: $0.leaf, statement: $0.statement) }
        let admission = try #require(
            items.firstIndex { item in
                guard case .admission(let body)? = (try? UnverifiedStatement(item.statement ?? []))?.statement.body
                else {
                    return false
                }
                return body.tenant == Fixture.tenant("aa")
            })
        var spoiled = try #require(items[admission].statement)
        let signature = try #require(spoiled.lastIndex(of: 0x2E)) + 1
        spoiled[signature] = spoiled[signature] == 0x41 ? 0x42 : 0x41
        items[admission] = Replay.Item(entry: items[admission].entry, statement: spoiled)
        for _ in 0..<20 {
            var replay = Replay(origin: Fixture.origin)
            replay.take(items)
            let ofTown = replay.faults.filter { $0.issuer == .tenant(Fixture.tenant("aa")) }
            #expect(ofTown.count >= 61)
            #expect(ofTown.allSatisfy { $0.refusal.code == .unknownKey })
        }
    }

    // An empty batch once asked for a range that ends before it begins.
    @Test func anEmptyBatchChangesNothing() {
        var replay = Replay(origin: Fixture.origin)
        replay.take([])
        #expect(replay.state.size == 0)
        #expect(replay.faults.isEmpty)
    }
}
