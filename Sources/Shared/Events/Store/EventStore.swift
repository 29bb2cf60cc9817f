import Database
import Participation

/// Events on disk.
public enum EventStore {
    private static let columns = """
        id, slug, process, kind, attendance, title, question, description, place, link, first_day, last_day, starts, ends,
        takes_cards, is_reviewed_first, is_published, people, summary, next_steps, is_documented, is_example,
        link_edition, version
        """

    /// The latest first.
    public static func all(_ connection: borrowing Connection) throws -> [Event] {
        let ids = try connection.query("SELECT id FROM event ORDER BY first_day DESC, id DESC") { try $0.int64(0) }
        return try ids.compactMap { try read($0, connection) }
    }

    public static func find(slug: String, _ connection: borrowing Connection) throws -> Event? {
        let id = try connection.first("SELECT id FROM event WHERE slug = ?", .text(slug)) { try $0.int64(0) }
        return try id.flatMap { try read($0, connection) }
    }

    /// The event that a table belongs to.
    public static func find(table: Int64, _ connection: borrowing Connection) throws -> Event? {
        let id = try connection.first("SELECT event FROM event_table WHERE id = ?", .integer(table)) {
            try $0.int64(0)
        }
        return try id.flatMap { try read($0, connection) }
    }

    public static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Event? {
        let found = try connection.first("SELECT \(columns) FROM event WHERE id = ?", .integer(id), row: event)
        guard var event = found else { return nil }
        event.items = try connection.query(
            "SELECT day, starts, ends, title, note FROM event_item WHERE event = ? ORDER BY position", .integer(id)
        ) { row in
            guard let starts = ClockTime(try row.text(1)) else { throw unknown }
            return Event.Item(
                day: CivilDay(try row.text(0)), starts: starts, ends: ClockTime(try row.text(2)),
                title: try row.text(3), note: try row.text(4))
        }
        event.tables = try connection.query(
            """
            SELECT id, name, question, link, moderator, recorder, topic FROM event_table
            WHERE event = ? ORDER BY position, id
            """, .integer(id)
        ) { row in
            Event.Table(
                id: try row.int64(0), name: try row.text(1), question: try row.text(2), link: try row.text(3),
                moderator: try row.text(4), recorder: try row.text(5), topic: try row.text(6))
        }
        return event
    }

    private static func event(_ row: borrowing Row) throws -> Event {
        guard let kind = Event.Kind(rawValue: try row.text(3)),
            let attendance = Event.Attendance(rawValue: try row.text(4)), let first = CivilDay(try row.text(10))
        else { throw unknown }
        return Event(
            id: try row.int64(0), slug: try row.text(1), process: try row.int64(2), kind: kind, attendance: attendance,
            title: try row.text(5), question: try row.text(6), description: try row.text(7), place: try row.text(8),
            link: try row.text(9), firstDay: first, lastDay: CivilDay(try row.text(11)),
            starts: ClockTime(try row.text(12)), ends: ClockTime(try row.text(13)), takesCards: try row.boolean(14),
            isReviewedFirst: try row.boolean(15), isPublished: try row.boolean(16), isExample: try row.boolean(21),
            linkEdition: try row.int64(22),
            documentation: Event.Documentation(
                people: try row.optionalInt64(17), summary: try row.text(18), nextSteps: try row.text(19),
                isPublished: try row.boolean(20)), version: try row.int64(23))
    }

    private static var unknown: DatabaseError {
        DatabaseError(.corrupt, "The database holds an event that this program does not know.")
    }

