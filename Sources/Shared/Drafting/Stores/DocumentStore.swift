import Database
import Participation

/// Drafts on disk.
public enum DocumentStore {
    /// The newest first.
    public static func all(_ connection: borrowing Connection) throws -> [Document] {
        try connection.query("SELECT \(columns) FROM document ORDER BY created DESC, id DESC", row: document)
    }

    public static func find(slug: String, _ connection: borrowing Connection) throws -> Document? {
        try connection.first("SELECT \(columns) FROM document WHERE slug = ?", .text(slug), row: document)
    }

    public static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Document? {
        try connection.first("SELECT \(columns) FROM document WHERE id = ?", .integer(id), row: document)
    }

    private static let columns = "id, slug, title, introduction, process, last_day, is_example, version"

    private static func document(_ row: borrowing Row) throws -> Document {
        Document(
            id: try row.int64(0), slug: try row.text(1), title: try row.text(2), introduction: try row.text(3),
            process: try row.optionalInt64(4), lastDay: CivilDay(try row.text(5)), isExample: try row.boolean(6),
            version: try row.int64(7))
    }

    /// Writes a new document, or one that nobody has changed since it was read.
    /// - Returns: its identifier; nil where it is stale.
    public static func write(
        _ document: Document, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Int64? {
        let values: [Value] = [
            .text(document.title), .text(document.introduction), Value(document.process),
            .text(document.lastDay?.description ?? ""), Value(document.isExample),
        ]
        guard document.version > 0 else {
            try connection.execute(
                """
                INSERT INTO document (title, introduction, process, last_day, is_example, slug, created, next_key,
                    version)
                VALUES (?, ?, ?, ?, ?, ?, ?, 1, 1)
                """, values: values + [.text(document.slug), .integer(seconds)])
            return connection.lastInsertedRow
        }
        let changed = try connection.execute(
            """
            UPDATE document SET title = ?, introduction = ?, process = ?, last_day = ?, is_example = ?,
                version = version + 1
            WHERE id = ? AND version = ?
            """, values: values + [.integer(document.id), .integer(document.version)])
        return changed == 1 ? document.id : nil
    }

    // MARK: Sections of the draft

    public static func sections(of document: Int64, _ connection: borrowing Connection) throws -> [Section] {
        let paragraphs = try connection.query(
            "SELECT section, key, text FROM document_paragraph WHERE document = ? ORDER BY section, position",
            .integer(document)
        ) { row in (section: try row.int64(0), value: Paragraph(key: try row.int64(1), text: try row.text(2))) }
        let sources = try connection.query(
            "SELECT section, contribution FROM document_source WHERE document = ? ORDER BY section, contribution",
            .integer(document)
        ) { row in (section: try row.int64(0), value: try row.int64(1)) }
        let texts = Dictionary(grouping: paragraphs, by: \.section)
        let ideas = Dictionary(grouping: sources, by: \.section)
        return try connection.query(
            "SELECT key, title, version FROM document_section WHERE document = ? ORDER BY position, key",
            .integer(document)
        ) { row in
            let key = try row.int64(0)
            return Section(
                key: key, title: try row.text(1), paragraphs: (texts[key] ?? []).map(\.value),
                sources: (ideas[key] ?? []).map(\.value), version: try row.int64(2))
        }
    }

    /// Writes a section anew and keeps the keys of the paragraphs that are still there.
    ///
    /// - Parameters:
    ///   - key: nil for a new section, which then stands at the end.
    ///   - version: as it was read.
    /// - Returns: its key; nil where somebody else has saved or removed it meanwhile.
    public static func writeSection(
        _ key: Int64?, title: String, text: String, sources: [Int64], version: Int64, of document: Int64,
        _ connection: borrowing Connection
    ) throws -> Int64? {
        let present = try sections(of: document, connection)
        var next = try nextKey(of: document, connection)
        let first = next
        func fresh() -> Int64 {
            defer { next += 1 }
            return next
        }
        let section: Int64
        var old: [Paragraph] = []
        if let key {
            let changed = try connection.execute(
                "UPDATE document_section SET title = ?, version = version + 1 WHERE document = ? AND key = ? AND version = ?",
                .text(title), .integer(document), .integer(key), .integer(version))
            guard changed == 1 else { return nil }
            section = key
            old = present.first { $0.key == key }?.paragraphs ?? []
        } else {
            section = fresh()
            try connection.execute(
                """
                INSERT INTO document_section (document, key, position, title, version)
                VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM document_section WHERE document = ?), ?, 1)
                """, .integer(document), .integer(section), .integer(document), .text(title))
        }
        let paragraphs = ParagraphMatching.paragraphs(Section.paragraphs(of: text), from: old, next: fresh)
        try connection.execute(
            "DELETE FROM document_paragraph WHERE document = ? AND section = ?", .integer(document), .integer(section))
        for (position, paragraph) in paragraphs.enumerated() {
            try connection.execute(
                "INSERT INTO document_paragraph (document, key, section, position, text) VALUES (?, ?, ?, ?, ?)",
                .integer(document), .integer(paragraph.key), .integer(section), Value(position),
                .text(paragraph.text))
        }
        try connection.execute(
            "DELETE FROM document_source WHERE document = ? AND section = ?", .integer(document), .integer(section))
        for source in Set(sources).sorted() {
            try connection.execute(
                "INSERT INTO document_source (document, section, contribution) VALUES (?, ?, ?)", .integer(document),
                .integer(section), .integer(source))
        }
        if next != first {
            try connection.execute(
                "UPDATE document SET next_key = ? WHERE id = ?", .integer(next), .integer(document))
        }
        return section
    }

    private static func nextKey(of document: Int64, _ connection: borrowing Connection) throws -> Int64 {
        guard
            let key = try connection.first(
                "SELECT next_key FROM document WHERE id = ?", .integer(document), row: { try $0.int64(0) })
        else { throw DatabaseError(.corrupt, "There is no document of this number.") }
        return key
    }

    /// Puts a section one place further up or down; false where it stands at that end already or is gone.
    public static func moveSection(
        _ key: Int64, down: Bool, of document: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        var keys = try sections(of: document, connection).map(\.key)
        guard let place = keys.firstIndex(of: key) else { return false }
        let other = down ? place + 1 : place - 1
        guard keys.indices.contains(other) else { return false }
        keys.swapAt(place, other)
        for (position, key) in keys.enumerated() {
            try connection.execute(
                "UPDATE document_section SET position = ? WHERE document = ? AND key = ?", Value(position + 1),
                .integer(document), .integer(key))
        }
        return true
    }

    /// Takes a section out of the draft; versions that were published keep it.
    /// - Returns: false where somebody has saved it meanwhile.
    public static func removeSection(
        _ key: Int64, version: Int64, of document: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            "DELETE FROM document_section WHERE document = ? AND key = ? AND version = ?", .integer(document),
            .integer(key), .integer(version)) > 0
    }

    /// Those of the numbers that stand for no contribution the public sees.
    static func unknownSources(_ numbers: [Int64], _ connection: borrowing Connection) throws -> [Int64] {
        try numbers.filter { number in
            try ContributionStore.read(number, connection)?.visibility != .published
        }
    }
}
