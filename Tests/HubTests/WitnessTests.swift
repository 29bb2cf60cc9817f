import Crypto
import Federation
import Foundation
import Ledger
import Service
import Testing
import Witnessing

@testable import Hub

/// The hub's side of witnessing, asked as nodes ask it.
@Suite struct WitnessTests {
    private static let names = ["arnsberg", "olpe", "soest"]

    private static func watched() throws -> TestHub {
        let hub = try TestHub.withTowns(names)
        try hub.choose(names, quorum: 2)
        return hub
    }

    @Test func withoutACommitteeNothingIsOffered() throws {
        let hub = try TestHub.withTowns(["soest"])
        for path in ["/log/candidate", "/log/witnessed"] {
            let answer = try hub.get(path)
            #expect(answer.status == 404)
            #expect(answer.code == "not-found")
        }
        #expect(
            try hub.get("/api/v1/witnesses").text == #"{"candidate":null,"committee":[],"quorum":0,"witnessed":null}"#)
    }

    @Test func theCandidateStandsStillUntilItHasItsQuorum() throws {
        let hub = try Self.watched()
        let first = try hub.candidate()
        try hub.say(try hub.summary("soest"), by: "soest")
        #expect(try hub.candidate().bytes == first.bytes)

        #expect(try hub.cosign(first, by: "soest").status == 204)
        #expect(try hub.get("/log/witnessed").status == 404)
        // The same once more changes nothing, and the candidate shows the line.
        #expect(try hub.cosign(first, by: "soest").status == 204)
        #expect(try hub.candidate().note.signatures.count == 2)

        #expect(try hub.cosign(first, by: "arnsberg").status == 204)
        let witnessed = try SignedCheckpoint(
            note: try hub.get("/log/witnessed").bytes, log: try hub.running.hub.store.log.logKey)
        #expect(witnessed.head == first.head)
        let committee = try #require(Committee(try hub.state, at: witnessed.head.size))
        #expect(committee.isQuorum(try witnessed.witnessings(by: committee.keys)))

        // Now the newest one is on offer; who comes late may still add to the witnessed one.
        let second = try hub.candidate()
        #expect(second.head.size == first.head.size + 1)
        #expect(try hub.cosign(first, by: "olpe").status == 204)
        let all = try SignedCheckpoint(
            note: try hub.get("/log/witnessed").bytes, log: try hub.running.hub.store.log.logKey)
        #expect(try all.witnessings(by: committee.keys).count == 3)
        let standing = try hub.get("/api/v1/witnesses").text
        #expect(standing.contains(#""quorum":2"#))
        #expect(standing.contains(#""name":"hub.example/log/witness/olpe""#))
        #expect(standing.contains(#""witnessed":{"size":\#(first.head.size),"#))
    }

    @Test func aCandidateThatNobodyCosignsGivesWayAfterADay() throws {
        let hub = try Self.watched()
        let first = try hub.candidate()
        try hub.say(try hub.summary("soest"), by: "soest")
        hub.clock.advance(by: .seconds(WitnessDesk.patience - 1))
        #expect(try hub.candidate().head == first.head)
        hub.clock.advance(by: .seconds(1))
        #expect(try hub.candidate().head.size == first.head.size + 1)
        let late = try hub.cosign(first, by: "soest")
        #expect(late.status == 409)
        #expect(late.code == "not-candidate")
        #expect(late.text.contains(#""expected":"\#(first.head.size + 1)""#))
    }

    @Test func whatIsNoCosignatureIsRefused() throws {
        let hub = try Self.watched()
        let stranger = try PrivateKey.generate(.ed25519)
        let candidate = try hub.candidate()
        let own = try hub.town("soest")

        let foreign = try hub.cosign(candidate, by: "soest", key: stranger)
        #expect(foreign.status == 403)
        #expect(foreign.code == "not-a-witness")

        // A line that names our witness and is not by it refuses the whole note.
        let good = try NoteSigner(
            name: "\(TestHub.origin)/witness/soest", key: own.cosignerKey, type: .cosignature
        ).cosign(candidate.note.text, at: hub.clock.now.seconds)
        var bytes = good.signature
        bytes[20] ^= 1
        let line = "\u{2014} \(good.name) \(Base64.encode(good.keyID + bytes))\n"
        let forged = try hub.post(candidate.bytes + Array(line.utf8), to: "/log/cosignature")
        #expect(forged.status == 403)
        #expect(forged.code == "wrong-signature")

        let future = try hub.cosign(candidate, by: "soest", at: hub.clock.now.seconds + 86_401)
        #expect(future.status == 422)
        #expect(future.code == "future")

        for body in [[], Array("nonsense".utf8), Array(repeating: 0x41, count: 70_000)] {
            let answer = try hub.post(body, to: "/log/cosignature")
            #expect(answer.status == 400)
            #expect(answer.code == "malformed")
        }
        // Another log's checkpoint.
        let other = try NoteSigner(name: "other.example/log", key: stranger, type: .ed25519)
        let strange = try Checkpoint(origin: "other.example/log", head: candidate.head).signed(by: other)
        #expect(try hub.post(strange.bytes, to: "/log/cosignature").code == "wrong-signature")
        #expect(try hub.candidate().note.signatures.count == 1)
    }

    @Test func theCommitteeChangesWithTheLog() throws {
        let hub = try Self.watched()
        let first = try hub.candidate()
        #expect(try hub.cosign(first, by: "soest").status == 204)
        // From here on soest no longer witnesses; the standing candidate keeps the committee of its size.
        try hub.choose(["arnsberg", "olpe"], quorum: 2)
        #expect(try hub.cosign(first, by: "arnsberg").status == 204)
        let second = try hub.candidate()
        #expect(second.head.size > first.head.size)
        #expect(try hub.cosign(second, by: "soest").code == "not-a-witness")
        // The committee is dissolved.
        try hub.choose([], quorum: 0)
        #expect(try hub.get("/log/candidate").status == 404)
        #expect(try hub.get("/log/witnessed").status == 200)
    }

