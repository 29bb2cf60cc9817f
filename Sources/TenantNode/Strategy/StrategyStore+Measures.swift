import Database
import Federation

extension StrategyStore {
    /// Writes what differs between two drafts: the measures one by one, the small tables as a whole.
    static func save(from old: StrategyDraft, to new: StrategyDraft, _ connection: borrowing Connection) throws {
        // Rows are deleted and written again; whether all references hold is checked at the end.
        try connection.execute("PRAGMA defer_foreign_keys=ON")
        let before = Dictionary(
            old.measures.map { ($0.id, $0.canonicalBytes) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.measures.map(\.id))
        for measure in old.measures where !after.contains(measure.id) { try delete(measure.id, connection) }
        for measure in new.measures where before[measure.id] != measure.canonicalBytes {
            if before[measure.id] != nil { try delete(measure.id, connection) }
            try write(measure, connection)
        }
        try writeHead(new, connection)
    }

    private static func delete(_ measure: Code, _ connection: borrowing Connection) throws {
        // Everything that belongs to it goes with it (ON DELETE CASCADE).
        try connection.execute("DELETE FROM measure WHERE id = ?", .text(measure.text))
    }

    static func write(_ measure: Measure, _ connection: borrowing Connection) throws {
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
        for (position, milestone) in measure.milestones.enumerated() {
            try connection.execute(
                "INSERT INTO milestone VALUES (?, ?, ?, ?, ?)", id, Value(position), .text(milestone.title),
                .text(milestone.date?.description ?? ""), Value(milestone.isDone))
        }
        if let progress = measure.progress {
            try connection.execute(
                "INSERT INTO measure_progress VALUES (?, ?, ?, ?)", id, .integer(progress.percent), .text(progress.by),
                .text(progress.date.description))
        }
        for cost in measure.costs {
            try connection.execute(
                "INSERT INTO cost VALUES (?, ?, ?, ?, ?, ?)", id, .integer(cost.year), .text(cost.source),
                Value(cost.planned?.description), Value(cost.spent?.description), Value(cost.ownShare?.description))
        }
    }

    /// One query a table, however many measures there are.
    static func measures(_ connection: borrowing Connection) throws -> [Measure] {
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
        let places = Dictionary(
            uniqueKeysWithValues: measures.enumerated().map { ($0.element.id.text, $0.offset) })
        /// Hands each row of a table to the measure named in its first column.
        func each(_ sql: String, _ take: (inout Measure, borrowing Row) throws -> Void) throws {
            try connection.scan(sql) { row in
                guard let place = places[try row.text(0)] else {
                    throw DatabaseError(.corrupt, "The database holds a part of a measure that is not there.")
                }
                try take(&measures[place], row)
                return true
            }
        }
        try each("SELECT measure, field FROM measure_field ORDER BY measure, position") {
            $0.fields.append(try code($1.text(1)))
        }
        try each("SELECT measure, goal FROM measure_goal ORDER BY measure, position") {
            $0.goals.append(try code($1.text(1)))
        }
        try each("SELECT measure, kind, content FROM measure_text ORDER BY measure, kind, position") { measure, row in
            let content = try row.text(2)
            switch try row.text(1) {
            case "partner": measure.partners.append(content)
            case "link": measure.links.append(content)
            default: measure.guidelines.append(try word(content))
            }
        }
        try each("SELECT measure, id, owner, status, title FROM component ORDER BY measure, id") { measure, row in
            measure.components.append(
                Measure.Component(
                    id: try code(row.text(1)), owner: try row.text(2), status: try word(row.text(3)),
                    title: try row.text(4)))
        }
        try each("SELECT measure, title, date, is_done FROM milestone ORDER BY measure, position") { measure, row in
            measure.milestones.append(
                Measure.Milestone(
                    date: PartialDate(try row.text(2)), isDone: try row.boolean(3), title: try row.text(1)))
        }
        try each("SELECT measure, percent, said_by, said_on FROM measure_progress") { measure, row in
            guard let date = CalendarDay(try row.text(3)) else {
                throw DatabaseError(.corrupt, "The database holds a day that is none.")
            }
            measure.progress = Measure.Progress(by: try row.text(2), date: date, percent: try row.int64(1))
        }
        try each(
            "SELECT measure, own_share, planned, source, spent, year FROM cost ORDER BY measure, year, source"
        ) { measure, row in
            measure.costs.append(
                Measure.Cost(
                    ownShare: try decimal(row.optionalText(1)), planned: try decimal(row.optionalText(2)),
                    source: try row.text(3), spent: try decimal(row.optionalText(4)), year: try row.int64(5)))
        }
        return measures
    }
}
