import Pages

/// The rows of a long list that a reader asks for: those that match, in the order wanted, and of them those of one page.
struct AskedRows<Row> {
    /// How rows are brought into an order, of which each has a name that stands in addresses.
    typealias Sorting<Order> = (Order) -> ([Row], ListQuestion.Order) -> [Row]

    let list: LongList
    /// All that match, in the order wanted.
    let found: [Row]
    /// Those on the page.
    let shown: [Row]

    /// - Parameters:
    ///   - all: in their usual order.
    ///   - text: in what of a row is searched.
    ///
    /// Errors: an order or a page that there is not, a search that is too long.
    init<Order: RawRepresentable<String> & CaseIterable>(
        _ say: PageContext, _ all: [Row], by sorting: Sorting<Order>, text: (Row) -> SearchText
    ) throws(ListQuestion.Refusal) {
        let question = try say.listQuestion(orders: Order.allCases.map(\.rawValue))
        let search = question.search
        try self.init(
            say, question, found: search.isEmpty ? all : all.filter { search.matches(text($0)) }, of: all.count,
            by: sorting)
    }

    /// - Parameters:
    ///   - found: what matches, in its usual order.
    ///   - total: how many rows there are.
    ///   - filters: what narrows the list beside the search.
    ///
    /// Errors: a page that there is not.
    init<Order: RawRepresentable<String>>(
        _ say: PageContext, _ question: ListQuestion, found: [Row], of total: Int, filters: [QueryItem] = [],
        by sorting: Sorting<Order>
    ) throws(ListQuestion.Refusal) {
        let sorted = question.order.flatMap { asked in
            Order(rawValue: asked.name).map { sorting($0)(found, asked) }
        }
        self.found = sorted ?? found
        shown = Array(self.found[try question.range(of: found.count)])
        list = say.list(question, found: found.count, of: total, filters: filters)
    }
}
