extension FederationState {
    /// Refuses a summary that lets everybody work out a number it holds back (docs/PROTOCOL.md section 5, summary).
    func checkDisclosure(of summary: Summary, by tenant: TenantID, _ framework: Framework) throws(Refusal) {
        if let cell = summary.participationGivenAway(after: summaries[tenant]?[summary.period]?.value) {
            throw Self.recoverable(cell, by: tenant, field: "body.participation")
        }
        try checkObservations(of: summary, by: tenant, framework)
    }

    private static func recoverable(_ cell: Cell, by tenant: TenantID, field: String) -> Refusal {
        Refusal(
            .recoverable,
            "\(cell) is suppressed, but follows from what \(tenant) publishes: another cell of the same sum must be "
                + "suppressed, too", field: field)
    }

    private func checkObservations(of summary: Summary, by tenant: TenantID, _ framework: Framework) throws(Refusal) {
        guard !framework.totalPlaces.isEmpty,
            summary.observations.contains(where: { $0.status == .suppressed })
                || (observations[tenant]?.suppressedCount ?? 0) > 0
        else { return }
        let family = framework.inSums
        let periods = Set(summary.observations.lazy.filter { family.contains($0.indicator) }.map(\.period))
        guard !periods.isEmpty else { return }
        let said = Dictionary(
            summary.observations.lazy.filter { family.contains($0.indicator) }.map { ($0.key, $0) },
            uniquingKeysWith: { first, _ in first })
        let known = observations[tenant] ?? CountingObservations()
        let replaced = summaries[tenant]?[summary.period]?.reference
        let (sums, limits) = framework.sums(in: periods)
        var sights: [Cell: CellSight] = [:]
        var before: [Cell: Int128] = [:]
        for cell in Set(sums.flatMap(\.cells)) {
            guard case .observation(let key) = cell, let definition = framework.indicator(key.indicator) else {
                continue
            }
            let standing = known.standing(key)
            let present = said[key] ?? standing.last { $0.summary != replaced }?.observation
            if let present { sights[cell] = CellSight(present, definition) }
            let told = standing.last { $0.observation.isPublic }?.observation ?? known.formerly[key]
            if let units = told.flatMap(definition.units) { before[cell] = units }
        }
        guard sights.values.contains(.hidden) else { return }
        let given = Disclosure(now: CellTable(sights: sights, limits: limits, sums: sums), before: before).givenAway()
        if let cell = given.min() {
            throw Self.recoverable(cell, by: tenant, field: "body.observations")
        }
    }
}

extension CellSight {
    /// How the public sees a cell of this observation. What does not apply adds nothing to a sum.
    init(_ observation: Observation, _ definition: Indicator) {
        switch observation.status {
        case .suppressed: self = .hidden
        case .missing: self = .unknown
        case .notApplicable: self = .published(0)
        case .reported: self = definition.units(observation).map { .published($0) } ?? .unknown
        }
    }
}
