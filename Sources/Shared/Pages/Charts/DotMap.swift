/// Values where they belong: a dot for each place, its area a size such as the population, its lightness a class of values.
///
/// Places are given on a plane already (the caller has projected them), from the left and from the top, in units of the
/// map's width. Where there are very many, those that lie in one square share a dot.
public struct DotMap: Chart {
    /// One place, for example a town.
    public struct Dot: Sendable {
        public var label: String
        public var x: Double
        public var y: Double
        /// What the area stands for; nil where it is not known.
        public var size: (value: Double, text: String)?
        public var point: ChartPoint

        public init(_ label: String, x: Double, y: Double, size: (value: Double, text: String)?, point: ChartPoint) {
            self.label = label
            self.x = x
            self.y = y
            self.size = size
            self.point = point
        }
    }

    /// A closed line such as a boundary.
    public typealias Outline = [(x: Double, y: Double)]

    public var id: String
    public var text: ChartText
    public var outlines: [Outline]
    public var dots: [Dot]
    /// The map's height for a width of 1.
    public var aspect: Double
    public var classes: ValueClasses
    /// What values are of, with the unit: heads the legend.
    public var measure: String
    /// What the area of a dot stands for; empty where all are of one size.
    public var sizeLabel: String
    public var rowHeader: String

    public static let classLimit = 6
    /// More dots than this are drawn together by squares.
    public static let dotLimit = 300

    public init(
        id: String, text: ChartText, outlines: [Outline], dots: [Dot], aspect: Double, measure: String,
        sizeLabel: String, rowHeader: String
    ) {
        self.id = id
        self.text = text
        self.outlines = outlines
        self.dots = dots
        self.aspect = aspect
        self.measure = measure
        self.sizeLabel = sizeLabel
        self.rowHeader = rowHeader
        classes = ValueClasses(dots.compactMap(\.point.number), limit: Self.classLimit)
    }

    public var hasValues: Bool { !dots.isEmpty }

    var isGathered: Bool { dots.count > Self.dotLimit }

    /// One drawing serves all widths where it has no words.
    public var layouts: [ChartLayout] { isGathered ? [.wide] : ChartLayout.allCases }

    public func table(_ language: Language) -> DataTable {
        let hasSize = !sizeLabel.isEmpty
        guard !isGathered else {
            // A page may not grow with thousands of towns; each stands in the table of the indicator.
            return DataTable(
                caption: text.title, columns: [.init(measure), .init(rowHeader, numeric: true)],
                rows: signs(language).map { [.text($0.words), .number(NumberFormat.integer($0.count, language))] })
        }
        return DataTable(
            caption: text.title,
            columns: [.init(rowHeader), .init(measure, numeric: true)]
                + (hasSize ? [.init(sizeLabel, numeric: true)] : []),
            rows: dots.map { dot in
                [.text(dot.label), dot.point.cell(language)]
                    + (hasSize ? [dot.size.map { .number($0.text) } ?? .missing] : [])
            })
    }

    public func notes(_ language: Language) -> [String] {
        var notes: [String] = []
        if let largest = dots.max(by: { ($0.size?.value ?? 0) < ($1.size?.value ?? 0) }), let size = largest.size {
            notes.append(Phrase.areaIs(sizeLabel, largest.label, size.text, language))
        }
        if isGathered { notes.append(Phrase.placesGathered(language)) }
        if dots.contains(where: \.point.flags.isUncertain) { notes.append(Phrase.dashedIsProvisional(language)) }
        return notes
    }

    public func legend(_ language: Language) -> HTML {
        .ul(
            signs(language).map { sign in
                .li(
                    .element(
                        .svg,
                        [
                            .class("swatch"), .set(.viewBox, "0 0 20 14"), .set(.width, 20), .set(.height, 14),
                            .set(.ariaHidden, "true"), .set(.focusable, "false"),
                        ], [Self.mark(sign.kind, x: 10, y: 7, radius: 6)]),
                    .text("\(sign.words) (\(NumberFormat.integer(sign.count, language)))"))
            }, class: "chart-legend")
    }

