import Crypto
import Federation
import Ledger

/// An export that has been verified, with what follows from it, for whoever asks further.
struct AuditedExport {
    let report: AuditReport
    let source: any ExportSource
    let index: ExportIndex
    /// What the log says at its end; without meaning where the report names faults.
    let state: FederationState
    let reports: [RecordedReport]
    /// What it said at the place asked for.
    let stateThen: FederationState?

    var size: Int64 { report.checkpoint?.checkpoint.size ?? 0 }

    func tile(_ coordinate: TileCoordinate) throws -> [Digest] { try index.tile(coordinate, source) }

    func entry(_ place: Int64) -> [UInt8]? { index.entry(place, source, size: size) }

    /// The bytes of a statement; nil where it is not there.
    func statement(_ digest: Digest) -> [UInt8]? {
        for (_, file) in index.candidates(for: digest) {
            if let bytes = try? source.contents(of: file), SHA256.digest(bytes) == digest { return bytes }
        }
        return nil
    }
}

/// Verifies one export from its bytes to its figures and says what was found.
enum ExportAudit {
    static func run(
        _ source: any ExportSource, trust: Trust, asOf: AsOf? = nil,
        progress: @escaping (Int64, Int64) -> Void = { _, _ in }
    ) -> AuditReport {
        examine(source, trust: trust, asOf: asOf, progress: progress).report
    }

    /// Runs every step as far as it makes sense and names each fault. `progress` gets the entries done and their
    /// number.
    static func examine(
        _ source: any ExportSource, trust: Trust, asOf: AsOf? = nil,
        progress: @escaping (Int64, Int64) -> Void = { _, _ in }
    ) -> AuditedExport {
        let faults = FaultBox()
        let report: (Fault) -> Void = { faults.list.add($0) }
        var result = AuditReport(trust: trust)
        var index = ExportIndex()
        let walk = source.walk(fault: report) { file in
            if let fault = index.add(file) { report(fault) }
        }
        func closed(_ log: LogCheck? = nil) -> AuditedExport {
            AuditedExport(
                report: result.closed(faults.list), source: source, index: index,
                state: log?.state ?? FederationState(origin: ""), reports: log?.reports ?? [],
                stateThen: log?.stateThen)
        }
        result.files = index.fileCount
        result.isReadToTheEnd = walk.isComplete
        // Of a broken archive nobody knows what is missing: its end is named, the rest is not worth a verdict.
        guard walk.isComplete else { return closed() }

        let findings = CheckpointFindings.check(source, index, trust: trust, report: report)
        let size = findings?.checkpoint.size ?? 0
        let selection = selection(source, index, report: report)
        result.selection = selection
        let asOfSize = asOf.flatMap { $0.size(in: index, source, of: size) }
        var log = findings.map { findings in
            LogCheck(
                source, index, findings.checkpoint, selection: selection, algorithms: trust.algorithms,
                asOfSize: asOfSize,
                progress: { progress($0, size) }, report: report)
        }
        log?.run()
        // After the log, whose statements are then hashed already.
        result.bytes = BagCheck.run(source, index, sound: log?.sound, report: report).bytes
        guard let findings, let log else { return closed() }
        result.checkpoint = findings
        checkTopFolder(walk.topFolder, findings.checkpoint, selection, report: report)
        result.statements = index.statementCount
        result.accepted = log.acceptedCount
        let state = log.state
        result.take(state)
        result.doubted = DoubtedKey.all(in: state, index, source, size: size)
        if asOf != nil {
            result.standing = log.stateThen.flatMap { then in
                let root = try? TiledTree.root(ofFirst: then.size, in: size) { try index.tile($0, source) }
                return root.map { Standing(then, root: $0.hex, isPartial: selection != nil) }
            }
        }
        DerivedCheck.checkPolicy(source, index, state, report: report)
        DerivedCheck.checkOrigin(state, findings, trust: trust, report: report)
        if size == 0 {
            report(
                Fault(
                    .entries, .unfinished,
                    Phrase(de: "Das Log ist leer; es hat keine Gründung.", en: "The log is empty: it has no founding."))
            )
        }
        result.derived = DerivedCheck.run(
            source, index, state, reports: log.reports, isPartial: selection != nil, report: report)
        return closed(log)
    }

    /// What a partial export says it is a part of. Nil where there is no such file, or it cannot be read: the log is then
    /// taken for a whole one, and everything else is named as missing.
    private static func selection(
        _ source: any ExportSource, _ index: ExportIndex, report: (Fault) -> Void
    ) -> Selection? {
        guard let file = index.others["data/selection.json"] else { return nil }
        do {
            return try Selection(canonicalBytes: try source.contents(of: file))
        } catch {
            let what = (error as? Refusal).map(Explanation.of) ?? (error as? AuditError)?.reason
            report(
                Fault(
                    .bag, .selection, what ?? Phrase(de: "Nicht lesbar.", en: "Not readable."), file: file.path))
            return nil
        }
    }

    private static func checkTopFolder(
        _ found: String?, _ checkpoint: Checkpoint, _ selection: Selection?, report: (Fault) -> Void
    ) {
        let origin = String(checkpoint.origin.map { $0 == "/" ? "_" : $0 })
        let expected = "\(origin)-\(checkpoint.size)\(selection?.suffix ?? "")"
        guard let found, Array(found.utf8) != Array(expected.utf8) else { return }
        report(
            Fault(
                .checkpoint, .topFolder,
                Phrase(
                    de: "Der oberste Ordner heißt „\(found)“, nach dem Prüfpunkt müsste er „\(expected)“ heißen.",
                    en: "The top folder is \"\(found)\"; by the checkpoint it is \"\(expected)\".")))
    }
}

/// Gathers faults from closures that outlive the call they are made in. Used by one thread only.
private final class FaultBox {
    var list = FaultList()
}
