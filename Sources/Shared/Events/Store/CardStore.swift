import Accounts
import Database
import Participation

/// Cards on disk: contributions with an event, and the themes they were put under.
public enum CardStore {
    /// The columns of a card on the wall; `contribution` has to be called c and `event_card` g.
    private static let columns = "c.id, c.event_table, g.theme, c.title, c.text, c.pseudonym"
    private static let isShown = "c.visibility = 'published' AND c.merged_into IS NULL"

    private static func card(_ row: borrowing Row) throws -> WallCard {
        let (title, text) = (try row.text(3), try row.text(4))
        return WallCard(
            id: try row.int64(0), table: try row.optionalInt64(1), theme: try row.optionalInt64(2),
            title: CardTitle.isMade(title, from: text) ? "" : title, text: text, pseudonym: try row.text(5))
    }

    /// Cards that are shown, the newest first.
    public static func shown(
        of event: Int64, limit: Int = 2000, _ connection: borrowing Connection
    ) throws -> [WallCard] {
        try connection.query(
            """
            SELECT \(columns) FROM contribution c LEFT JOIN event_card g ON g.contribution = c.id
            WHERE c.event = ? AND \(isShown) ORDER BY c.published DESC, c.id DESC LIMIT ?
            """, .integer(event), Value(limit), row: card)
    }

    /// One card of an event; nil while, or since, it is not shown.
    static func shown(_ id: Int64, of event: Int64, _ connection: borrowing Connection) throws -> WallCard? {
        try connection.first(
            """
            SELECT \(columns) FROM contribution c LEFT JOIN event_card g ON g.contribution = c.id
            WHERE c.id = ? AND c.event = ? AND \(isShown)
            """, .integer(id), .integer(event), row: card)
    }

    /// Cards that wait for somebody to read them, the oldest first.
    public static func waiting(
        of event: Int64, limit: Int, _ connection: borrowing Connection
    ) throws -> [WallCard] {
        try connection.query(
            """
            SELECT \(columns) FROM contribution c LEFT JOIN event_card g ON g.contribution = c.id
            WHERE c.event = ? AND c.visibility IN ('received', 'reviewed') ORDER BY c.received, c.id LIMIT ?
            """, .integer(event), Value(limit), row: card)
    }

    public static func waitingCount(of event: Int64, _ connection: borrowing Connection) throws -> Int {
        try connection.first(
            "SELECT count(*) FROM contribution WHERE event = ? AND visibility IN ('received', 'reviewed')",
            .integer(event)
        ) { try $0.int(0) } ?? 0
    }

    public static func shownCount(of event: Int64, _ connection: borrowing Connection) throws -> Int {
        try connection.first(
            "SELECT count(*) FROM contribution c WHERE c.event = ? AND \(isShown)", .integer(event)
        ) { try $0.int(0) } ?? 0
    }

    /// How many cards that are shown each group has written; "" for those who did not say.
    public static func groups(of event: Int64, _ connection: borrowing Connection) throws -> [(String, Int)] {
        try connection.query(
            """
            SELECT grouping, count(*) FROM contribution c WHERE c.event = ? AND \(isShown)
            GROUP BY grouping ORDER BY count(*) DESC, grouping
            """, .integer(event)
        ) { (try $0.text(0), try $0.int(1)) }
    }

    /// Cards that were held back or taken down, the latest first.
    public static func hidden(
        of event: Int64, limit: Int, _ connection: borrowing Connection
    ) throws -> [WallCard] {
        try connection.query(
            """
            SELECT \(columns) FROM contribution c LEFT JOIN event_card g ON g.contribution = c.id
            WHERE c.event = ? AND c.visibility IN ('withheld', 'removed') ORDER BY c.reviewed DESC, c.id DESC LIMIT ?
            """, .integer(event), Value(limit), row: card)
    }

