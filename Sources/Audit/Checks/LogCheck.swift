import Crypto
import Federation
import Ledger
import Synchronization

/// A report with its place in the log.
struct RecordedReport: Sendable {
    let index: Int64
    let sha256: Digest
    let report: RegionalReport
}

/// Takes the whole log again: tiles and root from the entries, and every entry through the shared entry check.
struct LogCheck {
    private static let batchCount = 2048
    /// Beyond so many entries that do not pass, the rest says nothing more.
    private static let maximumFaults = 10_000

    private enum Place {
        case unknown, missing
        /// At this position, in a file that bears its whole digest as its name.
        case named(Int)
    }

    private let source: any ExportSource
    private let index: ExportIndex
    private let shelf: StatementShelf
    private let head: TreeHead
    private let report: (Fault) -> Void
    private let progress: (Int64) -> Void
    private var replay: Replay
    private var edge = TreeEdge()
    private var batch: [[UInt8]] = []
    private var readCount: Int64 = 0
    private let selection: Selection?
    private let algorithms: Set<SignatureAlgorithm>?
    private let asOfSize: Int64?
    /// The state after the first `asOfSize` entries.
    private(set) var stateThen: FederationState?
    /// The reports in the log as they were said, in its order.
    private(set) var reports: [RecordedReport] = []
    /// Entries of a partial export whose statement has to be there, and is.
    private(set) var includedCount: Int64 = 0

    var state: FederationState { replay.state }
    /// Entries that passed; of a partial export those whose statement is there.
    var acceptedCount: Int64 { includedCount }
    /// The statements that have the digest their file is named for.
    var sound: Marks { shelf.sound }

    init(
        _ source: any ExportSource, _ index: ExportIndex, _ checkpoint: Checkpoint,
        selection: Selection? = nil, algorithms: Set<SignatureAlgorithm>? = nil, asOfSize: Int64? = nil,
        progress: @escaping (Int64) -> Void, report: @escaping (Fault) -> Void
    ) {
        self.source = source
        self.index = index
        shelf = StatementShelf(source, index)
        head = checkpoint.head
        self.algorithms = algorithms
        self.asOfSize = asOfSize
        replay = Replay(origin: checkpoint.origin, selection: selection)
        self.selection = selection
        self.progress = progress
        self.report = report
    }

    /// Checks everything; afterwards `state` is what the log says.
    mutating func run() {
        let isWhole = takeEntries()
        flush()
        if isWhole {
            for (coordinate, hashes) in edge.unfinished { compare(coordinate, hashes) }
            if edge.head != head {
                report(
                    Fault(
                        .tiles, .root,
                        Phrase(
                            de: "Aus den Einträgen folgt die Wurzel \(edge.head.root.hex), im Prüfpunkt steht "
                                + "\(head.root.hex).",
                            en: "The entries yield the root \(edge.head.root.hex), the checkpoint says "
                                + "\(head.root.hex)."), file: "data/log/checkpoint"))
            }
            reportSurplus()
            reportMissing()
        } else {
            report(
                Fault(
                    .entries, .unfinished,
                    Phrase(
                        de: "Ab Eintrag \(readCount) konnte nicht weiter geprüft werden.",
                        en: "From entry \(readCount) on nothing could be checked.")))
        }
    }

    /// False where a bundle is missing or broken: what follows has no place then.
    private mutating func takeEntries() -> Bool {
        for coordinate in EntryBundleCoordinate.bundles(forSize: head.size) {
            let path = "data/log/\(coordinate.path)"
            guard let file = index.bundles[coordinate] else {
                report(
                    Fault(
                        .tiles, .bundle, Phrase(de: "Die Einträge fehlen.", en: "The entries are missing."), file: path)
                )
                return false
            }
            guard let bytes = try? source.contents(of: file),
                let bundle = try? EntryBundle(bytes: bytes, width: coordinate.width)
            else {
                report(
                    Fault(
                        .tiles, .bundle,
                        Phrase(
                            de: "Die Datei enthält nicht genau \(coordinate.width) Einträge.",
                            en: "The file does not hold exactly \(coordinate.width) entries."), file: path))
                return false
            }
            for entry in bundle.entries {
                for tile in edge.append(Merkle.leafHash(entry)) { compare(tile.coordinate, tile.hashes) }
            }
            batch += bundle.entries
            readCount += Int64(bundle.entries.count)
            if batch.count >= Self.batchCount { flush() }
            guard replay.faults.count < Self.maximumFaults else { return false }
        }
        return true
    }

