import Database

/// The stems of all listed ideas, each once, to find the compounds that a word stands in: German writes `Kinderspielplatz`
/// as one word, and whoever looks for `Platz` means it too.
///
/// The vocabulary grows ever slower than the texts do, so looking through its trigrams costs the same for 1,000 ideas and for
/// 100,000. `IdeaText` keeps it; each stem knows how many ideas hold it and goes with the last of them.
enum Vocabulary {
    /// What comes before the word within its compound, and how short the word may be: `Radweg`, not `Preis`.
    private static let least = (head: 3, word: 3)
    /// A word of this length or less counts at the end alone: `Weg` finds `Radweg` and not `Bewegung`.
    private static let endsOnly = 3
    /// The compounds of one word that are asked for, those in most ideas first.
    private static let most = 100

    static let sql = """
        CREATE TABLE idea_word (id INTEGER PRIMARY KEY, stem TEXT NOT NULL UNIQUE, ideas INTEGER NOT NULL) STRICT;
        CREATE VIRTUAL TABLE idea_word_part USING fts5(stem, content = 'idea_word', content_rowid = 'id', tokenize = 'trigram');
        -- Every idea is read anew, so that each is counted.
        DELETE FROM idea_text;
        INSERT INTO idea_text_stale SELECT contribution FROM idea_listing
            WHERE contribution NOT IN (SELECT contribution FROM idea_text_stale);
        """

    /// The compounds that hold a stem after another word.
    static func compounds(of stem: String, _ connection: borrowing Connection) throws -> [String] {
        let length = stem.unicodeScalars.count
        guard length >= least.word else { return [] }
        let found = try connection.query(
            """
            SELECT idea_word.stem FROM idea_word_part CROSS JOIN idea_word ON idea_word.id = idea_word_part.rowid
            WHERE idea_word_part MATCH ?1 AND instr(substr(idea_word.stem, ?2), ?3) > 0
                AND (?4 = 0 OR substr(idea_word.stem, -?5) = ?3)
            ORDER BY ideas DESC, idea_word.id LIMIT ?6
            """,
            values: [
                .text("\"\(stem)\""), Value(least.head + 1), .text(stem), Value(length <= endsOnly ? 1 : 0),
                Value(length), Value(most),
            ]
        ) { try $0.text(0) }
        return found
    }

    /// Counts the stems of an idea that comes into the index.
    static func add(_ texts: [String], _ connection: borrowing Connection) throws {
        for stem in telling(texts) {
            try connection.execute(
                "INSERT INTO idea_word (stem, ideas) VALUES (?, 1) ON CONFLICT (stem) DO UPDATE SET ideas = ideas + 1",
                .text(stem))
            try connection.execute(
                "INSERT INTO idea_word_part (rowid, stem) SELECT id, stem FROM idea_word WHERE stem = ? AND ideas = 1",
                .text(stem))
        }
    }

    /// Takes away the stems of an idea that leaves the index.
    static func remove(_ texts: [String], _ connection: borrowing Connection) throws {
        for stem in telling(texts) {
            try connection.execute(
                """
                INSERT INTO idea_word_part (idea_word_part, rowid, stem)
                SELECT 'delete', id, stem FROM idea_word WHERE stem = ? AND ideas = 1
                """, .text(stem))
            try connection.execute("DELETE FROM idea_word WHERE stem = ? AND ideas = 1", .text(stem))
            try connection.execute("UPDATE idea_word SET ideas = ideas - 1 WHERE stem = ?", .text(stem))
        }
    }

    /// The stems that are long enough to be a compound, each once; texts are stems divided by spaces.
    private static func telling(_ texts: [String]) -> Set<String> {
        Set(
            texts.flatMap { $0.split(separator: " ") }.lazy.filter {
                $0.unicodeScalars.count >= least.head + least.word
            }.map(String.init))
    }
}
