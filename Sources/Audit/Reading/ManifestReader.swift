import Crypto

/// Reads a BagIt manifest line by line, whatever its size.
///
///     <64 hexadecimal digits> SP SP <path> LF
struct ManifestReader {
    enum Line {
        case entry(path: String, digest: Digest)
        /// A line in another form, by its number from 1.
        case malformed(Int)
    }

    private static let windowSize: Int64 = 65_536
    private static let maximumLineLength = 512

    private let source: any ExportSource
    private let file: ExportFile
    private var window: [UInt8] = []
    private var windowPosition = 0
    private var offset: Int64 = 0
    private var number = 0

    init(_ source: any ExportSource, _ file: ExportFile) {
        self.source = source
        self.file = file
    }

    /// The next line; nil at the end. Throws where the file cannot be read.
    mutating func next() throws(AuditError) -> Line? {
        var line: [UInt8] = []
        var isWhole = false
        while !isWhole {
            if windowPosition == window.count {
                guard offset < file.byteCount else { break }
                window = try source.read(file, at: offset, count: Int(min(Self.windowSize, file.byteCount - offset)))
                offset += Int64(window.count)
                windowPosition = 0
            }
            let rest = window[windowPosition...]
            let end = rest.firstIndex(of: 0x0A)
            if line.count <= Self.maximumLineLength { line += rest[..<(end ?? rest.endIndex)] }
            isWhole = end != nil
            windowPosition = end.map { $0 + 1 } ?? window.count
        }
        if !isWhole && line.isEmpty { return nil }
        number += 1
        guard isWhole, line.count > 66, line.count <= Self.maximumLineLength, line[64] == 0x20, line[65] == 0x20,
            let digest = Digest(hex: line.span.extracting(0..<64)),
            ExportPath.isAcceptable(line[66...])
        else { return .malformed(number) }
        return .entry(path: String(decoding: line[66...], as: UTF8.self), digest: digest)
    }
}
