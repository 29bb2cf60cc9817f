import Database

/// Processes on disk.
public enum ProcessStore {
    /// The newest first.
    public static func all(_ connection: borrowing Connection) throws -> [Process] {
        let ids = try connection.query("SELECT id FROM process ORDER BY created DESC, id DESC") { try $0.int64(0) }
        return try ids.compactMap { try read($0, connection) }
    }

    public static func find(slug: String, _ connection: borrowing Connection) throws -> Process? {
        guard
            let id = try connection.first(
                "SELECT id FROM process WHERE slug = ?", .text(slug), row: { try $0.int64(0) })
        else { return nil }
        return try read(id, connection)
    }

    public static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Process? {
        guard
            var process = try connection.first(
                """
                SELECT id, slug, title, question, description, next_step, result, is_published, is_reviewed_first,
                    is_example, version
                FROM process WHERE id = ?
                """, .integer(id),
                row: { row in
                    Process(
                        id: try row.int64(0), slug: try row.text(1), title: try row.text(2), question: try row.text(3),
                        description: try row.text(4), nextStep: try row.text(5), result: try row.text(6),
                        isPublished: try row.boolean(7), isReviewedFirst: try row.boolean(8),
                        isExample: try row.boolean(9), version: try row.int64(10))
                })
        else { return nil }
        process.topics = try connection.query(
            "SELECT code, name, field FROM process_topic WHERE process = ? ORDER BY position", .integer(id)
        ) { row in Process.Topic(code: try row.text(0), name: try row.text(1), field: try row.text(2)) }
        process.phases = try connection.query(
            """
            SELECT kind, title, description, first_day, last_day FROM phase WHERE process = ? ORDER BY position
            """, .integer(id)
        ) { row in
            guard let kind = PhaseKind(rawValue: try row.text(0)), let first = CivilDay(try row.text(3)) else {
                throw DatabaseError(.corrupt, "The database holds a phase that this program does not know.")
            }
            return Process.Phase(
                kind: kind, title: try row.text(1), description: try row.text(2), firstDay: first,
                lastDay: CivilDay(try row.text(4)))
        }
        return process
    }

    /// Writes a new process, or one that nobody has changed since it was read.
    /// - Returns: its identifier; nil where it is stale.
    public static func write(_ process: Process, at seconds: Int64, _ connection: borrowing Connection) throws -> Int64?
    {
        let values: [Value] = [
            .text(process.title), .text(process.question), .text(process.description), .text(process.nextStep),
            .text(process.result), Value(process.isPublished), Value(process.isReviewedFirst),
            Value(process.isExample),
        ]
        var id = process.id
        if process.version == 0 {
            try connection.execute(
                """
                INSERT INTO process (title, question, description, next_step, result, is_published, is_reviewed_first,
                    is_example, slug, created, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, values: values + [.text(process.slug), .integer(seconds)])
            id =
                try connection.first("SELECT id FROM process WHERE slug = ?", .text(process.slug)) {
                    try $0.int64(0)
                } ?? 0
        } else {
            // The slug is part of addresses that others have written down: it stays.
            let changed = try connection.execute(
                """
                UPDATE process SET title = ?, question = ?, description = ?, next_step = ?, result = ?,
                    is_published = ?, is_reviewed_first = ?, is_example = ?, version = version + 1
                WHERE id = ? AND version = ?
                """, values: values + [.integer(id), .integer(process.version)])
            guard changed == 1 else { return nil }
        }
        try connection.execute("DELETE FROM process_topic WHERE process = ?", .integer(id))
        for (position, topic) in process.topics.enumerated() {
            try connection.execute(
                "INSERT INTO process_topic (process, code, position, name, field) VALUES (?, ?, ?, ?, ?)", .integer(id),
                .text(topic.code), Value(position), .text(topic.name), .text(topic.field))
        }
        try connection.execute("DELETE FROM phase WHERE process = ?", .integer(id))
        for (position, phase) in process.phases.sorted(by: { $0.firstDay < $1.firstDay }).enumerated() {
            try connection.execute(
                """
                INSERT INTO phase (process, position, kind, title, description, first_day, last_day)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, .integer(id), Value(position), .text(phase.kind.rawValue), .text(phase.title),
                .text(phase.description), .text(phase.firstDay.description),
                .text(phase.lastDay?.description ?? ""))
        }
        return id
    }
}
