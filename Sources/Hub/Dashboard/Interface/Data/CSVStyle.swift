/// How a CSV file is written.
enum CSVStyle: String, CaseIterable, Sendable {
    /// RFC 4180: commas, decimal points, UTF-8 without byte order mark.
    case neutral
    /// As Excel in German opens it by a double click: semicolons, decimal commas, UTF-8 with byte order mark.
    case excelGerman = "excel-de"

    var separator: UInt8 { self == .neutral ? 0x2C : 0x3B }
    var byteOrderMark: [UInt8] { self == .neutral ? [] : [0xEF, 0xBB, 0xBF] }
}
