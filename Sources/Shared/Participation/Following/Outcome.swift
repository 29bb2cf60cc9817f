import Database

/// What became of the contributions of one year, counted.
struct Outcome: Sendable {
    struct Line: Sendable {
        let channel: Channel
        let received: Int
        let answered: Int
        let withConsequence: Int
    }

    /// A contribution that something follows from.
    struct Example: Sendable {
        let id: Int64
        let title: String
        let status: ContributionStatus
    }

    let year: Int
    let lines: [Line]
    let statuses: [(ContributionStatus, Int)]
    let supports: Int
    let comments: Int
    let examples: [Example]

    var received: Int { lines.reduce(0) { $0 + $1.received } }
    var answered: Int { lines.reduce(0) { $0 + $1.answered } }
    var withConsequence: Int { lines.reduce(0) { $0 + $1.withConsequence } }

    static let mostExamples = 100

    /// Years in which something was published, the newest first.
    static func years(_ connection: borrowing Connection) throws -> [Int] {
        let ends = try connection.first(
            """
            SELECT min(c.received), max(c.received) FROM contribution AS c JOIN process AS p ON p.id = c.process
            WHERE c.visibility = 'published' AND p.is_published = 1
            """
        ) { row in (try row.optionalInt64(0), try row.optionalInt64(1)) }
        guard let first = ends?.0, let last = ends?.1 else { return [] }
        return (CivilDay.of(first).year...max(CivilDay.of(first).year, CivilDay.of(last).year)).reversed()
    }

    /// A merged contribution is answered by what was decided about the one that stands for it.
    static func read(_ year: Int, _ connection: borrowing Connection) throws -> Outcome {
        let start = CivilDay("\(year)-01-01")?.start ?? 0
        let end = CivilDay("\(year + 1)-01-01")?.start ?? 0
        let range: [Value] = [.integer(start), .integer(end)]
        let counts = try CountedContributions.read(from: start, to: end, connection)
        func sum(_ isCounted: (CountedContributions) -> Bool) -> Int {
            Int(counts.filter(isCounted).reduce(0) { $0 + $1.count })
        }
        let lines = Channel.allCases.compactMap { channel -> Line? in
            guard counts.contains(where: { $0.channel == channel }) else { return nil }
            return Line(
                channel: channel, received: sum { $0.channel == channel },
                answered: sum { $0.channel == channel && $0.status.isAnswered },
                withConsequence: sum { $0.channel == channel && $0.status.hasConsequence })
        }
        let reactions = try connection.first(
            """
            SELECT coalesce(sum(t.supports), 0), coalesce(sum(t.comments), 0)
            FROM contribution_tally AS t JOIN contribution AS c ON c.id = t.contribution
            JOIN process AS p ON p.id = c.process
            WHERE c.visibility = 'published' AND p.is_published = 1 AND c.received >= ?1 AND c.received < ?2
            """, .integer(start), .integer(end)
        ) { row in (try row.int(0), try row.int(1)) }
        let examples = try connection.query(
            """
            SELECT c.id, c.title, c.status FROM contribution AS c JOIN process AS p ON p.id = c.process
            WHERE c.visibility = 'published' AND p.is_published = 1 AND c.merged_into IS NULL
                AND c.status NOT IN ('open', 'examining', 'declined') AND c.received >= ? AND c.received < ?
            ORDER BY c.status = 'done' DESC, c.id LIMIT ?
            """, values: range + [Value(mostExamples)]
        ) { row -> Example? in
            let id = try row.int64(0)
            let title = try row.text(1)
            return ContributionStatus(rawValue: try row.text(2)).map { Example(id: id, title: title, status: $0) }
        }.compactMap { $0 }
        return Outcome(
            year: year, lines: lines,
            statuses: ContributionStatus.allCases.map { status in
                (status, sum { $0.status == status })
            }.filter { $0.1 > 0 }, supports: reactions?.0 ?? 0, comments: reactions?.1 ?? 0, examples: examples)
    }
}
