/// The tables of events. A card is a contribution of participation; what stands here is only what an event adds to it.
public enum EventTables {
    public static let multipliers = """
        -- The links of multipliers follow from this edition; a process without a row has the first, and it is valid.
        CREATE TABLE multiplier_link (
            process INTEGER PRIMARY KEY REFERENCES process (id),
            edition INTEGER NOT NULL,
            is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1))
        ) STRICT;
        """

    public static let people = """
        -- SHA-256 of the secret in the link of whoever recorded it; NULL where there is none or it was erased.
        ALTER TABLE conversation ADD COLUMN author BLOB;
        CREATE UNIQUE INDEX conversation_author ON conversation (author) WHERE author IS NOT NULL;
        """

    public static let sql = """
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            -- Part of its address, which never changes.
            slug TEXT NOT NULL UNIQUE,
            process INTEGER NOT NULL REFERENCES process (id),
            kind TEXT NOT NULL,
            attendance TEXT NOT NULL,
            title TEXT NOT NULL,
            question TEXT NOT NULL,
            description TEXT NOT NULL,
            place TEXT NOT NULL,
            -- The outside room of the whole event; empty where there is none.
            link TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            starts TEXT NOT NULL,
            ends TEXT NOT NULL,
            takes_cards INTEGER NOT NULL CHECK (takes_cards IN (0, 1)),
            -- 1: a card is on the wall only after somebody has read it.
            is_reviewed_first INTEGER NOT NULL CHECK (is_reviewed_first IN (0, 1)),
            is_published INTEGER NOT NULL CHECK (is_published IN (0, 1)),
            -- People who came, counted on the day; NULL while nobody has counted.
            people INTEGER,
            summary TEXT NOT NULL DEFAULT '',
            next_steps TEXT NOT NULL DEFAULT '',
            is_documented INTEGER NOT NULL DEFAULT 0 CHECK (is_documented IN (0, 1)),
            is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
            -- Grows when the recorders' links are to be worth nothing any more.
            link_edition INTEGER NOT NULL DEFAULT 1,
            created INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE event_item (
            event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            day TEXT NOT NULL,
            starts TEXT NOT NULL,
            ends TEXT NOT NULL,
            title TEXT NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (event, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE event_table (
            id INTEGER PRIMARY KEY,
            event INTEGER NOT NULL REFERENCES event (id),
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            question TEXT NOT NULL,
            -- The outside room of this table; empty where it stands in a hall.
            link TEXT NOT NULL,
            -- Functions, never names of people.
            moderator TEXT NOT NULL,
            recorder TEXT NOT NULL,
            -- A theme of the process that its cards belong to; empty for none.
            topic TEXT NOT NULL
        ) STRICT;
        CREATE INDEX event_table_of ON event_table (event, position);
        CREATE TABLE event_theme (
            id INTEGER PRIMARY KEY,
            event INTEGER NOT NULL REFERENCES event (id),
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (event, name)
        ) STRICT;
        CREATE TABLE event_card (
            contribution INTEGER PRIMARY KEY REFERENCES contribution (id) ON DELETE CASCADE,
            theme INTEGER NOT NULL REFERENCES event_theme (id)
        ) STRICT;
        CREATE INDEX event_card_theme ON event_card (theme);

        -- What has changed on the wall of an event, in its order: a card, or the layout where contribution is NULL. Kept by
        -- triggers, so that no way of publishing, changing or taking down a card is forgotten.
        CREATE TABLE wall_change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            event INTEGER NOT NULL,
            contribution INTEGER
        ) STRICT;
        CREATE INDEX wall_change_of ON wall_change (event, id);
        CREATE TRIGGER wall_card_new AFTER INSERT ON contribution
            WHEN NEW.event IS NOT NULL AND NEW.visibility = 'published'
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (NEW.event, NEW.id); END;
        CREATE TRIGGER wall_card_changed AFTER UPDATE OF visibility, title, text, pseudonym, event_table, merged_into
            ON contribution
            WHEN NEW.event IS NOT NULL AND (NEW.visibility = 'published' OR OLD.visibility = 'published')
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (NEW.event, NEW.id); END;
        CREATE TRIGGER wall_card_gone AFTER DELETE ON contribution WHEN OLD.event IS NOT NULL
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (OLD.event, OLD.id); END;
        CREATE TRIGGER wall_card_grouped AFTER INSERT ON event_card
            BEGIN INSERT INTO wall_change (event, contribution)
                SELECT event, id FROM contribution WHERE id = NEW.contribution AND visibility = 'published'; END;
        CREATE TRIGGER wall_card_regrouped AFTER UPDATE ON event_card WHEN NEW.theme <> OLD.theme
            BEGIN INSERT INTO wall_change (event, contribution)
                SELECT event, id FROM contribution WHERE id = NEW.contribution AND visibility = 'published'; END;
        CREATE TRIGGER wall_card_ungrouped AFTER DELETE ON event_card
            BEGIN INSERT INTO wall_change (event, contribution)
                SELECT event, id FROM contribution WHERE id = OLD.contribution AND visibility = 'published'; END;
        CREATE TRIGGER wall_theme_new AFTER INSERT ON event_theme
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (NEW.event, NULL); END;
        CREATE TRIGGER wall_theme_changed AFTER UPDATE ON event_theme
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (NEW.event, NULL); END;
        CREATE TRIGGER wall_theme_gone AFTER DELETE ON event_theme
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (OLD.event, NULL); END;
        CREATE TRIGGER wall_table_new AFTER INSERT ON event_table
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (NEW.event, NULL); END;
        CREATE TRIGGER wall_table_changed AFTER UPDATE ON event_table
            WHEN NEW.name <> OLD.name OR NEW.question <> OLD.question OR NEW.position <> OLD.position
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (NEW.event, NULL); END;
        CREATE TRIGGER wall_table_gone AFTER DELETE ON event_table
            BEGIN INSERT INTO wall_change (event, contribution) VALUES (OLD.event, NULL); END;

        -- A talk that somebody has held outside an event. What was said are contributions.
        CREATE TABLE conversation (
            id INTEGER PRIMARY KEY,
            process INTEGER NOT NULL REFERENCES process (id),
            day TEXT NOT NULL,
            place TEXT NOT NULL,
            people INTEGER NOT NULL CHECK (people > 0),
            grouping TEXT NOT NULL,
            -- Who held it, as a function.
            recorder TEXT NOT NULL,
            received INTEGER NOT NULL,
            form TEXT UNIQUE
        ) STRICT;
        CREATE INDEX conversation_of ON conversation (process, day);
        CREATE TABLE conversation_note (
            conversation INTEGER NOT NULL REFERENCES conversation (id),
            contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
            PRIMARY KEY (conversation, contribution)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX conversation_note_of ON conversation_note (contribution);
        """
}
