import Federation
import Ledger
import Service

/// What a person or a monitor wants to know about a node at a glance; read-only and without network.
struct NodeStatus: Sendable {
    struct OfFederation: Sendable {
        let membership: Membership
        let state: FederationState
        let framework: Recorded<Framework>?
        let statements: [OwnStatement]
        let due: [DueObservation]
        /// nil before the admission, or where the keys can't be read.
        let standing: Standing?
        /// What proves that the log broke its promise, newest first.
        let evidence: [Int64]
        /// What this node has cosigned as a witness; nil where it never has.
        let cosigned: WitnessStore.Cosigned?
        /// Size of the newest checkpoint with a quorum that this node has verified.
        let witnessedSize: Int64?

        /// What keeps the town from being heard, short of an alarm.
        var warnings: [Wording] { (membership.shorter.map { [$0.wording] } ?? []) + (standing?.wordings ?? []) }
        var waiting: [OwnStatement] { statements.filter { $0.state == .waiting || $0.state == .refused } }
        var delivered: [OwnStatement] { statements.filter { $0.state == .delivered } }
        var notice: LocalizedText? { state.founding?.value.notice }
        var lastSummary: (own: OwnStatement, summary: Summary)? {
            for own in statements.reversed() where own.kind == .summary && own.state != .withdrawn {
                if case .summary(let summary)? = own.statement?.body { return (own, summary) }
            }
            return nil
        }
    }

    let strategy: StrategyDraft
    let observationCount: Int
    let federations: [OfFederation]

    static func read(_ node: Node) throws -> NodeStatus {
        let now = node.world.now().seconds
        let federations = try node.memberships().map { membership in
            let log = try node.log(of: membership)
            let statements = try node.store.read { connection in
                try OwnStatements.all(of: membership.name, connection)
            }
            let framework = try SummaryDesk(node: node, name: membership.name).framework(membership, log)
            let summaries = SummaryDesk.newest(in: statements.filter { $0.state != .withdrawn }).values.map(\.summary)
            var due: [DueObservation] = []
            if let framework, let member = log.state.members[membership.tenant] {
                due = DueList.due(
                    framework: framework.value, member: member, summaries: summaries,
                    today: Instant(secondsSince1970: now).day)
            }
            let (evidence, cosigned, witnessedSize) = try node.store.read { connection in
                (
                    try EvidenceKeeper.all(of: membership.name, connection).map(\.id),
                    try WitnessStore.cosigned(membership.name, connection),
                    try WitnessStore.witnessedSize(membership.name, connection)
                )
            }
            return OfFederation(
                membership: membership, state: log.state, framework: framework, statements: statements, due: due,
                standing: membership.isMember
                    ? (try? node.statementKey(of: membership)).map { Standing(log.state, membership, $0) } : nil,
                evidence: evidence, cosigned: cosigned, witnessedSize: witnessedSize)
        }
        return try node.store.read { connection in
            NodeStatus(
                strategy: try StrategyStore.read(connection),
                observationCount: try ObservationStore.observations(connection).count, federations: federations)
        }
    }

    /// For `status --json`.
    var json: JSONValue {
        .object([
            JSONValue.Member(
                "federations",
                .array(
                    federations.map { federation in
                        .object([
                            JSONValue.Member(
                                "adopted", federation.framework.map { .integer($0.value.number) } ?? .null),
                            JSONValue.Member("alarm", federation.membership.alarm.map { .string($0.en) } ?? .null),
                            JSONValue.Member("confirmed", .boolean(federation.membership.isConfirmed)),
                            JSONValue.Member("contact_problem", .string(federation.membership.contactProblem)),
                            JSONValue.Member("delivered", .integer(Int64(federation.delivered.count))),
                            JSONValue.Member(
                                "departure", federation.standing?.departure.map { .string("\($0)") } ?? .null),
                            JSONValue.Member("due", .integer(Int64(federation.due.count))),
                            JSONValue.Member("key_ended", federation.standing?.keyEnded.map { .integer($0) } ?? .null),
                            JSONValue.Member("log_size", .integer(federation.state.size)),
                            JSONValue.Member("member", .boolean(federation.membership.isMember)),
                            JSONValue.Member("name", .string(federation.membership.name)),
                            JSONValue.Member("origin", .string(federation.membership.origin)),
                            JSONValue.Member(
                                "shorter_log", federation.membership.shorter.map { .integer($0.size) } ?? .null),
                            JSONValue.Member(
                                "suspended_since", federation.standing?.suspendedSince.map { .integer($0) } ?? .null),
                            JSONValue.Member("tenant", .string(federation.membership.tenant.text)),
                            JSONValue.Member("waiting", .array(federation.waiting.map(Self.json))),
                        ])
                    })),
            JSONValue.Member("measures", .integer(Int64(strategy.measures.count))),
            JSONValue.Member("observations", .integer(Int64(observationCount))),
            JSONValue.Member("title", .string(strategy.title)),
        ])
    }

    private static func json(_ own: OwnStatement) -> JSONValue {
        .object([
            JSONValue.Member("attempts", .integer(own.attempts)),
            JSONValue.Member("kind", .string(own.kind.rawValue)),
            JSONValue.Member("next_attempt", .string(Instant(secondsSince1970: own.nextAttempt).description)),
            JSONValue.Member("reason", .string(own.reason)),
            JSONValue.Member("sequence", .integer(own.sequence)),
            JSONValue.Member("state", .string(own.state.rawValue)),
        ])
    }
}
