import Testing

@testable import Pages

@Suite struct ChartTests {
    @Test(arguments: [
        ([0.0, 41.9], true, ["0", "10", "20", "30", "40", "50"]),
        ([0.12, 0.31], false, ["0.0", "0.1", "0.2", "0.3", "0.4"]),
        ([95.0, 105.0], false, ["94", "96", "98", "100", "102", "104", "106"]),
        ([5.0], true, ["0", "1", "2", "3", "4", "5"]),
        ([-3.5, 4.25], true, ["-4", "-2", "0", "2", "4", "6"]),
        ([1_200_000], true, ["0", "500000", "1000000", "1500000"]),
    ])
    func ticksAreRound(_ values: [Double], _ fromZero: Bool, _ expected: [String]) {
        #expect(NiceAxis(values, fromZero: fromZero, tickCount: 5).ticks.map(\.canonical) == expected)
    }

    /// Every value lies between the first and the last tick, and each tick's text is its value.
    @Test func axisCoversItsValues() throws {
        var generator = SeededGenerator(state: 3)
        for _ in 0..<2000 {
            let scale: Double = [1e-4, 0.01, 1, 1e3, 1e9, 1e15].randomElement(using: &generator) ?? 1
            let count = Int.random(in: 0...5, using: &generator)
            let values: [Double] = (0..<count).map { _ in
                Double.random(in: -1...1, using: &generator) * scale
            }
            let axis = NiceAxis(values, fromZero: Bool.random(using: &generator), tickCount: 5)
            #expect(axis.low < axis.high && (2...20).contains(axis.ticks.count))
            for value in values {
                #expect(axis.place(value, from: 0, to: 1) >= -1e-6 && axis.place(value, from: 0, to: 1) <= 1 + 1e-6)
            }
            for tick in axis.ticks {
                let read = try #require(Double(tick.canonical))
                #expect(abs(read - tick.value) <= abs(axis.high - axis.low) * 1e-9)
            }
        }
    }

    @Test func wrappingKeepsWithinItsRoom() {
        for layout in ChartLayout.allCases {
            for text in Gallery.hostile + ["", "Menden (Sauerland)", String(repeating: "W", count: 400)] {
                for width in [5.0, 40, 120] {
                    let lines = layout.lines(of: text, width: width)
                    #expect(lines.count <= 2)
                    if width >= 40 { for line in lines { #expect(layout.width(of: line) <= width + 0.01) } }
                }
            }
        }
    }

    @Test func missingPeriodsAreGapsAndNeverZero() {
        let chart = LineChart(
            id: "x", text: ChartText(title: "t", subtitle: "", source: ""),
            periods: ["2020", "2021", "2022", "2023", "2024"],
            series: [
                .init(
                    "Olpe",
                    [.value(1, text: "1"), .value(2, text: "2"), .missing, .value(3, text: "3"), .value(4, text: "4")])
            ])
        let text = String(decoding: HTML.fragment(chart.drawing(.wide, .german).marks).rendered(), as: UTF8.self)
        #expect(text.split(separator: "class=\"mark-line\"").count - 1 == 2)
        #expect(chart.notes(.german) == [Phrase.gapIsMissing(.german)])
        #expect(String(decoding: chart.table(.german).html(.german).rendered(), as: UTF8.self).contains("keine Angabe"))
    }

    @Test func endLabelsDoNotOverlap() throws {
        let series = (0..<6).map { LineChart.Series("Kommune \($0)", [.value(1, text: "1"), .value(2, text: "2")]) }
        let chart = LineChart(
            id: "x", text: ChartText(title: "t", subtitle: "", source: ""), periods: ["2020", "2021"], series: series)
        for layout in ChartLayout.allCases {
            let text = String(decoding: HTML.fragment(chart.drawing(layout, .german).marks).rendered(), as: UTF8.self)
            let places = text.split(separator: "<text ").filter { $0.contains("mark-label") }.compactMap { piece in
                piece.split(separator: "y=\"").dropFirst().first.flatMap { Double($0.prefix { $0 != "\"" }) }
            }.sorted()
            #expect(places.count >= 6)
            for (upper, lower) in zip(places, places.dropFirst()) { #expect(lower - upper >= 15.9) }
        }
    }

    @Test func signsAreFourDifferentWords() {
        for language in Language.allCases {
            let words = [ChartPoint.missing, .suppressed, .notApplicable, .decimal("0", language)].map {
                $0.words(language)
            }
            #expect(Set(words).count == 4)
        }
    }

    @Test func coordinatesAreAlwaysNumbers() {
        #expect(Coordinate.text(.nan) == "0")
        #expect(Coordinate.text(-.infinity) == "0")
        #expect(Coordinate.text(1e300) == "100000")
        #expect(Coordinate.text(-0.04) == "0")
        #expect(Coordinate.text(-1.25) == "-1.3")
    }
}
