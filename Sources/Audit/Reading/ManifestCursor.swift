import Crypto

/// A manifest read in step with the files it describes, both in byte order of the paths.
struct ManifestCursor {
    private let name: String
    private var reader: ManifestReader?
    private var current: (path: String, digest: Digest)?
    private var last = ""
    private var hasStarted = false

    init(_ source: any ExportSource, _ file: ExportFile?) {
        name = file?.path ?? ""
        reader = file.map { ManifestReader(source, $0) }
    }

    /// Compares the next file with its line, and names lines in between that have no file.
    mutating func compare(_ path: String, _ digest: Digest, report: (Fault) -> Void) {
        // Without a manifest its absence is named, not every file that it should name.
        guard !name.isEmpty else { return }
        if !hasStarted { advance(report) }
        while let line = current, line.path < path {
            missing(line.path, report)
            advance(report)
        }
        guard let line = current, line.path == path else {
            report(
                Fault(
                    .bag, .notInManifest,
                    Phrase(de: "Die Datei steht nicht in \(name).", en: "The file does not stand in \(name)."),
                    file: path))
            return
        }
        if line.digest != digest {
            report(
                Fault(
                    .bag, .digest,
                    Phrase(
                        de: "Der SHA-256 der Datei ist nicht der aus \(name).",
                        en: "The file's SHA-256 is not the one in \(name)."), file: path))
        }
        advance(report)
    }

    /// Names the lines left over.
    mutating func finish(report: (Fault) -> Void) {
        if !hasStarted { advance(report) }
        while let line = current {
            missing(line.path, report)
            advance(report)
        }
    }

    private func missing(_ path: String, _ report: (Fault) -> Void) {
        report(
            Fault(
                .bag, .missingFile,
                Phrase(de: "Die Datei steht in \(name), fehlt aber.", en: "The file stands in \(name) but is missing."),
                file: path))
    }

    /// The next line in its place; what is not a line or not in its place is named and left out.
    private mutating func advance(_ report: (Fault) -> Void) {
        hasStarted = true
        current = nil
        while true {
            let line: ManifestReader.Line?
            do throws(AuditError) {
                line = try reader?.next()
            } catch {
                report(Fault(.bag, .unreadable, error.reason, file: name))
                return
            }
            switch line {
            case nil: return
            case .malformed(let number):
                report(
                    Fault(
                        .bag, .manifest,
                        Phrase(de: "Zeile \(number) hat eine falsche Form.", en: "Line \(number) has a wrong form."),
                        file: name))
            case .entry(let path, let digest):
                if path > last {
                    last = path
                    current = (path, digest)
                    return
                }
                report(
                    Fault(
                        .bag, .manifest,
                        Phrase(
                            de: "„\(path)“ steht nicht an seinem Platz oder doppelt.",
                            en: "\"\(path)\" is not in its sorted place or stands twice."), file: name))
            }
        }
    }
}
