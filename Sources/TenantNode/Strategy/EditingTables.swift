/// Tables of the strategy's editor: one migration.
///
/// What stands here is the house's own business (who edited what and when, texts that were not taken, versions that wait)
/// and is never read by anything that makes a statement.
enum EditingTables {
    static let sql = """
        CREATE TABLE milestone (
            measure TEXT NOT NULL REFERENCES measure (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            title TEXT NOT NULL,
            date TEXT NOT NULL,
            is_done INTEGER NOT NULL CHECK (is_done IN (0, 1)),
            PRIMARY KEY (measure, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE measure_progress (
            measure TEXT PRIMARY KEY REFERENCES measure (id) ON DELETE CASCADE,
            percent INTEGER NOT NULL,
            said_by TEXT NOT NULL,
            said_on TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- The town's own goals may name the indicators they are measured by.
        CREATE TABLE mapping_of_more_kinds (
            kind TEXT NOT NULL CHECK (kind IN ('field', 'goal', 'indicator')),
            own TEXT NOT NULL,
            framework TEXT NOT NULL,
            PRIMARY KEY (kind, own, framework)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO mapping_of_more_kinds SELECT kind, own, framework FROM mapping;
        DROP TABLE mapping;
        ALTER TABLE mapping_of_more_kinds RENAME TO mapping;
        -- Every save of a part of the strategy; the highest edition is how it stands. Fields are
        -- application/x-www-form-urlencoded, as the form holds them.
        CREATE TABLE strategy_edit (
            thing TEXT NOT NULL,
            edition INTEGER NOT NULL,
            fields TEXT NOT NULL,
            edited INTEGER NOT NULL,
            -- NULL for the command line.
            account INTEGER,
            editor TEXT NOT NULL,
            PRIMARY KEY (thing, edition)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX strategy_edit_time ON strategy_edit (edited);
        -- What somebody typed while somebody else saved the same part: kept until its author has dealt with it.
        CREATE TABLE strategy_kept (
            id INTEGER PRIMARY KEY,
            thing TEXT NOT NULL,
            edition INTEGER NOT NULL,
            fields TEXT NOT NULL,
            typed INTEGER NOT NULL,
            account INTEGER,
            editor TEXT NOT NULL
        ) STRICT;
        -- What was deleted, to be had back: canonical bytes of the field, goal or measure.
        CREATE TABLE strategy_removed (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('field', 'goal', 'measure')),
            title TEXT NOT NULL,
            content BLOB NOT NULL,
            removed INTEGER NOT NULL,
            account INTEGER,
            editor TEXT NOT NULL
        ) STRICT;
        -- Adopted versions: content is the canonical bytes of what was adopted and never changes.
        CREATE TABLE strategy_version (
            number INTEGER PRIMARY KEY,
            content BLOB NOT NULL,
            -- 'council' through this program, 'import' where a decision was imported with the text.
            origin TEXT NOT NULL CHECK (origin IN ('council', 'import')),
            adopted INTEGER NOT NULL,
            author_name TEXT NOT NULL,
            approver_name TEXT NOT NULL,
            approver_function TEXT NOT NULL,
            is_self_approved INTEGER NOT NULL CHECK (is_self_approved IN (0, 1))
        ) STRICT;
        CREATE TRIGGER strategy_version_stands BEFORE UPDATE ON strategy_version
            BEGIN SELECT raise(ABORT, 'An adopted version is never changed.'); END;
        CREATE TRIGGER strategy_version_stays BEFORE DELETE ON strategy_version
            BEGIN SELECT raise(ABORT, 'An adopted version is never deleted.'); END;
        -- What waits for a second person: a version to be adopted, or a statement to be published in a federation.
        CREATE TABLE strategy_proposal (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('adoption', 'publication')),
            -- Empty for an adoption.
            federation TEXT NOT NULL,
            content BLOB NOT NULL,
            proposed INTEGER NOT NULL,
            -- Everybody who has worked on it, as account numbers divided by commas; empty for the command line.
            authors TEXT NOT NULL,
            author_name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'returned', 'replaced')),
            answer TEXT NOT NULL,
            answered INTEGER,
            answered_by TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX strategy_proposal_waiting ON strategy_proposal (kind, federation) WHERE state = 'waiting';
        -- Which measures have a public page, where that differs from the house's rule.
        CREATE TABLE measure_profile (
            measure TEXT PRIMARY KEY,
            is_public INTEGER NOT NULL CHECK (is_public IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE strategy_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// A page that was left open names a kept or a removed text by its number: that number must never mean another one.
    static let numbersThatNeverComeBack = """
        CREATE TABLE strategy_kept_numbered (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            thing TEXT NOT NULL,
            edition INTEGER NOT NULL,
            fields TEXT NOT NULL,
            typed INTEGER NOT NULL,
            account INTEGER,
            editor TEXT NOT NULL
        ) STRICT;
        INSERT INTO strategy_kept_numbered SELECT id, thing, edition, fields, typed, account, editor FROM strategy_kept;
        DROP TABLE strategy_kept;
        ALTER TABLE strategy_kept_numbered RENAME TO strategy_kept;
        CREATE TABLE strategy_removed_numbered (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('field', 'goal', 'measure')),
            title TEXT NOT NULL,
            content BLOB NOT NULL,
            removed INTEGER NOT NULL,
            account INTEGER,
            editor TEXT NOT NULL
        ) STRICT;
        INSERT INTO strategy_removed_numbered
            SELECT id, kind, title, content, removed, account, editor FROM strategy_removed;
        DROP TABLE strategy_removed;
        ALTER TABLE strategy_removed_numbered RENAME TO strategy_removed;
        """
}
