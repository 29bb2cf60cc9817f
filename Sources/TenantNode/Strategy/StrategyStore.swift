import Database
import Federation

/// The strategy draft on disk.
enum StrategyStore {
    /// Replaces all tables; meant for the inside of one transaction.
    static func write(_ draft: StrategyDraft, _ connection: borrowing Connection) throws {
        for table in [
            "mapping", "cost", "component", "measure_text", "measure_goal", "measure_field", "measure", "goal", "field",
            "strategy_source", "strategy",
        ] {
            // Table names are literals of this list; SQL takes no parameter for them.
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
        for measure in draft.measures { try write(measure, connection) }
        for mapping in draft.mappings {
            try connection.execute(
                "INSERT INTO mapping VALUES (?, ?, ?)", .text(mapping.kind.rawValue), .text(mapping.own.text),
                .text(mapping.framework.text))
        }
    }

    private static func write(_ measure: Measure, _ connection: borrowing Connection) throws {
        let id = Value.text(measure.id.text)
        try connection.execute(
            "INSERT INTO measure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, .text(measure.code), .text(measure.title),
            .text(measure.description), Value(measure.bundle?.text), .text(measure.status.rawValue),
            .text(measure.start?.description ?? ""), .text(measure.end?.description ?? ""), .text(measure.lead),
            .text(measure.reuse))
        for (position, field) in measure.fields.enumerated() {
            try connection.execute("INSERT INTO measure_field VALUES (?, ?, ?)", id, Value(position), .text(field.text))
        }
        for (position, goal) in measure.goals.enumerated() {
            try connection.execute("INSERT INTO measure_goal VALUES (?, ?, ?)", id, Value(position), .text(goal.text))
        }
        let texts = [
            ("partner", measure.partners), ("link", measure.links), ("guideline", measure.guidelines.map(\.rawValue)),
        ]
        for (kind, contents) in texts {
            for (position, content) in contents.enumerated() {
                try connection.execute(
                    "INSERT INTO measure_text VALUES (?, ?, ?, ?)", id, .text(kind), Value(position), .text(content))
            }
        }
        for component in measure.components {
            try connection.execute(
                "INSERT INTO component VALUES (?, ?, ?, ?, ?)", id, .text(component.id.text), .text(component.title),
                .text(component.owner), .text(component.status.rawValue))
        }
        for cost in measure.costs {
            try connection.execute(
                "INSERT INTO cost VALUES (?, ?, ?, ?, ?, ?)", id, .integer(cost.year), .text(cost.source),
                Value(cost.planned?.description), Value(cost.spent?.description), Value(cost.ownShare?.description))
        }
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

    private static func measures(_ connection: borrowing Connection) throws -> [Measure] {
        var measures = try connection.query(
            """
            SELECT id, title, code, description, bundle, status, first_day, last_day, lead, reuse FROM measure
            ORDER BY id
            """
        ) { row in
            var measure = Measure(id: try code(row.text(0)), title: try row.text(1))
            measure.code = try row.text(2)
            measure.description = try row.text(3)
            measure.bundle = try row.optionalText(4).map { try code($0) }
            measure.status = try word(row.text(5))
            measure.start = PartialDate(try row.text(6))
            measure.end = PartialDate(try row.text(7))
            measure.lead = try row.text(8)
            measure.reuse = try row.text(9)
            return measure
        }
        for index in measures.indices {
            let id = Value.text(measures[index].id.text)
            measures[index].fields = try connection.query(
                "SELECT field FROM measure_field WHERE measure = ? ORDER BY position", id
            ) { try code($0.text(0)) }
            measures[index].goals = try connection.query(
                "SELECT goal FROM measure_goal WHERE measure = ? ORDER BY position", id
            ) { try code($0.text(0)) }
            let texts = try connection.query(
                "SELECT kind, content FROM measure_text WHERE measure = ? ORDER BY kind, position", id
            ) { (try $0.text(0), try $0.text(1)) }
            measures[index].partners = texts.filter { $0.0 == "partner" }.map(\.1)
            measures[index].links = texts.filter { $0.0 == "link" }.map(\.1)
            measures[index].guidelines = try texts.filter { $0.0 == "guideline" }.map { try word($0.1) }
            measures[index].components = try connection.query(
                "SELECT id, owner, status, title FROM component WHERE measure = ? ORDER BY id", id
            ) { row in
                Measure.Component(
                    id: try code(row.text(0)), owner: try row.text(1), status: try word(row.text(2)),
                    title: try row.text(3))
            }
            measures[index].costs = try connection.query(
                "SELECT own_share, planned, source, spent, year FROM cost WHERE measure = ? ORDER BY year, source", id
            ) { row in
                Measure.Cost(
                    ownShare: try decimal(row.optionalText(0)), planned: try decimal(row.optionalText(1)),
                    source: try row.text(2), spent: try decimal(row.optionalText(3)), year: try row.int64(4))
            }
        }
        return measures
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
