import Accounts
import Crypto
import Federation
import Service

/// Ends one of the town's keys and puts a new one in its place, in one statement that the present key signs.
///
/// Every step can be repeated after a break. The new key's file is durable before anything names it; the statement is
/// durable before it leaves; and which set of keys speaks follows from the log (see `NodeKeys.speaking`), so that the
/// old one does until the log shows the change.
struct KeyRotation: Sendable {
    let node: Node
    let name: String
    var use: KeyUse = .statement
    /// Of the new key; nil keeps that of the old one.
    var algorithm: SignatureAlgorithm?
    var reason: KeyChange.Reason = .rotation
    /// From which entry on statements under the old key are in doubt.
    var doubtedFrom: Int64?

    enum Outcome: Sendable {
        /// Lies in the outbox now.
        case signed(OwnStatement)
        /// An earlier change has no receipt yet; no other was made.
        case waiting(OwnStatement)
    }

    func sign() throws -> Outcome {
        guard use == .statement || algorithm ?? .ed25519 == .ed25519 else {
            throw NodeError(
                .usage, de: "Der Schlüssel zum Gegenzeichnen ist immer ed25519.",
                en: "The key that cosigns is always ed25519.")
        }
        do {
            return .signed(
                try Signer(node: node, name: name).sign { position in
                    .key(try change(position))
                } record: { connection, _ in
                    try Journal.record(
                        "key.changed", object: use.rawValue, detail: reason.rawValue, by: nil,
                        at: node.world.now().seconds, connection)
                })
        } catch let earlier as Earlier {
            return .waiting(earlier.statement)
        }
    }

    /// A change that lies in the outbox already.
    struct Earlier: Error {
        let statement: OwnStatement

        var refusal: NodeError {
            NodeError(
                .alreadyThere,
                de: "Ein Schlüsselwechsel liegt schon im Ausgang (Nummer \(statement.sequence)). Ein zweiter wird erst "
                    + "möglich, wenn er im Protokoll steht.",
                en:
                    "A change of keys lies in the outbox already (number \(statement.sequence)). A second one is possible "
                    + "once it stands in the log.")
        }
    }

    /// Throws what would stand in the way of the change now, and makes no key.
    func validate() throws {
        let membership = try node.membership(name)
        try Signer.requireFree(membership)
        let state = try node.log(of: membership).state
        let chain = try node.store.read { try OwnStatements.chain(of: name, $0) }
        if let earlier = Self.earlier(in: chain) { throw Earlier(statement: earlier).refusal }
        try requireKnown(doubtedFrom, state)
        if use == .statement, let algorithm { _ = try state.allowed(algorithm) }
    }

    private static func earlier(in chain: [OwnStatement]) -> OwnStatement? {
        chain.first { own in
            guard own.state != .delivered, case .key? = own.statement?.body else { return false }
            return true
        }
    }

    private func requireKnown(_ index: Int64?, _ state: FederationState) throws {
        guard let index, !(0...state.size).contains(index) else { return }
        throw NodeError(
            .usage, de: "Einen Eintrag \(index) gibt es noch nicht; erwartet wird 0 bis \(state.size).",
            en: "There is no entry \(index) yet; expected is 0 to \(state.size).")
    }

    func change(_ position: Signer.Position) throws -> KeyChange {
        if let earlier = Self.earlier(in: position.chain) { throw Earlier(statement: earlier) }
        let membership = position.membership
        try requireKnown(doubtedFrom, position.state)
        let keys = try node.keys(of: membership)
        let old = use == .statement ? keys.statement : keys.cosigner
        let wanted = algorithm ?? old.publicKey.algorithm
        let next = try keys.successor(
            of: membership.keyNumber, for: use,
            algorithm: use == .statement ? try position.state.allowed(wanted) : wanted,
            in: node.folder(of: name), node.vault
        ) { key in position.state.keys[key.thumbprint] != nil }
        let declaration = try KeyDeclaration(
            key: use == .statement ? next.statement : next.cosigner, use: use, issuer: membership.issuer,
            federation: membership.origin)
        let end = KeyChange.Revocation(
            doubtedFrom: doubtedFrom, owner: membership.issuer, thumbprint: old.publicKey.thumbprint)
        return KeyChange(add: [declaration], reason: reason, revoke: [end])
    }
}

extension FederationState {
    /// The algorithm for a new key that signs statements, before a file is made for one that nobody will take. nil asks for
    /// the first choice: Ed25519 where the federation allows it.
    func allowed(_ algorithm: SignatureAlgorithm?) throws -> SignatureAlgorithm {
        let allowed = founding?.value.algorithms ?? [.ed25519]
        guard let algorithm else { return allowed.contains(.ed25519) ? .ed25519 : .p256 }
        guard allowed.contains(algorithm) else {
            let names = allowed.map { $0 == .ed25519 ? "ed25519" : "p256" }.joined(separator: ", ")
            throw NodeError(
                .usage,
                de:
                    "Der Verbund lässt \(algorithm.rawValue) nicht zu. Bitte --algorithm \(names) verwenden; es wurde nichts "
                    + "geändert.",
                en: "The federation does not allow \(algorithm.rawValue). Please use --algorithm \(names); nothing was "
                    + "changed.")
        }
        return algorithm
    }
}
