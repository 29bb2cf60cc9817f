/// A day of the proleptic Gregorian calendar, 1970 to 9999.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    public init?(year: Int, month: Int, day: Int) {
        guard (1970...9999).contains(year), (1...12).contains(month),
            (1...CalendarDay.length(ofMonth: month, in: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Exactly `YYYY-MM-DD`.
    public init?(_ text: String) { self.init(text.utf8.span) }

    init?(_ text: Span<UInt8>) {
        guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D, let year = digits(text, 0..<4),
            let month = digits(text, 5..<7), let day = digits(text, 8..<10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    init(daysSince1970: Int) {
        var year = 1970 + daysSince1970 / 366
        while CalendarDay.days(before: year + 1) <= daysSince1970 { year += 1 }
        var rest = daysSince1970 - CalendarDay.days(before: year)
        var month = 1
        while rest >= CalendarDay.length(ofMonth: month, in: year) {
            rest -= CalendarDay.length(ofMonth: month, in: year)
            month += 1
        }
        self.year = year
        self.month = month
        day = rest + 1
    }

    public var daysSince1970: Int {
        var days = CalendarDay.days(before: year) + day - 1
        for earlier in 1..<month { days += CalendarDay.length(ofMonth: earlier, in: year) }
        return days
    }

    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func days(before year: Int) -> Int {
        let past = year - 1
        return 365 * (year - 1970) + (past / 4 - 492) - (past / 100 - 19) + (past / 400 - 4)
    }
}

/// A date known to the day, the month or the year; it stands for its first day.
public struct PartialDate: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    public let firstDay: CalendarDay

    public init?(_ text: String) {
        let completed: String
        switch text.utf8.count {
        case 4: completed = "\(text)-01-01"
        case 7: completed = "\(text)-01"
        default: completed = text
        }
        guard let day = CalendarDay(completed) else { return nil }
        description = text
        firstDay = day
    }
}

/// A moment to the second in UTC, written exactly `YYYY-MM-DDTHH:MM:SSZ`.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let secondsSince1970: Int64

    public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    public init?(_ text: String) { self.init(text.utf8.span) }

    init?(_ text: Span<UInt8>) {
        guard text.count == 20, text[10] == 0x54, text[13] == 0x3A, text[16] == 0x3A, text[19] == 0x5A,
            let day = CalendarDay(text.extracting(0..<10)), let hour = digits(text, 11..<13),
            let minute = digits(text, 14..<16), let second = digits(text, 17..<19), hour < 24, minute < 60,
            second < 60
        else { return nil }
        secondsSince1970 = Int64(day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second)
    }

    public var day: CalendarDay { CalendarDay(daysSince1970: Int(secondsSince1970 / 86_400)) }

    public var description: String {
        let second = Int(secondsSince1970 % 86_400)
        return "\(day)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
    }

    public static func < (left: Instant, right: Instant) -> Bool { left.secondsSince1970 < right.secondsSince1970 }
}

private func digits(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var value = 0
    for index in range {
        let byte = text[index]
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
    }
    return value
}

func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    let missing = width - text.utf8.count
    return missing <= 0 ? text : String(repeating: "0", count: missing) + text
}
