import Crypto
import Database
import Federation
import Ledger
import Service

/// Fetches what is new in a federation's log, checks it, and keeps it: every entry through the entry check, the tree
/// against the signed checkpoint, and each entry under the town's own name against what the town has sent.
///
/// A log that is not a continuation of the one seen before, or that lets the town say what it did not say, raises the
/// alarm: it is written down, and nothing more is signed or sent until a person has looked at it.
struct LogFollower: Sendable {
    let node: Node
    let name: String
    /// Set while the town enrols anew: its keys may have been replaced, which is no alarm then.
    var isRejoining = false

    /// Follows to the hub's newest checkpoint, and at least to `checkpoint` where one is given.
    ///
    /// Throws `HubFailure` where the hub cannot be asked, `NodeError` of code `inconsistentLog`, `foreignLog` or
    /// `foreignEntry` after it has raised the alarm.
    @discardableResult
    func follow(including checkpoint: SignedCheckpoint? = nil) throws -> FollowedLog {
        let membership = try node.membership(name)
        let hub = node.hub(of: membership)
        var log = try node.log(of: membership)
        do {
            if let checkpoint { try take(upTo: checkpoint, &log, membership, hub) }
            let newest = try Self.newestCheckpoint(membership, hub)
            try take(upTo: newest, &log, membership, hub)
            try compareReceipts(&log, membership, hub)
            let seen = log.size
            let shorter = newest.head.size < seen ? ShorterLog(size: newest.head.size, seen: seen) : nil
            if let shorter, membership.shorter != shorter {
                let keeper = EvidenceKeeper(node: node, membership: membership)
                if let evidence = try keeper.shrinking(to: newest) { try keeper.keep(evidence) }
                node.world.log.warning(
                    "log.shorter", .code("federation", name), .number("size", shorter.size), .number("seen", seen))
            }
            try node.store.write { connection in
                try MembershipStore.setShorter(shorter, of: name, connection)
                try connection.execute(
                    "UPDATE federation SET checked = ?, contact_problem = '', contact_problem_de = '' WHERE name = ?",
                    .integer(node.world.now().seconds), .text(name))
            }
            return log
        } catch let failure as HubFailure {
            try node.store.write { connection in
                try connection.execute(
                    "UPDATE federation SET contact_problem = ?, contact_problem_de = ? WHERE name = ?",
                    .text(failure.wording.en), .text(failure.wording.de), .text(name))
            }
            throw failure
        } catch let error as NodeError where Self.alarming.contains(error.code) {
            node.world.log.error("log.alarm", .code("federation", name), .failure(error))
            try node.store.write { connection in try MembershipStore.setAlarm(error.wording, of: name, connection) }
            throw error
        }
    }

    /// Receipts that came as files: is their checkpoint one of this log, and does the entry stand where they say?
    private func compareReceipts(_ log: inout FollowedLog, _ membership: Membership, _ hub: HubClient) throws {
        for own in try node.store.read({ try OwnStatements.unchecked(of: name, $0) }) {
            guard let bytes = own.receipt else { continue }
            let receipt = try Receipt(text: bytes)
            let entry = receipt.extra ?? []
            try take(upTo: try receipt.verify(entry: entry, log: membership.log), &log, membership, hub)
            guard log.leafHashes.indices.contains(Int(receipt.index)),
                log.leafHashes[Int(receipt.index)] == Merkle.leafHash(entry)
            else {
                throw NodeError(
                    .inconsistentLog,
                    de: "Die Quittung für Erklärung \(own.sequence) nennt Eintrag \(receipt.index), und dort steht im "
                        + "Protokoll etwas anderes.",
                    en:
                        "The receipt of statement \(own.sequence) names entry \(receipt.index), and something else stands "
                        + "there in the log.")
            }
            try node.store.write { try OwnStatements.markChecked(own.id, $0) }
        }
    }

    private static let alarming: Set<NodeError.Code> = [.inconsistentLog, .foreignLog, .foreignEntry]

    private static func newestCheckpoint(_ membership: Membership, _ hub: HubClient) throws -> SignedCheckpoint {
        let bytes = try hub.get("/log/checkpoint")
        do {
            return try SignedCheckpoint(note: bytes, log: membership.log)
        } catch {
            if error.code == .malformed || error.code == .tooLarge {
                throw HubFailure(
                    isFinal: false, status: 200, code: "",
                    reason: "The answer is no checkpoint; a proxy in between may have answered.",
                    german: "Die Antwort ist kein Prüfpunkt; vielleicht hat ein Proxy dazwischen geantwortet.")
            }
            // Bytes that the log's key did not sign prove nothing against the log.
            guard !membership.isMember else {
                throw HubFailure(
                    isFinal: false, status: 200, code: "",
                    reason: "What arrived is not what the hub signed (\(error.reason)); a proxy in between?",
                    german:
                        "Was ankam, ist nicht, was der Hub unterschrieben hat (\(error.reason)). Ein Proxy dazwischen?"
                )
            }
            throw NodeError(
                .foreignLog,
                de: "Der Prüfpunkt unter \(membership.hub) ist nicht mit dem Schlüssel der Einladung unterschrieben "
                    + "(\(error.reason)).",
                en: "The checkpoint at \(membership.hub) is not signed with the key of the invitation "
                    + "(\(error.reason)).")
        }
    }

