import Testing

@testable import Federation

/// The book that goes on entry by entry tells what follows from the state as a whole.
@Suite struct FigureBookTests {
    private static let towns = ["aa", "bb", "cc", "dd", "ee"]
    private static let periods = [
        "2018", "2019", "2023", "2024", "2024-H1", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025",
    ]

    /// A later version asks by year what was asked by quarter.
    private static func indicators(_ seed: UInt64, by frequency: String = "quarter") -> [JSONValue] {
        [
            Sample.indicator("count", kind: "index", rule: "count"), Sample.indicator("people", kind: "stock"),
            Sample.indicator(
                "share", kind: "ratio", rule: "ratio_of_sums", decimals: 2,
                ["factor": 100, "frequency": frequency, "time": "sum"]),
            Sample.indicator("sum", decimals: 1, ["frequency": frequency, "time": "mean", "minimum_coverage": 40]),
            Sample.indicator(
                "weighted", kind: "index", rule: "weighted_mean", decimals: 2,
                weight: ("people", seed.isMultiple(of: 2) ? "same" : "2024")),
            Sample.indicator("x-maximum", kind: "index", rule: "maximum", decimals: 6),
            Sample.indicator("x-median", kind: "index", rule: "median", decimals: 1),
            Sample.indicator("x-minimum", kind: "index", rule: "minimum", decimals: 2),
            Sample.indicator("x-none", kind: "index", rule: "none", decimals: 2),
        ]
    }

    @Test(arguments: 0..<24) func isWhatFollowsFromTheWholeState(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        var fixture = try Fixture.founded()
        var book = FigureBook(fixture.state)
        try fixture.publish(Self.indicators(seed), population: seed.isMultiple(of: 3) ? nil : "people")
        var taken = 0
        for step in 0..<90 {
            if try act(&fixture, seed, &generator) { taken += 1 }
            if Int.random(in: 0..<3, using: &generator) == 0 {
                _ = book.advance(to: fixture.state)
                expectSame(&book, fixture.state, "seed \(seed), step \(step)")
            }
        }
        _ = book.advance(to: fixture.state)
        expectSame(&book, fixture.state, "seed \(seed), end")
        #expect(taken > 30, "seed \(seed): of 90 acts only \(taken) were taken")
    }

    private func expectSame(_ book: inout FigureBook, _ state: FederationState, _ place: Comment) {
        let framework = state.currentFramework
        #expect(book.framework?.reference == framework?.reference, place)
        guard let framework else { return }
        #expect(book.isInForce == state.isInForce(framework), place)
        let whole = RegionalFigures(state, framework: framework.value)
        #expect(book.indicators.map(\.id) == framework.value.indicators.map(\.id), place)
        for (column, definition) in framework.value.indicators.enumerated() {
            let series = whole.series(definition)
            let expected = series.periods().map { series.figure(in: $0).figure }
            let told = book.figures(at: column)
            #expect(told == expected, place)
            // What was kept is told again.
            #expect(book.figures(at: column) == expected, place)
        }
    }

    /// One random act; false where the entry check refused it.
    private func act(_ fixture: inout Fixture, _ seed: UInt64, _ generator: inout SeededGenerator) throws -> Bool {
        let town = Self.towns.randomElement(using: &generator) ?? "aa"
        let period = Self.periods.filter { $0 >= "2023" }.randomElement(using: &generator) ?? "2024"
        let isMember = fixture.state.members[Fixture.tenant(town)] != nil
        do {
            switch Int.random(in: 0..<30, using: &generator) {
            case 0 where isMember:
                let from = ["2022-01-01", "2024-07-01", "2026-09-25", "2026-10-20"].randomElement(using: &generator)
                let role: Role = Bool.random(using: &generator) ? .pioneer : .supporter
                let until = Int.random(in: 0..<3, using: &generator) == 0 ? "2026-10-10" : nil
                try fixture.say(
                    .membership(fixture.membership(town, from: from ?? "2024-07-01", role: role, until: until)),
                    by: .office)
            case 1 where isMember:
                try fixture.suspend(town, from: "2024-12-01")
                if Bool.random(using: &generator) {
                    try fixture.admit(town, from: "2025", reason: .change, generation: 2)
                }
            case 2...3: fixture.offset += Int64.random(in: 1...20, using: &generator) * 86_400
            case 8 where fixture.state.frameworks.count < 3:
                let frequency = ["quarter", "year", "half"].randomElement(using: &generator) ?? "year"
                try fixture.publish(
                    Array(Self.indicators(seed, by: frequency).dropLast(2)),
                    population: seed.isMultiple(of: 2) ? "people" : nil)
            case 4...6 where isMember:
                let framework = fixture.state.frameworks.randomElement(using: &generator)
                try fixture.adopt(town, framework?.reference)
            case 7 where isMember: try fixture.withdraw(town, period)
            default:
                guard isMember else {
                    let from = ["2020", "2021", "2024", "2026-11"].randomElement(using: &generator) ?? "2020"
                    try fixture.admit(town, from: from, role: .pioneer)
                    try fixture.adopt(town)
                    return true
                }
                let adopted = fixture.state.adoptedFramework(of: Fixture.tenant(town))?.value
                try fixture.summarize(town, period, observations(adopted?.indicators ?? [], upTo: period, &generator))
            }
            return true
        } catch is Refusal {
            return false
        }
    }

    private func observations(
        _ definitions: [Indicator], upTo last: String, _ generator: inout SeededGenerator
    ) -> [Observation] {
        var observations: [Observation] = []
        for text in Self.periods {
            guard let period = Period(text), let end = Period(last), period.endsBy(end) else { continue }
            for definition in definitions
            where definition.frequency == period.frequency && Int.random(in: 0..<3, using: &generator) == 0 {
                observations.append(observation(definition.id.text, text, &generator))
            }
        }
        return observations.sorted { $0.key < $1.key }
    }

    private func observation(_ id: String, _ period: String, _ generator: inout SeededGenerator) -> Observation {
        let number = Int.random(in: 0...400, using: &generator)
        let level: Observation.Level = Int.random(in: 0...9, using: &generator) == 0 ? .district : .town
        let flags: [Observation.Flag] = Int.random(in: 0...6, using: &generator) == 0 ? [.provisional] : []
        switch Int.random(in: 0...11, using: &generator) {
        case 0: return gap(id, period, .missing)
        case 1: return gap(id, period, .notApplicable)
        default: break
        }
        if id == "share" { return parts(id, period, "\(number / 7)", "\(number)") }
        let decimals = ["sum": 1, "weighted": 2, "x-maximum": 6, "x-median": 1, "x-minimum": 2, "x-none": 2][id] ?? 0
        // Now and then one that no quick sum takes.
        let isHuge = Int.random(in: 0...40, using: &generator) == 0
        let units = Int64(number - (id == "people" ? 0 : 100)) * (isHuge && id != "people" ? 40_000_000_000_000 : 1)
        return value(
            id, period, ExactDecimal(units: units, decimals: decimals).description, flags: flags, level: level)
    }
}
