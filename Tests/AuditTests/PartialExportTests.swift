import Crypto
import Federation
import Ledger
import Testing

@testable import Audit

/// A part of the log: what it shows, and that nothing can be left out of it unseen.
@Suite struct PartialExportTests {
    private let federation: TestFederation
    private let town: Selection

    init() throws {
        federation = try TestFederation.example(extra: 300)
        town = try #require(Selection(tenant: TenantID("beta"), period: nil))
    }

    private func statements(_ export: TestExport) -> [String] {
        export.files.keys.filter { $0.hasPrefix("data/log/statement/") }.sorted()
    }

    /// Where the statement of an entry lies.
    private func path(_ index: Int) -> String {
        "data/log/statement/\(SHA256.digest(federation.statements[index]).hex)"
    }

    @Test func oneTownIsGenuineAndSaysWhatItIsNot() throws {
        let export = try TestExport(federation, selection: town)
        // Founding, three admissions, framework; of beta an adoption, two summaries and a key.
        #expect(statements(export).count == 9)
        let report = try audit(export.tar, federation)
        #expect(report.faults == [])
        #expect(report.exitCode == 0)
        #expect(report.accepted == 9)
        #expect(report.derived.figures == 0)
        let german = report.text(in: .german)
        #expect(german.hasPrefix("Der Teilexport ist echt"))
        #expect(german.contains("NICHT das ganze Log"))
        #expect(german.contains("Zeigt nicht"))
        #expect(report.text(in: .english).contains("statements only of beta"))
        #expect(
            String(decoding: report.json, as: UTF8.self).contains("\"selection\":{\"period\":null,\"tenant\":\"beta\""))
    }

    @Test func onePeriodHoldsWhatWasReceivedInIt() throws {
        let all = try #require(Selection(tenant: nil, period: Period("2025-Q2")))
        let whole = try TestExport(federation, selection: all)
        #expect(statements(whole).count == federation.statements.count)
        #expect(whole.files["data/reports/2024-2.csv"] != nil)
        let report = try audit(whole.tar, federation)
        #expect(report.faults == [])
        #expect(report.derived.reports == 2)
        #expect(report.text(in: .english).contains("reports as signed: 2"))
        let none = try TestExport(federation, selection: #require(Selection(tenant: nil, period: Period("2024"))))
        #expect(statements(none).count == 6)
        #expect(try audit(none.tar, federation).exitCode == 0)
        let both = try #require(Selection(tenant: TenantID("beta"), period: Period("2025-06")))
        #expect(try audit(TestExport(federation, selection: both).tar, federation).exitCode == 0)
        #expect(both.suffix == "-beta-2025-06")
    }

    /// What somebody might try, and the fault by which it is found.
    @Test func nothingCanBeLeftOutOrSlippedIn() throws {
        func fault(_ change: (inout TestExport) throws -> Void) throws -> [Fault.Code] {
            var export = try TestExport(federation, selection: town)
            try change(&export)
            export.seal()
            let report = try audit(export.tar, federation)
            #expect(report.exitCode == 1)
            return report.faults.map(\.code)
        }
        let revised = try #require(
            federation.entries.indices.last { index in
                (try? LogEntry(canonicalBytes: federation.entries[index]))?.issuer
                    == .tenant(TenantID("beta") ?? federation.towns[0])
            })
        // The town's correction withheld.
        #expect(try fault { $0.files[path(revised)] = nil } == [.statement])
        // Groundwork withheld: what it introduces is missing as well.
        #expect(try fault { $0.files[path(2)] = nil }.first == .statement)
        // Somebody else's statement.
        #expect(try fault { $0.files[path(10)] = federation.statements[10] } == [.statement])
        // A tile of the log.
        #expect(try fault { $0.files["data/log/tile/0/000"]?[5] ^= 1 } == [.tile])
        // Said to be another town's.
        #expect(
            try fault {
                $0.files["data/selection.json"] = Array(#"{"period":null,"tenant":"alpha","version":1}"#.utf8)
            }.contains(.statement))
        // Passed off as the whole log.
        #expect(
            try fault {
                $0.files["data/selection.json"] = nil
                $0.top = "hub.test.example_log-315"
            }.contains(.statement))
        #expect(
            try fault { $0.files["data/selection.json"] = Array(#"{"period":null,"tenant":null,"version":1}"#.utf8) }
                .contains(.selection))
        #expect(try fault { $0.top = "hub.test.example_log-315" } == [.topFolder])
        #expect(
            try fault { $0.files["data/tables/values.csv"] = ExportTables.values(federation.state) } == [.unknownFile])
    }

    @Test func aForgedStatementOfTheTownIsFound() throws {
        var forged = try TestFederation.example()
        let beta = forged.towns[1]
        let stolen = try forged.sign(.summary(try forged.summary(1, revision: 3)), by: beta, previous: .some(nil))
        forged.force(stolen)
        let report = try audit(TestExport(forged, selection: town).tar, forged)
        #expect(report.faults.map(\.refusal) == ["previous"])
        #expect(report.faults.first?.issuer == "beta")
    }
}
