import Database

/// Published contributions of a span of time, counted by where they come from and what was decided about them. The yearly
/// page and the summary count with this, so they say the same.
struct CountedContributions: Sendable {
    let channel: Channel
    let group: Group?
    /// The town's own field of action that the theme stands for; empty for none.
    let field: String
    /// What was decided; about a merged contribution it was decided about the one that stands for it in the end.
    let status: ContributionStatus
    let count: Int64

    /// - Parameters:
    ///   - start: seconds since 1970, included.
    ///   - end: seconds since 1970, not included.
    static func read(
        from start: Int64, to end: Int64, _ connection: borrowing Connection
    ) throws -> [CountedContributions] {
        try connection.query(
            """
            WITH RECURSIVE
            counted AS (
                SELECT c.id, c.channel, c.grouping, c.merged_into, c.status, coalesce(t.field, '') AS field
                FROM contribution AS c JOIN process AS p ON p.id = c.process
                LEFT JOIN process_topic AS t ON t.process = c.process AND t.code = c.topic
                WHERE c.visibility = 'published' AND p.is_published = 1 AND c.received >= ? AND c.received < ?
            ),
            standing (id, next, status) AS (
                SELECT id, merged_into, status FROM counted
                UNION ALL
                SELECT s.id, c.merged_into, c.status FROM standing AS s JOIN contribution AS c ON c.id = s.next
            )
            SELECT counted.channel, counted.grouping, counted.field, standing.status, count(*)
            FROM counted JOIN standing ON standing.id = counted.id AND standing.next IS NULL
            GROUP BY 1, 2, 3, 4
            """, values: [.integer(start), .integer(end)]
        ) { row in
            guard let channel = Channel(rawValue: try row.text(0)),
                let status = ContributionStatus(rawValue: try row.text(3))
            else { throw DatabaseError(.corrupt, "The database holds a contribution that this program does not know.") }
            return CountedContributions(
                channel: channel, group: Group(rawValue: try row.text(1)), field: try row.text(2), status: status,
                count: try row.int64(4))
        }
    }
}
