import Crypto
import Federation
import Foundation
import Ledger
import Testing

@testable import Audit

/// What may be asked of an export beyond its verdict: one figure, one statement, another export.
@Suite struct QuestionTests {
    private let federation: TestFederation

    init() throws { federation = try TestFederation.example() }

    private func examine(_ export: TestExport, asOf: AsOf? = nil) throws -> AuditedExport {
        ExportAudit.examine(
            TarSource(MemoryBytes(bytes: export.tar)),
            trust: Trust(policy: try federation.policy, office: federation.office.publicKey.thumbprint), asOf: asOf)
    }

    // MARK: One figure

    private func explain(
        _ indicator: String, _ period: String = "2024", report: String? = nil, edition: Int64? = nil
    ) throws -> FigureExplanation {
        let export = try TestExport(federation)
        let asked = FigureExplanation.Question(
            indicator: indicator, period: period, report: report, edition: edition)
        return try FigureExplanation(asked, in: examine(export)) { asOf throws(AuditError) in
            do {
                return try examine(export, asOf: asOf)
            } catch {
                throw AuditError(.unreadable, Phrase(de: "\(error)", en: "\(error)"))
            }
        }
    }

    @Test func aSumIsShownDownToEachStatement() throws {
        let explained = try explain("population", report: "2024")
        let text = explained.text(in: .english)
        #expect(text.hasPrefix("population 2024 is 6004 "))
        #expect(text.contains("The report says the same."))
        #expect(text.contains("1001 + 2002 + 3001 → 6004"))
        let revised = federation.statements[13]
        #expect(text.contains("entry 13, SHA-256 \(SHA256.digest(revised).hex), population 2024: 2002, revision 2"))
        #expect(explained.text(in: .german).contains("2. Fassung der Meldung"))
        #expect(explained.exitCode == 0)
        _ = try JSONValue(canonicalBytes: explained.json.dropLast())
        #expect(String(decoding: explained.json, as: UTF8.self).contains("\"contradicted\":false"))
    }

    /// An earlier edition is explained by what the log said then.
    @Test func anEarlierEditionIsExplainedAsOfItsPlace() throws {
        let first = try explain("population", report: "2024", edition: 1)
        #expect(first.text(in: .english).contains("1001 + 2001 + 3001 → 6003"))
        #expect(first.text(in: .english).contains("The report says the same."))
        #expect(first.exitCode == 0)
    }

    @Test func weightsAndRatiosAreShown() throws {
        let weighted = try explain("income").text(in: .english)
        #expect(weighted.contains("mean weighted by population 2024"))
        #expect(weighted.contains("20.25 · weight 1001"))
        #expect(weighted.contains("weight: entry 13"))
        // 20.25·1001 + 21.25·2002 + 22.25·3001
        #expect(weighted.contains("129585 ÷ 6004 → 21.58"))
        let ratio = try explain("jobs").text(in: .german)
        #expect(ratio.contains("31 / 71"))
        #expect(ratio.contains("93 ÷ 213 × 100"))
    }

