import Federation
import Pages

/// Where one town stands in the federation. A class, since the list of all towns is shared by every page of a log size
/// and goes on with each entry.
final class TownStanding: Sendable {
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
    /// Reporting periods of which it has a summary.
    let periods: [Period]
    /// What it says about participation: its newest summary that says anything.
    let participation: FunnelModel.Town?
    /// Indicators of the framework with at least one reported value, and all of them.
    let valued: Int
    let expected: Int
    /// Its name and official key, as lists search in them.
    let searchText: SearchText
    /// Its published strategy.
    let strategy: Recorded<Strategy>?
    /// The measures of its newest summary, if it is a member still.
    let measures: [TownMeasure]

    /// - Parameter before: the same town at an earlier position, of which what has not changed is taken.
    init(
        _ state: FederationState, _ member: Member, current: Recorded<Framework>?, before: TownStanding? = nil
    ) {
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
        periods = Array((state.summaries[member.tenant] ?? [:]).keys)
        participation = FunnelModel.Town(state, member.tenant)
        let reported = state.observations[member.tenant]?.reportedIndicators ?? []
        let indicators = framework?.value.indicators ?? []
        valued = indicators.count { reported.contains($0.id) }
        expected = indicators.count
        searchText = SearchText(facts.name, member.tenant.text, facts.official?.ags ?? "")
        let strategy = state.strategies[member.tenant]
        self.strategy = strategy
        measures =
            isActive
            ? summary.map { summary in
                TownMeasure.all(
                    summary, of: member.tenant, strategy,
                    known: before?.strategy?.reference == strategy?.reference ? before?.measures ?? [] : [])
            } ?? [] : []
    }

    /// Whether its own numbers are expected now, and count in the funnel.
    var isReporting: Bool { isActive && facts.role != .supporter }

    /// Places towns in the order in which pages list them.
    func comes(before other: TownStanding) -> Bool {
        (facts.name, member.tenant) < (other.facts.name, other.member.tenant)
    }
}
