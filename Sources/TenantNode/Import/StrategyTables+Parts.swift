import Federation
import Service
import Tables

// components.csv, milestones.csv, progress.csv, costs.csv and mappings.csv.

extension StrategyTables {
    func readComponents(into draft: inout StrategyDraft) {
        let columns: [ImportTable.Column] = [
            .required("measure"), .required("id"), .required("title"), .optional("owner"), .required("status"),
        ]
        guard let table = table("components.csv", columns) else { return }
        var parts: [Code: [Measure.Component]] = [:]
        let measures = Set(draft.measures.map(\.id))
        _ = unique(table, limit: CSVReader.maximumRows) { row -> (Pair, Int)? in
            let measure = row.code("measure")
            require(measure, in: measures, "measure", row, table: "measures.csv")
            let id = row.code("id")
            let title = row.text("title", limit: 300, isRequired: true)
            let owner = row.text("owner", limit: 200)
            let status: MeasureStatus? = row.word("status")
            guard let measure, let id else { return nil }
            parts[measure, default: []].append(
                Measure.Component(id: id, owner: owner, status: status ?? .unknown, title: title))
            return (Pair(measure.text, id.text), 0)
        }
        for index in draft.measures.indices {
            draft.measures[index].components = parts[draft.measures[index].id] ?? []
            refuseExcess(draft.measures[index].components.count, over: 200, draft.measures[index].id, table.file)
        }
    }

    private enum Done: String, CaseIterable {
        case no, yes
    }

    /// In the order of the rows.
    func readMilestones(into draft: inout StrategyDraft) {
        let columns: [ImportTable.Column] = [
            .required("measure"), .required("title"), .optional("date"), .optional("done"),
        ]
        guard let table = table("milestones.csv", columns) else { return }
        var steps: [Code: [Measure.Milestone]] = [:]
        let measures = Set(draft.measures.map(\.id))
        for row in table.readers {
            let measure = row.code("measure")
            require(measure, in: measures, "measure", row, table: "measures.csv")
            let title = row.text("title", limit: 200, isRequired: true)
            let date = row.date("date")
            let done: Done? = row.word("done", standard: .no)
            guard let measure else { continue }
            steps[measure, default: []].append(Measure.Milestone(date: date, isDone: done == .yes, title: title))
        }
        for index in draft.measures.indices {
            draft.measures[index].milestones = steps[draft.measures[index].id] ?? []
            refuseExcess(draft.measures[index].milestones.count, over: 100, draft.measures[index].id, table.file)
        }
    }

    func readProgress(into draft: inout StrategyDraft) {
        let columns: [ImportTable.Column] = [
            .required("measure"), .required("percent"), .required("date"), .required("by"),
        ]
        guard let table = table("progress.csv", columns) else { return }
        var states: [Code: Measure.Progress] = [:]
        let measures = Set(draft.measures.map(\.id))
        _ = unique(table, limit: CSVReader.maximumRows) { row -> (Code, Int)? in
            let measure = row.code("measure")
            require(measure, in: measures, "measure", row, table: "measures.csv")
            let percent = row.integer("percent", in: 0...100)
            let date = row.day("date")
            let by = row.text("by", limit: 100, isRequired: true)
            guard let measure else { return nil }
            if let percent, let date { states[measure] = Measure.Progress(by: by, date: date, percent: percent) }
            return (measure, 0)
        }
        for index in draft.measures.indices { draft.measures[index].progress = states[draft.measures[index].id] }
    }

    func readCosts(into draft: inout StrategyDraft) {
        let columns: [ImportTable.Column] = [
            .required("measure"), .required("year"), .required("source"), .optional("planned"), .optional("spent"),
            .optional("own_share"),
        ]
        guard let table = table("costs.csv", columns) else { return }
        var costs: [Code: [Measure.Cost]] = [:]
        let measures = Set(draft.measures.map(\.id))
        _ = unique(table, limit: CSVReader.maximumRows) { row -> (Pair, Int)? in
            let measure = row.code("measure")
            require(measure, in: measures, "measure", row, table: "measures.csv")
            let year = row.year("year")
            let source = row.text("source", limit: 100, isRequired: true)
            let planned = row.money("planned")
            let spent = row.money("spent")
            let ownShare = row.money("own_share")
            guard let measure, let year else { return nil }
            costs[measure, default: []].append(
                Measure.Cost(ownShare: ownShare, planned: planned, source: source, spent: spent, year: year))
            return (Pair(measure.text, "\(year) \(source)"), 0)
        }
        for index in draft.measures.indices {
            draft.measures[index].costs = costs[draft.measures[index].id] ?? []
            refuseExcess(draft.measures[index].costs.count, over: 500, draft.measures[index].id, table.file)
        }
    }

    func readMappings(into draft: inout StrategyDraft) {
        let columns: [ImportTable.Column] = [.required("kind"), .required("own"), .required("framework")]
        guard let table = table("mappings.csv", columns) else { return }
        let own: [StrategyDraft.Mapping.Kind: Set<Code>] = [
            .field: Set(draft.fields.map(\.id)), .goal: Set(draft.goals.map(\.id)),
            .indicator: Set(draft.goals.map(\.id)),
        ]
        draft.mappings = unique(table, limit: CSVReader.maximumRows) {
            row -> (StrategyDraft.Mapping, StrategyDraft.Mapping)? in
            let kind: StrategyDraft.Mapping.Kind? = row.word("kind")
            let ownID = row.code("own")
            let target = row.code("framework")
            guard let kind, let ownID, let target else { return nil }
            require(ownID, in: own[kind] ?? [], "own", row, table: kind == .field ? "fields.csv" : "goals.csv")
            if !known.isEmpty {
                let targets =
                    switch kind {
                    case .field: known.fields
                    case .goal: known.goals
                    case .indicator: Set(known.indicators.keys)
                    }
                require(target, in: targets, "framework", row, table: "framework")
            }
            let mapping = StrategyDraft.Mapping(kind: kind, own: ownID, framework: target)
            return (mapping, mapping)
        }.sorted()
    }
}

/// A key of two parts, readable in a message.
private struct Pair: Hashable, CustomStringConvertible {
    let first: String
    let second: String

    init(_ first: String, _ second: String) {
        self.first = first
        self.second = second
    }

    var description: String { "\(first), \(second)" }
}

extension StrategyDraft.Mapping: CustomStringConvertible {
    var description: String { "\(kind.rawValue) \(own) → \(framework)" }
}
