import Database
import Mail

/// Mail that waits to be sent. It outlives the program, and nothing in it is ever sent twice knowingly.
enum MailQueue {
    enum Kind: String, Sendable {
        case confirmation, digest
    }

    /// A mail with the address it goes to, which nothing else reads.
    struct Item: Sendable {
        let id: Int64
        let follower: Int64
        let kind: Kind
        let address: String
        let token: [UInt8]
        let subject: String
        let text: String
        let attempts: Int
        let created: Int64
    }

    static func add(
        _ kind: Kind, to follower: Int64, subject: String, text: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        if kind == .confirmation {
            // One request says it all.
            try connection.execute(
                "DELETE FROM mail_queue WHERE follower = ? AND kind = 'confirmation' AND sending IS NULL",
                .integer(follower))
        }
        try connection.execute(
            """
            INSERT INTO mail_queue (follower, kind, subject, text, created, attempts, due, problem)
            VALUES (?, ?, ?, ?, ?, 0, ?, '')
            """, .integer(follower), .text(kind.rawValue), .text(subject), .text(text), .integer(seconds),
            .integer(seconds))
    }

    /// Takes the next one that is due and marks it as being sent.
    static func take(at seconds: Int64, _ connection: borrowing Connection) throws -> Item? {
        let item = try connection.first(
            """
            SELECT q.id, q.kind, f.address, f.token, q.subject, q.text, q.attempts, q.created, f.id
            FROM mail_queue AS q JOIN follower AS f ON f.id = q.follower
            WHERE q.due <= ? AND q.sending IS NULL ORDER BY q.due, q.id LIMIT 1
            """, .integer(seconds),
            row: { row in
                Item(
                    id: try row.int64(0), follower: try row.int64(8), kind: Kind(rawValue: try row.text(1)) ?? .digest,
                    address: try row.text(2),
                    token: try row.blob(3), subject: try row.text(4), text: try row.text(5),
                    attempts: try row.int(6), created: try row.int64(7))
            })
        guard let item else { return nil }
        try connection.execute(
            "UPDATE mail_queue SET sending = ?, attempts = attempts + 1 WHERE id = ?", .integer(seconds),
            .integer(item.id))
        return item
    }

    /// It is out, or given up.
    static func remove(_ id: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM mail_queue WHERE id = ?", .integer(id))
    }

    static func postpone(
        _ id: Int64, until due: Int64, problem: String, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "UPDATE mail_queue SET due = ?, problem = ?, sending = NULL WHERE id = ?", .integer(due),
            .text(problem), .integer(id))
    }

    /// What was being sent when the program ended: a digest may have gone out and is not sent again, a request for
    /// confirmation does no harm twice.
    /// - Returns: how many digests were given up.
    static func settleInterrupted(_ connection: borrowing Connection) throws -> Int {
        try connection.execute(
            "UPDATE mail_queue SET sending = NULL WHERE sending IS NOT NULL AND kind = 'confirmation'")
        return try connection.execute("DELETE FROM mail_queue WHERE sending IS NOT NULL")
    }

    /// The last fault, for the page of whoever looks after the machine.
    static func problem(_ connection: borrowing Connection) throws -> String? {
        try connection.first("SELECT problem FROM mail_queue WHERE problem <> '' ORDER BY due DESC LIMIT 1") {
            try $0.text(0)
        }
    }
}
