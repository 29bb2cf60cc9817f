/// The words behind a command, sorted into what stands alone, options with a value, and options without.
struct Arguments: Equatable, Sendable {
    private(set) var words: [String] = []
    private(set) var values: [String: String] = [:]
    private(set) var flags: Set<String> = []

    /// Options every command has.
    private static let everywhere: Set<String> = ["--language"]

    /// Throws `usage` for an option that is neither among `valued` nor `plain`, one without its value or given twice.
    init(_ arguments: [String], valued: Set<String>, plain: Set<String>) throws(AuditError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if valued.contains(argument) || Self.everywhere.contains(argument) {
                guard let value = rest.popFirst(), !value.isEmpty else {
                    throw .usage(
                        de: "Hinter \(argument) fehlt der Wert.", en: "The value of \(argument) is missing.")
                }
                guard values.updateValue(value, forKey: argument) == nil else {
                    throw .usage(de: "\(argument) steht zweimal da.", en: "\(argument) is given twice.")
                }
            } else if plain.contains(argument) {
                flags.insert(argument)
            } else if argument.hasPrefix("-") {
                throw .usage(
                    de: "Die Option \(argument) gibt es hier nicht.", en: "There is no option \(argument) here.")
            } else {
                words.append(argument)
            }
        }
    }

    /// Throws `usage` unless there are exactly these many words.
    func require(_ range: ClosedRange<Int>, de: String, en: String) throws(AuditError) {
        guard range.contains(words.count) else { throw .usage(de: de, en: en) }
    }

    func language() throws(AuditError) -> Language? {
        guard let name = values["--language"] else { return nil }
        guard let known = Language(rawValue: name) else {
            throw .usage(
                de: "Sprachen sind de und en, nicht „\(name)“.", en: "Languages are de and en, not \"\(name)\".")
        }
        return known
    }

    func number(_ option: String, in range: ClosedRange<Int64>) throws(AuditError) -> Int64? {
        guard let text = values[option] else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw .usage(
                de: "\(option) erwartet eine Zahl von \(range.lowerBound) bis \(range.upperBound).",
                en: "\(option) takes a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// An RFC 7638 thumbprint.
    func thumbprint(_ option: String) throws(AuditError) -> String? {
        guard let text = values[option] else { return nil }
        guard text.utf8.count == 43,
            text.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x5F
            })
        else {
            throw .usage(
                de: "\(option) erwartet eine Kennung aus 43 Zeichen.",
                en: "\(option) takes a thumbprint of 43 characters.")
        }
        return text
    }
}
