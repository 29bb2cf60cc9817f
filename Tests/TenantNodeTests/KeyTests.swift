import Crypto
import Federation
import Glibc
import Ledger
import Service
import Testing

@testable import TenantNode

/// The town changes its keys, also where it breaks off in between.
struct KeyTests {
    private func rotation(_ town: TestNode, _ use: KeyUse = .statement) -> KeyRotation {
        KeyRotation(node: town.node, name: "region", use: use)
    }

    private func keys(_ town: TestNode) throws -> NodeKeys {
        try town.node.keys(of: try town.node.membership("region"))
    }

    private func registered(_ hub: FakeHub, _ key: PrivateKey) -> RegisteredKey? {
        hub.content.withLock { $0.replay.state.keys[key.publicKey.thumbprint] }
    }

    private func signed(_ outcome: KeyRotation.Outcome) throws -> OwnStatement {
        guard case .signed(let own) = outcome else { throw CancellationError() }
        return own
    }

    /// The town speaks with a new key, the former one has ended, and nothing has raised the alarm.
    private func checkChanged(_ hub: FakeHub, _ town: TestNode, from before: NodeKeys) throws {
        try LogFollower(node: town.node, name: "region").follow()
        let membership = try town.node.membership("region")
        #expect(membership.alarm == nil && membership.keyNumber == 2)
        let after = try keys(town)
        #expect(after.statement.publicKey != before.statement.publicKey)
        #expect(after.cosigner.publicKey == before.cosigner.publicKey)
        let changes = hub.statements(of: "soest").filter { (try? UnverifiedStatement($0))?.statement.kind == .key }
        #expect(changes.count == 1)
        #expect(registered(hub, before.statement)?.lastIndex != nil)
        #expect(registered(hub, after.statement).map { $0.lastIndex == nil } == true)
        #expect(try NodeStatus.read(town.node).federations.first?.standing?.isGood == true)
        let own = try town.submit()
        #expect(try UnverifiedStatement(own.bytes).jws.keyID == after.statement.publicKey.thumbprint)
        #expect(try town.deliver().delivered == 1)
    }

    @Test func aNewKeyTakesOver() throws {
        try joined { hub, town in
            let before = try keys(town)
            let own = try signed(try rotation(town).sign())
            #expect(try UnverifiedStatement(own.bytes).jws.keyID == before.statement.publicKey.thumbprint)
            // The old one goes on until the receipt is there.
            #expect(try keys(town).statement.publicKey == before.statement.publicKey)
            var status = stat()
            let file = town.node.folder(of: "region") + "/keys-2/statement.pem"
            #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
            #expect(try town.deliver().delivered == 1)
            try checkChanged(hub, town, from: before)
        }
    }

    @Test func breakingOffAfterTheFileTakesUpTheSameKey() throws {
        try joined { hub, town in
            let before = try keys(town)
            let made = try before.successor(
                of: 1, for: .statement, algorithm: .ed25519, in: town.node.folder(of: "region"), town.node.vault
            ) { _ in false }
            try town.restart()
            #expect(try keys(town).statement.publicKey == before.statement.publicKey)
            _ = try signed(try rotation(town).sign())
            #expect(try town.deliver().delivered == 1)
            #expect(try keys(town).statement.publicKey == made.statement.publicKey)
            try checkChanged(hub, town, from: before)
        }
    }

    /// Only one of the two files of the next set was written.
    @Test func breakingOffBetweenTheFilesLosesNothing() throws {
        try joined { hub, town in
            let before = try keys(town)
            let folder = town.node.folder(of: "region") + "/keys-2"
            try Files.ensureFolder(folder)
            let made = try PrivateKey.generate(.ed25519)
            try KeyFile.create(made, at: "\(folder)/statement.pem")
            try town.restart()
            _ = try town.submit()
            #expect(try town.deliver().delivered == 1)
            _ = try signed(try rotation(town).sign())
            #expect(try town.deliver().delivered == 1)
            #expect(try keys(town).statement.publicKey == made.publicKey)
            #expect(registered(hub, before.statement)?.lastIndex != nil)
        }
    }

    @Test func breakingOffBeforeSendingGoesOnWithTheSameStatement() throws {
        try joined { hub, town in
            let before = try keys(town)
            let own = try signed(try rotation(town).sign())
            try town.restart()
            guard case .waiting(let waiting) = try rotation(town).sign() else { throw CancellationError() }
            #expect(waiting.bytes == own.bytes)
            #expect(try town.deliver().delivered == 1)
            try checkChanged(hub, town, from: before)
        }
    }

    /// The hub has taken it, the receipt never came; meanwhile the log is followed.
    @Test func breakingOffBeforeTheReceiptIsNoAlarm() throws {
        try joined { hub, town in
            let before = try keys(town)
            _ = try rotation(town).sign()
            hub.set(.cut)
            #expect(try town.deliver().waiting == 1)
            hub.set(.none)
            try town.restart()
            try LogFollower(node: town.node, name: "region").follow()
            #expect(try town.node.membership("region").alarm == nil)
            guard case .waiting = try rotation(town).sign() else { throw CancellationError() }
            #expect(try town.deliver().delivered == 1)
            try checkChanged(hub, town, from: before)
        }
    }