    /// Brings `log` to the size of `checkpoint`, or checks that it has gone through it.
    private func take(
        upTo checkpoint: SignedCheckpoint, _ log: inout FollowedLog, _ membership: Membership, _ hub: HubClient
    ) throws {
        let head = checkpoint.head
        guard head.size > log.size else {
            guard try log.head(at: head.size) == head else {
                let keeper = EvidenceKeeper(node: node, membership: membership)
                throw try fork(checkpoint, try keeper.contradiction(of: checkpoint, to: log), keeper)
            }
            return
        }
        let entries = try fetchEntries(from: log.size, to: head.size, hub)
        try authenticate(entries, after: log, checkpoint, membership, hub)
        let fetched = try entries.map { entry in
            Replay.Item(entry: entry, statement: try statement(of: entry, hub))
        }
        var next = log
        var own: [VerifiedEntry] = []
        var takenOver: VerifiedEntry?
        let keeper = EvidenceKeeper(node: node, membership: membership)
        let isRejoining = isRejoining || membership.isRejoining
        let keys = membership.isMember ? try node.keys(of: membership) : nil
        next.take(fetched) { verified in
            if verified.statement.statement.issuer == membership.issuer { own.append(verified) }
            if let keys, case .admission(let admission) = verified.statement.statement.body,
                admission.tenant == membership.tenant,
                admission.keys.map(\.publicKey) != [keys.cosigner.publicKey, keys.statement.publicKey]
            {
                takenOver = verified
            }
        }
        try Self.checkFaults(next)
        if let index = next.state.missing.keys.min() {
            throw HubFailure(
                isFinal: false, status: 410, code: "redacted",
                reason: "The statement of entry \(index) is not there, and no redaction in the log says why.",
                german: "Die Erklärung zu Eintrag \(index) fehlt, und im Protokoll steht keine Entfernung dafür.")
        }
        try Self.checkFounding(next.state, membership)
        if let takenOver, !isRejoining {
            try keeper.keep(try keeper.foreignEntry(takenOver, checkpoint, next))
            throw Self.foreignAdmission(takenOver)
        }
        try requireOwn(fetched, from: log.size, checkpoint, next, membership, keeper)
        // Statements of a lost node, or of former keys, belong to the chain that goes on with new keys.
        let isReplaced =
            isRejoining && keys.map { !Standing(next.state, membership, $0.statement.publicKey).isGood } ?? false
        var ownKeys: Set<String>?
        if let keys, !isReplaced {
            let later = try NodeKeys.sets(from: membership.keyNumber, in: node.folder(of: name), node.vault).map(
                \.keys)
            ownKeys = Set(([keys] + later).map(\.statement.publicKey.thumbprint))
        }
        do {
            try keep(fetched, from: log.size, checkpoint, own, next, membership, ownKeys: ownKeys)
        } catch let foreign as ForeignEntry {
            try keeper.keep(try keeper.foreignEntry(foreign.verified, checkpoint, next))
            throw Self.foreignEntry(foreign.verified.index)
        }
        log = next
    }

    /// Nothing that arrived is judged before it hashes to the root that the log's key signed. A mismatch is an alarm only
    /// where the hub's own entries prove it: they give the signed root, but don't continue what was seen.
    private func authenticate(
        _ entries: [[UInt8]], after log: FollowedLog, _ checkpoint: SignedCheckpoint, _ membership: Membership,
        _ hub: HubClient
    ) throws {
        var edge = log.edge
        for entry in entries { _ = edge.append(Merkle.leafHash(entry)) }
        if edge.head == checkpoint.head { return }
        if log.size > 0 {
            var whole = TreeEdge()
            let all = try fetchEntries(from: 0, to: checkpoint.head.size, hub)
            for entry in all { _ = whole.append(Merkle.leafHash(entry)) }
            if whole.head == checkpoint.head {
                let keeper = EvidenceKeeper(node: node, membership: membership)
                throw try fork(checkpoint, try keeper.rewriting(by: checkpoint, entries: all), keeper)
            }
        }
        throw HubFailure(
            isFinal: false, status: 200, code: "",
            reason: "What arrived is not what the hub signed for size \(checkpoint.head.size); a proxy in between?",
            german: "Was ankam, ist nicht, was der Hub für Größe \(checkpoint.head.size) unterschrieben hat. Ein Proxy "
                + "dazwischen?")
    }

