/// Reads the CSV of docs/IMPORT.md: RFC 4180 quoting; comma, semicolon or tab, found out from the header row; UTF-8 with
/// or without byte order mark; line ends LF or CRLF. The one reader of CSV in the whole project.
///
/// Everything that could hide a mistake is refused: a quotation mark inside a cell that is not quoted, text behind a
/// closing one, rows of another width, control characters.
public struct CSVReader {
    /// Of the tables that a town brings along; callers with larger files say so.
    public static let maximumBytes = 1 << 20
    public static let maximumRows = 10_000

    public struct Row: Sendable {
        /// The header is row 1; rows that are skipped are counted.
        public let number: Int
        public let cells: [String]

        public init(number: Int, cells: [String]) {
            self.number = number
            self.cells = cells
        }
    }

    private let bytes: [UInt8]
    private let file: String
    private let problems: ProblemList
    private let maximumRows: Int
    private let mayHaveOneColumn: Bool
    private var position = 0
    private var number = 0

    /// The rows, the header first; nil when the file cannot be read on, with the reason in `problems`.
    ///
    /// - Parameter mayHaveOneColumn: whether a header without any separator is a table of one column, instead of a mistake.
    public static func read(
        _ bytes: [UInt8], file: String, problems: ProblemList, maximumBytes: Int = maximumBytes,
        maximumRows: Int = maximumRows, mayHaveOneColumn: Bool = false
    ) -> [Row]? {
        guard bytes.count <= maximumBytes else {
            problems.add(
                file, de: "Die Datei hat \(bytes.count) Byte; höchstens \(maximumBytes) sind erlaubt. Bitte teilen.",
                en: "The file has \(bytes.count) bytes; at most \(maximumBytes) are taken. Please split it.")
            return nil
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            problems.add(
                file, row: rowOfInvalidText(bytes), de: "Kein UTF-8. Bitte als „CSV UTF-8“ speichern.",
                en: "Not UTF-8. Please save as \"CSV UTF-8\".")
            return nil
        }
        var reader = CSVReader(
            bytes: bytes, file: file, problems: problems, maximumRows: maximumRows, mayHaveOneColumn: mayHaveOneColumn)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        return reader.rows()
    }

    private init(
        bytes: [UInt8], file: String, problems: ProblemList, maximumRows: Int, mayHaveOneColumn: Bool
    ) {
        self.maximumRows = maximumRows
        self.mayHaveOneColumn = mayHaveOneColumn
        self.bytes = bytes
        self.file = file
        self.problems = problems
    }

    private mutating func rows() -> [Row]? {
        guard let separator = separator() else { return nil }
        var rows: [Row] = []
        while position < bytes.count {
            number += 1
            guard let cells = record(separator) else { return nil }
            if cells.allSatisfy(\.isEmpty) { continue }
            if let header = rows.first, cells.count != header.cells.count {
                refuseWidth(cells.count, header.cells, separator)
                continue
            }
            rows.append(Row(number: number, cells: cells))
            guard rows.count <= maximumRows + 1 else {
                problems.add(
                    file, de: "Die Datei hat mehr als \(maximumRows) Zeilen. Bitte teilen.",
                    en: "The file has more than \(maximumRows) rows. Please split it.")
                return nil
            }
        }
        guard !rows.isEmpty else {
            problems.add(
                file, de: "Die Datei ist leer; eine Kopfzeile wird erwartet.",
                en: "The file is empty; a header row is expected.")
            return nil
        }
        return rows
    }

    /// The one separator that stands in the header outside quotation marks.
    private func separator() -> UInt8? {
        var found: Set<UInt8> = []
        var isQuoted = false
        // Leading empty lines are skipped as rows are, so they don't count as the header.
        var start = position
        while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
        for byte in bytes[start...] {
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A { break }
            if byte == 0x2C || byte == 0x3B || byte == 0x09 { found.insert(byte) }
        }
        // Pasted from a spreadsheet: a tab never stands in a cell, other marks may.
        if found.contains(0x09) { return 0x09 }
        if let only = found.first, found.count == 1 { return only }
        if found.isEmpty, mayHaveOneColumn { return 0x3B }
        problems.add(
            file, row: 1,
            de: "Das Trennzeichen ist nicht zu erkennen. Bitte mit Komma, Semikolon oder Tabulator speichern.",
            en: "The separator could not be found out. Please save with comma, semicolon or tab.")
        return nil
    }

