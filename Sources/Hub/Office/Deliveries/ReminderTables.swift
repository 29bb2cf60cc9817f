/// What the office keeps about reminding towns, and up to where each account has looked at what is new.
enum ReminderTables {
    static let sql = """
        -- Where the office writes to a town: a mailbox of the house. Never public.
        CREATE TABLE town_contact (
            tenant TEXT PRIMARY KEY,
            address TEXT NOT NULL,
            changed_at INTEGER NOT NULL,
            changed_by TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- Each time a town was reminded of a period's summary. The name is that of the time.
        CREATE TABLE reminder (
            id INTEGER PRIMARY KEY,
            tenant TEXT NOT NULL,
            period TEXT NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('mail', 'telephone', 'letter', 'talk')),
            note TEXT NOT NULL,
            account INTEGER NOT NULL REFERENCES account (id),
            name TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX reminder_period ON reminder (period, tenant, id);
        -- The number of entries that an account has seen in the list of what is new.
        CREATE TABLE last_look (
            account INTEGER PRIMARY KEY REFERENCES account (id),
            size INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
