/// An export as a tar archive, read strictly (docs/PROTOCOL.md section 10).
///
/// Accepted are regular files and folders below one top folder, in strictly rising order of their names, then two
/// blocks of zeros and at most a filling up to 10,240 bytes. What could hide something from another reader is a fault.
struct TarSource: ExportSource {
    /// So that a block number fits into 32 bits.
    private static let maximumByteCount: Int64 = 512 << 32

    let bytes: any RandomAccessBytes

    init(_ bytes: any RandomAccessBytes) { self.bytes = bytes }

    func read(_ file: ExportFile, at offset: Int64, count: Int) throws(AuditError) -> [UInt8] {
        try bytes.read(at: Int64(file.block) * 512 + offset, count: count)
    }

    func walk(fault: (Fault) -> Void, visit: (ExportFile) -> Void) -> ExportWalk {
        var result = ExportWalk(topFolder: nil, isComplete: false)
        guard bytes.byteCount < Self.maximumByteCount else {
            fault(Fault(.container, .tooLarge, Phrase(de: "Das Archiv ist zu groß.", en: "The archive is too large.")))
            return result
        }
        var names = TarNames()
        var position: Int64 = 0
        var padding = 0
        while true {
            // The filling behind one file is read together with the header of the next.
            guard let head = try? bytes.read(at: position, count: padding + TarHeader.blockSize) else {
                fault(Self.truncated(after: names.last))
                return result
            }
            if !head[..<padding].allSatisfy({ $0 == 0 }) {
                fault(Fault(.container, .padding, Self.hidden, file: ExportPath.shown(names.last)))
            }
            let block = Array(head[padding...])
            position += Int64(head.count)
            if block.allSatisfy({ $0 == 0 }) {
                if let flaw = endFlaw(from: position) { fault(flaw) } else { result.isComplete = true }
                if case .some(let flaw) = names.endFlaw() { fault(flaw) }
                return result
            }
            let header: TarHeader
            do throws(AuditError) {
                header = try TarHeader(block: block)
            } catch {
                fault(Fault(.container, .header, error.reason, file: "@\(position - 512)"))
                return result
            }
            guard header.paddedByteCount <= bytes.byteCount - position else {
                fault(Self.truncated(after: header.name))
                return result
            }
            let flaws = names.take(header)
            flaws.forEach(fault)
            result.topFolder = names.top
            if flaws.isEmpty && header.kind == .file {
                let path = String(decoding: header.name.dropFirst(names.topLength + 1), as: UTF8.self)
                visit(ExportFile(path: path, byteCount: header.byteCount, block: UInt32(position / 512)))
            }
            position += header.byteCount
            padding = Int(header.paddedByteCount - header.byteCount)
        }
    }

    /// What is wrong with the end: behind the first block of zeros comes a second one and no more than filling.
    private func endFlaw(from position: Int64) -> Fault? {
        let rest = bytes.byteCount - position
        guard rest >= 512 else { return Self.truncated(after: []) }
        guard rest <= 10_240, let end = try? bytes.read(at: position, count: Int(rest)),
            end.allSatisfy({ $0 == 0 })
        else {
            return Fault(
                .container, .trailing,
                Phrase(
                    de: "Hinter dem Ende des Archivs stehen weitere Daten.",
                    en: "More data follow the end of the archive."))
        }
        return nil
    }

    private static let hidden = Phrase(
        de: "Im Füllbereich hinter der Datei stehen Daten.", en: "The filling behind the file holds data.")

    private static func truncated(after name: [UInt8]) -> Fault {
        Fault(
            .container, .truncated,
            Phrase(de: "Das Archiv ist abgeschnitten.", en: "The archive is cut off."),
            file: name.isEmpty ? nil : ExportPath.shown(name))
    }
}

/// Judges the headers of an archive one after the other.
private struct TarNames {
    private(set) var last: [UInt8] = []
    private(set) var top: String?
    private(set) var topLength = 0
    private var openFolder: [UInt8]?

    /// Everything wrong with this header; its file is not used then.
    mutating func take(_ header: TarHeader) -> [Fault] {
        var faults: [Fault] = []
        let shown = ExportPath.shown(header.name)
        func add(_ code: Fault.Code, _ de: String, _ en: String) {
            faults.append(Fault(.container, code, Phrase(de: de, en: en), file: shown))
        }
        switch header.kind {
        case .file, .folder: break
        case .link:
            add(.link, "Verweise und Geräte sind nicht erlaubt.", "Links and devices are not allowed.")
        case .extended:
            add(.extended, "Erweiterte Archivköpfe sind nicht erlaubt.", "Extended archive headers are not allowed.")
        }
        if !header.isNeutral {
            add(
                .metadata, "Zeit, Eigentümer oder Rechte weichen von der Vorgabe ab.",
                "Time, owner or mode differ from what is prescribed.")
        }
        let isFolder = header.kind == .folder
        let path = isFolder && header.name.last == 0x2F ? header.name.dropLast() : header.name[...]
        if !ExportPath.isAcceptable(path) || (isFolder && header.name.last != 0x2F) {
            add(.name, "Dieser Name ist nicht erlaubt.", "This name is not allowed.")
        } else {
            let first = path.prefix { $0 != 0x2F }
            if top == nil {
                top = String(decoding: first, as: UTF8.self)
                topLength = first.count
            }
            if !first.elementsEqual((top ?? "").utf8) || (!isFolder && first.count == path.count) {
                add(.name, "Die Datei liegt nicht im obersten Ordner.", "The file is not below the one top folder.")
            }
        }
        if header.name == last {
            add(.duplicate, "Dieser Name kommt doppelt vor.", "This name occurs twice.")
        } else if header.name.lexicographicallyPrecedes(last) {
            add(.order, "Die Namen sind nicht sortiert.", "The names are not sorted.")
        }
        if let flaw = endFlaw(next: header.name) { faults.append(flaw) }
        openFolder = isFolder ? header.name : nil
        // Never back: what is visited stays in rising order even where the archive does not.
        if last.lexicographicallyPrecedes(header.name) { last = header.name }
        return faults
    }

    /// A folder stands for files below it, which follow at once.
    func endFlaw(next: [UInt8] = []) -> Fault? {
        guard let openFolder, !next.starts(with: openFolder) || next == openFolder else { return nil }
        return Fault(
            .container, .name, Phrase(de: "Dieser Ordner ist leer.", en: "This folder is empty."),
            file: ExportPath.shown(openFolder))
    }
}
