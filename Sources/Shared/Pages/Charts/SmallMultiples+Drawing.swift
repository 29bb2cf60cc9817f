// Panels are as wide in both rooms, so that each is drawn once: the wide drawing holds them, with grid and comparison once for
// all, and both place them by `use`. The narrow drawing stands beside the wide one or not at all.
extension SmallMultiples {
    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let numbers =
            drawn.flatMap { $0.points.prefix(periods.count).compactMap(\.number) }
            + (comparison?.points.prefix(periods.count).compactMap(\.number) ?? [])
            + (scale.map { [$0.low, $0.high] } ?? [])
        let axis = NiceAxis(numbers, fromZero: false, tickCount: 3)
        let ticks = [axis.ticks.first, axis.ticks.last].compactMap(\.self)
        let columns = layout == .wide ? 4 : 2
        let left = (ticks.map { layout.width(of: NumberFormat.decimal($0.canonical, language)) }.max() ?? 0) + 8
        func width(_ layout: ChartLayout, _ columns: Int) -> Double {
            (layout.width - left - 2 + Self.gap) / Double(columns)
        }
        let room = PanelRoom(
            axis: axis, layout: layout, language: language, width: width(.narrow, 2) - Self.gap, height: 64,
            count: periods.count)
        let names = drawn.map { room.layout.lines(of: $0.label, width: room.width / 1.07) }
        let (top, distance) = (18 + Double(names.map(\.count).max() ?? 1) * layout.lineHeight, width(layout, columns))
        let step = room.height + 26 + top
        var marks: [HTML] = []
        if layout == .wide { marks.append(shared(room, ticks, names)) }
        for (place, panel) in drawn.enumerated() {
            let (row, column) = place.quotientAndRemainder(dividingBy: columns)
            let x = left + Double(column) * distance
            let y = Double(row) * step + top
            if column == 0 {
                for tick in ticks {
                    marks.append(
                        Marks.text(
                            NumberFormat.decimal(tick.canonical, language), x: left - 6,
                            y: y + room.y(tick.value) + 4, anchor: .end, class: "chart-muted"))
                }
            }
            marks.append(Marks.use("\(id)-grid", x: x, y: y))
            if comparison != nil, panel.points.prefix(periods.count).contains(where: { $0.number != nil }) {
                marks.append(Marks.use("\(id)-comparison", x: x, y: y))
            }
            marks.append(Marks.use("\(id)-\(place)", x: x, y: y))
            if place + columns >= drawn.count { marks += periodMarks(room, x, y + room.height + 17) }
        }
        let rows = (drawn.count + columns - 1) / columns
        let below = room.hasRoom(forEnds: periods) ? 4 : 4 + layout.lineHeight
        return ChartDrawing(height: Double(rows) * step + below, marks: marks, leavesOut: true, cutsAxis: axis.isCut)
    }

    /// Between two panels.
    private static let gap = 14.0

    /// What both drawings place, at the corner of a panel's inside.
    private func shared(_ room: PanelRoom, _ ticks: [NiceAxis.Tick], _ names: [[String]]) -> HTML {
        var pieces = [
            HTML.element(
                .g, [.id("\(id)-grid")],
                ticks.map { tick in
                    Marks.line(
                        x1: 0, y1: room.y(tick.value), x2: room.width, y2: room.y(tick.value),
                        class: tick.value == 0 ? "chart-zero" : "chart-grid")
                })
        ]
        if let comparison {
            pieces.append(.element(.g, [.id("\(id)-comparison")], room.lines(comparison.points, class: "mark-leader")))
        }
        for (place, panel) in drawn.enumerated() {
            let name = names[place].reversed().enumerated().map { line, words in
                Marks.text(
                    words, x: 0, y: -21 - Double(line) * room.layout.lineHeight, class: "chart-text strong")
            }
            pieces.append(
                .element(
                    .g, [.id("\(id)-\(place)"), .class("s1")],
                    name + room.lines(panel.points, class: "mark-line") + room.newest(panel.points, periods)))
        }
        return .element(.defs, [], pieces)
    }

    /// First and last period, below the last panel of a column.
    private func periodMarks(_ room: PanelRoom, _ x: Double, _ y: Double) -> [HTML] {
        guard let first = periods.first, let last = periods.last else { return [] }
        let begin = Marks.text(DateFormat.shortPeriod(first, room.language), x: x, y: y, class: "chart-muted")
        guard periods.count > 1 else { return [begin] }
        return [
            begin,
            Marks.text(
                DateFormat.shortPeriod(last, room.language), x: x + room.width,
                y: y + (room.hasRoom(forEnds: periods) ? 0 : room.layout.lineHeight), anchor: .end,
                class: "chart-muted"),
        ]
    }
}

/// The inside of one panel.
private struct PanelRoom {
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

    /// Whether first and last period stand beside each other below a panel.
    func hasRoom(forEnds periods: [String]) -> Bool {
        let ends = [periods.first, periods.last].compactMap(\.self).map {
            layout.width(of: DateFormat.shortPeriod($0, language))
        }
        return ends.reduce(12, +) <= width
    }

    /// Runs of values in one path each for certain and uncertain ones; what stands alone is a short dash.
    func lines(_ points: [ChartPoint], class name: String) -> [HTML] {
        var runs: (certain: [[(x: Double, y: Double)]], uncertain: [[(x: Double, y: Double)]]) = ([], [])
        var run: [(x: Double, y: Double)] = []
        var isUncertain = false
        func finish() {
            if run.count == 1 { run = [(run[0].x - 2, run[0].y), (run[0].x + 2, run[0].y)] }
            if !run.isEmpty { if isUncertain { runs.uncertain.append(run) } else { runs.certain.append(run) } }
            run = []
        }
        for (position, point) in points.prefix(count).enumerated() {
            guard let number = point.number else {
                finish()
                continue
            }
            if point.flags.contains(.break) { finish() }
            if point.flags.isUncertain != isUncertain, let last = run.last {
                if run.count > 1 { finish() }
                run = [last]
            }
            isUncertain = point.flags.isUncertain
            run.append((x: x(position), y: y(number)))
        }
        finish()
        return [(runs.certain, name), (runs.uncertain, name + " dashed")].filter { !$0.0.isEmpty }
            .map { Marks.path($0.0, class: $0.1) }
    }

    /// The newest value: a mark where it is, and in words above the lines, with its period where later ones have none.
    func newest(_ points: [ChartPoint], _ periods: [String]) -> [HTML] {
        let points = points.prefix(count)
        guard let position = points.lastIndex(where: { $0.number != nil }), let number = points[position].number else {
            return [
                Marks.text(
                    Phrase.noData(language), x: width / 2, y: height / 2 + 4, anchor: .middle,
                    class: "chart-muted chart-word")
            ]
        }
        let words = points[position].shortWords
        let period = position == count - 1 ? "" : " (\(DateFormat.shortPeriod(periods[position], language)))"
        return [
            Marks.marker(
                0, x: x(position), y: y(number), radius: 3.5, isHollow: points[position].flags.isUncertain),
            Marks.text(words + period, x: 0, y: -5, class: "chart-value"),
        ]
    }
}
