import Federation
import Service

/// After a restore: the hub and its log are asked for the town's last number before anything is signed again. What the
/// log has of ours and the backup has not is taken over from the log.
struct Confirmation: Sendable {
    let node: Node
    let name: String

    /// To be called under the federation's lock.
    func confirmIfNeeded() throws {
        let membership = try node.membership(name)
        guard membership.isMember, !membership.isConfirmed else { return }
        if membership.alarm != nil { try Signer.requireFree(membership) }
        do {
            try confirm(membership)
        } catch let failure as HubFailure {
            throw NodeError(
                .unconfirmed,
                de: "Dieser Knoten wurde aus einer Sicherung wiederhergestellt. Bevor er wieder unterschreibt, muss er "
                    + "den Hub nach der letzten Nummer fragen, und der antwortet nicht: \(failure.wording.de)",
                en: "This node was restored from a backup. Before it signs again it has to ask the hub for its last "
                    + "number, and the hub does not answer: \(failure)")
        }
    }

    private func confirm(_ membership: Membership) throws {
        let answered = try IssuerStanding.ask(node.hub(of: membership), membership)
        let log = try LogFollower(node: node, name: name).follow()
        let reached = log.state.chain(of: membership.issuer)
        guard reached.sequence >= answered.sequence else {
            throw HubFailure(
                isFinal: false, status: 200, code: "",
                reason: "The hub names number \(answered.sequence), its log ends at \(reached.sequence).")
        }
        try node.store.write { connection in
            // A statement of ours that the log has by now but whose receipt the backup lacks is simply sent again.
            try connection.execute("UPDATE federation SET is_confirmed = 1 WHERE name = ?", .text(name))
        }
        node.world.log.info(
            "federation.confirmed", .code("federation", name), .number("sequence", reached.sequence))
    }
}

/// The end of our chain as the hub tells it: `GET /api/v1/issuers/<tenant>`.
struct IssuerStanding: Sendable {
    let sequence: Int64
    let previous: String

    static func ask(_ hub: HubClient, _ membership: Membership) throws(HubFailure) -> IssuerStanding {
        let bytes = try hub.get("/api/v1/issuers/\(membership.tenant)")
        do {
            var reader = try CanonicalReader(Array(bytes.prefix { $0 != 0x0A }))
            try reader.openObject()
            let issuer = try reader.issuer("issuer")
            try reader.member("previous")
            let previous = try reader.string()
            let sequence = try reader.integer("sequence", in: 0...CanonicalReader.maximumInteger)
            try reader.closeObject()
            guard issuer == membership.issuer else { throw Refusal(.value, "another issuer") }
            return IssuerStanding(sequence: sequence, previous: previous)
        } catch {
            throw HubFailure(
                isFinal: false, status: 200, code: "",
                reason: "The answer about our last number cannot be read; a proxy in between may have answered.")
        }
    }
}
