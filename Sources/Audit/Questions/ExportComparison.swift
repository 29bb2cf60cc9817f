import Crypto
import Federation
import Ledger

/// Two exports of one log side by side: whether the later one only appends, what is new in it and what it corrects.
struct ExportComparison {
    enum Outcome: String {
        /// The same log at the same size.
        case same
        /// The later one begins with the earlier one, entry for entry.
        case appended
        /// One size, two histories.
        case fork
        /// The later one begins otherwise.
        case rewritten
    }

    let outcome: Outcome
    private let earlier: AuditedExport
    private let later: AuditedExport
    private let log: VerifierKey
    /// The files were named in the other order.
    private let isSwapped: Bool
    /// The first entry that differs, where one does.
    private var firstDifference: Int64?
    /// What anybody can check, where the log has contradicted itself.
    private(set) var evidence: Evidence?
    private var added: [Added] = []
    /// Entries whose statement the earlier one has and the later one no longer.
    private var vanished: [Int64] = []

    private struct Added {
        let index: Int64
        let entry: LogEntry
        /// Nil where the later export does not hold it.
        let body: StatementBody?
    }

    /// Both have been verified. Throws `malformed` where one does not hold or they are of different logs.
    init(_ first: AuditedExport, _ second: AuditedExport, observed: String) throws(AuditError) {
        for (number, export) in [first, second].enumerated() where export.report.verdict == .faulty {
            throw .absent(
                de: "Export \(number + 1) ist fehlerhaft und taugt nicht zum Vergleich; verify sagt, warum.",
                en: "Export \(number + 1) is faulty and cannot be compared; verify says why.")
        }
        isSwapped = second.size < first.size
        (earlier, later) = isSwapped ? (second, first) : (first, second)
        guard let old = earlier.report.checkpoint, let new = later.report.checkpoint, let log = old.log,
            log == new.log
        else {
            throw .absent(
                de: "Die beiden Exporte sind nicht von demselben Log.", en: "The two exports are not of the same log.")
        }
        self.log = log
        let (m, n) = (old.checkpoint.head, new.checkpoint.head)
        guard m.size > 0, let root = try? TiledTree.root(ofFirst: m.size, in: n.size, tile: later.tile) else {
            throw .absent(de: "Das Log ist leer.", en: "The log is empty.")
        }
        if root == m.root {
            outcome = m.size == n.size ? .same : .appended
            try Self.requireConsistency(m, n, later)
            collect()
        } else {
            outcome = m.size == n.size ? .fork : .rewritten
            firstDifference = (0..<m.size).first { earlier.entry($0) != later.entry($0) }
            evidence = try? Self.evidence(earlier, later, log: log, observed: observed)
        }
    }

    /// The same by the proof of RFC 9162, which others can follow hash by hash.
    private static func requireConsistency(_ old: TreeHead, _ new: TreeHead, _ later: AuditedExport) throws(AuditError)
    {
        do {
            try TiledTree.consistencyProof(from: old.size, to: new.size, tile: later.tile).verify(old: old, new: new)
        } catch {
            throw .absent(
                de: "Der Konsistenzbeweis gelingt nicht: \(error)", en: "The consistency proof fails: \(error)")
        }
    }

    private static func evidence(
        _ earlier: AuditedExport, _ later: AuditedExport, log: VerifierKey, observed: String
    ) throws -> Evidence {
        func signed(_ export: AuditedExport) throws -> SignedCheckpoint {
            guard let file = export.index.others["data/log/checkpoint"] else {
                throw AuditError(.unreadable, Phrase(de: "", en: ""))
            }
            return try SignedCheckpoint(note: export.source.contents(of: file), log: log)
        }
        let (old, new) = (try signed(earlier), try signed(later))
        if old.head.size == new.head.size {
            return try Evidence(fork: old, new, observed: observed, observer: "")
        }
        return try Evidence(
            inconsistent: old, new,
            beginning: TiledTree.beginning(of: old.head.size, in: new.head.size, tile: later.tile),
            observed: observed, observer: "")
    }

