/// Days as spreadsheets count them.
public enum SerialDate {
    /// `2026-10-05`, with `14:30:00` behind it where the number has a fraction, or the time alone below one day; nil
    /// beyond the years 1900 to 9999.
    ///
    /// - Parameter number: days since the end of 1899, where 29 February 1900 counts although it never was
    ///   (ECMA-376 part 1, 18.17.4.1), or since the beginning of 1904.
    public static func text(_ number: Double, countsFrom1904: Bool = false) -> String? {
        guard number >= 0, number < 2_958_466 else { return nil }
        let seconds = Int((number * 86_400).rounded())
        let (whole, rest) = (seconds / 86_400, seconds % 86_400)
        let time = rest == 0 ? "" : "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
        if whole == 0, !countsFrom1904 { return time.isEmpty ? "00:00:00" : time }
        // 25,569 days lie between the end of 1899 and 1970, 24,107 between 1904 and 1970.
        let days = countsFrom1904 ? whole - 24_107 : whole - 25_569 + (whole < 60 ? 1 : 0)
        return time.isEmpty ? day(days) : "\(day(days)) \(time)"
    }

    /// The day `days` after 1 January 1970 in the Gregorian calendar, by eras of 400 years that begin in March.
    private static func day(_ days: Int) -> String {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let number = dayOfYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        let digits = String(year)
        let fourDigits = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(fourDigits)-\(two(month < 10 ? month + 3 : month - 9))-\(two(number))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Formats that every workbook has without saying so (18.8.30), those of East Asian ones included.
    static func isBuiltInDateFormat(_ id: Int) -> Bool {
        switch id {
        case 14...22, 27...36, 45...47, 50...58: true
        default: false
        }
    }

    /// Whether a format has a letter for day, month, year, hour or second outside quotes, brackets and escapes.
    static func isDateFormat(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\"": isQuoted.toggle()
            case "\\", "_", "*": isEscaped = !isQuoted
            case "[": isBracketed = !isQuoted
            case "]": isBracketed = false
            case "d", "m", "y", "h", "s":
                if !isQuoted, !isBracketed { return true }
            default: break
            }
        }
        return false
    }
}
