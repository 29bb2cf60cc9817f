/// Many courses beside each other, each in a panel of its own, all on one scale: so each can be read and all compared.
public struct SmallMultiples: Chart {
    /// One panel, for example a town.
    public struct Panel: Sendable {
        public var label: String
        /// One point for each period; what is not there counts as missing.
        public var points: [ChartPoint]

        public init(_ label: String, _ points: [ChartPoint]) {
            self.label = label
            self.points = points
        }
    }

    public var id: String
    public var text: ChartText
    /// Canonical periods in order, those without values too.
    public var periods: [String]
    /// In the order in which they are to be read; at most `panelLimit` are drawn, the table has all.
    public var panels: [Panel]
    /// Drawn thin behind every panel, such as the region's course.
    public var comparison: LineChart.Series?
    public var rowHeader: String
    /// The least and the greatest value of all there are, so that the pages of a list share one scale.
    public var scale: (low: Double, high: Double)?

    public static let panelLimit = 24

    public init(
        id: String, text: ChartText, periods: [String], panels: [Panel], rowHeader: String,
        comparison: LineChart.Series? = nil, scale: (low: Double, high: Double)? = nil
    ) {
        self.id = id
        self.text = text
        self.periods = periods
        self.panels = panels
        self.rowHeader = rowHeader
        self.comparison = comparison
        self.scale = scale
    }

    public var hasValues: Bool { drawn.contains { $0.points.contains { $0.number != nil } } }

    private var drawn: ArraySlice<Panel> { panels.prefix(Self.panelLimit) }

    public func table(_ language: Language) -> DataTable {
        func row(_ label: String, _ points: [ChartPoint]) -> [DataTable.Cell] {
            [.text(label)] + periods.indices.map { $0 < points.count ? points[$0].cell(language) : .missing }
        }
        return DataTable(
            caption: text.title,
            columns: [.init(rowHeader)]
                + periods.map { DataTable.Column(DateFormat.shortPeriod($0, language), numeric: true) },
            rows: panels.map { row($0.label, $0.points) },
            footer: comparison.map { [row($0.name, $0.points)] } ?? [])
    }

