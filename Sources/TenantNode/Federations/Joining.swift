import Crypto
import Database
import Federation
import Glibc
import Ledger
import Service

/// Joins a federation by its invitation. Every step can be repeated after a break: the same keys, the same request, the
/// same admission.
struct Joining: Sendable {
    let node: Node
    let name: String
    /// Of the key that signs statements; nil: Ed25519 where the federation allows it.
    var algorithm: SignatureAlgorithm?

    enum Outcome: Sendable {
        /// Admitted now, or by the same invitation before.
        case member(Receipt)
        /// A standing member needs no new invitation; nothing was done with it.
        case notNeeded(Receipt)

        var receipt: Receipt {
            switch self {
            case .member(let receipt), .notNeeded(let receipt): receipt
            }
        }
    }

    /// The admission's receipt. Nothing is believed that the invitation's keys don't vouch for.
    @discardableResult
    func join(_ invitation: Invitation) throws -> Receipt { try outcome(of: invitation).receipt }

    func outcome(of invitation: Invitation) throws -> Outcome {
        guard Code(name) != nil, !name.hasPrefix("-") else {
            throw NodeError(
                .usage, de: "Der Name des Verbunds besteht aus a–z, 0–9 und Bindestrich.",
                en: "A federation's name consists of a–z, 0–9 and hyphens.")
        }
        let folder = node.folder(of: name)
        let token = SHA256.digest(Array(invitation.token.utf8)).hex
        let present = try node.memberships().first { $0.name == name || $0.origin == invitation.origin }
        if let present { try checkSame(present, invitation) }
        if let present, let admission = present.admission, present.usedToken == token {
            return .member(try Receipt(text: admission))
        }
        let isUnfinished = present.map { $0.token == invitation.token } ?? false
        // Of a member's expired invitation the hub decides, if it is needed at all.
        if !isUnfinished, present?.isMember != true, invitation.expires.secondsSince1970 < node.world.now().seconds {
            throw NodeError(
                .expired, de: "Die Einladung ist am \(invitation.expires) abgelaufen. Bitte um eine neue bitten.",
                en: "The invitation expired on \(invitation.expires). Please ask for a new one.")
        }
        try Files.ensureFolder(folder)
        return try FederationLock.with(folder) {
            do {
                if let present, present.isMember { return try rejoin(invitation) }
                if present != nil, !isUnfinished { try Self.abandon(name, node) }
                if !isUnfinished {
                    try node.store.write { connection in
                        try MembershipStore.insert(invitation, name: name, connection)
                    }
                }
                return .member(try enrol(try LogFollower(node: node, name: name).follow()))
            } catch let failure as HubFailure {
                throw Self.wording(of: failure)
            } catch let error as NodeError {
                try abandonIfUntouched()
                throw error
            }
        }
    }

    /// A member with another invitation: enrols anew, with new keys, where the old ones can say nothing any more.
    private func rejoin(_ invitation: Invitation) throws -> Outcome {
        let log = try LogFollower(node: node, name: name, isRejoining: true).follow()
        let membership = try node.membership(name)
        if !membership.isRejoining || membership.token != invitation.token {
            if Standing(log.state, membership, try node.statementKey(of: membership)).isGood,
                let admission = membership.admission
            {
                return .notNeeded(try Receipt(text: admission))
            }
            let first = membership.keyNumber + 1
            try node.store.write { connection in
                try connection.execute(
                    """
                    UPDATE federation SET token = ?, hub = ?, enrolment = NULL, pending_key_number = ? WHERE name = ?
                    """, .text(invitation.token), .text(invitation.hub), .integer(Int64(first)), .text(name))
            }
        }
        return .member(try enrol(log))
    }

    /// Gives a federation up that never admitted the town. Its key files stay and may serve the next invitation.
    static func abandon(_ name: String, _ node: Node) throws {
        try node.store.write { connection in try MembershipStore.remove(name, connection) }
        node.forget(name)
    }

    private func checkSame(_ present: Membership, _ invitation: Invitation) throws {
        guard present.name == name, present.origin == invitation.origin, present.tenant == invitation.tenant,
            present.token == invitation.token || !present.isMember
                || (present.log.text == invitation.log.text && present.office == invitation.office)
        else {
            throw NodeError(
                .alreadyThere,
                de: "Dieser Knoten hat schon einen Verbund „\(present.name)“ (\(present.origin)). Bitte einen anderen "
                    + "Namen oder die dazugehörige Einladung verwenden."
                    + (present.isMember ? "" : " Einen nie vollendeten Beitritt beendet „leave“."),
                en: "This node already has a federation \"\(present.name)\" (\(present.origin)). Please use another "
                    + "name, or the invitation that belongs to it."
                    + (present.isMember ? "" : " \"leave\" ends an attempt to join that was never finished."))
        }
    }

