import Crypto
import Federation
import Foundation
import Testing

@testable import Hub

/// The office's own keys, and those of towns that it ends.
@Suite struct KeyCommandTests {
    private func valid(_ hub: TestHub, _ owner: Issuer, _ use: KeyUse = .statement) throws -> Set<String> {
        let state = try hub.state
        return Set(
            state.keys.filter { $0.value.owner == owner && $0.value.use == use && $0.value.isValid(at: state.size) }
                .keys)
    }

    private func thumbprint(_ hub: TestHub, _ file: String) throws -> String {
        try KeyFile.load("\(hub.settings.keyFolder)/\(file)").publicKey.thumbprint
    }

    private func run(_ hub: TestHub, _ arguments: String...) throws -> HubCommand {
        hub.close()
        defer { try? hub.start() }
        return try hub.command(["key"] + arguments)
    }

    @Test func theOfficeChangesItsKey() throws {
        let hub = try TestHub.withTowns(["soest"])
        let before = try thumbprint(hub, "office.pem")
        #expect(try run(hub, "rotate").speech.contains("Nothing was changed."))
        #expect(try valid(hub, .office).contains(before))
        let done = try run(hub, "rotate", "--algorithm", "p256", "--yes")
        #expect(done.status == 0, "\(done.speech)")
        let after = try thumbprint(hub, "office-2.pem")
        #expect(try valid(hub, .office) == [after, thumbprint(hub, "recovery.pem")])
        // The new one speaks: at once, through the running hub, and after a start.
        _ = try hub.running.hub.office.perform(.rotateKey(.ed25519))
        let third = try thumbprint(hub, "office-3.pem")
        try hub.suspend("soest")
        #expect(try valid(hub, .office).contains(third))
        let list = try run(hub, "list")
        #expect(list.output.contains(before) && list.output.contains("last") && list.output.contains(third))
        #expect(try hub.state.chain(of: .office).sequence == Int64(6))
    }

    /// Killed after the file was made: the next try takes it up.
    @Test func breakingOffAfterTheFileTakesUpTheSameKey() throws {
        let hub = try TestHub.withTowns([])
        let made = try PrivateKey.generate(.ed25519)
        try KeyFile.create(made, at: "\(hub.settings.keyFolder)/office-2.pem")
        #expect(try run(hub, "rotate", "--yes").status == 0)
        #expect(try valid(hub, .office).contains(made.publicKey.thumbprint))
        #expect(!FileManager.default.fileExists(atPath: "\(hub.settings.keyFolder)/office-3.pem"))
    }

    @Test func theRecoveryKeyServesOnce() throws {
        let hub = try TestHub.withTowns(["soest"])
        let (office, recovery) = (try thumbprint(hub, "office.pem"), try thumbprint(hub, "recovery.pem"))
        // The office's key is gone, and the recovery key comes from elsewhere.
        let elsewhere = "\(hub.folder)/elsewhere.pem"
        hub.close()
        try FileManager.default.moveItem(atPath: "\(hub.settings.keyFolder)/recovery.pem", toPath: elsewhere)
        try FileManager.default.removeItem(atPath: "\(hub.settings.keyFolder)/office.pem")
        try hub.start()
        #expect(throws: (any Error).self) { try hub.suspend("soest") }
        let done = try run(
            hub, "recover", "--key", elsewhere, "--reason", "compromise", "--doubted-from", "1", "--yes")
        #expect(done.status == 0, "\(done.speech)")
        #expect(
            try valid(hub, .office) == [thumbprint(hub, "office-2.pem"), thumbprint(hub, "recovery-2.pem")])
        let state = try hub.state
        #expect(state.keys[office]?.doubtedFrom == 1 && state.keys[office]?.lastIndex == state.size - 1)
        #expect(state.keys[recovery]?.lastIndex == state.size - 1 && state.keys[recovery]?.doubtedFrom == nil)
        let again = try run(hub, "recover", "--key", elsewhere, "--reason", "loss", "--yes")
        #expect(again.status != 0 && again.speech.contains("serves once"), "\(again.speech)")
        #expect(try hub.state.size == state.size)
        try hub.suspend("soest")
        // The new recovery key is one.
        let next = "\(hub.settings.keyFolder)/recovery-2.pem"
        #expect(try run(hub, "recover", "--key", next, "--reason", "loss", "--yes").status == 0)
    }

    @Test func aTownsKeyIsEndedAndNeverReplaced() throws {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        let town = try hub.town("soest")
        let key = town.statementKey.publicKey.thumbprint
        for (arguments, sentence) in [
            (["revoke", "soest", key, "--reason", "theft", "--yes"], "compromise, loss or retirement"),
            (["revoke", "olpe", key, "--reason", "compromise", "--yes"], "olpe has no valid key"),
            (["revoke", "soest", key, "--reason", "loss", "--doubted-from", "2", "--yes"], "Only with --reason"),
            (
                ["revoke", "soest", key, "--reason", "compromise", "--doubted-from", "999", "--yes"],
                "does not exist yet"
            ),
        ] {
            hub.close()
            let refused = try hub.command(["key"] + arguments)
            try hub.start()
            #expect(refused.status != 0 && refused.speech.contains(sentence), "\(refused.speech)")
        }
        let done = try run(
            hub, "revoke", "soest", key, "--reason", "compromise", "--doubted-from", "3", "--yes")
        #expect(done.status == 0, "\(done.speech)")
        #expect(try hub.state.keys[key]?.doubtedFrom == 3)
        #expect(try valid(hub, .tenant(town.tenant)).isEmpty)
        // What it has signed from there on is marked, what came before is not.
        let own = try hub.state.adoptions[town.tenant]?.first?.index ?? -1
        #expect(own > 3)
        #expect(try hub.get("/log/entries/\(own)").text.contains("was later declared compromised"))
        #expect(try !hub.get("/log/entries/1").text.contains("was later declared compromised"))
        // What it signs now is refused.
        let late = try hub.post(try hub.signed(try hub.statement(try hub.adoption(), by: "soest"), by: "soest"))
        #expect(late.code == "revoked-key")
        // Even the office's own statement cannot bring a town a key: what is added is the issuer's.
        let foreign = try PrivateKey.generate(.ed25519)
        let declaration = try KeyDeclaration(
            key: foreign, use: .statement, issuer: .tenant(town.tenant), federation: TestHub.origin)
        #expect(throws: (any Error).self) {
            try hub.sequencer.issue(
                Sequencer.OfficeAct { _ in .key(KeyChange(add: [declaration], reason: .loss, revoke: [])) })
        }
        // The way back is a new, visible admission.
        try hub.admit("soest")
        try hub.say(hub.adoption(), by: "soest")
    }

    @Test(arguments: [
        Office.Act.rotateKey(.p256), .recoverKey("/a/b.pem", .loss, doubtedFrom: nil),
        .recoverKey("/a/b.pem", .compromise, doubtedFrom: 7),
    ])
    func travelsToTheRunningHub(_ act: Office.Act) throws {
        #expect(try Office.Act(json: act.json.canonicalBytes).json.canonicalBytes == act.json.canonicalBytes)
    }
}
