import Database

/// Who did what when, kept at this machine, exportable as CSV; written in the same transaction as the act itself. Entries
/// never change, and go only at a date; see `JournalRetention`.
public enum Journal {
    /// One line of the journal.
    public struct Entry: Sendable, Equatable {
        public let id: Int64
        /// Seconds since 1970.
        public let at: Int64
        /// As they were then; both empty where the command line acted.
        public let login: String
        public let name: String
        /// A stable code such as `account.invited`.
        public let act: String
        /// What the act was done to, such as a login, a period or a code.
        public let object: String
        public let detail: String
    }

    /// Notes an act. `account` is nil for the command line and for what the program does by itself.
    public static func record(
        _ act: String, object: String, detail: String, by account: Account?, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO journal (at, account, login, name, act, object, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
            .integer(seconds), Value(account?.id), .text(account?.login ?? ""), .text(account?.name ?? ""),
            .text(act), .text(object), .text(detail))
    }

    public static func count(_ connection: borrowing Connection) throws -> Int64 {
        try connection.first("SELECT count(*) FROM journal") { try $0.int64(0) } ?? 0
    }

    /// The newest entries first.
    public static func newest(_ limit: Int, skipping: Int, _ connection: borrowing Connection) throws -> [Entry] {
        try connection.query(
            "SELECT id, at, login, name, act, object, detail FROM journal ORDER BY id DESC LIMIT ? OFFSET ?",
            Value(limit), Value(skipping), row: entry)
    }

    /// Hands over every entry from the oldest on.
    public static func scan(_ connection: borrowing Connection, _ take: (Entry) throws -> Void) throws {
        try connection.scan("SELECT id, at, login, name, act, object, detail FROM journal ORDER BY id") { row in
            try take(try entry(row))
            return true
        }
    }

    private static func entry(_ row: borrowing Row) throws -> Entry {
        Entry(
            id: try row.int64(0), at: try row.int64(1), login: try row.text(2), name: try row.text(3),
            act: try row.text(4), object: try row.text(5), detail: try row.text(6))
    }
}
