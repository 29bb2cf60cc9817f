import Archive

/// Points in time as platforms write them.
enum ImportTime {
    /// Seconds since 1970. `2026-10-05`, `2026-10-05T14:30:00+02:00`, `2026-10-05 14:30:07 UTC`, `… +0200`,
    /// `05.10.2026, 14:30 Uhr`, and days counted by a spreadsheet. Without a zone, German time is meant.
    static func read(_ text: String) -> Int64? {
        if let serial = Double(text), (20_000..<80_000).contains(serial), let date = SerialDate.text(serial) {
            return read(date)
        }
        var rest = Array(text.utf8)[...]
        guard let day = isoDay(&rest) ?? germanDay(&rest) else { return nil }
        skip(&rest, ", T")
        if rest.isEmpty { return day * 86_400 - offset(local: day * 86_400) }
        guard let time = time(&rest) else { return nil }
        skip(&rest, " ")
        let local = day * 86_400 + time
        switch String(decoding: rest, as: UTF8.self) {
        case "", "Uhr": return local - offset(local: local)
        case "Z", "UTC", "GMT": return local
        case "CET", "MEZ": return local - 3_600
        case "CEST", "MESZ": return local - 7_200
        default: return zone(rest).map { local - $0 }
        }
    }

    /// The calendar day of a point in time, in German time.
    static func day(_ seconds: Int64) -> String {
        let local = seconds + offset(at: seconds)
        return SerialDate.text(Double((local - local.modulo(86_400)) / 86_400 + 25_569)) ?? ""
    }

    // MARK: Parts

    private static func number(_ rest: inout ArraySlice<UInt8>, _ digits: ClosedRange<Int>) -> Int64? {
        let found = rest.prefix { (0x30...0x39).contains($0) }
        guard digits.contains(found.count) else { return nil }
        rest = rest.dropFirst(found.count)
        return Int64(String(decoding: found, as: UTF8.self))
    }

    private static func take(_ rest: inout ArraySlice<UInt8>, _ mark: UInt8) -> Bool {
        guard rest.first == mark else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func skip(_ rest: inout ArraySlice<UInt8>, _ marks: String) {
        rest = rest.drop { marks.utf8.contains($0) }
    }

    private static func isoDay(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        var attempt = rest
        guard let year = number(&attempt, 4...4), take(&attempt, 0x2D), let month = number(&attempt, 2...2),
            take(&attempt, 0x2D), let day = number(&attempt, 2...2), let days = days(year, month, day)
        else { return nil }
        rest = attempt
        return days
    }

    private static func germanDay(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        var attempt = rest
        guard let day = number(&attempt, 1...2), take(&attempt, 0x2E) else { return nil }
        skip(&attempt, " ")
        guard let month = number(&attempt, 1...2), take(&attempt, 0x2E) else { return nil }
        skip(&attempt, " ")
        guard let year = number(&attempt, 4...4), let days = days(year, month, day) else { return nil }
        rest = attempt
        return days
    }

    private static func time(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard let hour = number(&rest, 1...2), hour < 24, take(&rest, 0x3A), let minute = number(&rest, 2...2),
            minute < 60
        else { return nil }
        var second: Int64 = 0
        if take(&rest, 0x3A) {
            guard let found = number(&rest, 2...2), found <= 60 else { return nil }
            second = found
            if take(&rest, 0x2E), number(&rest, 1...9) == nil { return nil }
        }
        return hour * 3_600 + minute * 60 + second
    }

    /// `+02:00` or `+0200`.
    private static func zone(_ text: ArraySlice<UInt8>) -> Int64? {
        var rest = text
        let isWest = rest.first == 0x2D
        guard isWest || rest.first == 0x2B else { return nil }
        rest = rest.dropFirst()
        let digits = rest.filter { $0 != 0x3A }
        guard digits.count == 4, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Int64(String(decoding: digits, as: UTF8.self)), value / 100 <= 14, value % 100 < 60
        else { return nil }
        let seconds = value / 100 * 3_600 + value % 100 * 60
        return isWest ? -seconds : seconds
    }

    /// Days since 1970; nil where the calendar has no such day.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        guard (1900...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[Int(month - 1)] else { return nil }
        return civil(year, month, day)
    }

    /// By eras of 400 years that begin in March.
    private static func civil(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    // MARK: German time

    /// Summer time of Directive 2000/84/EC: from the last Sunday of March to that of October, 01:00 UTC.
    private static func offset(at seconds: Int64) -> Int64 {
        let year = 1970 + (seconds / 86_400) * 400 / 146_097
        for candidate in [year - 1, year, year + 1] {
            let start = lastSunday(candidate, 3) * 86_400 + 3_600
            let end = lastSunday(candidate, 10) * 86_400 + 3_600
            if (start..<end).contains(seconds) { return 7_200 }
        }
        return 3_600
    }

    private static func offset(local: Int64) -> Int64 { offset(at: local - 3_600) }

    private static func lastSunday(_ year: Int64, _ month: Int64) -> Int64 {
        let last = civil(year, month, 31)
        // 1 January 1970 was a Thursday.
        return last - (last + 4).modulo(7)
    }
}

extension Int64 {
    /// Never negative.
    fileprivate func modulo(_ divisor: Int64) -> Int64 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
