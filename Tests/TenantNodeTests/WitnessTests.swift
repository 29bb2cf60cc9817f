import Crypto
import Federation
import Foundation
import Ledger
import Testing
import Witnessing

@testable import TenantNode

/// The node as a witness, against a hub that is honest or not.
struct WitnessTests {
    @Test func whatIsOfferedIsCheckedAndCosignedOnce() throws {
        try witnessing { hub, town, own in
            try town.attend()
            let posted = try #require(hub.content.withLock { $0.cosignatures.last })
            let note = try SignedCheckpoint(note: posted, log: hub.log.verifierKey)
            #expect(note.head == (try hub.checkpoint().head))
            #expect(try note.witnessings(by: [own]).map(\.seconds) == [town.clock.now.seconds])
            // Attached by the hub: nothing to do until a day has passed, although the log stands still.
            hub.content.withLock { $0.candidate = note }
            try town.attend()
            #expect(hub.content.withLock { $0.cosignatures.count } == 1)
            town.clock.advance(by: .seconds(Witness.freshness))
            try town.attend()
            let again = try SignedCheckpoint(
                note: try #require(hub.content.withLock { $0.cosignatures.last }), log: hub.log.verifierKey)
            #expect(try again.witnessings(by: [own]).map(\.seconds) == [town.clock.now.seconds])
        }
    }

    @Test func whoIsNotInTheCommitteeCosignsNothing() throws {
        try joined { hub, town in
            let checkpoint = try hub.checkpoint()
            hub.content.withLock { $0.candidate = checkpoint }
            try town.attend()
            #expect(hub.content.withLock { $0.cosignatures.isEmpty })
        }
    }

    @Test func aHeadSmallerThanTheCosignedOneIsRefusedAndTheHubIsTold() throws {
        try witnessing { hub, town, _ in
            try town.attend()
            let seen = try hub.checkpoint()
            let smaller = try hub.checkpoint(seen.head.size - 1)
            hub.content.withLock { content in
                content.candidate = smaller
                content.cosignatureProblem = "lost-history"
            }
            try town.attend()
            let told = try #require(hub.content.withLock { $0.cosignatures.last })
            #expect(try SignedCheckpoint(note: told, log: hub.log.verifierKey).head == seen.head)
            #expect(try town.node.store.read { try WitnessStore.cosigned("region", $0) }?.head == seen.head)
        }
    }

    @Test func aShrunkenLogIsKeptAsEvidenceAndToldToTheHub() throws {
        try witnessing { hub, town, _ in
            let seen = try LogFollower(node: town.node, name: "region").follow().size
            hub.content.withLock { content in
                content.shortAt = seen - 1
                content.cosignatureProblem = "lost-history"
            }
            try LogFollower(node: town.node, name: "region").follow()
            try town.attend()
            let evidence = try town.onlyEvidence(hub)
            #expect(evidence.kind == .shrunk)
            #expect(evidence.checkpoints.map(\.head.size) == [seen, seen - 1])
            #expect(hub.content.withLock { $0.cosignatures.count } == 1)
        }
    }

    @Test func twoRootsAtOneSizeAreAFork() throws {
        try witnessing { hub, town, _ in
            try LogFollower(node: town.node, name: "region").follow()
            hub.content.withLock { $0.forkAt = 0 }
            #expect(throws: NodeError(.inconsistentLog, de: "", en: "")) {
                try LogFollower(node: town.node, name: "region").follow()
            }
            let evidence = try town.onlyEvidence(hub)
            #expect(evidence.kind == .fork)
            #expect(evidence.weight == .proven)
            // Nothing is cosigned from then on.
            hub.content.withLock { $0.forkAt = nil }
            try town.attend()
            #expect(hub.content.withLock { $0.cosignatures.isEmpty })
        }
    }

