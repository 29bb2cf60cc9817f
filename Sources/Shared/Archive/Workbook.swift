/// The sheets of an XLSX file (ECMA-376 part 1, SpreadsheetML) as rows of text.
///
/// Nothing is computed: a cell with a formula gives the value that its program had stored, and is counted. Numbers come as
/// they are written, dates as `2026-10-05` or `2026-10-05 14:30:00`, truth as `true` and `false`.
public struct Workbook: Sendable {
    /// One row that has at least one cell.
    public struct Row: Sendable, Equatable {
        /// As the spreadsheet shows it, counted from 1.
        public let number: Int
        /// Empty cells are empty texts; a row ends with its last cell.
        public let cells: [String]

        public init(number: Int, cells: [String]) {
            self.number = number
            self.cells = cells
        }
    }

    public struct Sheet: Sendable, Equatable {
        public var rows: [Row] = []
        public var formulas = 0
    }

    /// Names of the visible sheets, in the order of the tabs.
    public let sheetNames: [String]
    private let sheets: [WorkbookParts.SheetPart]
    private let archive: ZIPArchive
    private let parts: WorkbookParts
    private let limits: ArchiveLimits

    /// Whether an archive has the part that every workbook has.
    public static func isLikely(_ archive: ZIPArchive) -> Bool { archive["xl/workbook.xml"] != nil }

    /// Errors: any of `ArchiveError`.
    public init(_ archive: ZIPArchive, limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
        self.archive = archive
        self.limits = limits
        parts = try WorkbookParts(archive, limits: limits)
        sheets = parts.sheets
        sheetNames = sheets.map(\.name)
    }

    /// - Parameter index: of `sheetNames`.
    public func sheet(_ index: Int = 0) throws(ArchiveError) -> Sheet {
        guard sheets.indices.contains(index) else {
            throw ArchiveError(.notAWorkbook, "The workbook has no such sheet.")
        }
        guard let entry = archive[sheets[index].path] else {
            throw ArchiveError(.notAWorkbook, "The sheet is missing.", in: sheets[index].path)
        }
        var reader = SheetReader(
            try XMLReader(try archive.content(entry), place: entry.name), place: entry.name, parts: parts,
            limits: limits)
        return try reader.content()
    }
}
