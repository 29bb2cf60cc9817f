/// A ZIP archive (APPNOTE 6.3) in memory, read by its central directory.
///
/// Whatever readers have been misled with is refused: entries that overlap, names that lead out of a folder or stand
/// there twice, local headers that contradict the directory, sizes that are not kept, a directory that is not followed
/// by the end record. Encryption, several disks and ZIP64 are refused with their name.
public struct ZIPArchive: Sendable {
    public struct Entry: Sendable, Hashable {
        /// With `/` between folders; never absolute, never with `..`.
        public let name: String
        /// Bytes of the content.
        public let size: Int
        let packedSize: Int
        let checksum: UInt32
        let isDeflated: Bool
        /// Where the content begins, behind the local header.
        let start: Int
    }

    /// Files in the order of the directory; folders are left out.
    public let entries: [Entry]
    private let bytes: [UInt8]

    /// Errors: all but `checksumMismatch`, which only reading an entry can find.
    public init(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
        var reader = try ZIPDirectoryReader(bytes, limits: limits)
        entries = try reader.entries()
        self.bytes = bytes
    }

    /// Whether a file says of itself that it is a ZIP archive; an empty archive begins with its end record.
    public static func isLikely(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    public subscript(name: String) -> Entry? { entries.first { $0.name == name } }

    /// The content, unpacked and checked.
    public func content(_ entry: Entry) throws(ArchiveError) -> [UInt8] {
        let packed = bytes[entry.start..<entry.start + entry.packedSize]
        let content: [UInt8]
        if entry.isDeflated {
            do {
                content = try Inflate.unpack(packed, length: entry.size)
            } catch { throw error.located(in: entry.name) }
        } else {
            content = Array(packed)
        }
        guard CRC32.of(content[...]) == entry.checksum else {
            throw ArchiveError(
                .checksumMismatch, "The content does not have the checksum written down.", in: entry.name)
        }
        return content
    }
}
