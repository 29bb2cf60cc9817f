/// The tables of accounts and journal: one migration of the program that has them.
public enum AccountTables {
    public static let sql = """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            login TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            function TEXT NOT NULL,
            is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
            -- scrypt with its parameters, so that they can grow.
            password_hash BLOB NOT NULL CHECK (length(password_hash) = 32),
            password_salt BLOB NOT NULL,
            password_log_rounds INTEGER NOT NULL,
            password_block_size INTEGER NOT NULL,
            password_parallelism INTEGER NOT NULL,
            -- NULL without a second factor.
            code_secret BLOB,
            -- The step of the newest code that was used: a code is good once.
            code_step INTEGER NOT NULL,
            -- Grows whenever all sessions of the account end.
            session_generation INTEGER NOT NULL,
            -- Grows with each change by an admin: whoever saw an older one is told so.
            version INTEGER NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE account_role (
            account INTEGER NOT NULL REFERENCES account (id),
            role TEXT NOT NULL CHECK (role IN ('reader', 'author', 'approver', 'moderator', 'admin')),
            PRIMARY KEY (account, role)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE recovery_code (
            account INTEGER NOT NULL REFERENCES account (id),
            code_sha256 BLOB NOT NULL CHECK (length(code_sha256) = 32),
            used INTEGER,
            PRIMARY KEY (account, code_sha256)
        ) STRICT, WITHOUT ROWID;
        -- One-time links; the token itself is never stored.
        CREATE TABLE account_link (
            token_sha256 BLOB PRIMARY KEY CHECK (length(token_sha256) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('first', 'invitation', 'reset')),
            -- Whose password a reset is about.
            account INTEGER REFERENCES account (id),
            -- What an invited person will be; empty for the others.
            login TEXT NOT NULL,
            name TEXT NOT NULL,
            function TEXT NOT NULL,
            roles TEXT NOT NULL,
            removes_second_factor INTEGER NOT NULL CHECK (removes_second_factor IN (0, 1)),
            expires INTEGER NOT NULL,
            used INTEGER,
            CHECK ((kind = 'reset') = (account IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        -- Failed tries. The subject (a login, an address) is kept as a keyed digest.
        CREATE TABLE account_throttle (
            subject BLOB PRIMARY KEY,
            failures INTEGER NOT NULL,
            last INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE account_setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        -- Who did what when. The login and name are those of that time; account is NULL for the command line.
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            account INTEGER REFERENCES account (id),
            login TEXT NOT NULL,
            name TEXT NOT NULL,
            act TEXT NOT NULL,
            object TEXT NOT NULL,
            detail TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
            BEGIN SELECT raise(ABORT, 'The journal is never changed.'); END;
        CREATE TRIGGER journal_stays BEFORE DELETE ON journal
            BEGIN SELECT raise(ABORT, 'The journal is never shortened.'); END;
        """
}
