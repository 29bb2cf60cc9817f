import Database

/// Published versions on disk.
public enum VersionStore {
    /// Makes the draft as it stands a version.
    ///
    /// - Returns: its number; nil where the draft has no paragraph, or where it is to be final and a remark is open.
    public static func publish(
        _ document: Document, note: String, isFinal: Bool, by office: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Int64? {
        let sections = try DocumentStore.sections(of: document.id, connection)
        guard sections.contains(where: { !$0.paragraphs.isEmpty }) else { return nil }
        if isFinal, try RemarkStore.openCount(of: document.id, connection) > 0 { return nil }
        let number = (try newestNumber(of: document.id, connection) ?? 0) + 1
        try connection.execute(
            """
            INSERT INTO document_version (document, number, at, title, introduction, note, is_final, published_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(document.id), .integer(number), .integer(seconds), .text(document.title),
            .text(document.introduction), .text(note), Value(isFinal), .text(office))
        for (position, section) in sections.enumerated() {
            try connection.execute(
                "INSERT INTO document_version_section (document, number, position, key, title) VALUES (?, ?, ?, ?, ?)",
                .integer(document.id), .integer(number), Value(position), .integer(section.key), .text(section.title))
            for (position, paragraph) in section.paragraphs.enumerated() {
                try connection.execute(
                    """
                    INSERT INTO document_version_paragraph (document, number, section, position, key, text)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """, .integer(document.id), .integer(number), .integer(section.key), Value(position),
                    .integer(paragraph.key), .text(paragraph.text))
            }
            for source in section.sources {
                try connection.execute(
                    """
                    INSERT INTO document_version_source (document, number, section, contribution) VALUES (?, ?, ?, ?)
                    """, .integer(document.id), .integer(number), .integer(section.key), .integer(source))
            }
        }
        return number
    }

    public static func newestNumber(of document: Int64, _ connection: borrowing Connection) throws -> Int64? {
        try connection.first(
            "SELECT number FROM document_version WHERE document = ? ORDER BY number DESC LIMIT 1", .integer(document)
        ) { try $0.int64(0) }
    }

    public static func newest(of document: Int64, _ connection: borrowing Connection) throws -> DocumentVersion? {
        guard let number = try newestNumber(of: document, connection) else { return nil }
        return try read(number, of: document, connection)
    }

    public static func read(
        _ number: Int64, of document: Int64, _ connection: borrowing Connection
    ) throws -> DocumentVersion? {
        guard let head = try heads(of: document, connection).first(where: { $0.number == number }) else { return nil }
        let paragraphs = try connection.query(
            """
            SELECT section, key, text FROM document_version_paragraph WHERE document = ? AND number = ?
            ORDER BY section, position
            """, .integer(document), .integer(number)
        ) { row in (section: try row.int64(0), value: Paragraph(key: try row.int64(1), text: try row.text(2))) }
        let sources = try connection.query(
            """
            SELECT section, contribution FROM document_version_source WHERE document = ? AND number = ?
            ORDER BY section, contribution
            """, .integer(document), .integer(number)
        ) { row in (section: try row.int64(0), value: try row.int64(1)) }
        let texts = Dictionary(grouping: paragraphs, by: \.section)
        let ideas = Dictionary(grouping: sources, by: \.section)
        let sections = try connection.query(
            "SELECT key, title FROM document_version_section WHERE document = ? AND number = ? ORDER BY position",
            .integer(document), .integer(number)
        ) { row in
            let key = try row.int64(0)
            return Section(
                key: key, title: try row.text(1), paragraphs: (texts[key] ?? []).map(\.value),
                sources: (ideas[key] ?? []).map(\.value))
        }
        return DocumentVersion(
            number: head.number, at: head.at, title: head.title, introduction: head.introduction, note: head.note,
            isFinal: head.isFinal, publishedBy: head.publishedBy, sections: sections)
    }

    /// Every version without its sections, from the first on.
    public static func heads(of document: Int64, _ connection: borrowing Connection) throws -> [DocumentVersion] {
        try connection.query(
            """
            SELECT number, at, title, introduction, note, is_final, published_by FROM document_version
            WHERE document = ? ORDER BY number
            """, .integer(document)
        ) { row in
            DocumentVersion(
                number: try row.int64(0), at: try row.int64(1), title: try row.text(2), introduction: try row.text(3),
                note: try row.text(4), isFinal: try row.boolean(5), publishedBy: try row.text(6), sections: [])
        }
    }
}
