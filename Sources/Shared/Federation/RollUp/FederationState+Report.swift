// The report of a period as it follows from the log (docs/PROTOCOL.md section 5).

extension FederationState {
    /// The report of `period` as it follows from the log at this size; its place in the log is the next entry.
    ///
    /// - Parameter reason: why a later edition is made; the one thing that does not follow from the log.
    public func report(period: Period, reason: String = "") throws(Refusal) -> RegionalReport {
        guard let framework = currentFramework else {
            throw Refusal(.reference, "There is no framework yet that a report could be about", field: "body.framework")
        }
        let regional = RegionalFigures(self, framework: framework.value)
        let figures = framework.value.indicators.flatMap { indicator in
            let series = regional.series(indicator)
            return series.periods(in: period).map { series.figure(in: $0).figure }
        }
        let previous = reports[period]?.last?.value
        let changes = previous.map { previous in
            EditionComparison(state: self, framework: framework, regional: regional, previous: previous)
                .changes(to: figures)
        }
        return RegionalReport(
            bundles: bundleStandings(of: framework.value, upTo: period), changes: changes ?? [],
            edition: (previous?.edition ?? 0) + 1, figures: figures, framework: framework.reference,
            measures: measureCounts(upTo: period), period: period, reason: reason, size: size,
            towns: towns(in: period, framework.value))
    }

    /// Measures by status, from the newest summary up to `period` of each member at its end (today's members if nil).
    public func measureCounts(upTo period: Period? = nil) -> [RegionalReport.MeasureCount] {
        var tally = MeasureTally()
        for (_, measures) in measures(upTo: period) { for measure in measures { tally.add(measure) } }
        return tally.list
    }

    /// A member's summary of the latest reporting period, up to `period` if that is given.
    public func newestSummary(of tenant: TenantID, upTo period: Period? = nil) -> Recorded<Summary>? {
        (summaries[tenant] ?? [:]).values
            .filter { summary in period.map { summary.value.period.endsBy($0) } ?? true }
            .max { ($0.value.period.lastDay, $0.index) < ($1.value.period.lastDay, $1.index) }
    }

    /// The day by which a summary of `period` is due: the last of the days by which the framework's indicators are.
    public static func dueDay(of period: Period, _ framework: Framework) -> CalendarDay {
        let days = framework.indicators.map(\.dueDays).max() ?? 0
        return CalendarDay(daysSince1970: period.lastDay.daysSince1970 + Int(days))
    }

    /// Measures of the members' newest summaries, in the order of the members.
    func measures(upTo period: Period?) -> [(tenant: TenantID, measures: [Summary.MeasureState])] {
        measuring(upTo: period).compactMap { member in
            newestSummary(of: member.tenant, upTo: period).map { (member.tenant, $0.value.measures) }
        }
    }

    private func towns(in period: Period, _ framework: Framework) -> [RegionalReport.Town] {
        let due = Self.dueDay(of: period, framework)
        return sortedMembers.filter { $0.isReporting(on: period.lastDay) }.map { member in
            let summary = summaries[member.tenant]?[period]
            let first = summary.flatMap { _ in firstReceived[member.tenant]?[period] }
            return RegionalReport.Town(
                adopted: adoptedFramework(of: member.tenant)?.value.number,
                observations: Int64(summary?.value.observations.count ?? 0), onTime: first.map { $0 <= due },
                revision: summary?.value.revision, summary: summary?.reference, tenant: member.tenant)
        }
    }
}
