import Crypto
import Federation
import Foundation
import Ledger
import Testing

@testable import Audit

/// What the auditor may ask for: a quorum, algorithms, a day.
@Suite struct PolicyTests {
    private func audit(
        _ export: TestExport, _ federation: TestFederation, asOf: AsOf? = nil,
        _ change: (inout Trust) -> Void = { _ in }
    ) throws -> AuditReport {
        var trust = Trust(policy: try federation.policy, office: federation.office.publicKey.thumbprint)
        change(&trust)
        return ExportAudit.run(TarSource(MemoryBytes(bytes: export.tar)), trust: trust, asOf: asOf)
    }

    @Test func withoutTheQuorumItIsUnwitnessed() throws {
        let federation = try TestFederation.example()
        let export = try TestExport(federation, witnesses: 1)
        let refused = try audit(export, federation)
        #expect(refused.faults == [])
        #expect(refused.exitCode == 3)
        #expect(refused.text(in: .german).contains("UNBEZEUGT"))
        #expect(refused.text(in: .english).contains("unwitnessed: the quorum \"majority\" is not met"))
        let allowed = try audit(export, federation) { $0.allowsUnwitnessed = true }
        #expect(allowed.exitCode == 0)
        #expect(allowed.text(in: .english).contains("unwitnessed: the quorum \"majority\" is not met"))
        #expect(String(decoding: allowed.json, as: UTF8.self).contains("\"witnessed\":false"))
    }

    @Test func anAlgorithmThatIsNotAllowedIsNamed() throws {
        let federation = try TestFederation.example()
        let report = try audit(TestExport(federation), federation) { $0.algorithms = [.ed25519] }
        #expect(report.exitCode == 1)
        // The second town signs with P-256 until it changes its key.
        #expect(report.faults.map(\.code) == [.algorithm, .algorithm, .algorithm])
        #expect(Set(report.faults.map(\.issuer)) == ["beta"])
        #expect(try audit(TestExport(federation), federation) { $0.algorithms = [.ed25519, .p256] }.exitCode == 0)
    }

    @Test func theStateAtAPlaceOfThePastIsTold() throws {
        let federation = try TestFederation.example(extra: 300)
        let export = try TestExport(federation)
        let leaf = try LogEntry(canonicalBytes: federation.entries[280])
        let then = Merkle.root(of: federation.entries.prefix(281).map { Merkle.leafHash($0) })
        for asOf in [
            AsOf.index(280), .moment(leaf.received),
            .moment(Instant(secondsSince1970: leaf.received.secondsSince1970 + 59)),
        ] {
            let report = try audit(export, federation, asOf: asOf)
            #expect(report.exitCode == 0)
            #expect(report.standing?.size == 281)
            #expect(report.standing?.root == then.hex)
            #expect(report.standing?.reports == 2)
            #expect(report.text(in: .german).contains("281 Einträge, letzter Eingang \(leaf.received)"))
        }
        #expect(try audit(export, federation, asOf: .index(3)).standing?.reports == 0)
        #expect(try audit(export, federation, asOf: .index(9_999)).standing == nil)
        #expect(try audit(export, federation, asOf: .moment(Instant(secondsSince1970: 5))).standing == nil)
        #expect(try AsOf("17") == .index(17))
        #expect(try AsOf("2026-10-05") == .moment(#require(Instant("2026-10-05T23:59:59Z"))))
        for text in ["-1", "017", "2026-13-01", "yesterday", ""] {
            #expect(throws: AuditError(.usage, Phrase(de: "", en: ""))) { try AsOf(text) }
        }
    }

