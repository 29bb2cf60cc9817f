/// How long what is kept, what was erased, and what was counted before it was forgotten.
public enum PrivacyTables {
    public static let groupsByMonth = GroupTally.sql

    public static let reportsAndCodes = """
        -- SHA-256 of the secret in the reporter's link; NULL where there is none or it was erased.
        ALTER TABLE report ADD COLUMN author BLOB;
        CREATE UNIQUE INDEX report_author ON report (author) WHERE author IS NOT NULL;
        -- How many codes there were and were used, once they are forgotten.
        ALTER TABLE code_batch ADD COLUMN kept_codes INTEGER;
        ALTER TABLE code_batch ADD COLUMN kept_used INTEGER;
        """

    public static let sql = """
        -- Only what was set otherwise than the standard.
        CREATE TABLE retention_setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE retention_run (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), day TEXT NOT NULL) STRICT;
        -- The same as the file beside the database: what must stay erased after an older backup was restored. digest is
        -- SHA-256 of a secret that only its owner had.
        CREATE TABLE erasure (
            digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
            kind TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- How many of which group took part, once it is forgotten who did.
        CREATE TABLE group_tally (
            process INTEGER NOT NULL REFERENCES process (id),
            channel TEXT NOT NULL,
            grouping TEXT NOT NULL,
            contributions INTEGER NOT NULL,
            PRIMARY KEY (process, channel, grouping)
        ) STRICT, WITHOUT ROWID;
        """
}