    /// Writes a new event, or one that nobody has changed since it was read. What is said afterwards, open or closed for
    /// cards, and the links' edition have functions of their own.
    /// - Returns: its identifier; nil where it is stale.
    public static func write(_ event: Event, at seconds: Int64, _ connection: borrowing Connection) throws -> Int64? {
        let values: [Value] = [
            .integer(event.process), .text(event.kind.rawValue), .text(event.attendance.rawValue), .text(event.title),
            .text(event.question), .text(event.description), .text(event.place), .text(event.link),
            .text(event.firstDay.description), .text(event.lastDay?.description ?? ""),
            .text(event.starts?.description ?? ""), .text(event.ends?.description ?? ""),
            Value(event.isReviewedFirst), Value(event.isPublished), Value(event.isExample),
        ]
        var id = event.id
        if event.version == 0 {
            try connection.execute(
                """
                INSERT INTO event (process, kind, attendance, title, question, description, place, link, first_day,
                    last_day, starts, ends, is_reviewed_first, is_published, is_example, takes_cards, slug, created,
                    version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, values: values + [Value(event.takesCards), .text(event.slug), .integer(seconds)])
            id = connection.lastInsertedRow
        } else {
            let changed = try connection.execute(
                """
                UPDATE event SET process = ?, kind = ?, attendance = ?, title = ?, question = ?, description = ?,
                    place = ?, link = ?, first_day = ?, last_day = ?, starts = ?, ends = ?, is_reviewed_first = ?,
                    is_published = ?, is_example = ?, version = version + 1
                WHERE id = ? AND version = ?
                """, values: values + [.integer(id), .integer(event.version)])
            guard changed == 1 else { return nil }
        }
        try connection.execute("DELETE FROM event_item WHERE event = ?", .integer(id))
        for (position, item) in event.items.enumerated() {
            try connection.execute(
                """
                INSERT INTO event_item (event, position, day, starts, ends, title, note) VALUES (?, ?, ?, ?, ?, ?, ?)
                """, .integer(id), Value(position), .text(item.day?.description ?? ""),
                .text(item.starts.description), .text(item.ends?.description ?? ""), .text(item.title),
                .text(item.note))
        }
        try writeTables(event.tables, of: id, connection)
        return id
    }

    /// Tables keep their number, since cards and printed codes name it; the caller has made sure that none with cards goes.
    private static func writeTables(_ tables: [Event.Table], of event: Int64, _ connection: borrowing Connection) throws
    {
        let kept = Set(tables.map(\.id))
        let present = try connection.query("SELECT id FROM event_table WHERE event = ?", .integer(event)) {
            try $0.int64(0)
        }
        for id in present where !kept.contains(id) {
            try connection.execute("DELETE FROM event_table WHERE id = ?", .integer(id))
        }
        for (position, table) in tables.enumerated() {
            let values: [Value] = [
                Value(position), .text(table.name), .text(table.question), .text(table.link), .text(table.moderator),
                .text(table.recorder), .text(table.topic),
            ]
            if present.contains(table.id) {
                try connection.execute(
                    """
                    UPDATE event_table SET position = ?, name = ?, question = ?, link = ?, moderator = ?, recorder = ?,
                        topic = ? WHERE id = ?
                    """, values: values + [.integer(table.id)])
            } else {
                try connection.execute(
                    """
                    INSERT INTO event_table (position, name, question, link, moderator, recorder, topic, event)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """, values: values + [.integer(event)])
            }
        }
    }

    /// The tables that already have cards, and how many.
    public static func cardCounts(of event: Int64, _ connection: borrowing Connection) throws -> [Int64: Int] {
        let counts = try connection.query(
            """
            SELECT event_table, count(*) FROM contribution WHERE event = ? AND event_table IS NOT NULL
            GROUP BY event_table
            """, .integer(event)
        ) { (try $0.int64(0), try $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// Opens or closes an event for cards. Unlike other changes this one has no version: the last word counts.
    public static func takeCards(_ takes: Bool, _ event: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("UPDATE event SET takes_cards = ? WHERE id = ?", Value(takes), .integer(event))
    }

    /// Makes all recorders' links worthless; new ones follow from the new edition.
    public static func renewLinks(_ event: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("UPDATE event SET link_edition = link_edition + 1 WHERE id = ?", .integer(event))
    }

    /// - Returns: false where somebody has changed the event since it was read.
    public static func document(
        _ documentation: Event.Documentation, of event: Int64, version: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE event SET people = ?, summary = ?, next_steps = ?, is_documented = ?, version = version + 1
            WHERE id = ? AND version = ?
            """, Value(documentation.people), .text(documentation.summary), .text(documentation.nextSteps),
            Value(documentation.isPublished), .integer(event), .integer(version)) == 1
    }
}
