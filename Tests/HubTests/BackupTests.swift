import Crypto
import Federation
import Foundation
import Ledger
import Synchronization
import Testing

@testable import Hub

@Suite struct BackupTests {
    /// A data folder with this hub's keys and nothing else.
    private func secondFolder(_ hub: TestHub, _ name: String = "second") throws -> String {
        let data = "\(hub.folder)/\(name)"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: hub.settings.keyFolder, toPath: "\(data)/keys")
        return data
    }

    @Test func aBackupWhileStatementsComeInContinuesTheSameLog() throws {
        let names = ["soest", "olpe", "menden"]
        let hub = try TestHub.withTowns(names)
        let done = Atomic<Bool>(false)
        let copies = try onThreads(4) { number -> [String] in
            if number == 3 {
                defer { done.store(true, ordering: .releasing) }
                return try (0..<3).map { copy in
                    let path = "\(hub.folder)/backup-\(copy).sqlite"
                    let backup = try hub.command("backup", path)
                    try #require(backup.status == 0, "\(backup.speech)")
                    return path
                }
            }
            for _ in 0..<200 where !done.load(ordering: .acquiring) {
                try hub.say(try hub.summary(names[number]), by: names[number])
            }
            return []
        }[3]
        let log = try hub.running.hub.store.log
        let heads = try log.checkpoints().map(\.head)
        for (number, copy) in copies.enumerated() {
            let data = try secondFolder(hub, "second-\(number)")
            let restored = try hub.command("restore", "--at-least", "1", copy, data: data)
            try #require(restored.status == 0, "\(restored.speech)")
            let again = try hub.command("restore", "--at-least", "1", copy, data: data)
            #expect(again.status == 1)
            #expect(again.speech.contains("restore overwrites nothing"), "\(again.speech)")

            let second = try OpenHub(try TestHub.settings(data: data), world: hub.world)
            defer { second.close() }
            let head = second.sequencer.snapshot.checkpoint.head
            #expect(heads.contains(head))
            #expect(restored.output == "\(head.size) entries restored\n")
            let said = try second.office.perform(.publish(try HubFramework.make(number: 2)))
            #expect(said == "framework 2 published, entry \(head.size)\n")
            let leaves = try second.store.log.leaves(from: 0, limit: 10_000)
            #expect(try leaves.dropLast() == log.leaves(from: 0, limit: Int(head.size))[...])
            // The first log's receipts hold in the second.
            let last = try log.receipt(index: head.size - 1)
            #expect(try second.store.log.receipt(index: head.size - 1).text == last.text)
        }
    }

    @Test func aBackupThatForgotEntriesIsRefused() throws {
        let hub = try TestHub.withTowns(["soest"])
        let copy = "\(hub.folder)/backup.sqlite"
        try #require(try hub.command("backup", copy).status == 0)
        let size = try Standing(hub).size
        let data = try secondFolder(hub)
        let refused = try hub.command("restore", "--at-least", "\(size + 1)", copy, data: data)
        #expect(refused.status == 1)
        #expect(
            refused.speech.contains("The backup has \(size) entries, but \(size + 1) have been seen"),
            "\(refused.speech)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["keys"])
        #expect(try hub.command("restore", copy, data: data).status == 2)
        #expect(try hub.command("restore", "--at-least", "\(size)", copy, data: data).status == 0)
    }

    @Test func aBackupIsNeverWrittenOverAnything() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.write("there.sqlite", "mine")
        #expect(try hub.command("backup", "\(hub.folder)/there.sqlite").status == 1)
        #expect(try String(contentsOfFile: "\(hub.folder)/there.sqlite", encoding: .utf8) == "mine")
    }

    @Test(arguments: [
        "UPDATE entry SET statement = CAST(replace(statement, 'e', 'f') AS BLOB) WHERE position = 2",
        "DELETE FROM entry WHERE position = 2", "DELETE FROM entry WHERE position > 2", "DELETE FROM head",
        "UPDATE head SET checkpoint = x'00' WHERE size = (SELECT max(size) FROM head)",
        "UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE position = 3) WHERE position = 2",
    ])
    func aTamperedBackupIsRefused(_ sql: String) throws {
        let hub = try TestHub.withTowns(["soest"])
        let copy = "\(hub.folder)/backup.sqlite"
        try #require(try hub.command("backup", copy).status == 0)
        try hub.tamper(sql, path: copy)
        let data = try secondFolder(hub)
        let restored = try hub.command("restore", "--at-least", "1", copy, data: data)
        #expect(restored.status == 1)
        #expect(!restored.speech.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["keys"])
    }

    @Test func aBackupOfAnotherHubIsRefused() throws {
        let hub = try TestHub.withTowns(["soest"])
        let other = try TestHub()
        let copy = "\(hub.folder)/backup.sqlite"
        try #require(try hub.command("backup", copy).status == 0)
        let data = try secondFolder(other)
        #expect(try other.command("restore", "--at-least", "1", copy, data: data).status == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["keys"])
        try other.write("text.sqlite", "This is no database at all, just a text that somebody took for one.")
        #expect(try other.command("restore", "--at-least", "1", "\(other.folder)/text.sqlite", data: data).status == 1)
        #expect(
            try other.command("restore", "--at-least", "1", "\(other.folder)/nothing.sqlite", data: data).status == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["keys"])
        #expect(!FileManager.default.fileExists(atPath: "\(other.folder)/nothing.sqlite"))
    }

    @Test func rebuiltTilesAreTheSame() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.grow(to: 600, by: "soest")
        hub.close()
        let before = try Standing.rows(hub.database)
        try hub.tamper("DELETE FROM tile")
        #expect(try Standing.rows(hub.database) != before)
        let rebuilt = try hub.command("rebuild")
        #expect(rebuilt.status == 0, "\(rebuilt.speech)")
        #expect(rebuilt.output.hasPrefix("600 entries, "))
        #expect(try Standing.rows(hub.database) == before)
        try hub.start()
        #expect(try hub.get("/log/receipt/599").receipt(hub).index == 599)
    }

    @Test func afterARestartEverythingIsAsItWas() throws {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        try hub.say(try hub.summary("soest"), by: "soest")
        try hub.say(try hub.summary("olpe", jobs: "77"), by: "olpe")
        try hub.say(try hub.summary("olpe", jobs: "78"), by: "olpe")
        _ = try hub.running.hub.office.perform(.report(try #require(Period("2024"))))
        try hub.suspend("olpe")
        let paths = [
            "/api/v1/region", "/api/v1/towns", "/api/v1/indicators", "/api/v1/indicators/jobs",
            "/api/v1/reports/2024-1",
            "/api/v1/issuers/olpe", "/log/checkpoint", "/api/v1/log",
        ]
        let before = try paths.map { try hub.get($0) }
        let state = try hub.state
        #expect(before.allSatisfy { $0.status == 200 && !$0.bytes.isEmpty })
        hub.close()
        try hub.start()
        for (path, answer) in zip(paths, before) { #expect(try hub.get(path).bytes == answer.bytes, "\(path)") }
        let next = try state.report(period: try #require(Period("2024")))
        #expect(try hub.state.report(period: try #require(Period("2024"))).canonicalBytes == next.canonicalBytes)
        #expect(try KeySet(of: hub.state).canonicalBytes == KeySet(of: state).canonicalBytes)
    }
}