    public func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing {
        let margin = 18.0
        let inner = layout.width - margin * 2
        let height = min(max(inner * min(max(aspect, 0.05), 4), 60), layout == .wide ? 620 : 460)
        // A tall region is drawn narrower, never squeezed.
        let scale = min(inner, height / min(max(aspect, 0.05), 4))
        let left = (layout.width - scale) / 2
        func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (left + x * scale, margin + y * scale) }

        let lines = outlines.filter { !$0.isEmpty }.map { outline in
            Marks.steps(outline.map { place($0.x, $0.y) }) + "Z"
        }.joined()
        var marks: [HTML] = []
        if !lines.isEmpty { marks.append(.element(.path, [.set(.d, lines), .class("map-area")], [])) }
        let shown = isGathered ? gathered(language) : dots
        let greatest = max(shown.compactMap { $0.size?.value }.max() ?? 0, 1e-9)
        let widest = layout == .wide ? (isGathered ? 12.0 : 24.0) : 15.0
        var spots: [Spot] = []
        for dot in shown {
            let spot = place(dot.x, dot.y)
            let share = dot.size.map { max($0.value, 0) / greatest } ?? 0
            let radius = sizeLabel.isEmpty ? 7 : max(widest * share.squareRoot(), isGathered ? 1.5 : 3.5)
            spots.append(Spot(dot: dot, x: spot.x, y: spot.y, radius: radius, kind: kind(dot.point)))
        }
        // Small ones stand on large ones, or they could not be seen.
        spots.sort { ($0.radius, $1.dot.label) > ($1.radius, $0.dot.label) }
        let places = spots.map { spot in
            ChartPlace(
                words(spot.dot, language), x: spot.x, y: spot.y - spot.radius + 4, series: "",
                [Self.mark(spot.kind, x: spot.x, y: spot.y, radius: spot.radius, spot.dot.point.flags.isUncertain)])
        }
        if isGathered {
            // Hundreds of dots tell nothing one by one.
            let drawn = spots.map { Self.mark($0.kind, x: $0.x, y: $0.y, radius: $0.radius) }
            return ChartDrawing(height: scale * aspect + margin * 2, marks: marks + drawn)
        }
        let names = MapNames(spots.map { ($0.dot.label, $0.x, $0.y, $0.radius) }, layout, height: height + margin * 2)
        return ChartDrawing(height: scale * aspect + margin * 2, marks: marks + names.marks, places: places, layout)
    }

    private struct Spot {
        let dot: Dot
        let x: Double
        let y: Double
        let radius: Double
        let kind: Kind
    }

    /// From 1 to 6: few classes are as far from each other as many together.
    private func lightness(_ place: Int) -> Int {
        let last = max(classes.counts.count - 1, 1)
        return 1 + min(place, last) * (Self.classLimit - 1) / last
    }

    /// How a place is drawn.
    private enum Kind: Equatable { case value(Int), missing, suppressed, notApplicable }

    private func kind(_ point: ChartPoint) -> Kind {
        switch point {
        case .value: point.number.flatMap(classes.place(of:)).map { .value(lightness($0)) } ?? .missing
        case .missing: .missing
        case .suppressed: .suppressed
        case .notApplicable: .notApplicable
        }
    }

    /// Everything that occurs on the map, with its words.
    private func signs(_ language: Language) -> [(kind: Kind, words: String, count: Int)] {
        let kinds = dots.map { kind($0.point) }
        let all: [(Kind, String)] =
            classes.counts.indices.map { (.value(lightness($0)), classes.words($0, language)) } + [
                (.missing, Phrase.missing(language)), (.suppressed, Phrase.suppressed(language)),
                (.notApplicable, Phrase.notApplicable(language)),
            ]
        return all.map { kind, words in (kind, words, kinds.count { $0 == kind }) }.filter {
            // Every class, so that the legend is a whole scale; of what is missing only what there is.
            if case .value = $0.kind { return !classes.counts.allSatisfy { $0 == 0 } }
            return $0.count > 0
        }
    }

    private func words(_ dot: Dot, _ language: Language) -> String {
        "\(dot.label): \(dot.point.words(language))" + (dot.size.map { "; \(sizeLabel) \($0.text)" } ?? "")
    }

    private static func mark(
        _ kind: Kind, x: Double, y: Double, radius: Double, _ isUncertain: Bool = false
    ) -> HTML {
        switch kind {
        case .value(let place):
            return .element(
                .circle,
                [
                    .at(.cx, x), .at(.cy, y), .at(.r, radius),
                    .class("map-dot c\(place)" + (isUncertain ? " dashed" : "")),
                ], [])
        // Other shapes, so that what is missing is never taken for a light class.
        case .missing: return .element(.circle, [.at(.cx, x), .at(.cy, y), .at(.r, radius), .class("map-without")], [])
        case .suppressed:
            return Marks.rect(
                x: x - radius * 0.85, y: y - radius * 0.85, width: radius * 1.7, height: radius * 1.7,
                class: "map-without")
        case .notApplicable:
            let r = radius * 1.15
            return .element(
                .polygon,
                [
                    .set(
                        .points,
                        [(0.0, -r), (r, 0), (0, r), (-r, 0)].map {
                            Coordinate.text(x + $0.0) + "," + Coordinate.text(y + $0.1)
                        }.joined(separator: " ")), .class("map-without"),
                ], [])
        }
    }

    /// One dot for all places in a square: as large as all of them, in the class of the middle value.
    private func gathered(_ language: Language) -> [Dot] {
        for squares in [40.0, 30, 22, 16] {
            var cells: [Int: [Dot]] = [:]
            for dot in dots {
                let (column, row) = (Coordinate.below(dot.x * squares), Coordinate.below(dot.y * squares))
                cells[row * 1000 + column, default: []].append(dot)
            }
            guard cells.count <= 600 || squares == 16 else { continue }
            return cells.sorted { $0.key < $1.key }.map { _, members in
                let valued = members.filter { $0.point.number != nil }
                    .sorted { ($0.point.number ?? 0, $0.label) < ($1.point.number ?? 0, $1.label) }
                let sum = members.reduce(0.0) { $0 + ($1.size?.value ?? 0) }
                let count = Double(members.count)
                return Dot(
                    "", x: members.reduce(0.0) { $0 + $1.x } / count, y: members.reduce(0.0) { $0 + $1.y } / count,
                    size: (sizeLabel.isEmpty ? count : sum, ""),
                    point: valued.isEmpty ? members[0].point : valued[(valued.count - 1) / 2].point)
            }
        }
        return []
    }
}

