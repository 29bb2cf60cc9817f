import Federation

/// Writes CSV with one header row, in one of two styles.
///
/// No cell is taken for a formula by a spreadsheet: a text that would be one gets an apostrophe in front. Excel in German
/// splits a neutral file at semicolons, tabs and line ends inside quotation marks, so there what follows those counts as the
/// beginning of a text, too. Numbers are written as they are.
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

    private(set) var bytes: [UInt8]
    private let style: CSVStyle

    init(_ style: CSVStyle, _ header: String...) {
        self.style = style
        bytes = style.byteOrderMark
        row(header.map { .text($0) })
    }

    mutating func row(_ cells: [Cell]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(style.separator) }
            switch cell {
            case .text(let text): append(text)
            case .number(let number): if let number { append(number) }
            case .integer(let integer): if let integer { bytes.append(contentsOf: String(integer).utf8) }
            case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
            case .suppressed: bytes.append(0x2E)
            case .empty: break
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    private mutating func append(_ number: ExactDecimal) {
        for byte in number.description.utf8 {
            bytes.append(byte == 0x2E && style == .excelGerman ? 0x2C : byte)
        }
    }

    private mutating func append(_ text: String) {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x3B, 0x09, 0x0D, 0x0A].contains($0) }
        if needsQuotes { bytes.append(0x22) }
        var isAtStart = true
        for scalar in text.unicodeScalars {
            if isAtStart, Self.formulaStarts.contains(scalar) { bytes.append(0x27) }
            if scalar == "\"" { bytes.append(0x22) }
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            isAtStart = style == .neutral && Self.foreignSeparators.contains(scalar)
        }
        if needsQuotes { bytes.append(0x22) }
    }

    private static let foreignSeparators: Set<Unicode.Scalar> = [";", "\t", "\r", "\n"]

    /// Also the wide forms, which some spreadsheets take for the narrow ones.
    private static let formulaStarts: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]
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
