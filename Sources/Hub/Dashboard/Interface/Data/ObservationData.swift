import Federation

/// The observations that count, of all towns, in order of town, indicator and period.
struct ObservationData {
    let state: FederationState
    let town: TenantID?
    let indicator: Code?
    let period: Period?

    /// How many there are, and those from `offset` on, at most `limit`.
    func part(offset: Int64, limit: Int64) -> (total: Int64, rows: [JSONValue]) {
        var total: Int64 = 0
        var rows: [JSONValue] = []
        for member in state.sortedMembers where town == nil || member.tenant == town {
            guard let observations = state.observations[member.tenant] else { continue }
            // Whole towns before and behind the part are counted without being looked at.
            let count = Int64(observations.count)
            if indicator == nil, period == nil, rows.count == limit || total + count <= offset {
                total += count
                continue
            }
            for code in indicator.map({ [$0] }) ?? observations.indicators.sorted() {
                for counting in observations[code] where period == nil || counting.observation.period == period {
                    if total >= offset, rows.count < limit { rows.append(row(member.tenant, counting)) }
                    total += 1
                }
            }
        }
        return (total, rows)
    }

    private func row(_ tenant: TenantID, _ counting: CountingObservation) -> JSONValue {
        .members([
            ("doubt", .doubt(state.doubt(of: counting.summary, by: .tenant(tenant)))),
            ("observation", JSONValue(counting.observation)), ("revision", .integer(counting.revision)),
            ("summary", JSONValue(counting.summary)), ("tenant", .string(tenant.text)),
        ])
    }
}
