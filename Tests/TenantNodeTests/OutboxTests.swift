import Crypto
import Federation
import Ledger
import Service
import Synchronization
import Testing

@testable import TenantNode

struct OutboxTests {
    private func waiting(_ town: TestNode) throws -> [OwnStatement] {
        try town.node.store.read { connection in try OwnStatements.chain(of: "region", connection) }
            .filter { $0.state != .delivered }
    }

    @Test func deliversAndKeepsTheReceipt() throws {
        try joined { hub, town in
            let own = try town.submit()
            #expect(own.sequence == 2)
            // Submitting or approving once more changes nothing.
            #expect(try SummaryDesk(node: town.node, name: "region").submit(town.period).id == own.id)
            #expect(throws: NodeError(.unchanged, de: "", en: "")) { try town.submit() }
            #expect(try town.deliver().delivered == 1)
            #expect(hub.statements(of: "soest").last == own.bytes)
            let stored = try #require(
                try town.node.store.read { connection in try OwnStatements.chain(of: "region", connection) }.last)
            let receipt = try Receipt(text: try #require(stored.receipt))
            #expect(receipt.index == stored.position)
            _ = try receipt.verify(entry: try #require(receipt.extra), log: hub.log.verifierKey)
        }
    }

    /// Whatever breaks in between, the statement stands in the log once, and its receipt arrives in the end.
    @Test(arguments: [FakeHub.Fault.status(500), .status(503), .cut, .proxyPage, .problem(503, "storage")])
    func survives(_ fault: FakeHub.Fault) throws {
        try joined { hub, town in
            hub.set(fault)
            let own = try town.submit()
            let report = try town.deliver()
            #expect(report.delivered == 0 && report.waiting == 1 && !report.isRefused)
            #expect(!report.reason.isEmpty && report.nextAttempt != nil)
            // Not due yet: nothing is sent.
            let posts = hub.posts
            #expect(try town.deliver(urgent: false).waiting == 1)
            #expect(hub.posts == posts)
            hub.set(.none)
            try town.restart()
            town.clock.advance(by: .seconds(3700))
            #expect(try town.deliver(urgent: false).delivered == 1)
            #expect(hub.statements(of: "soest").count == 2)
            #expect(hub.statements(of: "soest").last == own.bytes)
        }
    }

    @Test func waitsWhileTheHubIsDown() throws {
        try joined { hub, town in
            hub.stop()
            _ = try town.submit()
            #expect(try town.deliver().waiting == 1)
            #expect(try waiting(town).first?.attempts == 1)
            try town.restart()
            try hub.start()
            #expect(try town.deliver().delivered == 1)
            #expect(hub.statements(of: "soest").count == 2)
        }
    }

    @Test func aSlowHubIsWaitedFor() throws {
        try joined { hub, town in
            hub.set(.slow)
            _ = try town.submit()
            #expect(try town.deliver().delivered == 1)
        }
    }

    @Test(arguments: [FakeHub.Fault.foreignReceipt, .otherEntry])
    func aWrongReceiptStopsEverything(_ fault: FakeHub.Fault) throws {
        try joined { hub, town in
            hub.set(fault)
            _ = try town.submit()
            #expect(throws: NodeError(.wrongReceipt, de: "", en: "")) { try town.deliver() }
            let membership = try town.node.membership("region")
            #expect(membership.alarm != nil)
            #expect(try waiting(town).count == 1)
            hub.set(.none)
            #expect(throws: NodeError(.stopped, de: "", en: "")) { try town.deliver() }
            #expect(throws: NodeError(.stopped, de: "", en: "")) { try town.adopt() }
            try town.node.store.write { connection in try MembershipStore.setAlarm(nil, of: "region", connection) }
            #expect(try town.deliver().delivered == 1)
            #expect(hub.statements(of: "soest").count == 2)
        }
    }

    @Test func aRefusalHoldsTheOrderUntilWithdrawn() throws {
        try joined { hub, town in
            hub.set(.problem(422, "rule"))
            let refused = try town.submit()
            #expect(try town.deliver().isRefused)
            hub.set(.none)
            try town.adopt()
            // The later one must not overtake.
            let report = try town.deliver()
            #expect(report.isRefused && report.waiting == 2 && report.reason.contains("422 rule"))
            #expect(hub.statements(of: "soest").count == 1)
            #expect(try Withdrawal(node: town.node, name: "region").withdraw() == 2)
            let again = try town.submit()
            #expect(
                again.sequence == refused.sequence && again.sha256 != refused.sha256 || again.bytes == refused.bytes)
            #expect(try town.deliver().delivered == 1)
        }
    }

    @Test func aForkSaysWhatToDo() throws {
        try joined { hub, town in
            hub.set(.problem(409, "fork"))
            _ = try town.submit()
            let report = try town.deliver()
            #expect(report.isRefused && report.reason.contains("The log ends at our number 1"))
            #expect(report.reasonGerman.hasPrefix("Der Hub lehnt ab (HTTP 409 fork): "))
            #expect(report.reasonGerman.hasSuffix("Das Protokoll endet bei unserer Nummer 1, diese ist Nummer 2."))
            let text = StatusText(status: try NodeStatus.read(town.node), language: .german).lines.joined()
            #expect(text.contains("Der Hub lehnt ab") && !text.contains("The log ends"))
        }
    }