    private func fetchEntries(from start: Int64, to size: Int64, _ hub: HubClient) throws -> [[UInt8]] {
        var entries: [[UInt8]] = []
        for coordinate in EntryBundleCoordinate.bundles(from: start, to: size) {
            let bytes = try hub.get("/log/\(coordinate.path)")
            let bundle: EntryBundle
            do {
                bundle = try EntryBundle(bytes: bytes, width: coordinate.width)
            } catch {
                throw HubFailure(
                    isFinal: false, status: 200, code: "", reason: "\(coordinate.path) is incomplete: \(error.reason)",
                    german: "\(coordinate.path) ist unvollständig (\(error.reason)).")
            }
            for (offset, entry) in bundle.entries.enumerated() where coordinate.firstIndex + Int64(offset) >= start {
                entries.append(entry)
            }
        }
        return entries
    }

    /// Nil where the hub says that it has been redacted; the log itself must say so, too.
    private func statement(of entry: [UInt8], _ hub: HubClient) throws -> [UInt8]? {
        let leaf: LogEntry
        do {
            leaf = try LogEntry(canonicalBytes: entry)
        } catch {
            throw NodeError(
                .inconsistentLog, de: "Ein Eintrag des Protokolls ist nicht lesbar: \(error)",
                en: "An entry of the log cannot be read: \(error)")
        }
        let statement: [UInt8]
        do {
            statement = try hub.get("/log/statement/\(leaf.sha256.hex)")
        } catch {
            if error.status == 410, leaf.kind.isRedactable { return nil }
            throw error
        }
        guard SHA256.digest(statement) == leaf.sha256 else {
            throw HubFailure(
                isFinal: false, status: 200, code: "",
                reason: "The statement \(leaf.sha256.hex) arrived with other bytes; a proxy in between may alter them.",
                german: "Die Erklärung \(leaf.sha256.hex) kam mit anderen Bytes an; vielleicht verändert sie ein Proxy."
            )
        }
        return statement
    }

    // MARK: Checks

    private static func checkFaults(_ log: FollowedLog) throws {
        guard let fault = log.replay.faults.first else { return }
        throw NodeError(
            .inconsistentLog,
            de: "Eintrag \(fault.index) des Protokolls besteht die Prüfung nicht: \(fault.refusal)",
            en: "Entry \(fault.index) of the log does not pass the check: \(fault.refusal)")
    }

    private static func checkFounding(_ state: FederationState, _ membership: Membership) throws {
        guard let founding = state.founding?.value, founding.log == membership.log.text,
            founding.keys.first?.publicKey.thumbprint == membership.office
        else {
            throw NodeError(
                .foreignLog,
                de: "Die Gründung im Protokoll nennt andere Schlüssel als die Einladung. Das ist nicht die Stelle, die "
                    + "Sie eingeladen hat.",
                en: "The founding in the log names other keys than the invitation. This is not who invited you.")
        }
    }

    /// Keeps the signed checkpoint that contradicts what was seen, with the proof where our own checkpoint was signed, too.
    private func fork(
        _ checkpoint: SignedCheckpoint, _ evidence: Evidence?, _ keeper: EvidenceKeeper
    ) throws -> NodeError {
        if let evidence {
            try keeper.keep(evidence)
        } else {
            try node.store.write { connection in
                try connection.execute(
                    "INSERT INTO evidence (federation, seen, checkpoint) VALUES (?, ?, ?)", .text(name),
                    .integer(node.world.now().seconds), .blob(checkpoint.bytes))
            }
        }
        let size = checkpoint.head.size
        return NodeError(
            .inconsistentLog,
            de:
                "Das Protokoll ist bei Größe \(size) keine Fortsetzung dessen, was dieser Knoten gesehen hat. "
                + "Bitte die "
                + "Geschäftsstelle und andere Kommunen benachrichtigen. Der Beweis liegt im Datenordner unter "
                + "federations/\(name)/evidence; jeder kann ihn mit „rahmenwerk-audit evidence“ prüfen.",
            en: "At size \(size) the log is no continuation of what this node has seen. Please tell the office and "
                + "other towns. The proof lies in the data folder below federations/\(name)/evidence; anybody can check it with "
                + "\"rahmenwerk-audit evidence\".")
    }

