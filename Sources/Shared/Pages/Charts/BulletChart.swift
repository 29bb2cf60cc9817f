/// A value against its target: a bar from zero, the target as a strong line across it, the value it began with as a
/// hollow mark.
///
/// Ranges such as "good" and "poor" are not drawn: an indicator's definition has none, and a chart may not invent them.
public struct BulletChart: Chart {
    /// One value with what it is measured by; all rows share one scale.
    public struct Row: Sendable {
        public var label: String
        public var point: ChartPoint
        /// At most four are drawn.
        public var targets: [ChartReference]
        public var baseline: ChartReference?
        /// Where the value's calculation stands; nil where it leads nowhere.
        public var address: Address?

        public init(
            _ label: String, _ point: ChartPoint, targets: [ChartReference], baseline: ChartReference? = nil,
            address: Address? = nil
        ) {
            self.label = label
            self.point = point
            self.targets = targets
            self.baseline = baseline
            self.address = address
        }
    }

    public var id: String
    public var text: ChartText
    public var rowHeader: String
    /// At most thirty are drawn; the table has all.
    public var rows: [Row]

    public init(id: String, text: ChartText, rowHeader: String, rows: [Row]) {
        self.id = id
        self.text = text
        self.rowHeader = rowHeader
        self.rows = rows
    }

    public var hasValues: Bool { rows.contains { $0.point.number != nil } }

    private var drawn: ArraySlice<Row> { rows.prefix(30) }

    public func table(_ language: Language) -> DataTable {
        let targets = rows.map(\.targets.count).max() ?? 0
        let hasBaseline = rows.contains { $0.baseline != nil }
        var columns = [DataTable.Column(rowHeader), .init(Phrase.value(language), numeric: true)]
        if hasBaseline { columns.append(.init(Phrase.baselineMark(language), numeric: true)) }
        columns += (0..<targets).map { _ in .init(Phrase.targetLine(language), numeric: true) }
        return DataTable(
            caption: text.title, columns: columns,
            rows: rows.map { row in
                func cell(_ reference: ChartReference?) -> DataTable.Cell {
                    reference.map {
                        .number($0.text, note: $0.period.map { DateFormat.period($0, language) })
                    } ?? .text("–")
                }
                return [.text(row.label), row.point.cell(language, row.address)]
                    + (hasBaseline ? [cell(row.baseline)] : [])
                    + (0..<targets).map { cell($0 < row.targets.count ? row.targets[$0] : nil) }
            })
    }

    public func notes(_ language: Language) -> [String] {
        var notes: [String] = []
        if drawn.contains(where: { $0.baseline != nil }) { notes.append(Phrase.diamondIsBaseline(language)) }
        if drawn.contains(where: \.point.flags.isUncertain) { notes.append(Phrase.hollowIsProvisional(language)) }
        if rows.count > drawn.count {
            notes.append(Phrase.firstRowsOnly(drawn: drawn.count, of: rows.count, language))
        }
        return notes
    }

    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let numbers = drawn.flatMap { row in
            [row.point.number, row.baseline?.number].compactMap(\.self) + row.targets.prefix(4).map(\.number)
        }
        let axis = NiceAxis(numbers, fromZero: true, tickCount: layout == .wide ? 6 : 4)
        let isWide = layout == .wide
        let labelWidth = isWide ? min(drawn.map { layout.width(of: $0.label) }.max() ?? 0, 190) : 0
        let ends = [axis.ticks.first, axis.ticks.last].map {
            layout.width(of: NumberFormat.decimal($0?.canonical ?? "", language)) / 2
        }
        let left = max(isWide ? labelWidth + 14 : 0, ends[0] + 2)
        let right = layout.width - max(ends[1], 8) - 2
        func x(_ value: Double) -> Double { axis.place(value, from: left, to: right) }

