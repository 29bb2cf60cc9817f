/// What a node keeps as a witness.
enum WitnessTables {
    static let sql = """
        -- The largest head that this node has cosigned, apart from what it has seen; never replaced by a smaller one.
        CREATE TABLE cosigned (
            federation TEXT PRIMARY KEY REFERENCES federation (name) ON DELETE CASCADE,
            size INTEGER NOT NULL,
            root BLOB NOT NULL CHECK (length(root) = 32),
            -- POSIX seconds of the newest cosignature of this head.
            seconds INTEGER NOT NULL,
            -- Whether the hub has taken it.
            is_taken INTEGER NOT NULL CHECK (is_taken IN (0, 1))
        ) STRICT;
        -- The newest checkpoint with a quorum, as the hub served it and this node verified it.
        CREATE TABLE witnessed (
            federation TEXT PRIMARY KEY REFERENCES federation (name) ON DELETE CASCADE,
            size INTEGER NOT NULL,
            checkpoint BLOB NOT NULL
        ) STRICT;
        -- For those who read our copy of the log.
        CREATE INDEX log_entry_sha256 ON log_entry (federation, sha256);
        -- The receipt under a witnessed checkpoint; the first one stays beside it.
        ALTER TABLE own_statement ADD COLUMN witnessed BLOB;
        -- What others can check (docs/PROTOCOL.md section 7); NULL for what was kept before there was that file.
        ALTER TABLE evidence ADD COLUMN file BLOB;
        """
}
