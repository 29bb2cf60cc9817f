/// How very many values are spread: how many fall into each of a few classes, drawn as touching columns from zero.
public struct Histogram: Chart {
    public var id: String
    public var text: ChartText
    public var classes: ValueClasses
    /// The header of the table's first column: what is divided into classes.
    public var classHeader: String
    /// What is counted, for example "Kommunen".
    public var countHeader: String
    /// How many have no value, and why: "ohne Angabe", 14.
    public var without: [(label: String, count: Int)]
    public var reference: ChartReference?

    public init(
        id: String, text: ChartText, classes: ValueClasses, classHeader: String, countHeader: String,
        without: [(label: String, count: Int)] = [], reference: ChartReference? = nil
    ) {
        self.id = id
        self.text = text
        self.classes = classes
        self.classHeader = classHeader
        self.countHeader = countHeader
        self.without = without
        self.reference = reference
    }

    public var hasValues: Bool { classes.counts.contains { $0 > 0 } }

    public func table(_ language: Language) -> DataTable {
        DataTable(
            caption: text.title, columns: [.init(classHeader), .init(countHeader, numeric: true)],
            rows: classes.counts.indices.map { place in
                [
                    .text(classes.words(place, language)),
                    .number(NumberFormat.integer(classes.counts[place], language)),
                ]
            } + without.map { [.text($0.label), .number(NumberFormat.integer($0.count, language))] },
            footer: reference.map { [[.text($0.label), .number($0.text)]] } ?? [])
    }

    public func notes(_ language: Language) -> [String] {
        var notes = without.filter { $0.count > 0 }.map { "\($0.label): \(NumberFormat.integer($0.count, language))" }
        if !classes.isEven { notes.append(Phrase.classesWiden(language)) }
        return notes
    }

    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let counts = classes.counts
        let axis = NiceAxis([Double(counts.max() ?? 0)], fromZero: true, tickCount: 4)
        // Only whole numbers of towns.
        let ticks = axis.ticks.filter { !$0.canonical.contains(".") }
        let left =
            (ticks.map { layout.width(of: NumberFormat.decimal($0.canonical, language)) }.max() ?? 0) + 10
        let right = layout.width - 14
        let top = reference == nil ? 18.0 : 38.0
        let bottom = top + (layout == .wide ? 210 : 170)
        let width = (right - left) / Double(max(counts.count, 1))
        func x(_ edge: Double) -> Double { left + edge * width }
        func y(_ count: Double) -> Double { axis.place(count, from: bottom, to: top) }

        var marks: [HTML] = []
        for tick in ticks {
            marks.append(
                Marks.line(
                    x1: left, y1: y(tick.value), x2: right, y2: y(tick.value),
                    class: tick.value == 0 ? "chart-zero" : "chart-grid"))
            marks.append(
                Marks.text(
                    NumberFormat.decimal(tick.canonical, language), x: left - 6, y: y(tick.value) + 4.5, anchor: .end,
                    class: "chart-muted"))
        }
        let edges = classes.edges.map { NumberFormat.decimal($0.canonical, language) }
        let room = (edges.map { layout.width(of: $0) }.max() ?? 0) + 10
        let stride = max(1, Coordinate.above(room / max(width, 0.01)))
        for (place, edge) in edges.enumerated() where place.isMultiple(of: stride) {
            marks.append(
                Marks.line(x1: x(Double(place)), y1: bottom, x2: x(Double(place)), y2: bottom + 5, class: "chart-zero"))
            marks.append(Marks.text(edge, x: x(Double(place)), y: bottom + 21, anchor: .middle, class: "chart-muted"))
        }
        var places: [ChartPlace] = []
        for (place, count) in counts.enumerated() where count > 0 {
            let number = NumberFormat.integer(count, language)
            let height = max(bottom - y(Double(count)), 1)
            places.append(
                ChartPlace(
                    "\(classes.words(place, language)): \(number) \(countHeader)", x: x(Double(place) + 0.5),
                    y: bottom - height,
                    [
                        Marks.rect(
                            x: x(Double(place)) + 0.5, y: bottom - height, width: width - 1, height: height,
                            class: "bar")
                    ]))
        }
        if let reference, let place = classes.place(reference.number) {
            let words = reference.label + " " + reference.text
            let half = min(layout.width(of: words, isBold: true), layout.width) / 2
            marks.append(Marks.line(x1: x(place), y1: 20, x2: x(place), y2: bottom, class: "chart-target-line"))
            marks.append(
                Marks.text(
                    words, x: max(min(x(place), layout.width - half), half), y: 13, anchor: .middle,
                    class: "chart-reference"))
        }
        return ChartDrawing(height: bottom + 30, marks: marks, places: places, layout)
    }
}
