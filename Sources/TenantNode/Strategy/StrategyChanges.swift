import Federation

/// What one table would gain, lose and alter.
struct TableChange: Sendable, Equatable {
    let table: String
    let added: Int
    let changed: Int
    let removed: Int

    var isNothing: Bool { added + changed + removed == 0 }

    /// Compares rows by their key.
    init<Key: Hashable, Row: Equatable>(_ table: String, from old: [(Key, Row)], to new: [(Key, Row)]) {
        let before = Dictionary(old, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new, uniquingKeysWith: { first, _ in first })
        self.table = table
        added = after.keys.count { before[$0] == nil }
        removed = before.keys.count { after[$0] == nil }
        changed = after.count { key, row in before[key].map { $0 != row } ?? false }
    }
}

extension StrategyDraft {
    /// What would change, table by table, if `new` took the place of this draft.
    func changes(to new: StrategyDraft) -> [TableChange] {
        [
            TableChange("strategy.csv", from: facts, to: new.facts),
            TableChange("fields.csv", from: fields.map { ($0.id, $0) }, to: new.fields.map { ($0.id, $0) }),
            TableChange("goals.csv", from: goals.map { ($0.id, $0) }, to: new.goals.map { ($0.id, $0) }),
            TableChange("measures.csv", from: bareMeasures, to: new.bareMeasures),
            TableChange("components.csv", from: components, to: new.components),
            TableChange("milestones.csv", from: milestones, to: new.milestones),
            TableChange("progress.csv", from: progress, to: new.progress),
            TableChange("costs.csv", from: costs, to: new.costs),
            TableChange("mappings.csv", from: mappings.map { ($0, 0) }, to: new.mappings.map { ($0, 0) }),
        ]
    }

    private var facts: [(String, String)] {
        var facts = [("title", title), ("vision", vision)]
        if let decision {
            facts += [
                ("decision_body", decision.body), ("decision_date", decision.date?.description ?? ""),
                ("decision_number", decision.number), ("decision_link", decision.link),
            ]
        }
        return facts.filter { !$0.1.isEmpty } + sources.map { ("source " + $0, $0) }
    }

    private var bareMeasures: [(Code, [UInt8])] {
        measures.map { measure in
            var bare = measure
            bare.components = []
            bare.costs = []
            bare.milestones = []
            bare.progress = nil
            return (measure.id, bare.canonicalBytes)
        }
    }

    private var components: [(String, [UInt8])] {
        measures.flatMap { measure in measure.components.map { ("\(measure.id)/\($0.id)", $0.canonicalBytes) } }
    }

    private var milestones: [(String, [UInt8])] {
        measures.flatMap { measure in
            measure.milestones.enumerated().map { ("\(measure.id)/\($0)", $1.canonicalBytes) }
        }
    }

    private var progress: [(Code, [UInt8])] {
        measures.compactMap { measure in measure.progress.map { (measure.id, $0.canonicalBytes) } }
    }

    private var costs: [(String, [UInt8])] {
        measures.flatMap { measure in
            measure.costs.map { ("\(measure.id)/\($0.year)/\($0.source)", $0.canonicalBytes) }
        }
    }
}
