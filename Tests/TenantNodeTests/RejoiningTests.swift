import Crypto
import Federation
import Glibc
import Ledger
import Service
import Testing

@testable import TenantNode

struct RejoiningTests {
    private func outcome(_ hub: FakeHub, _ town: TestNode, _ name: String = "region") throws -> Joining.Outcome {
        try Joining(node: town.node, name: name).outcome(of: try Invitation(text: try hub.invitation()))
    }

    private func chain(_ town: TestNode) throws -> [OwnStatement] {
        try town.node.store.read { connection in try OwnStatements.chain(of: "region", connection) }
    }

    @Test func aStandingMemberNeedsNoNewInvitation() throws {
        try joined { hub, town in
            let size = hub.size
            guard case .notNeeded = try outcome(hub, town) else { throw CancellationError() }
            #expect(hub.size == size)
            let membership = try town.node.membership("region")
            #expect(membership.keyNumber == 1 && !membership.isRejoining && membership.token.isEmpty)
        }
    }

    @Test func aSuspendedTownEnrolsAnewAndItsChainGoesOn() throws {
        try joined { hub, town in
            let before = try town.node.keys(of: town.node.membership("region")).statement.publicKey.thumbprint
            _ = try town.submit()
            try hub.suspend("soest")
            try LogFollower(node: town.node, name: "region").follow()
            let status = try NodeStatus.read(town.node)
            #expect(status.federations.first?.standing?.suspendedSince == Int64(hub.size - 1))
            let german = StatusText(status: status, language: .german).lines.joined(separator: "\n")
            let english = StatusText(status: status, language: .english).lines.joined(separator: "\n")
            #expect(german.contains("seit Eintrag \(hub.size - 1) ausgesetzt"))
            #expect(english.contains("suspended since entry \(hub.size - 1)"))

            guard case .member(let receipt) = try outcome(hub, town) else { throw CancellationError() }
            #expect(receipt.index == Int64(hub.size - 1))
            let membership = try town.node.membership("region")
            #expect(membership.keyNumber == 2 && !membership.isRejoining && membership.alarm == nil)
            let after = try town.node.keys(of: membership).statement.publicKey.thumbprint
            #expect(before != after)
            let first = try NodeKeys.load(folder: town.node.folder(of: "region"), town.node.vault).statement.publicKey
                .thumbprint
            #expect(first == before)
            #expect(try NodeStatus.read(town.node).federations.first?.standing?.isGood == true)
            // What the old key had signed and nobody took is withdrawn; the same approval is signed with the new key.
            try town.restart()
            let own = try SummaryDesk(node: town.node, name: "region").submit(town.period)
            #expect(own.sequence == 2)
            #expect(try SummaryDesk(node: town.node, name: "region").submit(town.period).id == own.id)
            #expect(try town.deliver().delivered == 1)
            #expect(hub.statements(of: "soest").count == 2)
            // Both sets of keys travel with a backup.
            let file = town.folder + ".backup"
            try NodeBackup.write(town.node, to: file)
            try NodeBackup.restore(file, to: town.folder + "-restored")
            #expect(access(town.folder + "-restored/federations/region/keys-2/statement.pem", F_OK) == 0)
            #expect(access(town.folder + "-restored/federations/region/statement.pem", F_OK) == 0)
        }
    }

    @Test func aTownWhoseKeysWereReplacedEnrolsAnew() throws {
        try joined { hub, town in
            try hub.admitElsewhere("soest")
            #expect(throws: NodeError(.foreignEntry, de: "", en: "")) {
                try LogFollower(node: town.node, name: "region").follow()
            }
            _ = try outcome(hub, town)
            // A person has to look at the alarm; then all goes on.
            let alarmed = try town.node.membership("region")
            #expect(alarmed.alarm != nil)
            try town.node.store.write { connection in try MembershipStore.setAlarm(nil, of: "region", connection) }
            #expect(try town.submit().sequence == 2)
            #expect(try town.deliver().delivered == 1)
            #expect(try chain(town).allSatisfy { $0.receipt != nil })
        }
    }

    @Test func aRefusedNewEnrolmentLeavesEverythingAsItWas() throws {
        try joined { hub, town in
            try hub.suspend("soest")
            let invitation = try Invitation(text: try hub.invitation())
            hub.content.withLock { $0.tokens = [:] }
            #expect(throws: NodeError(.refused, de: "", en: "")) {
                try Joining(node: town.node, name: "region").join(invitation)
            }
            let membership = try town.node.membership("region")
            #expect(membership.isMember && !membership.isRejoining && membership.keyNumber == 1)
            _ = try outcome(hub, town)
            #expect(try town.adoptAndDeliver() == 1)
        }
    }

    @Test func aNewEnrolmentGoesOnAfterABreak() throws {
        try joined { hub, town in
            try hub.suspend("soest")
            let invitation = try Invitation(text: try hub.invitation())
            hub.set(.cut)
            #expect(throws: NodeError(.unreachable, de: "", en: "")) {
                try Joining(node: town.node, name: "region").join(invitation)
            }
            #expect(throws: NodeError(.notMember, de: "", en: "")) { try town.submit() }
            // The background follows meanwhile: the admission with our new keys is no alarm.
            try LogFollower(node: town.node, name: "region").follow()
            hub.set(.none)
            try town.restart()
            try Joining(node: town.node, name: "region").join(invitation)
            #expect(try town.adoptAndDeliver() == 1)
            let alarmed = try town.node.membership("region")
            #expect(alarmed.alarm == nil)
        }
    }

    @Test func afterARefusedInvitationTheNextOneWorks() throws {
        let hub = try FakeHub()
        try hub.start()
        defer { hub.stop() }
        let town = try TestNode()
        let first = try Invitation(text: try hub.invitation())
        hub.content.withLock { $0.tokens = [:] }
        #expect(throws: NodeError(.refused, de: "", en: "")) {
            try Joining(node: town.node, name: "region").join(first)
        }
        #expect(try town.node.memberships().isEmpty)
        // Also with another kind of key: the first files stay beside.
        try Joining(node: town.node, name: "region", algorithm: .p256).join(try Invitation(text: try hub.invitation()))
        let membership = try town.node.membership("region")
        #expect(membership.isMember && membership.keyNumber == 2)
        try town.restart()
        #expect(try town.node.log(of: membership).size == Int64(hub.size))
        try town.importAll()
        #expect(try town.adoptAndDeliver() == 1)
    }

    @Test func anUnfinishedAttemptGivesWayToAFreshInvitation() throws {
        let hub = try FakeHub()
        try hub.start()
        defer { hub.stop() }
        let town = try TestNode()
        let first = try Invitation(text: try hub.invitation())
        hub.stop()
        #expect(throws: NodeError(.unreachable, de: "", en: "")) {
            try Joining(node: town.node, name: "region").join(first)
        }
        try hub.start()
        _ = try outcome(hub, town)
        #expect(try town.node.membership("region").isMember)
    }
}

extension TestNode {
    fileprivate func adoptAndDeliver() throws -> Int {
        try adopt()
        return try deliver().delivered
    }
}
