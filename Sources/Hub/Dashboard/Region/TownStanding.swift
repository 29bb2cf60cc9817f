import Federation

/// Where one town stands in the federation.
struct TownStanding: Sendable {
    let member: Member
    /// Its name, role and official keys on the day of this log position.
    let facts: Member.Facts
    /// Neither suspended nor left.
    let isActive: Bool
    /// The first day it was no longer a member, where it has left.
    let departure: CalendarDay?
    /// The newest framework it has adopted, with its decision.
    let framework: Recorded<Framework>?
    let adoption: Recorded<Adoption>?
    /// Whether that is the framework all pages are about.
    let hasAdoptedCurrent: Bool
    /// Its summary of the latest reporting period.
    let summary: Recorded<Summary>?
    /// Indicators of the framework with at least one reported value, and all of them.
    let valued: Int
    let expected: Int

    init(_ state: FederationState, _ member: Member, current: Recorded<Framework>?) {
        self.member = member
        facts = member.facts(on: state.day)
        isActive = member.isActive(on: state.day)
        departure = member.departure(by: state.day)
        framework = state.adoptedFramework(of: member.tenant)
        adoption = state.newestAdoption(of: member.tenant)
        hasAdoptedCurrent = (state.adoptions[member.tenant] ?? []).contains {
            $0.value.framework == current?.reference
        }
        summary = state.newestSummary(of: member.tenant)
        let observations = state.observations[member.tenant] ?? CountingObservations()
        let indicators = framework?.value.indicators ?? []
        valued = indicators.count { observations[$0.id].contains { $0.observation.status == .reported } }
        expected = indicators.count
    }
}

/// What the newest summaries say about measures.
struct MeasureStanding: Sendable {
    /// The order in which statuses are shown.
    static let order: [MeasureStatus] = [.done, .running, .planned, .conditional, .proposed, .unknown, .stopped]

    /// One town's measures by status.
    struct Town: Sendable {
        let tenant: TenantID
        let counts: [MeasureStatus: Int]
        var total: Int { counts.values.reduce(0, +) }
    }

    let counts: [RegionalReport.MeasureCount]
    let towns: [Town]
    let total: Int
    /// Measures that the town has mapped to no field of action of the framework.
    let unmapped: Int
    /// Statuses that occur, in their order.
    let statuses: [MeasureStatus]

    init(_ state: FederationState) {
        counts = state.measureCounts()
        var towns: [Town] = []
        var unmapped = 0
        let today = state.day
        for member in state.sortedMembers where member.isActive(on: today) {
            guard let summary = state.newestSummary(of: member.tenant), !summary.value.measures.isEmpty else {
                continue
            }
            var counts: [MeasureStatus: Int] = [:]
            for measure in summary.value.measures {
                counts[measure.status, default: 0] += 1
                if measure.fields.isEmpty { unmapped += 1 }
            }
            towns.append(Town(tenant: member.tenant, counts: counts))
        }
        self.towns = towns
        self.unmapped = unmapped
        total = towns.reduce(0) { $0 + $1.total }
        statuses = MeasureStanding.order.filter { status in towns.contains { ($0.counts[status] ?? 0) > 0 } }
    }

    func count(_ status: MeasureStatus) -> RegionalReport.MeasureCount? { counts.first { $0.status == status } }
}
