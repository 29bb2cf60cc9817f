import Crypto
import Foundation
import Service
import Testing

@testable import Hub

/// A hub whose key files have a passphrase.
@Suite struct ProtectedKeyTests {
    private let words = "vier Wörter ohne Bezug"

    private func file(_ hub: TestHub, _ name: String, _ text: String) throws -> String {
        try hub.write(name, text + "\n")
        return "\(hub.folder)/\(name)"
    }

    private func flag(_ file: String) -> [String] { ["--set", "keys.passphraseFile=\(file)"] }

    private func contents(_ hub: TestHub) throws -> [Data] {
        try HubKeys.allFiles(in: hub.settings.keyFolder).map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    }

    @Test func everyKeyOfAHubIsProtectedAndOpensAgain() throws {
        let hub = try TestHub.withTowns(["soest"])
        hub.close()
        let right = try file(hub, "right", words)
        let wrong = try file(hub, "wrong", "something else entirely")
        let before = try contents(hub)
        let short = try hub.command(["key", "protect"] + flag(try file(hub, "short", "elevenbytes")))
        #expect(short.status == 1 && short.speech.contains("at least 12"), "\(short.speech)")
        #expect(try contents(hub) == before)
        let none = try hub.command(["key", "protect"])
        #expect(none.status != 0 && none.speech.contains("--passphrase-file"), "\(none.speech)")

        let done = try hub.command(["key", "protect"] + flag(right))
        #expect(
            done.status == 0 && done.output.contains("office.pem") && done.output.contains("log.pem"), "\(done.speech)")
        for path in HubKeys.allFiles(in: hub.settings.keyFolder) { #expect(try KeyFile.isProtected(path)) }
        let again = try hub.command(["key", "protect"] + flag(right))
        #expect(again.status == 0 && again.speech.contains("nothing was changed"), "\(again.speech)")

        // Without it, or with another one, nothing is said.
        let sealed = try contents(hub)
        for (flags, sentence) in [([], "protected by a passphrase"), (flag(wrong), "does not open the key")] {
            let refused = try hub.command(["key", "rotate", "--yes"] + flags)
            #expect(refused.status != 0 && refused.speech.contains(sentence), "\(refused.speech)")
        }
        #expect(throws: CryptoError(.passphraseNeeded, "")) { try hub.start() }
        #expect(try contents(hub) == sealed)
        // What needs no private key needs no passphrase.
        let list = try hub.command(["key", "list"])
        #expect(list.status == 0 && list.output.contains("office"), "\(list.speech)")
        #expect(try hub.command(["backup", "\(hub.folder)/copy"]).status == 0)

        let rotated = try hub.command(["key", "rotate", "--yes"] + flag(right))
        #expect(rotated.status == 0, "\(rotated.speech)")
        #expect(try KeyFile.isProtected("\(hub.settings.keyFolder)/office-2.pem"))

        // Another passphrase, and none.
        let next = try file(hub, "next", "a longer passphrase")
        let changed = try hub.command(["key", "protect", "--new-passphrase-file", next] + flag(right))
        #expect(changed.status == 0, "\(changed.speech)")
        let late = try hub.command(["key", "unprotect", "--yes"] + flag(right))
        #expect(late.status == 1 && late.speech.contains("passphrase is wrong"), "\(late.speech)")
        let open = try hub.command(["key", "unprotect", "--yes"] + flag(next))
        #expect(open.status == 0, "\(open.speech)")
        try hub.start()
        try hub.suspend("soest")
    }

    @Test func aHubIsMadeWithAPassphrase() throws {
        let hub = try TestHub()
        let right = try file(hub, "right", words)
        let data = "\(hub.folder)/second"
        let made = try hub.command(
            ["init", "--federation", "\(hub.folder)/federation.json5"] + flag(right), data: data)
        #expect(made.status == 0, "\(made.speech)")
        let files = HubKeys.allFiles(in: "\(data)/keys")
        #expect(files.count == 3)
        for path in files { #expect(try KeyFile.isProtected(path)) }
        // Asked for, and nobody there to answer.
        let third = try hub.command(
            ["init", "--federation", "\(hub.folder)/federation.json5", "--protect"], data: "\(hub.folder)/third")
        #expect(third.status != 0 && third.speech.contains("--passphrase-file"), "\(third.speech)")
        #expect(!FileManager.default.fileExists(atPath: "\(hub.folder)/third"))
    }

    /// A recovery key from elsewhere gets and loses its passphrase by itself.
    @Test func aSingleFileIsProtected() throws {
        let hub = try TestHub()
        let right = try file(hub, "right", words)
        let path = "\(hub.folder)/recovery.pem"
        try FileManager.default.moveItem(atPath: "\(hub.settings.keyFolder)/recovery.pem", toPath: path)
        #expect(try hub.command(["key", "protect", path] + flag(right)).status == 0)
        #expect(try KeyFile.isProtected(path))
        #expect(try !KeyFile.isProtected("\(hub.settings.keyFolder)/office.pem"))
        let absent = try hub.command(["key", "protect", "\(hub.folder)/absent.pem"] + flag(right))
        #expect(absent.status != 0 && absent.speech.contains("absent.pem"), "\(absent.speech)")
    }
}
