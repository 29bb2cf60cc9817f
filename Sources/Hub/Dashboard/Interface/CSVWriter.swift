import Federation

/// Writes CSV (RFC 4180): commas, decimal points, UTF-8 without byte order mark, one header row.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are written as they are.
struct CSVWriter {
    enum Cell {
        case text(String)
        case number(ExactDecimal?)
        case integer(Int64?)
        case boolean(Bool)
        /// "." stands for a suppressed value.
        case suppressed
        /// An empty cell stands for a missing value.
        case empty
    }

    private(set) var bytes: [UInt8] = []

    init(_ header: String...) { row(header.map { .text($0) }) }

    mutating func row(_ cells: [Cell]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(0x2C) }
            switch cell {
            case .text(let text): append(text)
            case .number(let number): if let number { bytes.append(contentsOf: number.description.utf8) }
            case .integer(let integer): if let integer { bytes.append(contentsOf: String(integer).utf8) }
            case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
            case .suppressed: bytes.append(0x2E)
            case .empty: break
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    private mutating func append(_ text: String) {
        let isFormula = text.utf8.first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0D, 0x0A].contains($0) }
        if needsQuotes { bytes.append(0x22) }
        if isFormula { bytes.append(0x27) }
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(byte) }
            bytes.append(byte)
        }
        if needsQuotes { bytes.append(0x22) }
    }
}

extension JSONValue {
    /// An object from its members; the writer sorts them.
    static func members(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { Member($0.0, $0.1) })
    }

    init(_ value: some CanonicalValue) { self = (try? JSONValue(canonicalBytes: value.canonicalBytes)) ?? .null }

    init(_ text: LocalizedText) {
        self = .members([("de", .string(text.german)), ("en", .string(text.english))])
    }

    init(_ number: ExactDecimal?) { self = number.map { .string($0.description) } ?? .null }

    static func optional(_ number: Int64?) -> JSONValue { number.map { .integer($0) } ?? .null }

    static func optional(_ text: (some CustomStringConvertible)?) -> JSONValue {
        text.map { .string($0.description) } ?? .null
    }
}
