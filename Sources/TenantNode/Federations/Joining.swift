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
    var algorithm: SignatureAlgorithm = .ed25519

    /// The admission's receipt. Nothing is believed that the invitation's keys don't vouch for.
    @discardableResult
    func join(_ invitation: Invitation) throws -> Receipt {
        guard Code(name) != nil, !name.hasPrefix("-") else {
            throw NodeError(
                .usage, de: "Der Name des Verbunds besteht aus a–z, 0–9 und Bindestrich.",
                en: "A federation's name consists of a–z, 0–9 and hyphens.")
        }
        let present = try node.memberships().first { $0.name == name || $0.origin == invitation.origin }
        if let present { try checkSame(present, invitation) }
        if let admission = present?.admission { return try Receipt(text: admission) }
        if present == nil, invitation.expires.secondsSince1970 < node.world.now().seconds {
            throw NodeError(
                .expired, de: "Die Einladung ist am \(invitation.expires) abgelaufen. Bitte um eine neue bitten.",
                en: "The invitation expired on \(invitation.expires). Please ask for a new one.")
        }
        let folder = node.folder(of: name)
        try Files.ensureFolder(folder)
        return try FederationLock.with(folder) {
            let keys = try NodeKeys.ensure(folder: folder, algorithm: algorithm)
            if present == nil {
                try node.store.write { connection in
                    try MembershipStore.insert(invitation, name: name, connection)
                }
            }
            do {
                try LogFollower(node: node, name: name).follow()
                return try enrol(keys)
            } catch let failure as HubFailure {
                throw Self.wording(of: failure)
            } catch let error as NodeError {
                try abandonIfUntouched()
                throw error
            }
        }
    }

    private func checkSame(_ present: Membership, _ invitation: Invitation) throws {
        guard present.name == name, present.origin == invitation.origin, present.tenant == invitation.tenant,
            present.isMember || present.token == invitation.token
        else {
            throw NodeError(
                .alreadyThere,
                de: "Dieser Knoten hat schon einen Verbund „\(present.name)“ (\(present.origin)). Bitte einen anderen "
                    + "Namen oder die dazugehörige Einladung verwenden.",
                en: "This node already has a federation \"\(present.name)\" (\(present.origin)). Please use another "
                    + "name, or the invitation that belongs to it.")
        }
    }

    private func enrol(_ keys: NodeKeys) throws -> Receipt {
        let membership = try node.membership(name)
        let request = try membership.enrolment ?? makeEnrolment(membership, keys)
        let answer = try node.hub(of: membership).post(
            "/api/v1/enrolments", request, contentType: "application/json")
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
                "UPDATE federation SET admission = ?, token = '', enrolment = NULL WHERE name = ?",
                .blob(receipt.bytes), .text(name))
        }
        node.world.log.info("federation.joined", .code("federation", name), .number("index", receipt.index))
        return receipt
    }

    /// The request is stored before it is sent: a proof of possession can differ each time it is made.
    private func makeEnrolment(_ membership: Membership, _ keys: NodeKeys) throws -> [UInt8] {
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
            try connection.execute("UPDATE federation SET enrolment = ? WHERE name = ?", .blob(request), .text(name))
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
        try node.store.write { connection in
            let isUntouched =
                try connection.first(
                    "SELECT enrolment IS NULL FROM federation WHERE name = ?", .text(name)
                ) { try $0.boolean(0) } ?? false
            guard isUntouched else { return }
            for table in ["evidence", "log_entry"] {
                try connection.execute("DELETE FROM \(table) WHERE federation = ?", .text(name))
            }
            try connection.execute("DELETE FROM own_statement WHERE federation = ?", .text(name))
            try connection.execute("DELETE FROM federation WHERE name = ?", .text(name))
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
            de: "Der Hub ist nicht zu erreichen: \(failure). Bitte denselben Befehl später noch einmal ausführen; die "
                + "Einladung bleibt gültig.",
            en: "The hub cannot be reached: \(failure). Please run the same command again later; the invitation stays "
                + "valid.")
    }
}
