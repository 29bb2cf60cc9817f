import Crypto
import Federation
import Service

/// What the office says about keys. A file is durable before anything names its key; which file speaks follows from the
/// log (see `HubKeys.office`), so that after a break at any moment the same act goes on.
extension Office {
    /// A new key for the office under the one that speaks, which ends.
    func rotation(_ algorithm: SignatureAlgorithm, _ state: FederationState) throws -> StatementBody {
        // Before a file is made for a key that nobody will take.
        if let allowed = state.founding?.value.algorithms, !allowed.contains(algorithm) {
            throw ServiceError(
                .notPermitted,
                "The federation does not allow \(algorithm.rawValue); its founding names "
                    + allowed.map(\.rawValue).joined(separator: " and "), at: "--algorithm")
        }
        let old = try keys.office(in: state)
        let new = try keys.unused(.office, algorithm, state)
        return .key(
            KeyChange(
                add: [try declare(new, state)], reason: .rotation,
                revoke: [revocation(.office, old.publicKey.thumbprint, nil)]))
    }

    /// The recovery key ends whatever office key is left, and itself; a new pair takes their place.
    func recovery(
        by recovery: PrivateKey, reason: KeyChange.Reason, doubtedFrom: Int64?, _ state: FederationState
    ) throws -> StatementBody {
        let own = recovery.publicKey.thumbprint
        guard let registered = state.keys[own], registered.owner == .office, registered.isValid(at: state.size) else {
            throw ServiceError(.notPermitted, "This is no valid key of the office; a recovery key serves once")
        }
        let ending = state.keys.filter { $0.value.owner == .office && $0.value.isValid(at: state.size) }.keys.sorted()
        let new = [
            try keys.unused(.office, recovery.publicKey.algorithm, state),
            try keys.unused(.recovery, recovery.publicKey.algorithm, state),
        ]
        return .key(
            KeyChange(
                add: try new.map { try declare($0, state) }, reason: reason,
                // What the recovery key itself says here is not in doubt.
                revoke: ending.map { revocation(.office, $0, $0 == own ? nil : doubtedFrom) }))
    }

    func revocation(_ owner: Issuer, _ thumbprint: String, _ doubtedFrom: Int64?) -> KeyChange.Revocation {
        KeyChange.Revocation(doubtedFrom: doubtedFrom, owner: owner, thumbprint: thumbprint)
    }

    private func declare(_ key: PrivateKey, _ state: FederationState) throws -> KeyDeclaration {
        try KeyDeclaration(key: key, use: .statement, issuer: .office, federation: state.origin)
    }
}
