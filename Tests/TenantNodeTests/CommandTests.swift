import Accounts
import Federation
import Glibc
import Service
import Testing

@testable import TenantNode

/// The whole way of a town through the command line, against the hub in memory.
struct CommandTests {
    @Test func accountsAreManagedOnTheCommandLine() throws {
        let town = try TestNode()
        let output = town.folder + ".output"
        func run(_ arguments: String...) throws -> (status: Int32, output: String) {
            let descriptor = open(output, O_RDWR | O_CREAT | O_TRUNC, 0o600)
            defer { close(descriptor) }
            let console = Console(environment: ["LANG": "de_DE"], output: descriptor, speech: descriptor)
            let common = ["--data", town.folder, "--set", "staff.publicAddress=https://intern.example"]
            let status = Main.commandLine.run(arguments + common, console: console)
            return (status, String(decoding: try Files.readFile(output, maximum: 1 << 20), as: UTF8.self))
        }
        let invited = try run(
            "accounts", "invite", "B.Author", "--name", "B. Author", "--role", "author", "--role", "approver")
        #expect(invited.status == 0 && invited.output.hasPrefix("https://intern.example/staff/link/"))
        let missing = try run("accounts", "invite", "c", "--name", "C")
        #expect(missing.status == 1 && missing.output.contains("Ein Anmeldename hat 3 bis 60 Zeichen"))
        #expect(missing.output.contains("Bitte wählen Sie mindestens eine Rolle."))
        #expect(try run("accounts", "list").output == "b.author\tB. Author\t\tauthor approver\tinvited\t\n")
        let desk = try town.node.accountDesk()
        let token = try #require(invited.output.split(separator: "/").last.flatMap { Token(String($0.dropLast())) })
        let password = "vier Wörter ohne Bezug"
        let session = try desk.acceptInvitation(token, password: password, repeated: password).session
        #expect(try run("accounts", "roles", "b.author", "--role", "boss").status == 2)
        #expect(try run("accounts", "roles", "b.author", "--role", "admin").status == 0)
        #expect(try desk.visitor(session)?.roles == [.admin])
        let last = try run("accounts", "deactivate", "b.author", "--yes")
        #expect(last.status == 1 && last.output.contains("Das ist die letzte aktive Administration."))
        #expect(try run("accounts", "reset", "b.author").output.hasPrefix("https://intern.example/staff/link/"))
        let unknown = try run("accounts", "activate", "nobody")
        #expect(unknown.status == 1 && unknown.output.contains("Ein Konto „nobody“ gibt es hier nicht."))
        #expect(try run("journal", "purge").status == 2)
        #expect(try run("journal", "purge", "--before", "gestern").status == 2)
        #expect(try run("journal", "purge", "--before", "2026-10-01").output.contains("Die letzten 90 Tage bleiben"))
        #expect(try run("journal", "purge", "--before", "2020-01-01").output.contains("0 Einträge gelöscht."))
        let journal = try run("journal").output
        #expect(journal.contains(",,,account.invited,b.author,author approver\r\n"))
        #expect(journal.contains(",b.author,B. Author,account.accepted,"))
    }

    @Test func goesTheWholeWay() throws {
        let hub = try FakeHub()
        try hub.start()
        defer { hub.stop() }
        let town = try TestNode()
        let folder = town.folder + "-tables"
        try Files.ensureFolder(folder)
        for (name, bytes) in Fixtures.strategy { try Files.writeFileDurably("\(folder)/\(name)", bytes) }
        try Files.writeFileDurably("\(folder)/indicators.csv", Array(Fixtures.indicators.utf8))
        try Files.writeFileDurably(
            "\(folder)/participation.csv", Array("channel,figure,count\nonline,people,4\n".utf8))
        let invitation = folder + "/invitation.txt"
        try Files.writeFileDurably(invitation, try hub.invitation())

        let output = folder + "/output"
        func run(_ arguments: String...) throws -> (status: Int32, output: String) {
            let descriptor = open(output, O_RDWR | O_CREAT | O_TRUNC, 0o600)
            defer { close(descriptor) }
            let console = Console(environment: ["LANG": "de_DE"], output: descriptor, speech: -1)
            let common = ["--data", town.folder, "--set", "minimumFreeMegabytes=0"]
            let status = Main.commandLine.run(arguments + common, console: console)
            return (status, String(decoding: try Files.readFile(output, maximum: 1 << 20), as: UTF8.self))
        }

        #expect(try run("join", invitation, "--name", "region").status == 0)
        // The same invitation again, and one that is not needed: nothing happens, and that is no failure.
        #expect(try run("join", invitation, "--name", "region").status == 0)
        try Files.writeFileDurably(invitation, try hub.invitation())
        #expect(try run("join", invitation, "--name", "region").status == 0)
        #expect(hub.size == 3)
        // A member can't leave by itself.
        #expect(try run("leave").status == 1)
        #expect(try run("import", "strategy", folder).status == 0)
        #expect(try run("import", "indicators", folder + "/indicators.csv").status == 0)
        #expect(try run("import", "participation", folder + "/participation.csv", "--period", "2024").status == 0)
        #expect(try run("summary", "preview", "--period", "2024").status == 1)
        #expect(try run("adopt", "--body", "Rat der \"Stadt\"", "--date", "2020").status == 0)
        // Neither the same decision nor the same strategy a second time.
        #expect(try run("adopt", "--body", "Rat der \"Stadt\"", "--date", "2020").status == 1)
        #expect(try run("publish", "strategy", "--yes").status == 0)
        #expect(try run("publish", "strategy", "--yes").status == 0)
        #expect(hub.statements(of: "soest").count == 2)
        let readable = try run("summary", "preview", "--period", "2024")
        #expect(readable.status == 0 && readable.output.contains("nur Zahlen und Kennungen"))
        #expect(readable.output.contains("erreichte Personen, online: unter 5"))
        let bytes = try run("summary", "preview", "--period", "2024", "--bytes").output
        let approved = try run("approve", "--period", "2024")
        #expect(approved.status == 0 && readable.output.contains(approved.output.prefix(64)))
        let submitted = try run("submit", "--period", "2024", "--no-wait")
        #expect(submitted.status == 0 && submitted.output.hasPrefix("3\t"))
        #expect(hub.statements(of: "soest").count == 2)
        #expect(try run("status", "--json").output.contains("\"waiting\":[{"))
        #expect(try run("send").status == 0)
        let sent = try #require(hub.statements(of: "soest").last)
        guard case .summary(let summary) = try UnverifiedStatement(sent).statement.body else {
            throw CancellationError()
        }
        #expect(String(decoding: summary.canonicalBytes, as: UTF8.self) == bytes)
        let exported = folder + "/receipts"
        #expect(try run("receipts", "--export", exported).output.split(separator: "\n").count == 3)
        #expect(access(exported + "/3-summary.tlog-proof", F_OK) == 0)
        // The texts of the strategy are public by its own statement, and only there.
        let statements = hub.statements(of: "soest").map { String(decoding: $0, as: UTF8.self) }
        #expect(statements.count == 3)
        #expect(hub.content.withLock { $0.replay.state.strategies.count } == 1)
    }
}