    private mutating func record(_ separator: UInt8) -> [String]? {
        var cells: [String] = []
        while true {
            guard let cell = cell(separator) else { return nil }
            cells.append(cell)
            guard position < bytes.count else { return cells }
            let byte = bytes[position]
            position += 1
            if byte == 0x0A { return cells }
            if byte == 0x0D {
                guard position < bytes.count, bytes[position] == 0x0A else {
                    return refuse(
                        de: "Ein Wagenrücklauf ohne Zeilenvorschub. Zeilen enden mit LF oder CRLF.",
                        en: "A carriage return without line feed. Lines end with LF or CRLF.")
                }
                position += 1
                return cells
            }
        }
    }

    /// One cell; the position is then at the separator, the line end or the end of the file.
    private mutating func cell(_ separator: UInt8) -> String? {
        var start = position
        while start < bytes.count, bytes[start] == 0x20 { start += 1 }
        if start < bytes.count, bytes[start] == 0x22 {
            position = start + 1
            return quotedCell(separator)
        }
        start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == separator || byte == 0x0A || byte == 0x0D { break }
            if byte == 0x22 {
                return refuse(
                    de: "Ein Anführungszeichen mitten in einer Zelle. Bitte die Zelle in Anführungszeichen setzen und "
                        + "das innere verdoppeln.",
                    en: "A quotation mark inside a cell. Please put the cell in quotation marks and double the inner "
                        + "one.")
            }
            position += 1
        }
        return Self.trimmed(bytes[start..<position])
    }

    private mutating func quotedCell(_ separator: UInt8) -> String? {
        let opening = number
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == 0x22 else {
                content.append(byte)
                continue
            }
            if position < bytes.count, bytes[position] == 0x22 {
                content.append(0x22)
                position += 1
                continue
            }
            while position < bytes.count, bytes[position] == 0x20 { position += 1 }
            guard position == bytes.count || [separator, 0x0A, 0x0D].contains(bytes[position]) else {
                return refuse(
                    de: "Nach dem schließenden Anführungszeichen steht noch Text. Anführungszeichen in einem Text "
                        + "werden verdoppelt.",
                    en: "Text follows the closing quotation mark. Quotation marks inside a text are doubled.")
            }
            return Self.trimmed(content[...])
        }
        number = opening
        return refuse(
            de: "Ein Anführungszeichen ist nicht geschlossen.", en: "A quotation mark is not closed.")
    }

    private func refuseWidth(_ count: Int, _ header: [String], _ separator: UInt8) {
        guard separator == 0x09 else {
            problems.add(
                file, row: number,
                de:
                    "Die Zeile hat \(count) Zellen, die Kopfzeile \(header.count). Oft fehlen Anführungszeichen um einen "
                    + "Text mit Trennzeichen.",
                en: "The row has \(count) cells, the header \(header.count). Often a text with a separator lacks its "
                    + "quotation marks.")
            return
        }
        let expected = shown(header.joined(separator: " | "), maximum: 200)
        problems.add(
            file, row: number,
            de:
                "Die Zeile hat \(count) Zellen, erwartet werden \(header.count): \(expected). Sind Zellen verbunden oder "
                + "verschoben?",
            en: "The row has \(count) cells, \(header.count) are expected: \(expected). Are cells merged or shifted?")
    }

    private func refuse(de: String, en: String) -> String? {
        problems.add(file, row: number, de: de, en: en)
        return nil
    }

    private func refuse(de: String, en: String) -> [String]? {
        problems.add(file, row: number, de: de, en: en)
        return nil
    }

    /// Without white space at both ends; line ends inside become LF.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        var rest = bytes
        while true {
            if rest.first.map(isSpace) ?? false {
                rest.removeFirst()
            } else if rest.starts(with: [0xC2, 0xA0]) {
                rest.removeFirst(2)
            } else {
                break
            }
        }
        while true {
            if rest.last.map(isSpace) ?? false {
                rest.removeLast()
            } else if rest.count >= 2, rest.suffix(2).elementsEqual([0xC2, 0xA0]) {
                rest.removeLast(2)
            } else {
                break
            }
        }
        var content: [UInt8] = []
        content.reserveCapacity(rest.count)
        for (index, byte) in zip(rest.indices, rest) {
            if byte == 0x0D, index + 1 < rest.endIndex, rest[index + 1] == 0x0A { continue }
            content.append(byte)
        }
        return String(decoding: content, as: UTF8.self)
    }

    private static func rowOfInvalidText(_ bytes: [UInt8]) -> Int {
        var row = 1
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: line, as: UTF8.self) == nil { return row }
            row += 1
        }
        return 1
    }
}
