import Federation
import Pages

/// What the forms of the strategy have to know besides the draft.
struct EditingContext: Sendable {
    /// A federation with the framework that mappings mean there: the adopted one, else the one in force or newest.
    struct OfFederation: Sendable {
        let name: String
        let title: LocalizedText?
        let framework: Recorded<Framework>
    }

    var federations: [OfFederation] = []
    /// Everything that any version of any framework knows: what is older than the present version is no mistake.
    var known = KnownFramework()
    var today: CalendarDay

    static func read(_ node: Node) throws -> EditingContext {
        var context = EditingContext(today: Instant(secondsSince1970: node.world.now().seconds).day)
        for membership in try node.memberships() {
            let log = try node.log(of: membership)
            context.known.add(log.state.frameworks.map(\.value))
            let adopted = try SummaryDesk(node: node, name: membership.name).framework(membership, log)
            if let framework = adopted ?? log.state.currentFramework {
                context.federations.append(
                    OfFederation(
                        name: membership.name, title: log.state.founding?.value.name, framework: framework))
            }
        }
        return context
    }

    /// What an own field, goal or measure may be mapped to, with the name people read.
    func targets(_ kind: StrategyDraft.Mapping.Kind, _ language: Language) -> [(id: Code, name: String)] {
        unique { framework in
            switch kind {
            case .field: framework.fields.sorted { $0.order < $1.order }.map { ($0.id, $0.name.text(language)) }
            case .goal: framework.goals.map { ($0.id, $0.name.text(language)) }
            case .indicator: framework.indicators.map { ($0.id, $0.name.text(language)) }
            }
        }
    }

    func bundles(_ language: Language) -> [(id: Code, name: String)] {
        unique { framework in
            framework.bundles.map { bundle in
                (bundle.id, (bundle.code.isEmpty ? "" : bundle.code + " ") + bundle.title.text(language))
            }
        }
    }

    func knows(_ kind: StrategyDraft.Mapping.Kind, _ target: Code) -> Bool {
        switch kind {
        case .field: known.fields.contains(target)
        case .goal: known.goals.contains(target)
        case .indicator: known.indicators[target] != nil
        }
    }

    private func unique(_ list: (Framework) -> [(Code, String)]) -> [(id: Code, name: String)] {
        var seen: Set<Code> = []
        return federations.flatMap { federation in
            list(federation.framework.value).filter { seen.insert($0.0).inserted }.map { (id: $0.0, name: $0.1) }
        }
    }
}
