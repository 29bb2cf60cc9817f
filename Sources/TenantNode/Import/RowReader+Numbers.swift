import Federation
import Service

extension RowReader {
    func date(_ column: String) -> PartialDate? { checkDate(raw(column), column) }

    /// A date to the day.
    func day(_ column: String) -> CalendarDay? {
        if let day = CalendarDay(raw(column)) { return day }
        let shown = printable(raw(column), maximum: 60)
        refuse(
            column, de: "„\(shown)“ ist kein Tag: Erwartet wird zum Beispiel 2021-10-06.",
            en: "\"\(shown)\" is not a day: expected is, for example, 2021-10-06.")
        return nil
    }

    func checkDate(_ text: String, _ column: String) -> PartialDate? {
        if text.isEmpty { return nil }
        if let date = PartialDate(text) { return date }
        let shown = printable(text, maximum: 40)
        refuse(
            column,
            de: "„\(shown)“ ist kein Datum. Erwartet wird 2021, 2021-10 oder 2021-10-06; den Tag muss es geben.",
            en: "\"\(shown)\" is not a date. Expected is 2021, 2021-10 or 2021-10-06; the day must exist.")
        return nil
    }

    func period(_ column: String) -> Period? {
        let text = raw(column)
        if let period = Period(text) { return period }
        let shown = printable(text, maximum: 40)
        refuse(
            column,
            de: "„\(shown)“ ist kein Zeitraum. Erwartet wird 2022, 2022-H1, 2022-Q3 oder 2022-11.",
            en: "\"\(shown)\" is not a period. Expected is 2022, 2022-H1, 2022-Q3 or 2022-11.")
        return nil
    }

    func year(_ column: String) -> Int64? {
        let text = raw(column)
        if text.utf8.count == 4, let period = Period(text) { return Int64(period.year) }
        let shown = printable(text, maximum: 40)
        refuse(
            column, de: "„\(shown)“ ist kein Jahr. Erwartet wird JJJJ, zum Beispiel 2024.",
            en: "\"\(shown)\" is not a year. Expected is YYYY, for example 2024.")
        return nil
    }

    func integer(_ column: String, in range: ClosedRange<Int64>) -> Int64? {
        let text = raw(column)
        if let number = Int64(text), range.contains(number), String(number) == text { return number }
        let shown = printable(text, maximum: 40)
        refuse(
            column,
            de: "„\(shown)“ ist keine ganze Zahl von \(range.lowerBound) bis \(range.upperBound).",
            en: "\"\(shown)\" is not a whole number from \(range.lowerBound) to \(range.upperBound).")
        return nil
    }

    /// A number with decimal point or comma, as it stands.
    func number(_ column: String) -> ExactDecimal? {
        let text = raw(column)
        if text.isEmpty { return nil }
        let marks = text.utf8.count { $0 == 0x2E || $0 == 0x2C }
        let pointed = String(decoding: text.utf8.map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self)
        if marks <= 1, let decimal = ExactDecimal(pointed) { return decimal }
        let shown = printable(text, maximum: 40)
        refuse(
            column,
            de: "„\(shown)“ ist keine Zahl. Erwartet werden Ziffern mit höchstens einem Komma oder Punkt; keine "
                + "Einheit, kein Tausendertrennzeichen, kein „ca.“.",
            en: "\"\(shown)\" is not a number. Expected are digits with at most one point or comma; no unit, no "
                + "thousands separator, no \"ca.\".")
        return nil
    }

    /// An amount in euro, filled up to two decimals.
    func money(_ column: String) -> ExactDecimal? {
        guard let amount = number(column) else { return nil }
        if let padded = amount.padded(to: 2) { return padded }
        refuse(
            column, de: "Ein Betrag hat höchstens 2 Nachkommastellen; es wird nicht gerundet.",
            en: "An amount has at most 2 decimals; nothing is rounded.")
        return nil
    }

    /// A number filled up to the decimals of its indicator.
    func number(_ column: String, decimals: Int) -> ExactDecimal? {
        guard let value = number(column) else { return nil }
        if let padded = value.padded(to: decimals) { return padded }
        refuse(
            column,
            de: "\(value) hat \(value.decimals) Nachkommastellen; höchstens \(decimals) sind vorgesehen. Bitte selbst "
                + "runden und im Kommentar vermerken.",
            en: "\(value) has \(value.decimals) decimals; at most \(decimals) are provided for. Please round it "
                + "yourself and say so in the comment.")
        return nil
    }
}

extension ExactDecimal {
    /// The same value with more decimals; nil where it has more already or would need more than 18 digits.
    func padded(to wanted: Int) -> ExactDecimal? {
        guard decimals <= wanted else { return nil }
        var units = self.units
        for _ in decimals..<wanted {
            let (product, overflow) = units.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            units = product
        }
        guard units.magnitude < 1_000_000_000_000_000_000 else { return nil }
        return ExactDecimal(units: units, decimals: wanted)
    }
}
