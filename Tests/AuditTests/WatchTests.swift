import Crypto
import Federation
import Foundation
import Ledger
import Monitor
import Synchronization
import Testing

@testable import Audit

/// Serves a log's checkpoint and tiles from a federation in memory.
private final class Served: LogServer {
    private let files = Mutex<[String: [UInt8]]>([:])

    func serve(_ export: TestExport, witnessed: Bool) {
        files.withLock { files in
            files = [:]
            for (path, bytes) in export.files where path.hasPrefix("data/log/") {
                files[String(path.dropFirst("data".count))] = bytes
            }
            if witnessed { files["/log/witnessed"] = files["/log/checkpoint"] }
        }
    }

    func get(_ path: String) throws(WatchFault) -> [UInt8]? {
        if files.withLock({ $0.isEmpty }) { throw .unreachable("nothing there") }
        return files.withLock { $0[path] }
    }
}

@Suite struct WatchTests {
    private let federation: TestFederation
    private let folder: TemporaryFolder
    private let server = Served()

    init() throws {
        federation = try TestFederation.example()
        folder = try TemporaryFolder()
        try folder.write(["policy": Array(try federation.policy.text.utf8)])
    }

    private func watch(_ words: String...) throws -> (status: Int32, said: String) {
        let arguments =
            [
                "watch", "http://hub.invalid", "--policy", "\(folder.path)/policy", "--once", "--state",
                "\(folder.path)/state",
            ]
            + words
        guard case (.watch(let wish), _) = try AuditCommand.parse(arguments) else { throw TestFault() }
        let said = Mutex("")
        let status = try Main.watch(wish, server, .english) { text in said.withLock { $0 += text } }.run()
        return (status, said.withLock { $0 })
    }

    @Test func whatIsNewIsToldByTenant() throws {
        #expect(try watch().status == 69)
        server.serve(try TestExport(federation), witnessed: true)
        // The cosignatures of the test federation are of 2025.
        let first = try watch("--max-age", "87600")
        #expect(first.status == 0)
        #expect(first.said.contains("The watch begins at 15 entries"))
        var later = federation
        try later.say(.summary(try later.summary(2, revision: 2)), by: later.towns[2])
        server.serve(try TestExport(later), witnessed: true)
        let second = try watch("--max-age", "87600")
        #expect(second.said.contains("In order: 16 entries, 1 new"))
        #expect(second.said.contains("gamma: 1 new"))
        #expect(second.said.contains("entry 15: summary"))
        let quiet = try watch("--max-age", "87600", "--json")
        #expect(quiet.status == 0)
        guard case .object(let members) = try JSONValue(canonicalBytes: Array(quiet.said.utf8.dropLast())) else {
            throw TestFault()
        }
        #expect(members.contains(.init("new", .array([]))))
        #expect(members.contains(.init("size", .integer(16))))
        for _ in 0..<2 { #expect(try watch("--max-age", "87600", "--journal", "\(folder.path)/journal").status == 0) }
        let journal = try String(contentsOfFile: "\(folder.path)/journal", encoding: .utf8).split(separator: "\n")
        #expect(journal.count == 2)
        for line in journal { _ = try JSONValue(canonicalBytes: Array(line.utf8)) }
    }

    @Test func missingWitnessesAreAFault() throws {
        server.serve(try TestExport(federation), witnessed: false)
        let none = try watch()
        #expect(none.status == 3)
        #expect(none.said.contains("UNWITNESSED: the hub serves no checkpoint"))
        server.serve(try TestExport(federation), witnessed: true)
        server.serve(try TestExport(federation, witnesses: 1), witnessed: true)
        let lacking = try watch("--max-age", "87600")
        #expect(lacking.status == 3)
        #expect(lacking.said.contains("only 1 witnesses of your policy have cosigned"))
        server.serve(try TestExport(federation), witnessed: true)
        let old = try watch("--max-age", "1")
        #expect(old.status == 3)
        #expect(old.said.contains("the newest cosignature is of 2025-10-09T08:53:21Z"))
    }

    @Test func aForkIsFiledAndTheCommandIsRun() throws {
        var (one, other) = (federation, federation)
        let gamma = federation.towns[2]
        try one.say(.summary(try one.summary(2, revision: 2)), by: gamma)
        try other.say(.summary(try other.summary(1, revision: 2)), by: gamma)
        server.serve(try TestExport(one), witnessed: true)
        #expect(try watch("--max-age", "87600").status == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/state"))
        server.serve(try TestExport(other), witnessed: true)
        let command = #"printf '%s\n%s\n' "$RAHMENWERK_FAULT" "$RAHMENWERK_EVIDENCE" > "# + "'\(folder.path)/alarm'"
        let found = try watch("--exec", command)
        #expect(found.status == 1)
        #expect(found.said.contains("PROVEN: the log hub.test.example/log has signed two different histories"))
        let alarm = try String(contentsOfFile: "\(folder.path)/alarm", encoding: .utf8).split(separator: "\n")
        #expect(alarm.first?.hasPrefix("PROVEN") == true)
        let evidence = try FileBytes.contents(of: String(try #require(alarm.last)), limit: 1 << 20)
        #expect(try EvidenceVerdict(evidence, log: federation.log.verifierKey).exitCode == 0)
        // The head seen before stays: the fork does not become the truth by being looked at twice.
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/state")) == before)
        #expect(try watch().status == 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.filter { $0.hasPrefix("evidence-fork-16-16-") }.count == 1)
        let json = try watch("--json").said
        #expect(json.contains("\"event\":\"fault\""))
    }

    @Test(arguments: [
        ["watch"], ["watch", "u"], ["watch", "u", "--log", "x", "--policy", "y"],
        ["watch", "u", "--log", "x", "--interval", "1"], ["watch", "u", "--log", "x", "--max-age", "0"],
    ]) func wrongCommandLinesAreRefused(arguments: [String]) {
        #expect(throws: AuditError(.usage, Phrase(de: "", en: ""))) { try AuditCommand.parse(arguments) }
    }
}