        var y = 0.0
        var (rowMarks, places): ([HTML], [ChartPlace]) = ([], [])
        for row in drawn {
            let labels = layout.lines(of: row.label, width: isWide ? labelWidth + 2 : layout.width - 4)
            let (targetWords, wordsHeight) = words(of: row, layout, language, x)
            if !isWide {
                for label in labels {
                    y += layout.lineHeight
                    rowMarks.append(Marks.text(label, x: 0, y: y - 3))
                }
            }
            let top = y + wordsHeight + 6
            if isWide {
                for (place, label) in labels.enumerated() {
                    let first = top + 15 - Double(labels.count - 1) * layout.lineHeight / 2
                    rowMarks.append(
                        Marks.text(label, x: left - 12, y: first + Double(place) * layout.lineHeight, anchor: .end))
                }
            }
            for word in targetWords { rowMarks.append(word(y)) }
            rowMarks.append(Marks.rect(x: left, y: top - 3, width: right - left, height: 28, class: "bullet-ground"))
            if let number = row.point.number {
                rowMarks.append(
                    Marks.rect(
                        x: min(x(0), x(number)), y: top + 4, width: max(abs(x(number) - x(0)), 1), height: 14,
                        class: row.point.flags.isUncertain ? "bar-hollow s1" : "mark s1"))
            } else {
                rowMarks.append(
                    Marks.text(row.point.words(language), x: x(0) + 7, y: top + 15.5, class: "chart-muted chart-word"))
            }
            for target in row.targets.prefix(4) {
                rowMarks.append(
                    Marks.rect(x: x(target.number) - 1.75, y: top - 3, width: 3.5, height: 28, class: "bullet-target"))
            }
            if let baseline = row.baseline {
                rowMarks.append(
                    .element(
                        .g, [.class("chart-target")],
                        [Marks.marker(3, x: x(baseline.number), y: top + 11, radius: 5.5, isHollow: true)]))
            }
            places.append(place(row, x, top, language))
            y = top + 34
        }
        var marks: [HTML] = []
        for tick in axis.ticks {
            marks.append(
                Marks.line(
                    x1: x(tick.value), y1: 0, x2: x(tick.value), y2: y,
                    class: tick.value == 0 ? "chart-zero" : "chart-grid"))
            rowMarks.append(
                Marks.text(
                    NumberFormat.decimal(tick.canonical, language), x: x(tick.value), y: y + 15, anchor: .middle,
                    class: "chart-muted"))
        }
        return ChartDrawing(height: y + 22, marks: marks + rowMarks, places: places, layout)
    }

    /// Value, baseline and targets in one sentence, over the whole row.
    private func place(_ row: Row, _ x: (Double) -> Double, _ top: Double, _ language: Language) -> ChartPlace {
        let more =
            (row.baseline.map { [$0] } ?? []).map { "\(Phrase.baselineMark(language)) \($0.text)" }
            + row.targets.map { "\($0.label) \($0.text)" }
        let words = "\(row.label): " + ([row.point.words(language)] + more).joined(separator: "; ")
        return ChartPlace(
            words, x: x(row.point.number ?? 0), y: top,
            [
                Marks.rect(
                    x: x(0), y: top - 3, width: max(abs(x(row.point.number ?? 0) - x(0)), 8), height: 28,
                    class: "bullet-hit")
            ])
    }

    /// The targets' words above the row, moved to lines of their own where they would touch.
    private func words(
        of row: Row, _ layout: ChartLayout, _ language: Language, _ x: (Double) -> Double
    ) -> (marks: [(Double) -> HTML], height: Double) {
        var free: [Double] = []
        var marks: [(Double) -> HTML] = []
        for target in row.targets.prefix(4).sorted(by: { $0.number < $1.number }) {
            let full = target.label + " " + target.text
            let text = layout.lines(of: full, width: layout.width - 8, limit: 1).first ?? full
            let half = layout.width(of: text, isBold: true) / 2
            let centre = max(min(x(target.number), layout.width - half), min(half, layout.width / 2))
            let line = free.firstIndex { $0 <= centre - half } ?? free.count
            if line == free.count { free.append(0) }
            free[line] = centre + half + 10
            marks.append { y in
                Marks.text(
                    text, x: centre, y: y + Double(line + 1) * layout.lineHeight - 2, anchor: .middle,
                    class: "chart-reference")
            }
        }
        return (marks, Double(free.count) * layout.lineHeight)
    }
}
