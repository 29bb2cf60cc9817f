import Federation

/// An observation that the framework asks for and no summary has brought yet.
struct DueObservation: Sendable {
    let indicator: Code
    let period: Period
    let due: CalendarDay
    let isCore: Bool
    let isOverdue: Bool
}

/// What is due: for each indicator its last period that has ended within membership.
enum DueList {
    static func due(
        framework: Framework, member: Member, summaries: [Summary], today: CalendarDay
    ) -> [DueObservation] {
        let reported = Set(summaries.flatMap(\.observations).map(\.key))
        return framework.indicators.compactMap { indicator -> DueObservation? in
            let yesterday = Instant(secondsSince1970: Int64(today.daysSince1970 - 1) * 86_400).day
            guard let period = Period.last(of: indicator.frequency, by: yesterday), member.isMember(on: period.lastDay),
                !reported.contains(Observation.Key(indicator: indicator.id, period: period))
            else { return nil }
            let due = Instant(
                secondsSince1970: (Int64(period.lastDay.daysSince1970) + indicator.dueDays) * 86_400
            ).day
            return DueObservation(
                indicator: indicator.id, period: period, due: due, isCore: indicator.core, isOverdue: due < today)
        }.sorted { ($0.due, $0.indicator) < ($1.due, $1.indicator) }
    }
}
