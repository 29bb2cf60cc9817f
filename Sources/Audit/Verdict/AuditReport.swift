import Federation

/// What an audit found: the verdict and everything a reader needs to judge it.
struct AuditReport: Sendable {
    enum Verdict: String, Sendable {
        case genuine, faulty
        /// Everything fits together, but fewer witnesses stand for it than the policy asks for.
        case unwitnessed
        /// Everything fits together, but nobody said whose log it ought to be.
        case unproven
    }

    let trust: Trust
    var files = 0
    /// Of all payload files.
    var bytes: Int64 = 0
    var isReadToTheEnd = false
    var checkpoint: CheckpointFindings?
    var statements = 0
    /// Entries that passed the entry check, signature included.
    var accepted: Int64 = 0
    var towns = 0
    var supporters = 0
    var derived = DerivedCheck.Counts()
    var federation: LocalizedText?
    var notice: LocalizedText?
    var office: String?
    var lastReceived: Instant?
    /// Keys whose statements are in doubt from an index on.
    var doubted: [DoubtedKey] = []
    /// What has been redacted, in the order of the entries.
    var redacted: [Recorded<Redaction>] = []
    /// What a partial export is a part of.
    var selection: Selection?
    /// How things stood at the place asked for.
    var standing: Standing?
    var faults: [Fault] = []
    var omittedFaults = 0

    init(trust: Trust) { self.trust = trust }

    var verdict: Verdict {
        if !faults.isEmpty { return .faulty }
        if let checkpoint, !checkpoint.isWitnessed, !trust.allowsUnwitnessed { return .unwitnessed }
        return trust.policy != nil && trust.office != nil ? .genuine : .unproven
    }

    /// 0 genuine, 1 faulty, 2 intact but of unproven origin, 3 intact but not witnessed.
    var exitCode: Int32 {
        switch verdict {
        case .genuine: 0
        case .faulty: 1
        case .unproven: 2
        case .unwitnessed: 3
        }
    }

    mutating func take(_ state: FederationState) {
        towns = state.members.values.count { $0.role(on: state.day) != .supporter }
        supporters = state.members.count - towns
        federation = state.founding?.value.name
        notice = state.founding?.value.notice
        office = state.founding?.value.keys.first?.publicKey.thumbprint
        lastReceived = state.size > 0 ? state.lastReceived : nil
        redacted = state.redactions.values.sorted { $0.value.target.index < $1.value.target.index }
    }

    func closed(_ list: FaultList) -> AuditReport {
        var report = self
        report.faults = list.all
        report.omittedFaults = list.omitted
        return report
    }
}
