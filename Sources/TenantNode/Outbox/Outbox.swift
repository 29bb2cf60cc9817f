import Crypto
import Database
import Federation
import Ledger
import Service

/// Sends what was signed for one federation, in order, until each statement has its receipt.
///
/// The bytes never change and the hub knows them by their digest, so sending again after any break is safe: nothing is
/// lost and nothing stands in the log twice.
struct Outbox: Sendable {
    static let backoff = Backoff(base: .seconds(20), cap: .seconds(3600))

    let node: Node
    let name: String

    struct Report: Sendable {
        var delivered = 0
        /// What still waits, and why.
        var waiting = 0
        var reason = ""
        var reasonGerman = ""
        var wording: Wording { Wording(de: reasonGerman, en: reason) }
        var isRefused = false
        /// When the next try is due, in seconds since 1970; nil where nothing is scheduled.
        var nextAttempt: Int64?
    }

    /// - Parameter isUrgent: sends now, whatever the schedule says.
    /// - Throws: `NodeError` where sending has stopped; what the hub or the network says goes into the report.
    func deliver(isUrgent: Bool, waiting seconds: Int = 10) throws -> Report {
        try FederationLock.with(node.folder(of: name), waiting: seconds) {
            var report = Report()
            let first = try node.store.read { connection in try OwnStatements.next(of: name, connection) }
            let isDue = first.map { $0.state == .waiting && $0.nextAttempt <= node.world.now().seconds } ?? false
            if isUrgent || isDue { try askForTheLog() }
            if try node.store.read({ connection in try OwnStatements.next(of: name, connection) }) != nil {
                try Confirmation(node: node, name: name).confirmIfNeeded()
                try Signer.catchUp(node, name)
                try Signer.requireFree(try node.membership(name))
                while let next = try node.store.read({ connection in try OwnStatements.next(of: name, connection) }) {
                    guard try send(next, isUrgent: isUrgent, &report) else { break }
                    report.delivered += 1
                }
            }
            report.waiting = try node.store.read { connection in
                try OwnStatements.chain(of: name, connection).count { $0.state != .delivered }
            }
            return report
        }
    }

    /// Before anything leaves: does the hub still have what it has shown? What can't be asked now is no reason to wait.
    private func askForTheLog() throws {
        let membership = try node.membership(name)
        guard membership.isMember, membership.isConfirmed, membership.alarm == nil, !membership.isRejoining else {
            return
        }
        do {
            try LogFollower(node: node, name: name).follow()
        } catch is HubFailure {
            return
        }
        try Signer.requireFree(try node.membership(name))
    }

    /// Whether the statement has its receipt now.
    private func send(_ own: OwnStatement, isUrgent: Bool, _ report: inout Report) throws -> Bool {
        let now = node.world.now().seconds
        guard own.state == .waiting, isUrgent || own.nextAttempt <= now else {
            report.reason = own.reason
            report.reasonGerman = own.reasonWording.de
            report.isRefused = own.state == .refused
            report.nextAttempt = own.state == .waiting ? own.nextAttempt : nil
            return false
        }
        let membership = try node.membership(name)
        let hub = node.hub(of: membership)
        do {
            let answer = try hub.post("/api/v1/statements", own.bytes, contentType: "application/jose")
            let receipt = try verified(answer, of: own, membership)
            try node.store.write { connection in
                try OwnStatements.markDelivered(own.id, receipt: receipt, connection)
            }
            node.world.log.info(
                "outbox.delivered", .code("federation", name), .number("sequence", own.sequence),
                .number("index", receipt.index))
            return true
        } catch let failure as HubFailure where failure.isFinal {
            let reason = explained(failure, own, hub, membership)
            try node.store.write { connection in try OwnStatements.markRefused(own.id, reason: reason, connection) }
            node.world.log.warning(
                "outbox.refused", .code("federation", name), .number("sequence", own.sequence),
                .code("code", failure.code))
            report.reason = reason.en
            report.reasonGerman = reason.de
            report.isRefused = true
        } catch let failure as HubFailure {
            let wait = Self.backoff.delay(attempt: Int(own.attempts), random: node.world.randomNumber())
            let next = now + max(1, wait.components.seconds)
            try node.store.write { connection in
                try OwnStatements.postpone(own.id, until: next, reason: failure.wording, connection)
            }
            node.world.log.info(
                "outbox.postponed", .code("federation", name), .number("sequence", own.sequence),
                .number("attempts", own.attempts + 1))
            report.reason = failure.wording.en
            report.reasonGerman = failure.wording.de
            report.nextAttempt = next
        }
        return false
    }