    @Test(arguments: [
        (["soest", "olpe", "arnsberg"], 1, "range"), (["soest"], 2, "range"), (["nobody"], 1, "not-admitted"),
    ]) func aCommitteeThatCannotBeIsRefused(names: [String], quorum: Int, code: String) throws {
        let hub = try TestHub.withTowns(Self.names)
        #expect {
            try hub.choose(names, quorum: quorum)
        } throws: { error in
            (error as? Refusal)?.code.rawValue == code
        }
    }

    @Test func anExportCarriesThePolicyOfItsSize() throws {
        let hub = try Self.watched()
        let state = try hub.state
        let policy = try WitnessPolicy.following(
            state, at: state.size, log: try hub.running.hub.store.log.logKey, url: nil)
        #expect(policy.witnesses.map(\.name) == Self.names.map { "\(TestHub.origin)/witness/\($0)" })
        #expect(policy.groups.first?.threshold == 2)
        #expect(try WitnessPolicy(text: policy.text) == policy)
        // Before the committee was chosen nobody was asked for.
        let before = try WitnessPolicy.following(
            state, at: state.size - 1, log: try hub.running.hub.store.log.logKey, url: nil)
        #expect(before.quorum == nil)
    }

    // MARK: Lost history

    @Test func aCheckpointBeyondTheLogStopsAllSigning() throws {
        let hub = try Self.watched()
        let size = try hub.state.size
        let lost = try hub.signedByTheLog(size: size + 3)
        let told = try hub.post(lost.bytes, to: "/log/cosignature")
        #expect(told.status == 409)
        #expect(told.code == "lost-history")

        let refused = try hub.post(
            try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest"))
        #expect(refused.status == 503)
        #expect(refused.code == "lost-history")
        #expect(throws: Unavailable.self) { try hub.publish(2) }
        #expect(try hub.get("/healthz").status == 503)
        #expect(try hub.state.size == size)
        // Still so after a new start; nobody can talk it away.
        hub.close()
        try hub.start()
        #expect(try hub.sequencer.historyStop == .lost(LostHistory(head: lost.head, isFork: false)))
        #expect(throws: Unavailable.self) { _ = try hub.running.hub.office.perform(.resume) }
        // What stands in the log can be read.
        #expect(try hub.get("/log/checkpoint").status == 200)
    }

    @Test func anotherRootAtASmallerSizeIsAFork() throws {
        let hub = try Self.watched()
        let forked = try hub.signedByTheLog(size: 3)
        #expect(try hub.post(forked.bytes, to: "/log/cosignature").code == "lost-history")
        #expect(try hub.sequencer.historyStop == .lost(LostHistory(head: forked.head, isFork: true)))
        // A checkpoint that is in the log is no accusation.
        let fine = try TestHub.withTowns(["soest"])
        let own = try #require(try fine.running.hub.store.log.checkpoint(covering: 2))
        #expect(try fine.post(own.bytes, to: "/log/cosignature").code == "not-candidate")
        #expect(try fine.sequencer.historyStop == nil)
    }

    @Test func aDatabaseThatWasSetBackBehindItsPublishedHeadIsNotContinued() throws {
        let hub = try Self.watched()
        let old = "\(hub.folder)/old.sqlite"
        try #require(try hub.command("backup", old).status == 0)
        try hub.say(try hub.summary("soest"), by: "soest")
        let size = try hub.state.size
        hub.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: hub.database + suffix) }
        try FileManager.default.copyItem(atPath: old, toPath: hub.database)
        try hub.start()
        guard case .lost(let lost)? = try hub.sequencer.historyStop else {
            Issue.record("the hub goes on over a history it has lost")
            return
        }
        #expect(lost.head.size == size)
        #expect(!lost.isFork)
    }
}

extension TestHub {
    func choose(_ names: [String], quorum: Int) throws {
        let tenants = try names.map { try #require(TenantID($0)) }
        _ = try running.hub.office.perform(
            .witnesses(
                try WitnessCommittee(
                    canonicalBytes: WitnessCommittee(committee: tenants.sorted(), quorum: quorum).canonicalBytes)))
    }

    func candidate() throws -> SignedCheckpoint {
        let answer = try get("/log/candidate")
        try #require(answer.status == 200, "\(answer.text)")
        return try SignedCheckpoint(note: answer.bytes, log: try running.hub.store.log.logKey)
    }

    func cosign(
        _ checkpoint: SignedCheckpoint, by name: String, key: PrivateKey? = nil, at seconds: Int64? = nil
    ) throws -> HubAnswer {
        let signer = try NoteSigner(
            name: "\(settings.origin)/witness/\(name)", key: try key ?? town(name).cosignerKey, type: .cosignature)
        let line = try signer.cosign(checkpoint.note.text, at: seconds ?? clock.now.seconds)
        return try post(try checkpoint.note.adding(line).bytes, to: "/log/cosignature")
    }

    /// A checkpoint with the log's own signature over a root that this log does not have.
    func signedByTheLog(size: Int64) throws -> SignedCheckpoint {
        let keys = try HubKeys.load(
            folder: settings.keyFolder, origin: settings.origin, vault: settings.vault)
        let head = TreeHead(size: size, root: SHA256.digest(Array("another history".utf8)))
        return try Checkpoint(origin: settings.origin, head: head).signed(by: keys.log)
    }
}
