import Federation
import Service
import Tables

/// Reads the tables of a strategy: strategy, fields, goals, measures, components, milestones, progress, costs, mappings
/// (docs/IMPORT.md).
///
/// A table that is not among the files keeps its present content.
struct StrategyTables {
    static let names = [
        "strategy.csv", "fields.csv", "goals.csv", "measures.csv", "components.csv", "milestones.csv",
        "progress.csv", "costs.csv", "mappings.csv",
    ]

    let files: [String: [UInt8]]
    let known: KnownFramework
    let problems = ProblemList()

    /// - Parameters:
    ///   - files: content by file name.
    ///   - present: the draft whose tables the files replace.
    /// - Throws: `ImportRefusal` with everything that is wrong.
    static func read(
        _ files: [String: [UInt8]], over present: StrategyDraft, known: KnownFramework
    ) throws(ImportRefusal) -> StrategyDraft {
        let tables = StrategyTables(files: files, known: known)
        let draft = tables.draft(over: present)
        guard tables.problems.isEmpty else { throw ImportRefusal(tables.problems) }
        return draft
    }

    private init(files: [String: [UInt8]], known: KnownFramework) {
        self.files = files
        self.known = known
    }

    private func draft(over present: StrategyDraft) -> StrategyDraft {
        var draft = present
        readFacts(into: &draft)
        if let table = table(
            "fields.csv", [.required("id"), .required("order"), .required("name"), .optional("description")])
        {
            draft.fields = fields(table)
        }
        if let table = table("goals.csv", [.required("id"), .optional("field"), .required("name")]) {
            draft.goals = goals(table, fields: Set(draft.fields.map(\.id)))
        }
        let parts = present.measures
        if let table = table("measures.csv", Self.measureColumns) {
            draft.measures = measures(table, draft)
            // Components, milestones, progress and costs are tables of their own and stay unless they are replaced below.
            for index in draft.measures.indices {
                guard let old = parts.first(where: { $0.id == draft.measures[index].id }) else { continue }
                draft.measures[index].components = old.components
                draft.measures[index].costs = old.costs
                draft.measures[index].milestones = old.milestones
                draft.measures[index].progress = old.progress
            }
        }
        readComponents(into: &draft)
        readMilestones(into: &draft)
        readProgress(into: &draft)
        readCosts(into: &draft)
        readMappings(into: &draft)
        checkReferences(draft)
        return draft
    }

    func table(_ name: String, _ columns: [ImportTable.Column]) -> ImportTable? {
        guard let bytes = files[name] else { return nil }
        return ImportTable(bytes, file: name, columns: columns, problems: problems)
    }

    // MARK: strategy.csv

    private func readFacts(into draft: inout StrategyDraft) {
        guard let table = table("strategy.csv", [.required("key"), .required("value")]) else { return }
        let keys = ["title", "vision", "decision_body", "decision_date", "decision_number", "decision_link", "source"]
        let facts = KeyedRows(table, keys: keys, repeatable: ["source"])
        draft.title = facts.take("title", standard: "") { $0.text("value", limit: 300, isRequired: true) }
        if facts.isMissing("title") {
            problems.add(
                table.file, column: "title", de: "Der Schlüssel „title“ (Titel) fehlt.",
                en: "The key \"title\" is missing.")
        }
        draft.vision = facts.take("vision", standard: "") { $0.text("value", limit: 2000) }
        let body = facts.take("decision_body", standard: "") { $0.text("value", limit: 200) }
        let date = facts.take("decision_date", standard: nil) { $0.date("value") }
        let number = facts.take("decision_number", standard: "") { $0.text("value", limit: 60) }
        let link = facts.take("decision_link", standard: "") { $0.address("value") }
        let hasDecision = !body.isEmpty || date != nil || !number.isEmpty || !link.isEmpty
        draft.decision = hasDecision ? Decision(body: body, date: date, link: link, number: number) : nil
        draft.sources = facts.all("source").map { $0.address("value") }.filter { !$0.isEmpty }
        if draft.sources.count > 100 {
            problems.add(
                table.file, de: "Höchstens 100 Quellen sind erlaubt.", en: "At most 100 sources are taken.")
        }
    }

    // MARK: fields.csv and goals.csv

    private func fields(_ table: ImportTable) -> [StrategyDraft.Field] {
        unique(table, limit: 100) { row -> (Code, StrategyDraft.Field)? in
            let order = row.integer("order", in: 1...10_000)
            let name = row.text("name", limit: 200, isRequired: true)
            let description = row.text("description", limit: 2000)
            guard let id = row.code("id") else { return nil }
            return (id, StrategyDraft.Field(id: id, order: order ?? 1, name: name, description: description))
        }
    }

    private func goals(_ table: ImportTable, fields: Set<Code>) -> [StrategyDraft.Goal] {
        unique(table, limit: 1000) { row -> (Code, StrategyDraft.Goal)? in
            let field = row.optionalCode("field")
            require(field, in: fields, "field", row, table: "fields.csv")
            let name = row.text("name", limit: 500, isRequired: true)
            guard let id = row.code("id") else { return nil }
            return (id, StrategyDraft.Goal(id: id, field: field, name: name))
        }
    }

