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
    /// Where the calculation of a period stands, one for each period; none where the table leads nowhere.
    public var addresses: [Address]
    /// The page that has the table, where it is too long to stand behind the drawing.
    public var tablePage: Address?

    public static let panelLimit = 24
    /// A table of more cells than this stands on a page of its own.
    public static let cellLimit = 400

    public init(
        id: String, text: ChartText, periods: [String], panels: [Panel], rowHeader: String,
        comparison: LineChart.Series? = nil, scale: (low: Double, high: Double)? = nil, addresses: [Address] = [],
        tablePage: Address? = nil
    ) {
        self.id = id
        self.text = text
        self.periods = periods
        self.panels = panels
        self.rowHeader = rowHeader
        self.comparison = comparison
        self.scale = scale
        self.addresses = addresses
        self.tablePage = tablePage
    }

    public var tableElsewhere: Address? { panels.count * periods.count > Self.cellLimit ? tablePage : nil }

    public var hasValues: Bool { drawn.contains { $0.points.contains { $0.number != nil } } }

    var drawn: ArraySlice<Panel> { panels.prefix(Self.panelLimit) }

    public func table(_ language: Language) -> DataTable {
        func row(_ label: String, _ points: [ChartPoint]) -> [DataTable.Cell] {
            [.text(label)] + periods.indices.map { $0 < points.count ? points[$0].cell(language) : .missing }
        }
        return DataTable(
            caption: text.title,
            columns: [.init(rowHeader)]
                + periods.enumerated().map { position, period in
                    DataTable.Column(
                        DateFormat.shortPeriod(period, language), numeric: true,
                        address: position < addresses.count ? addresses[position] : nil)
                },
            rows: panels.map { row($0.label, $0.points) },
            footer: comparison.map { series in
                [[.text(series.name)] + periods.indices.map { series.cell($0, language) }]
            } ?? [])
    }

    public func notes(_ language: Language) -> [String] {
        let points = drawn.flatMap(\.points)
        var notes = [Phrase.oneScale(language), Phrase.newestAbove(language)]
        if let comparison { notes.append("\(Phrase.thinLine(language)): \(comparison.name)") }
        if points.contains(where: \.flags.isUncertain) { notes.append(Phrase.hollowIsProvisional(language)) }
        if points.contains(where: { $0.number == nil }) { notes.append(Phrase.gapIsMissing(language)) }
        if panels.count > drawn.count {
            notes.append(Phrase.firstRowsOnly(drawn: drawn.count, of: panels.count, language))
        }
        return notes
    }
}
