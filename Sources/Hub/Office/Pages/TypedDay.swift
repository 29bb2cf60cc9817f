import Federation
import Pages

/// A day as people write it.
enum TypedDay {
    /// Takes `5.10.2026`, `05.10.2026` and `2026-10-05`.
    static func day(_ typed: String) -> CalendarDay? {
        let parts = typed.split(separator: ".", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        guard parts.count == 3, parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2 else {
            return CalendarDay(typed)
        }
        func padded(_ text: String) -> String { text.count == 1 ? "0" + text : text }
        return CalendarDay("\(parts[2])-\(padded(parts[1]))-\(padded(parts[0]))")
    }
}

extension FormInput {
    /// A day; nil, with a sentence, where it is none.
    mutating func day(_ name: String) -> CalendarDay? {
        let day = TypedDay.day(self[name])
        if day == nil { refuse(name, .dayExpected) }
        return day
    }

    /// Whether the thing was named as asked; else a sentence.
    mutating func confirm(_ name: String, is expected: String) {
        guard self[name].lowercased() != expected.lowercased() else { return }
        refuse(name, .nameIt(expected))
    }
}

extension Phrase {
    static let dayExpected = Phrase(
        de: "Bitte geben Sie einen Tag an, zum Beispiel 5.10.2026.", en: "Please give a day, for example 2026-10-05.")
    static let dayHint = Phrase(de: "Zum Beispiel 5.10.2026.", en: "For example 2026-10-05.")

    static func nameIt(_ name: String) -> Phrase {
        Phrase(
            de: "Bitte tippen Sie zur Bestätigung genau: \(name)", en: "To confirm, please type exactly: \(name)")
    }
}