    // MARK: measures.csv

    private static let measureColumns: [ImportTable.Column] = [
        .required("id"), .optional("code"), .required("title"), .optional("description"), .optional("fields"),
        .optional("goals"), .optional("bundle"), .required("status"), .optional("start"), .optional("end"),
        .optional("lead"), .optional("partners"), .optional("links"), .optional("reuse"), .optional("guidelines"),
    ]

    private func measures(_ table: ImportTable, _ draft: StrategyDraft) -> [Measure] {
        let fields = Set(draft.fields.map(\.id))
        let goals = Set(draft.goals.map(\.id))
        return unique(table, limit: 1000) { row -> (Code, Measure)? in
            let id = row.code("id")
            let title = row.text("title", limit: 300, isRequired: true)
            // The other cells are checked even where the identifier cannot be read; such a row is never kept.
            guard let standIn = id ?? Code("unreadable") else { return nil }
            var measure = Measure(id: standIn, title: title)
            measure.code = row.text("code", limit: 20)
            measure.description = row.text("description", limit: 4000)
            measure.fields = row.codes("fields")
            for field in measure.fields { require(field, in: fields, "fields", row, table: "fields.csv") }
            measure.goals = row.codes("goals")
            for goal in measure.goals { require(goal, in: goals, "goals", row, table: "goals.csv") }
            measure.bundle = row.optionalCode("bundle")
            if !known.isEmpty { require(measure.bundle, in: known.bundles, "bundle", row, table: "framework") }
            measure.status = row.word("status") ?? .unknown
            measure.start = row.date("start")
            measure.end = row.date("end")
            measure.lead = row.text("lead", limit: 200)
            measure.partners = row.texts("partners", limit: 200, count: 50)
            measure.links = row.addresses("links", count: 50)
            measure.reuse = row.text("reuse", limit: 1000)
            measure.guidelines = row.words("guidelines")
            return id.map { ($0, measure) }
        }
    }

    // MARK: Checks

    /// Tables that were not replaced must still fit those that were.
    private func checkReferences(_ draft: StrategyDraft) {
        let fields = Set(draft.fields.map(\.id))
        let goals = Set(draft.goals.map(\.id))
        func report(_ file: String, _ id: Code, _ missing: Code) {
            problems.add(
                file,
                de: "„\(id)“ nennt „\(missing)“, das es nach diesem Import nicht mehr gäbe. Bitte \(file) mit "
                    + "einspielen.",
                en: "\"\(id)\" names \"\(missing)\", which would be gone after this import. Please import \(file) as "
                    + "well.")
        }
        if files["goals.csv"] == nil {
            for goal in draft.goals {
                if let field = goal.field, !fields.contains(field) { report("goals.csv", goal.id, field) }
            }
        }
        if files["measures.csv"] == nil {
            for measure in draft.measures {
                for field in measure.fields where !fields.contains(field) { report("measures.csv", measure.id, field) }
                for goal in measure.goals where !goals.contains(goal) { report("measures.csv", measure.id, goal) }
            }
        }
        if files["mappings.csv"] == nil {
            for mapping in draft.mappings where !(mapping.kind == .field ? fields : goals).contains(mapping.own) {
                report("mappings.csv", mapping.own, mapping.own)
            }
        }
    }

    func require(_ code: Code?, in set: Set<Code>, _ column: String, _ row: RowReader, table: String) {
        guard let code, !set.contains(code) else { return }
        if table == "framework" {
            row.refuse(
                column, de: "„\(code)“ gibt es in der Rahmenstrategie nicht.",
                en: "\"\(code)\" does not exist in the framework strategy.")
        } else {
            row.refuse(
                column, de: "„\(code)“ gibt es nicht; bitte in \(table) nachsehen.",
                en: "\"\(code)\" does not exist; please look in \(table).")
        }
    }

    func refuseExcess(_ count: Int, over limit: Int, _ measure: Code, _ file: String) {
        guard count > limit else { return }
        problems.add(
            file, de: "„\(measure)“ hat \(count) Zeilen; höchstens \(limit) sind erlaubt.",
            en: "\"\(measure)\" has \(count) rows; at most \(limit) are taken.")
    }

    /// The rows of a table, each key once.
    func unique<Key: Hashable, Value>(
        _ table: ImportTable, limit: Int, _ read: (RowReader) -> (Key, Value)?
    ) -> [Value] {
        var seen: Set<Key> = []
        var values: [Value] = []
        for row in table.readers {
            guard let (key, value) = read(row) else { continue }
            guard seen.insert(key).inserted else {
                row.refuse(nil, de: "„\(key)“ steht zweimal da.", en: "\"\(key)\" stands there twice.")
                continue
            }
            values.append(value)
        }
        if values.count > limit {
            problems.add(
                table.file, de: "Die Tabelle hat \(values.count) Zeilen; höchstens \(limit) sind erlaubt.",
                en: "The table has \(values.count) rows; at most \(limit) are taken.")
        }
        return values
    }
}
