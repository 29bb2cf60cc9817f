/// Which ideas of a process a list shows, and in what order.
struct IdeaFilter: Sendable, Equatable {
    enum Sort: String, Sendable, CaseIterable {
        /// Best first; only where something is searched for.
        case fitting
        case random
        case newest = "new"
        case supported
        case discussed
    }

    var process: Int64
    /// What was typed into the search field.
    var words = ""
    /// Codes; empty for all.
    var topic = ""
    var status = ""
    var channel = ""
    var sort: Sort
    /// Which of the orders by chance it is.
    var seed: Int64 = 0

    static let seeds: Int64 = 1 << 20
}

/// Where a page of a list begins: after the last idea of the page before, so nothing is skipped or shown twice when
/// others publish meanwhile.
struct IdeaCursor: Sendable, Equatable {
    /// What the list is sorted by there: a day, a count, for an order by chance its coarseness, for a search how many were
    /// shown.
    var value: Int64
    var id: Int64

    init(value: Int64, id: Int64) {
        self.value = value
        self.id = id
    }

    /// As it stands in an address: `value.id`.
    init?(_ text: String?) {
        let parts = (text ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let value = Int64(parts[0]), let id = Int64(parts[1]) else { return nil }
        self.init(value: value, id: id)
    }

    var text: String { "\(value).\(id)" }
}

/// One page of a list: identifiers in their order.
struct IdeaSlice: Sendable {
    var ids: [Int64]
    var next: IdeaCursor?
    /// How many the whole list has.
    var count: Int
    /// True where a search found more than are looked through.
    var isCut = false
}
