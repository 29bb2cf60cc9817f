/// The course of one to six series over periods, each labelled at its end.
///
/// Missing periods are gaps, provisional and estimated values hollow and dashed; a break in the series interrupts the
/// line. Periods are evenly spaced, so the caller lists them all, those without values too.
public struct LineChart: Chart {
    /// One line.
    public struct Series: Sendable {
        public var name: String
        /// One point for each period; what is not there counts as missing.
        public var points: [ChartPoint]
        /// Where the calculation of each value stands; none where values lead nowhere.
        public var addresses: [Address]

        public init(_ name: String, _ points: [ChartPoint], addresses: [Address] = []) {
            self.name = name
            self.points = points
            self.addresses = addresses
        }

        func cell(_ position: Int, _ language: Language) -> DataTable.Cell {
            guard position < points.count else { return .missing }
            return points[position].cell(language, position < addresses.count ? addresses[position] : nil)
        }
    }

    public var id: String
    public var text: ChartText
    /// Canonical periods in order, such as `2026-Q3`.
    public var periods: [String]
    public var series: [Series]
    public var target: ChartReference?
    /// True where the axis has to begin at zero.
    public var fromZero: Bool

    public init(
        id: String, text: ChartText, periods: [String], series: [Series], target: ChartReference? = nil,
        fromZero: Bool = false
    ) {
        self.id = id
        self.text = text
        self.periods = periods
        self.series = series
        self.target = target
        self.fromZero = fromZero
    }

    /// Of a longer course only what has to be seen gets a dot: its end, what stands alone, what is uncertain.
    static let dotLimit = 24

    public var hasValues: Bool { drawn.contains { $0.points.contains { $0.number != nil } } }

    /// More than six lines can't be told apart: the table shows the others.
    var drawn: ArraySlice<Series> { series.prefix(6) }

    public func table(_ language: Language) -> DataTable {
        let columns =
            [DataTable.Column(Phrase.period(language))] + series.map { DataTable.Column($0.name, numeric: true) }
        let rows = periods.enumerated().map { position, period -> [DataTable.Cell] in
            [.text(DateFormat.period(period, language))]
                + series.map { $0.cell(position, language) }
        }
        return DataTable(caption: text.title, columns: columns, rows: rows)
    }

    /// The ends of each course: what a look at the lines tells first.
    public func spoken(_ language: Language) -> String {
        drawn.flatMap { line -> [String] in
            let valued = line.points.prefix(periods.count).enumerated().filter { $0.element.number != nil }
            guard valued.count > 1,
                let low = valued.min(by: { ($0.element.number ?? 0) < ($1.element.number ?? 0) }),
                let high = valued.max(by: { ($0.element.number ?? 0) < ($1.element.number ?? 0) })
            else { return [] }
            return [(Phrase.lowest, low), (.highest, high)].map { phrase, found in
                let name = drawn.count > 1 ? "\(line.name), " : ""
                let period = DateFormat.period(periods[found.offset], language)
                return "\(name)\(phrase(language)): \(found.element.words(language)), \(period)"
            }
        }.joined(separator: "; ")
    }

    public func notes(_ language: Language) -> [String] {
        let points = drawn.flatMap(\.points)
        var notes: [String] = []
        if points.contains(where: \.flags.isUncertain) { notes.append(Phrase.hollowIsProvisional(language)) }
        if points.contains(where: { $0.number == nil }) { notes.append(Phrase.gapIsMissing(language)) }
        if points.contains(where: { $0.flags.contains(.break) }) { notes.append(Phrase.tickIsBreak(language)) }
        if series.count > drawn.count { notes.append(Phrase.tooManySeries(language)) }
        return notes
    }
}
