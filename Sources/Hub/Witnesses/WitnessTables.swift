/// What the hub keeps about its witnesses and about history it may have lost.
enum WitnessTables {
    static let sql = """
        -- The one checkpoint now offered to witnesses, and since when.
        CREATE TABLE candidate (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            size INTEGER NOT NULL REFERENCES head (size),
            since INTEGER NOT NULL
        ) STRICT;
        -- Verified cosignatures: of the candidate, of the newest witnessed checkpoint, and each member's newest.
        CREATE TABLE cosignature (
            tenant TEXT NOT NULL,
            size INTEGER NOT NULL,
            -- POSIX seconds by the witness's clock.
            seconds INTEGER NOT NULL,
            -- The signature line of the note with its line feed.
            line TEXT NOT NULL,
            PRIMARY KEY (tenant, size)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE witnessed (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            size INTEGER NOT NULL REFERENCES head (size)
        ) STRICT;
        -- Checkpoints with the log's own signature that this log does not have: while one is here, nothing is signed.
        CREATE TABLE lost_history (
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            checkpoint BLOB NOT NULL,
            seen INTEGER NOT NULL,
            PRIMARY KEY (size, root)
        ) STRICT;
        -- A restored backup waits here until witnesses or the office have said that nothing is missing.
        CREATE TABLE restored (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            size INTEGER NOT NULL,
            -- The largest size that anybody was known to have seen.
            needed INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