    private static func foreignAdmission(_ verified: VerifiedEntry) -> NodeError {
        NodeError(
            .foreignEntry,
            de: "Eintrag \(verified.index) nimmt Ihre Kommune mit Schlüsseln auf, die nicht von diesem Knoten sind. "
                + "Bitte die Geschäftsstelle fragen.",
            en: "Entry \(verified.index) admits your town with keys that are not this node's. Please ask the office.")
    }

    // MARK: Keeping

    /// Stores entries and checkpoint in one transaction with what they mean for our own chain.
    private func keep(
        _ items: [Replay.Item], from start: Int64, _ checkpoint: SignedCheckpoint, _ own: [VerifiedEntry],
        _ log: FollowedLog, _ membership: Membership, ownKeys: Set<String>?
    ) throws {
        let speaking = try keyNumber(after: own, log, membership)
        try node.store.write { connection in
            var ownKeys = ownKeys
            for (offset, item) in items.enumerated() {
                // Another process may have followed at the same time; the same bytes are no harm.
                try connection.execute(
                    """
                    INSERT INTO log_entry (federation, position, leaf, sha256, statement) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (federation, position) DO NOTHING
                    """, .text(name), .integer(start + Int64(offset)), .blob(item.entry),
                    .blob(try LogEntry(canonicalBytes: item.entry).sha256.bytes), .blob(item.statement ?? []))
            }
            // What was held so far goes, too.
            for redaction in log.state.redactions.values where redaction.index >= start {
                try connection.execute(
                    "UPDATE log_entry SET statement = x'' WHERE federation = ? AND position = ?", .text(name),
                    .integer(redaction.value.target.index))
            }
            for verified in own {
                if try OwnStatements.contains(verified.entry.sha256, of: name, connection) { continue }
                // While joining, earlier statements can be those of a lost node; after a restore they can be ours.
                if let known = ownKeys {
                    guard !membership.isConfirmed, known.contains(verified.statement.keyID)
                    else { throw ForeignEntry(verified: verified) }
                    // What our own key introduced is ours as well, also where the backup is older than its file.
                    if case .key(let change) = verified.statement.statement.body {
                        ownKeys = known.union(change.add.map(\.publicKey.thumbprint))
                    }
                }
                let receipt = try log.receipt(
                    index: verified.index, entry: verified.entry.canonicalBytes, checkpoint: checkpoint)
                try OwnStatements.adopt(verified, receipt: receipt, of: name, connection)
            }
            try connection.execute(
                "UPDATE federation SET checkpoint = ? WHERE name = ?", .blob(checkpoint.bytes), .text(name))
            if let speaking {
                try connection.execute(
                    "UPDATE federation SET key_number = ? WHERE name = ?", .integer(Int64(speaking)), .text(name))
            }
        }
    }

    /// The set of keys that speaks from now on, where one of our own statements has changed it.
    private func keyNumber(
        after own: [VerifiedEntry], _ log: FollowedLog, _ membership: Membership
    ) throws -> Int? {
        guard membership.isMember, own.contains(where: { $0.statement.statement.kind == .key }) else { return nil }
        return try NodeKeys.speaking(
            in: log.state, as: membership.issuer, from: membership.keyNumber, in: node.folder(of: name),
            node.vault)?.number
    }

    /// A hub could make up an entry under our name and redact it: nobody could check its signature then, but we know what
    /// we have sent.
    private func requireOwn(
        _ items: [Replay.Item], from start: Int64, _ checkpoint: SignedCheckpoint, _ log: FollowedLog,
        _ membership: Membership, _ keeper: EvidenceKeeper
    ) throws {
        guard membership.isMember, membership.isConfirmed, !membership.isRejoining, !isRejoining else { return }
        for (offset, item) in items.enumerated() where item.statement == nil {
            let leaf = try LogEntry(canonicalBytes: item.entry)
            guard leaf.issuer == membership.issuer,
                try !node.store.read({ try OwnStatements.contains(leaf.sha256, of: name, $0) })
            else { continue }
            let index = start + Int64(offset)
            try keeper.keep(try keeper.foreignEntry(index, item.entry, nil, checkpoint, log))
            throw Self.foreignEntry(index)
        }
    }

    /// Nothing of the batch was kept.
    private struct ForeignEntry: Error {
        let verified: VerifiedEntry
    }

    private static func foreignEntry(_ index: Int64) -> NodeError {
        NodeError(
            .foreignEntry,
            de: "Eintrag \(index) steht unter dem Namen Ihrer Kommune im Protokoll, ist aber nicht von diesem "
                + "Knoten. Jemand anderes verwendet Ihren Schlüssel, oder ein zweiter Knoten läuft. Bitte "
                + "sofort klären.",
            en: "Entry \(index) stands in the log under your town's name but is not from this node. Somebody "
                + "else uses your key, or a second node runs. Please find out at once.")
    }
}
