/// A card as the wall shows it.
public struct WallCard: Sendable, Hashable {
    public let id: Int64
    /// nil where it came without a table.
    public let table: Int64?
    public let theme: Int64?
    /// Empty where nobody gave one: then the text alone is shown.
    public let title: String
    public let text: String
    public let pseudonym: String

    public init(id: Int64, table: Int64?, theme: Int64?, title: String, text: String, pseudonym: String) {
        self.id = id
        self.table = table
        self.theme = theme
        self.title = title
        self.text = text
        self.pseudonym = pseudonym
    }
}

/// A group of cards that belong together, named by those who have read them.
public struct Theme: Sendable, Hashable {
    public let id: Int64
    public let name: String

    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }

    static let nameLimit = 120
}

/// What a card is called where it has no title of its own: its beginning, cut at a word.
public enum CardTitle {
    static let length = 80

    public static func make(from text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.count > length else { return line }
        let cut = line.prefix(length)
        let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return words + "…"
    }

    /// Whether `title` says no more than the text does.
    static func isMade(_ title: String, from text: String) -> Bool { title == make(from: text) }
}
