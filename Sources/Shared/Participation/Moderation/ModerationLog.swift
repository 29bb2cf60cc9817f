import Database

/// What moderation decided, as the public log lists it: on contributions, cards and comments (`ModerationStore`), and in other
/// rooms on things of their own, such as remarks on a text. It holds no text, no name and no number of anything.
enum ModerationLog {
    /// What was decided on.
    enum Kind: String, Sendable { case contribution, card, comment, remark }

    struct Line: Sendable {
        let at: Int64
        let kind: Kind
        let visibility: Visibility
        let rule: ModerationRule
    }

    static let tables = """
        -- Decisions on what is no contribution, for the public log. act: the visibility from then on; rule: the rule that was
        -- broken, empty where none was.
        CREATE TABLE room_act (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, act TEXT NOT NULL, rule TEXT NOT NULL
        ) STRICT;
        -- What was decided on remarks before there was this table; under which rule was not asked then.
        INSERT INTO room_act (at, kind, act, rule)
            SELECT at, 'remark', substr(act, length('drafting.remark-') + 1), '' FROM journal
            WHERE act IN ('drafting.remark-published', 'drafting.remark-withheld', 'drafting.remark-removed') ORDER BY id;
        """

    /// How many decisions were made to publish, to hold back and to take down.
    static func counts(_ connection: borrowing Connection) throws -> [Visibility: Int] {
        let counts = try connection.query(
            """
            SELECT act, sum(number) FROM (
                SELECT act, count(*) AS number FROM moderation_act GROUP BY act
                UNION ALL SELECT act, count(*) FROM room_act GROUP BY act
            ) GROUP BY act
            """
        ) { (Visibility(rawValue: try $0.text(0)), try $0.int(1)) }
        var found: [Visibility: Int] = [:]
        for (visibility, count) in counts { if let visibility { found[visibility] = count } }
        return found
    }

    /// What is not shown or no longer, the latest first.
    static func hidden(limit: Int, skipping: Int, _ connection: borrowing Connection) throws -> [Line] {
        try connection.query(
            """
            SELECT at, kind, act, rule FROM (
                SELECT m.at, CASE WHEN m.comment IS NOT NULL THEN 'comment' WHEN c.event IS NOT NULL THEN 'card'
                    ELSE 'contribution' END AS kind, m.act, m.rule, m.id
                FROM moderation_act AS m JOIN contribution AS c ON c.id = m.contribution
                WHERE m.act IN ('withheld', 'removed')
                UNION ALL
                SELECT at, kind, act, rule, id FROM room_act WHERE act IN ('withheld', 'removed')
            ) ORDER BY at DESC, kind, id DESC LIMIT ? OFFSET ?
            """, Value(limit), Value(skipping)
        ) { row in
            Line(
                at: try row.int64(0), kind: Kind(rawValue: try row.text(1)) ?? .contribution,
                visibility: Visibility(rawValue: try row.text(2)) ?? .withheld,
                rule: ModerationRule(rawValue: try row.text(3)) ?? .other)
        }
    }
}

extension RoomModeration {
    /// Something of another room that is no contribution.
    public enum Thing: String, Sendable { case remark }

    public static let logTables = ModerationLog.tables

    /// Notes in moderation's public log what was decided on a thing of another room.
    /// - Parameter rule: one of `ruleOptions` where it is not shown; otherwise empty.
    public static func note(
        _ visibility: Visibility, of thing: Thing, rule: String, at seconds: Int64, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO room_act (at, kind, act, rule) VALUES (?, ?, ?, ?)", .integer(seconds), .text(thing.rawValue),
            .text(visibility.rawValue), .text(rule))
    }
}
