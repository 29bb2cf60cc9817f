import Pages
import Testing

@Suite struct RenderingTests {
    @Test func escapesInTextAndAttributes() {
        let piece = HTML.element(.p, [.set(.title, "a\"b'c<d>&")], ["a\"b'c<d>&"])
        let escaped = "a&quot;b&#39;c&lt;d&gt;&amp;"
        #expect(String(decoding: piece.rendered(), as: UTF8.self) == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func replacesWhatMisleads() {
        let piece = HTML.text("a\u{202E}b\u{2067}c\u{0}d\u{85}e\u{2013}ä\u{200F}\tf")
        #expect(
            String(decoding: piece.rendered(), as: UTF8.self)
                == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{2013}ä\u{200F}\tf")
    }

    @Test func theLinesOfATextFieldStayLines() {
        #expect(HTML.text("a\r\nb\rc\n\nd\r\n\r\n").rendered() == Array("a\nb\nc\n\nd\n\n".utf8))
    }

    @Test func voidElementsHaveNoEndAndScriptsNoContent() {
        let piece: HTML = [.element(.br, [], ["x"]), .element(.script, [.src("/wall.js")], ["alert(1)"])]
        #expect(String(decoding: piece.rendered(), as: UTF8.self) == "<br><script src=\"/wall.js\"></script>")
    }

    /// Whatever the text, the markup around it stays the same, and the text comes back when it is read.
    @Test func randomTextNeverBecomesMarkup() throws {
        var generator = SeededGenerator(state: 7)
        let alphabet = Array("<>&\"'/=-! \n\tabcäß€😀;#x\u{0}\u{202E}\u{2066}\u{7F}")
        for _ in 0..<3000 {
            let text = String(
                (0..<Int.random(in: 0...40, using: &generator)).compactMap { _ in
                    alphabet.randomElement(using: &generator)
                })
            let bytes = HTML.element(
                .div, [.set(.title, text), .data("x" + text, text)], [.p(.text(text)), .text(text)]
            ).rendered()
            let page = try TagBalance(bytes)
            #expect(page.elementCount == 2)
            #expect(page.attributes.count == 2)
            var seen = (page.attributes[0].value ?? "")
            for (reference, character) in [
                ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
            ] {
                seen = seen.split(separator: reference, omittingEmptySubsequences: false).joined(separator: character)
            }
            let expected = String(
                String.UnicodeScalarView(
                    text.unicodeScalars.map {
                        ["\u{0}", "\u{202E}", "\u{2066}", "\u{7F}"].contains($0) ? "\u{FFFD}" : $0
                    }))
            #expect(Array(seen.utf8) == Array(expected.utf8))
        }
    }

    @Test func noAttributeCanCarryScriptOrStyle() {
        for name in AttributeName.allCases {
            #expect(
                !name.rawValue.hasPrefix("on") && !["style", "href", "src", "action", "srcdoc"].contains(name.rawValue))
        }
        #expect(!ElementName.allCases.map(\.rawValue).contains("style"))
    }

    @Test(arguments: [
        "", "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:x", " javascript:x", "data:text/html,x",
        "vbscript:x",
        "//evil.example/x", "\\\\evil", "/\\evil.example", "http:evil", "https://", "https:///x", "mailto:", "a b",
        "file:///etc", "x:y",
        "https://?x",
    ])
    func refusesAddress(_ text: String) {
        #expect(throws: PagesError.self) { try Address(text) }
        #expect(Address(stringLiteral: text).text == "#")
    }

    @Test(arguments: [
        "/", "/a/b?c=d:e#f", "a/b:c", "#x", "?x=1", "https://example.org", "HTTP://example.org:80/ü",
        "mailto:a@example.org", "../x",
    ])
    func acceptsAddress(_ text: String) throws {
        #expect(try Address(text).text == text)
    }

    @Test func buildsAddressesFromPlainText() throws {
        #expect(
            Address(path: "//evil/ä b%", query: [QueryItem("q", "a&b=c d")], fragment: "x y").text
                == "/evil/%C3%A4%20b%25?q=a%26b%3Dc%20d#x%20y")
        var generator = SeededGenerator(state: 11)
        for _ in 0..<2000 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<8).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &generator)) }))
            let address = Address(path: text, query: [QueryItem(text, text)], fragment: text)
            #expect(try Address(address.text) == address)
        }
    }

    /// On a telephone such a table is a list of cards; who hears it still hears a table.
    @Test func aTableThatStacksKeepsItsMeaning() {
        let columns = [
            DataTable.Column("Stelle"), DataTable.Column("Antwort"), DataTable.Column("Zahl", numeric: true),
        ]
        let rows: [[DataTable.Cell]] = [[.text("§ 1"), .text("ja"), .number("3")]]
        let plain = String(
            decoding: DataTable(caption: "Antworten", columns: columns, rows: rows).html(.german).rendered(),
            as: UTF8.self)
        #expect(!plain.contains("stack") && !plain.contains("role=\"row\""))
        let stacked = String(
            decoding:
                DataTable(caption: "Antworten", columns: columns, rows: rows, stacks: true).html(.german).rendered(),
            as: UTF8.self)
        #expect(stacked.contains("<table class=\"stacks\" role=\"table\">"))
        #expect(stacked.contains("<th scope=\"col\" role=\"columnheader\">Antwort</th>"))
        #expect(stacked.contains("<th scope=\"row\" role=\"rowheader\">§ 1</th>"))
        #expect(
            stacked.contains(
                "<td role=\"cell\"><span class=\"stack-label\" aria-hidden=\"true\">Antwort</span>ja</td>"))
        #expect(stacked.contains("<td class=\"number\" role=\"cell\">"))
    }
}
