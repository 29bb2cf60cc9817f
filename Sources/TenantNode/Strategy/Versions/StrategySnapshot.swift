import Crypto
import Federation

extension Reference {
    /// Stands in a version of the town's own, which belongs to no federation: entry 0 is never a framework.
    static let none = Reference(index: 0, sha256: SHA256.digest([]))
}

extension StrategyDraft {
    /// The whole draft as one canonical text, in the form of a strategy statement but for no federation: the mappings to
    /// all frameworks are in it.
    func snapshot(number: Int64, decision: Decision?) -> Strategy {
        Strategy(
            decision: decision,
            fields: fields.map { field in
                Strategy.Field(
                    description: field.description, id: field.id, mapsTo: mapped(.field, field.id), name: field.name,
                    order: field.order)
            }, framework: .none,
            goals: goals.map { goal in
                Strategy.Goal(field: goal.field, id: goal.id, mapsTo: mapped(.goal, goal.id), name: goal.name)
            }, measures: measures, number: number, sources: sources, title: title, vision: vision)
    }
}

extension Strategy {
    /// What a council decides on: title, vision, fields, goals, and which measures there are and what for. State, money,
    /// partners and mappings go on without a new decision.
    var decidedBytes: [UInt8] {
        Strategy(
            decision: nil,
            fields: fields.map {
                Field(description: $0.description, id: $0.id, mapsTo: [], name: $0.name, order: $0.order)
            },
            framework: .none,
            goals: goals.map { Goal(field: $0.field, id: $0.id, mapsTo: [], name: $0.name) },
            measures: measures.map { measure in
                var decided = Measure(id: measure.id, title: measure.title)
                decided.code = measure.code
                decided.description = measure.description
                decided.fields = measure.fields
                decided.goals = measure.goals
                return decided
            }, number: 1, sources: [], title: title, vision: vision
        ).canonicalBytes
    }
}
