import Glibc

/// An export as the folder that unpacking its archive gives. The folder's own name says nothing.
struct FolderSource: ExportSource {
    /// Deeper than any path of an export.
    private static let maximumDepth = 16

    private let root: String

    init(_ root: String) { self.root = root }

    func read(_ file: ExportFile, at offset: Int64, count: Int) throws(AuditError) -> [UInt8] {
        try FileBytes(path: "\(root)/\(file.path)", followsLinks: false).read(at: offset, count: count)
    }

    func namedContents(of file: ExportFile) throws(AuditError) -> (bytes: [UInt8], isNamed: Bool) {
        (try contents(of: file), true)
    }

    func walk(fault: (Fault) -> Void, visit: (ExportFile) -> Void) -> ExportWalk {
        ExportWalk(topFolder: nil, isComplete: walk("", depth: 0, fault: fault, visit: visit))
    }

    private func walk(_ folder: String, depth: Int, fault: (Fault) -> Void, visit: (ExportFile) -> Void) -> Bool {
        guard depth < Self.maximumDepth, let names = names(in: folder, fault: fault) else {
            fault(
                Fault(
                    .container, .unreadable,
                    Phrase(de: "Der Ordner kann nicht gelesen werden.", en: "The folder cannot be read."),
                    file: ExportPath.shown(folder.utf8)))
            return false
        }
        var isComplete = true
        for name in names {
            if name.utf8.last == 0x2F {
                let inner = walk(folder + name, depth: depth + 1, fault: fault, visit: visit)
                isComplete = isComplete && inner
            } else if let file = file(folder + name, fault: fault) {
                visit(file)
            }
        }
        return isComplete
    }

    /// Names in byte order of the paths below them, so folders end in a slash.
    private func names(in folder: String, fault: (Fault) -> Void) -> [String]? {
        guard let handle = opendir("\(root)/\(folder)") else { return nil }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
            guard ExportPath.isAcceptable(name[...]) else {
                fault(
                    Fault(
                        .container, .name,
                        Phrase(de: "Dieser Name ist nicht erlaubt.", en: "This name is not allowed."),
                        file: ExportPath.shown(Array(folder.utf8) + name)))
                continue
            }
            let text = String(decoding: name, as: UTF8.self)
            names.append(kind(of: folder + text) == S_IFDIR ? text + "/" : text)
        }
        return names.sorted()
    }

    private func file(_ path: String, fault: (Fault) -> Void) -> ExportFile? {
        var status = stat()
        guard lstat("\(root)/\(path)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            fault(
                Fault(
                    .container, .link,
                    Phrase(de: "Verweise und Geräte sind nicht erlaubt.", en: "Links and devices are not allowed."),
                    file: path))
            return nil
        }
        return ExportFile(path: path, byteCount: Int64(status.st_size), block: 0)
    }

    private func kind(of path: String) -> mode_t? {
        var status = stat()
        return lstat("\(root)/\(path)", &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
