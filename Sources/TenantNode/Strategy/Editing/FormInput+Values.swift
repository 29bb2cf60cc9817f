import Federation
import Pages
import Service

// Values of the domain as people type them.

extension FormInput {
    /// A day, month or year: 2026-10-05, 2026-10, 2026, and as usual in Germany 5.10.2026 or 10/2026.
    mutating func date(_ name: String, isRequired: Bool = false) -> PartialDate? {
        let text = self[name]
        if text.isEmpty {
            if isRequired { refuse(name, .dateExpected(text)) }
            return nil
        }
        if let date = PartialDate(text) ?? Self.german(text) { return date }
        refuse(name, .dateExpected(text))
        return nil
    }

    /// A whole day.
    mutating func day(_ name: String) -> CalendarDay? {
        let text = self[name]
        if let date = PartialDate(text) ?? Self.german(text), date.description.utf8.count == 10 { return date.firstDay }
        refuse(name, .dayExpected(text))
        return nil
    }

    /// An amount in euro: digits, one mark for decimals, and thousands in groups of three; nothing is rounded.
    mutating func money(_ name: String) -> ExactDecimal? {
        var text = self[name]
        if text.isEmpty { return nil }
        for unit in ["€", "EUR", "Euro"] where text.hasSuffix(unit) { text.removeLast(unit.count) }
        text.removeAll(where: \.isWhitespace)
        guard let amount = Self.amount(text), amount.units >= 0 else {
            refuse(name, .amountExpected(self[name]))
            return nil
        }
        return amount
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        if let number = Int64(self[name]), range.contains(number), String(number) == self[name] { return number }
        refuse(name, .numberExpected(self[name], range))
        return nil
    }

    /// The ticked identifiers, each at most once.
    mutating func codes(_ name: String) -> [Code] {
        var seen: Set<Code> = []
        return all(name).compactMap { text in
            guard let code = Code(text) else {
                refuse(name, .choiceRequired)
                return nil
            }
            return seen.insert(code).inserted ? code : nil
        }
    }

    private static func german(_ text: String) -> PartialDate? {
        let marks: [Character] = [".", "/"]
        let parts = text.split(omittingEmptySubsequences: false) { marks.contains($0) }
        guard (2...3).contains(parts.count), let year = parts.last, year.utf8.count == 4 else { return nil }
        let rest = parts.dropLast().reversed().map { part in part.utf8.count == 1 ? "0\(part)" : String(part) }
        return PartialDate(([String(year)] + rest).joined(separator: "-"))
    }

    /// As an amount has at most two decimals, a group of three digits after a mark can only be thousands.
    private static func amount(_ text: String) -> ExactDecimal? {
        let pieces = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }.map(String.init)
        guard let first = pieces.first, let last = pieces.last else { return nil }
        if pieces.count == 1 { return ExactDecimal(text)?.padded(to: 2) }
        let marks = text.filter { $0 == "." || $0 == "," }
        let hasDecimals = last.utf8.count != 3
        let groups = hasDecimals ? pieces.dropFirst().dropLast() : pieces.dropFirst()
        let groupMarks = Set(hasDecimals ? marks.dropLast() : marks[...])
        guard groups.allSatisfy({ $0.utf8.count == 3 }), groupMarks.count <= 1,
            groups.isEmpty || (1...3).contains(first.utf8.count),
            !(hasDecimals && groupMarks.contains(where: { marks.hasSuffix(String($0)) })), !first.isEmpty
        else { return nil }
        let whole = first + groups.joined()
        return ExactDecimal(hasDecimals ? "\(whole).\(last)" : whole)?.padded(to: 2)
    }
}

/// Sentences at a field of the strategy's forms.
extension Phrase {
    private static func shown(_ text: String) -> String { printable(text, maximum: 40) }

    static func dateExpected(_ text: String) -> Phrase {
        text.isEmpty
            ? Phrase(
                de: "Bitte geben Sie ein Datum an: Jahr, Monat oder Tag, zum Beispiel 2026, 2026-10 oder 05.10.2026.",
                en: "Please give a date: year, month or day, for example 2026, 2026-10 or 2026-10-05.")
            : Phrase(
                de:
                    "„\(shown(text))“ ist kein Datum. Bitte geben Sie Jahr, Monat oder Tag an, zum Beispiel 2026, 2026-10 "
                    + "oder 05.10.2026.",
                en: "\"\(shown(text))\" is not a date. Please give a year, month or day, for example 2026, 2026-10 or "
                    + "2026-10-05.")
    }

    static func dayExpected(_ text: String) -> Phrase {
        Phrase(
            de: "Bitte geben Sie einen Tag an, zum Beispiel 05.10.2026.",
            en: "Please give a day, for example 2026-10-05.")
    }

    static func amountExpected(_ text: String) -> Phrase {
        Phrase(
            de: "„\(shown(text))“ ist kein Betrag. Bitte geben Sie Euro mit höchstens zwei Nachkommastellen an, zum "
                + "Beispiel 118.000 oder 1.234,50.",
            en:
                "\"\(shown(text))\" is not an amount. Please give euros with at most two decimals, for example 118,000 or "
                + "1,234.50.")
    }

    static func numberExpected(_ text: String, _ range: ClosedRange<Int64>) -> Phrase {
        Phrase(
            de: "Bitte geben Sie eine ganze Zahl von \(range.lowerBound) bis \(range.upperBound) an.",
            en: "Please give a whole number from \(range.lowerBound) to \(range.upperBound).")
    }

    static func dangling(_ target: String) -> Phrase {
        Phrase(
            de: "„\(shown(target))“ gibt es in keiner bekannten Version der Rahmenstrategie. Bitte wählen Sie einen "
                + "vorhandenen Eintrag oder entfernen Sie das Häkchen.",
            en:
                "\"\(shown(target))\" is in no known version of the framework strategy. Please choose an entry that exists "
                + "or untick it.")
    }

    static func gone(_ own: String) -> Phrase {
        Phrase(
            de: "„\(shown(own))“ gibt es in Ihrer Strategie nicht mehr. Bitte wählen Sie neu.",
            en: "\"\(shown(own))\" is not in your strategy any more. Please choose again.")
    }

    static func tooManyRows(_ count: Int, limit: Int) -> Phrase {
        Phrase(
            de: "Das sind \(count) Zeilen. Höchstens \(limit) sind möglich.",
            en: "These are \(count) rows. At most \(limit) are possible.")
    }

    static let endBeforeStart = Phrase(
        de: "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
        en: "The end lies before the beginning. Please check both dates.")
    static let dateInFuture = Phrase(
        de: "Dieser Tag liegt in der Zukunft. Bitte geben Sie den Tag an, an dem es geschehen ist.",
        en: "This day lies in the future. Please give the day on which it happened.")
    static let decisionInFuture = Phrase(
        de: "Dieses Datum liegt in der Zukunft. Ein Beschluss kann erst eingetragen werden, wenn er gefasst ist.",
        en: "This date lies in the future. A decision can be entered only once it has been taken.")
    static let sameYearAndSource = Phrase(
        de: "Dieses Jahr und diese Herkunft stehen schon in einer anderen Zeile. Bitte fassen Sie beide zusammen.",
        en: "This year and this source already stand in another row. Please put them together.")
    static let ownShareTooLarge = Phrase(
        de: "Der Eigenanteil ist größer als geplante und ausgegebene Mittel. Bitte prüfen Sie die Zeile.",
        en: "The own share is larger than what is planned and spent. Please check this row.")
}