    /// Statements that are not there and that no redaction names.
    private func reportMissing() {
        for (index, digest) in replay.state.missing.sorted(by: { $0.key < $1.key }) {
            report(
                Fault(
                    .entries, .statement,
                    Phrase(
                        de: "Die Aussage fehlt, und im Log steht keine Entfernung dafür.",
                        en: "The statement is missing, and no redaction in the log says why."),
                    file: ExportIndex.statementFolder + digest.hex, index: index))
        }
    }

    private func compare(_ coordinate: TileCoordinate, _ hashes: [Digest]) {
        let path = "data/log/\(coordinate.path)"
        guard let file = index.tiles[coordinate] else {
            report(
                Fault(.tiles, .tile, Phrase(de: "Die Hash-Datei fehlt.", en: "The tile is missing."), file: path))
            return
        }
        guard (try? source.contents(of: file)) == TileCoding.encode(hashes) else {
            report(
                Fault(
                    .tiles, .tile,
                    Phrase(
                        de: "Die Hash-Datei ist nicht, was aus den Einträgen folgt.",
                        en: "The tile is not what follows from the entries."), file: path))
            return
        }
    }

    /// Takes the entries read so far; their statements are fetched where they are read.
    private mutating func flush() {
        let entries = batch
        batch.removeAll()
        let (first, shelf, report) = (replay.state.size, shelf, report)
        let (algorithms, asOfSize) = (algorithms, asOfSize)
        var then: FederationState?
        var reports: [RecordedReport] = []
        var includedCount: Int64 = 0
        // Where each entry's statement was found, as far as it could be looked for.
        let places = Mutex([Place](repeating: .unknown, count: entries.count))
        replay.take(entries: entries) { entry, number in
            let found = shelf.statement(entry.sha256)
            places.withLock {
                $0[Int(number - first)] = found.map { $0.isNamed ? .named($0.position) : .unknown } ?? .missing
            }
            return found?.bytes
        } each: { verified, state in
            if state.size == asOfSize { then = state }
            includedCount += 1
            if case .report(let body) = verified.statement.statement.body {
                reports.append(RecordedReport(index: verified.index, sha256: verified.entry.sha256, report: body))
            }
            let algorithm = verified.statement.algorithm
            if let algorithms, !algorithms.contains(algorithm) {
                report(
                    Fault(
                        .entries, .algorithm,
                        Phrase(
                            de: "Die Aussage ist mit \(algorithm.rawValue) unterschrieben; das lassen Sie nicht zu.",
                            en: "The statement is signed by \(algorithm.rawValue), which you do not allow."),
                        index: verified.index, issuer: verified.entry.issuer.description))
            }
            // What has passed has the digest of its entry.
            if case .named(let position) = places.withLock({ $0[Int(verified.index - first)] }) {
                shelf.confirm(position)
            }
        } refused: { fault, before in
            let leaf = try? LogEntry(canonicalBytes: entries[Int(fault.index - first)])
            if let leaf, case .missing = places.withLock({ $0[Int(fault.index - first)] }) {
                report(
                    Fault(
                        .entries, .statement, Phrase(de: "Die Aussage fehlt.", en: "The statement is missing."),
                        file: ExportIndex.statementFolder + leaf.sha256.hex, index: fault.index,
                        issuer: leaf.issuer.description))
                return
            }
            report(
                Fault(
                    .entries, .entry, Explanation.of(fault.refusal), index: fault.index,
                    issuer: fault.issuer?.description, refusal: fault.refusal.code.rawValue))
            guard let leaf, leaf.kind == .report, fault.refusal.code == .report else { return }
            Self.compareFigures(shelf.statement(leaf.sha256)?.bytes ?? [], fault, before, report: report)
        }
        if let then { stateThen = then }
        self.reports += reports
        self.includedCount += includedCount
        progress(readCount)
    }

