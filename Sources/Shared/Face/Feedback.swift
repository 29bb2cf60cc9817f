import Database

/// What somebody wrote about the pages.
public struct Feedback: Sendable, Equatable {
    public enum Subject: String, Sendable, CaseIterable {
        case barrier, other
    }

    public let id: Int64
    /// Seconds since 1970.
    public let received: Int64
    public let subject: Subject
    /// The page it is about, as far as it is known.
    public let page: String
    public let message: String
    /// How to answer; empty where no answer is wished.
    public let contact: String
    public let isDone: Bool
}

public enum FeedbackStore {
    /// More than this is no feedback but an attack; it is refused until some has been deleted.
    static let maximumCount: Int64 = 5000

    /// - Returns: false where there is too much already.
    static func insert(
        subject: Feedback.Subject, page: String, message: String, contact: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        let count = try connection.first("SELECT count(*) FROM feedback") { try $0.int64(0) } ?? 0
        guard count < maximumCount else { return false }
        try connection.execute(
            "INSERT INTO feedback (received, subject, page, message, contact) VALUES (?, ?, ?, ?, ?)",
            .integer(seconds), .text(subject.rawValue), .text(page), .text(message), .text(contact))
        return true
    }

    /// The newest first.
    public static func all(_ connection: borrowing Connection) throws -> [Feedback] {
        try connection.query(
            "SELECT id, received, subject, page, message, contact, is_done FROM feedback ORDER BY id DESC"
        ) { row in
            guard let subject = Feedback.Subject(rawValue: try row.text(2)) else {
                throw DatabaseError(
                    .corrupt, "The database holds a subject of feedback that this program does not know.")
            }
            return Feedback(
                id: try row.int64(0), received: try row.int64(1), subject: subject, page: try row.text(3),
                message: try row.text(4), contact: try row.text(5), isDone: try row.boolean(6))
        }
    }

    public static func openCount(_ connection: borrowing Connection) throws -> Int64 {
        try connection.first("SELECT count(*) FROM feedback WHERE is_done = 0") { try $0.int64(0) } ?? 0
    }

    static func mark(_ id: Int64, isDone: Bool, _ connection: borrowing Connection) throws -> Bool {
        try connection.execute("UPDATE feedback SET is_done = ? WHERE id = ?", Value(isDone), .integer(id)) == 1
    }

    static func delete(_ id: Int64, _ connection: borrowing Connection) throws -> Bool {
        try connection.execute("DELETE FROM feedback WHERE id = ?", .integer(id)) == 1
    }
}