    private mutating func collect() {
        var added: [Added] = []
        later.index.entries(in: earlier.size..<later.size, later.source, size: later.size) { index, bytes in
            guard let entry = try? LogEntry(canonicalBytes: bytes) else { return }
            let body = later.statement(entry.sha256).flatMap { try? UnverifiedStatement($0).statement.body }
            added.append(Added(index: index, entry: entry, body: body))
        }
        self.added = added
        // Two whole exports hold the same statements, unless one was redacted in between.
        guard earlier.report.selection == nil, later.report.selection == nil else { return }
        var vanished: [Int64] = []
        earlier.index.entries(in: 0..<earlier.size, earlier.source, size: earlier.size) { index, bytes in
            guard let entry = try? LogEntry(canonicalBytes: bytes) else { return }
            if later.index.candidates(for: entry.sha256).isEmpty,
                !earlier.index.candidates(for: entry.sha256).isEmpty
            {
                vanished.append(index)
            }
        }
        self.vanished = vanished
    }

    // MARK: What was corrected

    /// One correction: what it does and where it stands.
    private var corrections: [(index: Int64, what: Phrase)] {
        var found: [(Int64, Phrase)] = []
        for new in added {
            let issuer = new.entry.issuer.description
            switch new.body {
            case .summary(let body) where body.revision > 1:
                found.append(
                    (
                        new.index,
                        Phrase(
                            de: "\(issuer): Meldung \(body.period), \(body.revision). Fassung",
                            en: "\(issuer): summary \(body.period), revision \(body.revision)")
                    ))
            case .withdrawal(let body):
                found.append(
                    (
                        new.index,
                        Phrase(
                            de: "\(issuer): Meldung \(body.period) zurückgezogen",
                            en: "\(issuer): summary \(body.period) withdrawn")
                    ))
            case .report(let body) where body.edition > 1:
                found += Self.changes(body).map { (new.index, $0) }
            case .key(let body):
                found += body.revoke.map { revoked in
                    let doubt = revoked.doubtedFrom
                    return (
                        new.index,
                        Phrase(
                            de: "Schlüssel \(revoked.thumbprint) von \(revoked.owner) widerrufen"
                                + (doubt.map { ", angezweifelt ab Eintrag \($0)" } ?? ""),
                            en: "key \(revoked.thumbprint) of \(revoked.owner) revoked"
                                + (doubt.map { ", in doubt from entry \($0) on" } ?? ""))
                    )
                }
            case .suspension(let body):
                found.append(
                    (
                        new.index,
                        Phrase(de: "\(body.tenant) ausgeschlossen", en: "\(body.tenant) suspended")
                    ))
            default: break
            }
        }
        return found
    }

    private static func changes(_ report: RegionalReport) -> [Phrase] {
        let name = "\(report.period)-\(report.edition)"
        let reason = Phrase(
            de: "Bericht \(name) neu aufgelegt: \(report.reason)", en: "report \(name), a new edition: \(report.reason)"
        )
        return [reason]
            + report.changes.map { change in
                let (before, after) = (change.before?.description ?? "–", change.after?.description ?? "–")
                let why = change.reasons.map(\.rawValue).joined(separator: ", ")
                let text = "\(name) \(change.indicator) \(change.period): \(before) → \(after) (\(why))"
                return Phrase(de: text, en: text)
            }
    }

