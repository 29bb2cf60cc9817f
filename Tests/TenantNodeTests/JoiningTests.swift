import Crypto
import Federation
import Ledger
import Testing

@testable import TenantNode

struct JoiningTests {
    private func join(
        _ hub: FakeHub, _ invitation: [UInt8], _ town: TestNode, name: String = "region"
    ) throws -> Receipt {
        try Joining(node: town.node, name: name).join(try Invitation(text: invitation))
    }

    private func withHub(_ hub: FakeHub, _ body: (FakeHub, TestNode) throws -> Void) throws {
        try hub.start()
        defer { hub.stop() }
        try body(hub, try TestNode())
    }

    @Test func joinsAndKeepsTheReceipt() throws {
        try withHub(try FakeHub()) { hub, town in
            let invitation = try hub.invitation()
            let receipt = try join(hub, invitation, town)
            #expect(receipt.index == 2)
            let membership = try town.node.membership("region")
            #expect(membership.isMember && membership.token.isEmpty && membership.alarm == nil)
            #expect(try town.node.log(of: membership).state.founding?.value.notice?.german == "Nur ein Test")
            // Again, also after a restart: the same receipt, no second admission.
            try town.restart()
            #expect(try join(hub, invitation, town).bytes == receipt.bytes)
            #expect(hub.size == 3)
        }
    }

    @Test func goesOnAfterABreakInTheMiddle() throws {
        try withHub(try FakeHub()) { hub, town in
            let invitation = try hub.invitation()
            hub.set(.cut)
            #expect(throws: NodeError(.unreachable, de: "", en: "")) { try join(hub, invitation, town) }
            #expect(hub.size == 3)
            hub.set(.none)
            try town.restart()
            #expect(try join(hub, invitation, town).index == 2)
            #expect(hub.size == 3)
        }
    }

    @Test func refusesAnExpiredInvitation() throws {
        try withHub(try FakeHub()) { hub, town in
            let invitation = try hub.invitation(expires: "2026-10-01T00:00:00Z")
            #expect(throws: NodeError(.expired, de: "", en: "")) { try join(hub, invitation, town) }
            #expect(try town.node.memberships().isEmpty)
        }
    }

    @Test func refusesAnotherLogKey() throws {
        try withHub(try FakeHub()) { hub, town in
            let other = try VerifierKey(
                name: hub.origin, type: .ed25519, key: try PrivateKey.generate(.ed25519).publicKey)
            let invitation = try hub.invitation(log: other.text)
            #expect(throws: NodeError(.foreignLog, de: "", en: "")) { try join(hub, invitation, town) }
            #expect(hub.size == 2)
            #expect(try town.node.memberships().isEmpty)
        }
    }

    @Test func refusesAnotherOffice() throws {
        try withHub(try FakeHub()) { hub, town in
            let invitation = try hub.invitation(office: try PrivateKey.generate(.ed25519).publicKey.thumbprint)
            #expect(throws: NodeError(.foreignLog, de: "", en: "")) { try join(hub, invitation, town) }
        }
    }

    @Test func refusesAFoundingOfAnotherLog() throws {
        let other = try VerifierKey(
            name: FakeHub.origin, type: .ed25519, key: try PrivateKey.generate(.ed25519).publicKey)
        try withHub(try FakeHub(foundingLog: other.text)) { hub, town in
            #expect(throws: NodeError(.foreignLog, de: "", en: "")) { try join(hub, try hub.invitation(), town) }
        }
    }

    @Test func aUsedTokenIsRefused() throws {
        try withHub(try FakeHub()) { hub, town in
            let invitation = try hub.invitation()
            _ = try join(hub, invitation, town)
            let second = try TestNode()
            #expect(throws: NodeError(.refused, de: "", en: "")) { try join(hub, invitation, second) }
        }
    }

    @Test(arguments: ["", "-----BEGIN RAHMENWERK INVITATION-----\nabc\n", "x"])
    func refusesWhatIsNoInvitation(_ text: String) {
        #expect(throws: NodeError(.invitation, de: "", en: "")) { try Invitation(text: Array(text.utf8)) }
    }

    /// Every single altered byte of the block is refused or changes what is said; none traps.
    @Test func survivesAlteredInvitations() throws {
        let hub = try FakeHub()
        let text = try hub.invitation()
        for index in text.indices {
            var altered = text
            altered[index] = altered[index] == 0x41 ? 0x42 : 0x41
            _ = try? Invitation(text: altered)
        }
        #expect(try Invitation(text: text).origin == FakeHub.origin)
    }

    @Test func twoFederationsHaveTheirOwnKeysAndChains() throws {
        let second = try FakeHub(origin: "other.example.org")
        try second.start()
        defer { second.stop() }
        try joined { hub, town in
            try Joining(node: town.node, name: "other", algorithm: .p256)
                .join(try Invitation(text: try second.invitation(tenant: "soest-stadt")))
            #expect(throws: NodeError(.severalFederations, de: "", en: "")) { try town.node.chosen(nil) }
            let keys = try ["region", "other"].map { try town.node.keys(of: town.node.membership($0)) }
            #expect(keys[0].statement.publicKey.thumbprint != keys[1].statement.publicKey.thumbprint)
            try town.adopt("other")
            let own = try town.submit("other")
            #expect(own.sequence == 2)
            #expect(try town.deliver("other").delivered == 2)
            #expect(hub.statements(of: "soest").count == 1)
            #expect(second.statements(of: "soest-stadt").count == 2)
        }
    }
}
