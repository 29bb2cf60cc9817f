/// A longer text as people type it, drawn safely: nothing in it is markup.
///
/// An empty line ends a paragraph, `- ` begins a point of a list, `# ` a heading; addresses that begin with `https://` or
/// `http://` and mailboxes become links. Everything else stays as it is typed.
public struct PlainText: Sendable {
    public var text: String
    /// How deep headings stand, 2 to 4.
    public var headingLevel: Int

    public init(_ text: String, headingLevel: Int = 2) {
        self.text = text
        self.headingLevel = headingLevel
    }

    public func html() -> [HTML] {
        var blocks: [HTML] = []
        var lines: [Substring] = []
        var points: [HTML] = []
        func endParagraph() {
            guard !lines.isEmpty else { return }
            let pieces = lines.enumerated().flatMap { place, line in
                (place == 0 ? [] : [HTML.element(.br, [], [])]) + Self.linked(line)
            }
            blocks.append(.element(.p, [], pieces))
            lines = []
        }
        func endList() {
            guard !points.isEmpty else { return }
            blocks.append(.ul(points))
            points = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                endParagraph()
                endList()
            } else if line.hasPrefix("- ") || line.hasPrefix("• ") {
                endParagraph()
                points.append(.element(.li, [], Self.linked(line.dropFirst(2))))
            } else if line.hasPrefix("# ") {
                endParagraph()
                endList()
                blocks.append(.element(heading, [], [.text(String(line.dropFirst(2)))]))
            } else {
                endList()
                lines.append(line)
            }
        }
        endParagraph()
        endList()
        return blocks
    }

    private var heading: ElementName { headingLevel <= 2 ? .h2 : headingLevel == 3 ? .h3 : .h4 }

    /// The words of a line, with addresses and mailboxes as links.
    private static func linked(_ line: Substring) -> [HTML] {
        var pieces: [HTML] = []
        var plain = ""
        for (place, word) in line.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if place > 0 { plain += " " }
            // A mark of punctuation at the end belongs to the sentence and not to the address.
            var core = word
            while let last = core.last, ".,;:!?)".contains(last) { core = core.dropLast() }
            guard let address = address(core) else {
                plain += word
                continue
            }
            pieces += [.text(plain), .a(address, .text(String(core)))]
            plain = String(word.dropFirst(core.count))
        }
        return pieces + [.text(plain)]
    }

    private static func address(_ word: Substring) -> Address? {
        if word.hasPrefix("https://") || word.hasPrefix("http://") { return try? Address(String(word)) }
        let halves = word.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, halves[1].contains("."), !halves[1].hasPrefix("."),
            word.utf8.allSatisfy({ byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                    || "@._-+".utf8.contains(byte)
            })
        else { return nil }
        return try? Address("mailto:\(word)")
    }
}
