import Crypto
import Federation
import Ledger
import Service
import Witnessing

/// Writes the export of docs/PROTOCOL.md section 10: everything an auditor needs, in one archive.
///
/// Files come in the order of their names and each is written as it is read, so memory does not grow with the log.
/// The manifest stands behind the data in that order and grows in a file of its own meanwhile.
struct Export {
    let log: LogStore
    let state: FederationState
    let checkpoint: SignedCheckpoint
    let publicAddress: String
    /// The part of the log whose statements are wanted; nil for all.
    let selection: Selection?

    /// Reads the log through the entry check, up to its newest witnessed checkpoint. Where there is none, or `isNewest`,
    /// up to the newest of all.
    init(
        log: LogStore, publicAddress: String, selection: Selection? = nil, isNewest: Bool = false,
        progress: (Int64, Int64) -> Void
    ) throws {
        let witnessed = isNewest ? nil : try WitnessStore(log: log).witnessed()
        guard let checkpoint = try witnessed ?? log.newestCheckpoint() else {
            throw LogFault("This log has no checkpoint yet")
        }
        self.log = log
        self.checkpoint = checkpoint
        self.publicAddress = publicAddress
        self.selection = selection
        let (replay, edge) = try LogReading.replay(log, upTo: checkpoint.head.size, progress: progress)
        guard edge.head == checkpoint.head else { throw LogFault("The stored entries do not have the signed root") }
        // A redaction behind the checkpoint has taken content away that this export would have to hold.
        if let index = replay.state.missing.keys.min() {
            let needed = try log.redactionList.read().filter { replay.state.missing[$0.target] != nil }.map(\.redaction)
                .max()
            throw LogFault(
                "The content of entry \(index) was redacted, but the log is witnessed up to size \(checkpoint.head.size) only, "
                    + "which does not hold the redaction yet. Wait until it is witnessed up to size "
                    + "\((needed ?? checkpoint.head.size) + 1): running nodes do that within a quarter of an hour, "
                    + "`rahmenwerk-node witness` at once. Or export what nobody has witnessed yet: --newest")
        }
        state = replay.state
        if let tenant = selection?.tenant, state.members[tenant] == nil {
            throw LogFault("\(tenant) was never a member of this federation")
        }
    }

    /// `<origin with / as _>-<size>` and what is selected.
    var name: String {
        let origin = log.origin.map { $0 == "/" ? "_" : String($0) }.joined()
        return "\(origin)-\(checkpoint.head.size)\(selection?.suffix ?? "")"
    }

    func write(to path: String, progress: (Int64, Int64) -> Void) throws {
        var tar = try TarWriter(path: path)
        var manifest = try ManifestFile(beside: path)
        try tar.folder("\(name)/")
        let tags = [
            ("bag-info.txt", bagInfo),
            ("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
        ]
        for (file, bytes) in tags { try tar.file("\(name)/\(file)", bytes) }

        try add("data/VERIFY.de.md", Array(VerifyTexts.german.utf8), &tar, &manifest)
        try add("data/VERIFY.en.md", Array(VerifyTexts.english.utf8), &tar, &manifest)
        for framework in state.frameworks.sorted(by: { "\($0.value.number).json" < "\($1.value.number).json" }) {
            try add("data/framework/\(framework.value.number).json", framework.value.canonicalBytes, &tar, &manifest)
        }
        try add("data/keys.json", KeySet(of: state).canonicalBytes, &tar, &manifest)
        try add("data/log/checkpoint", checkpoint.bytes, &tar, &manifest)
        try addStatements(&tar, &manifest, progress)
        try addTiles(&tar, &manifest)
        try add("data/policy", try policy(), &tar, &manifest)
        for (file, bytes) in reports.sorted(by: { $0.file < $1.file }) { try add(file, bytes, &tar, &manifest) }
        if let selection { try add("data/selection.json", selection.canonicalBytes, &tar, &manifest) }
        if selection == nil { try add("data/tables/figures.csv", ExportTables.figures(state), &tar, &manifest) }
        try add("data/tables/members.csv", ExportTables.members(state), &tar, &manifest)
        if selection == nil { try add("data/tables/values.csv", ExportTables.values(state), &tar, &manifest) }

        let digest = try manifest.copy(into: &tar, as: "\(name)/manifest-sha256.txt")
        var tagManifest = ""
        for (file, bytes) in tags { tagManifest += "\(SHA256.digest(bytes).hex)  \(file)\n" }
        tagManifest += "\(digest.hex)  manifest-sha256.txt\n"
        try tar.file("\(name)/tagmanifest-sha256.txt", Array(tagManifest.utf8))
        try tar.finish()
    }

    /// The reports that are in the export, twice each.
    private var reports: [(file: String, bytes: [UInt8])] {
        state.reports.values.joined().flatMap { report -> [(file: String, bytes: [UInt8])] in
            guard selection?.selects(issuer: .office, received: report.received) ?? true else { return [] }
            let file = "data/reports/\(report.value.period)-\(report.value.edition)"
            return [("\(file).json", report.value.canonicalBytes), ("\(file).csv", ReportTable.csv(report.value))]
        }
    }

    private func addStatements(
        _ tar: inout TarWriter, _ manifest: inout ManifestFile, _ progress: (Int64, Int64) -> Void
    ) throws {
        var done: Int64 = 0
        var after: Digest?
        // In pages, so that no read snapshot stays open while a slow disk takes the archive.
        while true {
            let page = try log.statements(
                after: after, below: checkpoint.head.size, limit: 256, of: selection)
            guard let last = page.last else { return }
            for (sha256, bytes) in page {
                if let bytes { try add("data/log/statement/\(sha256.hex)", bytes, &tar, &manifest) }
            }
            after = last.sha256
            done += Int64(page.count)
            progress(done, checkpoint.head.size)
        }
    }

    private func addTiles(_ tar: inout TarWriter, _ manifest: inout ManifestFile) throws {
        let size = checkpoint.head.size
        var files: [(path: String, read: () throws -> [UInt8]?)] = []
        for tile in TileCoordinate.tiles(forSize: size) { files.append((tile.path, { try log.tile(tile) })) }
        for bundle in EntryBundleCoordinate.bundles(forSize: size) {
            files.append((bundle.path, { try log.bundle(bundle) }))
        }
        for file in files.sorted(by: { $0.path < $1.path }) {
            guard let bytes = try file.read() else { throw LogFault("The log has no \(file.path)") }
            try add("data/log/\(file.path)", bytes, &tar, &manifest)
        }
    }

    private func add(
        _ file: String, _ bytes: [UInt8], _ tar: inout TarWriter, _ manifest: inout ManifestFile
    ) throws {
        try tar.file("\(name)/\(file)", bytes)
        try manifest.add(SHA256.digest(bytes), file)
    }

    private func policy() throws -> [UInt8] {
        Array(
            try WitnessPolicy.following(state, at: checkpoint.head.size, log: log.logKey, url: publicAddress).text.utf8)
    }

    private var bagInfo: [UInt8] {
        var lines = ["External-Identifier: \(log.origin) \(checkpoint.head.size)"]
        if let selection {
            lines.append("Internal-Sender-Identifier: partial export\(selection.suffix)")
        }
        if let founding = state.founding?.value {
            lines.append("Source-Organization: \(Self.oneLine(founding.operatorName))")
            lines.append("External-Description: \(Self.oneLine(founding.name.german))")
            if let notice = founding.notice {
                lines.append("Internal-Sender-Description: \(Self.oneLine(notice.german))")
            }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0 == "\n" ? " " : $0 })
    }
}
