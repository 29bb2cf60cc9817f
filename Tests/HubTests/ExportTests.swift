import Foundation
import Testing

@testable import Hub

@Suite struct ExportTests {
    private func export(_ hub: TestHub, to path: String) throws -> String {
        let export = try Export(
            log: try hub.running.hub.store.log, publicAddress: TestHub.address, progress: { _, _ in })
        try export.write(to: path, progress: { _, _ in })
        return export.name
    }

    @Test func aBigLog() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.grow(to: 590, by: "soest")
        for year in 2020...2023 { _ = try hub.running.hub.office.perform(.report(try #require(.init("\(year)")))) }
        try hub.publish(2)
        try hub.grow(to: 600, by: "soest")
        let (first, second) = ("\(hub.folder)/first.tar", "\(hub.folder)/second.tar")
        let name = try export(hub, to: first)
        #expect(name == "hub.example_log-600")
        _ = try export(hub, to: second)
        #expect(try Data(contentsOf: URL(fileURLWithPath: first)) == Data(contentsOf: URL(fileURLWithPath: second)))
        #expect(shell("cd '\(hub.folder)' && tar -xf first.tar") == 0)
        let bag = "\(hub.folder)/\(name)"
        #expect(shell("cd '\(bag)' && sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt") == 0)
        #expect(shell("cd '\(bag)' && echo x >> data/policy && sha256sum --status -c manifest-sha256.txt") != 0)

        // Every file is in a manifest, and nothing else is.
        let files = try FileManager.default.subpathsOfDirectory(atPath: bag).filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(bag)/\(path)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        func listed(_ manifest: String) throws -> [String] {
            try String(contentsOfFile: "\(bag)/\(manifest)", encoding: .utf8).split(separator: "\n").map {
                String($0.dropFirst(66))
            }
        }
        let payload = try listed("manifest-sha256.txt")
        #expect(payload == payload.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(Set(payload) == Set(files.filter { $0.hasPrefix("data/") }))
        #expect(payload.count == Set(payload).count)
        #expect(
            Set(try listed("tagmanifest-sha256.txt")) == ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"])
        #expect(
            Set(files.filter { !$0.hasPrefix("data/") }) == [
                "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
            ])
        for file in [
            "log/checkpoint", "log/tile/0/000", "log/tile/0/001", "log/tile/0/002.p/88", "log/tile/1/000.p/2",
            "log/tile/entries/001", "log/tile/entries/002.p/88", "keys.json", "policy", "framework/1.json",
            "framework/2.json", "reports/2020-1.json", "reports/2023-1.csv", "tables/figures.csv", "tables/members.csv",
            "tables/values.csv",
            "VERIFY.de.md", "VERIFY.en.md",
        ] {
            #expect(payload.contains("data/\(file)"), "\(file)")
        }
        #expect(payload.filter { $0.hasPrefix("data/log/statement/") }.count == 600)
        #expect(try String(contentsOfFile: "\(bag)/bag-info.txt", encoding: .utf8).contains("hub.example/log 600"))
    }

    @Test func aPartOfTheLog() throws {
        let hub = try TestHub.withTowns(["soest", "menden"])
        try hub.grow(to: 300, by: "soest")
        let path = "\(hub.folder)/menden.tar"
        let made = try hub.command("export", "--town", "menden", "--output", path)
        #expect(made.status == 0, "\(made.speech)")
        #expect(shell("cd '\(hub.folder)' && tar -xf menden.tar") == 0)
        let bag = "\(hub.folder)/hub.example_log-300-menden"
        #expect(shell("cd '\(bag)' && sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt") == 0)
        let statements = try FileManager.default.contentsOfDirectory(atPath: "\(bag)/data/log/statement")
        #expect(statements.count < 12)
        #expect(FileManager.default.fileExists(atPath: "\(bag)/data/log/tile/entries/001.p/44"))
        #expect(
            try String(contentsOfFile: "\(bag)/data/selection.json", encoding: .utf8)
                == #"{"period":null,"tenant":"menden","version":1}"#)
        #expect(try hub.command("export", "--town", "absent", "--output", "\(hub.folder)/a.tar").status == 1)
        #expect(try hub.command("export", "--town", "NO", "--output", "\(hub.folder)/a.tar").status != 0)
        #expect(try hub.command("export", "--period", "2026-Q9", "--output", "\(hub.folder)/a.tar").status != 0)
        #expect(!FileManager.default.fileExists(atPath: "\(hub.folder)/a.tar"))
    }

    /// What witnesses stand for is exported, though the log has gone on.
    @Test func theWitnessedCheckpointIsExported() throws {
        let hub = try TestHub.withTowns(["arnsberg", "olpe", "soest"])
        try hub.choose(["arnsberg", "olpe", "soest"], quorum: 2)
        let candidate = try hub.candidate()
        for name in ["arnsberg", "soest"] { #expect(try hub.cosign(candidate, by: name).status == 204) }
        try hub.say(try hub.summary("soest"), by: "soest")
        let path = "\(hub.folder)/witnessed.tar"
        #expect(try export(hub, to: path) == "hub.example_log-\(candidate.head.size)")
        #expect(shell("cd '\(hub.folder)' && tar -xf witnessed.tar") == 0)
        let data = "\(hub.folder)/hub.example_log-\(candidate.head.size)/data"
        let note = try String(contentsOfFile: "\(data)/log/checkpoint", encoding: .utf8)
        #expect(note.split(separator: "\n").count == 6)
        #expect(try String(contentsOfFile: "\(data)/policy", encoding: .utf8).contains("group committee 2 "))
        let newest = try hub.command("export", "--newest", "--output", "\(hub.folder)/newest.tar")
        #expect(newest.status == 0)
        #expect(
            shell("tar -tf '\(hub.folder)/newest.tar' | grep -q '^hub.example_log-\(candidate.head.size + 1)/'") == 0)
    }

    @Test func anExistingFileIsLeftAlone() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.write("there.tar", "mine")
        #expect(throws: (any Error).self) { try export(hub, to: "\(hub.folder)/there.tar") }
        #expect(try String(contentsOfFile: "\(hub.folder)/there.tar", encoding: .utf8) == "mine")
        let refused = try hub.command("export", "--output", "\(hub.folder)/there.tar")
        #expect(refused.status == 1)
        #expect(refused.speech.contains("there.tar"), "\(refused.speech)")
        #expect(!FileManager.default.fileExists(atPath: "\(hub.folder)/there.tar.manifest"))
    }

