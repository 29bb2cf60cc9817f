import Database

/// What a search finds. Of very many the newest are looked through, so a common word costs no more than a rare one.
enum IdeaHits {
    static let most = 2000

    private struct Hit {
        let id: Int64
        let fit: Double
        let published: Int64
        let supports: Int64
        let comments: Int64
    }

    static func slice(
        _ filter: IdeaFilter, after cursor: IdeaCursor?, limit: Int, _ connection: borrowing Connection
    ) throws -> IdeaSlice {
        let query = SearchQuery(filter.words)
        guard let match = query.match else { return IdeaSlice(ids: [], next: nil, count: 0) }
        var hits = try found(match, filter, limit: most + 1, connection)
        if hits.count <= most,
            let wider = query.wider(try query.stems.map { try Vocabulary.compounds(of: $0, connection) })
        {
            // They fit less than all that hold the words themselves, and among each other the newest is first: a compound is
            // rare, so its weight would say nothing.
            let last = (hits.map(\.fit).min() ?? 0) - 1
            hits += try found(wider, fit: last, filter, limit: most + 1 - hits.count, connection)
        }
        let sorted = hits.prefix(most).sorted { left, right in
            switch filter.sort {
            case .supported: (right.supports, right.id) < (left.supports, left.id)
            case .discussed: (right.comments, right.id) < (left.comments, left.id)
            case .newest: (right.published, right.id) < (left.published, left.id)
            case .fitting, .random: (right.fit, right.id) < (left.fit, left.id)
            }
        }
        let shown = min(max(Int(clamping: cursor?.value ?? 0), 0), sorted.count)
        let page = sorted[shown...].prefix(limit)
        let isMore = shown + page.count < sorted.count
        return IdeaSlice(
            ids: page.map(\.id),
            next: isMore ? page.last.map { IdeaCursor(value: Int64(shown + page.count), id: $0.id) } : nil,
            count: sorted.count, isCut: hits.count > most)
    }

    /// - Parameter fit: how well each of them fits; nil lets the index weigh it.
    private static func found(
        _ match: String, fit: Double? = nil, _ filter: IdeaFilter, limit: Int, _ connection: borrowing Connection
    ) throws -> [Hit] {
        try connection.query(
            """
            SELECT idea_text.rowid, \(fit == nil ? "bm25(idea_text, 4.0, 1.0, 2.0)" : "0.0"), published, supports, comments
            FROM idea_text CROSS JOIN idea_listing ON contribution = idea_text.rowid
            WHERE idea_text MATCH ?1 AND process = ?2
                AND (?3 = '' OR topic = ?3) AND (?4 = '' OR status = ?4) AND (?5 = '' OR channel = ?5)
            ORDER BY idea_text.rowid DESC LIMIT ?6
            """,
            values: [
                .text(match), .integer(filter.process), .text(filter.topic), .text(filter.status),
                .text(filter.channel), Value(limit),
            ]
        ) { row in
            Hit(
                id: try row.int64(0), fit: try fit ?? -row.real(1), published: try row.int64(2),
                supports: try row.int64(3),
                comments: try row.int64(4))
        }
    }
}
