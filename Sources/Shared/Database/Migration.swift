/// One step of a schema; a program has one list of them, numbered 1, 2, 3 …, that only ever grows at its end.
public struct Migration: Sendable {
    public let number: Int
    public let name: String
    /// One or more statements without transaction control.
    public let sql: String

    public init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }
}

extension Connection {
    /// Brings the schema up to date, each migration in a transaction of its own, and marks the file as `application`'s.
    ///
    /// The text of each applied migration is stored, so an edited old one is refused (`migration`), as is a database
    /// that has more migrations than the list (`newerDatabase`) or belongs to another program (`wrongApplication`).
    public func migrate(_ list: [Migration], application: Int32) throws {
        for (offset, migration) in list.enumerated() where migration.number != offset + 1 {
            throw DatabaseError(
                .misuse, "Migration \(migration.name) has number \(migration.number); \(offset + 1) is expected.")
        }
        try transaction { try prepareMigrations(application) }
        // What is stored is read again inside each transaction: another process may be migrating as well.
        var mayHaveMore = true
        while mayHaveMore { mayHaveMore = try transaction { try applyNext(of: list) } }
    }

    private func prepareMigrations(_ application: Int32) throws {
        try requireApplication(application)
        try execute(
            """
            CREATE TABLE IF NOT EXISTS applied_migration (
                number INTEGER PRIMARY KEY, name TEXT NOT NULL, sql TEXT NOT NULL
            ) STRICT
            """)
        // A pragma takes no parameter; the number is an integer of the program's own.
        try execute("PRAGMA application_id=\(application)")
    }

    private func applyNext(of list: [Migration]) throws -> Bool {
        let applied = try query("SELECT number, name, sql FROM applied_migration ORDER BY number") { row in
            Migration(number: try row.int(0), name: try row.text(1), sql: try row.text(2))
        }
        guard applied.count <= list.count else {
            throw DatabaseError(
                .newerDatabase,
                """
                The database is newer than this program: it has \(applied.count) migrations, the program knows \
                \(list.count). Use the newer program, or restore a backup from before the update.
                """)
        }
        for (stored, known) in zip(applied, list) {
            // Byte for byte: Swift's == on strings would let canonically equivalent texts pass.
            guard stored.number == known.number, stored.name.utf8.elementsEqual(known.name.utf8),
                stored.sql.utf8.elementsEqual(known.sql.utf8)
            else {
                throw DatabaseError(
                    .migration, "Migration \(known.number) (\(known.name)) was changed after it had been applied.")
            }
        }
        guard applied.count < list.count else { return false }
        try apply(list[applied.count])
        return true
    }

    private func apply(_ migration: Migration) throws {
        do {
            try execute("PRAGMA defer_foreign_keys=ON")
            try executeScript(migration.sql)
        } catch {
            throw DatabaseError(
                .migration, "Migration \(migration.number) (\(migration.name)) failed: \(error.reason)", sql: error.sql)
        }
        let orphans = try query("PRAGMA foreign_key_check") { try $0.text(0) }
        guard orphans.isEmpty else {
            throw DatabaseError(
                .migration,
                "Migration \(migration.number) (\(migration.name)) leaves rows without parent in \(orphans[0]).")
        }
        try execute(
            "INSERT INTO applied_migration (number, name, sql) VALUES (?, ?, ?)",
            Value(migration.number), .text(migration.name), .text(migration.sql))
    }
}
