/// The tables of indicators, their targets and deadlines, and of summaries on their way to approval.
enum IndicatorTables {
    static let sql = """
        -- The town's own indicators. They never leave the node.
        CREATE TABLE local_indicator (
            id TEXT PRIMARY KEY,
            name_de TEXT NOT NULL,
            name_en TEXT NOT NULL,
            unit_de TEXT NOT NULL,
            unit_en TEXT NOT NULL,
            decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6),
            parts_decimals INTEGER NOT NULL CHECK (parts_decimals BETWEEN 0 AND 6),
            kind TEXT NOT NULL,
            frequency TEXT NOT NULL,
            direction TEXT NOT NULL,
            minimum TEXT,
            maximum TEXT,
            factor INTEGER NOT NULL,
            due_days INTEGER NOT NULL,
            missing TEXT NOT NULL,
            method TEXT NOT NULL,
            source TEXT NOT NULL,
            -- Grows with each change; who changes it says which one they saw.
            version INTEGER NOT NULL
        ) STRICT;
        -- What the town itself says about an indicator, a framework's or its own. It stays in the house.
        CREATE TABLE indicator_plan (
            indicator TEXT PRIMARY KEY,
            responsible TEXT NOT NULL,
            level TEXT NOT NULL,
            baseline_period TEXT,
            baseline TEXT,
            note TEXT NOT NULL,
            version INTEGER NOT NULL,
            CHECK ((baseline_period IS NULL) = (baseline IS NULL))
        ) STRICT;
        CREATE TABLE indicator_target (
            indicator TEXT NOT NULL REFERENCES indicator_plan (indicator) ON DELETE CASCADE,
            period TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (indicator, period)
        ) STRICT, WITHOUT ROWID;
        -- Who has worked on a value: they don't approve the summary that brings it. NULL is the command line.
        CREATE TABLE observation_edit (
            id INTEGER PRIMARY KEY,
            indicator TEXT NOT NULL,
            period TEXT NOT NULL,
            account INTEGER,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX observation_edit_account ON observation_edit (account, at);
        -- Dates the town has to keep besides those of its indicators, such as reports to a funder.
        CREATE TABLE deadline (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            day TEXT NOT NULL,
            repeats TEXT NOT NULL CHECK (repeats IN ('never', 'month', 'quarter', 'half', 'year')),
            remind_days INTEGER NOT NULL,
            note TEXT NOT NULL,
            version INTEGER NOT NULL
        ) STRICT;
        -- A summary as it was handed on for approval.
        CREATE TABLE summary_request (
            id INTEGER PRIMARY KEY,
            federation TEXT NOT NULL REFERENCES federation (name),
            period TEXT NOT NULL,
            -- The body with the approval left open: what the approver has to meet again.
            body BLOB NOT NULL,
            author INTEGER,
            author_name TEXT NOT NULL,
            requested INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'returned', 'replaced')),
            decided INTEGER,
            decided_by INTEGER,
            decided_name TEXT NOT NULL,
            note TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX summary_request_waiting ON summary_request (federation, period) WHERE state = 'waiting';
        """
}
