import Database
import Pages

/// The full-text index of the ideas that the public sees. It holds stems, so a German word is found in any form.
///
/// Triggers note what has changed, whoever changed it; `catchUp` takes that over. It runs after each write of this room
/// and before each search, so a search never shows what is gone.
public enum IdeaText {
    /// As many as a page may take on before it searches; an import calls `catchUp` itself.
    static let perRequest = 500

    /// Takes over what has changed, the oldest first.
    /// - Returns: how many ideas were taken over; fewer than `limit` when nothing is left.
    @discardableResult
    public static func catchUp(limit: Int = .max, _ connection: borrowing Connection) throws -> Int {
        let stale = try connection.query(
            "SELECT contribution FROM idea_text_stale ORDER BY contribution LIMIT ?", Value(limit)
        ) { try $0.int64(0) }
        for id in stale {
            let before = try connection.first(
                "SELECT title, text, place FROM idea_text WHERE rowid = ?", .integer(id),
                row: { [try $0.text(0), try $0.text(1), try $0.text(2)] })
            if let before {
                try Vocabulary.remove(before, connection)
                try connection.execute("DELETE FROM idea_text WHERE rowid = ?", .integer(id))
            }
            let text = try connection.first(
                """
                SELECT title, text, place_name FROM contribution
                WHERE id = ? AND visibility = 'published' AND merged_into IS NULL
                """, .integer(id), row: { [try $0.text(0), try $0.text(1), try $0.text(2)] })
            if let stems = text?.map({ GermanWords.stems($0).joined(separator: " ") }) {
                try Vocabulary.add(stems, connection)
                try connection.execute(
                    "INSERT INTO idea_text (rowid, title, text, place) VALUES (?, ?, ?, ?)",
                    values: [.integer(id)] + stems.map { .text($0) })
            }
            try connection.execute("DELETE FROM idea_text_stale WHERE contribution = ?", .integer(id))
        }
        return stale.count
    }

    /// Takes over what a page may before it searches; a page that only reads does not wait for a writer in vain.
    static func catchUp(_ store: Store) throws {
        let isStale = try store.read { connection in
            try connection.first("SELECT 1 FROM idea_text_stale LIMIT 1", row: { try $0.int(0) }) != nil
        }
        if isStale { try store.write { connection in _ = try catchUp(limit: perRequest, connection) } }
    }
}
