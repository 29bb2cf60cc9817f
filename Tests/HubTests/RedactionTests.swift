import Crypto
import Database
import Federation
import Foundation
import Testing

@testable import Hub

/// Content that goes away for good, while entry, hash and proofs stay.
@Suite struct RedactionTests {
    private static let secret = "Dieser Satz soll verschwinden"

    /// A hub whose entry `target` is a declaration with the sentence, and one summary behind it.
    private static func spoken() throws -> (hub: TestHub, target: Reference) {
        let hub = try TestHub.withTowns(["olpe", "soest"])
        try hub.say(.declaration(Declaration(decision: nil, framework: nil, text: secret)), by: "soest")
        let soest = try #require(TenantID("soest"))
        let declaration = try #require(try hub.state.declarations[soest])
        try hub.say(try hub.summary("olpe"), by: "olpe")
        return (hub, declaration.reference)
    }

    private static func redaction(_ target: Reference) -> Office.Act {
        .redact(Redaction(by: .author, reason: "Auf Wunsch", rule: "Art. 17 DSGVO", target: target))
    }

    private static func holdsSecret(_ path: String) throws -> Bool {
        guard let bytes = FileManager.default.contents(atPath: path) else { return false }
        let text = Data(Base64URL.encode(Array("\(secret)".utf8)).utf8)
        // Base64 has three alignments; of each the middle is the same wherever it stands.
        return (0..<3).contains { shift in
            let inner = Base64URL.encode(Array(secret.utf8.dropFirst(shift))).dropLast(4)
            return bytes.range(of: Data(inner.utf8)) != nil
        } || bytes.range(of: text) != nil || bytes.range(of: Data(secret.utf8)) != nil
    }

    @Test func theContentIsGoneAndTheProofsHold() throws {
        let (hub, target) = try Self.spoken()
        #expect(try Self.holdsSecret(hub.database) || Self.holdsSecret(hub.database + "-wal"))
        let receipt = try hub.get("/log/receipt/\(target.index)").bytes
        _ = try hub.running.hub.office.perform(Self.redaction(target))

        let gone = try hub.get("/log/statement/\(target.sha256.hex)")
        #expect(gone.status == 410)
        #expect(gone.code == "redacted")
        #expect(try hub.get("/log/receipt/\(target.index)").bytes == receipt)
        #expect(try hub.state.declarations.isEmpty)
        let page = try hub.get("/log/entries/\(target.index)").text
        #expect(page.contains("Art. 17 DSGVO"))
        for suffix in ["", "-wal"] { #expect(try !Self.holdsSecret(hub.database + suffix), "\(suffix)") }
        let backup = "\(hub.folder)/new.sqlite"
        try #require(try hub.command("backup", backup).status == 0)
        #expect(try !Self.holdsSecret(backup))
        let export = "\(hub.folder)/export.tar"
        let exported = try hub.command("export", "--output", export)
        #expect(exported.status == 0, "\(exported.speech)")
        #expect(try !Self.holdsSecret(export))

        // The same state without the content, and the chain goes on.
        let before = try hub.state
        hub.close()
        try hub.start()
        #expect(try hub.state.chains == before.chains)
        #expect(try hub.state.redactions.keys.sorted() == [target.index])
        try hub.say(.declaration(Declaration(decision: nil, framework: nil, text: "Neu")), by: "soest")
        #expect(try hub.command("rebuild").status != 0, "it runs")
        hub.close()
        #expect(try hub.command("rebuild").status == 0)
    }

    @Test func anOldBackupDoesNotBringItBack() throws {
        let (hub, target) = try Self.spoken()
        let old = "\(hub.folder)/old.sqlite"
        try #require(try hub.command("backup", old).status == 0)
        let size = try hub.state.size
        _ = try hub.running.hub.office.perform(Self.redaction(target))
        hub.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: hub.database + suffix) }
        try? FileManager.default.removeItem(atPath: hub.settings.headPath)
        try #require(try hub.command("restore", old, "--at-least", "\(size)").status == 0)
        try hub.start()
        #expect(try hub.get("/log/statement/\(target.sha256.hex)").status == 410)
        #expect(try !Self.holdsSecret(hub.database))
        // And the hub knows that its log lacks the redaction.
        guard case .restored(let restored)? = try hub.sequencer.historyStop else {
            Issue.record("the hub goes on without the redaction")
            return
        }
        #expect(restored.needed == size + 1)
    }

    @Test func whatMayNotBeRedactedIsRefused() throws {
        let (hub, target) = try Self.spoken()
        let office = try hub.running.hub.office
        let olpe = try #require(TenantID("olpe"))
        let summary = try #require(try hub.state.summaries[olpe]?.values.first).reference
        for wrong in [
            summary, Reference(index: 0, sha256: target.sha256),
            Reference(index: target.index, sha256: summary.sha256), Reference(index: 10_000, sha256: target.sha256),
        ] {
            #expect {
                _ = try office.perform(Self.redaction(wrong))
            } throws: { ($0 as? Refusal)?.code == .reference }
        }
        _ = try office.perform(Self.redaction(target))
        #expect {
            _ = try office.perform(Self.redaction(target))
        } throws: { ($0 as? Refusal)?.reason.contains("already") ?? false }
    }

    @Test func aStatementThatIsGoneWithoutARedactionStopsTheHub() throws {
        let (hub, target) = try Self.spoken()
        hub.close()
        try hub.tamper("UPDATE entry SET statement = NULL WHERE position = ?", .integer(target.index))
        #expect(throws: LogFault.self) { try hub.start() }
        // Nor does anything else take such a store for whole.
        let rebuilt = try hub.command("rebuild")
        #expect(rebuilt.status != 0 && rebuilt.speech.contains("is missing"), "\(rebuilt.speech)")
        let copy = "\(hub.folder)/copy.sqlite"
        try #require(try hub.command("backup", copy).status == 0)
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: hub.database + suffix) }
        let restored = try hub.command("restore", copy, "--at-least", "1")
        #expect(restored.status != 0 && restored.speech.contains("is missing"), "\(restored.speech)")
        #expect(!FileManager.default.fileExists(atPath: hub.database))
    }

    @Test func anExportBelowTheRedactionIsRefusedUntilItIsWitnessed() throws {
        let (hub, target) = try Self.spoken()
        try hub.choose(["olpe", "soest"], quorum: 2)
        for name in ["olpe", "soest"] { #expect(try hub.cosign(try hub.candidate(), by: name).status == 204) }
        _ = try hub.running.hub.office.perform(Self.redaction(target))
        let refused = try hub.command("export", "--output", "\(hub.folder)/a.tar")
        #expect(refused.status != 0)
        #expect(refused.speech.contains("--newest"))
        #expect(try hub.command("export", "--newest", "--output", "\(hub.folder)/b.tar").status == 0)
        for name in ["olpe", "soest"] { #expect(try hub.cosign(try hub.candidate(), by: name).status == 204) }
        #expect(try hub.command("export", "--output", "\(hub.folder)/c.tar").status == 0)
    }
}
