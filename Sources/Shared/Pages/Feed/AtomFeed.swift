/// News as an Atom feed (RFC 4287), written as text whose every value is escaped.
public struct AtomFeed: Sendable {
    public struct Entry: Sendable {
        /// An address that never changes, such as `urn:uuid:…`.
        let id: String
        let title: String
        /// An instant as RFC 3339 writes it, in UTC.
        let updated: String
        let text: String
        /// Whole, with host.
        let link: String

        public init(id: String, title: String, updated: String, text: String, link: String) {
            self.id = id
            self.title = title
            self.updated = updated
            self.text = text
            self.link = link
        }
    }

    let id: String
    let title: String
    /// Who speaks.
    let author: String
    /// Where the feed itself is, and the page it follows.
    let own: String
    let page: String
    let language: String
    /// When nothing has happened yet.
    let begun: String
    let entries: [Entry]

    public init(
        id: String, title: String, author: String, own: String, page: String, language: String, begun: String,
        entries: [Entry]
    ) {
        self.id = id
        self.title = title
        self.author = author
        self.own = own
        self.page = page
        self.language = language
        self.begun = begun
        self.entries = entries
    }

    public static let mediaType = "application/atom+xml; charset=utf-8"

    public var bytes: [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        text += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(Self.escaped(language))\">\n"
        text += Self.element("id", id) + Self.element("title", title)
        text += Self.element("updated", entries.map(\.updated).max() ?? begun)
        text += "<author>\(Self.element("name", author.isEmpty ? "–" : author).dropLast())</author>\n"
        text += "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(Self.escaped(own))\"/>\n"
        text += "<link rel=\"alternate\" type=\"text/html\" href=\"\(Self.escaped(page))\"/>\n"
        for entry in entries {
            text += "<entry>\n" + Self.element("id", entry.id) + Self.element("title", entry.title)
            text += Self.element("updated", entry.updated)
            text += "<link rel=\"alternate\" type=\"text/html\" href=\"\(Self.escaped(entry.link))\"/>\n"
            text += "<content type=\"text\">\(Self.escaped(entry.text.isEmpty ? entry.title : entry.text))</content>\n"
            text += "</entry>\n"
        }
        return Array((text + "</feed>\n").utf8)
    }

    private static func element(_ name: String, _ value: String) -> String {
        "<\(name)>\(escaped(value))</\(name)>\n"
    }

    /// XML has no place for most control characters, not even escaped; they are dropped.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            default:
                let isAllowed =
                    scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0xFFFE
                    && scalar.value != 0xFFFF
                if isAllowed { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }
}
