import Crypto
import Federation
import Testing

@testable import Audit

@Suite struct TamperingTests {
    @Test(arguments: Tampering.all) func isFoundAndNamed(tampering: Tampering) throws {
        let federation = try TestFederation.example()
        let report = try audit(tampering.tar(federation), federation)
        #expect(report.exitCode == 1)
        let named = report.faults.contains { fault in
            fault.code == tampering.code && tampering.file.map { fault.file?.hasSuffix($0) ?? false } ?? true
                && tampering.index.map { fault.index == $0 } ?? true
                && tampering.issuer.map { fault.issuer == $0 } ?? true
                && tampering.refusal.map { fault.refusal == $0.rawValue } ?? true
        }
        #expect(named, "\(report.text(in: .english))")
        #expect(report.text(in: .german).hasPrefix("Der Export ist FEHLERHAFT"))
        _ = try JSONValue(canonicalBytes: report.json.dropLast())
    }

    @Test func anotherOfficeIsNamed() throws {
        let federation = try TestFederation.example()
        let other = try TestFederation.key(98).publicKey.thumbprint
        let report = audit(try TestExport(federation).tar, policy: try federation.policy, office: other)
        #expect(report.faults.map(\.code) == [.office])
        #expect(report.faults.first?.index == 0)
    }

    @Test func wrongFigureIsNamedWithBothValues() throws {
        let tampering = try #require(Tampering.all.first { $0.code == .figure })
        let federation = try TestFederation.example()
        let report = try audit(tampering.tar(federation), federation)
        let fault = try #require(report.faults.first { $0.code == .figure })
        #expect(fault.what.en == "Figure population 2024: the report says 6005 (3 of 3), the log yields 6004 (3 of 3).")
    }

    /// A reader of a hundred faults is told where to begin.
    @Test func whatMayFollowFromTheFirstFaultIsSaid() throws {
        let federation = try TestFederation.example()
        var export = try TestExport(federation)
        // The framework, on which everything builds.
        let path = "data/log/statement/\(SHA256.digest(federation.statements[4]).hex)"
        export.files[path] = nil
        export.seal()
        let report = try audit(export.tar, federation)
        #expect(report.faults.filter { $0.step == .entries }.count > 3)
        #expect(report.text(in: .english).hasSuffix("Faults behind entry 4 may follow from its not being valid.\n"))
        let page = VerdictPage(report: report, language: .german, export: "x.tar").bytes
        #expect(String(decoding: page, as: UTF8.self).contains("Fehler hinter Eintrag 4 können Folgen davon sein"))
    }

    /// Texts of an export cannot forge lines of the verdict.
    @Test func controlCharactersDoNotReachTheTerminal() {
        var report = AuditReport(trust: Trust())
        report.notice = LocalizedText(german: "a\nb\u{1B}[2J", english: "")
        #expect(!report.text(in: .german).contains("\u{1B}"))
        #expect(!report.text(in: .german).contains("a\nb"))
    }
}
