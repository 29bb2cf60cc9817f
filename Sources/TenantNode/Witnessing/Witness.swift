import Federation
import Ledger
import Service
import Witnessing

/// The node as a witness: it checks what the hub offers against its own copy of the log, cosigns it, and renews the
/// town's receipts under what a quorum has cosigned (docs/PROTOCOL.md section 7). Outbound only.
///
/// It is called after the log was followed: a log that breaks its promise has raised the alarm by then, and then nothing
/// is cosigned.
struct Witness: Sendable {
    /// A head that has not changed is cosigned anew after so many seconds: who looks sees that somebody watches.
    static let freshness: Int64 = 24 * 3600
    private static let renewalsAtOnce = 200

    let node: Node
    let name: String

    /// Throws `HubFailure` where the hub cannot be asked or refuses, `NodeError` where the log raises the alarm.
    func attend() throws {
        let membership = try node.membership(name)
        guard membership.isMember, membership.isConfirmed, membership.alarm == nil, !membership.isRejoining else {
            return
        }
        let hub = node.hub(of: membership)
        if membership.shorter != nil {
            try tellWhatIsMissing(membership, hub)
            return
        }
        try cosign(membership, hub)
        try renew(membership, hub)
    }

    // MARK: Cosigning

    private func cosign(_ membership: Membership, _ hub: HubClient) throws {
        let keys = try node.keys(of: membership)
        let own = try VerifierKey(
            name: FederationState.Witness.name(of: membership.tenant, origin: membership.origin), type: .cosignature,
            key: keys.cosigner.publicKey)
        guard let candidate = try checkpoint("/log/candidate", membership, hub) else { return }
        // Brings our copy to at least that size through every check, and compares the root; a fork raises the alarm.
        let log = try LogFollower(node: node, name: name).follow(including: candidate)
        guard Committee(log.state, at: candidate.head.size)?.member(own) != nil else { return }
        let old = try node.store.read { try WitnessStore.cosigned(name, $0) }
        if let old {
            guard candidate.head.size >= old.head.size else { return try tellWhatIsMissing(membership, hub) }
            let isOurs = try !candidate.witnessings(by: [own]).isEmpty
            let isFresh = node.world.now().seconds - old.seconds < Self.freshness
            if candidate.head == old.head, isOurs, isFresh { return }
        }
        // A clock before 1970 is broken; the least time that a cosignature can name is as good as any.
        let seconds = max(1, node.world.now().seconds)
        let line = try NoteSigner(name: own.name, key: keys.cosigner, type: .cosignature)
            .cosign(candidate.note.text, at: seconds)
        let isOurTurn = try node.store.write { connection in
            try WitnessStore.advance(name, from: old, to: candidate.head, at: seconds, connection)
        }
        // Another process of this node was faster; what it has cosigned stands.
        guard isOurTurn else { return }
        let note = try SignedNote(text: candidate.note.text, signatures: [candidate.logLine, line].compactMap(\.self))
        _ = try hub.post("/log/cosignature", note.bytes, contentType: "text/plain; charset=utf-8")
        try node.store.write { try WitnessStore.markTaken(name, candidate.head, $0) }
        node.world.log.info(
            "witness.cosigned", .code("federation", name), .number("size", candidate.head.size))
    }

    /// The hub shows less than it has signed: it is given its own signature back, so that it notices before it signs
    /// over what it has lost.
    private func tellWhatIsMissing(_ membership: Membership, _ hub: HubClient) throws {
        guard let seen = membership.checkpoint else { return }
        do {
            _ = try hub.post("/log/cosignature", seen, contentType: "text/plain; charset=utf-8")
        } catch {
            guard error.code == "lost-history" else { throw error }
            node.world.log.warning("witness.told-lost-history", .code("federation", name))
        }
    }

    // MARK: Receipts

    private func renew(_ membership: Membership, _ hub: HubClient) throws {
        guard let witnessed = try checkpoint("/log/witnessed", membership, hub) else { return }
        if try node.store.read({ try WitnessStore.witnessed(name, $0) }) == witnessed.bytes {
            return try renewReceipts(under: witnessed, try node.log(of: membership))
        }
        let log = try LogFollower(node: node, name: name).follow(including: witnessed)
        guard let committee = Committee(log.state, at: witnessed.head.size),
            committee.isQuorum(try witnessed.witnessings(by: committee.keys))
        else {
            throw HubFailure(
                isFinal: false, status: 200, code: "",
                reason: "The checkpoint of size \(witnessed.head.size) that the hub calls witnessed has no quorum.",
                german: "Der Prüfpunkt der Größe \(witnessed.head.size), den der Hub bezeugt nennt, hat nicht genügend "
                    + "Gegenzeichnungen.")
        }
        try node.store.write { try WitnessStore.setWitnessed(witnessed, name, $0) }
        try renewReceipts(under: witnessed, log)
    }

    /// Each costs one proof from our own copy, once.
    private func renewReceipts(under witnessed: SignedCheckpoint, _ log: FollowedLog) throws {
        let due = try node.store.read { connection in
            try WitnessStore.unwitnessed(
                name, below: witnessed.head.size, limit: Self.renewalsAtOnce, connection
            ).map { own in
                (own.id, own.position, try FollowedLog.leaf(own.position, of: name, connection))
            }
        }
        let receipts = try due.compactMap { id, position, leaf in
            try leaf.map { (id, try log.receipt(index: position, entry: $0, checkpoint: witnessed)) }
        }
        guard !receipts.isEmpty else { return }
        try node.store.write { connection in
            for (id, receipt) in receipts { try WitnessStore.renew(id, receipt, connection) }
        }
        node.world.log.info("witness.receipts", .code("federation", name), .number("renewed", receipts.count))
    }

    // MARK: Asking

    /// A checkpoint under the log's signature; nil where the hub has none of this kind.
    private func checkpoint(_ path: String, _ membership: Membership, _ hub: HubClient) throws -> SignedCheckpoint? {
        let bytes: [UInt8]
        do {
            bytes = try hub.get(path)
        } catch {
            if error.status == 404, error.isFinal { return nil }
            throw error
        }
        do {
            return try SignedCheckpoint(note: bytes, log: membership.log)
        } catch {
            throw HubFailure(
                isFinal: false, status: 200, code: "",
                reason: "What stands at \(path) is not what the hub signed (\(error.reason)); a proxy in between?",
                german:
                    "Unter \(path) steht nicht, was der Hub unterschrieben hat (\(error.reason)). Ein Proxy dazwischen?"
            )
        }
    }
}

extension SignedCheckpoint {
    /// The line of the log's own key.
    fileprivate var logLine: NoteSignature? { note.signatures.first { log.isNamed(by: $0) } }
}