    /// Names the figures of a wrong report that do not follow from the state before it.
    private static func compareFigures(
        _ statement: [UInt8], _ fault: Replay.Fault, _ before: FederationState, report: (Fault) -> Void
    ) {
        guard case .report(let claimed)? = (try? UnverifiedStatement(statement))?.statement.body,
            let computed = try? before.report(period: claimed.period, reason: claimed.reason)
        else { return }
        compareParts(claimed, computed, at: fault.index, report: report)
        let right = Dictionary(uniqueKeysWithValues: computed.figures.map { ("\($0.indicator) \($0.period)", $0) })
        for figure in claimed.figures {
            let name = "\(figure.indicator) \(figure.period)"
            guard figure.canonicalBytes != right[name]?.canonicalBytes else { continue }
            // Where the values agree, the difference lies in flags or shares: then the whole figures are shown.
            let isWhole = right[name].map { words($0) == words(figure) } ?? false
            let says = words(figure, isWhole: isWhole)
            let yields = right[name].map { words($0, isWhole: isWhole) }
            report(
                Fault(
                    .entries, .figure,
                    Phrase(
                        de:
                            "Kennzahl \(name): Der Bericht sagt \(says.de), aus den Meldungen folgt \(yields?.de ?? "nichts").",
                        en: "Figure \(name): the report says \(says.en), the log yields \(yields?.en ?? "nothing")."),
                    index: fault.index, issuer: fault.issuer?.description))
        }
    }

    /// Where every figure holds, the report differs in something else: its name says where to look.
    private static func compareParts(
        _ claimed: RegionalReport, _ right: RegionalReport, at index: Int64, report: (Fault) -> Void
    ) {
        func bytes(_ values: [some CanonicalValue]) -> [[UInt8]] { values.map(\.canonicalBytes) }
        let parts: [(name: Phrase, isRight: Bool)] = [
            (
                Phrase(de: "Stand der Bündel", en: "state of the bundles"),
                bytes(claimed.bundles) == bytes(right.bundles)
            ),
            (
                Phrase(de: "Änderungen gegenüber der letzten Fassung", en: "changes since the last edition"),
                bytes(claimed.changes) == bytes(right.changes)
            ),
            (
                Phrase(de: "Zahl der Maßnahmen", en: "count of measures"),
                bytes(claimed.measures) == bytes(right.measures)
            ),
            (Phrase(de: "Stand der Kommunen", en: "state of the towns"), bytes(claimed.towns) == bytes(right.towns)),
        ]
        for part in parts where !part.isRight {
            report(
                Fault(
                    .entries, .figure,
                    Phrase(
                        de: "Bericht \(claimed.period): \(part.name.de) stimmt nicht mit den Meldungen überein.",
                        en: "Report \(claimed.period): the \(part.name.en) is not what the log yields."),
                    index: index))
        }
    }

    private static func words(_ figure: Figure, isWhole: Bool = false) -> Phrase {
        if isWhole {
            let text = String(decoding: figure.canonicalBytes, as: UTF8.self)
            return Phrase(de: text, en: text)
        }
        let value = figure.value?.description ?? figure.reason?.rawValue ?? ""
        return Phrase(
            de: "\(value) (\(figure.reported) von \(figure.expected))",
            en: "\(value) (\(figure.reported) of \(figure.expected))")
    }

    /// Tiles of another size and statements that no entry stands for.
    private func reportSurplus() {
        let size = head.size
        let tiles = index.tiles.keys.filter {
            TileCoordinate.tile(level: $0.level, number: $0.number, forSize: size) != $0
        }
        let bundles = index.bundles.keys.filter {
            TileCoordinate.tile(level: 0, number: $0.number, forSize: size)?.width != $0.width
        }
        for path in (tiles.map(\.path) + bundles.map(\.path)).sorted() {
            report(
                Fault(
                    .tiles, .tile,
                    Phrase(
                        de: "Die Datei gehört nicht zu einem Log von \(size) Einträgen.",
                        en: "The file does not belong to a log of \(size) entries."), file: "data/log/\(path)"))
        }
        for beginning in shelf.unused(limit: FaultList.maximumPerStep + 1) {
            report(
                Fault(
                    .entries, .statement,
                    Phrase(
                        de: "Zu dieser Aussage gibt es keinen Eintrag.", en: "No entry stands for this statement."),
                    file: "\(ExportIndex.statementFolder)\(beginning)…"))
        }
    }
}
