/// What lists, search and moderation need beside the spine. Triggers keep it right whoever writes.
public enum IdeaTables {
    public static let sql = listing + tally + search + moderation

    /// The stems of all ideas, to search within compounds.
    public static let words = Vocabulary.sql

    /// One narrow row for each contribution that the public sees and that stands for itself.
    private static let listing = """
        CREATE TABLE idea_listing (
            contribution INTEGER PRIMARY KEY REFERENCES contribution (id) ON DELETE CASCADE,
            process INTEGER NOT NULL,
            topic TEXT NOT NULL,
            status TEXT NOT NULL,
            channel TEXT NOT NULL,
            published INTEGER NOT NULL,
            -- 20 bits that follow from the identifier: where it stands in an order by chance.
            shuffle INTEGER NOT NULL,
            -- What was counted here and where it comes from.
            supports INTEGER NOT NULL,
            comments INTEGER NOT NULL
        ) STRICT;
        -- Each holds all that is filtered by, so that a list never leaves its index.
        CREATE INDEX idea_listing_new ON idea_listing (process, published, contribution, topic, status, channel);
        CREATE INDEX idea_listing_supported ON idea_listing (process, supports, contribution, topic, status, channel);
        CREATE INDEX idea_listing_discussed ON idea_listing (process, comments, contribution, topic, status, channel);
        CREATE INDEX idea_listing_random ON idea_listing (process, shuffle, contribution, topic, status, channel);
        -- How many there are of each kind, so that nobody counts 100,000 rows for a page.
        CREATE TABLE idea_count (
            process INTEGER NOT NULL,
            topic TEXT NOT NULL,
            status TEXT NOT NULL,
            channel TEXT NOT NULL,
            ideas INTEGER NOT NULL,
            PRIMARY KEY (process, topic, status, channel)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER idea_listing_counts AFTER INSERT ON idea_listing BEGIN
            INSERT INTO idea_count VALUES (NEW.process, NEW.topic, NEW.status, NEW.channel, 1)
            ON CONFLICT DO UPDATE SET ideas = ideas + 1;
        END;
        CREATE TRIGGER idea_listing_uncounts AFTER DELETE ON idea_listing BEGIN
            UPDATE idea_count SET ideas = ideas - 1
            WHERE process = OLD.process AND topic = OLD.topic AND status = OLD.status AND channel = OLD.channel;
        END;
        CREATE VIEW idea_to_list AS
            SELECT id AS contribution, process, topic, status, channel, coalesce(published, received) AS published,
                ((id * 2654435761) >> 8) & 1048575 AS shuffle,
                imported_supports + coalesce((SELECT supports FROM contribution_tally WHERE contribution = id), 0) AS supports,
                max(imported_comments, coalesce((SELECT comments FROM contribution_tally WHERE contribution = id), 0)) AS comments
            FROM contribution WHERE visibility = 'published' AND merged_into IS NULL;
        CREATE TRIGGER contribution_lists AFTER INSERT ON contribution BEGIN
            INSERT INTO idea_listing SELECT * FROM idea_to_list WHERE contribution = NEW.id;
        END;
        CREATE TRIGGER contribution_relists
        AFTER UPDATE OF process, topic, status, channel, visibility, merged_into, published, imported_supports, imported_comments
        ON contribution BEGIN
            DELETE FROM idea_listing WHERE contribution = NEW.id;
            INSERT INTO idea_listing SELECT * FROM idea_to_list WHERE contribution = NEW.id;
        END;
        INSERT INTO idea_listing SELECT * FROM idea_to_list;

        """

