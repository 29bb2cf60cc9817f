/// What is written around a chart.
public struct ChartText: Sendable {
    /// The finding or the question.
    public var title: String
    /// The measure and its unit.
    public var subtitle: String
    /// Where the values come from and of when they are.
    public var source: String
    /// One or two sentences for those who can't see the drawing; where empty, title and subtitle serve.
    public var description: String

    public init(title: String, subtitle: String, source: String, description: String = "") {
        self.title = title
        self.subtitle = subtitle
        self.source = source
        self.description = description
    }
}

/// A drawing that says something about numbers, with the numbers as a table behind it.
///
/// Each chart is drawn twice, for wide and for narrow room, and the sheet shows the one that fits: so its text never
/// falls below 11 pixels, on a phone or at 400 % zoom.
public protocol Chart: Sendable {
    /// Unique on the page, `a-z0-9-`.
    var id: String { get }
    var text: ChartText { get }
    /// False where there is no single value to draw.
    var hasValues: Bool { get }
    /// The marks and the height they need.
    func drawing(_ layout: ChartLayout, _ language: Language) -> ChartDrawing
    /// Every value of the chart.
    func table(_ language: Language) -> DataTable
    /// Sentences that explain the marks used.
    func notes(_ language: Language) -> [String]
    /// What those should hear besides title and measure who can't see the drawing; empty where its parts are read one by one.
    func spoken(_ language: Language) -> String
    /// Drawn between chart and notes.
    func legend(_ language: Language) -> HTML
    /// The page that has the table, where it is too long to stand behind the drawing.
    var tableElsewhere: Address? { get }
    /// The rooms it is drawn for; one alone where it has no text that could become too small.
    var layouts: [ChartLayout] { get }
}

/// Marks, in the coordinates of the layout's width and this height.
public struct ChartDrawing: Sendable {
    let height: Double
    let marks: [HTML]
    /// Marks that tell their value when they are pointed at or reached by keyboard (`Marks.telling`), drawn over the others.
    let telling: [HTML]
    /// Whether there are values that no mark tells, because marks would cover each other.
    let leavesOut: Bool
    /// Whether lengths are seen from another place than zero, which has to be said.
    let cutsAxis: Bool

    init(
        height: Double, marks: [HTML], telling: [HTML] = [], leavesOut: Bool = false, cutsAxis: Bool = false
    ) {
        self.height = height
        self.marks = marks
        self.telling = telling
        self.leavesOut = leavesOut
        self.cutsAxis = cutsAxis
    }
}

extension Chart {
    public func legend(_ language: Language) -> HTML { .empty }

    public func spoken(_ language: Language) -> String { "" }

    public var tableElsewhere: Address? { nil }

    public var layouts: [ChartLayout] { ChartLayout.allCases }

    /// The chart with title, notes, source, and the table behind it.
    ///
    /// - Parameter links: what stands at its end, such as ways to the same as a file.
    public func figure(_ language: Language, links: HTML = .empty) -> HTML {
        let heading = HTML.element(
            .figcaption, [],
            [
                .p(.text(text.title), class: "chart-title"),
                .when(!text.subtitle.isEmpty, .p(.text(text.subtitle), class: "chart-subtitle")),
            ])
        let drawn = hasValues ? layouts.map { (layout: $0, drawing: drawing($0, language)) } : []
        let drawings: HTML =
            drawn.isEmpty
            ? .p(.text(Phrase.noData(language)), class: "chart-empty")
            : .fragment(drawn.map { svg($0.drawing, $0.layout, language) })
        var notes = notes(language)
        if drawn.contains(where: \.drawing.cutsAxis) { notes.append(Phrase.axisIsCut(language)) }
        if drawn.contains(where: \.drawing.isBeyondKeyboard) { notes.append(Phrase.valuesInTable(language)) }
        return .element(
            .figure, [.class("chart-figure"), .id(id)],
            [
                heading, drawings, legend(language),
                .when(!notes.isEmpty, .p(.text(notes.joined(separator: " · ")), class: "chart-notes")),
                .when(
                    !text.source.isEmpty,
                    .p(.text(Phrase.source(language) + ": " + text.source), class: "chart-source")),
                tableElsewhere.map { .p(.a($0, .text(Phrase.tableBehindChart(language))), class: "chart-links") }
                    ?? Details(Phrase.tableBehindChart(language), [table(language).html(language)]).html(), links,
            ])
    }

    /// For those who can't see the drawing: the measure, and what stands out.
    func description(_ language: Language) -> String {
        [text.description.isEmpty ? text.subtitle : text.description, spoken(language)].filter { !$0.isEmpty }
            .joined(separator: ". ")
    }

    private func svg(_ drawing: ChartDrawing, _ layout: ChartLayout, _ language: Language) -> HTML {
        let prefix = id + "-" + layout.rawValue
        let description = description(language)
        // What can be reached by keyboard may not stand within a picture, which is read aloud as a whole.
        let isPicture = !drawing.canBeReached
        let room = layouts.count > 1 ? "chart-\(layout.rawValue)" : "chart-only"
        return .element(
            .svg,
            [
                .class("chart \(room)"), .set(.role, isPicture ? "img" : "group"),
                .set(.viewBox, "0 0 \(Int(layout.width)) \(Coordinate.text(drawing.height))"),
                .set(.ariaLabelledBy, description.isEmpty ? "\(prefix)-title" : "\(prefix)-title \(prefix)-desc"),
                .at(.fontSize, layout.fontSize),
            ],
            [
                .element(.title, [.id(prefix + "-title")], [.text(text.title)]),
                .when(!description.isEmpty, .element(.desc, [.id(prefix + "-desc")], [.text(description)])),
            ]
                + (isPicture
                    ? drawing.marks : [.element(.g, [.set(.ariaHidden, "true")], drawing.marks)]) + drawing.telling)
    }
}

extension ChartDrawing {
    /// More places than this are no help to those who go through them one by one: they have the table.
    static let placesByKeyboard = 40

    fileprivate var canBeReached: Bool { (1...Self.placesByKeyboard).contains(telling.count) }

    /// Whether values are told to the pointer alone or not at all, so that the table has to be named.
    fileprivate var isBeyondKeyboard: Bool { leavesOut || telling.count > Self.placesByKeyboard }

    /// Marks with what they tell; by keyboard too where they are few.
    init(
        height: Double, marks: [HTML], places: [ChartPlace], _ layout: ChartLayout, leavesOut: Bool = false,
        cutsAxis: Bool = false
    ) {
        let byKeyboard = places.count <= Self.placesByKeyboard
        self.init(
            height: height, marks: marks, telling: places.map { $0.html(layout, byKeyboard: byKeyboard) },
            leavesOut: leavesOut, cutsAxis: cutsAxis)
    }
}
