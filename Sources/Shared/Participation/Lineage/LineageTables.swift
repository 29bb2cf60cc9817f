/// The tables of merging, lineage and prioritising.
public enum LineageTables {
    public static let sql = merging + lineage + ballots + sheets

    private static let merging = """
        -- Every merging there was, also those undone; which one holds now is said by contribution.merged_into.
        CREATE TABLE merging (
            id INTEGER PRIMARY KEY,
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            target INTEGER NOT NULL REFERENCES contribution (id),
            at INTEGER NOT NULL,
            decided_by TEXT NOT NULL,
            reason TEXT NOT NULL,
            -- NULL while it holds.
            undone INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX merging_now ON merging (contribution) WHERE undone IS NULL;
        CREATE INDEX merging_into ON merging (target);

        """

    private static let lineage = """
        CREATE TABLE pilot (
            id INTEGER PRIMARY KEY,
            is_published INTEGER NOT NULL CHECK (is_published IN (0, 1)),
            created INTEGER NOT NULL,
            -- The newest of its versions.
            version INTEGER NOT NULL
        ) STRICT;
        -- A pilot as it was from one save to the next. Days are empty where they are not known.
        CREATE TABLE pilot_version (
            pilot INTEGER NOT NULL REFERENCES pilot (id),
            version INTEGER NOT NULL,
            at INTEGER NOT NULL,
            -- The function of whoever saved it.
            saved_by TEXT NOT NULL,
            title TEXT NOT NULL,
            tried TEXT NOT NULL,
            place TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            learned TEXT NOT NULL,
            decision TEXT NOT NULL,
            decision_reason TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            PRIMARY KEY (pilot, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE contribution_pilot (
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            pilot INTEGER NOT NULL REFERENCES pilot (id),
            at INTEGER NOT NULL,
            PRIMARY KEY (contribution, pilot)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contribution_pilot_of ON contribution_pilot (pilot);
        -- Measures are named by the strategy's code; title is how the measure was called when it was linked, because one
        -- that is deleted later is still named here.
        CREATE TABLE contribution_measure (
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            measure TEXT NOT NULL,
            title TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (contribution, measure)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contribution_measure_of ON contribution_measure (measure);
        CREATE TABLE pilot_measure (
            pilot INTEGER NOT NULL REFERENCES pilot (id),
            measure TEXT NOT NULL,
            title TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (pilot, measure)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pilot_measure_of ON pilot_measure (measure);

        """

    private static let ballots = """
        CREATE TABLE ballot (
            id INTEGER PRIMARY KEY,
            process INTEGER NOT NULL REFERENCES process (id),
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            method TEXT NOT NULL,
            -- Points of each person, or how many one chooses; 0 where statements are rated.
            allowance INTEGER NOT NULL,
            -- 1: all points must be given, exactly so many chosen, every statement rated.
            is_exact INTEGER NOT NULL CHECK (is_exact IN (0, 1)),
            access TEXT NOT NULL,
            is_published INTEGER NOT NULL CHECK (is_published IN (0, 1)),
            created INTEGER NOT NULL,
            -- When the result was released; NULL before.
            released INTEGER,
            version INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX ballot_of ON ballot (process);
        CREATE TABLE ballot_option (
            ballot INTEGER NOT NULL REFERENCES ballot (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            -- idea, measure or statement; reference is the idea's number or the measure's code.
            kind TEXT NOT NULL,
            reference TEXT NOT NULL,
            title TEXT NOT NULL,
            PRIMARY KEY (ballot, number)
        ) STRICT, WITHOUT ROWID;
        -- Cards with codes that were printed together.
        CREATE TABLE code_batch (
            id INTEGER PRIMARY KEY,
            ballot INTEGER NOT NULL REFERENCES ballot (id),
            label TEXT NOT NULL,
            made INTEGER NOT NULL,
            -- The form that asked for it, so that a form sent twice makes no second batch.
            form TEXT NOT NULL UNIQUE,
            -- Codes of a batch that was withdrawn open nothing.
            withdrawn INTEGER
        ) STRICT;
        CREATE INDEX code_batch_of ON code_batch (ballot);
        -- Keyed hashes of the codes; the codes themselves are on the cards alone.
        CREATE TABLE ballot_code (
            ballot INTEGER NOT NULL REFERENCES ballot (id),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            batch INTEGER NOT NULL REFERENCES code_batch (id),
            PRIMARY KEY (ballot, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ballot_code_of ON ballot_code (batch);
        -- One vote each; nothing says when it was cast, or by whom.
        CREATE TABLE vote (
            id INTEGER PRIMARY KEY,
            ballot INTEGER NOT NULL REFERENCES ballot (id),
            -- The digest of a code, or a keyed hash of the device for this ballot alone.
            voter BLOB NOT NULL CHECK (length(voter) = 32),
            -- The device that may change it.
            device BLOB NOT NULL CHECK (length(device) = 32),
            form TEXT NOT NULL,
            UNIQUE (ballot, voter)
        ) STRICT;
        CREATE INDEX vote_form ON vote (ballot, form);
        CREATE TABLE vote_mark (
            vote INTEGER NOT NULL REFERENCES vote (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            -- Points, or 1 for what was chosen, or the rating.
            value INTEGER NOT NULL,
            PRIMARY KEY (vote, number)
        ) STRICT, WITHOUT ROWID;

        """

    private static let sheets = """
        -- Votes that were counted by hand: one sheet for each urn or wall.
        CREATE TABLE ballot_sheet (
            id INTEGER PRIMARY KEY,
            ballot INTEGER NOT NULL REFERENCES ballot (id),
            channel TEXT NOT NULL,
            place TEXT NOT NULL,
            created INTEGER NOT NULL,
            -- The count of the first counter that both agreed on last; NULL while they never did.
            agreed INTEGER,
            withdrawn INTEGER,
            withdrawn_reason TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX ballot_sheet_of ON ballot_sheet (ballot);
        -- Every count there was; it only grows. The newest of each counter counts.
        CREATE TABLE sheet_count (
            id INTEGER PRIMARY KEY,
            sheet INTEGER NOT NULL REFERENCES ballot_sheet (id),
            counter INTEGER NOT NULL CHECK (counter IN (1, 2)),
            account INTEGER NOT NULL,
            name TEXT NOT NULL,
            at INTEGER NOT NULL,
            handed_out INTEGER NOT NULL,
            voters INTEGER NOT NULL,
            invalid INTEGER NOT NULL,
            -- Why it was corrected; empty for the first one.
            reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sheet_count_of ON sheet_count (sheet, counter, id);
        CREATE TABLE sheet_mark (
            sheet_count INTEGER NOT NULL REFERENCES sheet_count (id),
            number INTEGER NOT NULL,
            -- The rating, or 0 where points or choices are counted.
            level INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (sheet_count, number, level)
        ) STRICT, WITHOUT ROWID;
        """
}
