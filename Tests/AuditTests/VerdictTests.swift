import Crypto
import Federation
import Foundation
import Ledger
import Testing

@testable import Audit

func audit(_ tar: [UInt8], policy: WitnessPolicy?, office: String?) -> AuditReport {
    ExportAudit.run(TarSource(MemoryBytes(bytes: tar)), trust: Trust(policy: policy, office: office))
}

func audit(_ tar: [UInt8], _ federation: TestFederation) throws -> AuditReport {
    audit(tar, policy: try federation.policy, office: federation.office.publicKey.thumbprint)
}

@Suite struct VerdictTests {
    @Test func genuineExportPasses() throws {
        let federation = try TestFederation.example()
        let report = try audit(TestExport(federation).tar, federation)
        #expect(report.faults == [])
        #expect(report.exitCode == 0)
        #expect(report.accepted == Int64(federation.entries.count))
        #expect(report.statements == federation.statements.count)
        #expect(report.towns == 3)
        #expect(report.derived.reports == 2)
        #expect(report.derived.figures == 8)
        #expect(report.checkpoint?.witnesses.map(\.name) == ["w0", "w1"])
        let german = report.text(in: .init(environment: ["LANG": "de_DE.UTF-8"]))
        #expect(german.hasPrefix("Der Export ist echt und vollständig.\n"))
        #expect(german.contains("Nur eine Probe."))
        #expect(german.contains("neueste Gegenzeichnung 2025-10-09T08:53:21Z"))
        #expect(report.text(in: .english).hasPrefix("The export is genuine and complete.\n"))
        let json = try JSONValue(canonicalBytes: report.json.dropLast())
        guard case .object(let members) = json else { throw TestFault() }
        #expect(members.contains(.init("verdict", .string("genuine"))))
    }

    @Test(arguments: [250, 600]) func fullTilesPass(extra: Int) throws {
        let federation = try TestFederation.example(extra: extra)
        #expect(try audit(TestExport(federation).tar, federation).faults == [])
    }

    @Test func withoutTrustTheOriginIsUnproven() throws {
        let federation = try TestFederation.example()
        let tar = try TestExport(federation).tar
        let thumbprint = federation.office.publicKey.thumbprint
        for report in [
            audit(tar, policy: nil, office: nil), audit(tar, policy: try federation.policy, office: nil),
            audit(tar, policy: nil, office: thumbprint),
        ] {
            #expect(report.faults == [])
            #expect(report.exitCode == 2)
            #expect(report.text(in: .german).contains("Herkunft ist nicht belegt"))
        }
    }

    @Test func policyWithoutQuorumSaysUnwitnessed() throws {
        let federation = try TestFederation.example()
        let policy = try WitnessPolicy(
            logs: [.init(key: federation.log.verifierKey)], witnesses: [], groups: [], quorum: nil)
        let export = try TestExport(federation, witnesses: 0)
        let report = audit(export.tar, policy: policy, office: federation.office.publicKey.thumbprint)
        #expect(report.exitCode == 0)
        #expect(report.text(in: .english).contains("unwitnessed"))
        #expect(report.text(in: .german).contains("unbezeugt"))
    }

    @Test func unpackedFolderPassesAndItsLinksDoNot() throws {
        let federation = try TestFederation.example()
        let export = try TestExport(federation)
        let folder = try TemporaryFolder()
        try folder.write(export.files)
        let trust = Trust(policy: try federation.policy, office: federation.office.publicKey.thumbprint)
        #expect(ExportAudit.run(FolderSource(folder.path), trust: trust).faults == [])
        #expect(symlink("/etc/hostname", "\(folder.path)/data/extra") == 0)
        let report = ExportAudit.run(FolderSource(folder.path), trust: trust)
        #expect(report.faults.map(\.code) == [.link])
    }

    @Test func filesAndFoldersAreReadThroughTheCommand() throws {
        let federation = try TestFederation.example()
        let export = try TestExport(federation)
        let folder = try TemporaryFolder()
        try folder.write(["export.tar": export.tar, "policy": Array(try federation.policy.text.utf8)])
        let (command, language) = try AuditCommand.parse([
            "verify", "\(folder.path)/export.tar", "--policy", "\(folder.path)/policy", "--office",
            federation.office.publicKey.thumbprint, "--language", "de",
        ])
        #expect(language == .german)
        guard case .verify(let arguments) = command else { throw TestFault() }
        #expect(try Main.verify(arguments, .german).exitCode == 0)
        #expect(throws: AuditError(.unreadable, Phrase(de: "", en: ""))) {
            try Main.verify(.init(export: "\(folder.path)/absent.tar"), .english)
        }
        #expect(throws: AuditError(.unreadable, Phrase(de: "", en: ""))) {
            try Main.verify(
                .init(
                    export: "\(folder.path)/export.tar", trusted: .init(policy: "\(folder.path)/export.tar")), .english)
        }
    }

    @Test(arguments: [
        [], ["verify"], ["verify", "a", "b"], ["prove", "a"], ["verify", "a", "--office", "short"],
        ["verify", "--policy"],
        ["verify", "a", "--language", "fr"], ["verify", "a", "--fast"], ["version", "a"],
    ]) func wrongCommandLinesAreRefused(arguments: [String]) {
        #expect(throws: AuditError(.usage, Phrase(de: "", en: ""))) { try AuditCommand.parse(arguments) }
    }

    @Test func languageFollowsTheEnvironment() {
        #expect(Language(environment: ["LANG": "de_DE.UTF-8"]) == .german)
        #expect(Language(environment: ["LANG": "de_DE.UTF-8", "LC_ALL": "C"]) == .english)
        #expect(Language(environment: [:]) == .english)
    }

    /// Writes an export for other programs to verify: set RAHMENWERK_EXPORT_FOLDER, and RAHMENWERK_EXPORT_EXTRA for more
    /// entries.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["RAHMENWERK_EXPORT_FOLDER"] != nil))
    func writesAnExportForOthers() throws {
        let environment = ProcessInfo.processInfo.environment
        let folder = try #require(environment["RAHMENWERK_EXPORT_FOLDER"])
        let federation = try TestFederation.example(extra: Int(environment["RAHMENWERK_EXPORT_EXTRA"] ?? "") ?? 0)
        let export = try TestExport(federation)
        let files: [String: [UInt8]] = [
            "\(export.top).tar": export.tar, "policy": Array(try federation.policy.text.utf8),
            "office": Array(federation.office.publicKey.thumbprint.utf8),
            "vkey": Array(federation.log.verifierKey.text.utf8),
        ]
        for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
    }
}

struct TestFault: Error {}

/// A fresh folder that is gone after the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "rahmenwerk-audit-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ files: [String: [UInt8]]) throws {
        for (name, bytes) in files {
            let url = URL(fileURLWithPath: "\(path)/\(name)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
    }
}
