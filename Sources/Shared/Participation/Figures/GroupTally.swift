import Database

/// How many of which group took part in which month, once it is forgotten who did.
enum GroupTally {
    static let sql = """
        -- By month in Germany: a summary of an earlier period still counts them. Nothing was in the table before.
        DROP TABLE group_tally;
        CREATE TABLE group_tally (
            process INTEGER NOT NULL REFERENCES process (id),
            month TEXT NOT NULL,
            grouping TEXT NOT NULL,
            contributions INTEGER NOT NULL,
            PRIMARY KEY (process, month, grouping)
        ) STRICT, WITHOUT ROWID;
        """

    /// Notes the groups of a process before they are forgotten.
    static func keep(_ process: Int64, _ connection: borrowing Connection) throws {
        var counts: [String: [String: Int64]] = [:]
        try connection.scan(
            """
            SELECT received, grouping FROM contribution
            WHERE process = ? AND grouping <> '' AND visibility = 'published'
            """, values: [.integer(process)]
        ) { row in
            counts[month(.of(try row.int64(0))), default: [:]][try row.text(1), default: 0] += 1
            return true
        }
        for (month, groups) in counts {
            for (group, count) in groups {
                try connection.execute(
                    """
                    INSERT INTO group_tally VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET contributions = contributions + excluded.contributions
                    """, .integer(process), .text(month), .text(group), .integer(count))
            }
        }
    }

    /// The forgotten groups of these months: reporting periods consist of whole ones.
    static func read(
        from first: CivilDay, to last: CivilDay, _ connection: borrowing Connection
    ) throws -> [(group: Group, count: Int64)] {
        try connection.query(
            """
            SELECT g.grouping, sum(g.contributions) FROM group_tally AS g JOIN process AS p ON p.id = g.process
            WHERE p.is_published = 1 AND g.month >= ? AND g.month <= ? GROUP BY 1
            """, .text(month(first)), .text(month(last))
        ) { row in
            guard let group = Group(rawValue: try row.text(0)) else {
                throw DatabaseError(.corrupt, "The database holds a group that this program does not know.")
            }
            return (group, try row.int64(1))
        }
    }

    private static func month(_ day: CivilDay) -> String { String(day.description.prefix(7)) }
}
