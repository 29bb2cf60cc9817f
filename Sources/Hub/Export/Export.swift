import Crypto
import Federation
import Ledger
import Service

/// Writes the export of docs/PROTOCOL.md section 10: everything an auditor needs, in one archive.
///
/// Files come in the order of their names and each is written as it is read, so memory does not grow with the log.
/// The manifest stands behind the data in that order and grows in a file of its own meanwhile.
struct Export {
    let log: LogStore
    let state: FederationState
    let checkpoint: SignedCheckpoint
    let publicAddress: String

    /// Reads the log up to its newest checkpoint through the entry check.
    init(log: LogStore, publicAddress: String, progress: (Int64, Int64) -> Void) throws {
        guard let checkpoint = try log.newestCheckpoint() else { throw LogFault("This log has no checkpoint yet") }
        self.log = log
        self.checkpoint = checkpoint
        self.publicAddress = publicAddress
        let (replay, edge) = try LogReading.replay(log, upTo: checkpoint.head.size, progress: progress)
        guard edge.head == checkpoint.head else { throw LogFault("The stored entries do not have the signed root") }
        state = replay.state
    }

    /// `<origin with / as _>-<size>`
    var name: String { "\(log.origin.map { $0 == "/" ? "_" : String($0) }.joined())-\(checkpoint.head.size)" }

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
        let reports = state.reports.values.flatMap { $0 }.flatMap { report in
            let file = "data/reports/\(report.value.period)-\(report.value.edition)"
            return [("\(file).json", report.value.canonicalBytes), ("\(file).csv", ReportTable.csv(report.value))]
        }
        for (file, bytes) in reports.sorted(by: { $0.0 < $1.0 }) { try add(file, bytes, &tar, &manifest) }

        let digest = try manifest.copy(into: &tar, as: "\(name)/manifest-sha256.txt")
        var tagManifest = ""
        for (file, bytes) in tags { tagManifest += "\(SHA256.digest(bytes).hex)  \(file)\n" }
        tagManifest += "\(digest.hex)  manifest-sha256.txt\n"
        try tar.file("\(name)/tagmanifest-sha256.txt", Array(tagManifest.utf8))
        try tar.finish()
    }

    private func addStatements(
        _ tar: inout TarWriter, _ manifest: inout ManifestFile, _ progress: (Int64, Int64) -> Void
    ) throws {
        var done: Int64 = 0
        var after: Digest?
        // In pages, so that no read snapshot stays open while a slow disk takes the archive.
        while true {
            let page = try log.statements(after: after, below: checkpoint.head.size, limit: 256)
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
        let policy = try WitnessPolicy(
            logs: [WitnessPolicy.Log(key: log.logKey, url: publicAddress)], witnesses: [], groups: [], quorum: nil)
        return Array(policy.text.utf8)
    }

    private var bagInfo: [UInt8] {
        var lines = ["External-Identifier: \(log.origin) \(checkpoint.head.size)"]
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
