/// One bar a row, from zero, with its value beside it; a row without a value says why in words.
public struct BarChart: Chart {
    /// One bar, for example a town.
    public struct Row: Sendable {
        public var label: String
        public var point: ChartPoint
        /// True for the one that the page is about.
        public var isHighlighted: Bool
        /// Where the value's calculation or statement stands; nil where it leads nowhere.
        public var address: Address?

        public init(
            _ label: String, _ point: ChartPoint, isHighlighted: Bool = false, address: Address? = nil
        ) {
            self.label = label
            self.point = point
            self.isHighlighted = isHighlighted
            self.address = address
        }
    }

    public var id: String
    public var text: ChartText
    /// The header of the first column of the table behind the chart.
    public var rowHeader: String
    public var rows: [Row]
    /// For example the regional value or the target.
    public var reference: ChartReference?

    public init(id: String, text: ChartText, rowHeader: String, rows: [Row], reference: ChartReference? = nil) {
        self.id = id
        self.text = text
        self.rowHeader = rowHeader
        self.rows = rows
        self.reference = reference
    }

    public var hasValues: Bool { rows.contains { $0.point.number != nil } }

    /// More bars than anyone can compare are left to the table.
    var drawn: ArraySlice<Row> { rows.prefix(100) }

    public func table(_ language: Language) -> DataTable {
        DataTable(
            caption: text.title,
            columns: [DataTable.Column(rowHeader), DataTable.Column(Phrase.value(language), numeric: true)],
            rows: rows.map { [.text($0.label), $0.point.cell(language, $0.address)] },
            footer: reference.map { [[.text($0.label), .number($0.text)]] } ?? [])
    }

    public func notes(_ language: Language) -> [String] {
        var notes: [String] = []
        if drawn.contains(where: \.point.flags.isUncertain) { notes.append(Phrase.hollowIsProvisional(language)) }
        if rows.count > drawn.count {
            notes.append(Phrase.firstRowsOnly(drawn: drawn.count, of: rows.count, language))
        }
        return notes
    }

    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let numbers = drawn.compactMap(\.point.number) + (reference.map { [$0.number] } ?? [])
        let low = min(numbers.min() ?? 0, 0)
        let high = max(numbers.max() ?? 0, 0) == low ? low + 1 : max(numbers.max() ?? 0, 0)
        let isWide = layout == .wide
        let labelWidth = isWide ? min(drawn.map { layout.width(of: $0.label) }.max() ?? 0, 210) : 0
        let left = isWide ? labelWidth + 12 : 1
        let widestValue = drawn.map { layout.width(of: $0.point.words(language)) }.max() ?? 0
        let right = layout.width - min(widestValue, layout.width * 0.42) - 10
        func x(_ value: Double) -> Double { left + (value - low) / (high - low) * (right - left) }

        var y = reference == nil ? 2.0 : 24.0
        let top = y
        var bars: [HTML] = []
        var marks: [HTML] = []
        for row in drawn {
            let labels = layout.lines(of: row.label, width: isWide ? labelWidth + 2 : layout.width - 4)
            let labelHeight = Double(labels.count) * layout.lineHeight
            let barTop = isWide ? y + max(0, (labelHeight - 18) / 2) + 4 : y + labelHeight + 4
            for (position, word) in labels.enumerated() {
                marks.append(
                    Marks.text(
                        word, x: isWide ? left - 10 : 0,
                        y: (isWide ? y + (labelHeight < 18 ? 17 : 15) : y + 12) + Double(position) * layout.lineHeight,
                        anchor: isWide ? .end : .start, class: row.isHighlighted ? "chart-text strong" : "chart-text"))
            }
            let (bar, words) = bar(row, from: x(0), to: row.point.number.map(x), y: barTop, language)
            bars += bar
            marks.append(words)
            // Labels stand above the bars where room is narrow, so the line is interrupted for them.
            if !isWide {
                bars.append(Marks.line(x1: x(0), y1: barTop - 2, x2: x(0), y2: barTop + 20, class: "chart-zero"))
            }
            y = max(barTop + 18, y + labelHeight) + (isWide ? 6 : 10)
        }
        if isWide { bars.append(Marks.line(x1: x(0), y1: top, x2: x(0), y2: y, class: "chart-zero")) }
        if let reference {
            let place = x(reference.number)
            let words = reference.label + " " + reference.text
            let width = min(layout.width(of: words), layout.width)
            bars.append(Marks.line(x1: place, y1: top - 4, x2: place, y2: y, class: "chart-target-line"))
            marks.append(
                Marks.text(
                    words, x: max(min(place, layout.width - width / 2), width / 2), y: 13, anchor: .middle,
                    class: "chart-reference"))
        }
        return ChartDrawing(height: y + 4, marks: bars + marks)
    }

    /// The bar and the words beside it; the words are drawn last, over every line.
    private func bar(
        _ row: Row, from zero: Double, to end: Double?, y: Double, _ language: Language
    ) -> (bar: [HTML], words: HTML) {
        let words = row.point.words(language)
        guard let end else { return ([], Marks.text(words, x: zero + 7, y: y + 13.5, class: "chart-muted chart-word")) }
        let fill = (row.point.flags.isUncertain ? "bar-hollow" : "bar") + (row.isHighlighted ? " highlighted" : "")
        let bar = Marks.rect(
            x: min(zero, end), y: y, width: max(abs(end - zero), 1), height: 18, class: fill,
            title: "\(row.label): \(words)")
        return ([bar], Marks.text(words, x: max(zero, end) + 7, y: y + 13.5, class: "chart-value"))
    }
}
