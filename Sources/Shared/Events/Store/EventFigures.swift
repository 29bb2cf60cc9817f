import Database
import Participation

/// Formats held and people reached in a span of days, in numbers.
public struct EventFigures: Sendable, Equatable {
    /// Events whose last day lies in it; virtual ones under `online`, all others under `eventTable`.
    public var formats: [Channel: Int64] = [:]
    /// People who came to them where somebody counted, and people talked with.
    public var people: [Channel: Int64] = [:]

    public init() {}

    public static func count(
        from first: CivilDay, to last: CivilDay, _ connection: borrowing Connection
    ) throws -> EventFigures {
        var figures = EventFigures()
        try connection.scan(
            """
            SELECT attendance, count(*), sum(people) FROM event
            WHERE is_published = 1 AND CASE last_day WHEN '' THEN first_day ELSE last_day END BETWEEN ? AND ?
            GROUP BY attendance
            """, values: [.text(first.description), .text(last.description)]
        ) { row in
            let channel: Channel = try row.text(0) == Event.Attendance.virtual.rawValue ? .online : .eventTable
            figures.formats[channel, default: 0] += try row.int64(1)
            if let people = try row.optionalInt64(2) { figures.people[channel, default: 0] += people }
            return true
        }
        let talked = try connection.first(
            "SELECT sum(people) FROM conversation WHERE day >= ? AND day <= ?", .text(first.description),
            .text(last.description)
        ) { try $0.optionalInt64(0) }
        if let talked = talked.flatMap({ $0 }) { figures.people[.conversation] = talked }
        return figures
    }
}