    @Test func whatIsSignedBehindTheChangeBearsTheNewKey() throws {
        try joined { hub, town in
            let before = try keys(town)
            _ = try rotation(town).sign()
            let own = try town.submit()
            #expect(try UnverifiedStatement(own.bytes).jws.keyID != before.statement.publicKey.thumbprint)
            #expect(try town.deliver().delivered == 2)
            #expect(try UnverifiedStatement(own.bytes).jws.keyID == keys(town).statement.publicKey.thumbprint)
            #expect(hub.statements(of: "soest").last == own.bytes)
        }
    }

    @Test func aRefusedChangeLeavesTheOldKeyInOffice() throws {
        try joined { hub, town in
            let before = try keys(town)
            hub.set(.problem(422, "rule"))
            _ = try rotation(town).sign()
            #expect(try town.deliver().isRefused)
            hub.set(.none)
            #expect(try Withdrawal(node: town.node, name: "region").withdraw() == 1)
            let own = try town.submit()
            #expect(try UnverifiedStatement(own.bytes).jws.keyID == before.statement.publicKey.thumbprint)
            #expect(try town.deliver().delivered == 1)
            _ = try signed(try rotation(town).sign())
            #expect(try town.deliver().delivered == 1)
            #expect(try town.node.membership("region").keyNumber == 2)
        }
    }

    @Test func theCosignerChangesAlone() throws {
        try joined { hub, town in
            let before = try keys(town)
            _ = try rotation(town, .cosigner).sign()
            #expect(try town.deliver().delivered == 1)
            let after = try keys(town)
            #expect(after.statement.publicKey == before.statement.publicKey)
            #expect(after.cosigner.publicKey != before.cosigner.publicKey)
            #expect(registered(hub, after.cosigner)?.use == .cosigner)
            // A change of the other key starts from this set.
            _ = try rotation(town).sign()
            #expect(try town.deliver().delivered == 1)
            #expect(try keys(town).cosigner.publicKey == after.cosigner.publicKey)
            #expect(try town.node.membership("region").keyNumber == 3)
            #expect(throws: NodeError(.usage, de: "", en: "")) {
                try KeyRotation(node: town.node, name: "region", use: .cosigner, algorithm: .p256).sign()
            }
        }
    }

    @Test func aCompromisedKeyIsDoubtedFromAnEntry() throws {
        try joined { hub, town in
            let before = try keys(town)
            var change = rotation(town)
            change.algorithm = .p256
            change.reason = .compromise
            change.doubtedFrom = Int64(hub.size) + 1
            #expect(throws: NodeError(.usage, de: "", en: "")) { try change.sign() }
            change.doubtedFrom = 2
            _ = try change.sign()
            #expect(try town.deliver().delivered == 1)
            #expect(registered(hub, before.statement)?.doubtedFrom == 2)
            #expect(try keys(town).statement.publicKey.algorithm == .p256)
            let list = try KeyList.read(town.node, try town.node.membership("region"))
            #expect(list.rows.count == 3)
            let old = try #require(list.rows.first { $0.thumbprint == before.statement.publicKey.thumbprint })
            #expect(old.set == 1 && old.key.lastIndex == Int64(hub.size - 1))
            #expect(list.lines(false).contains { $0.contains("in doubt from entry 2") })
            _ = try town.submit()
            #expect(try town.deliver().delivered == 1)
        }
    }

    /// A backup that is made while the change is under way has the new key; an older one asks for a new invitation.
    @Test func backupsAroundAChange() throws {
        try joined { hub, town in
            let (older, between) = (town.folder + ".older", town.folder + ".between")
            try NodeBackup.write(town.node, to: older)
            _ = try rotation(town).sign()
            try NodeBackup.write(town.node, to: between)
            #expect(try town.deliver().delivered == 1)
            let after = try keys(town).statement.publicKey
            _ = try town.submit()
            #expect(try town.deliver().delivered == 1)
            for (file, isWhole) in [(between, true), (older, false)] {
                let folder = file + ".data"
                try NodeBackup.restore(file, to: folder)
                let node = try TestNode.open(folder, town.world)
                defer { node.store.close() }
                try Outbox(node: node, name: "region").confirm()
                let membership = try node.membership("region")
                #expect(membership.alarm == nil && membership.isConfirmed)
                let standing = Standing(
                    try node.log(of: membership).state, membership, try node.statementKey(of: membership))
                #expect(standing.isGood == isWhole)
                #expect(try (node.keys(of: membership).statement.publicKey == after) == isWhole)
            }
        }
    }
}

extension Outbox {
    fileprivate func confirm() throws {
        try FederationLock.with(node.folder(of: name)) { try Confirmation(node: node, name: name).confirmIfNeeded() }
    }
}
