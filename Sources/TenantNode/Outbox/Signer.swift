import Crypto
import Database
import Federation
import Ledger
import Service

/// Signs for one federation: number and predecessor are read, the statement is checked as the hub will check it, and
/// the
/// bytes are durable before anything leaves, all under the federation's lock.
struct Signer: Sendable {
    let node: Node
    let name: String

    /// What may be said depends on what was said before, also on what still waits in the outbox.
    struct Position {
        let membership: Membership
        /// The log as followed, with our own waiting statements applied after it.
        let state: FederationState
        let chain: [OwnStatement]
    }

    /// - Parameters:
    ///   - body: makes what is to be said from the present position.
    ///   - record: written in the same transaction, with the row of the new statement.
    @discardableResult
    func sign(
        _ body: (Position) throws -> StatementBody, record: (borrowing Connection, Int64) throws -> Void = { _, _ in }
    ) throws -> OwnStatement {
        try FederationLock.with(node.folder(of: name)) {
            try Confirmation(node: node, name: name).confirmIfNeeded()
            try Self.catchUp(node, name)
            let membership = try node.membership(name)
            try Self.requireFree(membership)
            let log = try node.log(of: membership)
            return try node.store.write { connection in
                let position = try Self.position(membership, log, connection)
                let signed = try Self.signed(try body(position), position, try key(position), node.world)
                let id = try OwnStatements.insert(signed, at: node.world.now().seconds, of: name, connection)
                try record(connection, id)
                guard let stored = try OwnStatements.all(of: name, connection).first(where: { $0.id == id }) else {
                    throw DatabaseError(.corrupt, "What was just written is not there.")
                }
                return stored
            }
        }
    }

    /// Throws what would stand in the way of signing this now, and signs nothing.
    func check(_ body: (Position) throws -> StatementBody) throws {
        try Self.catchUp(node, name)
        let membership = try node.membership(name)
        try Self.requireFree(membership)
        let log = try node.log(of: membership)
        try node.store.read { connection in
            let position = try Self.position(membership, log, connection)
            _ = try Self.signed(try body(position), position, try key(position), node.world)
        }
    }

    /// Behind a change of keys that still waits in the outbox the new key speaks; else the one the log has.
    private func key(_ position: Position) throws -> PrivateKey {
        let membership = position.membership
        let speaking = try NodeKeys.speaking(
            in: position.state, as: membership.issuer, from: membership.keyNumber, in: node.folder(of: name),
            node.vault)
        return try (speaking?.keys ?? node.keys(of: membership)).statement
    }

    /// A hub whose log was shorter may have caught up since; nobody else is asked.
    static func catchUp(_ node: Node, _ name: String) throws {
        let membership = try node.membership(name)
        guard membership.shorter != nil, membership.alarm == nil else { return }
        do {
            try LogFollower(node: node, name: name).follow()
        } catch is HubFailure {
            // What was known of it holds on.
        }
    }

    static func requireFree(_ membership: Membership) throws {
        guard membership.isMember else {
            throw NodeError(
                .notMember,
                de: "Der Beitritt zu „\(membership.name)“ ist nicht abgeschlossen. Bitte „join“ mit der Einladung noch "
                    + "einmal ausführen.",
                en: "Joining \"\(membership.name)\" is not finished. Please run \"join\" with the invitation again.")
        }
        if membership.isRejoining {
            throw NodeError(
                .notMember,
                de: "Die neue Anmeldung bei „\(membership.name)“ ist nicht abgeschlossen. Bitte „join“ mit der neuen "
                    + "Einladung noch einmal ausführen.",
                en: "Enrolling anew with \"\(membership.name)\" is not finished. Please run \"join\" with the new "
                    + "invitation again.")
        }
        if membership.alarm == nil, let shorter = membership.shorter {
            throw NodeError(.shorterLog, de: shorter.wording.de, en: shorter.wording.en)
        }
        if let alarm = membership.alarm {
            throw NodeError(
                .stopped,
                de: "Für „\(membership.name)“ wird nichts unterschrieben und nichts versandt: \(alarm.de)",
                en: "Nothing is signed or sent for \"\(membership.name)\": \(alarm.en)")
        }
    }

    /// The state after the log and after what we have said that is not in it yet.
    static func position(
        _ membership: Membership, _ log: FollowedLog, _ connection: borrowing Connection
    ) throws -> Position {
        let chain = try OwnStatements.chain(of: membership.name, connection)
        var state = log.state
        let reached = state.chain(of: membership.issuer).sequence
        for own in chain where own.sequence > reached {
            let unverified = try UnverifiedStatement(own.bytes)
            let signed = try unverified.verified(by: try state.key(unverified.jws.keyID))
            state.apply(try state.check(signed, as: LogEntry(of: signed, received: state.lastReceived)))
        }
        return Position(membership: membership, state: state, chain: chain)
    }

    private static func signed(
        _ body: StatementBody, _ position: Position, _ key: PrivateKey, _ world: World
    ) throws -> SignedStatement {
        let membership = position.membership
        // An issuer's chain goes on across admissions: the log decides where it stands.
        let chain = position.state.chain(of: membership.issuer)
        let signed = try SignedStatement.sign(
            Statement(
                body: body, federation: membership.origin, issued: Instant(secondsSince1970: world.now().seconds),
                issuer: membership.issuer, previous: chain.last, sequence: chain.sequence + 1), key: key)
        do throws(Refusal) {
            _ = try position.state.check(signed, as: LogEntry(of: signed, received: position.state.lastReceived))
        } catch {
            throw NodeError(
                .refused, de: "So würde die Geschäftsstelle es nicht annehmen: \(error)",
                en: "The hub would not take this: \(error)")
        }
        return signed
    }
}
