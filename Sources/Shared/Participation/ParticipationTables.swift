/// The tables of the spine; rooms of their own (events, drafting) bring theirs.
///
/// No table joins a person to a contribution: devices are known by keyed hashes of one purpose, addresses for mail stand
/// apart, and what a contributor keeps is a link whose secret is stored as a digest only.
public enum ParticipationTables {
    public static let sql = """
        CREATE TABLE process (
            id INTEGER PRIMARY KEY,
            -- Part of its address, which never changes.
            slug TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            -- What is asked.
            question TEXT NOT NULL,
            description TEXT NOT NULL,
            -- What happens next and what came of it, in words; empty where nothing is said yet.
            next_step TEXT NOT NULL,
            result TEXT NOT NULL,
            is_published INTEGER NOT NULL CHECK (is_published IN (0, 1)),
            -- 1: a contribution is shown only after somebody has read it.
            is_reviewed_first INTEGER NOT NULL CHECK (is_reviewed_first IN (0, 1)),
            -- 1: written as an example for a demonstration.
            is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
            created INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) STRICT;
        -- Themes one can choose from; a field of action of the strategy where field is not empty.
        CREATE TABLE process_topic (
            process INTEGER NOT NULL REFERENCES process (id) ON DELETE CASCADE,
            code TEXT NOT NULL,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            field TEXT NOT NULL,
            PRIMARY KEY (process, code)
        ) STRICT, WITHOUT ROWID;
        -- Both days belong to the phase; an empty last day leaves it open. What phase it is follows from the day alone.
        CREATE TABLE phase (
            process INTEGER NOT NULL REFERENCES process (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            PRIMARY KEY (process, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE contribution (
            id INTEGER PRIMARY KEY,
            process INTEGER NOT NULL REFERENCES process (id),
            -- A theme of the process; empty where none was chosen.
            topic TEXT NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            -- Empty where none was given.
            pseudonym TEXT NOT NULL,
            channel TEXT NOT NULL,
            -- Self-declared; empty where not said. Only ever shown as counts.
            grouping TEXT NOT NULL,
            event INTEGER,
            event_table INTEGER,
            recorder TEXT NOT NULL,
            -- A cell of a coarse grid, "latitude,longitude" of its south-west corner in hundredths of a degree; or empty.
            place TEXT NOT NULL,
            place_name TEXT NOT NULL,
            visibility TEXT NOT NULL,
            received INTEGER NOT NULL,
            reviewed INTEGER,
            published INTEGER,
            status TEXT NOT NULL,
            -- The contribution that stands for this one since they were merged.
            merged_into INTEGER REFERENCES contribution (id),
            -- As they were where it comes from, not recounted here.
            imported_supports INTEGER NOT NULL DEFAULT 0,
            imported_comments INTEGER NOT NULL DEFAULT 0,
            imported_status TEXT NOT NULL DEFAULT '',
            -- Source and number there; importing again updates. Empty for our own.
            source TEXT NOT NULL DEFAULT '',
            source_id TEXT NOT NULL DEFAULT '',
            source_address TEXT NOT NULL DEFAULT '',
            -- The name of the form or card it came on, so that what is sent twice is taken once.
            form TEXT UNIQUE,
            -- SHA-256 of the secret in the author's link; NULL where there is none or its author was erased.
            author BLOB UNIQUE,
            is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
            version INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX contribution_source ON contribution (source, source_id) WHERE source <> '';
        CREATE INDEX contribution_listed ON contribution (process, visibility, published);
        CREATE INDEX contribution_queue ON contribution (received) WHERE visibility IN ('received', 'reviewed');
        CREATE INDEX contribution_merged ON contribution (merged_into) WHERE merged_into IS NOT NULL;
        CREATE INDEX contribution_event ON contribution (event, event_table) WHERE event IS NOT NULL;

        -- What became of a contribution: who decided what and why. Public, one line a step.
        CREATE TABLE contribution_step (
            id INTEGER PRIMARY KEY,
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            at INTEGER NOT NULL,
            -- published, status, answered, merged, unmerged, linked, unlinked, ...
            act TEXT NOT NULL,
            -- The status from then on where act is "status"; else what the act was about.
            detail TEXT NOT NULL,
            -- The office or body that decided, never a person's name.
            decided_by TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX contribution_step_of ON contribution_step (contribution, id);

        -- One support a device; device is a keyed hash for this process alone.
        CREATE TABLE support (
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            device BLOB NOT NULL CHECK (length(device) = 32),
            at INTEGER NOT NULL,
            PRIMARY KEY (contribution, device)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE comment (
            id INTEGER PRIMARY KEY,
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            parent INTEGER REFERENCES comment (id),
            text TEXT NOT NULL,
            pseudonym TEXT NOT NULL,
            channel TEXT NOT NULL,
            grouping TEXT NOT NULL,
            -- The office that answers; empty for a comment of the public.
            office TEXT NOT NULL,
            visibility TEXT NOT NULL,
            received INTEGER NOT NULL,
            published INTEGER,
            source TEXT NOT NULL DEFAULT '',
            source_id TEXT NOT NULL DEFAULT '',
            form TEXT UNIQUE,
            author BLOB UNIQUE
        ) STRICT;
        CREATE UNIQUE INDEX comment_source ON comment (source, source_id) WHERE source <> '';
        CREATE INDEX comment_of ON comment (contribution, visibility, id);
        CREATE INDEX comment_queue ON comment (received) WHERE visibility IN ('received', 'reviewed');

        -- Counted as things happen, so that a list of 100,000 can be sorted by them.
        CREATE TABLE contribution_tally (
            contribution INTEGER PRIMARY KEY REFERENCES contribution (id),
            supports INTEGER NOT NULL,
            comments INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX contribution_tally_supports ON contribution_tally (supports, contribution);
        CREATE INDEX contribution_tally_comments ON contribution_tally (comments, contribution);
        """
}
