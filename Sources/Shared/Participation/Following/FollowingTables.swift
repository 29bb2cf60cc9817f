/// Who follows what by mail, what waits to be sent, and what other rooms have to tell.
///
/// Addresses stand in a table of their own. Nothing joins them to a contribution but the wish to hear of it, and nothing
/// but `FollowerStore` and `MailQueue` reads them, for sending.
public enum FollowingTables {
    public static let refusals = """
        -- Mails in a row whose address the server refused for good.
        ALTER TABLE follower ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
        """

    public static let sql = """
        CREATE TABLE follower (
            id INTEGER PRIMARY KEY,
            address TEXT NOT NULL UNIQUE,
            language TEXT NOT NULL,
            rhythm TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly')),
            -- The secret of the links in each mail.
            token BLOB NOT NULL UNIQUE,
            requested INTEGER NOT NULL,
            -- How many requests for confirmation were sent on the day of the last one.
            asked_day TEXT NOT NULL,
            asked INTEGER NOT NULL,
            -- NULL until the address was confirmed for the first time.
            confirmed INTEGER,
            -- What happened up to here has been told.
            seen INTEGER NOT NULL,
            -- The day or the Monday of the week that has its mail; empty before the first.
            period TEXT NOT NULL
        ) STRICT;
        -- subject: "all", "process:3", "contribution:12".
        CREATE TABLE follower_subject (
            follower INTEGER NOT NULL REFERENCES follower (id) ON DELETE CASCADE,
            subject TEXT NOT NULL,
            confirmed INTEGER,
            PRIMARY KEY (follower, subject)
        ) STRICT, WITHOUT ROWID;
        -- One line a mail that is to be sent. It is gone once it was taken, or given up.
        CREATE TABLE mail_queue (
            id INTEGER PRIMARY KEY,
            follower INTEGER NOT NULL REFERENCES follower (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('confirmation', 'digest')),
            subject TEXT NOT NULL,
            text TEXT NOT NULL,
            created INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            due INTEGER NOT NULL,
            -- Set before it is handed over: if the program ends there, nobody knows whether it went out.
            sending INTEGER,
            -- Why the last attempt failed; holds no address.
            problem TEXT NOT NULL
        ) STRICT;
        CREATE INDEX mail_queue_due ON mail_queue (due);
        CREATE INDEX mail_queue_of ON mail_queue (follower);
        -- What other rooms have to tell, such as a new version of a document.
        CREATE TABLE news_item (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            process INTEGER REFERENCES process (id),
            title_de TEXT NOT NULL,
            title_en TEXT NOT NULL,
            text TEXT NOT NULL,
            path TEXT NOT NULL
        ) STRICT;
        CREATE INDEX news_item_at ON news_item (at);
        CREATE INDEX contribution_step_at ON contribution_step (at);
        """
}
