import Database

/// Which contributions stand in which. Each points to the one it was merged into and to no other, so that every step can
/// be undone exactly; no step can close a circle.
public enum MergeStore {
    /// A way this long was not made by people.
    private static let longest = 1000

    /// The contributions from `id` to the one that stands for it at last, both included: whoever follows the first goes on
    /// with the last. Just `id` where it stands for itself.
    public static func chain(from id: Int64, _ connection: borrowing Connection) throws -> [Int64] {
        var chain = [id]
        while chain.count < longest,
            let next = try connection.first(
                "SELECT merged_into FROM contribution WHERE id = ?", .integer(chain[chain.count - 1]),
                row: { try $0.optionalInt64(0) }) ?? nil,
            !chain.contains(next)
        { chain.append(next) }
        return chain
    }

    /// Every contribution that stands in `id`, over however many steps, in the order of their numbers.
    public static func standing(in id: Int64, _ connection: borrowing Connection) throws -> [Int64] {
        try connection.query(
            """
            WITH RECURSIVE member (id) AS (
                SELECT id FROM contribution WHERE merged_into = ?1
                UNION
                SELECT contribution.id FROM contribution JOIN member ON contribution.merged_into = member.id
            )
            SELECT id FROM member WHERE id <> ?1 ORDER BY id
            """, .integer(id)
        ) { try $0.int64(0) }
    }

    /// Lets contributions stand in another; all of them or none.
    /// - Throws: `MergeRefusal`, before anything is written.
    static func merge(
        _ contributions: [Int64], into target: Int64, decidedBy: String, reason: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        guard let into = try ContributionStore.read(target, connection) else { throw MergeRefusal.unknown(target) }
        guard into.visibility == .published else { throw MergeRefusal.notPublished(target) }
        let way = try chain(from: target, connection)
        var seen: Set<Int64> = []
        let chosen = contributions.filter { seen.insert($0).inserted }
        for id in chosen {
            guard id != target else { throw MergeRefusal.itself(id) }
            guard let one = try ContributionStore.read(id, connection) else { throw MergeRefusal.unknown(id) }
            guard one.process == into.process else { throw MergeRefusal.otherProcess(id) }
            guard one.visibility == .published else { throw MergeRefusal.notPublished(id) }
            if way.contains(id) { throw MergeRefusal.circle(id) }
            if let other = one.mergedInto { throw MergeRefusal.alreadyMerged(id, into: other) }
        }
        if let other = into.mergedInto { throw MergeRefusal.targetMerged(into: other) }
        for id in chosen {
            try connection.execute(
                "UPDATE contribution SET merged_into = ?, version = version + 1 WHERE id = ? AND merged_into IS NULL",
                .integer(target), .integer(id))
            try connection.execute(
                "INSERT INTO merging (contribution, target, at, decided_by, reason) VALUES (?, ?, ?, ?, ?)",
                .integer(id), .integer(target), .integer(seconds), .text(decidedBy), .text(reason))
            try note(.merged, id, target, decidedBy, reason, seconds, connection)
        }
    }

    /// Lets a contribution stand for itself again.
    /// - Returns: false where that merging was undone meanwhile.
    static func undo(
        _ merging: Int64, decidedBy: String, reason: String, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        guard let found = try all("id = ?", [.integer(merging)], connection).first, found.undone == nil else {
            return false
        }
        try connection.execute("UPDATE merging SET undone = ? WHERE id = ?", .integer(seconds), .integer(merging))
        try connection.execute(
            "UPDATE contribution SET merged_into = NULL, version = version + 1 WHERE id = ? AND merged_into = ?",
            .integer(found.contribution), .integer(found.target))
        try note(.unmerged, found.contribution, found.target, decidedBy, reason, seconds, connection)
        return true
    }

    /// The same step in the history of both.
    private static func note(
        _ act: ContributionStep.Act, _ id: Int64, _ target: Int64, _ decidedBy: String, _ reason: String,
        _ seconds: Int64, _ connection: borrowing Connection
    ) throws {
        for (owner, detail) in [(id, "into \(target)"), (target, "from \(id)")] {
            try StepStore.add(
                ContributionStep(at: seconds, act: act, detail: detail, decidedBy: decidedBy, reason: reason),
                to: owner, connection)
        }
    }

    /// Supports are counted where they were given; what merging adds is counted anew each time.
    public static func supports(of id: Int64, _ connection: borrowing Connection) throws -> MergedSupports {
        let members = try standing(in: id, connection)
        let own =
            try connection.first("SELECT count(*) FROM support WHERE contribution = ?", .integer(id)) {
                try $0.int64(0)
            } ?? 0
        func imported(_ id: Int64) throws -> Int64 {
            try connection.first("SELECT imported_supports FROM contribution WHERE id = ?", .integer(id)) {
                try $0.int64(0)
            } ?? 0
        }
        let together = try connection.first(
            """
            WITH RECURSIVE member (id) AS (
                SELECT ?1
                UNION
                SELECT contribution.id FROM contribution JOIN member ON contribution.merged_into = member.id
            )
            SELECT count(DISTINCT support.device) FROM member JOIN support ON support.contribution = member.id
            """, .integer(id)
        ) { try $0.int64(0) }
        return MergedSupports(
            own: own, fromMerged: (together ?? own) - own, ownImported: try imported(id),
            mergedImported: try members.reduce(0) { $0 + (try imported($1)) })
    }

    /// The mergings of a contribution into others and of others into it, the newest first.
    static func history(of id: Int64, _ connection: borrowing Connection) throws -> [Merging] {
        try all("contribution = ? OR target = ?", [.integer(id), .integer(id)], connection)
    }

    private static func all(
        _ condition: String, _ values: [Value], _ connection: borrowing Connection
    ) throws -> [Merging] {
        try connection.query(
            """
            SELECT id, contribution, (SELECT title FROM contribution WHERE id = merging.contribution), target,
                (SELECT title FROM contribution WHERE id = merging.target), at, decided_by, reason, undone
            FROM merging WHERE \(condition) ORDER BY id DESC
            """, values: values
        ) { row in
            Merging(
                id: try row.int64(0), contribution: try row.int64(1), title: try row.text(2),
                target: try row.int64(3), targetTitle: try row.text(4), at: try row.int64(5),
                decidedBy: try row.text(6), reason: try row.text(7), undone: try row.optionalInt64(8))
        }
    }
}
