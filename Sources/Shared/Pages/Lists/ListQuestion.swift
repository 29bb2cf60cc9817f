/// What a reader asks of a long list: words to search for (`q`), an order (`sort`, descending with a minus sign before it)
/// and a page (`page`, counted from 1).
public struct ListQuestion: Sendable, Hashable {
    /// By what a list is sorted.
    public struct Order: Sendable, Hashable {
        public let name: String
        public let isDescending: Bool

        public init(_ name: String, isDescending: Bool = false) {
            self.name = name
            self.isDescending = isDescending
        }

        /// As it stands in an address.
        public var text: String { (isDescending ? "-" : "") + name }
    }

    /// Why a question is refused, with what is allowed.
    public struct Refusal: Error {
        public let reason: Phrase

        public init(_ reason: Phrase) { self.reason = reason }
    }

    /// The names of its parts in an address.
    public static let names = ["q", "sort", "page"]
    public static let rowsPerPage = 50
    /// The longest search, in characters.
    public static let longestSearch = 100

    /// As they were typed.
    public let words: String
    /// Nil for the order in which the list usually stands.
    public let order: Order?
    public let page: Int

    public init(words: String = "", order: Order? = nil, page: Int = 1) {
        self.words = words.trimmed
        self.order = order
        self.page = page
    }

    /// - Parameters:
    ///   - value: of a name in the address.
    ///   - orders: the names by which the list can be sorted.
    public init(_ value: (String) -> String?, orders: [String]) throws(Refusal) {
        let words = value("q") ?? ""
        guard words.trimmed.count <= Self.longestSearch else { throw Refusal(.searchTooLong(Self.longestSearch)) }
        var order: Order?
        if let text = value("sort"), !text.isEmpty {
            let asked = Order(
                String(text.hasPrefix("-") ? text.dropFirst() : text[...]), isDescending: text.hasPrefix("-"))
            guard orders.contains(asked.name) else { throw Refusal(.unknownOrder(orders)) }
            order = asked
        }
        var page = 1
        if let text = value("page"), !text.isEmpty {
            guard let number = Int(text), String(number) == text, number > 0 else { throw Refusal(.badPage(nil)) }
            page = number
        }
        self.init(words: words, order: order, page: page)
    }

    /// Which of `count` rows stand on the page. Errors: a page after the last.
    public func range(of count: Int) throws(Refusal) -> Range<Int> {
        let pages = Self.pages(of: count)
        guard page <= pages else { throw Refusal(.badPage(pages)) }
        let start = (page - 1) * Self.rowsPerPage
        return start..<min(count, start + Self.rowsPerPage)
    }

    /// How many pages `count` rows fill; an empty list has one.
    public static func pages(of count: Int) -> Int { max(1, (count + rowsPerPage - 1) / rowsPerPage) }

    /// What is searched for, as texts are compared with it.
    public var search: SearchText.Question { SearchText.Question(words) }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

/// A text as lists search in it: without case and endings, umlauts spelled any way.
public struct SearchText: Sendable {
    fileprivate let bytes: [UInt8]

    public init(_ texts: String...) {
        bytes = Array(texts.flatMap(GermanWords.folded).joined(separator: " ").utf8)
    }

    /// What is searched for: every word has to occur, at the beginning of a word or within.
    public struct Question: Sendable {
        private let words: [[UInt8]]
        /// True where nothing is searched for.
        public let isEmpty: Bool

        init(_ typed: String) {
            isEmpty = typed.isEmpty
            words = GermanWords.folded(typed).map { Array(GermanWords.stem($0).utf8) }
        }

        /// Where nothing is searched for every text matches, and none where the search holds no letter and no digit.
        public func matches(_ text: SearchText) -> Bool {
            isEmpty || (!words.isEmpty && words.allSatisfy { word in text.contains(word) })
        }
    }

    private func contains(_ word: [UInt8]) -> Bool {
        guard let first = word.first, word.count <= bytes.count else { return word.isEmpty }
        var place = 0
        let last = bytes.count - word.count
        while place <= last {
            if bytes[place] == first, bytes[place..<place + word.count].elementsEqual(word) { return true }
            place += 1
        }
        return false
    }
}

extension ListQuestion.Order {
    /// Rows by their keys; equal ones stay as they stand, and those without a key come last whichever way it goes.
    public func sorted<Row, Key: Comparable>(_ rows: [Row], by key: (Row) -> Key?) -> [Row] {
        let keyed = rows.enumerated().map { (place: $0.offset, key: key($0.element)) }
        return keyed.sorted { left, right in
            guard let first = left.key, let second = right.key else {
                return left.key == nil && right.key == nil ? left.place < right.place : right.key == nil
            }
            if first == second { return left.place < right.place }
            return isDescending ? first > second : first < second
        }.map { rows[$0.place] }
    }
}
