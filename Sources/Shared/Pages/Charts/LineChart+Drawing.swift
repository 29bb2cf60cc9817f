extension LineChart {
    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let plot = Plot(chart: self, layout: layout, language: language)
        var marks = plot.axisMarks()
        if let target { marks += plot.targetMarks(target) }
        var places: [ChartPlace] = []
        for (position, line) in drawn.enumerated() {
            let (lines, dots) = plot.lineMarks(line, position)
            marks.append(.element(.g, [.class("s\(position + 1)")], lines))
            places += dots
        }
        marks += plot.endLabels(drawn)
        return ChartDrawing(
            height: plot.height, marks: marks, places: places, layout,
            leavesOut: drawn.contains { $0.points.prefix(periods.count).count > Self.dotLimit },
            cutsAxis: plot.axis.isCut)
    }

    /// The room between the axes and what is drawn in it.
    private struct Plot {
        let chart: LineChart
        let layout: ChartLayout
        let language: Language
        let axis: NiceAxis
        let height: Double
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double

        init(chart: LineChart, layout: ChartLayout, language: Language) {
            self.chart = chart
            self.layout = layout
            self.language = language
            let numbers = chart.drawn.flatMap { $0.points.prefix(chart.periods.count).compactMap(\.number) }
            axis = NiceAxis(
                numbers + (chart.target.map { [$0.number] } ?? []), fromZero: chart.fromZero, tickCount: 5)
            height = layout == .wide ? 330 : 270
            top = chart.target == nil ? 14 : 26
            bottom = height - 30
            let widestTick =
                axis.ticks.map { layout.width(of: NumberFormat.decimal($0.canonical, language)) }.max() ?? 0
            left = min(widestTick, layout.width / 3) + 10
            let widestName = chart.drawn.map { layout.width(of: $0.name, isBold: true) }.max() ?? 0
            right = layout.width - min(widestName, layout == .wide ? 150 : 84) - 18
        }

        func x(_ position: Int) -> Double {
            guard chart.periods.count > 1 else { return (left + right) / 2 }
            return left + 8 + (right - left - 16) * Double(position) / Double(chart.periods.count - 1)
        }

        func y(_ value: Double) -> Double { axis.place(value, from: bottom, to: top) }

        func axisMarks() -> [HTML] {
            var marks: [HTML] = []
            for tick in axis.ticks {
                let isZero = tick.value == 0
                marks.append(
                    Marks.line(
                        x1: left, y1: y(tick.value), x2: right, y2: y(tick.value),
                        class: isZero ? "chart-zero" : "chart-grid"))
                marks.append(
                    Marks.text(
                        NumberFormat.decimal(tick.canonical, language), x: left - 8, y: y(tick.value) + 4.5,
                        anchor: .end, class: "chart-muted"))
            }
            let labels = chart.periods.map { DateFormat.shortPeriod($0, language) }
            let room = (labels.map { layout.width(of: $0) }.max() ?? 0) + 14
            let spacing = chart.periods.count > 1 ? x(1) - x(0) : room
            let stride = max(1, Coordinate.above(room / max(spacing, 0.01)))
            // Counted from the newest period, which is always named.
            for position in chart.periods.indices where (chart.periods.count - 1 - position).isMultiple(of: stride) {
                marks.append(
                    Marks.line(
                        x1: x(position), y1: bottom, x2: x(position), y2: bottom + 5, class: "chart-grid"))
                marks.append(
                    Marks.text(labels[position], x: x(position), y: bottom + 21, anchor: .middle, class: "chart-muted"))
            }
            return marks
        }

        func targetMarks(_ target: ChartReference) -> [HTML] {
            let height = y(target.number)
            let words = target.label + " " + target.text
            if let due = target.period, let position = chart.periods.firstIndex(of: due) {
                let place = x(position)
                let width = layout.width(of: words)
                return [
                    .element(
                        .g, [.class("chart-target")],
                        [
                            Marks.marker(3, x: place, y: height, radius: 5.5, isHollow: true, title: words),
                            Marks.marker(3, x: place, y: height, radius: 2, title: words),
                        ]),
                    Marks.text(
                        words, x: max(min(place, right - width / 2), left + width / 2), y: height - 11,
                        anchor: .middle, class: "chart-reference"),
                ]
            }
            return [
                Marks.line(x1: left, y1: height, x2: right, y2: height, class: "chart-target-line"),
                Marks.text(words, x: left + 4, y: height - 6, class: "chart-reference"),
            ]
        }

        func lineMarks(_ line: Series, _ series: Int) -> (lines: [HTML], dots: [ChartPlace]) {
            var marks: [HTML] = []
            var run: [(x: Double, y: Double)] = []
            var runIsUncertain = false
            var previous: (point: ChartPoint, place: (x: Double, y: Double))?
            func finish() {
                if run.count > 1 {
                    marks.append(Marks.path(run, class: runIsUncertain ? "mark-line dashed" : "mark-line"))
                }
                run = []
            }
            var dots: [ChartPlace] = []
            let points = Array(line.points.prefix(chart.periods.count))
            let lastValue = points.lastIndex { $0.number != nil }
            for (position, point) in points.enumerated() {
                guard let number = point.number else {
                    finish()
                    previous = nil
                    continue
                }
                let place = (x: x(position), y: y(number))
                if point.flags.contains(.break) {
                    finish()
                    previous = nil
                    marks.append(
                        Marks.line(x1: place.x, y1: place.y - 11, x2: place.x, y2: place.y + 11, class: "mark-break"))
                }
                if let previous {
                    let isUncertain = previous.point.flags.isUncertain || point.flags.isUncertain
                    if isUncertain != runIsUncertain || run.isEmpty {
                        finish()
                        run = [previous.place]
                        runIsUncertain = isUncertain
                    }
                    run.append(place)
                }
                let isAlone = previous == nil
                if points.count <= LineChart.dotLimit || position == lastValue || isAlone || point.flags.isUncertain {
                    let title =
                        "\(line.name), \(DateFormat.period(chart.periods[position], language)): \(point.words(language))"
                    dots.append(
                        ChartPlace(
                            title, x: place.x, y: place.y, series: "s\(series + 1)",
                            [Marks.marker(series, x: place.x, y: place.y, isHollow: point.flags.isUncertain)]))
                }
                previous = (point, place)
            }
            finish()
            return (marks, dots)
        }

        /// Names at the lines' ends, moved apart where they would touch.
        func endLabels(_ lines: ArraySlice<Series>) -> [HTML] {
            var labels: [(series: Int, lines: [String], end: (x: Double, y: Double), top: Double)] = []
            for (position, line) in lines.enumerated() {
                let points = line.points.prefix(chart.periods.count)
                guard let last = points.lastIndex(where: { $0.number != nil }), let number = points[last].number else {
                    continue
                }
                let words = layout.lines(of: line.name, width: (layout.width - right - 14) / 1.07)
                let end = (x: x(last), y: y(number))
                labels.append((position, words, end, end.y - Double(words.count) * layout.lineHeight / 2))
            }
            labels.sort { ($0.end.y, $0.series) < ($1.end.y, $1.series) }
            var free = 0.0
            for position in labels.indices {
                labels[position].top = max(labels[position].top, free)
                free = labels[position].top + Double(labels[position].lines.count) * layout.lineHeight + 2
            }
            var limit = bottom + 6
            for position in labels.indices.reversed() {
                let room = Double(labels[position].lines.count) * layout.lineHeight
                labels[position].top = min(labels[position].top, limit - room)
                limit = labels[position].top - 2
            }
            return labels.map { label in
                let room = Double(label.lines.count) * layout.lineHeight
                let leader = Marks.line(
                    x1: label.end.x + 6, y1: label.end.y, x2: right + 8, y2: label.top + room / 2, class: "mark-leader")
                let words = label.lines.enumerated().map { row, text in
                    Marks.text(
                        text, x: right + 12, y: label.top + 12.5 + Double(row) * layout.lineHeight, class: "mark-label")
                }
                return .element(.g, [.class("s\(label.series + 1)")], [leader] + words)
            }
        }
    }
}
