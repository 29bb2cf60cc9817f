import Federation
import Testing

@testable import Hub

@Suite struct CSVStyleTests {
    private static func line(_ style: CSVStyle, _ cells: CSVWriter.Cell...) -> String {
        var csv = CSVWriter(style, "a")
        let header = csv.bytes.count
        csv.row(cells)
        return String(decoding: csv.bytes.dropFirst(header).dropLast(2), as: UTF8.self)
    }

    @Test func aFileForExcelInGermanIsWrittenAsExcelReadsIt() {
        #expect(Array(CSVWriter(.excelGerman, "a", "b").bytes) == [0xEF, 0xBB, 0xBF] + Array("a;b\r\n".utf8))
        #expect(Array(CSVWriter(.neutral, "a", "b").bytes) == Array("a,b\r\n".utf8))
        let value = ExactDecimal("-1234.50")
        let cells: [CSVWriter.Cell] = [
            .text("Menden (Sauerland)"), .number(value), .integer(-7), .boolean(true), .suppressed, .empty,
            .number(nil),
        ]
        var (german, neutral) = (CSVWriter(.excelGerman), CSVWriter(.neutral))
        german.row(cells)
        neutral.row(cells)
        #expect(String(decoding: german.bytes, as: UTF8.self).hasSuffix("Menden (Sauerland);-1234,50;-7;true;.;;\r\n"))
        #expect(String(decoding: neutral.bytes, as: UTF8.self).hasSuffix("Menden (Sauerland),-1234.50,-7,true,.,,\r\n"))
    }

    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}x",
    ])
    func noCellStartsAFormula(_ text: String) {
        for style in CSVStyle.allCases {
            let cell = Self.line(style, .text(text)).drop { $0 == "\"" }
            #expect(cell.hasPrefix("'"), "\(style): \(cell)")
        }
    }

    @Test func whatExcelInGermanWouldSplitOffIsNoFormulaEither() {
        // A double click on a neutral file: semicolons part cells there, quotation marks or not.
        #expect(Self.line(.neutral, .text("x;=1+1")) == "\"x;'=1+1\"")
        #expect(Self.line(.neutral, .text("x\t@y")) == "\"x\t'@y\"")
        #expect(Self.line(.neutral, .text("x\n-y")) == "\"x\n'-y\"")
        #expect(Self.line(.excelGerman, .text("x;=1+1")) == "\"x;=1+1\"")
        // A price is left alone.
        #expect(Self.line(.excelGerman, .text("100,- Euro")) == "\"100,- Euro\"")
        #expect(Self.line(.neutral, .text("100,- Euro")) == "\"100,- Euro\"")
    }

    @Test func quotationMarksAreDoubled() {
        #expect(Self.line(.neutral, .text("a \"b\", c")) == "\"a \"\"b\"\", c\"")
        #expect(Self.line(.excelGerman, .text("Größe; „Ä“")) == "\"Größe; „Ä“\"")
    }

    @Test func bothFilesHaveTheSameCells() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let neutral = try DashboardPage(dashboard, "/api/v1/indicators/child-poverty.csv")
        let german = try DashboardPage(dashboard, "/api/v1/indicators/child-poverty.csv?style=excel-de")
        #expect(german.text.hasPrefix("\u{FEFF}indicator;period;area;"))
        #expect(neutral.text.split(separator: "\r\n").count == german.text.split(separator: "\r\n").count)
        #expect(german.text.contains(";10,98;"))
        #expect(neutral.text.contains(",10.98,"))
    }
}
