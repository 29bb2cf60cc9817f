/// A member of the federation as the log tells it: every fact with the day from which it holds.
public struct Member: Sendable {
    /// A stretch of membership; `until` is the first day that no longer belongs to it.
    public struct Stay: Hashable, Sendable {
        public let from: CalendarDay
        public var until: CalendarDay?
        /// The member it was merged into at the end of this stay.
        public var successor: TenantID?
    }

    /// What holds from a day on.
    public struct Facts: Hashable, Sendable {
        public let from: CalendarDay
        public let name: String
        public let role: Role
        public let official: Admission.OfficialKeys?
        public let location: Admission.Location?
    }

    public let tenant: TenantID
    /// As the admission wrote it, so that a year stays a year on a page.
    public var from: PartialDate
    public var stays: [Stay]
    /// In the order of their days; never empty.
    public private(set) var facts: [Facts]
    public var isSuspended: Bool
    /// Where the newest admission, suspension or change of membership stands.
    public private(set) var changed: Reference
    /// Which of the three that is.
    public private(set) var changedBy: StatementKind

    init(tenant: TenantID, from: PartialDate, facts: Facts, changed: Reference) {
        self.tenant = tenant
        self.from = from
        self.facts = [facts]
        self.changed = changed
        changedBy = .admission
        stays = [Stay(from: from.firstDay, until: nil, successor: nil)]
        isSuspended = false
    }

    // MARK: As last stated, whether it holds yet or not

    public var newest: Facts { facts[facts.count - 1] }
    public var name: String { newest.name }
    public var role: Role { newest.role }
    public var official: Admission.OfficialKeys? { newest.official }
    public var location: Admission.Location? { newest.location }
    /// The member it is or will be merged into.
    public var successor: TenantID? { stays.last?.successor }

    // MARK: On a day

    /// What held on `day`; before the first fact, the first.
    public func facts(on day: CalendarDay) -> Facts { facts.last { $0.from <= day } ?? facts[0] }

    public func name(on day: CalendarDay) -> String { facts(on: day).name }

    public func role(on day: CalendarDay) -> Role { facts(on: day).role }

    public func isMember(on day: CalendarDay) -> Bool {
        stays.contains { stay in stay.from <= day && stay.until.map { day < $0 } ?? true }
    }

    /// Whether its numbers are expected for a period that ends on `day`.
    public func isReporting(on day: CalendarDay) -> Bool { isMember(on: day) && role(on: day) != .supporter }

    /// Neither suspended nor left by `day`; one whose membership is still to begin counts too.
    public func isActive(on day: CalendarDay) -> Bool { !isSuspended && departure(by: day) == nil }

    /// The first day it was no longer a member, where it has left by `day`.
    public func departure(by day: CalendarDay) -> CalendarDay? {
        isSuspended ? nil : stays.last?.until.flatMap { $0 <= day ? $0 : nil }
    }

    /// Whether there is a day on which it has or had a role that reports.
    public var isEverReporting: Bool { facts.contains { $0.role != .supporter } }

    /// The first day on which it was expected to report.
    public var firstReportingDay: CalendarDay? {
        (stays.map(\.from) + facts.map(\.from)).filter(isReporting).min()
    }

    mutating func change(_ reference: Reference, by kind: StatementKind) {
        changed = reference
        changedBy = kind
    }

    /// Takes facts that hold from their day on, whatever was said before about later days.
    mutating func hold(_ new: Facts) {
        facts.removeAll { $0.from >= new.from }
        facts.append(new)
    }
}
