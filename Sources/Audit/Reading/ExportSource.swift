/// A regular file of an export.
struct ExportFile: Hashable, Sendable {
    /// Below the top folder, ASCII.
    let path: String
    let byteCount: Int64
    /// Number of the 512-byte block at which the content begins; 0 where the files lie in a folder.
    let block: UInt32
}

/// Where the files of an export lie: a tar archive or its unpacked folder.
protocol ExportSource: Sendable {
    /// Visits every acceptable file once, in byte order of the paths, and names what is not acceptable.
    func walk(fault: (Fault) -> Void, visit: (ExportFile) -> Void) -> ExportWalk

    /// `count` bytes of a file that `walk` visited. Throws `unreadable`.
    func read(_ file: ExportFile, at offset: Int64, count: Int) throws(AuditError) -> [UInt8]

    /// The whole of a file that `walk` visited, and whether it is named exactly `file.path`.
    func namedContents(of file: ExportFile) throws(AuditError) -> (bytes: [UInt8], isNamed: Bool)
}

/// How a walk ended.
struct ExportWalk: Hashable, Sendable {
    /// The name of the one top folder, where the export carries it.
    var topFolder: String?
    /// Whether the end was reached; if not, files may have gone unseen.
    var isComplete: Bool
}

extension ExportSource {
    /// The whole file, whose size the caller has bounded.
    func contents(of file: ExportFile) throws(AuditError) -> [UInt8] {
        try read(file, at: 0, count: Int(file.byteCount))
    }
}

/// The rule for names in an export: printable ASCII without space and backslash, parts neither empty nor `.` nor `..`.
enum ExportPath {
    static func isAcceptable(_ path: ArraySlice<UInt8>) -> Bool {
        var start = path.startIndex
        for index in path.indices {
            let byte = path[index]
            guard byte > 0x20 && byte < 0x7F && byte != 0x5C else { return false }
            guard byte == 0x2F else { continue }
            guard isAcceptablePart(path[start..<index]) else { return false }
            start = index + 1
        }
        return isAcceptablePart(path[start...])
    }

    private static func isAcceptablePart(_ part: ArraySlice<UInt8>) -> Bool {
        !part.isEmpty && !(part.count <= 2 && part.allSatisfy { $0 == 0x2E })
    }

    /// A hostile name for showing: at most 120 characters, anything unprintable as `?`.
    static func shown(_ path: some Collection<UInt8>) -> String {
        String(decoding: path.prefix(120).map { $0 > 0x1F && $0 < 0x7F ? $0 : 0x3F }, as: UTF8.self)
    }
}
