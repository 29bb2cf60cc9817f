import Federation

/// The town's strategy as it stands in the node: a draft until it is published.
struct StrategyDraft: Sendable {
    /// One of the town's own fields of action.
    struct Field: Sendable, Hashable {
        let id: Code
        let order: Int64
        let name: String
        let description: String
    }

    struct Goal: Sendable, Hashable {
        let id: Code
        let field: Code?
        let name: String
    }

    /// What belongs to what in a framework; what has no mapping stays visible as unmapped.
    struct Mapping: Sendable, Hashable, Comparable {
        enum Kind: String, Sendable, CaseIterable {
            case field, goal
            /// An own goal and an indicator it is measured by; stays in the house.
            case indicator
        }

        let kind: Kind
        let own: Code
        let framework: Code

        static func < (left: Mapping, right: Mapping) -> Bool {
            (left.kind.rawValue, left.own, left.framework) < (right.kind.rawValue, right.own, right.framework)
        }
    }

    var title = ""
    var vision = ""
    var decision: Decision?
    var sources: [String] = []
    var fields: [Field] = []
    var goals: [Goal] = []
    /// With their components and costs.
    var measures: [Measure] = []
    var mappings: [Mapping] = []

    func mapped(_ kind: Mapping.Kind, _ own: Code) -> [Code] {
        mappings.filter { $0.kind == kind && $0.own == own }.map(\.framework)
    }

    /// The statement of kind `strategy` for one federation: mappings and bundles that its framework does not have are
    /// left out, because a town can be in several federations.
    func published(for framework: Framework, reference: Reference, number: Int64) -> Strategy {
        let fieldIDs = Set(framework.fields.map(\.id))
        let goalIDs = Set(framework.goals.map(\.id))
        let bundleIDs = Set(framework.bundles.map(\.id))
        return Strategy(
            decision: decision,
            fields: fields.map { field in
                Strategy.Field(
                    description: field.description, id: field.id,
                    mapsTo: mapped(.field, field.id).filter(fieldIDs.contains), name: field.name, order: field.order)
            },
            framework: reference,
            goals: goals.map { goal in
                Strategy.Goal(
                    field: goal.field, id: goal.id, mapsTo: mapped(.goal, goal.id).filter(goalIDs.contains),
                    name: goal.name)
            },
            measures: measures.map { measure in
                var published = measure
                if let bundle = measure.bundle, !bundleIDs.contains(bundle) { published.bundle = nil }
                return published
            },
            number: number, sources: sources, title: title, vision: vision)
    }
}
