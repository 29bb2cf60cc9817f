extension FormInput {
    /// A text of at most `limit` bytes in UTF-8 without control characters, as statements carry it.
    public mutating func text(_ name: String, limit: Int, isRequired: Bool = false) -> String {
        let text = self[name]
        if isRequired, text.isEmpty { refuse(name, .textRequired) }
        check(text, name, limit: limit)
        return text
    }

    /// A text of one line.
    public mutating func line(_ name: String, limit: Int, isRequired: Bool = false) -> String {
        let line = text(name, limit: limit, isRequired: isRequired)
        if line.contains("\n") { refuse(name, .oneLineOnly) }
        return line
    }

    /// One text a line; empty lines are skipped.
    public mutating func lines(_ name: String, limit: Int, count: Int) -> [String] {
        let lines = self[name].split(separator: "\n").map(Self.trimmed).filter { !$0.isEmpty }
        if lines.count > count { refuse(name, .tooManyLines(lines.count, limit: count)) }
        for line in lines { check(line, name, limit: limit) }
        return lines
    }

    /// An address that begins with `https://` or `http://`, or nothing.
    public mutating func address(_ name: String) -> String {
        let text = self[name]
        if !text.isEmpty, !Self.isAddress(text) { refuse(name, .addressExpected) }
        return text
    }

    /// One address a line.
    public mutating func addresses(_ name: String, count: Int) -> [String] {
        let lines = self.lines(name, limit: 500, count: count)
        if let wrong = lines.first(where: { !Self.isAddress($0) }) { refuse(name, .addressExpected(wrong)) }
        return lines
    }

    /// One of the raw values of a type.
    public mutating func word<Word: RawRepresentable<String>>(_ name: String, _ type: Word.Type = Word.self) -> Word? {
        if let word = Word(rawValue: self[name]) { return word }
        refuse(name, .choiceRequired)
        return nil
    }

    private mutating func check(_ text: String, _ name: String, limit: Int) {
        let excess = text.utf8.count - limit
        if excess > 0 { refuse(name, .textTooLong(by: excess, limit: limit)) }
        if text.unicodeScalars.contains(where: Self.isForbidden) { refuse(name, .controlCharacter) }
    }

    private static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count <= 500
            && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E && $0 != 0x7F }
            && !text.unicodeScalars.contains(where: isForbidden) && (try? Address(text)) != nil
    }

    /// What the protocol's texts leave out: control characters but the line feed, and bidirectional controls.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func trimmed(_ line: Substring) -> String {
        var rest = line
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

/// Sentences at a field: what is expected.
extension Phrase {
    public static let textRequired = Phrase(
        de: "Hier muss etwas stehen. Bitte füllen Sie das Feld aus.",
        en: "Something must stand here. Please fill in this field.")
    public static let oneLineOnly = Phrase(
        de: "Bitte schreiben Sie dies in eine einzige Zeile.", en: "Please write this on one line.")
    public static let controlCharacter = Phrase(
        de: "Der Text enthält ein unsichtbares Steuerzeichen. Bitte tippen Sie die Stelle neu ein.",
        en: "The text holds an invisible control character. Please type the passage anew.")
    public static let addressExpected = Phrase(
        de: "Bitte geben Sie eine vollständige Adresse an, die mit https:// oder http:// beginnt, ohne Leerzeichen und "
            + "mit höchstens 500 Zeichen.",
        en: "Please give a whole address that begins with https:// or http://, without spaces and with at most 500 "
            + "characters.")
    public static let choiceRequired = Phrase(
        de: "Bitte wählen Sie eine der Antworten aus.", en: "Please choose one of the answers.")

    public static func textTooLong(by excess: Int, limit: Int) -> Phrase {
        Phrase(
            de: "Der Text ist um \(NumberFormat.integer(excess, .german)) Zeichen zu lang. Höchstens "
                + "\(NumberFormat.integer(limit, .german)) sind möglich; Umlaute zählen doppelt.",
            en: "The text is too long by \(NumberFormat.integer(excess, .english)) characters. At most "
                + "\(NumberFormat.integer(limit, .english)) are possible; umlauts count twice.")
    }

    static func tooManyLines(_ count: Int, limit: Int) -> Phrase {
        Phrase(
            de: "Das sind \(count) Zeilen. Höchstens \(limit) sind möglich.",
            en: "These are \(count) lines. At most \(limit) are possible.")
    }

    static func addressExpected(_ wrong: String) -> Phrase {
        let shown = wrong.count > 60 ? wrong.prefix(58) + "…" : wrong[...]
        return Phrase(
            de: "„\(shown)“ ist keine vollständige Adresse. Sie beginnt mit https:// oder http:// und hat keine "
                + "Leerzeichen.",
            en: "\"\(shown)\" is not a whole address. It begins with https:// or http:// and has no spaces.")
    }
}