    @Test func aRewrittenHistoryIsProven() throws {
        try witnessing { hub, town, _ in
            try LogFollower(node: town.node, name: "region").follow()
            hub.content.withLock { content in
                var entries = content.entries
                entries.swapAt(1, 2)
                entries.append(entries[0])
                content.entries = entries
                content.edge = TreeEdge()
                for entry in entries { _ = content.edge.append(Merkle.leafHash(entry.leaf)) }
            }
            #expect(throws: NodeError(.inconsistentLog, de: "", en: "")) {
                try LogFollower(node: town.node, name: "region").follow()
            }
            #expect(try town.onlyEvidence(hub).kind == .inconsistent)
        }
    }

    @Test func anEntryThatTheTownDidNotSendIsKeptWithItsProof() throws {
        try witnessing { hub, town, _ in
            let membership = try town.node.membership("region")
            let keys = try town.node.keys(of: membership)
            let log = try LogFollower(node: town.node, name: "region").follow()
            let chain = log.state.chain(of: membership.issuer)
            let stolen = try SignedStatement.sign(
                Statement(
                    body: .declaration(Declaration(decision: nil, framework: nil, text: "Nicht von uns")),
                    federation: hub.origin, issued: hub.now, issuer: membership.issuer, previous: chain.last,
                    sequence: chain.sequence + 1), key: keys.statement)
            try hub.append(stolen.bytes)
            #expect(throws: NodeError(.foreignEntry, de: "", en: "")) {
                try LogFollower(node: town.node, name: "region").follow()
            }
            let evidence = try town.onlyEvidence(hub)
            #expect(evidence.kind == .foreign)
            #expect(evidence.statement == String(decoding: stolen.bytes, as: UTF8.self))
        }
    }

    /// Redacted content is not asked for; the town's own content that was redacted stays its own.
    @Test func redactedContentIsFollowedAndDropped() throws {
        try witnessing { hub, town, _ in
            let said = try town.declare("Bitte weg damit", hub)
            try LogFollower(node: town.node, name: "region").follow()
            try hub.say(
                .redaction(Redaction(by: .author, reason: "Auf Wunsch", rule: "Art. 17 DSGVO", target: said)))
            hub.content.withLock { _ = $0.redacted.insert(said.sha256) }
            let log = try LogFollower(node: town.node, name: "region").follow()
            #expect(log.state.redactions[said.index] != nil)
            let kept = try town.node.store.read { connection in
                try connection.first(
                    "SELECT length(statement) FROM log_entry WHERE federation = 'region' AND position = ?",
                    .integer(said.index)
                ) { try $0.int64(0) }
            }
            #expect(kept == 0)
            // Also by a node that begins only now.
            try town.restart()
            #expect(try LogFollower(node: town.node, name: "region").follow().state.missing.isEmpty)
            #expect(try town.node.membership("region").alarm == nil)
        }
    }

    /// A hub makes up an entry under the town's name and redacts it, so that nobody can check the signature.
    @Test func anInventedEntryThatIsRedactedIsAnAlarm() throws {
        try witnessing { hub, town, _ in
            try LogFollower(node: town.node, name: "region").follow()
            let invented = try town.declare("Nie gesagt", hub, isKept: false)
            try hub.say(
                .redaction(Redaction(by: .office, reason: "Versehen", rule: "Hausrecht", target: invented)))
            hub.content.withLock { _ = $0.redacted.insert(invented.sha256) }
            #expect(throws: NodeError(.foreignEntry, de: "", en: "")) {
                try LogFollower(node: town.node, name: "region").follow()
            }
            let evidence = try town.onlyEvidence(hub)
            #expect(evidence.kind == .foreign)
            #expect(evidence.statement == nil)
        }
    }

    /// Out as a file, the receipt back as a file, and not a word over the network.
    @Test func aStatementGoesAndItsReceiptComesAsAFile() throws {
        try joined { hub, town in
            _ = try town.submit()
            let posts = hub.posts
            let offline = OfflineDelivery(node: town.node, name: "region")
            let paths = try offline.write(to: "\(town.folder)/stick")
            try #require(paths.count == 1)
            let bytes = Array(try #require(FileManager.default.contents(atPath: paths[0])))
            let index = try hub.append(bytes)

            for wrong in [try hub.receipt(0), try hub.receipt(index, foreign: true), Array("nothing".utf8)] {
                #expect(throws: NodeError(.usage, de: "", en: "")) { try offline.take(wrong) }
            }
            #expect(try town.statements().count == 1)
            let receipt = try hub.receipt(index)
            #expect(try offline.take(receipt) == 2)
            #expect(try offline.take(receipt) == 2)
            #expect(try town.statements().map(\.position).last == index)
            #expect(try offline.write(to: "\(town.folder)/stick").isEmpty)
            #expect(hub.posts == posts)
            // Compared with the log once there is a connection.
            #expect(try town.node.store.read { try OwnStatements.unchecked(of: "region", $0) }.count == 1)
            try LogFollower(node: town.node, name: "region").follow()
            #expect(try town.node.store.read { try OwnStatements.unchecked(of: "region", $0) }.isEmpty)
            #expect(try town.node.membership("region").alarm == nil)
        }
    }

    @Test func receiptsAreRenewedUnderAQuorumAndOnlyThen() throws {
        try witnessing { hub, town, own in
            let signer = try town.cosigner()
            let bare = try hub.checkpoint()
            // What the hub calls witnessed has no quorum.
            hub.content.withLock { $0.witnessed = bare }
            #expect(throws: HubFailure.self) { try town.attend() }
            #expect(try town.statements().allSatisfy { $0.witnessed == nil })

            let cosigned = try bare.adding(try signer.cosign(bare.note.text, at: town.clock.now.seconds), of: own)
            hub.content.withLock { $0.witnessed = cosigned }
            try town.attend()
            let delivered = try town.statements()
            #expect(!delivered.isEmpty)
            for statement in delivered {
                let receipt = try Receipt(text: try #require(statement.witnessed))
                let checkpoint = try receipt.verify(entry: receipt.extra ?? [], log: hub.log.verifierKey)
                #expect(checkpoint.bytes == cosigned.bytes)
                #expect(receipt.index == statement.position)
            }
        }
    }

    /// The only member of the committee, with everything followed and a candidate on offer.
    private func witnessing(_ body: (FakeHub, TestNode, VerifierKey) throws -> Void) throws {
        try joined { hub, town in
            let tenant = try #require(TenantID("soest"))
            try hub.say(.witnesses(WitnessCommittee(committee: [tenant], quorum: 1)))
            let checkpoint = try hub.checkpoint()
            hub.content.withLock { $0.candidate = checkpoint }
            try body(hub, town, try town.cosigner().verifierKey)
        }
    }
}

extension TestNode {
    /// A declaration in the log under the town's key; the node knows it as its own or does not.
    func declare(_ text: String, _ hub: FakeHub, isKept: Bool = true) throws -> Reference {
        let membership = try node.membership("region")
        let chain = hub.content.withLock { $0.replay.state.chain(of: membership.issuer) }
        let signed = try SignedStatement.sign(
            Statement(
                body: .declaration(Declaration(decision: nil, framework: nil, text: text)), federation: hub.origin,
                issued: hub.now, issuer: membership.issuer, previous: chain.last, sequence: chain.sequence + 1),
            key: try node.keys(of: membership).statement)
        if isKept {
            _ = try node.store.write { try OwnStatements.insert(signed, at: 1, of: "region", $0) }
        }
        return Reference(index: try hub.append(signed.bytes), sha256: signed.sha256)
    }

    func attend() throws { try Witness(node: node, name: "region").attend() }

    func cosigner() throws -> NoteSigner {
        let membership = try node.membership("region")
        return try NoteSigner(
            name: "\(membership.origin)/witness/\(membership.tenant)", key: try node.keys(of: membership).cosigner,
            type: .cosignature)
    }

    func statements() throws -> [OwnStatement] {
        try node.store.read { try OwnStatements.chain(of: "region", $0) }.filter { $0.state == .delivered }
    }

    /// The one file of evidence, as everybody else reads it; the database holds the same.
    func onlyEvidence(_ hub: FakeHub) throws -> Evidence {
        let folder = "\(node.folder(of: "region"))/evidence"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        try #require(files.count == 1)
        let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/\(files[0])"))
        #expect(try node.store.read { try EvidenceKeeper.all(of: "region", $0) }.map(\.file) == [Array(bytes)])
        return try Evidence(file: Array(bytes), log: hub.log.verifierKey)
    }
}
