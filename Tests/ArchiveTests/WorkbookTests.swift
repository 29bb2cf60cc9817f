import TestSupport
import Testing

@testable import Archive

@Suite struct WorkbookTests {
    @Test func readsWhatOpenpyxlWrites() throws {
        let book = try workbook(ArchiveFixtures.everyday)
        #expect(book.sheetNames == ["Ideen"])
        let sheet = try book.sheet()
        #expect(sheet.formulas == 2)
        #expect(sheet.rows.map(\.number) == [1, 2, 4, 5, 7, 8])
        #expect(sheet.rows[0].cells.count == 8)
        #expect(
            sheet.rows[1].cells == [
                "Bänke & <Bäume>", "12.5", "2026-10-05", "2026-10-05 14:30:07", "09:05:00", "true", "",
                "Zeile 1\nZeile 2",
            ])
        #expect(sheet.rows[2].cells == ["", "-3"])
        // A quoted word makes no date, and day 59 is the last of February 1900.
        #expect(sheet.rows[3].cells == ["", "", "1900-02-28", "1"])
        #expect(sheet.rows[4].cells.first == "verbunden")
        #expect(sheet.rows[5].cells.last == "A und 🚲")
    }

    @Test func readsWhatXlsxwriterWrites() throws {
        let sheet = try workbook(ArchiveFixtures.cellStrings).sheet()
        #expect(
            sheet.rows.map(\.cells) == [
                ["Titel", "Erstellt", "Anzahl"], ["  Mit Rand  ", "2026-01-02", "7"], ["ab", "false", "Adresse"],
            ])
        #expect(sheet.formulas == 1)
        let since1904 = try workbook(ArchiveFixtures.since1904)
        #expect(since1904.sheetNames == ["Tage"])
        #expect(try since1904.sheet().rows.map(\.cells) == [["2026-10-05 06:00:00", "fett und mehr"]])
    }

    @Test(arguments: [
        (0.0, "00:00:00"), (0.5, "12:00:00"), (1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"),
        (45_000, "2023-03-15"), (45_000.999_999, "2023-03-16"), (25_569.25, "1970-01-01 06:00:00"),
        (2_958_465, "9999-12-31"), (51_544, "2041-02-12"), (36_585, "2000-02-29"),
    ])
    func days(_ number: Double, _ text: String) { #expect(SerialDate.text(number) == text) }

    @Test func noDaysBeyondTheCalendar() {
        #expect(SerialDate.text(-1) == nil)
        #expect(SerialDate.text(2_958_466) == nil)
        #expect(SerialDate.text(.greatestFiniteMagnitude) == nil)
    }

    @Test func dateFormats() {
        for code in ["dd.mm.yyyy", "[$-407]d. mmmm yyyy", "h:mm", "mm:ss", "YYYY-MM-DD", "General;d"] {
            #expect(SerialDate.isDateFormat(code), "\(code)")
        }
        for code in ["0.00", "#,##0 \"Stunden\"", "[Red]0", "\\d0", "0_h", "@", "General", "0.0E+00"] {
            #expect(!SerialDate.isDateFormat(code), "\(code)")
        }
    }

    @Test func keepsItsLimits() throws {
        let archive = try ZIPArchive(bytes(ArchiveFixtures.everyday))
        var limits = ArchiveLimits()
        limits.rows = 5
        #expect(throws: ArchiveError(.tooLarge, "")) { try Workbook(archive, limits: limits).sheet() }
        limits = ArchiveLimits()
        limits.columns = 7
        #expect(throws: ArchiveError(.tooLarge, "")) { try Workbook(archive, limits: limits).sheet() }
        limits = ArchiveLimits()
        limits.cells = 12
        #expect(throws: ArchiveError(.tooLarge, "")) { try Workbook(archive, limits: limits).sheet() }
        #expect(throws: ArchiveError(.notAWorkbook, "")) { try Workbook(archive).sheet(1) }
        #expect(throws: ArchiveError(.notAWorkbook, "")) { try workbook(ArchiveFixtures.stored) }
    }

    /// Sheets of our own, in the parts around them that openpyxl has written.
    private func rows(_ data: String) throws -> [Workbook.Row] {
        let archive = try ZIPArchive(bytes(ArchiveFixtures.everyday))
        let parts = try WorkbookParts(archive, limits: ArchiveLimits())
        var reader = SheetReader(
            try XMLReader(Array("<worksheet><sheetData>\(data)</sheetData></worksheet>".utf8), place: "sheet"),
            place: "sheet", parts: parts, limits: ArchiveLimits())
        return try reader.content().rows
    }

    @Test func rowsAndCellsWithoutPlace() throws {
        #expect(
            try rows("<row><c><v>1</v></c><c t='str'><v>x</v></c></row><row r='5'><c r='B5'><v>2</v></c></row><row/>")
                == [
                    Workbook.Row(number: 1, cells: ["1", "x"]), Workbook.Row(number: 5, cells: ["", "2"]),
                    Workbook.Row(number: 6, cells: []),
                ])
    }

    @Test(arguments: [
        "<row r='2'/><row r='1'/>", "<row r='0'/>", "<row r='x'/>", "<row r='9999999'/>",
        "<row><c r='B1'/><c r='A1'/></row>", "<row><c r='1'/></row>", "<row><c r='AAAA1'/></row>",
        "<row><c r='a1'/></row>", "<row><c t='s'><v>99999</v></c></row>", "<row><c t='s'><v>-1</v></c></row>",
        "<row><c t='b'><v>2</v></c></row>", "<row><c><v>zwei</v></c></row>", "<row><c><v>inf</v></c></row>",
        "<row><c t='x'><v>1</v></c></row>",
    ])
    func refusesSheets(_ data: String) {
        #expect(throws: ArchiveError(.damaged, "")) { try rows(data) }
    }

    @Test func refusesTooManyColumns() {
        #expect(throws: ArchiveError(.tooLarge, "")) { try rows("<row><c r='XFD1'><v>1</v></c></row>") }
    }

    @Test func mutationsOfSheetsDoNotCrash() throws {
        let archive = try ZIPArchive(bytes(ArchiveFixtures.everyday))
        let entry = try #require(archive["xl/worksheets/sheet2.xml"])
        let parts = try WorkbookParts(archive, limits: ArchiveLimits())
        var refused = 0
        for mutated in mutations(of: try archive.content(entry), count: 2_000, seed: 150) {
            do {
                var reader = SheetReader(
                    try XMLReader(mutated, place: "sheet"), place: "sheet", parts: parts, limits: ArchiveLimits())
                _ = try reader.content()
            } catch { refused += 1 }
        }
        #expect(refused > 500)
    }
}
