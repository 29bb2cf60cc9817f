import Database

/// Lists of ideas on disk. A page costs the same however many ideas there are before and after it.
enum IdeaListing {
    static let pageSize = 20

    static func slice(
        _ filter: IdeaFilter, after cursor: IdeaCursor?, limit: Int = pageSize, _ connection: borrowing Connection
    ) throws -> IdeaSlice {
        if !filter.words.isEmpty { return try IdeaHits.slice(filter, after: cursor, limit: limit, connection) }
        let count = try count(filter, connection)
        guard count > 0 else { return IdeaSlice(ids: [], next: nil, count: 0) }
        if filter.sort == .random {
            return try IdeaShuffle.slice(filter, count: count, after: cursor, limit: limit, connection)
        }
        let found = try connection.query(
            statement(filter.sort),
            values: [
                .integer(filter.process), .integer(cursor?.value ?? .max), .integer(cursor?.id ?? .max),
                .text(filter.topic), .text(filter.status), .text(filter.channel), Value(limit + 1),
            ]
        ) { row in IdeaCursor(value: try row.int64(1), id: try row.int64(0)) }
        let page = found.prefix(limit)
        return IdeaSlice(ids: page.map(\.id), next: found.count > limit ? page.last : nil, count: count)
    }

    /// How many ideas the filter leaves, without looking at them.
    static func count(_ filter: IdeaFilter, _ connection: borrowing Connection) throws -> Int {
        try connection.first(
            """
            SELECT coalesce(sum(ideas), 0) FROM idea_count
            WHERE process = ?1 AND (?2 = '' OR topic = ?2) AND (?3 = '' OR status = ?3) AND (?4 = '' OR channel = ?4)
            """, .integer(filter.process), .text(filter.topic), .text(filter.status), .text(filter.channel)
        ) { try $0.int(0) } ?? 0
    }

    /// Each sort is a statement of its own with an index of its own.
    private static func statement(_ sort: IdeaFilter.Sort) -> String {
        switch sort {
        case .supported:
            """
            SELECT contribution, supports FROM idea_listing
            WHERE process = ?1 AND (supports, contribution) < (?2, ?3)
                AND (?4 = '' OR topic = ?4) AND (?5 = '' OR status = ?5) AND (?6 = '' OR channel = ?6)
            ORDER BY supports DESC, contribution DESC LIMIT ?7
            """
        case .discussed:
            """
            SELECT contribution, comments FROM idea_listing
            WHERE process = ?1 AND (comments, contribution) < (?2, ?3)
                AND (?4 = '' OR topic = ?4) AND (?5 = '' OR status = ?5) AND (?6 = '' OR channel = ?6)
            ORDER BY comments DESC, contribution DESC LIMIT ?7
            """
        case .newest, .random, .fitting:
            """
            SELECT contribution, published FROM idea_listing
            WHERE process = ?1 AND (published, contribution) < (?2, ?3)
                AND (?4 = '' OR topic = ?4) AND (?5 = '' OR status = ?5) AND (?6 = '' OR channel = ?6)
            ORDER BY published DESC, contribution DESC LIMIT ?7
            """
        }
    }
}
