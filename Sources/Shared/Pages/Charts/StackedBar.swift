/// How a whole is made up, for example measures by status: one bar a row, parts told apart by colour and texture.
public struct StackedBar: Chart {
    /// One row: a whole.
    public struct Row: Sendable {
        public var label: String
        /// A count for each part; negative ones count as zero.
        public var counts: [Int]
        /// Where the calculation of each count stands, at last that of their sum; none where they lead nowhere.
        public var addresses: [Address?]

        public init(_ label: String, _ counts: [Int], addresses: [Address?] = []) {
            self.label = label
            self.counts = counts
            self.addresses = addresses
        }
    }

    public var id: String
    public var text: ChartText
    /// The header of the first column of the table behind the chart.
    public var rowHeader: String
    /// At most six parts are drawn; the table has all.
    public var parts: [String]
    /// Colour and texture of each part, from 0 to `Texture.count - 1`, so that the same thing looks the same in every chart; the
    /// place of the part where none is given.
    public var looks: [Int]
    public var rows: [Row]
    /// True where every row fills the whole width, whatever its sum.
    public var asShares: Bool

    public init(
        id: String, text: ChartText, rowHeader: String, parts: [String], looks: [Int] = [], rows: [Row],
        asShares: Bool = false
    ) {
        self.id = id
        self.text = text
        self.rowHeader = rowHeader
        self.parts = parts
        self.looks = looks
        self.rows = rows
        self.asShares = asShares
    }

    public var hasValues: Bool { rows.contains { counts($0).contains { $0 > 0 } } }

    var drawn: ArraySlice<Row> { rows.prefix(100) }

    public func table(_ language: Language) -> DataTable {
        let numeric = (parts + [Phrase.total(language)]).map { DataTable.Column($0, numeric: true) }
        let rows = self.rows.map { row -> [DataTable.Cell] in
            let values = parts.indices.map { $0 < row.counts.count ? max(row.counts[$0], 0) : 0 }
            return [.text(row.label)]
                + (values + [values.reduce(0) { $0.addingReportingOverflow($1).partialValue }])
                .enumerated().map { place, count in
                    let number = NumberFormat.integer(count, language)
                    guard place < row.addresses.count, let address = row.addresses[place] else {
                        return .number(number)
                    }
                    return .html(.a(address, .text(number), class: "receipt"))
                }
        }
        return DataTable(caption: text.title, columns: [DataTable.Column(rowHeader)] + numeric, rows: rows)
    }

    public func notes(_ language: Language) -> [String] {
        rows.count > drawn.count ? [Phrase.firstRowsOnly(drawn: drawn.count, of: rows.count, language)] : []
    }

    public func legend(_ language: Language) -> HTML {
        .ul(
            parts.prefix(6).enumerated().map { position, part in
                let swatch = HTML.element(
                    .svg,
                    [
                        .class("swatch \(Texture.series(look(position)))"), .set(.viewBox, "0 0 20 14"),
                        .set(.width, 20),
                        .set(.height, 14), .set(.ariaHidden, "true"), .set(.focusable, "false"),
                    ], Texture.marks(look(position), x: 0.5, y: 0.5, width: 19, height: 13, title: nil))
                return .li(swatch, .text(part))
            }, class: "chart-legend")
    }

    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let isWide = layout == .wide
        let labelWidth = isWide ? min(drawn.map { layout.width(of: $0.label) }.max() ?? 0, 190) : 0
        let left = isWide && labelWidth > 0 ? labelWidth + 12 : 1
        let sums = drawn.map { Double(counts($0).reduce(0) { $0.addingReportingOverflow($1).partialValue }) }
        let greatest = max(sums.max() ?? 0, 1)
        let right =
            layout.width - (sums.map { layout.width(of: NumberFormat.integer(Int($0), language)) }.max() ?? 0) - 12
        var y = 2.0
        var marks: [HTML] = []
        var places: [ChartPlace] = []
        for (row, sum) in zip(drawn, sums) {
            let words = layout.lines(of: row.label, width: isWide ? labelWidth + 2 : layout.width - 4)
            if !isWide {
                for word in words {
                    marks.append(Marks.text(word, x: 0, y: y + 12))
                    y += layout.lineHeight
                }
            }
            let barTop = y + 17
            if isWide {
                let first = barTop + 16 - Double(words.count - 1) * layout.lineHeight / 2
                for (position, word) in words.enumerated() {
                    marks.append(
                        Marks.text(
                            word, x: left - 10, y: first + Double(position) * layout.lineHeight, anchor: .end))
                }
            }
            let scale = sum > 0 ? (right - left) / (asShares ? sum : greatest) : 0
            let (segments, end) = segments(row, from: left, y: barTop, scale: scale, layout, language)
            places += segments
            marks.append(
                Marks.text(NumberFormat.integer(Int(sum), language), x: end + 7, y: barTop + 16, class: "chart-value"))
            y = barTop + 24 + (isWide ? 8 : 14)
        }
        return ChartDrawing(height: y, marks: marks, places: places, layout)
    }

    private func segments(
        _ row: Row, from left: Double, y: Double, scale: Double, _ layout: ChartLayout, _ language: Language
    ) -> (places: [ChartPlace], end: Double) {
        var places: [ChartPlace] = []
        var x = left
        let isSingle = counts(row).count { $0 > 0 } == 1
        for (position, count) in counts(row).enumerated() where count > 0 {
            let width = Double(count) * scale
            let number = NumberFormat.integer(count, language)
            var marks = Texture.marks(
                look(position), x: x + 0.5, y: y, width: max(width - 2, 1), height: 24, title: nil)
            // Of a single part the sum says the same.
            if !isSingle, layout.width(of: number) <= width {
                marks.append(
                    Marks.text(number, x: x + (width - 2) / 2, y: y - 4, anchor: .middle, class: "chart-muted"))
            }
            places.append(
                ChartPlace(
                    "\(row.label), \(parts[position]): \(number)", x: x + width / 2, y: y + 7,
                    series: Texture.series(look(position)), marks))
            x += width
        }
        return (places, x)
    }

    private func look(_ position: Int) -> Int { position < looks.count ? looks[position] : position }

    /// The counts that are drawn; capped so that their sum can't overflow.
    private func counts(_ row: Row) -> [Int] {
        row.counts.prefix(min(parts.count, 6)).map { min(max($0, 0), 1_000_000_000_000) }
    }
}
