import Database

/// An order by chance, so that early ideas don't win: another one for each seed, the same while one pages.
///
/// Each idea has a fixed place among 2^20 (`shuffle`). They are cut into equal parts of about 64 ideas; the seed says in
/// which order the parts come (its bits exchange halves at every level) and in which order the ideas within a part, so
/// a page reads one or two parts and not all ideas.
enum IdeaShuffle {
    private static let bits: Int64 = 20
    private static let perPart = 64

    static func slice(
        _ filter: IdeaFilter, count: Int, after cursor: IdeaCursor?, limit: Int, _ connection: borrowing Connection
    ) throws -> IdeaSlice {
        // The next page cuts as this one did, even when there are more ideas by then.
        let level = min(max(cursor?.value ?? coarseness(count), 0), bits)
        let width = bits - level
        let turn = filter.seed >> width
        var step: Int64 = 0
        var last: (UInt64, Int64)?
        if let cursor {
            step = (place(of: cursor.id) >> width) ^ turn
            last = (rank(cursor.id, filter.seed), cursor.id)
        }
        var ids: [Int64] = []
        while ids.count <= limit, step < 1 << level {
            let part = step ^ turn
            let found = try connection.query(
                """
                SELECT contribution FROM idea_listing
                WHERE process = ?1 AND shuffle >= ?2 AND shuffle < ?3
                    AND (?4 = '' OR topic = ?4) AND (?5 = '' OR status = ?5) AND (?6 = '' OR channel = ?6)
                """,
                values: [
                    .integer(filter.process), .integer(part << width), .integer((part + 1) << width),
                    .text(filter.topic), .text(filter.status), .text(filter.channel),
                ]
            ) { row in
                let id = try row.int64(0)
                return (rank(id, filter.seed), id)
            }
            ids += found.filter { one in last.map { one > $0 } ?? true }.sorted { $0 < $1 }.map(\.1)
            last = nil
            step += 1
        }
        let page = ids.prefix(limit)
        let next = ids.count > limit ? page.last.map { IdeaCursor(value: level, id: $0) } : nil
        return IdeaSlice(ids: Array(page), next: next, count: count)
    }

    /// Into how many parts, as a power of two, so many ideas are cut.
    private static func coarseness(_ count: Int) -> Int64 {
        let parts = Int64(count / perPart)
        return parts < 2 ? 0 : min(Int64(Int64.bitWidth - 1 - parts.leadingZeroBitCount), bits)
    }

    /// The same as `shuffle` in the table `idea_listing`.
    static func place(of id: Int64) -> Int64 { (id &* 2_654_435_761) >> 8 & (1 << bits - 1) }

    /// A number that looks like chance and follows from both.
    private static func rank(_ id: Int64, _ seed: Int64) -> UInt64 {
        var mixed = UInt64(bitPattern: id) &+ (UInt64(bitPattern: seed) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
