import Crypto

/// An entry that has passed the entry check against the state before it. Only `FederationState.check` makes one. Of a
/// partial export (`Replay` with a `Selection`) the rules of kinds that are no groundwork were not asked.
public struct VerifiedEntry: Sendable {
    public let index: Int64
    public let entry: LogEntry
    public let statement: SignedStatement

    fileprivate init(index: Int64, entry: LogEntry, statement: SignedStatement) {
        self.index = index
        self.entry = entry
        self.statement = statement
    }

    public var reference: Reference { Reference(index: index, sha256: entry.sha256) }
}

extension FederationState {
    /// The entry check of docs/PROTOCOL.md section 6: whether `statement` may stand as the next entry of this log.
    ///
    /// Hub, node and auditor call this one function. Its argument proves that the signature holds under the key the
    /// statement names; here it is settled whether that key may speak, and whether what it says fits the log.
    public func check(_ statement: SignedStatement, as entry: LogEntry) throws(Refusal) -> VerifiedEntry {
        let said = statement.statement
        guard entry == LogEntry(of: statement, received: entry.received) else {
            throw Refusal(.leaf, "The entry does not describe this statement: length, digest, issuer or kind differ")
        }
        guard entry.received >= lastReceived else { throw Self.receivedEarlier }
        guard said.federation.utf8.elementsEqual(origin.utf8) else {
            throw Refusal(
                .wrongFederation, "The statement is for the federation \"\(said.federation.prefix(200))\"",
                field: "federation", expected: origin)
        }
        if size == 0 {
            try checkFounding(statement)
        } else {
            try checkAlgorithm(statement.algorithm)
            try checkKey(of: statement)
            try checkStanding(of: said)
        }
        try checkChain(of: statement)
        if !knowsGroundworkOnly || said.kind.isGroundwork { try checkBody(of: said) }
        return VerifiedEntry(index: size, entry: entry, statement: statement)
    }

    static let receivedEarlier = Refusal(
        .leaf, "The entry was received before the one in front of it", field: "received")

    /// The key under which a statement would have to be signed next, if the log knows it: for the signature check that
    /// comes before the entry check.
    public func key(_ thumbprint: String) throws(Refusal) -> PublicKey {
        guard let registered = keys[thumbprint] else {
            throw Refusal(
                .unknownKey, "The key \(thumbprint.prefix(43)) is not registered in this federation", field: "kid")
        }
        return registered.key
    }

    private func checkFounding(_ statement: SignedStatement) throws(Refusal) {
        guard case .founding(let founding) = statement.statement.body, statement.statement.issuer == .office else {
            throw Refusal(.rule, "The first entry of a log is its founding by the office", field: "kind")
        }
        guard founding.keys.first?.publicKey.thumbprint == statement.keyID else {
            throw Refusal(.unknownKey, "The founding is signed by the first of the keys it names", field: "kid")
        }
        guard founding.algorithms.contains(statement.algorithm) else {
            throw Refusal(.algorithm, "The founding is signed with an algorithm it does not allow", field: "alg")
        }
    }

    private func checkAlgorithm(_ algorithm: SignatureAlgorithm) throws(Refusal) {
        guard let allowed = founding?.value.algorithms, allowed.contains(algorithm) else {
            throw Refusal(.algorithm, "The federation does not allow \(algorithm.rawValue)", field: "alg")
        }
    }

    private func checkKey(of statement: SignedStatement) throws(Refusal) {
        let issuer = statement.statement.issuer
        guard let registered = keys[statement.keyID] else {
            throw Refusal(.unknownKey, "The key \(statement.keyID) is not registered in this federation", field: "kid")
        }
        guard registered.owner == issuer else {
            throw Refusal(
                .foreignKey, "The key \(statement.keyID) belongs to \(registered.owner), not to \(issuer)", field: "kid"
            )
        }
        guard registered.use == .statement else {
            throw Refusal(
                .foreignKey, "The key \(statement.keyID) is a cosigner key and may not sign statements", field: "kid")
        }
        guard registered.isValid(at: size) else {
            throw Refusal(.revokedKey, "The key \(statement.keyID) has been revoked", field: "kid")
        }
    }

    private func checkStanding(of said: Statement) throws(Refusal) {
        switch said.issuer {
        case .office:
            guard said.kind.isOfOffice else {
                throw Refusal(
                    .role, "The office does not issue statements of kind \(said.kind.rawValue)", field: "kind")
            }
        case .tenant(let tenant):
            guard let member = members[tenant] else {
                throw Refusal(.notAdmitted, "\(tenant) is not a member of this federation", field: "issuer")
            }
            guard !member.isSuspended else {
                throw Refusal(.suspended, "\(tenant) is suspended; please ask the regional office", field: "issuer")
            }
            let isCorrection = corrects(said.body, of: tenant)
            if let departure = member.departure(by: said.issued.day), !isCorrection {
                throw Refusal(
                    .notAdmitted,
                    "\(tenant) is no longer a member since \(departure); it may only correct or withdraw its summaries",
                    field: "issuer")
            }
            let role = member.role(on: said.issued.day)
            guard said.kind.isOfTowns, role != .supporter || said.kind.isOfSupporters || isCorrection
            else {
                throw Refusal(
                    .role, "\(tenant) has the role \(role.rawValue) and may not issue \(said.kind.rawValue)",
                    field: "kind")
            }
        }
    }

    /// Whether this changes what a tenant has reported before: that stays possible when it no longer reports.
    private func corrects(_ body: StatementBody, of tenant: TenantID) -> Bool {
        guard knowsGroundworkOnly || summaries[tenant] != nil else { return false }
        switch body {
        case .withdrawal: return true
        case .summary(let summary): return summary.revision > 1
        default: return false
        }
    }

    private func checkChain(of statement: SignedStatement) throws(Refusal) {
        let said = statement.statement
        let chain = chain(of: said.issuer)
        guard said.sequence == chain.sequence + 1 else {
            if said.sequence == chain.sequence {
                throw Refusal(
                    .fork, "Number \(said.sequence) of \(said.issuer) is in the log already, with other content",
                    field: "sequence", expected: String(chain.sequence + 1))
            }
            throw Refusal(
                .sequence,
                "The next statement of \(said.issuer) has number \(chain.sequence + 1), this one has "
                    + "\(said.sequence)", field: "sequence", expected: String(chain.sequence + 1))
        }
        guard said.previous == chain.last else {
            throw Refusal(
                .previous, "The statement does not follow the last one of \(said.issuer)", field: "previous",
                expected: chain.last?.hex ?? "")
        }
    }
}

extension StatementKind {
    /// Whether the office issues it after the founding.
    fileprivate var isOfOffice: Bool {
        switch self {
        case .admission, .answer, .draft, .framework, .key, .membership, .redaction, .report, .suspension, .witnesses:
            true
        case .adoption, .declaration, .founding, .position, .strategy, .summary, .withdrawal: false
        }
    }

    fileprivate var isOfTowns: Bool {
        switch self {
        case .adoption, .declaration, .key, .position, .strategy, .summary, .withdrawal: true
        case .admission, .answer, .draft, .founding, .framework, .membership, .redaction, .report, .suspension,
            .witnesses:
            false
        }
    }

    fileprivate var isOfSupporters: Bool {
        switch self {
        case .declaration, .key, .position: true
        case .admission, .adoption, .answer, .draft, .founding, .framework, .membership, .redaction, .report, .strategy,
            .summary, .suspension, .withdrawal, .witnesses:
            false
        }
    }
}