    @Test func submittingInParallelSignsOnce() throws {
        try joined { hub, town in
            let desk = SummaryDesk(node: town.node, name: "region")
            _ = try desk.approve(
                town.period, approval: Summary.Approval(function: .mayor, isSelfApproved: false), expecting: nil)
            let outcomes = Mutex<[String]>([])
            let threads = try (0..<5).map { _ in
                let node = try TestNode.open(town.folder, town.world)
                let period = town.period
                return try Service.Thread.spawn(name: "submitter", stackSize: 4 << 20) {
                    let desk = SummaryDesk(node: node, name: "region")
                    let outcome = Result { try desk.submission(of: period) }
                    let text = (try? outcome.get()).map { "\($0.statement.sequence) \($0.isNew)" } ?? "\(outcome)"
                    outcomes.withLock { $0.append(text) }
                }
            }
            for thread in threads { thread.join() }
            #expect(outcomes.withLock { $0.sorted() } == Array(repeating: "2 false", count: 4) + ["2 true"])
            #expect(try town.deliver().delivered == 1)
        }
    }

    @Test func aPeriodThatHasNotEndedIsNotApproved() throws {
        try joined { _, town in
            let desk = SummaryDesk(node: town.node, name: "region")
            let approval = Summary.Approval(function: .mayor, isSelfApproved: false)
            // The clock stands at 2026-10-05.
            let running = try #require(Period("2026"))
            let preview = try desk.preview(running, approval: approval)
            #expect(
                PreviewText(preview: preview, language: .german).lines.joined().contains("endet erst am 2026-12-31"))
            #expect(throws: NodeError(.notEnded, de: "", en: "")) {
                try desk.approve(running, approval: approval, expecting: nil)
            }
            #expect(throws: NodeError(.notApproved, de: "", en: "")) { try desk.submit(running) }
            _ = try desk.approve(try #require(Period("2026-Q3")), approval: approval, expecting: nil)
        }
    }

    @Test func approvedBytesAreWhatIsSigned() throws {
        try joined { hub, town in
            let desk = SummaryDesk(node: town.node, name: "region")
            let approval = Summary.Approval(function: .deputy, isSelfApproved: true)
            let preview = try desk.preview(town.period, approval: approval)
            _ = try desk.approve(town.period, approval: approval, expecting: preview.sha256.hex)
            // Data that change after the approval don't change what goes out.
            try town.node.store.write { connection in try connection.execute("DELETE FROM observation") }
            let own = try desk.submit(town.period)
            guard case .summary(let summary)? = own.statement?.body else { throw CancellationError() }
            #expect(summary.canonicalBytes == preview.body)
            #expect(throws: NodeError(.changed, de: "", en: "")) {
                try desk.approve(town.period, approval: approval, expecting: preview.sha256.hex)
            }
            let text = PreviewText(preview: preview, language: .german).lines.joined(separator: "\n")
            #expect(text.contains(preview.sha256.hex) && text.contains("Nur Zahlen") == false)
            #expect(text.contains("Kennzahl rate, 2024: 13,00\u{A0}%"))
        }
    }

    @Test func alarmsOnAForkOfTheLog() throws {
        try joined { hub, town in
            hub.content.withLock { $0.forkAt = 1 }
            #expect(throws: NodeError(.inconsistentLog, de: "", en: "")) {
                try LogFollower(node: town.node, name: "region").follow()
            }
            let membership = try town.node.membership("region")
            #expect(membership.alarm != nil)
        }
    }

    @Test func alarmsOnAnEntryUnderOurNameThatWeDidNotSend() throws {
        try joined { hub, town in
            let copy = try TestNode(seed: 9)
            let file = copy.folder + ".backup"
            try NodeBackup.write(town.node, to: file)
            try NodeBackup.restore(file, to: copy.folder + "2")
            let second = try TestNode.open(copy.folder + "2", copy.world)
            _ = try Signer(node: second, name: "region").sign { position in
                .adoption(
                    Adoption(
                        decision: Decision(body: "Anderer Rat", date: nil, link: "", number: ""),
                        framework: try #require(position.state.frameworks.last).reference))
            }
            #expect(try Outbox(node: second, name: "region").deliver(isUrgent: true).delivered == 1)
            #expect(throws: NodeError(.foreignEntry, de: "", en: "")) {
                try LogFollower(node: town.node, name: "region").follow()
            }
            #expect(throws: NodeError(.stopped, de: "", en: "")) { try town.submit() }
        }
    }

    /// Two processes over the same files (the lock does not know the difference between them and two objects): no number
    /// is used twice, nothing is sent out of order.
    @Test func twoProcessesNeverUseANumberTwice() throws {
        try joined { hub, town in
            let nodes = [town.node, try TestNode.open(town.folder, town.world)]
            let failures = Mutex<[String]>([])
            let threads = try nodes.map { node in
                try Service.Thread.spawn(name: "signer", stackSize: 4 << 20) {
                    for round in 0..<6 {
                        do {
                            _ = try Signer(node: node, name: "region").sign { position in
                                guard let framework = position.state.frameworks.last else { throw CancellationError() }
                                let decision = Decision(body: "Rat \(round)", date: nil, link: "", number: "")
                                return .adoption(Adoption(decision: decision, framework: framework.reference))
                            }
                            _ = try Outbox(node: node, name: "region").deliver(isUrgent: true)
                        } catch {
                            failures.withLock { $0.append("\(error)") }
                        }
                    }
                }
            }
            for thread in threads { thread.join() }
            #expect(failures.withLock { $0 } == [])
            let chain = try town.node.store.read { connection in try OwnStatements.chain(of: "region", connection) }
            #expect(chain.map(\.sequence) == Array(1...13) && chain.allSatisfy { $0.state == .delivered })
            #expect(hub.statements(of: "soest") == chain.map(\.bytes))
        }
    }
}
