import Crypto
import Database

/// Comments on disk. How many are shown is counted by triggers.
public enum CommentStore {
    static let columns = "id, contribution, parent, text, pseudonym, channel, office, visibility, received"

    /// Stores a comment once: the same `form` again gives the identifier of the first.
    public static func insert(
        _ comment: Comment, form: String? = nil, author: String? = nil, _ connection: borrowing Connection
    ) throws -> (id: Int64, wasThere: Bool) {
        if let form,
            let id = try connection.first(
                "SELECT id FROM comment WHERE form = ?", .text(form), row: { try $0.int64(0) })
        {
            return (id, true)
        }
        try connection.execute(
            """
            INSERT INTO comment (contribution, parent, text, pseudonym, channel, grouping, office, visibility, received,
                published, form, author)
            VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?)
            """,
            values: [
                .integer(comment.contribution), Value(comment.parent), .text(comment.text), .text(comment.pseudonym),
                .text(comment.channel.rawValue), .text(comment.office), .text(comment.visibility.rawValue),
                .integer(comment.received), Value(comment.visibility == .published ? comment.received : nil),
                Value(form), Value(author.map { AuthorLink.digest($0) }),
            ])
        return (connection.lastInsertedRow, false)
    }

    public static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Comment? {
        try connection.first("SELECT \(columns) FROM comment WHERE id = ?", .integer(id), row: comment)
    }

    /// Those that the public sees, in the order in which they came.
    static func published(
        of contribution: Int64, after id: Int64, limit: Int, _ connection: borrowing Connection
    ) throws -> [Comment] {
        try connection.query(
            """
            SELECT \(columns) FROM comment
            WHERE contribution = ? AND visibility = 'published' AND id > ? ORDER BY id LIMIT ?
            """, .integer(contribution), .integer(id), Value(limit), row: comment)
    }

    static func comment(_ row: borrowing Row) throws -> Comment {
        guard let channel = Channel(rawValue: try row.text(5)), let visibility = Visibility(rawValue: try row.text(7))
        else { throw DatabaseError(.corrupt, "The database holds a comment that this program does not know.") }
        return Comment(
            id: try row.int64(0), contribution: try row.int64(1), parent: try row.optionalInt64(2),
            text: try row.text(3), pseudonym: try row.text(4), channel: channel, office: try row.text(6),
            visibility: visibility, received: try row.int64(8))
    }
}
