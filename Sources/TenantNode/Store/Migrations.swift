import Accounts
import Database
import Drafting
import Events
import Exchange
import Face
import Participation

/// The node's schema. The list only ever grows at its end.
enum Migrations {
    /// "RwNo": marks the file as a node's.
    static let application: Int32 = 0x5277_4E6F

    static let all = [
        Migration(number: 1, name: "town", sql: town),
        Migration(number: 2, name: "federations", sql: federations),
        Migration(number: 3, name: "admissions", sql: admissions),
        Migration(number: 4, name: "accounts", sql: AccountTables.sql),
        Migration(number: 5, name: "strategy versions, face", sql: EditingTables.sql + FaceTables.sql),
        Migration(number: 6, name: "indicators", sql: IndicatorTables.sql),
        Migration(number: 7, name: "participation", sql: ParticipationTables.sql),
        Migration(number: 8, name: "numbers of kept texts", sql: EditingTables.numbersThatNeverComeBack),
        Migration(
            number: 9, name: "public acts, goals' indicators, journal at a date",
            sql: PublicActStore.sql + goalIndicators + JournalRetention.sql),
        Migration(number: 10, name: "drafting", sql: ContributionUses.sql + DraftingTables.sql),
        Migration(number: 11, name: "imports", sql: ExchangeTables.sql),
        Migration(number: 12, name: "events", sql: EventTables.sql),
        Migration(number: 13, name: "secrecy", sql: Secrecy.tables),
        Migration(number: 14, name: "ideas", sql: IdeaTables.sql),
        Migration(number: 15, name: "following, privacy", sql: FollowingTables.sql + PrivacyTables.sql),
        Migration(number: 16, name: "lineage, votes", sql: LineageTables.sql),
        Migration(number: 17, name: "groups by month", sql: PrivacyTables.groupsByMonth),
        Migration(number: 18, name: "witnessing", sql: WitnessTables.sql),
        Migration(number: 19, name: "participation files", sql: FiledThings.sql + FiledSections.sql),
        Migration(
            number: 20, name: "people in reports, codes and conversations",
            sql: PrivacyTables.reportsAndCodes + EventTables.people),
        Migration(number: 21, name: "links of multipliers", sql: EventTables.multipliers),
        Migration(number: 22, name: "wrong guesses", sql: PrivacyTables.guesses),
        Migration(number: 23, name: "refused addresses", sql: FollowingTables.refusals),
        Migration(number: 24, name: "public log of rooms", sql: RoomModeration.logTables),
        Migration(number: 25, name: "words of ideas", sql: IdeaTables.words),
        Migration(number: 26, name: "changes of keys by two people", sql: PublicActStore.sqlOfKeys),
        Migration(number: 27, name: "decisions about remarks", sql: DraftingTables.decisions),
    ]

    private static let goalIndicators = """
        -- The framework's indicators that a deleted goal was measured by, divided by spaces: no statement has them.
        ALTER TABLE strategy_removed ADD COLUMN indicators TEXT NOT NULL DEFAULT '';
        """

    private static let admissions = """
        -- Which of the key files speak now: 1 is the federation's folder itself, n its sub-folder keys-n.
        ALTER TABLE federation ADD COLUMN key_number INTEGER NOT NULL DEFAULT 1;
        -- The keys of an enrolment of a member that is under way; NULL where none is.
        ALTER TABLE federation ADD COLUMN pending_key_number INTEGER;
        -- SHA-256 of the token of the admission that counts; empty where it is not known.
        ALTER TABLE federation ADD COLUMN used_token TEXT NOT NULL DEFAULT '';
        -- The size of the hub's log while it is shorter than what was followed; NULL while all is well.
        ALTER TABLE federation ADD COLUMN shorter_size INTEGER;
        ALTER TABLE federation ADD COLUMN shorter_seen INTEGER;
        -- The same reasons in German; empty in what was written before.
        ALTER TABLE federation ADD COLUMN contact_problem_de TEXT NOT NULL DEFAULT '';
        ALTER TABLE own_statement ADD COLUMN reason_de TEXT NOT NULL DEFAULT '';
        """

