import Foundation
import FoundationXML
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

    /// Every value is in exactly one class, and the class's limits hold it.
    @Test func classesHoldAllValues() {
        var generator = SeededGenerator(state: 11)
        for round in 0..<300 {
            let scale: Double = [0.01, 1, 1e4].randomElement(using: &generator) ?? 1
            let values = (0..<Int.random(in: 1...400, using: &generator)).map { _ in
                // Whole multiples of a step fall on limits.
                Double(Int.random(in: -50...50, using: &generator)) * scale / 10
            }
            let classes = ValueClasses(values, limit: round % 2 == 0 ? 16 : 6)
            #expect(classes.counts.reduce(0, +) == values.count)
            #expect(classes.counts.count <= (round % 2 == 0 ? 16 : 6))
            for value in values { #expect(classes.place(of: value) != nil) }
        }
        // A decimal is no multiple of a step in floating point, and belongs to the class above its limit all the same.
        let tenths = ValueClasses((0...60).map { Double($0) / 10 }, limit: 16)
        for place in tenths.edges.indices.dropLast() {
            #expect(Double(tenths.edges[place].canonical).flatMap { tenths.place(of: $0) } == place)
        }
    }

    /// Where most lie close together and a few far away, classes widen and say so.
    @Test func classesWidenForFewGiants() {
        let values = (0..<1000).map { (place: Int) -> Double in
            place < 990 ? Double(100 + place * 9) : Double(place * 1000)
        }
        let classes = ValueClasses(values)
        #expect(!classes.isEven && classes.counts.reduce(0, +) == 1000)
        #expect((classes.counts.max() ?? 0) < 700)
        #expect(ValueClasses((0..<1000).map { Double($0) }).isEven)
    }

    /// The pages of a list are drawn on one scale, whatever is on them.
    @Test func panelsShareTheScaleOfAll() {
        func ticks(_ value: Double) -> [String] {
            let chart = SmallMultiples(
                id: "x", text: ChartText(title: "t", subtitle: "", source: ""), periods: ["2020", "2021"],
                panels: [.init("Olpe", [.value(value, text: "a"), .value(value, text: "b")])], rowHeader: "",
                scale: (0, 90))
            return rendered(chart.drawing(.wide, .german)).split(separator: "chart-muted\">").dropFirst().prefix(2).map
            {
                String($0.prefix { $0 != "<" })
            }
        }
        #expect(ticks(3) == ["0", "100"])
        #expect(ticks(80) == ticks(3))
    }

    /// What the narrow drawing places, the wide one beside it holds, once.
    @Test func panelsAreDrawnOnceForBothRooms() throws {
        let points: [ChartPoint] = [.value(3, text: "3"), .missing, .value(5, text: "5"), .value(4, text: "4")]
        let chart = SmallMultiples(
            id: "x", text: ChartText(title: "t", subtitle: "", source: ""),
            periods: ["2020", "2021", "2022", "2023"],
            panels: [.init("Olpe", points), .init("Soest", [.missing, .value(2, text: "2")])], rowHeader: "",
            comparison: .init("Region", points))
        let (wide, narrow) = (
            rendered(chart.drawing(.wide, .german)), rendered(chart.drawing(.narrow, .german))
        )
        for id in ["x-grid", "x-comparison", "x-0", "x-1"] {
            #expect(wide.components(separatedBy: "id=\"\(id)\"").count == 2, "\(id)")
            #expect(narrow.contains("href=\"#\(id)\""), "\(id)")
        }
        #expect(!narrow.contains(" id=") && !narrow.contains("<path"))
        // A value that is not of the last period says of which it is.
        #expect(wide.contains(">2 (2021)<") && wide.contains(">4<"))
    }

    /// Steps add up to the places they were made of, to the tenth.
    @Test func stepsAreExact() {
        let points = (0..<40).map { (place: Int) -> (x: Double, y: Double) in
            (Double(place) * 3.37, Double(place * 7919 % 64) + 0.049)
        }
        let steps = Marks.steps(points)
        var numbers: [Int] = []
        var word = ""
        func finish() {
            guard !word.isEmpty else { return }
            let parts = word.split(separator: ".")
            let sign = word.hasPrefix("-") ? -1 : 1
            let whole = Int(parts[0].drop { $0 == "-" }) ?? 0
            numbers.append(sign * (whole * 10 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)))
            word = ""
        }
        for character in steps {
            if character.isNumber || character == "." { word.append(character) } else { finish() }
            if character == "-" { word = "-" }
        }
        finish()
        #expect(numbers.count == 80)
        var (x, y) = (0, 0)
        for (place, point) in points.enumerated() {
            x += numbers[place * 2]
            y += numbers[place * 2 + 1]
            #expect(x == Coordinate.tenths(point.x) && y == Coordinate.tenths(point.y), "\(place)")
        }
    }

    /// An axis that does not begin at zero says so, on the page and in the file, and the ends of a course are said.
    @Test func cutAxesAndEndsAreSaid() {
        func chart(_ values: [Double]) -> LineChart {
            LineChart(
                id: "x", text: ChartText(title: "t", subtitle: "", source: ""), periods: ["2020", "2021", "2022"],
                series: [.init("Region", values.map { .value($0, text: "\(Int($0))") })])
        }
        func page(_ values: [Double]) -> String {
            String(decoding: chart(values).figure(.german).rendered(), as: UTF8.self)
        }
        func file(_ values: [Double]) -> String {
            String(decoding: ChartFile(provenance: [], language: .german).bytes(chart(values)), as: UTF8.self)
        }
        let words = "Die senkrechte Achse beginnt nicht bei null."
        #expect(page([90, 95, 92]).contains(words) && file([90, 95, 92]).contains(words))
        #expect(!page([1, 95, 92]).contains(words) && !file([1, 95, 92]).contains(words))
        #expect(page([90, 95, 92]).contains("Niedrigster Wert: 90, 2020; Höchster Wert: 95, 2021</desc>"))
        // What has neither measure nor ends has no empty description.
        let bar = BarChart(
            id: "b", text: ChartText(title: "t", subtitle: "", source: ""), rowHeader: "",
            rows: [.init("a", .value(1, text: "1"))])
        let drawn = String(decoding: bar.figure(.german).rendered(), as: UTF8.self)
        #expect(!drawn.contains("<desc") && drawn.contains("aria-labelledby=\"b-wide-title\""))
    }

    /// Where there are too many points for the keyboard, the table is named.
    @Test func longCoursesNameTheirTable() {
        func figure(_ count: Int) -> String {
            let periods = (0..<count).map { "\(1900 + $0)" }
            let chart = LineChart(
                id: "x", text: ChartText(title: "t", subtitle: "", source: ""), periods: periods,
                series: [.init("Region", periods.map { _ in .value(1, text: "1") })])
            return String(decoding: chart.figure(.german).rendered(), as: UTF8.self)
        }
        #expect(figure(25).contains("Jeden Wert nennt „Zahlen als Tabelle“"))
        #expect(!figure(24).contains("Jeden Wert nennt „Zahlen als Tabelle“"))
        #expect(figure(24).components(separatedBy: "tabindex=\"0\" role=\"img\"").count == 24 * 2 + 1)
    }

    /// What is missing or suppressed has another shape than a value, on the map and in its legend.
    @Test func mapTellsSignsApartByShape() {
        let map = Gallery(language: .german).map
        let drawing = rendered(map.drawing(.wide, .german))
        #expect(drawing.components(separatedBy: "<rect").count == 2)
        #expect(drawing.components(separatedBy: "<circle").count == 6)
        #expect(drawing.components(separatedBy: "<polygon").count == 2)
        let legend = String(decoding: map.legend(.german).rendered(), as: UTF8.self)
        for word in ["keine Angabe (1)", "geheim", "entfällt"] { #expect(legend.contains(word), "\(word)") }
    }

    /// A page may not grow with thousands of places.
    @Test func mapOfThousandsStaysSmall() {
        var generator = SeededGenerator(state: 21)
        let dots = (0..<11_000).map { (place: Int) -> DotMap.Dot in
            let x = Double.random(in: 0...1, using: &generator)
            let y = Double.random(in: 0...1.3, using: &generator)
            return DotMap.Dot(
                "Kommune \(place)", x: x, y: y, size: (Double(place), "\(place)"),
                point: .value(Double(place % 30), text: "\(place % 30)"))
        }
        let map = DotMap(
            id: "x", text: ChartText(title: "t", subtitle: "", source: ""), outlines: [], dots: dots, aspect: 1.3,
            measure: "m", sizeLabel: "s", rowHeader: "r")
        #expect(map.figure(.german).rendered().count < 60_000)
    }

    /// What can be reached by keyboard does not stand within a picture; very many places are left to the table.
    @Test func placesCanBeReachedByKeyboardWhereTheyAreFew() {
        func plot(_ count: Int) -> String {
            let plot = DotPlot(
                id: "x", text: ChartText(title: "t", subtitle: "", source: ""), rowHeader: "r",
                rows: (0..<count).map { .init("Kommune \($0)", .value(Double($0), text: "\($0)")) })
            return String(decoding: plot.figure(.german).rendered(), as: UTF8.self)
        }
        let few = plot(20)
        #expect(few.contains("role=\"group\"") && !few.contains("<svg class=\"chart chart-wide\" role=\"img\""))
        #expect(few.contains("tabindex=\"0\" role=\"img\" aria-label=\"Kommune 7: 7\""))
        let many = plot(60)
        #expect(many.contains("<svg class=\"chart chart-wide\" role=\"img\"") && !many.contains("aria-label=\"Kommune"))
        #expect(many.contains("class=\"chart-tip\""))
    }

    /// A file carries its colours, its words and where it comes from, and is well-formed XML.
    @Test func fileStandsAlone() throws {
        let gallery = Gallery(language: .english)
        let charts: [any Chart] =
            gallery.otherCharts + [gallery.lineChart] + gallery.extremeCharts([], [.missing, .suppressed])
        for chart in charts {
            let bytes = ChartFile(provenance: ["Licence: CC BY 4.0", "Log position 7 <"], language: .english).bytes(
                chart)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(XMLParser(data: Data(bytes)).parse(), "\(chart.id)")
            #expect(text.contains("Licence: CC BY 4.0") && text.contains("Log position 7 &lt;"))
            #expect(!text.contains("var(--") && !text.contains("href"))
        }
    }

    @Test func fileHasTheColoursOfTheSheet() {
        let sheet = String(decoding: Stylesheet.main.bytes, as: UTF8.self)
        for (place, colour) in ChartFile.colours.series.enumerated() {
            #expect(sheet.contains("--series-\(place + 1): \(colour);"))
        }
        for (place, colour) in ChartFile.colours.classes.enumerated() {
            #expect(sheet.contains("--class-\(place + 1): \(colour);"))
        }
        for (name, colour) in [
            ("ink", ChartFile.colours.ink), ("muted", ChartFile.colours.muted), ("line", ChartFile.colours.line),
        ] {
            #expect(sheet.contains("--\(name): \(colour);"))
        }
    }

    private func rendered(_ drawing: ChartDrawing) -> String {
        String(decoding: HTML.fragment(drawing.marks + drawing.telling).rendered(), as: UTF8.self)
    }
}
