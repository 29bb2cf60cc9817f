/// A table with a caption, header cells with scope, and its own sideways scroll.
///
/// The first column heads the rows and stays in sight. Numbers are right-aligned in figures of equal width. A table whose
/// later columns are what people come for can be stacked where there is little room: each row is a card then, with nothing
/// out of sight.
public struct DataTable: Sendable {
    /// One column.
    public struct Column: Sendable {
        /// The direction in which a table is sorted now.
        public enum Sorting: String, Sendable { case ascending, descending }

        public let header: String
        public let isNumeric: Bool
        /// Where the header leads to sort by this column, and how the table is sorted by it now.
        public let sortAddress: Address?
        public let sorting: Sorting?
        /// Where the header leads otherwise, such as to the calculation of its period.
        public let address: Address?

        public init(
            _ header: String, numeric: Bool = false, sortAddress: Address? = nil, sorting: Sorting? = nil,
            address: Address? = nil
        ) {
            self.header = header
            self.isNumeric = numeric
            self.sortAddress = sortAddress
            self.sorting = sorting
            self.address = address
        }
    }

    /// What stands in a cell. Missing, suppressed and not applicable are words, never an empty cell.
    public enum Cell: Sendable {
        case text(String)
        case link(String, Address)
        /// A formatted number; `note` is a word such as "vorläufig".
        case number(String, note: String? = nil)
        case missing, suppressed, notApplicable
        case html(HTML)
    }

    public var caption: String
    public var columns: [Column]
    public var rows: [[Cell]]
    /// Rows under a line at the end, such as a sum.
    public var footer: [[Cell]]
    /// True where the caption is only read aloud because a heading just above says the same.
    public var hidesCaption: Bool
    /// The sentence shown where there are no rows.
    public var emptyText: String?
    /// Whether each row becomes a card on a narrow screen. Headers that sort stay above the cards.
    public var stacks: Bool

    public init(
        caption: String, columns: [Column], rows: [[Cell]], footer: [[Cell]] = [], hidesCaption: Bool = false,
        emptyText: String? = nil, stacks: Bool = false
    ) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.footer = footer
        self.hidesCaption = hidesCaption
        self.emptyText = emptyText
        self.stacks = stacks
    }

    public func html(_ language: Language) -> HTML {
        let captionClass = hidesCaption ? "visually-hidden" : "table-caption"
        var parts: [HTML] = [
            .element(.caption, [.class(captionClass)], [.span(.text(caption))]),
            .element(.thead, role("rowgroup"), [.element(.tr, role("row"), columns.map { header($0, language) })]),
            .element(
                .tbody, role("rowgroup"), rows.isEmpty ? [emptyRow(language)] : rows.map { row($0, language) }),
        ]
        if !footer.isEmpty { parts.append(.element(.tfoot, role("rowgroup"), footer.map { row($0, language) })) }
        let label = caption + ", " + Phrase.scrollableTable(language)
        return .element(
            .div,
            [.class("table-region"), .set(.role, "region"), .set(.ariaLabel, label), .set(.tabindex, "0")],
            [.element(.table, (stacks ? [.class("stacks")] : []) + role("table"), parts)])
    }

    /// Cards are no table for a browser any more: the roles keep it one for those who hear it.
    private func role(_ name: String) -> [Attribute] { stacks ? [.set(.role, name)] : [] }

    private func header(_ column: Column, _ language: Language) -> HTML {
        var attributes: [Attribute] = [.set(.scope, "col")] + role("columnheader")
        if column.isNumeric { attributes.append(.class("number")) }
        if let sorting = column.sorting { attributes.append(.set(.ariaSort, sorting.rawValue)) }
        guard let address = column.sortAddress else {
            return .element(
                .th, attributes,
                [column.address.map { .a($0, .text(column.header), class: "receipt") } ?? .text(column.header)])
        }
        let next = column.sorting == .ascending ? Phrase.sortDescending : Phrase.sortAscending
        let link = HTML.element(
            .a, [.href(address), .class("sort " + (column.sorting?.rawValue ?? "unsorted"))],
            [.text(column.header), .hidden(", " + next(language))])
        return .element(.th, attributes, [link])
    }

    private func row(_ cells: [Cell], _ language: Language) -> HTML {
        let drawn = cells.enumerated().map { position, cell in
            let isNumeric = position < columns.count && columns[position].isNumeric
            let classes: [Attribute] = isNumeric ? [.class("number")] : []
            let content = self.content(cell, language)
            guard position > 0 else {
                return HTML.element(.th, [.set(.scope, "row")] + classes + role("rowheader"), [content])
            }
            let label =
                stacks && position < columns.count
                ? HTML.element(
                    .span, [.class("stack-label"), .set(.ariaHidden, "true")], [.text(columns[position].header)])
                : .empty
            return HTML.element(.td, classes + role("cell"), [label, content])
        }
        return .element(.tr, role("row"), drawn)
    }

    private func emptyRow(_ language: Language) -> HTML {
        .element(
            .tr, role("row"),
            [
                .element(
                    .td, [.set(.colspan, max(columns.count, 1)), .class("empty-row")] + role("cell"),
                    [.text(emptyText ?? Phrase.noRows(language))])
            ])
    }

    private func content(_ cell: Cell, _ language: Language) -> HTML {
        switch cell {
        case .text(let text): .text(text)
        case .link(let label, let address): .a(address, .text(label))
        case .number(let number, let note):
            [.text(number), .when(note) { .span(.text(" " + $0), class: "cell-note") }]
        case .missing: .span(.text(Phrase.missing(language)), class: "sign")
        case .suppressed: .span(.text(Phrase.suppressed(language)), class: "sign")
        case .notApplicable: .span(.text(Phrase.notApplicable(language)), class: "sign")
        case .html(let html): html
        }
    }
}
