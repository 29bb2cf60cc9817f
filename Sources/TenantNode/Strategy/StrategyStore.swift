import Database
import Federation

/// The strategy draft on disk.
enum StrategyStore {
    /// Replaces all tables; meant for the inside of one transaction.
    static func write(_ draft: StrategyDraft, _ connection: borrowing Connection) throws {
        try connection.execute("PRAGMA defer_foreign_keys=ON")
        for table in [
            "cost", "component", "milestone", "measure_progress", "measure_text", "measure_goal", "measure_field",
            "measure",
        ] {
            // Table names are literals of this list; SQL takes no parameter for them.
            try connection.execute("DELETE FROM \(table)")
        }
        for measure in draft.measures { try write(measure, connection) }
        try writeHead(draft, connection)
    }

    /// Everything but the measures.
    static func writeHead(_ draft: StrategyDraft, _ connection: borrowing Connection) throws {
        for table in ["mapping", "goal", "field", "strategy_source", "strategy"] {
            try connection.execute("DELETE FROM \(table)")
        }
        try connection.execute(
            "INSERT INTO strategy VALUES (1, ?, ?, ?, ?, ?, ?, ?)", .text(draft.title), .text(draft.vision),
            Value(draft.decision != nil), .text(draft.decision?.body ?? ""),
            .text(draft.decision?.date?.description ?? ""), .text(draft.decision?.number ?? ""),
            .text(draft.decision?.link ?? ""))
        for (position, source) in draft.sources.enumerated() {
            try connection.execute("INSERT INTO strategy_source VALUES (?, ?)", Value(position), .text(source))
        }
        for field in draft.fields {
            try connection.execute(
                "INSERT INTO field VALUES (?, ?, ?, ?)", .text(field.id.text), .integer(field.order), .text(field.name),
                .text(field.description))
        }
        for goal in draft.goals {
            try connection.execute(
                "INSERT INTO goal VALUES (?, ?, ?)", .text(goal.id.text), Value(goal.field?.text), .text(goal.name))
        }
        for mapping in draft.mappings {
            try connection.execute(
                "INSERT INTO mapping VALUES (?, ?, ?)", .text(mapping.kind.rawValue), .text(mapping.own.text),
                .text(mapping.framework.text))
        }
    }

    /// The title alone, for the head of every page; empty where there is none.
    static func title(_ connection: borrowing Connection) throws -> String {
        try connection.first("SELECT title FROM strategy") { try $0.text(0) } ?? ""
    }

    static func read(_ connection: borrowing Connection) throws -> StrategyDraft {
        var draft = StrategyDraft()
        let facts = try connection.first(
            """
            SELECT title, vision, has_decision, decision_body, decision_date, decision_number, decision_link
            FROM strategy
            """
        ) { row in
            let decision = Decision(
                body: try row.text(3), date: PartialDate(try row.text(4)), link: try row.text(6),
                number: try row.text(5))
            return (try row.text(0), try row.text(1), try row.boolean(2) ? decision : nil)
        }
        if let facts { (draft.title, draft.vision, draft.decision) = facts }
        draft.sources = try connection.query("SELECT address FROM strategy_source ORDER BY position") {
            try $0.text(0)
        }
        draft.fields = try connection.query("SELECT id, position, name, description FROM field ORDER BY position, id") {
            row in
            StrategyDraft.Field(
                id: try code(row.text(0)), order: try row.int64(1), name: try row.text(2),
                description: try row.text(3))
        }
        draft.goals = try connection.query("SELECT id, field, name FROM goal ORDER BY id") { row in
            StrategyDraft.Goal(
                id: try code(row.text(0)), field: try row.optionalText(1).map { try code($0) }, name: try row.text(2))
        }
        draft.measures = try measures(connection)
        draft.mappings = try connection.query("SELECT kind, own, framework FROM mapping") { row in
            StrategyDraft.Mapping(
                kind: try word(row.text(0)), own: try code(row.text(1)), framework: try code(row.text(2)))
        }.sorted()
        return draft
    }
}

// What was checked on the way in is checked again on the way out: a damaged file must not become a signed number.

func code(_ text: String) throws(DatabaseError) -> Code {
    guard let code = Code(text) else { throw DatabaseError(.corrupt, "The database holds an identifier that is none.") }
    return code
}

func word<Word: RawRepresentable<String>>(_ text: String) throws(DatabaseError) -> Word {
    guard let word = Word(rawValue: text) else {
        throw DatabaseError(.corrupt, "The database holds a word that this program does not know.")
    }
    return word
}

func decimal(_ text: String?) throws(DatabaseError) -> ExactDecimal? {
    guard let text else { return nil }
    guard let decimal = ExactDecimal(text) else {
        throw DatabaseError(.corrupt, "The database holds a number that is none.")
    }
    return decimal
}

func period(_ text: String) throws(DatabaseError) -> Period {
    guard let period = Period(text) else { throw DatabaseError(.corrupt, "The database holds a period that is none.") }
    return period
}
