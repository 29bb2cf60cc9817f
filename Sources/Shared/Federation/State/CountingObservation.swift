/// An observation that counts, and the summary it comes from.
public struct CountingObservation: Sendable {
    public let observation: Observation
    public let summary: Reference
    public let revision: Int64
}

/// Where a counting observation stands: the period of the tenant's newest summary that holds it, and its place there.
///
/// A summary that is said again mostly holds the same observations; then nothing moves.
struct ObservationPlace: Sendable {
    let period: Period
    let position: Int
}

extension FederationState {
    /// The tenant's counting observation under a key.
    public func observation(_ key: Observation.Key, of tenant: TenantID) -> CountingObservation? {
        counting[tenant]?[key].flatMap { observation(at: $0, of: tenant) }
    }

    /// What the tenant has counting observations of.
    public func observedKeys(of tenant: TenantID) -> some Sequence<Observation.Key> { (counting[tenant] ?? [:]).keys }

    /// All counting observations of a tenant.
    public func observations(of tenant: TenantID) -> [Observation.Key: CountingObservation] {
        (counting[tenant] ?? [:]).compactMapValues { observation(at: $0, of: tenant) }
    }

    private func observation(at place: ObservationPlace, of tenant: TenantID) -> CountingObservation? {
        guard let summary = summaries[tenant]?[place.period] else { return nil }
        return CountingObservation(
            observation: summary.value.observations[place.position], summary: summary.reference,
            revision: summary.value.revision)
    }

    /// Takes the tenant's newest summary.
    ///
    /// It has the highest index, so its observations count. Where it replaces a revision that held others, what an
    /// earlier summary said may count again.
    mutating func take(_ summary: Recorded<Summary>, of tenant: TenantID) {
        let period = summary.value.period
        guard let replaced = summaries[tenant, default: [:]].updateValue(summary, forKey: period) else {
            Self.count(summary.value, into: &counting[tenant, default: [:]])
            return
        }
        let isSame = Self.haveSameKeys(replaced.value, summary.value)
        let wasNewest = summaries[tenant]?.values.allSatisfy { $0.index <= replaced.index || $0.index == summary.index }
        if isSame && wasNewest ?? false { return }
        counting[tenant] = [:]
        for earlier in (summaries[tenant] ?? [:]).values.sorted(by: { $0.index < $1.index }) {
            Self.count(earlier.value, into: &counting[tenant, default: [:]])
        }
    }

    private static func count(_ summary: Summary, into counting: inout [Observation.Key: ObservationPlace]) {
        for (position, observation) in summary.observations.enumerated() {
            counting[observation.key] = ObservationPlace(period: summary.period, position: position)
        }
    }

    private static func haveSameKeys(_ old: Summary, _ new: Summary) -> Bool {
        guard old.observations.count == new.observations.count else { return false }
        return old.observations.indices.allSatisfy { old.observations[$0].key == new.observations[$0].key }
    }
}