    private static let town = """
        -- The strategy, a draft until it is published. Texts are empty where nothing is known.
        CREATE TABLE strategy (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            title TEXT NOT NULL,
            vision TEXT NOT NULL,
            has_decision INTEGER NOT NULL,
            decision_body TEXT NOT NULL,
            decision_date TEXT NOT NULL,
            decision_number TEXT NOT NULL,
            decision_link TEXT NOT NULL
        ) STRICT;
        CREATE TABLE strategy_source (position INTEGER PRIMARY KEY, address TEXT NOT NULL) STRICT;
        CREATE TABLE field (
            id TEXT PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL
        ) STRICT;
        CREATE TABLE goal (id TEXT PRIMARY KEY, field TEXT REFERENCES field (id), name TEXT NOT NULL) STRICT;
        CREATE TABLE measure (
            id TEXT PRIMARY KEY,
            code TEXT NOT NULL,
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            bundle TEXT,
            status TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            lead TEXT NOT NULL,
            reuse TEXT NOT NULL
        ) STRICT;
        CREATE TABLE measure_field (
            measure TEXT NOT NULL REFERENCES measure (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            field TEXT NOT NULL REFERENCES field (id),
            PRIMARY KEY (measure, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE measure_goal (
            measure TEXT NOT NULL REFERENCES measure (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            goal TEXT NOT NULL REFERENCES goal (id),
            PRIMARY KEY (measure, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE measure_text (
            measure TEXT NOT NULL REFERENCES measure (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('partner', 'link', 'guideline')),
            position INTEGER NOT NULL,
            content TEXT NOT NULL,
            PRIMARY KEY (measure, kind, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE component (
            measure TEXT NOT NULL REFERENCES measure (id) ON DELETE CASCADE,
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            owner TEXT NOT NULL,
            status TEXT NOT NULL,
            PRIMARY KEY (measure, id)
        ) STRICT, WITHOUT ROWID;
        -- Money as decimal text with two decimals, NULL where unknown.
        CREATE TABLE cost (
            measure TEXT NOT NULL REFERENCES measure (id) ON DELETE CASCADE,
            year INTEGER NOT NULL,
            source TEXT NOT NULL,
            planned TEXT,
            spent TEXT,
            own_share TEXT,
            PRIMARY KEY (measure, year, source)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE mapping (
            kind TEXT NOT NULL CHECK (kind IN ('field', 'goal')),
            own TEXT NOT NULL,
            framework TEXT NOT NULL,
            PRIMARY KEY (kind, own, framework)
        ) STRICT, WITHOUT ROWID;
        -- comment never leaves the node.
        CREATE TABLE observation (
            indicator TEXT NOT NULL,
            period TEXT NOT NULL,
            value TEXT,
            numerator TEXT,
            denominator TEXT,
            status TEXT NOT NULL,
            flags TEXT NOT NULL,
            level TEXT NOT NULL,
            comment TEXT NOT NULL,
            PRIMARY KEY (indicator, period)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE participation (
            period TEXT NOT NULL,
            channel TEXT NOT NULL,
            figure TEXT NOT NULL,
            count INTEGER,
            PRIMARY KEY (period, channel, figure)
        ) STRICT, WITHOUT ROWID;
        """

    private static let federations = """
        -- A federation that the town joins or has joined, under a name of the town's own.
        CREATE TABLE federation (
            name TEXT PRIMARY KEY,
            tenant TEXT NOT NULL,
            origin TEXT NOT NULL UNIQUE,
            hub TEXT NOT NULL,
            log TEXT NOT NULL,
            office TEXT NOT NULL,
            policy TEXT NOT NULL,
            -- Empty once enrolled.
            token TEXT NOT NULL,
            -- The enrolment as it was or will be sent: the same bytes each time.
            enrolment BLOB,
            -- The receipt of our admission.
            admission BLOB,
            -- 0 after a restore, until the hub's log has been asked for our last number.
            is_confirmed INTEGER NOT NULL CHECK (is_confirmed IN (0, 1)),
            -- Why nothing is signed or sent; empty while all is well.
            alarm_de TEXT NOT NULL,
            alarm_en TEXT NOT NULL,
            -- The newest checkpoint that was checked against all entries.
            checkpoint BLOB,
            checked INTEGER,
            -- Why the hub could not be asked at the last try; empty when it could.
            contact_problem TEXT NOT NULL
        ) STRICT;
        -- The federation's log as it was followed.
        CREATE TABLE log_entry (
            federation TEXT NOT NULL REFERENCES federation (name),
            position INTEGER NOT NULL,
            leaf BLOB NOT NULL,
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            statement BLOB NOT NULL,
            PRIMARY KEY (federation, position)
        ) STRICT;
        -- What we signed: chain, outbox and receipts in one, so that none can be without the other.
        CREATE TABLE own_statement (
            id INTEGER PRIMARY KEY,
            federation TEXT NOT NULL REFERENCES federation (name),
            sequence INTEGER NOT NULL,
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            kind TEXT NOT NULL,
            bytes BLOB NOT NULL,
            signed INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'refused', 'delivered', 'withdrawn')),
            attempts INTEGER NOT NULL,
            next_attempt INTEGER NOT NULL,
            reason TEXT NOT NULL,
            position INTEGER,
            receipt BLOB,
            CHECK ((state = 'delivered') = (receipt IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX own_statement_sequence ON own_statement (federation, sequence) WHERE state <> 'withdrawn';
        CREATE UNIQUE INDEX own_statement_sha256 ON own_statement (federation, sha256) WHERE state <> 'withdrawn';
        -- Checkpoints that contradict what was seen before.
        CREATE TABLE evidence (
            id INTEGER PRIMARY KEY,
            federation TEXT NOT NULL REFERENCES federation (name),
            seen INTEGER NOT NULL,
            checkpoint BLOB NOT NULL
        ) STRICT;
        -- Approved bodies, byte for byte; the newest of a period counts.
        CREATE TABLE approval (
            id INTEGER PRIMARY KEY,
            federation TEXT NOT NULL REFERENCES federation (name),
            period TEXT NOT NULL,
            body BLOB NOT NULL,
            approved INTEGER NOT NULL,
            statement INTEGER REFERENCES own_statement (id)
        ) STRICT;
        """
}
