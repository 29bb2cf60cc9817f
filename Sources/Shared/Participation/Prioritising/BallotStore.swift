import Database

/// Ballots on disk.
public enum BallotStore {
    private static let columns = """
        id, process, title, description, method, allowance, is_exact, access, is_published, released, version
        """

    /// The newest first.
    public static func all(_ connection: borrowing Connection) throws -> [Ballot] {
        try filled(
            try connection.query("SELECT \(columns) FROM ballot ORDER BY id DESC", row: ballot), connection)
    }

    public static func all(of process: Int64, _ connection: borrowing Connection) throws -> [Ballot] {
        try filled(
            try connection.query(
                "SELECT \(columns) FROM ballot WHERE process = ? ORDER BY id", .integer(process), row: ballot),
            connection)
    }

    public static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Ballot? {
        try filled(
            try connection.query("SELECT \(columns) FROM ballot WHERE id = ?", .integer(id), row: ballot), connection
        ).first
    }

    /// Writes a new ballot, or one that nobody has changed since it was read.
    /// - Returns: its identifier; nil where it is stale.
    public static func write(_ ballot: Ballot, at seconds: Int64, _ connection: borrowing Connection) throws -> Int64? {
        let values: [Value] = [
            .integer(ballot.process), .text(ballot.title), .text(ballot.description), .text(ballot.method.rawValue),
            Value(ballot.allowance), Value(ballot.isExact), .text(ballot.access.rawValue), Value(ballot.isPublished),
        ]
        var id = ballot.id
        if ballot.version == 0 {
            try connection.execute(
                """
                INSERT INTO ballot (process, title, description, method, allowance, is_exact, access, is_published,
                    created, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, values: values + [.integer(seconds)])
            id = connection.lastInsertedRow
        } else {
            let changed = try connection.execute(
                """
                UPDATE ballot SET process = ?, title = ?, description = ?, method = ?, allowance = ?, is_exact = ?,
                    access = ?, is_published = ?, version = version + 1
                WHERE id = ? AND version = ?
                """, values: values + [.integer(id), .integer(ballot.version)])
            guard changed == 1 else { return nil }
        }
        try connection.execute("DELETE FROM ballot_option WHERE ballot = ?", .integer(id))
        for option in ballot.options {
            try connection.execute(
                "INSERT INTO ballot_option (ballot, number, kind, reference, title) VALUES (?, ?, ?, ?, ?)",
                .integer(id), Value(option.number), .text(option.kind.rawValue), .text(option.reference),
                .text(option.title))
        }
        return id
    }

    /// Whether anybody has voted, or anything was counted or printed: from then on the question stays as it is.
    static func isFixed(_ id: Int64, _ connection: borrowing Connection) throws -> Bool {
        try connection.first(
            """
            SELECT EXISTS (SELECT 1 FROM vote WHERE ballot = ?1) OR EXISTS (SELECT 1 FROM ballot_sheet WHERE ballot = ?1)
                OR EXISTS (SELECT 1 FROM code_batch WHERE ballot = ?1)
            """, .integer(id)
        ) { try $0.boolean(0) } ?? false
    }

    /// - Returns: false where it was released already.
    static func release(_ id: Int64, at seconds: Int64, _ connection: borrowing Connection) throws -> Bool {
        try connection.execute(
            "UPDATE ballot SET released = ?, version = version + 1 WHERE id = ? AND released IS NULL",
            .integer(seconds), .integer(id)) == 1
    }

    private static func filled(_ ballots: [Ballot], _ connection: borrowing Connection) throws -> [Ballot] {
        try ballots.map { ballot in
            var ballot = ballot
            ballot.options = try connection.query(
                "SELECT number, kind, reference, title FROM ballot_option WHERE ballot = ? ORDER BY number",
                .integer(ballot.id)
            ) { row in
                guard let kind = Ballot.Option.Kind(rawValue: try row.text(1)) else {
                    throw DatabaseError(.corrupt, "The database holds an option that this program does not know.")
                }
                return Ballot.Option(
                    number: try row.int(0), kind: kind, reference: try row.text(2), title: try row.text(3))
            }
            return ballot
        }
    }

    private static func ballot(_ row: borrowing Row) throws -> Ballot {
        guard let method = Ballot.Method(rawValue: try row.text(4)),
            let access = Ballot.Access(rawValue: try row.text(7))
        else { throw DatabaseError(.corrupt, "The database holds a ballot that this program does not know.") }
        return Ballot(
            id: try row.int64(0), process: try row.int64(1), title: try row.text(2), description: try row.text(3),
            method: method, allowance: try row.int(5), isExact: try row.boolean(6), access: access,
            isPublished: try row.boolean(8), released: try row.optionalInt64(9), version: try row.int64(10))
    }
}