    @Test func whatADoubtedKeySignedIsNamed() throws {
        var federation = try TestFederation.example()
        let gamma = federation.towns[2]
        let stolen = try #require(
            federation.state.keys.first { $0.value.owner == .tenant(gamma) && $0.value.use == .statement }?.key)
        // Entries 7 (adoption) and 10 (summary) are gamma's; the key is doubted from 8 on.
        try federation.say(
            .key(
                KeyChange(
                    add: [], reason: .compromise,
                    revoke: [.init(doubtedFrom: 8, owner: .tenant(gamma), thumbprint: stolen)])))
        let report = try audit(TestExport(federation), federation)
        #expect(report.exitCode == 0)
        #expect(report.doubted.map(\.thumbprint) == [stolen])
        #expect(report.doubted.first?.entries == [10])
        #expect(report.text(in: .english).contains("in doubt from entry 8 on. Entries under it: 1 (10)"))
        #expect(report.text(in: .german).contains("angezweifelt ab Eintrag 8. Einträge damit: 1 (10)"))
    }

    @Test func theVerdictIsAPageToPrint() throws {
        let federation = try TestFederation.example()
        let report = try audit(TestExport(federation), federation)
        let german = String(
            decoding: VerdictPage(report: report, language: .german, export: "/a/<export>.tar").bytes, as: UTF8.self)
        #expect(german.contains("<html lang=\"de\">"))
        #expect(german.contains("Der Export ist echt und vollständig."))
        #expect(german.contains("&lt;export&gt;.tar"))
        #expect(!german.contains("<script"))
        var faulty = try TestExport(federation)
        faulty.files["data/log/checkpoint"]?[3] ^= 1
        let english = try VerdictPage(report: audit(faulty, federation), language: .english, export: "x").bytes
        #expect(String(decoding: english, as: UTF8.self).contains("The export is FAULTY"))
    }

    @Test func thePageIsWrittenWhole() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/page.html"
        try OutputFile.write([1, 2], to: path)
        try OutputFile.write([3], to: path)
        #expect(try FileBytes.contents(of: path, limit: 9) == [3])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["page.html"])
        #expect(throws: AuditError(.unwritable, Phrase(de: "", en: ""))) {
            try OutputFile.write([3], to: "\(folder.path)/absent/page.html")
        }
    }

    @Test func evidenceIsToldInPlainWords() throws {
        let federation = try TestFederation.example()
        let log = federation.log
        func checkpoint(_ size: Int, _ change: String = "") throws -> SignedCheckpoint {
            let leaves = federation.entries.prefix(size).map { Merkle.leafHash($0 + Array(change.utf8)) }
            return try Checkpoint(
                origin: log.name, head: TreeHead(size: Int64(size), root: Merkle.root(of: Array(leaves)))
            ).signed(by: log)
        }
        let observed = "2026-10-05T08:00:00Z"
        let fork = try Evidence(fork: checkpoint(5), checkpoint(5, "x"), observed: observed, observer: "alpha")
        let verdict = try EvidenceVerdict(fork.file, log: log.verifierKey)
        #expect(verdict.exitCode == 0)
        #expect(verdict.text(in: .german).hasPrefix("BEWIESEN: Das Log hub.test.example/log hat zwei verschiedene"))
        #expect(verdict.text(in: .english).contains("the one you gave"))
        #expect(try EvidenceVerdict(fork.file, log: nil).text(in: .english).contains("Compare it or give --log"))

        let edge = federation.entries.map { Merkle.leafHash($0) }
        let index = 10
        let proof = try TiledTree.inclusionProof(index: Int64(index), size: Int64(edge.count)) { coordinate in
            #expect(coordinate.level == 0)
            return edge
        }
        let statement = String(decoding: federation.statements[index], as: UTF8.self)
        let foreign = try Evidence(
            foreign: federation.entries[index], proof: proof, checkpoint: checkpoint(edge.count), statement: statement,
            observed: observed, observer: "gamma")
        let told = try EvidenceVerdict(foreign.file, log: nil)
        #expect(told.exitCode == 2)
        #expect(told.text(in: .english).contains("On the word of gamma: entry 10"))
        #expect(told.text(in: .english).contains("it was stolen; otherwise the hub has slipped the statement in"))
        #expect(String(decoding: told.json, as: UTF8.self).contains("\"weight\":\"attested\""))

        let shrunk = try Evidence(shrunk: checkpoint(9), to: checkpoint(4), observed: observed, observer: "")
        #expect(try EvidenceVerdict(shrunk.file, log: nil).text(in: .german).contains("nur noch einen von 4"))
        var broken = fork.file
        broken[60] ^= 1
        #expect(throws: AuditError(.malformed, Phrase(de: "", en: ""))) { try EvidenceVerdict(broken, log: nil) }
    }
}
