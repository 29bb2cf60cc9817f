import Service
import Tables

/// One table of docs/IMPORT.md, its columns found by their English or German names.
struct ImportTable {
    struct Column {
        let name: String
        let isRequired: Bool

        static func required(_ name: String) -> Column { Column(name: name, isRequired: true) }
        static func optional(_ name: String) -> Column { Column(name: name, isRequired: false) }
    }

    let file: String
    private let rows: [CSVReader.Row]
    private let places: [String: Int]
    private let problems: ProblemList

    /// Nil where the table cannot be read at all; what is wrong stands in `problems`.
    init?(_ bytes: [UInt8], file: String, columns: [Column], problems: ProblemList) {
        guard let rows = CSVReader.read(bytes, file: file, problems: problems), let header = rows.first,
            let places = Self.places(of: columns, in: header, file: file, problems: problems)
        else { return nil }
        self.file = file
        self.rows = Array(rows.dropFirst())
        self.places = places
        self.problems = problems
    }

    /// A reader for each row below the header.
    var readers: [RowReader] {
        rows.map { RowReader(file: file, number: $0.number, cells: $0.cells, places: places, problems: problems) }
    }

    private static func places(
        of columns: [Column], in header: CSVReader.Row, file: String, problems: ProblemList
    ) -> [String: Int]? {
        var names: [String: String] = [:]
        for column in columns {
            for name in ColumnNames.accepted(column.name, in: file) { names[name.lowercased()] = column.name }
        }
        var places: [String: Int] = [:]
        let before = problems.count
        for (place, cell) in header.cells.enumerated() {
            guard let name = names[cell.lowercased()] else {
                let known = columns.map(\.name).joined(separator: ", ")
                let shown = printable(cell, maximum: 60)
                problems.add(
                    file, row: header.number,
                    de: "Die Spalte „\(shown)“ ist nicht bekannt. Bekannt sind: \(known).",
                    en: "The column \"\(shown)\" is not known. Known are: \(known).")
                continue
            }
            guard places.updateValue(place, forKey: name) == nil else {
                problems.add(
                    file, row: header.number, column: name, de: "Die Spalte steht zweimal da.",
                    en: "The column stands there twice.")
                continue
            }
        }
        for column in columns where column.isRequired && places[column.name] == nil {
            let accepted = ColumnNames.accepted(column.name, in: file).joined(separator: ", ")
            problems.add(
                file, row: header.number, column: column.name, de: "Die Spalte fehlt. Angenommen wird: \(accepted).",
                en: "The column is missing. Accepted is: \(accepted).")
        }
        return problems.count == before ? places : nil
    }
}