    /// Decides on cards of the event as moderation does on every contribution. Those that are in no state for it are left
    /// as they are.
    /// - Returns: how many were changed.
    public static func decide(
        _ ids: [Int64], of event: Int64, _ decision: RoomModeration.Decision, by account: Account?,
        at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Int {
        var changed = 0
        for id in ids {
            let isOurs = try connection.first(
                "SELECT 1 FROM contribution WHERE id = ? AND event = ?", .integer(id), .integer(event)
            ) { _ in true }
            guard isOurs == true,
                try RoomModeration.decide(decision, contribution: id, by: account, at: seconds, connection)
            else { continue }
            changed += 1
        }
        return changed
    }

    /// Events with cards that nobody has read yet.
    public static func waitingByEvent(_ connection: borrowing Connection) throws -> [(event: Event, count: Int)] {
        let counts = try connection.query(
            """
            SELECT event, count(*) FROM contribution
            WHERE visibility IN ('received', 'reviewed') AND event IS NOT NULL GROUP BY event ORDER BY event
            """
        ) { (try $0.int64(0), try $0.int(1)) }
        return try counts.compactMap { id, count in try EventStore.read(id, connection).map { ($0, count) } }
    }

    // MARK: Themes

    public static func themes(of event: Int64, _ connection: borrowing Connection) throws -> [Theme] {
        try connection.query(
            "SELECT id, name FROM event_theme WHERE event = ? ORDER BY position, id", .integer(event)
        ) { Theme(id: try $0.int64(0), name: try $0.text(1)) }
    }

    /// - Returns: the theme of that name, made where there was none.
    public static func addTheme(
        _ name: String, to event: Int64, _ connection: borrowing Connection
    ) throws -> Int64 {
        let present = try connection.first(
            "SELECT id FROM event_theme WHERE event = ? AND name = ?", .integer(event), .text(name)
        ) { try $0.int64(0) }
        if let present { return present }
        try connection.execute(
            """
            INSERT INTO event_theme (event, position, name)
            VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM event_theme WHERE event = ?1), ?2)
            """, .integer(event), .text(name))
        return connection.lastInsertedRow
    }

    /// - Returns: false where another theme of the event is called so.
    public static func rename(
        _ theme: Int64, of event: Int64, to name: String, _ connection: borrowing Connection
    ) throws -> Bool {
        let other = try connection.first(
            "SELECT id FROM event_theme WHERE event = ? AND name = ? AND id <> ?", .integer(event), .text(name),
            .integer(theme)
        ) { try $0.int64(0) }
        guard other == nil else { return false }
        try connection.execute(
            "UPDATE event_theme SET name = ? WHERE id = ? AND event = ?", .text(name), .integer(theme), .integer(event))
        return true
    }

    /// Its cards stay, without a theme.
    public static func removeTheme(_ theme: Int64, of event: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            DELETE FROM event_card WHERE theme = (SELECT id FROM event_theme WHERE id = ? AND event = ?)
            """, .integer(theme), .integer(event))
        try connection.execute("DELETE FROM event_theme WHERE id = ? AND event = ?", .integer(theme), .integer(event))
    }

    /// Puts cards of the event under a theme of the event, or under none.
    public static func group(
        _ cards: [Int64], of event: Int64, under theme: Int64?, _ connection: borrowing Connection
    ) throws {
        for card in cards {
            guard let theme else {
                try connection.execute(
                    """
                    DELETE FROM event_card
                    WHERE contribution = (SELECT id FROM contribution WHERE id = ? AND event = ?)
                    """, .integer(card), .integer(event))
                continue
            }
            try connection.execute(
                """
                INSERT INTO event_card (contribution, theme)
                SELECT c.id, t.id FROM contribution c, event_theme t
                WHERE c.id = ? AND c.event = ? AND t.id = ? AND t.event = c.event
                ON CONFLICT (contribution) DO UPDATE SET theme = excluded.theme
                """, .integer(card), .integer(event), .integer(theme))
        }
    }
}
