import Database
import Federation

/// A date the town has to keep, such as a report to a funder. It stays in the house.
struct Deadline: Sendable, Hashable {
    enum Repeat: String, Sendable, CaseIterable {
        case never, month, quarter, half, year

        var months: Int {
            switch self {
            case .never: 0
            case .month: 1
            case .quarter: 3
            case .half: 6
            case .year: 12
            }
        }
    }

    /// 0 before it was first saved.
    var id: Int64 = 0
    var title: String
    /// When it is due next.
    var day: CalendarDay
    var repeats: Repeat
    /// From how many days before the date on it is shown on the start page.
    var remindDays: Int64
    var note: String
    /// 0 before it was first saved.
    var version: Int64 = 0

    func isRemindedOn(_ today: CalendarDay) -> Bool { day <= today.adding(days: remindDays) }

    /// The next date after this one; nil where it is not repeated. The last day of a month leads to the last day of
    /// another: 31 March, 30 June.
    var next: CalendarDay? {
        guard repeats != .never else { return nil }
        let months = day.year * 12 + day.month - 1 + repeats.months
        let isLast = day.adding(days: 1).month != day.month
        for number in stride(from: isLast ? 31 : day.day, through: 1, by: -1) {
            let candidate = CalendarDay(year: months / 12, month: months % 12 + 1, day: number)
            if let candidate { return candidate }
        }
        return nil
    }
}

enum DeadlineStore {
    static func all(_ connection: borrowing Connection) throws -> [Deadline] {
        try connection.query(
            "SELECT id, title, day, repeats, remind_days, note, version FROM deadline ORDER BY day, id"
        ) { row in
            guard let day = CalendarDay(try row.text(2)) else {
                throw DatabaseError(.corrupt, "The database holds a day that is none.")
            }
            return Deadline(
                id: try row.int64(0), title: try row.text(1), day: day, repeats: try word(row.text(3)),
                remindDays: try row.int64(4), note: try row.text(5), version: try row.int64(6))
        }
    }

    /// Writes over version `deadline.version`; false where somebody else has changed or removed it meanwhile.
    static func write(_ deadline: Deadline, _ connection: borrowing Connection) throws -> Bool {
        let values: [Value] = [
            .text(deadline.title), .text(deadline.day.description), .text(deadline.repeats.rawValue),
            .integer(deadline.remindDays), .text(deadline.note),
        ]
        if deadline.version == 0 {
            return try connection.execute(
                "INSERT INTO deadline (title, day, repeats, remind_days, note, version) VALUES (?, ?, ?, ?, ?, 1)",
                values: values) == 1
        }
        return try connection.execute(
            """
            UPDATE deadline SET title = ?, day = ?, repeats = ?, remind_days = ?, note = ?, version = version + 1
            WHERE id = ? AND version = ?
            """, values: values + [.integer(deadline.id), .integer(deadline.version)]) == 1
    }

    /// Marks a date as kept: moves a repeated one on, removes any other.
    static func keep(_ deadline: Deadline, _ connection: borrowing Connection) throws -> Bool {
        guard let next = deadline.next else { return try remove(deadline, connection) }
        var moved = deadline
        moved.day = next
        return try write(moved, connection)
    }

    static func remove(_ deadline: Deadline, _ connection: borrowing Connection) throws -> Bool {
        try connection.execute(
            "DELETE FROM deadline WHERE id = ? AND version = ?", .integer(deadline.id), .integer(deadline.version)) == 1
    }
}