    private func enrol(_ followed: FollowedLog) throws -> Receipt {
        let membership = try node.membership(name)
        let folder = node.folder(of: name)
        var number = membership.pendingKeyNumber ?? membership.keyNumber
        let request: [UInt8]
        if let stored = membership.enrolment {
            request = stored
        } else {
            let algorithm = try followed.state.allowed(algorithm)
            let chosen = try NodeKeys.unused(from: number, in: folder, algorithm: algorithm, node.vault) { key in
                followed.state.keys[key.thumbprint] != nil
            }
            number = chosen.number
            request = try makeEnrolment(membership, chosen.keys, number)
        }
        let keys = try NodeKeys.load(folder: NodeKeys.folder(number, in: folder), node.vault)
        let answer: [UInt8]
        do throws(HubFailure) {
            answer = try node.hub(of: membership).post("/api/v1/enrolments", request, contentType: "application/json")
        } catch {
            // What the hub has refused it will never take: the next invitation starts afresh.
            if error.isFinal { try giveUp(membership) }
            throw error
        }
        let receipt: Receipt
        do {
            receipt = try Receipt(text: answer)
        } catch {
            throw HubFailure(isFinal: false, status: 200, code: "", reason: "The answer is no receipt: \(error.reason)")
        }
        let checkpoint: SignedCheckpoint
        do {
            checkpoint = try receipt.verify(entry: receipt.extra ?? [], log: membership.log)
        } catch {
            throw NodeError.wrongReceipt("\(error)")
        }
        let log = try LogFollower(node: node, name: name).follow(including: checkpoint)
        try check(receipt, log, membership, keys)
        try node.store.write { connection in
            try connection.execute(
                """
                UPDATE federation SET admission = ?, token = '', enrolment = NULL, key_number = ?,
                pending_key_number = NULL, used_token = ? WHERE name = ?
                """, .blob(receipt.bytes), .integer(Int64(number)),
                .text(SHA256.digest(Array(membership.token.utf8)).hex), .text(name))
            // The former keys are not valid any more: what they signed and the log has not can never be taken.
            try connection.execute(
                """
                UPDATE own_statement SET state = 'withdrawn', reason = 'Signed with a key that is no longer valid.'
                WHERE federation = ? AND state IN ('waiting', 'refused')
                """, .text(name))
        }
        node.world.log.info("federation.joined", .code("federation", name), .number("index", receipt.index))
        return receipt
    }

    /// The request is stored before it is sent: a proof of possession can differ each time it is made.
    private func makeEnrolment(_ membership: Membership, _ keys: NodeKeys, _ number: Int) throws -> [UInt8] {
        let declarations = [
            try KeyDeclaration(
                key: keys.cosigner, use: .cosigner, issuer: membership.issuer, federation: membership.origin),
            try KeyDeclaration(
                key: keys.statement, use: .statement, issuer: membership.issuer, federation: membership.origin),
        ]
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("keys")
            writer.array(declarations) { $1.write(to: &$0) }
            writer.member("tenant")
            writer.string(membership.tenant.text)
            writer.member("token")
            writer.string(membership.token)
        }
        let request = writer.bytes
        try node.store.write { connection in
            try connection.execute(
                "UPDATE federation SET enrolment = ?, \(membership.isRejoining ? "pending_" : "")key_number = ? "
                    + "WHERE name = ?", .blob(request), .integer(Int64(number)), .text(name))
        }
        return request
    }

    /// The receipt is for the admission of this town with these keys, at the place the log has it.
    private func check(
        _ receipt: Receipt, _ log: FollowedLog, _ membership: Membership, _ keys: NodeKeys
    ) throws {
        let registered = [keys.cosigner, keys.statement].map { log.state.keys[$0.publicKey.thumbprint] }
        guard log.leafHashes.indices.contains(Int(receipt.index)),
            log.leafHashes[Int(receipt.index)] == Merkle.leafHash(receipt.extra ?? []),
            log.state.members[membership.tenant] != nil,
            registered.allSatisfy({ $0?.owner == membership.issuer && $0?.firstIndex == receipt.index + 1 }),
            registered.map({ $0?.use }) == [.cosigner, .statement]
        else { throw NodeError.wrongReceipt("It is not for the admission of this town with these keys.") }
    }

    /// Leaves no half federation behind where nothing was sent yet; the keys stay for the next try.
    private func abandonIfUntouched() throws {
        let present = try node.memberships().first { $0.name == name }
        if let present, !present.isMember, present.enrolment == nil { try Self.abandon(name, node) }
    }

    private func giveUp(_ membership: Membership) throws {
        guard membership.isMember else { return try Self.abandon(name, node) }
        try node.store.write { connection in
            try connection.execute(
                "UPDATE federation SET token = '', enrolment = NULL, pending_key_number = NULL WHERE name = ?",
                .text(name))
        }
    }

    private static func wording(of failure: HubFailure) -> NodeError {
        if failure.isFinal {
            return NodeError(
                .refused,
                de:
                    "Der Hub hat den Beitritt abgelehnt: \(failure). Ist die Einladung schon verwendet, "
                    + "abgelaufen oder "
                    + "zurückgezogen? Bitte die Geschäftsstelle fragen.",
                en: "The hub refused: \(failure). Was the invitation used already, has it expired or been withdrawn? "
                    + "Please ask the office.")
        }
        return NodeError(
            .unreachable,
            de:
                "Der Hub ist nicht zu erreichen: \(failure.wording.de). Bitte denselben Befehl später noch einmal ausführen; die "
                + "Einladung bleibt gültig.",
            en: "The hub cannot be reached: \(failure). Please run the same command again later; the invitation stays "
                + "valid.")
    }
}
