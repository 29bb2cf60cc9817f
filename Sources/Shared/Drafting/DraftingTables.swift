/// Documents that many write together: the draft, the versions published of it, and what is said about them.
public enum DraftingTables {
    /// When it was last decided whether a remark is shown; from then on what is not shown is kept for its time.
    public static let decisions = "ALTER TABLE remark ADD COLUMN decided INTEGER;"

    public static let sql = """
        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            -- Part of its address, which never changes.
            slug TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            introduction TEXT NOT NULL,
            process INTEGER REFERENCES process (id),
            -- The last day on which the public can comment; empty where they cannot.
            last_day TEXT NOT NULL,
            -- The next key of a section or a paragraph; a key is never used twice.
            next_key INTEGER NOT NULL,
            is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
            created INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) STRICT;
        -- The draft.
        CREATE TABLE document_section (
            document INTEGER NOT NULL REFERENCES document (id),
            key INTEGER NOT NULL,
            position INTEGER NOT NULL,
            title TEXT NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (document, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE document_paragraph (
            document INTEGER NOT NULL,
            key INTEGER NOT NULL,
            section INTEGER NOT NULL,
            position INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (document, key),
            FOREIGN KEY (document, section) REFERENCES document_section (document, key) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        -- The contributions a section stands on.
        CREATE TABLE document_source (
            document INTEGER NOT NULL,
            section INTEGER NOT NULL,
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            PRIMARY KEY (document, section, contribution),
            FOREIGN KEY (document, section) REFERENCES document_section (document, key) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        -- Versions as they were published; triggers keep them as they are.
        CREATE TABLE document_version (
            document INTEGER NOT NULL REFERENCES document (id),
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            title TEXT NOT NULL,
            introduction TEXT NOT NULL,
            note TEXT NOT NULL,
            is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
            -- An office, never a person's name.
            published_by TEXT NOT NULL,
            PRIMARY KEY (document, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE document_version_section (
            document INTEGER NOT NULL,
            number INTEGER NOT NULL,
            position INTEGER NOT NULL,
            key INTEGER NOT NULL,
            title TEXT NOT NULL,
            PRIMARY KEY (document, number, position),
            FOREIGN KEY (document, number) REFERENCES document_version (document, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE document_version_paragraph (
            document INTEGER NOT NULL,
            number INTEGER NOT NULL,
            -- The key of its section.
            section INTEGER NOT NULL,
            position INTEGER NOT NULL,
            key INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (document, number, section, position),
            FOREIGN KEY (document, number) REFERENCES document_version (document, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE document_version_source (
            document INTEGER NOT NULL,
            number INTEGER NOT NULL,
            section INTEGER NOT NULL,
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            PRIMARY KEY (document, number, section, contribution),
            FOREIGN KEY (document, number) REFERENCES document_version (document, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX document_version_source_of ON document_version_source (contribution);
        CREATE TRIGGER document_version_stays BEFORE UPDATE ON document_version
            BEGIN SELECT raise(ABORT, 'a published version never changes'); END;
        CREATE TRIGGER document_version_remains BEFORE DELETE ON document_version
            BEGIN SELECT raise(ABORT, 'a published version never changes'); END;
        CREATE TRIGGER document_version_section_stays BEFORE UPDATE ON document_version_section
            BEGIN SELECT raise(ABORT, 'a published version never changes'); END;
        CREATE TRIGGER document_version_section_remains BEFORE DELETE ON document_version_section
            BEGIN SELECT raise(ABORT, 'a published version never changes'); END;
        CREATE TRIGGER document_version_paragraph_stays BEFORE UPDATE ON document_version_paragraph
            BEGIN SELECT raise(ABORT, 'a published version never changes'); END;
        CREATE TRIGGER document_version_paragraph_remains BEFORE DELETE ON document_version_paragraph
            BEGIN SELECT raise(ABORT, 'a published version never changes'); END;

        CREATE TABLE remark (
            id INTEGER PRIMARY KEY,
            document INTEGER NOT NULL REFERENCES document (id),
            -- The version it is about.
            number INTEGER NOT NULL,
            -- The key of the paragraph; NULL where it is about the whole.
            paragraph INTEGER,
            text TEXT NOT NULL,
            -- How the paragraph should read; empty where nothing is suggested.
            wording TEXT NOT NULL,
            -- Empty where none was given.
            pseudonym TEXT NOT NULL,
            channel TEXT NOT NULL,
            -- Self-declared; empty where not said.
            grouping TEXT NOT NULL,
            event INTEGER,
            event_table INTEGER,
            recorder TEXT NOT NULL,
            visibility TEXT NOT NULL,
            -- Why it is not shown; its author can read it.
            reason TEXT NOT NULL,
            received INTEGER NOT NULL,
            published INTEGER,
            -- Empty until it is answered.
            verdict TEXT NOT NULL,
            answer_reason TEXT NOT NULL,
            answer_office TEXT NOT NULL,
            answered INTEGER,
            -- The name of the form it came on, so that what is sent twice is taken once.
            form TEXT UNIQUE,
            -- SHA-256 of the secret in the author's link; NULL where there is none or its author was erased.
            author BLOB UNIQUE,
            is_example INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
            version INTEGER NOT NULL,
            FOREIGN KEY (document, number) REFERENCES document_version (document, number)
        ) STRICT;
        CREATE INDEX remark_of ON remark (document, visibility, id);
        CREATE INDEX remark_open ON remark (document, id) WHERE verdict = '';
        """
}
