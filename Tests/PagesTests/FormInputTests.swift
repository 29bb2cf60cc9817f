import Foundation
import Pages
import Testing

struct FormInputTests {
    @Test func keepsWhatWasTypedAndNamesEveryFault() {
        var input = FormInput([
            ("title", "  Ein Titel  "), ("text", "eins\r\nzwei\rdrei"), ("address", "ftp://wrong"), ("empty", "   "),
            ("control", "a\u{202E}b"), ("long", String(repeating: "ä", count: 6)),
        ])
        #expect(input.line("title", limit: 20, isRequired: true) == "Ein Titel")
        #expect(input.text("text", limit: 20) == "eins\nzwei\ndrei")
        #expect(input.isAccepted)
        _ = input.line("text", limit: 20)
        _ = input.address("address")
        _ = input.text("empty", limit: 10, isRequired: true)
        _ = input.text("control", limit: 10)
        _ = input.text("long", limit: 10)
        #expect(input.faults.map(\.name) == ["text", "address", "empty", "control", "long"])
        #expect(input.fault("long")?(.german).contains("um 2 Zeichen zu lang") == true)
        let field = input.filling(FormField(id: "address", label: "Adresse"), .german)
        #expect(field.values == ["ftp://wrong"])
        #expect(field.error?.hasPrefix("Bitte geben Sie eine vollständige Adresse an") == true)
    }

    @Test func listsAreReadLineByLine() {
        var input = FormInput([
            ("links", "https://a.example\n\n  http://b.example/x  "), ("wrong", "https://a.example\nb"),
        ])
        #expect(input.addresses("links", count: 2) == ["https://a.example", "http://b.example/x"])
        #expect(input.isAccepted)
        _ = input.addresses("links", count: 1)
        #expect(input.fault("links")?(.english) == "These are 2 lines. At most 1 are possible.")
        _ = input.addresses("wrong", count: 5)
        #expect(input.fault("wrong")?(.english).hasPrefix("\"b\" is not a whole address.") == true)
    }

    @Test func rowsAreThoseThatHoldSomething() {
        let input = FormInput([
            ("cost-1-year", "2024"), ("cost-2-year", " "), ("cost-3-source", "Land"), ("cost-x-year", "1"),
            ("cost-0-year", "1"), ("cost-99999-year", "1"), ("other-4-year", "1"), ("cost-5-status", "done"),
        ])
        #expect(input.rows("cost", columns: ["year", "source"]) == [1, 3])
    }

    @Test func aRefusedFormComesBackFilledWithTheSentenceTwice() throws {
        var input = FormInput([("name", ""), ("row-1-title", "Erste")])
        _ = input.line("name", limit: 10, isRequired: true)
        input.refuse("rows", Phrase(de: "Zu viele Zeilen.", en: "Too many rows."))
        let rows = FormRows(
            id: "rows", legend: "Zeilen", rows: [.init("Zeile 1", [FormField(id: "row-1-title", label: "Titel")])])
        let parts: [FormPart] = [
            .group(FormGroup("Gruppe", hint: "Hinweis", [.field(FormField(id: "name", label: "Name"))])), .rows(rows),
        ]
        let form = Form(action: "/x", parts: parts.map { $0.filled(input, .german) }, submitLabel: "Speichern")
        let bytes = form.html(.german).rendered()
        _ = try TagBalance(bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.components(separatedBy: "Hier muss etwas stehen").count == 3)
        #expect(text.components(separatedBy: "Zu viele Zeilen.").count == 3)
        #expect(text.contains("href=\"#rows\"") && text.contains("href=\"#name\""))
        #expect(text.contains("value=\"Erste\""))
    }

    @Test func plainTextIsNeverMarkup() throws {
        let text = """
            Erste Zeile <b>nicht fett</b>
            zweite Zeile

            # Überschrift
            - Punkt https://a.example/x.
            - Post an stelle@stadt.example
            javascript:alert(1)
            """
        let bytes = HTML.fragment(PlainText(text).html()).rendered()
        let balance = try TagBalance(bytes)
        let drawn = String(decoding: bytes, as: UTF8.self)
        #expect(balance.names == ["p", "br", "h2", "ul", "li", "a"])
        #expect(drawn.contains("<a href=\"https://a.example/x\">https://a.example/x</a>."))
        #expect(drawn.contains("href=\"mailto:stelle@stadt.example\""))
        #expect(drawn.contains("&lt;b&gt;nicht fett"))
        #expect(drawn.contains("<p>javascript:alert(1)</p>"))
    }
}
