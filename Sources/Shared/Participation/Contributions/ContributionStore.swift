import Crypto
import Database

/// Contributions on disk. Every way in ends in `insert`, so each is counted, searched and answered alike.
public enum ContributionStore {
    static let columns = """
        id, process, topic, title, text, pseudonym, channel, grouping, event, event_table, recorder, place, place_name,
        visibility, received, published, status, merged_into, source, source_id, source_address, imported_supports,
        imported_comments, imported_status, is_example, version
        """

    /// Stores a contribution once: the same `form` again gives the identifier of the first.
    ///
    /// - Parameters:
    ///   - form: the name of the form or card it came on; nil where there is none.
    ///   - author: the secret of the author's link; nil where nobody gets one.
    /// - Returns: its identifier, and whether it was there already.
    public static func insert(
        _ contribution: Contribution, form: String? = nil, author: String? = nil, _ connection: borrowing Connection
    ) throws -> (id: Int64, wasThere: Bool) {
        if let form,
            let id = try connection.first(
                "SELECT id FROM contribution WHERE form = ?", .text(form), row: { try $0.int64(0) })
        {
            return (id, true)
        }
        let origin = contribution.origin
        try connection.execute(
            """
            INSERT INTO contribution (process, topic, title, text, pseudonym, channel, grouping, event, event_table,
                recorder, place, place_name, visibility, received, published, status, merged_into, source, source_id,
                source_address, imported_supports, imported_comments, imported_status, form, author, is_example, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            """,
            values: [
                .integer(contribution.process), .text(contribution.topic), .text(contribution.title),
                .text(contribution.text), .text(contribution.pseudonym), .text(origin.channel.rawValue),
                .text(origin.group?.rawValue ?? ""), Value(origin.event), Value(origin.table), .text(origin.recorder),
                .text(contribution.place), .text(contribution.placeName), .text(contribution.visibility.rawValue),
                .integer(contribution.received), Value(contribution.published), .text(contribution.status.rawValue),
                Value(contribution.mergedInto), .text(contribution.source?.name ?? ""),
                .text(contribution.source?.id ?? ""), .text(contribution.source?.address ?? ""),
                .integer(contribution.source?.supports ?? 0), .integer(contribution.source?.comments ?? 0),
                .text(contribution.source?.status ?? ""), Value(form),
                Value(author.map { SHA256.digest(Array($0.utf8)).bytes }), Value(contribution.isExample),
            ])
        let id = try connection.first("SELECT last_insert_rowid()") { try $0.int64(0) } ?? 0
        try connection.execute("INSERT INTO contribution_tally VALUES (?, ?, 0)", .integer(id), .integer(0))
        return (id, false)
    }

    public static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Contribution? {
        try connection.first(
            "SELECT \(columns) FROM contribution WHERE id = ?", .integer(id), row: contribution)
    }

    /// Those that the public sees and that stand for themselves, the newest first.
    public static func published(
        of process: Int64, limit: Int, skipping: Int = 0, _ connection: borrowing Connection
    ) throws -> [Contribution] {
        try connection.query(
            """
            SELECT \(columns) FROM contribution
            WHERE process = ? AND visibility = 'published' AND merged_into IS NULL
            ORDER BY published DESC, id DESC LIMIT ? OFFSET ?
            """, .integer(process), Value(limit), Value(skipping), row: contribution)
    }

    /// How many the public sees, merged ones included.
    public static func publishedCount(of process: Int64, _ connection: borrowing Connection) throws -> Int {
        try connection.first(publishedCountQuery, .integer(process)) { try $0.int(0) } ?? 0
    }

    /// Those that stand for themselves are counted already, and those that were merged are few. The index is named, or SQLite
    /// would look through all contributions of the process for them.
    static let publishedCountQuery = """
        SELECT coalesce((SELECT sum(ideas) FROM idea_count WHERE process = ?1), 0)
            + (SELECT count(*) FROM contribution INDEXED BY contribution_merged
                WHERE merged_into IS NOT NULL AND process = ?1 AND visibility = 'published')
        """

    /// A row of `columns`.
    static func contribution(_ row: borrowing Row) throws -> Contribution {
        guard let channel = Channel(rawValue: try row.text(6)), let visibility = Visibility(rawValue: try row.text(13)),
            let status = ContributionStatus(rawValue: try row.text(16))
        else {
            throw DatabaseError(.corrupt, "The database holds a contribution that this program does not know.")
        }
        let source = try row.text(18)
        return Contribution(
            id: try row.int64(0), process: try row.int64(1), topic: try row.text(2), title: try row.text(3),
            text: try row.text(4), pseudonym: try row.text(5),
            origin: Origin(
                channel, group: Group(rawValue: try row.text(7)), event: try row.optionalInt64(8),
                table: try row.optionalInt64(9), recorder: try row.text(10)),
            place: try row.text(11), placeName: try row.text(12), visibility: visibility, received: try row.int64(14),
            published: try row.optionalInt64(15), status: status, mergedInto: try row.optionalInt64(17),
            source: source.isEmpty
                ? nil
                : Contribution.Source(
                    name: source, id: try row.text(19), address: try row.text(20), supports: try row.int64(21),
                    comments: try row.int64(22), status: try row.text(23)), isExample: try row.boolean(24),
            version: try row.int64(25))
    }
}