    public func notes(_ language: Language) -> [String] {
        let points = drawn.flatMap(\.points)
        var notes = [Phrase.oneScale(language)]
        if let comparison { notes.append("\(Phrase.thinLine(language)): \(comparison.name)") }
        if points.contains(where: \.flags.isUncertain) { notes.append(Phrase.hollowIsProvisional(language)) }
        if points.contains(where: { $0.number == nil }) { notes.append(Phrase.gapIsMissing(language)) }
        if panels.count > drawn.count {
            notes.append(Phrase.firstRowsOnly(drawn: drawn.count, of: panels.count, language))
        }
        return notes
    }

    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let numbers =
            drawn.flatMap { $0.points.prefix(periods.count).compactMap(\.number) }
            + (comparison?.points.prefix(periods.count).compactMap(\.number) ?? [])
            + (scale.map { [$0.low, $0.high] } ?? [])
        let axis = NiceAxis(numbers, fromZero: false, tickCount: 3)
        let ticks = [axis.ticks.first, axis.ticks.last].compactMap(\.self)
        let columns = layout == .wide ? 3 : 2
        let left = (ticks.map { layout.width(of: NumberFormat.decimal($0.canonical, language)) }.max() ?? 0) + 8
        let width = (layout.width - left - 2 + 14) / Double(columns)
        let room = Room(
            axis: axis, layout: layout, language: language, width: width - 14, height: 64, count: periods.count)
        let top = layout == .wide ? 18.0 : 34
        let step = room.height + 26 + top
        var (marks, places): ([HTML], [ChartPlace]) = ([], [])
        for (place, panel) in drawn.enumerated() {
            let (row, column) = place.quotientAndRemainder(dividingBy: columns)
            let x = left + Double(column) * width
            let y = Double(row) * step + top
            if column == 0 {
                for tick in ticks {
                    marks.append(
                        Marks.text(
                            NumberFormat.decimal(tick.canonical, language), x: left - 6,
                            y: y + room.y(tick.value) + 4, anchor: .end, class: "chart-muted"))
                }
            }
            for tick in ticks {
                marks.append(
                    Marks.line(
                        x1: x, y1: y + room.y(tick.value), x2: x + room.width, y2: y + room.y(tick.value),
                        class: tick.value == 0 ? "chart-zero" : "chart-grid"))
            }
            let newest = panel.points.prefix(periods.count).last { $0.number != nil }?.shortWords ?? ""
            marks += heading(panel.label, newest, room, x, y)
            if let comparison, !newest.isEmpty { marks += room.lines(comparison.points, x, y, class: "mark-leader") }
            marks.append(
                .element(.g, [.class("s1")], room.lines(panel.points, x, y, class: "mark-line")))
            places.append(room.last(panel, x, y, periods))
            if place + columns >= drawn.count, let first = periods.first, let last = periods.last {
                marks.append(
                    Marks.text(
                        DateFormat.shortPeriod(first, language), x: x, y: y + room.height + 17, class: "chart-muted"))
                if periods.count > 1 {
                    marks.append(
                        Marks.text(
                            DateFormat.shortPeriod(last, language), x: x + room.width, y: y + room.height + 17,
                            anchor: .end, class: "chart-muted"))
                }
            }
        }
        let rows = (drawn.count + columns - 1) / columns
        return ChartDrawing(height: Double(rows) * step + 4, marks: marks, places: places, layout)
    }

    /// Name and newest value: beside each other, or below each other where room is narrow.
    private func heading(_ label: String, _ newest: String, _ room: Room, _ x: Double, _ y: Double) -> [HTML] {
        let isWide = room.layout == .wide
        let left = room.width - (isWide && !newest.isEmpty ? room.layout.width(of: newest) + 8 : 0)
        let name = room.layout.lines(of: label, width: left / 1.07, limit: 1).first ?? ""
        return [
            Marks.text(name, x: x, y: isWide ? y - 5 : y - 21, class: "chart-text strong"),
            Marks.text(
                newest, x: isWide ? x + room.width : x, y: y - 5, anchor: isWide ? .end : .start, class: "chart-value"),
        ]
    }

    /// The inside of one panel.
    private struct Room {
        let axis: NiceAxis
        let layout: ChartLayout
        let language: Language
        let width: Double
        let height: Double
        let count: Int

        func x(_ position: Int) -> Double {
            count > 1 ? 4 + (width - 8) * Double(position) / Double(count - 1) : width / 2
        }

        func y(_ value: Double) -> Double { axis.place(value, from: height, to: 0) }

        /// Runs of values; what stands alone is a short dash.
        func lines(_ points: [ChartPoint], _ left: Double, _ top: Double, class name: String) -> [HTML] {
            var marks: [HTML] = []
            var run: [(x: Double, y: Double)] = []
            var isUncertain = false
            func finish() {
                if run.count > 1 { marks.append(Marks.path(run, class: isUncertain ? name + " dashed" : name)) }
                if run.count == 1 {
                    marks.append(
                        Marks.line(x1: run[0].x - 2, y1: run[0].y, x2: run[0].x + 2, y2: run[0].y, class: name))
                }
                run = []
            }
            for (position, point) in points.prefix(count).enumerated() {
                guard let number = point.number else {
                    finish()
                    continue
                }
                if point.flags.contains(.break) { finish() }
                let place = (x: left + x(position), y: top + y(number))
                if point.flags.isUncertain != isUncertain, let last = run.last {
                    finish()
                    run = [last]
                }
                isUncertain = point.flags.isUncertain
                run.append(place)
            }
            finish()
            return marks
        }

        /// The newest value, which tells the whole course in words.
        func last(_ panel: Panel, _ left: Double, _ top: Double, _ periods: [String]) -> ChartPlace {
            let points = panel.points.prefix(count)
            let position = points.lastIndex { $0.number != nil }
            let hit = Marks.rect(x: left, y: top, width: width, height: height, class: "bullet-hit")
            guard let position, let number = points[position].number else {
                return ChartPlace(
                    "\(panel.label): \(Phrase.noData(language))", x: left + width / 2, y: top + height / 2,
                    [
                        hit,
                        Marks.text(
                            Phrase.noData(language), x: left + width / 2, y: top + height / 2 + 4, anchor: .middle,
                            class: "chart-muted chart-word"),
                    ])
            }
            let spot = (x: left + x(position), y: top + y(number))
            let words =
                "\(panel.label), \(DateFormat.period(periods[position], language)): \(points[position].words(language))"
            return ChartPlace(
                words, x: spot.x, y: spot.y,
                [
                    hit,
                    Marks.marker(
                        0, x: spot.x, y: spot.y, radius: 3.5, isHollow: points[position].flags.isUncertain),
                ])
        }
    }
}
