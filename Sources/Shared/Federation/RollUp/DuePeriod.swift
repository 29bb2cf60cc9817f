/// A reporting period with the day by which a summary of it is due.
public struct DuePeriod: Hashable, Sendable {
    public let period: Period
    /// The last day on which a summary of it is in time.
    public let due: CalendarDay
    /// The first day on which it is late.
    public var firstLateDay: CalendarDay { CalendarDay(daysSince1970: due.daysSince1970 + 1) }

    /// As the indicators of `framework` set it.
    public init(_ period: Period, _ framework: Framework) {
        self.period = period
        due = FederationState.dueDay(of: period, framework)
    }

    /// Of each frequency that `framework` asks for, the newest period whose due day has passed before `day`.
    public static func newest(_ framework: Framework, before day: CalendarDay) -> [DuePeriod] {
        Period.Frequency.allCases.compactMap { frequency in
            guard framework.indicators.contains(where: { $0.frequency == frequency }) else { return nil }
            // A due day is at most 1000 days after its period: 35 months back is one that is over.
            var period = Period(day, frequency)
            for _ in 0..<48 {
                guard let candidate = period else { return nil }
                let due = DuePeriod(candidate, framework)
                if due.due < day { return due }
                period = candidate.previous
            }
            return nil
        }
    }
}

extension Period {
    /// The period of that frequency in which the day lies; nil after 9998.
    public init?(_ day: CalendarDay, _ frequency: Frequency) {
        self.init(year: day.year, frequency: frequency, number: (day.month - 1) / frequency.months + 1)
    }
}

/// What one town has handed in of a period that it owes a summary of.
public struct Delivery: Sendable {
    public enum Standing: Sendable, CaseIterable {
        /// There is a summary, and it says something about every indicator.
        case complete
        /// There is a summary, but for some indicators the town has no value yet.
        case partial
        /// There is none, and it is not due yet.
        case awaited
        /// There is none, and it was due.
        case overdue
    }

    public let standing: Standing
    /// The newest revision.
    public let summary: Recorded<Summary>?
    /// The day on which the first one of the period came.
    public let received: CalendarDay?
    /// By how many days the first one came after its due day, or is overdue; 0 where it was or is in time.
    public let daysLate: Int
    /// How many indicators of the period's frequency the town's version of the framework has.
    public let expected: Int
    /// Those of which the town says nothing, or says that it has no value; a value that is suppressed is there.
    public let missing: [Indicator]
    /// Of how many the town says that their value is suppressed, and of how many that they do not apply to it: nothing is
    /// missing there, but no number is known either.
    public let suppressed: Int
    public let notApplicable: Int

    public var isLate: Bool { daysLate > 0 }
}

extension FederationState {
    /// What `tenant` has handed in of a period, seen from `today`; nil where it owes none: no member with numbers of its
    /// own at the period's end, gone before it was due, or without an adopted version of the framework.
    public func delivery(of tenant: TenantID, in asked: DuePeriod, today: CalendarDay) -> Delivery? {
        let period = asked.period
        guard let member = members[tenant], member.isReporting(on: period.lastDay),
            member.isActive(on: min(asked.due, today)), let framework = adoptedFramework(of: tenant)
        else { return nil }
        let summary = summaries[tenant]?[period]
        let received = summary.flatMap { _ in firstReceived[tenant]?[period] }
        let said = observations[tenant]
        let definitions = framework.value.indicators.filter { $0.frequency == period.frequency }
        var missing: [Indicator] = []
        var (suppressed, notApplicable) = (0, 0)
        for definition in definitions {
            switch said?[Observation.Key(indicator: definition.id, period: period)]?.observation.status {
            case .reported: break
            case .suppressed: suppressed += 1
            case .notApplicable: notApplicable += 1
            case .missing, nil: missing.append(definition)
            }
        }
        let late = max(0, (received ?? today).daysSince1970 - asked.due.daysSince1970)
        let standing: Delivery.Standing =
            if summary == nil { late > 0 ? .overdue : .awaited } else { missing.isEmpty ? .complete : .partial }
        return Delivery(
            standing: standing, summary: summary, received: received, daysLate: late, expected: definitions.count,
            missing: missing, suppressed: suppressed, notApplicable: notApplicable)
    }
}
