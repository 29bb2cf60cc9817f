/// Days, months, years, times and periods in words.
///
/// What comes in is ISO 8601 as statements carry it. Text of another form is returned unchanged.
public enum DateFormat {
    /// `2026-10-05` → 5. Oktober 2026, `2026-10` → Oktober 2026, `2026` → 2026.
    public static func date(_ iso: String, _ language: Language) -> String {
        let parts = iso.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = number(parts.first, digits: 4, 1...9999) else { return iso }
        if parts.count == 1 { return year.text }
        guard let month = number(parts[1], digits: 2, 1...12) else { return iso }
        let monthAndYear = Phrase.months[month.value - 1](language) + " " + year.text
        if parts.count == 2 { return monthAndYear }
        guard parts.count == 3, let day = number(parts[2], digits: 2, 1...days(year.value, month.value)) else {
            return iso
        }
        return "\(day.value)" + (language == .german ? ".\u{A0}" : "\u{A0}") + monthAndYear
    }

    /// `2026-10-05T14:03:07Z` → 5. Oktober 2026, 14:03:07 Uhr UTC; seconds can be left out.
    public static func timestamp(_ iso: String, _ language: Language, seconds: Bool = false) -> String {
        let halves = iso.split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0].utf8.count == 10, halves[1].utf8.count == 9, halves[1].hasSuffix("Z")
        else { return iso }
        let time = halves[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 3, number(time[0], digits: 2, 0...23) != nil, number(time[1], digits: 2, 0...59) != nil,
            number(time[2], digits: 2, 0...60) != nil
        else { return iso }
        let day = date(String(halves[0]), language)
        guard day != halves[0] else { return iso }
        let shown = seconds ? halves[1].dropLast() : halves[1].prefix(5)
        return "\(day), \(shown)" + (language == .german ? "\u{A0}Uhr\u{A0}UTC" : "\u{A0}UTC")
    }

    /// `2026-Q3` → 3. Quartal 2026, `2026-H1` → 1. Halbjahr 2026, `2026-10`, `2026`, `2026-10-05` as dates;
    /// two of them joined by `/` → from … to ….
    public static func period(_ iso: String, _ language: Language) -> String {
        let ends = iso.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if ends.count == 2 {
            return "\(period(ends[0], language)) " + Phrase.periodTo(language) + " \(period(ends[1], language))"
        }
        let parts = iso.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 2, let year = number(parts[0], digits: 4, 1...9999) else {
            return date(iso, language)
        }
        switch parts[1].utf8.first {
        case UInt8(ascii: "Q"):
            guard let quarter = number(parts[1].dropFirst(), digits: 1, 1...4) else { return iso }
            return Phrase.quarters[quarter.value - 1](language) + " " + year.text
        case UInt8(ascii: "H"):
            guard let half = number(parts[1].dropFirst(), digits: 1, 1...2) else { return iso }
            return Phrase.halves[half.value - 1](language) + " " + year.text
        default: return date(iso, language)
        }
    }

    /// A period short enough for an axis: `2026-Q3` → 3. Q. 2026 or Q3 2026, `2026-10` → 10/2026.
    public static func shortPeriod(_ iso: String, _ language: Language) -> String {
        let parts = iso.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, period(iso, language) != iso else { return iso }
        switch (parts[1].utf8.first, language) {
        case (UInt8(ascii: "Q"), .german): return "\(parts[1].dropFirst()).\u{A0}Q. \(parts[0])"
        case (UInt8(ascii: "H"), .german): return "\(parts[1].dropFirst()).\u{A0}Hj. \(parts[0])"
        case (UInt8(ascii: "Q"), .english), (UInt8(ascii: "H"), .english): return "\(parts[1]) \(parts[0])"
        default: return "\(parts[1])/\(parts[0])"
        }
    }

    private static func number(
        _ text: Substring?, digits: Int, _ range: ClosedRange<Int>
    ) -> (value: Int, text: String)? {
        guard let text, text.utf8.count == digits,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let value = Int(text), range.contains(value)
        else { return nil }
        return (value, String(text))
    }

    private static func days(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
