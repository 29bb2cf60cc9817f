import Accounts
import Database
import Face

/// The hub's schema. The list only ever grows at its end.
enum Migrations {
    /// "RwHu": marks the file as a hub's.
    static let application: Int32 = 0x5277_4875

    static let all = [
        Migration(
            number: 1, name: "log",
            sql: """
                -- The log, entry by entry. statement is NULL once it has been redacted.
                CREATE TABLE entry (
                    position INTEGER PRIMARY KEY,
                    leaf BLOB NOT NULL,
                    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
                    statement BLOB
                ) STRICT;
                -- Hashes of each level's tiles, 32 bytes each; the last tile of a level is unfinished.
                CREATE TABLE tile (
                    level INTEGER NOT NULL,
                    number INTEGER NOT NULL,
                    hashes BLOB NOT NULL,
                    PRIMARY KEY (level, number)
                ) STRICT, WITHOUT ROWID;
                -- Every checkpoint that was ever signed. The size is the key: two processes cannot both publish it.
                CREATE TABLE head (
                    size INTEGER PRIMARY KEY,
                    checkpoint BLOB NOT NULL
                ) STRICT;
                """),
        Migration(
            number: 2, name: "invitations",
            sql: """
                -- What an admission will say once the invited town has enrolled. The token itself is not kept.
                CREATE TABLE invitation (
                    token_sha256 BLOB PRIMARY KEY,
                    tenant TEXT NOT NULL,
                    member BLOB NOT NULL,
                    expires INTEGER NOT NULL,
                    keys_sha256 BLOB,
                    admission INTEGER
                ) STRICT;
                """),
        Migration(number: 3, name: "accounts", sql: AccountTables.sql),
        Migration(number: 4, name: "face", sql: FaceTables.sql),
        Migration(number: 5, name: "office", sql: OfficeTables.sql),
        Migration(number: 6, name: "waiting acts, journal at a date", sql: WaitingActs.sql + JournalRetention.sql),
        Migration(number: 7, name: "witnesses", sql: WitnessTables.sql),
        Migration(number: 8, name: "reminders", sql: ReminderTables.sql),
    ]
}
