import Archive
import Pages
import Tables

/// One table as it came: header, rows, and what had to be done to read it.
struct SourceTable {
    let file: String
    let header: [String]
    let rows: [CSVReader.Row]
    /// Rows that do not fit the header.
    var refused: [ImportReport.RefusedRow] = []
    var notes: [Phrase] = []

    /// A CSV file in any usual encoding, with any usual separator.
    static func csv(_ bytes: [UInt8], file: String, limits: ImportLimits) throws(ImportRefusal) -> SourceTable {
        let problems = ProblemList()
        guard let (text, encoding) = TextEncoding.decode(bytes) else {
            throw ImportRefusal(
                file,
                de:
                    "Weder eine Tabelle noch Text in einer bekannten Kodierung. Bitte als „CSV UTF-8“ oder als Arbeitsmappe "
                    + "(.xlsx) speichern.",
                en:
                    "Neither a table nor text in a known encoding. Please save as \"CSV UTF-8\" or as a workbook (.xlsx)."
            )
        }
        guard
            let rows = CSVReader.read(
                text, file: file, problems: problems, maximumBytes: limits.bytes, maximumRows: limits.rows,
                mayHaveOneColumn: true), let header = rows.first,
            problems.count <= ProblemList.maximum
        else { throw ImportRefusal(problems) }
        var table = SourceTable(file: file, header: header.cells, rows: Array(rows.dropFirst()))
        table.refused = problems.problems.map { ImportReport.RefusedRow(row: $0.row ?? 1, reason: $0.reason) }
        switch encoding {
        case .utf8: break
        case .utf16: table.notes.append(Phrase(de: "Gelesen als UTF-16.", en: "Read as UTF-16."))
        case .windows1252:
            table.notes.append(
                Phrase(
                    de:
                        "Die Datei ist nicht in UTF-8; sie wurde als Windows-1252 gelesen. Bitte prüfen Sie die Umlaute in "
                        + "der Vorschau.",
                    en:
                        "The file is not in UTF-8; it was read as Windows-1252. Please check the umlauts in the preview."
                ))
        }
        return table
    }

    /// The first visible sheet of a workbook.
    static func sheet(of workbook: Workbook, file: String) throws(ArchiveError) -> SourceTable? {
        let sheet = try workbook.sheet()
        let filled = sheet.rows.filter { $0.cells.contains { !$0.isEmpty } }
        guard let header = filled.first else { return nil }
        let width = header.cells.count
        var table = SourceTable(
            file: file, header: header.cells.map(MarkupText.clean),
            rows: filled.dropFirst().filter { $0.cells.count <= width || $0.cells[width...].allSatisfy(\.isEmpty) }.map
            {
                CSVReader.Row(
                    number: $0.number,
                    cells: Array($0.cells.prefix(width)) + Array(repeating: "", count: max(0, width - $0.cells.count)))
            })
        table.refused = filled.dropFirst().filter {
            $0.cells.count > width && !$0.cells[width...].allSatisfy(\.isEmpty)
        }
        .map {
            ImportReport.RefusedRow(
                row: $0.number,
                reason: Phrase(
                    de: "Rechts von der letzten benannten Spalte steht noch etwas.",
                    en: "Something stands to the right of the last named column."))
        }
        if workbook.sheetNames.count > 1 {
            let (first, others) = (shown(workbook.sheetNames[0], maximum: 40), workbook.sheetNames.count - 1)
            table.notes.append(
                Phrase(
                    de: "Nur das erste Blatt „\(first)“ wird gelesen, \(others) weitere nicht.",
                    en: "Only the first sheet \"\(first)\" is read, \(others) more are not."))
        }
        if sheet.formulas > 0 {
            table.notes.append(
                Phrase(
                    de: "\(sheet.formulas) Zellen enthalten Formeln; gelesen wird der gespeicherte Wert.",
                    en: "\(sheet.formulas) cells hold formulas; the stored value is read."))
        }
        return table
    }
}

extension ImportRefusal {
    init(_ file: String, de: String, en: String) {
        let problems = ProblemList()
        problems.add(file, de: de, en: en)
        self.init(problems)
    }

    init(_ file: String, _ error: ArchiveError) {
        let place = error.place.isEmpty ? "" : " (\(shown(error.place, maximum: 80)))"
        switch error.code {
        case .notAnArchive: self.init(file, de: "Keine ZIP-Datei.", en: "Not a ZIP archive.")
        case .damaged, .checksumMismatch, .malformedXML:
            self.init(
                file, de: "Die Datei ist beschädigt\(place). Bitte laden Sie sie noch einmal herunter.",
                en: "The file is damaged\(place). Please download it once more.")
        case .unsupported:
            self.init(
                file,
                de:
                    "Die Datei ist verschlüsselt, geteilt oder auf eine Weise gepackt, die nicht gelesen wird\(place). Bitte "
                    + "packen Sie sie neu oder geben Sie die Tabellen einzeln an.",
                en:
                    "The file is encrypted, split or packed in a way that is not read\(place). Please pack it anew, or give "
                    + "the tables one by one.")
        case .tooLarge:
            self.init(
                file, de: "Ausgepackt ist der Inhalt zu groß\(place). Bitte teilen Sie die Datei.",
                en: "Unpacked, the content is too large\(place). Please split the file.")
        case .notAWorkbook:
            self.init(
                file, de: "Das ist keine Arbeitsmappe, in der ein Blatt zu finden ist\(place).",
                en: "This is not a workbook in which a sheet can be found\(place).")
        }
    }
}

/// How much one import may bring.
public struct ImportLimits: Sendable {
    public var bytes = 64 << 20
    public var rows = 100_000
    /// Bytes of a title in UTF-8; what is longer goes to the text as a whole.
    public var title = 200
    /// Bytes in UTF-8 of a text, an answer or a comment. What people wrote elsewhere is never shortened: a row with more is refused.
    public var text = 60_000
    /// What our own form takes; texts with more are kept in full and counted.
    public var form = 8000
    /// Of a place and a status; what is longer is cut, and the report names the row.
    public var place = 120
    public var status = 200

    public init() {}
}
