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

extension CivilDay {
    /// The day of a moment, as people in Germany count it.
    public static func of(_ seconds: Int64) -> CivilDay {
        CivilDay(inGermanyAt: Timestamp(seconds: max(0, seconds)) ?? .latest)
    }

    /// When it begins in Germany, in seconds since 1970.
    public var start: Int64 {
        let midnight = (try? Timestamp("\(description)T00:00:00Z"))?.seconds ?? 0
        return midnight - GermanTime.offset(at: midnight)
    }

    public var year: Int { Int(description.prefix(4)) ?? 1970 }

    /// So many days later; earlier where negative.
    public func adding(days: Int64) -> CivilDay { .of(start + days * 86_400 + 43_200) }

    /// The same day so many months earlier, or the last of that month.
    public func earlier(months: Int) -> CivilDay {
        let parts = description.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return self }
        let all = max(1970 * 12, parts[0] * 12 + parts[1] - 1 - months)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for day in stride(from: parts[2], through: 1, by: -1) {
            if let found = CivilDay("\(all / 12)-\(two(all % 12 + 1))-\(two(day))") { return found }
        }
        return self
    }

    /// The Monday of its week.
    public var monday: CivilDay {
        // 1 January 1970 was a Thursday, the fourth day of its week.
        let days = ((try? Timestamp("\(description)T00:00:00Z"))?.seconds ?? 0) / 86_400
        return adding(days: -((days + 3) % 7))
    }
}
