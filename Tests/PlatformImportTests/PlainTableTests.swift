import Pages
import Tables
import TestSupport
import Testing

@testable import PlatformImport

@Suite struct PlainTableTests {
    @Test(arguments: [
        "Titel;Text;Handlungsfeld;Ort;Unterstützungen;Name;Bemerkung\nBänke;Am Ufer;Grün;Park;1;Merkmalperson;egal",
        "title,text,field,place,supports,name,Bemerkung\r\nBänke,Am Ufer,Grün,Park,1,Merkmalperson,egal\r\n",
        "\u{FEFF}TITEL\tBeschreibung\tThema\tOrtsteil\tLikes\tE-Mail\tBemerkung\nBänke\tAm Ufer\tGrün\tPark\t1\tMerkmalperson\tegal",
    ])
    func germanAndEnglishHeaders(_ text: String) throws {
        let plan = try read(text)
        let contribution = try #require(plan.contributions.first)
        #expect(contribution.title == "Bänke" && contribution.text == "Am Ufer" && contribution.category == "Grün")
        #expect(contribution.placeName == "Park" && contribution.count(.supports) == 1)
        #expect(!written(plan).contains("Merkmalperson"))
        let part = plan.report.parts[0]
        #expect(part.format == .plain && part.loss("Bemerkung") == .unknown && part.personal.map(\.count) == [1])
    }

    @Test func keysWithoutAnIdentifierAreStable() throws {
        let first = try read("Idee\nBänke\nBäume\nBänke\n")
        let second = try read("Idee\nBrunnen\nBäume\nBänke\nBänke\n")
        #expect(Set(first.contributions.map(\.id)).count == 3)
        #expect(Set(first.contributions.map(\.id)).isSubset(of: Set(second.contributions.map(\.id))))
        #expect(first.contributions[0].title == "Bänke" && first.contributions[0].text == "Bänke")
        #expect(first.report.parts[0].notes.count == 2)
    }

    @Test func encodings() throws {
        let windows = Array("Titel;Text\nB".utf8) + [0xE4] + Array("nke;".utf8) + [0x84, 0x47, 0x72, 0xFC, 0x6E, 0x93]
        let plan = try PlatformImport.read(windows, file: "x.csv")
        #expect(plan.contributions.first?.title == "Bänke" && plan.contributions.first?.text == "„Grün“")
        #expect(plan.report.parts[0].notes.contains { $0(.german).contains("Windows-1252") })
        #expect(throws: ImportRefusal.self) {
            try PlatformImport.read([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00], file: "bild.png")
        }
    }

    @Test func rowsAreRefusedWithTheirLine() throws {
        let plan = try read("Nr;Titel;Text\n1;A;x\n1;B;y\n;C;z\n4;;\n5;D;w;zu viel\n6;E;v\n")
        #expect(plan.contributions.map(\.id) == ["1", "6"])
        let refused = plan.report.parts[0].refused
        #expect(refused.map(\.row) == [3, 4, 5, 6])
        #expect(refused.map { $0.reason(.german) }[0].contains("zweimal"))
        #expect(plan.report.parts[0].rowCount == 6)
    }

    @Test func unreadableCellsAreNamedAndTheRowIsTaken() throws {
        let plan = try read(
            "Titel;Datum;Likes;lat;lon;Link\nA;31.02.2026;viele;91;8;javascript:alert(1)\nB;1.3.2026;3;51,4;8,1;https://e.org/b\n"
        )
        #expect(plan.contributions.count == 2)
        #expect(plan.contributions[0].created == nil && plan.contributions[0].counts.isEmpty)
        #expect(plan.contributions[0].address.isEmpty && plan.contributions[0].latitude == nil)
        #expect(plan.contributions[1].created == seconds("2026-02-28T23:00:00Z"))
        #expect(plan.contributions[1].latitude == 51.4)
        #expect(plan.report.parts[0].lostValues.map(\.column) == ["lat", "Datum", "Link", "Likes"])
        #expect(plan.report.parts[0].lostValues.allSatisfy { $0.rows == [2] })
    }

    @Test func longTitlesAndTexts() throws {
        let long = String(repeating: "Wort ", count: 60)
        let plan = try read("Titel;Text\n\(long);Mehr\nB;\(String(repeating: "x", count: 60_001))\n")
        let first = try #require(plan.contributions.first)
        #expect(first.title.utf8.count <= 200 && first.title.hasSuffix("Wort…"))
        #expect(first.text.hasPrefix(long.dropLast() + "\n\nMehr"))
        #expect(plan.report.parts[0].refused.map(\.row) == [3])
    }

    /// One rule for all that was written elsewhere: kept in full, or refused by its row, and never cut without a word.
    @Test func whatIsLongerThanTheFormIsKeptInFull() throws {
        func x(_ count: Int) -> String { String(repeating: "x", count: count) }
        let plan = try read(
            "Titel;Text;Ort;Status;Antwort\nA;\(x(8001));;;\nB;\(x(8000));\(x(121));\(x(201));\(x(60_000))\n"
                + "C;kurz;;;\(x(60_001))\n\(x(300));\(x(59_800));;;\n\(x(300));\(x(59_698));;;\n")
        #expect(plan.contributions.map(\.row) == [2, 3, 6])
        #expect(plan.contributions[0].text.count == 8001)
        #expect(plan.contributions[1].answer.count == 60_000)
        #expect(plan.contributions[1].placeName.utf8.count <= 120 && plan.contributions[1].status.utf8.count <= 200)
        let part = plan.report.parts[0]
        #expect(part.refused.map(\.row) == [4, 5])
        #expect(part.lostValues.map(\.column).sorted() == ["Ort", "Status"])
        #expect(part.lostValues.allSatisfy { $0.rows == [3] })
        #expect(part.notes.contains { $0(.german).hasPrefix("2 Texte sind länger als die 8000 Byte") })
    }

    @Test(arguments: [
        "", "  ", "Spalte A;Spalte B\n1;2\n", "nur Text ohne Kopf", "Titel,Text;Ort\na,b;c\n", "Titel;Text\n\"offen\n",
        "Titel;Text\nx;a\rb\n",
    ])
    func refusesWithASentence(_ text: String) throws {
        do {
            _ = try read(text)
            Issue.record("accepted")
        } catch let refusal as ImportRefusal {
            #expect(refusal.count >= 1)
            #expect(refusal.problems.allSatisfy { !$0.text(.german).isEmpty && !$0.text(.english).isEmpty })
        }
    }

    @Test func theSourceCanBeNamed() throws {
        #expect(try read("Titel\nA\n").source == "table")
        #expect(try read("Titel\nA\n", source: "haushalt-2026").source == "haushalt-2026")
        #expect(try read("Titel;Link\nA;https://a.example/1\nB;https://b.example/1\n").source == "table")
    }
}

