/// A list that is searched, sorted and shown page by page: the same everywhere.
///
/// Everything is a link or a form that asks, so a page of a list is an address that can be kept.
public struct LongList: Sendable {
    /// From this many rows on a search helps.
    private static let searchable = 12

    public let question: ListQuestion
    /// How many rows match, and how many there are in all.
    public let found: Int
    public let total: Int
    public let path: String
    /// What else narrows the list, and stays while somebody sorts or turns the page.
    public var filters: [QueryItem]
    /// What every address keeps, such as the language.
    public var kept: [QueryItem]

    public init(
        _ question: ListQuestion, found: Int, of total: Int, path: String, filters: [QueryItem] = [],
        kept: [QueryItem] = []
    ) {
        self.question = question
        self.found = found
        self.total = total
        self.path = path
        self.filters = filters.filter { !$0.value.isEmpty }
        self.kept = kept
    }

    /// Whether anything narrows it.
    public var isNarrowed: Bool { !question.words.isEmpty || !filters.isEmpty }

    /// A column by which can be sorted.
    ///
    /// - Parameter order: the name of the order, as `ListQuestion` knows it.
    public func column(_ header: String, _ order: String, numeric: Bool = false) -> DataTable.Column {
        let sorting = question.order.flatMap { asked in
            asked.name == order ? (asked.isDescending ? DataTable.Column.Sorting.descending : .ascending) : nil
        }
        let next = ListQuestion.Order(order, isDescending: sorting == .ascending)
        return DataTable.Column(
            header, numeric: numeric, sortAddress: address(order: next, page: 1), sorting: sorting)
    }

    /// The question above the list, the table, where in the list that is, and the way on.
    ///
    /// - Parameters:
    ///   - search: the label of the search field; where it is nil the list cannot be searched.
    ///   - fields: of the filters, filled; they stand beside the search, or below it folded where there are many.
    ///   - table: with the rows of this page.
    public func html(
        search: String?, fields: [FormField] = [], table: DataTable, _ language: Language
    ) -> HTML {
        [
            .when(search) { form($0, fields, language) },
            found == 0 && isNarrowed
                ? empty(language)
                : [
                    .when(
                        found > ListQuestion.rowsPerPage || isNarrowed, .p(.text(position(language)), class: "muted")),
                    table.html(language), pagination(language),
                ],
        ]
    }

    /// "41–80 von 11.000".
    public func position(_ language: Language) -> String {
        let start = (question.page - 1) * ListQuestion.rowsPerPage
        let end = min(found, start + ListQuestion.rowsPerPage)
        func number(_ number: Int) -> String { NumberFormat.integer(number, language) }
        let here = end > start + 1 ? "\(number(start + 1))–\(number(end))" : number(end)
        if isNarrowed, start == 0, end == found {
            return Phrase.listAllFound(number(found), in: number(total))(language)
        }
        return isNarrowed
            ? Phrase.listFound(here, of: number(found), in: number(total))(language)
            : Phrase.listPosition(here, of: number(found))(language)
    }

    public func pagination(_ language: Language) -> HTML {
        let pages = ListQuestion.pages(of: found)
        func turn(_ page: Int) -> Address? {
            page != question.page && (1...pages).contains(page) ? address(order: question.order, page: page) : nil
        }
        return Pagination(
            page: question.page, pageCount: pages, previous: turn(question.page - 1), next: turn(question.page + 1)
        ).html(language)
    }

    private func form(_ label: String, _ fields: [FormField], _ language: Language) -> HTML {
        guard total > Self.searchable || isNarrowed || !fields.isEmpty else { return .empty }
        var search = FormField(
            id: "q", label: label, control: .text(width: 20), value: question.words, isRequired: false)
        search.marksOptional = false
        let used = Set(fields.map(\.id))
        let hidden =
            filters.filter { !used.contains($0.name) }
            + (question.order.map { [QueryItem("sort", $0.text)] } ?? []) + kept
        let few = fields.count <= 2
        let folded = Details(
            Phrase.listFilters(language), isOpen: fields.contains { !$0.values.isEmpty },
            fields.map { $0.html(language) })
        var form = Form(
            action: Address(path: path), hidden: hidden,
            parts: [.field(search)] + (few ? fields.map { .field($0) } : [.html(folded.html())]),
            submitLabel: Phrase.listShow(language))
        form.isQuestion = true
        form.isSecondary = true
        return form.html(language)
    }

    private func empty(_ language: Language) -> HTML {
        EmptyState(
            Phrase.listNothing(language), explanation: Phrase.listNothingExplanation(language),
            action: PageFrame.Link(Phrase.listWhole(language), Address(path: path, query: kept))
        ).html()
    }

    private func address(order: ListQuestion.Order?, page: Int) -> Address {
        var items: [QueryItem] = question.words.isEmpty ? [] : [QueryItem("q", question.words)]
        items += filters
        if let order { items.append(QueryItem("sort", order.text)) }
        if page > 1 { items.append(QueryItem("page", String(page))) }
        return Address(path: path, query: items + kept)
    }
}
