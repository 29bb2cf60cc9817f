/// Judges the headers of an archive one after the other.
struct TarNames {
    private(set) var last: [UInt8] = []
    private(set) var top: String?
    private(set) var topLength = 0
    private var openFolder: [UInt8]?

    /// Everything wrong with this header; its file is not used then.
    mutating func take(_ header: TarHeader) -> [Fault] {
        var faults: [Fault] = []
        func add(_ code: Fault.Code, _ de: String, _ en: String) {
            faults.append(
                Fault(.container, code, Phrase(de: de, en: en), file: ExportPath.shown(header.name)))
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
        let rises = last.lexicographicallyPrecedes(header.name)
        if !rises && header.name == last {
            add(.duplicate, "Dieser Name kommt doppelt vor.", "This name occurs twice.")
        } else if !rises {
            add(.order, "Die Namen sind nicht sortiert.", "The names are not sorted.")
        }
        if let flaw = endFlaw(next: header.name) { faults.append(flaw) }
        openFolder = isFolder ? header.name : nil
        // Never back: what is visited stays in rising order even where the archive does not.
        if rises { last = header.name }
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
