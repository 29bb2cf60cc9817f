import Federation

/// Every indicator the town keeps values for: those of its federations' frameworks, then its own.
struct IndicatorCatalogue: Sendable {
    /// Of each framework core indicators first, then by name; local ones last.
    let definitions: [IndicatorDefinition]
    private let places: [Code: Int]

    init(_ definitions: [IndicatorDefinition]) {
        self.definitions = definitions
        places = Dictionary(
            definitions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(_ id: Code) -> IndicatorDefinition? { places[id].map { definitions[$0] } }

    /// The definitions in force for the town: of each federation the version it has adopted, else the newest.
    static func read(_ node: Node) throws -> IndicatorCatalogue {
        var definitions: [IndicatorDefinition] = []
        var places: [Code: Int] = [:]
        for membership in try node.memberships() {
            let log = try node.log(of: membership)
            let adopted = try SummaryDesk(node: node, name: membership.name).framework(membership, log)
            guard let framework = adopted ?? log.state.currentFramework else { continue }
            for indicator in ordered(framework.value.indicators) {
                if let place = places[indicator.id] {
                    // A town in several federations enters a number once; the first one's definition counts here.
                    if case .framework(let names) = definitions[place].origin {
                        definitions[place].origin = .framework(names + [membership.name])
                    }
                    continue
                }
                places[indicator.id] = definitions.count
                definitions.append(IndicatorDefinition(indicator, federations: [membership.name]))
            }
        }
        let local = try node.store.read { connection in try LocalIndicatorStore.all(connection) }
        // A framework's definition goes before one of ours with the same identifier.
        return IndicatorCatalogue(definitions + local.map(\.definition).filter { places[$0.id] == nil })
    }

    private static func ordered(_ indicators: [Indicator]) -> [Indicator] {
        indicators.sorted { left, right in
            if left.core != right.core { return left.core }
            return (left.name.german.lowercased(), left.id) < (right.name.german.lowercased(), right.id)
        }
    }
}
