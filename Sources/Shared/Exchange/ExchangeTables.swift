/// What imports need beside the spine.
public enum ExchangeTables {
    public static let sql = """
        -- Every record that an import has brought: whether it has changed there since, and whether it was removed here.
        CREATE TABLE imported_record (
            kind TEXT NOT NULL CHECK (kind IN ('contribution', 'comment', 'result', 'meeting')),
            source TEXT NOT NULL,
            source_id TEXT NOT NULL,
            -- SHA-256 of what it said at the last import.
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            taken INTEGER NOT NULL,
            PRIMARY KEY (kind, source, source_id)
        ) STRICT, WITHOUT ROWID;
        -- What the source said of a contribution that has no column of its own, under the names it had there.
        CREATE TABLE imported_fact (
            contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('category', 'label', 'count', 'fact')),
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (contribution, position)
        ) STRICT, WITHOUT ROWID;
        -- What another platform reports as done or under way.
        CREATE TABLE imported_result (
            id INTEGER PRIMARY KEY,
            process INTEGER NOT NULL REFERENCES process (id),
            source TEXT NOT NULL,
            source_id TEXT NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            status TEXT NOT NULL,
            progress TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            address TEXT NOT NULL,
            UNIQUE (source, source_id)
        ) STRICT;
        CREATE INDEX imported_result_of ON imported_result (process, id);
        -- Which contributions a result goes back to.
        CREATE TABLE imported_result_origin (
            result INTEGER NOT NULL REFERENCES imported_result (id) ON DELETE CASCADE,
            contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
            PRIMARY KEY (result, contribution)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE imported_meeting (
            id INTEGER PRIMARY KEY,
            process INTEGER NOT NULL REFERENCES process (id),
            source TEXT NOT NULL,
            source_id TEXT NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            -- Seconds since 1970; NULL where unknown.
            starts INTEGER,
            ends INTEGER,
            place TEXT NOT NULL,
            address TEXT NOT NULL,
            attendees INTEGER,
            UNIQUE (source, source_id)
        ) STRICT;
        CREATE INDEX imported_meeting_of ON imported_meeting (process, id);
        CREATE INDEX contribution_source_address ON contribution (source_address) WHERE source_address <> '';
        """
}
