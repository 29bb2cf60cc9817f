import Crypto

/// Everything the log says up to one entry: the fold that hub, node and auditor share.
///
/// It grows with the members and what counts today, not with the number of entries. It changes only by
/// `apply(_:)`, which takes only what `check` has passed.
public struct FederationState: Sendable {
    /// The origin of the log, byte for byte.
    public let origin: String
    /// Number of entries applied so far = index of the next one.
    public internal(set) var size: Int64 = 0
    public internal(set) var founding: Recorded<Founding>?
    public internal(set) var lastReceived = Instant(secondsSince1970: 0)
    public internal(set) var members: [TenantID: Member] = [:]
    public internal(set) var keys: [String: RegisteredKey] = [:]
    public internal(set) var chains: [Issuer: Chain] = [:]
    /// By which key each issuer has signed, in the order of the log; an element for each change.
    var signings: [Issuer: [Signing]] = [:]
    /// Keys under which something is in doubt.
    var doubtedKeys: Set<String> = []
    /// Versions of the framework, by number − 1.
    public internal(set) var frameworks: [Recorded<Framework>] = []
    /// Committees of witnesses, in the order of the log; the last one counts.
    public internal(set) var committees: [Recorded<WitnessCommittee>] = []
    /// Each tenant's adoptions, in the order of the log.
    public internal(set) var adoptions: [TenantID: [Recorded<Adoption>]] = [:]
    public internal(set) var strategies: [TenantID: Recorded<Strategy>] = [:]
    /// Each tenant's newest summary of each reporting period.
    public internal(set) var summaries: [TenantID: [Period: Recorded<Summary>]] = [:]
    /// Each tenant's counting observations (docs/PROTOCOL.md section 9.1).
    public internal(set) var observations: [TenantID: CountingObservations] = [:]
    /// When each tenant's first summary of each reporting period was received: corrections make nobody late.
    public internal(set) var firstReceived: [TenantID: [Period: CalendarDay]] = [:]
    /// Summaries that were taken back and not replaced since.
    public internal(set) var withdrawals: [TenantID: [Period: WithdrawnSummary]] = [:]
    /// What a summary told that was withdrawn later, by indicator: figures about it are revised.
    public internal(set) var withdrawnObservations: [TenantID: [Code: Set<Period>]] = [:]
    /// Each tenant's newest letter of intent.
    public internal(set) var declarations: [TenantID: Recorded<Declaration>] = [:]
    /// Editions of drafts with their positions and answers, in the order of the log.
    public internal(set) var consultations: [Consultation] = []
    /// How many positions each tenant has taken.
    var positionCounts: [TenantID: Int64] = [:]
    /// Redactions by the index of the entry whose content has gone.
    public internal(set) var redactions: [Int64: Recorded<Redaction>] = [:]
    /// Entries whose statement was not there, and which no redaction has named yet: a log that ends so is incomplete.
    public internal(set) var missing: [Int64: Digest] = [:]
    /// What may still be redacted.
    var redactable: [Int64: RedactableEntry] = [:]
    var redactedPositions: Set<Reference> = []
    /// How many strategies each tenant has published.
    public internal(set) var strategyNumbers: [TenantID: Int64] = [:]
    /// Reports by period, in the order of their editions.
    public internal(set) var reports: [Period: [Recorded<RegionalReport>]] = [:]

    /// What the last entries changed, for whoever goes on from an earlier size.
    public internal(set) var recentChanges = RecentChanges()

    /// Of a partial export only the groundwork is known: other kinds are checked but for their own rules, and leave
    /// nothing behind but their place in their issuer's chain.
    let knowsGroundworkOnly: Bool

    public init(origin: String) { self.init(origin: origin, knowsGroundworkOnly: false) }

    init(origin: String, knowsGroundworkOnly: Bool) {
        self.origin = origin
        self.knowsGroundworkOnly = knowsGroundworkOnly
    }

    /// The day up to which the log tells: the one on which its last entry was received. It is "today" in every rule.
    public var day: CalendarDay { lastReceived.day }

    /// Members in the order of their ids.
    public var sortedMembers: [Member] { members.values.sorted { $0.tenant < $1.tenant } }

    public func chain(of issuer: Issuer) -> Chain { chains[issuer] ?? .empty }

    /// The version a reference means, if it is one of this log.
    public func framework(_ reference: Reference) -> Framework? {
        frameworks.first { $0.reference == reference }?.value
    }

    /// The newest version of the framework that a tenant has adopted.
    public func adoptedFramework(of tenant: TenantID) -> Recorded<Framework>? {
        let adopted = (adoptions[tenant] ?? []).map(\.value.framework)
        return frameworks.last { adopted.contains($0.reference) }
    }

    /// Whether version `number` is in force by its own rule.
    public func isInForce(_ framework: Recorded<Framework>) -> Bool {
        let roles = framework.value.inForce.roles
        let today = day
        let concerned = members.values.filter { roles.contains($0.role(on: today)) && $0.isActive(on: today) }
        let adopted = concerned.filter { member in
            (adoptions[member.tenant] ?? []).contains { $0.value.framework == framework.reference }
        }
        switch framework.value.inForce.rule {
        case .all: return !concerned.isEmpty && adopted.count == concerned.count
        case .atLeast: return Int64(adopted.count) >= framework.value.inForce.count ?? .max
        }
    }

    /// The number of the next summary that a tenant may hand in for a reporting period.
    public func nextRevision(of tenant: TenantID, _ period: Period) -> Int64 {
        (summaries[tenant]?[period]?.value.revision ?? withdrawals[tenant]?[period]?.revision ?? 0) + 1
    }

    /// The newest framework in force, else the newest.
    public var currentFramework: Recorded<Framework>? {
        frameworks.last { isInForce($0) } ?? frameworks.last
    }
}

/// A summary that was taken back.
public struct WithdrawnSummary: Sendable {
    public let withdrawal: Recorded<Withdrawal>
    /// The revision that was taken back; the next one follows it.
    public let revision: Int64
}