    /// New entries by issuer and kind.
    private var counts: [(issuer: String, kind: String, count: Int)] {
        var counts: [String: [String: Int]] = [:]
        for new in added {
            counts[new.entry.issuer.description, default: [:]][new.entry.kind.rawValue, default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.flatMap { issuer, kinds in
            kinds.sorted { $0.key < $1.key }.map { (issuer, $0.key, $0.value) }
        }
    }
}

extension ExportComparison: Answer {
    /// 0 append-only, 1 contradicted; else what the verdicts on the two exports say.
    var exitCode: Int32 {
        switch outcome {
        case .fork, .rewritten: 1
        case .same, .appended: max(earlier.report.exitCode, later.report.exitCode)
        }
    }

    func text(in language: Language) -> String {
        var lines = Lines(language)
        lines.say(headline)
        for (number, export) in [earlier, later].enumerated() where export.report.verdict != .genuine {
            lines.say(
                Phrase(
                    de: "\(number == 0 ? "Der frühere" : "Der spätere"): \(export.report.headline.de)",
                    en: "\(number == 0 ? "The earlier" : "The later"): \(export.report.headline.en)"))
        }
        if isSwapped {
            lines.say(
                Phrase(
                    de: "Der zweite genannte Export ist der frühere.", en: "The export named second is the earlier one."
                ))
        }
        for (name, export) in [
            (Phrase(de: "Früher", en: "Earlier"), earlier), (Phrase(de: "Später", en: "Later"), later),
        ] {
            let root = export.report.checkpoint?.checkpoint.root.hex ?? ""
            lines.row(
                name.de, name.en,
                Phrase(de: "\(export.size) Einträge, Wurzel \(root)", en: "\(export.size) entries, root \(root)"))
        }
        if let firstDifference {
            lines.row(
                "Erster Unterschied", "First difference",
                Phrase(de: "Eintrag \(firstDifference)", en: "entry \(firstDifference)"))
        }
        for count in counts { lines.row("Neu", "New", "\(count.issuer) \(count.kind): \(count.count)") }
        for correction in corrections {
            lines.row(
                "Berichtigt", "Corrected",
                Phrase(
                    de: "Eintrag \(correction.index): \(correction.what.de)",
                    en: "entry \(correction.index): \(correction.what.en)"))
        }
        for index in vanished {
            lines.row(
                "Geschwärzt", "Redacted",
                Phrase(
                    de: "die Aussage von Eintrag \(index) ist im späteren nicht mehr enthalten",
                    en: "the statement of entry \(index) is no longer in the later one"))
        }
        return lines.text
    }

    private var headline: Phrase {
        switch outcome {
        case .same:
            Phrase(de: "Beide Exporte zeigen denselben Stand.", en: "Both exports show the same state.")
        case .appended:
            Phrase(
                de: "Es wurde nur angefügt: Der frühere Export ist Eintrag für Eintrag der Anfang des späteren. "
                    + "Neu sind \(added.count) Einträge.",
                en: "Append-only: the earlier export is, entry for entry, the beginning of the later one. "
                    + "\(added.count) entries are new.")
        case .fork:
            Phrase(
                de: "BEWIESEN: Das Log \(log.name) hat sich GEGABELT. Beide Exporte haben gleich viele Einträge, aber "
                    + "verschiedene, und das Log hat beide unterschrieben.",
                en:
                    "PROVEN: the log \(log.name) has FORKED. Both exports have as many entries, but different ones, and the "
                    + "log has signed both.")
        case .rewritten:
            Phrase(
                de:
                    "BEWIESEN: Das Log \(log.name) hat seine Geschichte UMGESCHRIEBEN. Der spätere Export beginnt anders als "
                    + "der frühere, und das Log hat beide unterschrieben.",
                en: "PROVEN: the log \(log.name) has REWRITTEN its history. The later export begins otherwise than the "
                    + "earlier one, and the log has signed both.")
        }
    }

    var json: [UInt8] {
        func head(_ export: AuditedExport) -> JSONValue {
            .members([
                "root": .optional(export.report.checkpoint?.checkpoint.root.hex), "size": .integer(export.size),
                "verdict": .string(export.report.verdict.rawValue),
            ])
        }
        let new = added.map { added in
            JSONValue.members([
                "index": .integer(added.index), "issuer": .string(added.entry.issuer.description),
                "kind": .string(added.entry.kind.rawValue), "received": .string(added.entry.received.description),
                "sha256": .string(added.entry.sha256.hex),
            ])
        }
        let corrected = corrections.map { correction in
            JSONValue.members(["index": .integer(correction.index), "what": .string(correction.what.en)])
        }
        let object = JSONValue.members([
            "corrections": .array(corrected), "earlier": head(earlier), "first_difference": .optional(firstDifference),
            "later": head(later), "log": .string(log.text), "new": .array(new), "outcome": .string(outcome.rawValue),
            "redacted": .array(vanished.map { .integer($0) }),
        ])
        return object.canonicalBytes + [0x0A]
    }
}
