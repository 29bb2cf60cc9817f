import Crypto

/// Checks the bag (RFC 8493): every file has the digest its manifest gives, and every line of a manifest has its file.
///
/// Archive and manifest are in the same order, so both are read once, side by side, and nothing is kept.
struct BagCheck {
    private static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    private static let chunkSize: Int64 = 1 << 20
    static let required = [
        "bag-info.txt", "bagit.txt", "data/VERIFY.de.md", "data/VERIFY.en.md", "data/keys.json",
        "data/log/checkpoint", "data/policy", "data/tables/members.csv", "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ]

    private(set) var payloadFiles: Int64 = 0
    private(set) var payloadBytes: Int64 = 0
    private var tagDigests: [(path: String, digest: Digest)] = []

    private let source: any ExportSource
    private let index: ExportIndex
    private let sound: Marks
    private let report: (Fault) -> Void

    private init(
        _ source: any ExportSource, _ index: ExportIndex, _ sound: Marks, _ report: @escaping (Fault) -> Void
    ) {
        self.source = source
        self.index = index
        self.sound = sound
        self.report = report
    }

    /// Checks the whole bag; `report` gets each fault. Returns the number and size of the payload files.
    ///
    /// `sound` marks the statements that were hashed elsewhere and have the digest that their file is named for.
    static func run(
        _ source: any ExportSource, _ index: ExportIndex, sound: Marks? = nil, report: @escaping (Fault) -> Void
    ) -> (files: Int64, bytes: Int64) {
        var check = BagCheck(source, index, sound ?? Marks(count: index.statementCount), report)
        for path in required where index.others[path] == nil {
            report(Fault(.bag, .missingFile, Phrase(de: "Die Datei fehlt.", en: "The file is missing."), file: path))
        }
        check.checkPayload()
        check.checkTagFiles()
        check.checkTexts()
        return (check.payloadFiles, check.payloadBytes)
    }

    private mutating func checkPayload() {
        var lines = ManifestCursor(source, index.others["manifest-sha256.txt"])
        var payload: (files: Int64, bytes: Int64) = (0, 0)
        var tags: [(path: String, digest: Digest)] = []
        let (source, sound, report) = (source, sound, report)
        // Walked in the order of the index, so the next statement is at the next position there.
        var position = 0
        _ = source.walk { _ in
        } visit: { [index] file in
            let named = ExportIndex.statementDigest(file.path)
            var isSound = false
            if let named, index.holds(file, named, at: position) {
                isSound = sound[position]
                position += 1
            }
            let digest: Digest
            do throws(AuditError) {
                digest = if isSound, let named { named } else { try BagCheck.digest(of: file, in: source) }
            } catch {
                report(Fault(.bag, .unreadable, error.reason, file: file.path))
                return
            }
            guard file.path.hasPrefix("data/") else {
                tags.append((file.path, digest))
                return
            }
            payload.files += 1
            payload.bytes += file.byteCount
            if let named, named != digest {
                report(
                    Fault(
                        .bag, .digest,
                        Phrase(
                            de: "Die Aussage hat nicht den SHA-256, nach dem die Datei benannt ist.",
                            en: "The statement does not have the SHA-256 that its file is named for."),
                        file: file.path))
            }
            lines.compare(file.path, digest, report: report)
        }
        lines.finish(report: report)
        payloadFiles = payload.files
        payloadBytes = payload.bytes
        tagDigests = tags
    }

    /// The tag manifest names every tag file but itself.
    private func checkTagFiles() {
        var lines = ManifestCursor(source, index.others["tagmanifest-sha256.txt"])
        for (path, digest) in tagDigests where path != "tagmanifest-sha256.txt" {
            lines.compare(path, digest, report: report)
        }
        lines.finish(report: report)
    }

    private func checkTexts() {
        if let file = index.others["bagit.txt"], (try? source.contents(of: file)) != Array(Self.declaration.utf8) {
            report(
                Fault(
                    .bag, .bagit,
                    Phrase(de: "bagit.txt ist nicht die von BagIt 1.0.", en: "bagit.txt is not that of BagIt 1.0."),
                    file: file.path))
        }
        guard let file = index.others["bag-info.txt"], let bytes = try? source.contents(of: file) else { return }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        let oxum = "Payload-Oxum: \(payloadBytes).\(payloadFiles)"
        let isSound =
            String(validating: bytes, as: UTF8.self) != nil && lines.last == ""
            && lines.dropLast().allSatisfy { $0.contains(": ") || $0.hasPrefix(" ") }
            && !lines.contains { $0.hasPrefix("Bagging-Date:") }
            && lines.allSatisfy { !$0.hasPrefix("Payload-Oxum:") || $0 == oxum }
        guard !isSound else { return }
        report(
            Fault(
                .bag, .bagInfo,
                Phrase(
                    de: "bag-info.txt hat eine falsche Form, ein Datum oder eine falsche Größe (richtig: \(oxum)).",
                    en: "bag-info.txt has a wrong form, a date or a wrong size (right: \(oxum))."), file: file.path))
    }

    private static func digest(of file: ExportFile, in source: any ExportSource) throws(AuditError) -> Digest {
        var stream = SHA256Stream()
        var offset: Int64 = 0
        while offset < file.byteCount {
            let count = min(chunkSize, file.byteCount - offset)
            stream.update(try source.read(file, at: offset, count: Int(count)))
            offset += count
        }
        return stream.finalize()
    }
}
