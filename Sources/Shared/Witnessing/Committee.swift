import Crypto
import Federation
import Ledger

/// Who witnesses a checkpoint, as the log itself says it: the committee of docs/PROTOCOL.md section 5 with the keys by
/// which each member cosigns.
public struct Committee: Sendable {
    public struct Member: Sendable {
        public let tenant: TenantID
        /// Nil where the member has no valid cosigner key.
        public let key: VerifierKey?
    }

    /// In the order of their ids; never empty.
    public let members: [Member]
    public let quorum: Int

    /// The committee of a checkpoint of `size` entries, which `state` must have reached; nil where there is none.
    public init?(_ state: FederationState, at size: Int64) {
        guard let found = state.committee(at: size) else { return nil }
        quorum = found.quorum
        members = found.witnesses.map { witness in
            Member(
                tenant: witness.tenant,
                // An origin that names a log names its witnesses: `/witness/…` adds nothing that a name may not hold.
                key: witness.key.flatMap {
                    try? VerifierKey(
                        name: FederationState.Witness.name(of: witness.tenant, origin: state.origin),
                        type: .cosignature, key: $0)
                })
        }
    }

    public var keys: [VerifierKey] { members.compactMap(\.key) }

    public func member(_ key: VerifierKey) -> Member? { members.first { $0.key == key } }

    /// Whether enough of these, verified by the caller, are its own.
    public func isQuorum(_ witnessings: [SignedCheckpoint.Witnessing]) -> Bool {
        let cosigners = Set(witnessings.map(\.witness))
        return members.count { $0.key.map(cosigners.contains) ?? false } >= quorum
    }

    /// The same as a policy file (C2SP tlog-policy) for the log with this key. Nil where fewer than a quorum have a key:
    /// a policy that nobody can fulfil cannot be written, and one that asks for less would be wrong.
    public func policy(log: VerifierKey, url: String?) throws(LedgerError) -> WitnessPolicy? {
        guard keys.count >= quorum else { return nil }
        return try WitnessPolicy(
            logs: [WitnessPolicy.Log(key: log, url: url)],
            witnesses: keys.map { WitnessPolicy.Witness(name: $0.name, key: $0) },
            groups: [WitnessPolicy.Group(name: "committee", threshold: quorum, members: keys.map(\.name))],
            quorum: "committee")
    }
}

extension WitnessPolicy {
    /// The policy that follows from the log at `size`; `quorum none` where it has no committee that could cosign.
    public static func following(
        _ state: FederationState, at size: Int64, log: VerifierKey, url: String?
    ) throws(LedgerError) -> WitnessPolicy {
        if let policy = try Committee(state, at: size)?.policy(log: log, url: url) { return policy }
        return try WitnessPolicy(logs: [Log(key: log, url: url)], witnesses: [], groups: [], quorum: nil)
    }
}
