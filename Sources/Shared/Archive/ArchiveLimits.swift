/// How much may come out of a file that somebody has sent. The standard fits the exports of the participation platforms
/// several times over.
public struct ArchiveLimits: Sendable {
    /// Entries of an archive.
    public var entries = 2_000
    /// Bytes of one entry, unpacked.
    public var entryBytes = 64 << 20
    /// Bytes of all entries, unpacked, as the directory announces them.
    public var totalBytes = 192 << 20
    /// How many times as large as its packed form an entry may be, once it has more than `freeBytes`.
    public var ratio = 200
    /// Small entries compress without limit: an empty table is mostly repetition.
    public var freeBytes = 1 << 20
    /// Rows of a sheet, the header included.
    public var rows = 100_001
    public var columns = 500
    /// Cells of a sheet, and texts in the common list.
    public var cells = 2_000_000

    public init() {}
}