    /// Counted anew with each write, so that a tally heals whatever was wrong with it.
    private static let tally = """
        CREATE TRIGGER support_counts AFTER INSERT ON support BEGIN
            UPDATE contribution_tally SET supports = (SELECT count(*) FROM support WHERE contribution = NEW.contribution)
            WHERE contribution = NEW.contribution;
        END;
        CREATE TRIGGER support_uncounts AFTER DELETE ON support BEGIN
            UPDATE contribution_tally SET supports = (SELECT count(*) FROM support WHERE contribution = OLD.contribution)
            WHERE contribution = OLD.contribution;
        END;
        CREATE TRIGGER comment_counts AFTER INSERT ON comment BEGIN
            UPDATE contribution_tally SET comments =
                (SELECT count(*) FROM comment WHERE contribution = NEW.contribution AND visibility = 'published')
            WHERE contribution = NEW.contribution;
        END;
        CREATE TRIGGER comment_recounts AFTER UPDATE OF visibility, contribution ON comment BEGIN
            UPDATE contribution_tally SET comments = (
                SELECT count(*) FROM comment
                WHERE comment.contribution = contribution_tally.contribution AND visibility = 'published')
            WHERE contribution IN (NEW.contribution, OLD.contribution);
        END;
        CREATE TRIGGER comment_uncounts AFTER DELETE ON comment BEGIN
            UPDATE contribution_tally SET comments =
                (SELECT count(*) FROM comment WHERE contribution = OLD.contribution AND visibility = 'published')
            WHERE contribution = OLD.contribution;
        END;
        CREATE TRIGGER tally_lists AFTER INSERT ON contribution_tally BEGIN
            UPDATE idea_listing SET (supports, comments) =
                (SELECT supports, comments FROM idea_to_list WHERE contribution = NEW.contribution)
            WHERE contribution = NEW.contribution;
        END;
        CREATE TRIGGER tally_relists AFTER UPDATE ON contribution_tally BEGIN
            UPDATE idea_listing SET (supports, comments) =
                (SELECT supports, comments FROM idea_to_list WHERE contribution = NEW.contribution)
            WHERE contribution = NEW.contribution;
        END;

        """

    /// Stems of the ideas in `idea_listing`; see `IdeaText`. The index itself cannot be written by a trigger of a schema
    /// that is not trusted, so triggers note what has changed.
    private static let search = """
        CREATE VIRTUAL TABLE idea_text USING fts5(title, text, place, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4');
        CREATE TABLE idea_text_stale (contribution INTEGER PRIMARY KEY) STRICT;
        CREATE TRIGGER contribution_reads AFTER INSERT ON contribution WHEN NEW.visibility = 'published' BEGIN
            INSERT INTO idea_text_stale SELECT NEW.id WHERE NEW.id NOT IN (SELECT contribution FROM idea_text_stale);
        END;
        CREATE TRIGGER contribution_rereads AFTER UPDATE OF title, text, place_name, visibility, merged_into ON contribution BEGIN
            INSERT INTO idea_text_stale SELECT NEW.id WHERE NEW.id NOT IN (SELECT contribution FROM idea_text_stale);
        END;
        CREATE TRIGGER contribution_unreads AFTER DELETE ON contribution BEGIN
            INSERT INTO idea_text_stale SELECT OLD.id WHERE OLD.id NOT IN (SELECT contribution FROM idea_text_stale);
        END;
        INSERT INTO idea_text_stale SELECT contribution FROM idea_listing;

        """

    private static let moderation = """
        ALTER TABLE comment ADD COLUMN reviewed INTEGER;
        -- Shown at once and read by nobody yet.
        CREATE INDEX contribution_unread ON contribution (received)
            WHERE visibility = 'published' AND reviewed IS NULL AND channel = 'online' AND source = '';
        CREATE INDEX comment_unread ON comment (received)
            WHERE visibility = 'published' AND reviewed IS NULL AND channel = 'online' AND source = '' AND office = '';
        -- Not shown, or taken down.
        CREATE INDEX contribution_hidden ON contribution (received) WHERE visibility IN ('withheld', 'removed');
        CREATE INDEX comment_hidden ON comment (received) WHERE visibility IN ('withheld', 'removed');
        -- What moderation did, without text of a contribution; who did it stands in the journal.
        CREATE TABLE moderation_act (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
            -- NULL where the contribution itself is meant.
            comment INTEGER REFERENCES comment (id) ON DELETE CASCADE,
            -- The visibility from then on.
            act TEXT NOT NULL,
            -- The rule that was broken; empty where none was.
            rule TEXT NOT NULL,
            -- A sentence for its author; empty where the rule says it all.
            reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX moderation_act_of ON moderation_act (contribution, comment, id);
        CREATE INDEX moderation_act_comment ON moderation_act (comment) WHERE comment IS NOT NULL;
        -- What readers find wrong with something that is shown.
        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
            comment INTEGER REFERENCES comment (id) ON DELETE CASCADE,
            rule TEXT NOT NULL,
            text TEXT NOT NULL,
            received INTEGER NOT NULL,
            form TEXT UNIQUE,
            -- When somebody decided, and what: kept or removed.
            closed INTEGER,
            outcome TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX report_open ON report (received) WHERE closed IS NULL;
        CREATE INDEX report_of ON report (contribution);
        CREATE INDEX report_comment ON report (comment) WHERE comment IS NOT NULL;
        -- Parts of town that one can choose from: places without a map, so without script and without anybody else.
        CREATE TABLE town_place (
            position INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            -- "latitude,longitude" of a cell of the coarse grid; empty where it is not known.
            cell TEXT NOT NULL
        ) STRICT;
        """
}