    @Test func halfAnExportIsNoExport() throws {
        let hub = try TestHub.withTowns(["soest"])
        // The file in which the manifest would grow is in the way.
        try hub.write("new.tar.manifest", "mine")
        #expect(throws: (any Error).self) { try export(hub, to: "\(hub.folder)/new.tar") }
        #expect(!FileManager.default.fileExists(atPath: "\(hub.folder)/new.tar"))
        try hub.tamper("DELETE FROM tile")
        #expect(throws: LogFault.self) { try export(hub, to: "\(hub.folder)/other.tar") }
        #expect(!FileManager.default.fileExists(atPath: "\(hub.folder)/other.tar"))
    }

    @Test(arguments: [1, 60, 70, 79])
    func longOrigins(_ length: Int) throws {
        let origin = String(String(repeating: "hub.example.org/", count: 10).prefix(length - 1)) + "z"
        let hub = try TestHub(origin: origin)
        try hub.start()
        let path = "\(hub.folder)/long.tar"
        let name = try export(hub, to: path)
        #expect(name.utf8.count == length + 2)
        #expect(
            shell("cd '\(hub.folder)' && tar -xf long.tar && cd '\(name)' && sha256sum --status -c manifest-sha256.txt")
                == 0)
    }

    @Test func anOriginThatIsTooLong() {
        #expect(throws: (any Error).self) {
            try TestHub.settings(data: "/nowhere", origin: String(repeating: "x", count: 80))
        }
    }

    /// Runs a shell command and gives its exit status.
    private func shell(_ text: String) -> Int32 {
        var process = pid_t()
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), strdup("-c"), strdup(text), nil]
        defer { for argument in arguments { free(argument) } }
        guard posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return (status >> 8) & 0xFF
    }
}
