import Crypto
import Custody
import Federation
import Glibc
import HTTP
import Service
import Testing

@testable import TenantNode

/// A town whose key files have a passphrase.
struct ProtectedKeyTests {
    private func run(_ town: TestNode, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let output = town.folder + ".output"
        let descriptor = open(output, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        let input = open("/dev/null", O_RDONLY)
        defer { for descriptor in [descriptor, input] { close(descriptor) } }
        let console = Console(environment: ["LANG": "en_GB"], input: input, output: descriptor, speech: descriptor)
        let status = Main.commandLine.run(arguments + ["--data", town.folder], console: console)
        return (status, String(decoding: try Files.readFile(output, maximum: 1 << 20), as: UTF8.self))
    }

    private func opened(_ folder: String, _ town: TestNode, _ passphraseFile: String?) throws -> Node {
        var client = ClientConfiguration()
        client.totalTimeout = 5
        return try Node(
            folder: folder, client: client, minimumFreeSpace: 0, world: town.world,
            vault: KeyVault(passphraseFile: passphraseFile))
    }

    @Test func aTownSpeaksOnWithAPassphrase() throws {
        try joined { hub, town in
            let (right, wrong) = (town.folder + ".right", town.folder + ".wrong")
            try Files.writeFileDurably(right, Array("vier Wörter ohne Bezug\n".utf8))
            try Files.writeFileDurably(wrong, Array("something else entirely\n".utf8))
            let before = try town.node.keys(of: try town.node.membership("region")).statement.publicKey
            town.node.store.close()
            let done = try run(town, ["key", "protect", "--passphrase-file", right])
            #expect(done.status == 0 && done.output.contains("Protected: 2 of 2 files."), "\(done.output)")
            #expect(NodeKeys.allFiles(in: town.folder).count == 2)

            for (arguments, sentence) in [
                (["key", "rotate", "--yes"], "protected by a passphrase"),
                (["key", "rotate", "--yes", "--passphrase-file", wrong], "The passphrase is wrong"),
                (["serve"], "protected by a passphrase"),
                (["key", "unprotect", "--yes", "--passphrase-file", wrong], "nothing was changed"),
            ] {
                let refused = try run(town, arguments)
                #expect(refused.status != 0 && refused.output.contains(sentence), "\(refused.output)")
            }
            let list = try run(town, ["key", "list"])
            #expect(list.status == 0 && !list.output.contains("no file"), "\(list.output)")
            let rotated = try run(town, ["key", "rotate", "--yes", "--passphrase-file", right])
            #expect(rotated.status == 0, "\(rotated.output)")
            for file in NodeKeys.allFiles(in: town.folder) { #expect(try KeyFile.isProtected(file)) }

            // What is said now bears the new key, and a backup opens by the same passphrase.
            town.node = try opened(town.folder, town, right)
            let own = try town.submit()
            #expect(try UnverifiedStatement(own.bytes).jws.keyID != before.thumbprint)
            #expect(try town.deliver().delivered == 1)
            let (file, folder) = (town.folder + ".backup", town.folder + ".restored")
            try NodeBackup.write(town.node, to: file)
            try NodeBackup.restore(file, to: folder)
            let restored = try opened(folder, town, right)
            defer { restored.store.close() }
            let membership = try restored.membership("region")
            #expect(
                try restored.keys(of: membership).statement.publicKey.thumbprint
                    == UnverifiedStatement(own.bytes).jws.keyID)
            let bare = try opened(folder, town, nil)
            defer { bare.store.close() }
            #expect(throws: CryptoError(.passphraseNeeded, "")) { try bare.keys(of: membership) }
        }
    }

    /// From the first key on, where it is asked for.
    @Test func aTownJoinsWithAPassphrase() throws {
        let hub = try FakeHub()
        try hub.start()
        defer { hub.stop() }
        let town = try TestNode()
        let right = town.folder + ".right"
        try Files.writeFileDurably(right, Array("vier Wörter ohne Bezug".utf8))
        town.node = try opened(town.folder, town, right)
        try Joining(node: town.node, name: "region").join(try Invitation(text: try hub.invitation()))
        for file in NodeKeys.allFiles(in: town.folder) { #expect(try KeyFile.isProtected(file)) }
    }
}
