import Database

/// Shortens the journal at a date: the one way in which an entry ever goes, and itself an entry.
public enum JournalRetention {
    /// What goes.
    public enum Scope: String, Sendable, CaseIterable {
        /// Log-ins and log-outs: who was at work when, which nobody needs for ever.
        case sessions
        /// Everything, approvals too.
        case all
    }

    /// The tables and triggers: a migration after that of `AccountTables`.
    ///
    /// Entries are deleted only by a trigger on a row that names scope and date. The row stays.
    public static let sql = """
        CREATE TABLE journal_purge (
            id INTEGER PRIMARY KEY,
            scope TEXT NOT NULL CHECK (scope IN ('sessions', 'all')),
            -- Entries of this second and later stay.
            first_kept INTEGER NOT NULL,
            is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1))
        ) STRICT;
        DROP TRIGGER journal_stays;
        CREATE TRIGGER journal_stays BEFORE DELETE ON journal
            WHEN old.act = 'journal.purged' OR NOT EXISTS (
                SELECT 1 FROM journal_purge
                WHERE is_open = 1 AND old.at < first_kept AND (scope = 'all' OR old.act LIKE 'session.%'))
            BEGIN SELECT raise(ABORT, 'The journal is never shortened but at a date.'); END;
        CREATE TRIGGER journal_purged AFTER INSERT ON journal_purge
            BEGIN
                DELETE FROM journal WHERE at < new.first_kept AND act <> 'journal.purged'
                    AND (new.scope = 'all' OR act LIKE 'session.%');
                UPDATE journal_purge SET is_open = 0 WHERE id = new.id;
            END;
        CREATE TRIGGER journal_purge_stands BEFORE UPDATE ON journal_purge
            WHEN old.is_open = 0 OR new.is_open = 1 OR old.first_kept <> new.first_kept OR old.scope <> new.scope
            BEGIN SELECT raise(ABORT, 'A purge is never changed.'); END;
        CREATE TRIGGER journal_purge_stays BEFORE DELETE ON journal_purge
            BEGIN SELECT raise(ABORT, 'A purge is never forgotten.'); END;
        """

    /// Deletes entries older than a moment and notes how many went; where there are none, nothing is noted.
    ///
    /// - Returns: how many went.
    @discardableResult
    public static func purge(
        _ scope: Scope, before moment: Int64, at now: Int64, _ connection: borrowing Connection
    ) throws -> Int64 {
        let count = try count(scope, before: moment, connection)
        guard count > 0 else { return 0 }
        try connection.execute(
            "INSERT INTO journal_purge (scope, first_kept) VALUES (?, ?)", .text(scope.rawValue), .integer(moment))
        try Journal.record(
            "journal.purged", object: scope.rawValue, detail: "\(count) before \(moment)", by: nil, at: now, connection)
        return count
    }

    /// How many entries would go.
    public static func count(
        _ scope: Scope, before moment: Int64, _ connection: borrowing Connection
    ) throws -> Int64 {
        try connection.first(
            """
            SELECT count(*) FROM journal WHERE at < ?1 AND act <> 'journal.purged'
            AND (?2 = 'all' OR act LIKE 'session.%')
            """, .integer(moment), .text(scope.rawValue)
        ) { try $0.int64(0) } ?? 0
    }
}

extension AccountDesk {
    /// How many entries `purgeJournal` would delete.
    public func journalEntries(_ scope: JournalRetention.Scope, before moment: Int64) throws -> Int64 {
        try store.read { connection in try JournalRetention.count(scope, before: moment, connection) }
    }

    /// For whoever owns the machine.
    public func purgeJournal(_ scope: JournalRetention.Scope, before moment: Int64) throws -> Int64 {
        let at = now()
        return try store.write { connection in
            try JournalRetention.purge(scope, before: moment, at: at, connection)
        }
    }

    /// Seconds since 1970.
    public var presentMoment: Int64 { now() }
}