    @Test func whatIsNotThereIsSaid() throws {
        let none = try explain("population", "2019")
        #expect(none.text(in: .english).contains("has no regional value: no_data"))
        for (indicator, period, report) in [
            ("absent", "2024", nil), ("population", "2024", "2019"), ("population", "never", nil),
        ] as [(String, String, String?)] {
            #expect(throws: AuditError.self) { try explain(indicator, period, report: report) }
        }
        let part = try TestExport(federation, selection: Selection(tenant: TenantID("beta"), period: nil))
        #expect(throws: AuditError(.malformed, Phrase(de: "", en: ""))) {
            try FigureExplanation(.init(indicator: "population", period: "2024"), in: examine(part)) {
                _ throws(AuditError) in
                throw AuditError(.unreadable, Phrase(de: "", en: ""))
            }
        }
    }

    // MARK: One counted number

    @Test func countsAreRecomputedDownToEachStatement() throws {
        let export = try examine(TestExport(federation))
        let planned = try CountAnswer(.measures(.init(.planned)), in: export, asOf: nil)
        let text = planned.text(in: .english)
        #expect(text.hasPrefix("measures number=planned: 300.00"))
        #expect(text.contains("100.00 + 100.00 + 100.00 → 300.00"))
        let revised = federation.statements[13]
        #expect(text.contains("100.00 · entry 13, SHA-256 \(SHA256.digest(revised).hex), 2024, revision 2"))
        #expect(planned.exitCode == 0)
        _ = try JSONValue(canonicalBytes: planned.json.dropLast())
        let spent = try CountAnswer(.measures(.init(.spent)), in: export, asOf: nil)
        #expect(spent.text(in: .german).hasPrefix("measures number=spent: keine Angabe"))
        #expect(spent.text(in: .german).contains("1 von 1 Maßnahmen ohne Betrag"))
        // Before the third town had reported.
        let earlier = try examine(TestExport(federation), asOf: .index(9))
        let then = try CountAnswer(.measures(.init()), in: earlier, asOf: .index(9))
        #expect(then.explained.count(.missing) == 1)
        #expect(then.text(in: .english).contains("missing"))
        let part = try TestExport(federation, selection: Selection(tenant: TenantID("beta"), period: nil))
        #expect(throws: AuditError.self) { try CountAnswer(.adoptions, in: examine(part), asOf: nil) }
    }

    // MARK: Two exports

    private func compare(_ first: TestFederation, _ second: TestFederation) throws -> ExportComparison {
        try ExportComparison(
            examine(TestExport(first)), examine(TestExport(second)), observed: "2026-10-05T08:00:00Z")
    }

    @Test func whatWasAppendedAndCorrectedIsTold() throws {
        var later = federation
        try later.say(.summary(try later.summary(2, revision: 2)), by: later.towns[2])
        try later.say(.report(later.report()))
        let told = try compare(federation, later)
        #expect(told.outcome == .appended)
        #expect(told.exitCode == 0)
        #expect(told.evidence == nil)
        let text = told.text(in: .english)
        #expect(text.hasPrefix("Append-only"))
        #expect(text.contains("gamma summary: 1"))
        #expect(text.contains("entry 15: gamma: summary 2024, revision 2"))
        #expect(text.contains("entry 16: 2024-3 population 2024: 6004 → 6005 (revised)"))
        #expect(
            try compare(later, federation).text(in: .german).contains("Der zweite genannte Export ist der frühere."))
        #expect(try compare(federation, federation).outcome == .same)
        _ = try JSONValue(canonicalBytes: told.json.dropLast())
    }

    @Test func aRewrittenHistoryIsProven() throws {
        var (one, other) = (federation, federation)
        let gamma = federation.towns[2]
        try one.say(.summary(try one.summary(2, revision: 2)), by: gamma)
        try other.say(.withdrawal(withdrawal(other)), by: gamma)
        let fork = try compare(one, other)
        #expect(fork.outcome == .fork)
        #expect(fork.exitCode == 1)
        #expect(fork.text(in: .german).contains("GEGABELT"))
        #expect(fork.text(in: .english).contains("First difference      entry 15"))
        let evidence = try #require(fork.evidence)
        #expect(try EvidenceVerdict(evidence.file, log: federation.log.verifierKey).exitCode == 0)

        try other.say(.report(other.report()))
        let rewritten = try compare(one, other)
        #expect(rewritten.outcome == .rewritten)
        #expect(rewritten.evidence?.kind == .inconsistent)
        #expect(rewritten.text(in: .english).contains("REWRITTEN"))
        _ = try JSONValue(canonicalBytes: rewritten.json.dropLast())
    }

    private func withdrawal(_ federation: TestFederation) throws -> Withdrawal {
        let gamma = federation.towns[2]
        let period = try #require(Period("2024"))
        let summary = try #require(federation.state.summaries[gamma]?[period])
        return Withdrawal(period: period, reason: .error, summary: summary.reference)
    }

    @Test func otherLogsAndBrokenExportsAreNotCompared() throws {
        var broken = try TestExport(federation)
        broken.files["data/log/tile/0/000.p/15"]?[3] ^= 1
        #expect(throws: AuditError(.malformed, Phrase(de: "", en: ""))) {
            try ExportComparison(examine(broken), examine(TestExport(federation)), observed: "2026-10-05T08:00:00Z")
        }
    }

    // MARK: One statement

    @Test func oneStatementCanBeFiled() throws {
        let export = try examine(TestExport(federation))
        let proof = try StatementProof("13", in: export)
        #expect(proof.statement == federation.statements[13])
        #expect(proof.fileName == "hub.test.example_log-13")
        #expect(try StatementProof(SHA256.digest(federation.statements[13]).hex, in: export).index == 13)
        let policy = try federation.policy
        let verdict = try ProofVerdict(
            proof: proof.receipt.bytes, statement: proof.statement, policy: policy, quorumMatters: true)
        #expect(verdict.exitCode == 0)
        #expect(verdict.text(in: .english).contains("as entry 13 of 15"))
        #expect(verdict.text(in: .german).contains("w0 2025-10-09T08:53:20Z"))
        _ = try JSONValue(canonicalBytes: verdict.json.dropLast())
        let unwitnessed = try StatementProof("13", in: examine(TestExport(federation, witnesses: 1)))
        let told = try ProofVerdict(
            proof: unwitnessed.receipt.bytes, statement: unwitnessed.statement, policy: policy, quorumMatters: true)
        #expect(told.exitCode == 3)
        #expect(told.text(in: .english).contains("UNWITNESSED"))

        for name in ["15", "-1", "x", String(repeating: "0", count: 64)] {
            #expect(throws: AuditError.self) { try StatementProof(name, in: export) }
        }
        let stranger = try NoteSigner(name: TestFederation.origin, key: TestFederation.key(77), type: .ed25519)
        let strange = try WitnessPolicy(
            logs: [.init(key: stranger.verifierKey)], witnesses: [], groups: [], quorum: nil)
        let other = try StatementProof("12", in: export)
        var cut = proof.receipt.bytes
        cut.removeLast(3)
        let attempts: [([UInt8], [UInt8], WitnessPolicy)] = [
            (proof.receipt.bytes, proof.statement, strange), (proof.receipt.bytes, other.statement, policy),
            (other.receipt.bytes, proof.statement, policy), (cut, proof.statement, policy),
        ]
        for (receipt, statement, policy) in attempts {
            #expect(throws: AuditError(.malformed, Phrase(de: "", en: ""))) {
                try ProofVerdict(proof: receipt, statement: statement, policy: policy, quorumMatters: true)
            }
        }
    }

    @Test func theCommandWritesAndChecks() throws {
        let folder = try TemporaryFolder()
        try folder.write([
            "export.tar": TestExport(federation).tar, "policy": Array(try federation.policy.text.utf8),
        ])
        func run(_ words: String...) throws -> Int32 {
            let (command, _) = try AuditCommand.parse(words)
            switch command {
            case .prove(let arguments): return try Main.prove(arguments).exitCode
            case .checkProof(let arguments): return try Main.checkProof(arguments).exitCode
            case .explain(let arguments): return try Main.explain(arguments).exitCode
            case .count(let arguments): return try Main.count(arguments).exitCode
            case .compare(let arguments): return try Main.compare(arguments).exitCode
            default: throw TestFault()
            }
        }
        let (export, policy) = ("\(folder.path)/export.tar", "\(folder.path)/policy")
        let office = federation.office.publicKey.thumbprint
        #expect(
            try run("proof", export, "13", "--policy", policy, "--office", office, "--output", folder.path) == 0)
        let name = "\(folder.path)/hub.test.example_log-13"
        #expect(try run("check-proof", "\(name).tlog-proof", "\(name).jws", "--policy", policy) == 0)
        #expect(
            try run("check-proof", "\(name).tlog-proof", "\(name).jws", "--log", federation.log.verifierKey.text) == 0)
        #expect(
            try run(
                "explain", export, "jobs", "2024", "--report", "2024", "--edition", "1", "--policy", policy, "--office",
                office) == 0)
        #expect(try run("explain", export, "jobs", "2024") == 2)
        #expect(
            try run(
                "count", export, "measures", "--number", "planned", "--as-of", "10", "--policy", policy, "--office",
                office) == 0)
        #expect(try run("count", export, "adoptions") == 2)
        #expect(try run("diff", export, export, "--policy", policy, "--office", office) == 0)
        for wrong in [
            ["check-proof", "a", "b"], ["check-proof", "a", "b", "--log", "x", "--policy", "y"], ["diff", "a"],
            ["explain", "a", "b"], ["explain", "a", "b", "c", "--edition", "1"], ["proof", "a"], ["evidence"],
            ["count", "a"], ["count", "a", "nothing"], ["count", "a", "measures", "--status", "lost"],
            ["count", "a", "measures", "--period", "2024"], ["count", "a", "summaries"],
            ["count", "a", "participation", "--by", "channel"],
            ["count", "a", "participation", "--figure", "pilots", "--by", "group"],
            ["verify", "a", "--json", "--page"], ["verify", "a", "--office", office, "--office", office],
            ["verify", "a", "--algorithms", "none"],
        ] {
            #expect(throws: AuditError(.usage, Phrase(de: "", en: ""))) { try AuditCommand.parse(wrong) }
        }
    }
}
