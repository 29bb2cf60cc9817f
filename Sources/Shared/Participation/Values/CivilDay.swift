import Service

/// A day, `YYYY-MM-DD`; compared as text, which for days is their order.
public struct CivilDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let description: String

    /// nil for anything that is not a day of the years 1970 to 9999.
    public init?(_ text: String) {
        guard text.utf8.count == 10, (try? Timestamp("\(text)T00:00:00Z")) != nil else { return nil }
        description = text
    }

    /// The day it is in Germany at that moment: dates of a process end at midnight there, not in Greenwich.
    public init(inGermanyAt moment: Timestamp) {
        let local = moment.adding(.seconds(GermanTime.offset(at: moment.seconds)))
        description = String(local.text.prefix(10))
    }

    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.description < right.description }
}

/// Legal time in Germany: one hour ahead of UTC, two from the last Sunday of March to the last Sunday of October, both at
/// 01:00 UTC (Directive 2000/84/EC). Our own, because the static library knows no time zones.
public enum GermanTime {
    /// Seconds ahead of UTC.
    public static func offset(at seconds: Int64) -> Int64 {
        let year = (Timestamp(seconds: seconds) ?? .latest).date.year
        return (turn(month: "03", year)..<turn(month: "10", year)).contains(seconds) ? 7200 : 3600
    }

    /// 01:00 UTC on the last Sunday of a month with 31 days.
    private static func turn(month: String, _ year: Int) -> Int64 {
        guard let last = try? Timestamp("\(year)-\(month)-31T01:00:00Z") else { return 0 }
        // 1 January 1970 was a Thursday, the fourth day after a Sunday.
        let weekday = (last.seconds / 86_400 + 4) % 7
        return last.seconds - weekday * 86_400
    }
}
