import Pages
import TestSupport
import Testing

@testable import Tables

@Suite struct CSVReaderTests {
    private func rows(_ text: String, oneColumn: Bool = false) -> [[String]]? {
        rows(Array(text.utf8), oneColumn: oneColumn)
    }

    private func rows(_ bytes: [UInt8], oneColumn: Bool = false) -> [[String]]? {
        let problems = ProblemList()
        let rows = CSVReader.read(bytes, file: "x.csv", problems: problems, mayHaveOneColumn: oneColumn)
        #expect(rows != nil || !problems.isEmpty)
        return rows?.map(\.cells)
    }

    @Test func oneColumnWhereTheCallerAllowsIt() {
        #expect(rows("Idee\nBänke; und Bäume\n") == nil)
        #expect(rows("Idee\n\"Bänke, Bäume\"\n", oneColumn: true) == [["Idee"], ["Bänke, Bäume"]])
        #expect(rows("Idee\tOrt\nBänke\tPark\n", oneColumn: true) == [["Idee", "Ort"], ["Bänke", "Park"]])
    }

    @Test(arguments: [",", ";", "\t"])
    func findsTheSeparator(_ separator: String) {
        #expect(rows("a\(separator)b\r\n\"1\(separator)2\"\(separator)3") == [["a", "b"], ["1\(separator)2", "3"]])
    }

    @Test func mutationsDoNotCrash() {
        let text = "\u{FEFF}Titel;Text;Ort\r\n\"Bänke; \"\"und\"\"\nBäume\";x;\r\n;;\r\n1;2;3"
        var refused = 0
        for mutated in mutations(of: Array(text.utf8), count: 4_000, seed: 160) {
            guard let rows = rows(mutated, oneColumn: true) else {
                refused += 1
                continue
            }
            #expect(Set(rows.map(\.count)).count <= 1)
        }
        #expect(refused > 400)
    }
}

@Suite struct TextEncodingTests {
    private func decoded(_ bytes: [UInt8]) -> (text: String, encoding: TextEncoding)? {
        TextEncoding.decode(bytes).map { (String(decoding: $0.bytes, as: UTF8.self), $0.encoding) }
    }

    @Test func findsTheEncoding() throws {
        let plain = try #require(decoded(Array("Bänke – „ß“ €".utf8)))
        #expect(plain == ("Bänke – „ß“ €", .utf8))
        #expect(try #require(decoded([0xEF, 0xBB, 0xBF] + Array("ä".utf8))) == ("ä", .utf8))
        // Python: "Bänke – „ß“ €".encode("cp1252") and .encode("utf-16").
        let windows: [UInt8] = [0x42, 0xE4, 0x6E, 0x6B, 0x65, 0x20, 0x96, 0x20, 0x84, 0xDF, 0x93, 0x20, 0x80]
        #expect(try #require(decoded(windows)) == ("Bänke – „ß“ €", .windows1252))
        #expect(try #require(decoded([0xFF, 0xFE, 0xE4, 0x00, 0x3D, 0xD8, 0xB2, 0xDE])) == ("ä🚲", .utf16))
        #expect(try #require(decoded([0xFE, 0xFF, 0x00, 0xE4])) == ("ä", .utf16))
        #expect(try #require(decoded([])) == ("", .utf8))
    }

    @Test(
        arguments: [
            // A picture, a lone surrogate, half a unit, a byte that Windows-1252 leaves free, a mark without valid UTF-8.
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xFE, 0x00, 0xD8], [0xFF, 0xFE, 0x00],
            [0x41, 0x81],
            [0xEF, 0xBB, 0xBF, 0xE4, 0x20],
        ] as [[UInt8]])
    func refuses(_ bytes: [UInt8]) { #expect(TextEncoding.decode(bytes) == nil) }
}

@Suite struct CSVLineTests {
    private func text(_ cells: [CSVLine.Cell]) -> String { String(decoding: CSVLine(cells).bytes, as: UTF8.self) }

    @Test(arguments: ["=1+1", "+49 1", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(\"x\")"])
    func noTextStartsAFormula(_ cell: String) {
        let line = text([.text(cell)])
        #expect(line.hasPrefix("'") || line.hasPrefix("\"'"))
        // What our own reader gives back is the text behind the apostrophe, with the line ends it keeps.
        let rows = CSVReader.read(
            CSVLine(["Idee"]).bytes + CSVLine([cell]).bytes, file: "", problems: ProblemList(), mayHaveOneColumn: true)
        #expect(rows?.last?.cells == ["'" + cell])
    }

    @Test func quotesWhatNeedsIt() {
        #expect(
            text(["a", .integer(-5), .empty, .integer(nil), "b,c", "d\"e", "f\ng"])
                == "a,-5,,,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n")
    }
}

@Suite struct ShownTests {
    @Test func hidesWhatControls() {
        #expect(shown("a\u{1B}[31m\nb\u{202E}", maximum: 50) == "a\\u{1b}[31m\\u{a}b\\u{202e}")
        #expect(shown("abcdef", maximum: 3) == "abc…")
    }

    @Test func problemsNameTheirPlace() {
        let problem = ImportProblem(file: "a.csv", row: 3, column: "title", de: "Fehlt.", en: "Missing.")
        #expect(problem.text(.german) == "a.csv, Zeile 3, Spalte title: Fehlt.")
        #expect(problem.text(.english) == "a.csv, row 3, column title: Missing.")
    }
}
