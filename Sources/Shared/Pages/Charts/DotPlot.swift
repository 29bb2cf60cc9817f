/// How values are spread, for example over the towns: one dot each on one axis, those that would touch piled up.
public struct DotPlot: Chart {
    public var id: String
    public var text: ChartText
    /// The header of the first column of the table behind the chart.
    public var rowHeader: String
    /// The same rows as a bar chart's; highlighted ones are named in the drawing.
    public var rows: [BarChart.Row]
    public var reference: ChartReference?

    public init(
        id: String, text: ChartText, rowHeader: String, rows: [BarChart.Row], reference: ChartReference? = nil
    ) {
        self.id = id
        self.text = text
        self.rowHeader = rowHeader
        self.rows = rows
        self.reference = reference
    }

    public var hasValues: Bool { rows.contains { $0.point.number != nil } }

    public func table(_ language: Language) -> DataTable {
        BarChart(id: id, text: text, rowHeader: rowHeader, rows: rows, reference: reference).table(language)
    }

    public func notes(_ language: Language) -> [String] {
        let valued = rows.filter { $0.point.number != nil }
        func named(_ phrase: Phrase, _ row: BarChart.Row?) -> [String] {
            row.map { ["\(phrase(language)): \($0.label), \($0.point.words(language))"] } ?? []
        }
        var notes: [String] = []
        if valued.count > 1 {
            notes += named(.lowest, valued.min { ($0.point.number ?? 0) < ($1.point.number ?? 0) })
            notes += named(.highest, valued.max { ($0.point.number ?? 0) < ($1.point.number ?? 0) })
        }
        let without = rows.count - valued.count
        if without > 0 {
            notes.append("\(Phrase.withoutValue(language)): \(NumberFormat.integer(without, language))")
        }
        if valued.contains(where: \.point.flags.isUncertain) { notes.append(Phrase.hollowIsProvisional(language)) }
        return notes
    }

    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let numbers = rows.compactMap(\.point.number)
        let axis = NiceAxis(
            numbers + (reference.map { [$0.number] } ?? []), fromZero: false, tickCount: layout == .wide ? 7 : 4)
        let ends = [axis.ticks.first, axis.ticks.last].map {
            layout.width(of: NumberFormat.decimal($0?.canonical ?? "", language)) / 2
        }
        let left = max(ends[0], 8)
        let right = layout.width - max(ends[1], 8)
        func x(_ value: Double) -> Double { axis.place(value, from: left, to: right) }

        var radius = 6.0
        while radius > 2, Double(levels(x, radius).count) * radius * 2 > 190 { radius -= 0.5 }
        let levels = levels(x, radius)
        let labels = labels(layout, x)
        let labelRoom = Double(labels.count) * 20 + 6
        let floor = labelRoom + max(Double(levels.count) * radius * 2, 40)

        var marks: [HTML] = []
        for tick in axis.ticks {
            marks.append(
                Marks.line(x1: x(tick.value), y1: labelRoom, x2: x(tick.value), y2: floor + 6, class: "chart-grid"))
            marks.append(
                Marks.text(
                    NumberFormat.decimal(tick.canonical, language), x: x(tick.value), y: floor + 22, anchor: .middle,
                    class: "chart-muted"))
        }
        marks.append(Marks.line(x1: left, y1: floor + 1, x2: right, y2: floor + 1, class: "chart-zero"))
        for label in labels {
            marks.append(
                Marks.line(
                    x1: label.place, y1: label.y + 4, x2: label.place, y2: floor,
                    class: label.isReference ? "chart-target-line" : "mark-leader"))
            marks.append(
                Marks.text(
                    label.words, x: label.centre, y: label.y, anchor: .middle,
                    class: label.isReference ? "chart-reference" : "chart-text strong"))
        }
        var dots: [ChartPlace] = []
        for (height, level) in levels.enumerated() {
            for row in level {
                guard let number = row.point.number else { continue }
                let y = floor - radius - Double(height) * radius * 2
                dots.append(
                    ChartPlace(
                        "\(row.label): \(row.point.words(language))", x: x(number), y: y,
                        series: row.isHighlighted ? "dot s2" : "dot s1",
                        [
                            Marks.marker(
                                0, x: x(number), y: y, radius: radius - 0.5, isHollow: row.point.flags.isUncertain)
                        ]))
            }
        }
        return ChartDrawing(height: floor + 30, marks: marks, places: dots, layout)
    }

    /// Each dot at its exact place, on the lowest level where it touches no other; one array a level.
    private func levels(_ x: (Double) -> Double, _ radius: Double) -> [[BarChart.Row]] {
        var levels: [(rows: [BarChart.Row], free: Double)] = []
        for row in rows.sorted(by: { ($0.point.number ?? 0) < ($1.point.number ?? 0) }) {
            guard let number = row.point.number else { continue }
            let place = x(number)
            if let level = levels.firstIndex(where: { $0.free <= place }) {
                levels[level].rows.append(row)
                levels[level].free = place + radius * 2
            } else {
                levels.append(([row], place + radius * 2))
            }
        }
        return levels.map(\.rows)
    }

    private struct Label {
        let words: String
        let place: Double
        let centre: Double
        let y: Double
        let isReference: Bool
    }

    /// The reference and up to three highlighted rows, each on a line of its own.
    private func labels(_ layout: ChartLayout, _ x: (Double) -> Double) -> [Label] {
        var named: [(words: String, number: Double, isReference: Bool)] = []
        if let reference { named.append((reference.label + " " + reference.text, reference.number, true)) }
        for row in rows where row.isHighlighted {
            guard named.count < 4, case .value(_, let text, _) = row.point, let number = row.point.number else {
                continue
            }
            named.append((row.label + " " + text, number, false))
        }
        return named.enumerated().map { position, name in
            let words = layout.lines(of: name.words, width: layout.width - 8, limit: 1).first ?? ""
            let half = layout.width(of: words) / 2
            let centre = max(min(x(name.number), layout.width - half), min(half, layout.width / 2))
            return Label(
                words: words, place: x(name.number), centre: centre, y: Double(position) * 20 + 14,
                isReference: name.isReference)
        }
    }
}
