/// The office's own tables: what it works on before it says it. What has been said stands in the log alone.
enum OfficeTables {
    static let sql = """
        -- The working draft of the next version of the framework: one row, or none.
        CREATE TABLE framework_draft (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            -- The version it was begun from; 0 for the first one.
            base INTEGER NOT NULL,
            -- The revision it was begun with, and the newest one. Revisions never come back.
            first INTEGER NOT NULL,
            revision INTEGER NOT NULL
        ) STRICT;
        -- Its parts, each with the revision that changed it last: a form that names an older one is stale.
        CREATE TABLE framework_part (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            counter INTEGER NOT NULL,
            value BLOB NOT NULL,
            changed_at INTEGER NOT NULL,
            changed_by TEXT NOT NULL,
            PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
        -- Every text that was ever saved; NULL where a part was removed. account is NULL for a command.
        CREATE TABLE framework_part_history (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            counter INTEGER NOT NULL,
            value BLOB,
            changed_at INTEGER NOT NULL,
            changed_by TEXT NOT NULL,
            account INTEGER REFERENCES account (id)
        ) STRICT;
        CREATE INDEX framework_part_history_part ON framework_part_history (kind, id, number);
        -- What waits for somebody else to approve it: the digest names exactly what was laid before them.
        CREATE TABLE proposal (
            kind TEXT NOT NULL CHECK (kind IN ('framework', 'report')),
            subject TEXT NOT NULL,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            note TEXT NOT NULL,
            account INTEGER NOT NULL REFERENCES account (id),
            name TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (kind, subject)
        ) STRICT, WITHOUT ROWID;
        """
}
