import Federation

/// A bundle or lead project as the towns' own statements show it, beside what the framework says.
struct BundleModel: Sendable {
    /// A measure that a town reports for it.
    struct Line: Sendable {
        let tenant: TenantID
        let state: Summary.MeasureState
        /// The title from the town's published strategy, where it has one.
        let title: String?
        let summary: Recorded<Summary>
    }

    let bundle: Framework.Bundle
    let framework: Recorded<Framework>
    let lines: [Line]
    /// Towns that the framework names and that report no measure for it.
    let silent: [TenantID]

    /// nil where the framework at hand has no such bundle.
    init?(_ state: FederationState, _ id: Code) {
        guard let framework = state.currentFramework,
            let bundle = framework.value.bundles.first(where: { $0.id == id })
        else { return nil }
        self.init(state, framework, bundle)
    }

    init(_ state: FederationState, _ framework: Recorded<Framework>, _ bundle: Framework.Bundle) {
        self.framework = framework
        self.bundle = bundle
        var lines: [Line] = []
        for member in state.sortedMembers {
            guard let summary = state.newestSummary(of: member.tenant) else { continue }
            let titles = state.strategies[member.tenant]?.value.measures ?? []
            for measure in summary.value.measures where measure.bundle == bundle.id {
                lines.append(
                    Line(
                        tenant: member.tenant, state: measure, title: titles.first { $0.id == measure.id }?.title,
                        summary: summary))
            }
        }
        self.lines = lines
        silent = bundle.towns.filter { town in !lines.contains { $0.tenant == town } }
    }

    /// All bundles of the framework at hand, those with a code first and in its order.
    static func all(_ state: FederationState) -> [BundleModel] {
        guard let framework = state.currentFramework else { return [] }
        return framework.value.bundles.map { BundleModel(state, framework, $0) }.sorted { left, right in
            let (l, r) = (left.bundle, right.bundle)
            return (l.code.isEmpty ? 1 : 0, l.code, l.title.german) < (r.code.isEmpty ? 1 : 0, r.code, r.title.german)
        }
    }

    /// Towns that report a measure for it.
    var towns: [TenantID] { Set(lines.map(\.tenant)).sorted() }

    var underWay: Int { lines.count { $0.state.status == .running || $0.state.status == .done } }

    /// Sums of what is reported; nil where nothing is.
    var planned: ExactDecimal? { Self.sum(lines.compactMap(\.state.planned)) }
    var spent: ExactDecimal? { Self.sum(lines.compactMap(\.state.spent)) }

    private static func sum(_ amounts: [ExactDecimal]) -> ExactDecimal? {
        guard !amounts.isEmpty else { return nil }
        let total = amounts.reduce(Int128(0)) { $0 + Int128($1.units) }
        return ExactDecimal(units: Int64(clamping: total), decimals: 2)
    }
}
