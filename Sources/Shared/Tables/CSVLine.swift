/// One line of CSV (RFC 4180) to be sent or written: commas, UTF-8, CRLF.
///
/// A text that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a tab or a line end, gets
/// an apostrophe in front. Numbers are written as they are.
public struct CSVLine: Sendable {
    public enum Cell: Sendable, ExpressibleByStringLiteral {
        case text(String)
        /// nil is an empty cell.
        case integer(Int64?)
        case empty

        public init(stringLiteral text: String) { self = .text(text) }
    }

    public private(set) var bytes: [UInt8] = []

    public init(_ cells: [Cell]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(0x2C) }
            switch cell {
            case .text(let text): append(text)
            case .integer(let integer): if let integer { bytes += Array("\(integer)".utf8) }
            case .empty: break
            }
        }
        bytes += [0x0D, 0x0A]
    }

    public init(_ texts: [String]) { self.init(texts.map(Cell.text)) }

    private mutating func append(_ text: String) {
        let beginsFormula = text.utf8.first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0D || $0 == 0x0A }
        if needsQuotes { bytes.append(0x22) }
        if beginsFormula { bytes.append(0x27) }
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(byte) }
            bytes.append(byte)
        }
        if needsQuotes { bytes.append(0x22) }
    }
}
