import Federation
import Service
import Tables

/// Reads the cells of one row as the kinds of docs/IMPORT.md; whatever does not fit goes to the list of problems, and
/// reading goes on with a stand-in so that everything wrong is found in one pass.
struct RowReader {
    let file: String
    let number: Int
    let cells: [String]
    let places: [String: Int]
    let problems: ProblemList

    /// The cell as it is; empty where the column is missing.
    func raw(_ column: String) -> String { places[column].map { cells[$0] } ?? "" }

    func refuse(_ column: String?, de: String, en: String) {
        problems.add(file, row: number, column: column, de: de, en: en)
    }

    // MARK: Texts

    func text(_ column: String, limit: Int, isRequired: Bool = false) -> String {
        check(raw(column), column, limit: limit, isRequired: isRequired)
    }

    func texts(_ column: String, limit: Int, count: Int) -> [String] {
        list(column, count: count).map { check($0, column, limit: limit, isRequired: false) }
    }

    func address(_ column: String) -> String { checkAddress(raw(column), column) }

    func addresses(_ column: String, count: Int) -> [String] {
        list(column, count: count).map { checkAddress($0, column) }
    }

    func check(_ text: String, _ column: String, limit: Int, isRequired: Bool) -> String {
        if isRequired, text.isEmpty {
            refuse(column, de: "Hier muss etwas stehen.", en: "Something must stand here.")
        }
        let excess = text.utf8.count - limit
        if excess > 0 {
            refuse(
                column, de: "Der Text ist um \(excess) Byte zu lang; höchstens \(limit) sind erlaubt.",
                en: "The text is too long by \(excess) bytes; at most \(limit) are taken.")
        }
        if text.unicodeScalars.contains(where: Self.isForbidden) {
            refuse(
                column, de: "Der Text enthält ein Steuerzeichen. Bitte die Stelle neu eintippen.",
                en: "The text holds a control character. Please type the passage anew.")
        }
        return text
    }

    func checkAddress(_ text: String, _ column: String) -> String {
        guard !text.isEmpty else { return text }
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count <= 500,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E && $0 != 0x7F }),
            !text.unicodeScalars.contains(where: Self.isForbidden)
        else {
            refuse(
                column,
                de: "Keine Adresse: Sie beginnt mit https:// oder http://, hat höchstens 500 Byte und keine "
                    + "Leerzeichen.",
                en: "Not an address: it begins with https:// or http://, has at most 500 bytes and no spaces.")
            return ""
        }
        return text
    }

    /// What the protocol's `text` leaves out: control characters but the line feed, and bidirectional controls.
    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    // MARK: Identifiers and words

    func code(_ column: String) -> Code? {
        let text = raw(column)
        guard text.isEmpty else { return checkCode(text, column) }
        refuse(column, de: "Hier muss eine Kennung stehen.", en: "An identifier must stand here.")
        return nil
    }

    func optionalCode(_ column: String) -> Code? {
        let text = raw(column)
        return text.isEmpty ? nil : checkCode(text, column)
    }

    func codes(_ column: String) -> [Code] {
        var seen: Set<Code> = []
        return list(column, count: 100).compactMap { checkCode($0, column) }.filter { code in
            if seen.insert(code).inserted { return true }
            refuse(
                column, de: "Die Kennung „\(code)“ steht zweimal in der Liste.",
                en: "The identifier \"\(code)\" stands in the list twice.")
            return false
        }
    }

    private func checkCode(_ text: String, _ column: String) -> Code? {
        if let code = Code(text) { return code }
        let shown = printable(text, maximum: 60)
        refuse(
            column,
            de: "„\(shown)“ ist keine Kennung: nur a–z, 0–9 und Bindestrich, höchstens 64 Zeichen, zum Beispiel "
                + "strassen-und-wege.",
            en: "\"\(shown)\" is not an identifier: only a–z, 0–9 and hyphens, at most 64 characters, for example "
                + "strassen-und-wege.")
        return nil
    }

    /// One of the raw values of a type; `standard` where the cell is empty.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ column: String, standard: Word? = nil) -> Word? {
        let text = raw(column)
        if text.isEmpty, let standard { return standard }
        return checkWord(text, column)
    }

    func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(_ column: String) -> [Word] {
        var seen: Set<Word> = []
        return list(column, count: 20).compactMap { checkWord($0, column) }.filter { seen.insert($0).inserted }
    }

    private func checkWord<Word: RawRepresentable<String> & CaseIterable>(_ text: String, _ column: String) -> Word? {
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        let shown = printable(text, maximum: 60)
        refuse(
            column, de: "„\(shown)“ ist hier nicht bekannt. Erwartet wird: \(known).",
            en: "\"\(shown)\" is not known here. Expected is one of: \(known).")
        return nil
    }

    private func list(_ column: String, count: Int) -> [String] {
        let parts = raw(column).split(separator: "|").map(Self.trimmed).filter { !$0.isEmpty }
        if parts.count > count {
            refuse(
                column, de: "Die Liste hat \(parts.count) Werte; höchstens \(count) sind erlaubt.",
                en: "The list has \(parts.count) values; at most \(count) are taken.")
        }
        return parts
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
