import Federation
import Ledger
import Witnessing

/// Compares every file that follows from the log with what follows from it, byte for byte.
enum DerivedCheck {
    /// How many files were compared.
    struct Counts: Sendable {
        var frameworks = 0
        var reports = 0
        var figures = 0
    }

    static func run(
        _ source: any ExportSource, _ index: ExportIndex, _ state: FederationState, reports: [RecordedReport],
        isPartial: Bool, report: (Fault) -> Void
    ) -> Counts {
        var counts = Counts()
        var expected: Set<String> = []
        func compare(_ path: String, _ code: Fault.Code, _ entry: Int64?, _ bytes: [UInt8]) {
            expected.insert(path)
            guard let file = index.others[path] else {
                report(
                    Fault(
                        .derived, .missingFile, Phrase(de: "Die Datei fehlt.", en: "The file is missing."), file: path,
                        index: entry))
                return
            }
            guard let found = try? source.contents(of: file), found == bytes else {
                report(
                    Fault(
                        .derived, code,
                        Phrase(
                            de: "Die Datei ist nicht, was aus dem Log folgt.",
                            en: "The file is not what follows from the log."), file: path, index: entry))
                return
            }
        }
        for framework in state.frameworks {
            counts.frameworks += 1
            let path = "data/framework/\(framework.value.number).json"
            compare(path, .framework, framework.index, framework.value.canonicalBytes)
        }
        for edition in reports {
            counts.reports += 1
            // The figures of a partial export are those the office signed; they cannot be recomputed.
            if !isPartial { counts.figures += edition.report.figures.count }
            let path = "data/reports/\(edition.report.period)-\(edition.report.edition)"
            compare("\(path).json", .report, edition.index, edition.report.canonicalBytes)
            compare("\(path).csv", .report, edition.index, ReportTable.csv(edition.report))
        }
        compare("data/keys.json", .keys, nil, KeySet(of: state).canonicalBytes)
        compare("data/tables/members.csv", .table, nil, ExportTables.members(state))
        if !isPartial {
            compare("data/tables/figures.csv", .table, nil, ExportTables.figures(state))
            compare("data/tables/values.csv", .table, nil, ExportTables.values(state))
        }
        for path in index.others.keys.sorted() where !expected.contains(path) {
            guard ["data/reports/", "data/framework/", "data/tables/"].contains(where: path.hasPrefix) else { continue }
            report(
                Fault(
                    .derived, .unknownFile,
                    Phrase(
                        de: "Zu dieser Datei gibt es keinen gültigen Eintrag im Log.",
                        en: "No accepted entry of the log stands for this file."), file: path))
        }
        return counts
    }

    /// Whether the policy inside is the one that the log itself tells, whatever address it names.
    static func checkPolicy(
        _ source: any ExportSource, _ index: ExportIndex, _ state: FederationState, report: (Fault) -> Void
    ) {
        // One that cannot be read has been named already.
        guard let file = index.others["data/policy"], let bytes = try? source.contents(of: file),
            let policy = try? WitnessPolicy(text: bytes)
        else { return }
        let expected = policy.logs.first.flatMap { log in
            try? WitnessPolicy.following(state, at: state.size, log: log.key, url: log.url)
        }
        guard expected.map({ Array($0.text.utf8) }) != bytes else { return }
        report(
            Fault(
                .derived, .policy,
                Phrase(
                    de: "Die Policy im Export ist nicht die, die das Log nennt: Zeugen oder Quorum weichen ab.",
                    en: "The policy inside is not the one that the log tells: witnesses or quorum differ."),
                file: file.path))
    }

    /// Whether the founding names the log key of the policy and is signed by the office key people know.
    static func checkOrigin(
        _ state: FederationState, _ checkpoint: CheckpointFindings, trust: Trust, report: (Fault) -> Void
    ) {
        guard let founding = state.founding?.value else { return }
        let logs = checkpoint.log.map { [$0] } ?? checkpoint.policyLogs
        if !logs.isEmpty, !logs.contains(where: { Array($0.text.utf8) == Array(founding.log.utf8) }) {
            report(
                Fault(
                    .entries, .logKey,
                    Phrase(
                        de: "Die Gründung nennt einen anderen Log-Schlüssel als die Policy: \(founding.log)",
                        en: "The founding names another log key than the policy: \(founding.log)"), index: 0,
                    issuer: "office"))
        }
        let signer = founding.keys.first?.publicKey.thumbprint ?? ""
        if let office = trust.office, office != signer {
            report(
                Fault(
                    .entries, .office,
                    Phrase(
                        de: "Die Gründung ist mit dem Schlüssel \(signer) unterschrieben, nicht mit \(office).",
                        en: "The founding is signed by the key \(signer), not by \(office)."), index: 0,
                    issuer: "office"))
        }
    }
}
