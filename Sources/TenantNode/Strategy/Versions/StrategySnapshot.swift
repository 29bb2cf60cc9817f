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

extension StrategyDraft {
    /// The draft as a report on an earlier period tells of it: what the council had decided then (fields, goals, and what
    /// each measure is called and for) with what is known of state, progress and money today. A measure that has been
    /// dropped since stands as it was decided; one that the council had not decided on stays, because money was spent on it.
    func reported(under version: Strategy) -> StrategyDraft {
        var reported = self
        reported.title = version.title
        reported.vision = version.vision
        reported.decision = version.decision
        reported.fields = version.fields.map {
            Field(id: $0.id, order: $0.order, name: $0.name, description: $0.description)
        }
        reported.goals = version.goals.map { Goal(id: $0.id, field: $0.field, name: $0.name) }
        let decided = Set(version.measures.map(\.id))
        reported.measures =
            version.measures.map { then in
                guard var now = measure(then.id) else { return then }
                now.title = then.title
                now.code = then.code
                now.description = then.description
                now.fields = then.fields
                now.goals = then.goals
                return now
            }
            + measures.filter { !decided.contains($0.id) }.map { added in
                var added = added
                added.fields.removeAll { reported.field($0) == nil }
                added.goals.removeAll { reported.goal($0) == nil }
                return added
            }
        return reported
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
