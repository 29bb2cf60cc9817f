import Crypto
import Testing

@testable import Federation

/// What counts, kept up summary by summary, is what follows from the summaries that stand.
@Suite struct CountingObservationsTests {
    /// The rule itself: all summaries that stand in the order of the log, searched from the end.
    private struct Model {
        var standing: [Recorded<Summary>] = []
        var formerly: [Observation.Key: Observation] = [:]

        func told(_ key: Observation.Key) -> [(observation: Observation, summary: Recorded<Summary>)] {
            standing.flatMap { summary in
                summary.value.observations.filter { $0.key == key }.map { ($0, summary) }
            }
        }

        mutating func remove(_ summary: Recorded<Summary>) {
            standing.removeAll { $0.reference == summary.reference }
            for observation in summary.value.observations where observation.isPublic {
                if !told(observation.key).contains(where: \.observation.isPublic) {
                    formerly[observation.key] = observation
                }
            }
        }

        mutating func take(_ summary: Recorded<Summary>, replacing earlier: Recorded<Summary>?) {
            if let earlier { remove(earlier) }
            standing.append(summary)
            for observation in summary.value.observations where observation.isPublic {
                formerly[observation.key] = nil
            }
        }
    }

    private static let indicators = ["a", "b", "c", "d"]
    private static let periods = ["2023", "2024", "2024-H1", "2024-Q1", "2024-Q2", "2024-01", "2025"]

    /// Summaries of four reporting periods, revised and withdrawn at random, that speak of the same few things.
    @Test(arguments: 0..<20) func isWhatFollowsFromTheSummariesThatStand(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        var counting = CountingObservations()
        var model = Model()
        var current: [Period: Recorded<Summary>] = [:]
        for index in 0..<60 {
            let period = try #require(Period(String(2021 + Int.random(in: 0..<4, using: &generator))))
            let earlier = current[period]
            if let earlier, Int.random(in: 0..<5, using: &generator) == 0 {
                counting.remove(earlier)
                model.remove(earlier)
                current[period] = nil
            } else {
                let keepsKeys = Bool.random(using: &generator) ? earlier : nil
                let new = summary(Int64(index), period, like: keepsKeys, earlier, &generator)
                counting.take(new, replacing: earlier)
                model.take(new, replacing: earlier)
                current[period] = new
            }
            expectSame(counting, model, "seed \(seed), step \(index)")
        }
    }

    private func summary(
        _ index: Int64, _ period: Period, like other: Recorded<Summary>?, _ earlier: Recorded<Summary>?,
        _ generator: inout SeededGenerator
    ) -> Recorded<Summary> {
        var keys = other?.value.observations.map(\.key) ?? []
        if other == nil {
            for indicator in Self.indicators {
                for period in Self.periods where Int.random(in: 0..<3, using: &generator) == 0 {
                    keys.append(key(indicator, period))
                }
            }
        }
        let observations = keys.map { key in
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: Observation(key: key, status: .missing)
            case 1: Observation(key: key, status: .suppressed)
            case 2: Observation(key: key, status: .reported, value: ExactDecimal("1"), level: .district)
            default: Observation(key: key, status: .reported, value: ExactDecimal(units: index, decimals: 0))
            }
        }
        let reference = Reference(index: index, sha256: SHA256.digest([UInt8(index)]))
        let moment = Instant(secondsSince1970: 0)
        return Recorded(
            value: Summary(
                approval: Summary.Approval(function: .mayor, isSelfApproved: false), framework: reference, measures: [],
                observations: observations, participation: [], period: period,
                revision: (earlier?.value.revision ?? 0) + 1), reference: reference, issued: moment, received: moment)
    }

    private func expectSame(_ counting: CountingObservations, _ model: Model, _ step: Comment) {
        let keys = Self.indicators.flatMap { indicator in Self.periods.map { key(indicator, $0) } }
        let told = keys.sorted().compactMap { key in model.told(key).last }
        #expect(counting.count == told.count && counting.isEmpty == told.isEmpty, step)
        #expect(counting.indicators == Set(told.map(\.observation.indicator)), step)
        #expect(counting.suppressedCount == told.count { $0.observation.status == .suppressed }, step)
        for indicator in Self.indicators {
            let right = told.filter { $0.observation.indicator.text == indicator }
            #expect(
                Code(indicator).map { counting[$0].map(Self.words) }
                    == right.map { Self.words($0.observation, $0.summary) }, step)
        }
        for key in keys {
            let right = model.told(key).map { Self.words($0.observation, $0.summary) }
            #expect(counting.standing(key).map(Self.words) == right, step)
            #expect(counting[key].map(Self.words) == right.last, step)
            #expect(counting.formerly[key]?.canonicalBytes == model.formerly[key]?.canonicalBytes, step)
        }
    }

    private static func words(_ counting: CountingObservation) -> String {
        "\(String(decoding: counting.observation.canonicalBytes, as: UTF8.self)) \(counting.summary) \(counting.revision)"
    }

    private static func words(_ observation: Observation, _ summary: Recorded<Summary>) -> String {
        words(
            CountingObservation(
                observation: observation, summary: summary.reference, revision: summary.value.revision))
    }
}
