import Crypto

// The committee that witnesses the log (docs/PROTOCOL.md section 5, kind `witnesses`).

extension FederationState {
    /// A member of the committee with the key by which it cosigns.
    public struct Witness: Sendable {
        public let tenant: TenantID
        /// Nil where no cosigner key of it is valid.
        public let key: PublicKey?

        /// The name of its cosigner: `<origin>/witness/<tenant>`.
        public static func name(of tenant: TenantID, origin: String) -> String { "\(origin)/witness/\(tenant)" }
    }

    /// The committee of a checkpoint of `size` entries, which must not be more than this state has; nil without one.
    public func committee(at size: Int64) -> (witnesses: [Witness], quorum: Int)? {
        guard let said = committees.last(where: { $0.index < size })?.value, !said.committee.isEmpty else { return nil }
        return (said.committee.map { Witness(tenant: $0, key: cosigner(of: $0, at: size)) }, said.quorum)
    }

    /// The newest cosigner key of a tenant that is valid at an index.
    public func cosigner(of tenant: TenantID, at index: Int64) -> PublicKey? {
        keys.filter { $0.value.owner == .tenant(tenant) && $0.value.use == .cosigner && $0.value.isValid(at: index) }
            .max { ($0.value.firstIndex, $0.key) < ($1.value.firstIndex, $1.key) }?.value.key
    }

    func check(_ body: WitnessCommittee, _ said: Statement) throws(Refusal) {
        for tenant in body.committee {
            guard let member = members[tenant], member.isActive(on: said.issued.day) else {
                throw Refusal(
                    .notAdmitted, "\(tenant) is not a member that could witness the log", field: "body.committee")
            }
            guard cosigner(of: tenant, at: size) != nil else {
                throw Refusal(.unknownKey, "\(tenant) has no valid cosigner key", field: "body.committee")
            }
        }
    }
}
