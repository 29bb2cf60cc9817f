/// A counted or added number with what each member brings to it, down to the signed statement: what a page shows as its
/// calculation and what an auditor recomputes.
public struct CountExplanation: Sendable {
    /// What a member brings in.
    public enum Status: String, Sendable, CaseIterable {
        /// Its share enters, be it 0.
        case counted
        /// It has said nothing that could enter.
        case missing
        /// A part of what it says is held back because it is small; the rest enters.
        case partlySuppressed = "partly_suppressed"
        /// All of what it says is held back.
        case suppressed
    }

    /// The statement that a share stands in.
    public struct Source: Sendable {
        public let reference: Reference
        public let received: Instant
        /// Of a summary.
        public let period: Period?
        public let revision: Int64?

        init(_ summary: Recorded<Summary>) {
            reference = summary.reference
            received = summary.received
            period = summary.value.period
            revision = summary.value.revision
        }

        init(_ adoption: Recorded<Adoption>) {
            reference = adoption.reference
            received = adoption.received
            period = nil
            revision = nil
        }
    }

    public struct Share: Sendable {
        public let tenant: TenantID
        public let status: Status
        /// nil where nothing enters.
        public let value: ExactDecimal?
        /// Measures that are meant, and how many of them state no amount; nil where no measures are counted.
        public let measures: Int64?
        public let withoutAmount: Int64?
        public let source: Source?
    }

    public let question: CountQuestion
    /// In the order of the members' ids.
    public let shares: [Share]
    /// The sum of the shares; nil where none enters.
    public let total: ExactDecimal?

    public init(_ question: CountQuestion, _ state: FederationState) {
        self.question = question
        let shares: [Share] =
            switch question {
            case .measures(let asked): Self.measures(asked, state)
            case .participation(let asked): Self.participation(asked, state)
            case .adoptions: Self.adoptions(state)
            case .summaries(let period): Self.summaries(period, state)
            }
        self.shares = shares
        let values = shares.compactMap(\.value)
        let decimals = values.map(\.decimals).max() ?? 0
        total =
            values.isEmpty
            ? nil
            : ExactDecimal(clamping: values.reduce(Int128(0)) { $0 + Int128($1.units) }, decimals: decimals)
    }

    /// True where the number is a lower bound: a part of it is held back.
    public var isLowerBound: Bool { shares.contains { $0.status == .suppressed || $0.status == .partlySuppressed } }

    /// Members of a status.
    public func count(_ status: Status) -> Int { shares.count { $0.status == status } }

    // MARK: Measures

    private static func measures(_ asked: CountQuestion.Measures, _ state: FederationState) -> [Share] {
        let day = asked.upTo?.lastDay ?? state.day
        return state.measuring(upTo: asked.upTo).compactMap { member in
            guard let summary = state.newestSummary(of: member.tenant, upTo: asked.upTo) else {
                // Of a supporter nothing is expected.
                guard member.role(on: day) != .supporter else { return nil }
                return Share(
                    tenant: member.tenant, status: .missing, value: nil, measures: 0, withoutAmount: nil, source: nil)
            }
            let found = summary.value.measures.filter(asked.takes)
            let count = Int64(found.count)
            let amounts: [ExactDecimal]
            let isMoney: Bool
            switch asked.number {
            case .planned: (amounts, isMoney) = (found.compactMap(\.planned), true)
            case .spent: (amounts, isMoney) = (found.compactMap(\.spent), true)
            case .measures, .underway, .towns: (amounts, isMoney) = ([], false)
            }
            let value =
                isMoney
                // Amounts have two decimals, so their units are cents.
                ? ExactDecimal(clamping: amounts.reduce(Int128(0)) { $0 + Int128($1.units) }, decimals: 2)
                : ExactDecimal(units: asked.number == .towns ? min(count, 1) : count, decimals: 0)
            let isSilent = isMoney && amounts.isEmpty && count > 0
            return Share(
                tenant: member.tenant, status: isSilent ? .missing : .counted, value: isSilent ? nil : value,
                measures: count, withoutAmount: isMoney ? count - Int64(amounts.count) : nil, source: Source(summary))
        }
    }

    // MARK: Participation

    private static func participation(_ asked: CountQuestion.Participation, _ state: FederationState) -> [Share] {
        let today = state.day
        return state.sortedMembers.filter { $0.role(on: today) != .supporter && $0.isActive(on: today) }.map { member in
            let said = state.newestParticipation(of: member.tenant)
            let rows = (said?.value.participation ?? []).filter(asked.takes)
            let published = rows.compactMap(\.count)
            let status: Status =
                rows.isEmpty
                ? .missing
                : published.count == rows.count ? .counted : published.isEmpty ? .suppressed : .partlySuppressed
            return Share(
                tenant: member.tenant, status: status,
                value: published.isEmpty ? nil : ExactDecimal(units: published.reduce(0, +), decimals: 0),
                measures: nil, withoutAmount: nil, source: said.map(Source.init))
        }
    }

    // MARK: Members

    private static func adoptions(_ state: FederationState) -> [Share] {
        let today = state.day
        let current = state.currentFramework?.reference
        return state.sortedMembers.filter { $0.role(on: today) != .supporter && $0.isActive(on: today) }.map { member in
            let adoption = (state.adoptions[member.tenant] ?? []).last { $0.value.framework == current }
            return Share(
                tenant: member.tenant, status: adoption == nil ? .missing : .counted,
                value: adoption == nil ? nil : ExactDecimal(units: 1, decimals: 0), measures: nil, withoutAmount: nil,
                source: adoption.map(Source.init))
        }
    }

    private static func summaries(_ period: Period, _ state: FederationState) -> [Share] {
        let today = state.day
        return state.sortedMembers.filter { $0.role(on: today) != .supporter }.compactMap { member in
            let summary = state.summaries[member.tenant]?[period]
            guard summary != nil || member.isActive(on: today) else { return nil }
            return Share(
                tenant: member.tenant, status: summary == nil ? .missing : .counted,
                value: summary.map { _ in ExactDecimal(units: 1, decimals: 0) }, measures: nil, withoutAmount: nil,
                source: summary.map(Source.init))
        }
    }
}

extension FederationState {
    /// A member's newest summary that says anything about participation.
    public func newestParticipation(of tenant: TenantID) -> Recorded<Summary>? {
        (summaries[tenant] ?? [:]).values.filter { !$0.value.participation.isEmpty }
            .max { ($0.value.period.lastDay, $0.index) < ($1.value.period.lastDay, $1.index) }
    }

    /// Members whose measures count: today's, or those at the end of a period.
    func measuring(upTo period: Period?) -> [Member] {
        let today = day
        return sortedMembers.filter { member in
            period.map { member.isMember(on: $0.lastDay) } ?? member.isActive(on: today)
        }
    }
}