/// The names of the largest places, each where it covers neither another name nor a dot that is not its own.
private struct MapNames {
    private(set) var marks: [HTML] = []

    init(_ spots: [(label: String, x: Double, y: Double, radius: Double)], _ layout: ChartLayout, height: Double) {
        var taken: [(left: Double, top: Double, right: Double, bottom: Double)] = []
        // Those who can be named at all: in a crowd only the largest.
        for (position, spot) in spots.prefix(layout == .wide ? 40 : 16).enumerated() {
            let width = layout.width(of: spot.label)
            for (dx, dy, anchor) in [
                (spot.radius + 4, 4.5, Marks.Anchor.start), (-spot.radius - 4, 4.5, .end),
                (0.0, -spot.radius - 5, .middle), (0.0, spot.radius + 15, .middle),
            ] {
                var left = spot.x + dx - (anchor == .start ? 0 : anchor == .end ? width : width / 2)
                // Above and below a name may stand off its middle, to stay on the map.
                if anchor == .middle { left = max(min(left, layout.width - width), 0) }
                let top = spot.y + dy - 12
                let box = (left: left, top: top, right: left + width, bottom: top + 15)
                guard box.left >= 0, box.right <= layout.width, box.top >= 0, box.bottom <= height else { continue }
                let isFree =
                    !taken.contains {
                        $0.left < box.right && box.left < $0.right && $0.top < box.bottom && box.top < $0.bottom
                    }
                    && !spots.enumerated().contains { other, dot in
                        other != position && dot.x + dot.radius > box.left && dot.x - dot.radius < box.right
                            && dot.y + dot.radius > box.top && dot.y - dot.radius < box.bottom
                    }
                guard isFree else { continue }
                taken.append(box)
                let x = anchor == .middle ? left + width / 2 : spot.x + dx
                marks.append(Marks.text(spot.label, x: x, y: spot.y + dy, anchor: anchor, class: "map-name"))
                break
            }
        }
    }
}