@Suite struct MarkupTextTests {
    @Test(arguments: [
        ("a < b und c > d", "a < b und c > d"), ("R & D", "R & D"), ("&lt;b&gt;", "<b>"),
        ("<p>A</p><p>B<br>C</p>", "A\n\nB\nC"), ("<ul><li>x</li><li>y</li></ul>", "- x\n- y"),
        ("<a href=\"https://e.org\">https://e.org</a>", "https://e.org"),
        ("<a href='javascript:x'>Klick</a>", "Klick"), ("<p>Gr&uuml;&szlig;e&nbsp;&#x1F6B2;</p>", "Grüße 🚲"),
        ("<script>alert(1)</script><b>Text</b>", "Text"), ("<img src=x onerror=alert(1)>Bild", "Bild"),
        ("a\r\n\r\n\r\n\r\nb\u{202E}\u{0}", "a\n\nb"), ("a\rb\n\nc", "a\nb\n\nc"), ("x <y> &z; &&", "x <y> &z; &&"),
        ("  \u{A0}x\t y ", "x  y"), ("<p", "<p"),
    ])
    func plain(_ text: String, _ expected: String) { #expect(MarkupText.plain(text) == expected) }

    /// A table may have 100,000 texts: finding out that one is markup took 4 ms where every tag was searched for.
    @Test func longTextsAreReadQuickly() {
        let text = "<div class=\"x\">" + String(repeating: "Rad & Weg < Straße <a ", count: 5_000) + "</div>"
        let clock = ContinuousClock()
        let took = clock.measure { #expect(MarkupText.plain(text).utf8.count > 90_000) }
        #expect(took < .seconds(8))
    }

    @Test func mutationsNeverLeaveATagOfAScript() {
        let text = "<p>Text <a href=\"https://e.org\">x</a> &amp; <script>alert(1)</script></p>"
        for mutated in mutations(of: Array(text.utf8), count: 2_000, seed: 190) {
            let plain = MarkupText.plain(String(decoding: mutated, as: UTF8.self))
            #expect(!plain.unicodeScalars.contains { $0.value < 0x20 && $0.value != 0x0A })
        }
    }
}

@Suite struct ImportTimeTests {
    @Test(arguments: [
        ("2026-10-05", "2026-10-04T22:00:00Z"), ("2026-10-05T14:30:00Z", "2026-10-05T14:30:00Z"),
        ("2026-10-05 14:30:07 UTC", "2026-10-05T14:30:07Z"), ("2026-10-05T14:30:00.123+02:00", "2026-10-05T12:30:00Z"),
        ("2026-10-05 14:30:00 -0530", "2026-10-05T20:00:00Z"), ("05.10.2026, 14:30 Uhr", "2026-10-05T12:30:00Z"),
        ("5. 1. 2026", "2026-01-04T23:00:00Z"), ("2026-03-29 01:59", "2026-03-29T00:59:00Z"),
        ("2026-03-29 03:00", "2026-03-29T01:00:00Z"), ("2026-10-25 04:00", "2026-10-25T03:00:00Z"),
        ("2024-02-29", "2024-02-28T23:00:00Z"), ("46300.5", "2026-10-05T10:00:00Z"),
    ])
    func read(_ text: String, _ expected: String) { #expect(ImportTime.read(text) == seconds(expected)) }

    @Test(arguments: [
        "", "heute", "2026-02-30", "2026-13-01", "05/10/2026", "2026-10-05T25:00", "2026-10-05 14:30 XYZ", "2026",
        "123",
        "1.1.26", "2026-10-05T14:30:00+99:00",
    ])
    func unreadable(_ text: String) { #expect(ImportTime.read(text) == nil) }

    @Test func daysAreGermanOnes() {
        #expect(seconds("2026-10-04T22:00:00Z").map(ImportTime.day) == "2026-10-05")
        #expect(seconds("2026-01-01T22:59:59Z").map(ImportTime.day) == "2026-01-01")
    }
}