    // MARK: Receipts

    /// The receipt, once it is of this log, for exactly our statement, and its log is a continuation of the one seen.
    private func verified(_ answer: [UInt8], of own: OwnStatement, _ membership: Membership) throws -> Receipt {
        let receipt: Receipt
        do {
            receipt = try Receipt(text: answer)
        } catch {
            throw HubFailure(
                isFinal: false, status: 200, code: "",
                reason: "The answer is no receipt (\(error.reason)); a proxy in between may have answered.",
                german: "Die Antwort ist keine Quittung (\(error.reason)); vielleicht hat ein Proxy dazwischen "
                    + "geantwortet.")
        }
        do {
            let checkpoint = try Self.check(receipt, of: own, membership)
            let log = try LogFollower(node: node, name: name).follow(including: checkpoint)
            guard log.leafHashes.indices.contains(Int(receipt.index)),
                log.leafHashes[Int(receipt.index)] == Merkle.leafHash(receipt.extra ?? [])
            else { throw NodeError.wrongReceipt("The entry is not the one of the log.") }
            return receipt
        } catch let error as NodeError where error.code == .wrongReceipt {
            node.world.log.error("outbox.wrong-receipt", .code("federation", name), .failure(error))
            try node.store.write { connection in
                try OwnStatements.postpone(own.id, until: 0, reason: error.wording, connection)
                try MembershipStore.setAlarm(error.wording, of: name, connection)
            }
            throw error
        }
    }

    static func check(
        _ receipt: Receipt, of own: OwnStatement, _ membership: Membership
    ) throws -> SignedCheckpoint {
        do {
            let entry = receipt.extra ?? []
            let checkpoint = try receipt.verify(entry: entry, log: membership.log)
            let leaf = try LogEntry(canonicalBytes: entry)
            guard leaf.sha256 == own.sha256, leaf.byteCount == Int64(own.bytes.count), leaf.kind == own.kind,
                leaf.issuer == membership.issuer
            else { throw NodeError.wrongReceipt("It is for another statement.") }
            return checkpoint
        } catch let error as NodeError {
            throw error
        } catch {
            throw NodeError.wrongReceipt("\(error)")
        }
    }

    // MARK: Refusals

    /// What the hub said, and for a broken chain what its log says about us.
    private func explained(
        _ failure: HubFailure, _ own: OwnStatement, _ hub: HubClient, _ membership: Membership
    ) -> Wording {
        guard ["sequence", "previous", "fork"].contains(failure.code),
            let standing = try? IssuerStanding.ask(hub, membership)
        else { return failure.wording }
        let advice =
            standing.sequence >= own.sequence
            ? "The log has \(standing.sequence) statements of ours already, this one is number \(own.sequence): was an "
                + "old backup restored, or does a second node run? Run \"withdraw\" after you have found out."
            : "The log ends at our number \(standing.sequence), this one is number \(own.sequence)."
        let german =
            standing.sequence >= own.sequence
            ? "Im Protokoll stehen schon \(standing.sequence) Erklärungen von uns, diese ist Nummer \(own.sequence): "
                + "Wurde eine alte Sicherung eingespielt, oder läuft ein zweiter Knoten? Nach Klärung bitte „withdraw“."
            : "Das Protokoll endet bei unserer Nummer \(standing.sequence), diese ist Nummer \(own.sequence)."
        return Wording(de: "\(failure.wording.de) \(german)", en: "\(failure.wording.en) \(advice)")
    }
}

extension NodeError {
    static func wrongReceipt(_ reason: String) -> NodeError {
        NodeError(
            .wrongReceipt,
            de: "Die Quittung des Hubs stimmt nicht: \(reason) Es wird nichts weiter versandt, bis Sie das geklärt "
                + "haben.",
            en: "The hub's receipt is wrong: \(reason) Nothing more is sent until you have found out why.")
    }
}
