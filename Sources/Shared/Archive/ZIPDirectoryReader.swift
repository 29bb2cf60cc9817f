/// Reads the directory at the end of an archive:
///
/// ```
/// end record   50 4B 05 06, disk 2, disk of directory 2, entries here 2, entries 2, directory size 4, offset 4,
///              comment length 2, comment                                               (22 bytes and the comment)
/// directory    50 4B 01 02, made by 2, needed 2, flags 2, method 2, time 4, CRC-32 4, packed 4, size 4,
///              name length 2, extra length 2, comment length 2, disk 2, attributes 6, offset 4, name, extra, comment
/// local header 50 4B 03 04, needed 2, flags 2, method 2, time 4, CRC-32 4, packed 4, size 4, name length 2,
///              extra length 2, name, extra                                            (all little-endian)
/// ```
struct ZIPDirectoryReader {
    private let bytes: [UInt8]
    private let limits: ArchiveLimits
    private let start: Int
    private let end: Int
    private let count: Int

    init(_ bytes: [UInt8], limits: ArchiveLimits) throws(ArchiveError) {
        self.bytes = bytes
        self.limits = limits
        guard let record = Self.endRecord(bytes) else {
            throw ZIPArchive.isLikely(bytes)
                ? ArchiveError(.damaged, "The end of the archive is missing: it has been cut off.")
                : ArchiveError(.notAnArchive, "This is not a ZIP archive.")
        }
        let fields = LittleEndian(bytes)
        count = fields.short(record + 10)
        let size = fields.long(record + 12)
        start = fields.long(record + 16)
        if fields.short(record + 8) == 0xFFFF || count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
            throw ArchiveError(.unsupported, "The archive is a ZIP64 one.")
        }
        guard fields.short(record + 4) == 0, fields.short(record + 6) == 0, fields.short(record + 8) == count else {
            throw ArchiveError(.unsupported, "The archive is spread over several files.")
        }
        guard start + size == record else {
            throw ArchiveError(.damaged, "The directory does not stand directly before the end record.")
        }
        end = record
        guard count <= limits.entries else {
            throw ArchiveError(.tooLarge, "The archive has \(count) entries; at most \(limits.entries) are taken.")
        }
    }

    /// The place of the end record; its comment ends where the file ends.
    private static func endRecord(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let fields = LittleEndian(bytes)
        for place in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xFFFF), by: -1)
        where bytes[place] == 0x50 && fields.long(place) == 0x0605_4B50 {
            if place + 22 + fields.short(place + 20) == bytes.count { return place }
        }
        return nil
    }

    mutating func entries() throws(ArchiveError) -> [ZIPArchive.Entry] {
        var entries: [ZIPArchive.Entry] = []
        var names: Set<String> = []
        var occupied: [(start: Int, end: Int)] = []
        var total = 0
        var place = start
        for _ in 0..<count {
            let (entry, header, next) = try self.entry(at: place)
            place = next
            guard names.insert(entry.name).inserted else {
                throw ArchiveError(.damaged, "Two entries have the same name.", in: entry.name)
            }
            occupied.append((header, entry.start + entry.packedSize))
            total += entry.size
            guard total <= limits.totalBytes else {
                throw ArchiveError(.tooLarge, "The archive unpacks to more than \(limits.totalBytes) bytes.")
            }
            if !entry.name.hasSuffix("/") { entries.append(entry) }
        }
        guard place == end else { throw ArchiveError(.damaged, "The directory is longer than its entries.") }
        occupied.sort { $0.start < $1.start }
        for (earlier, later) in zip(occupied, occupied.dropFirst()) where earlier.end > later.start {
            throw ArchiveError(.damaged, "Entries overlap, as in a ZIP bomb.")
        }
        return entries
    }

    private func entry(
        at place: Int
    ) throws(ArchiveError) -> (entry: ZIPArchive.Entry, header: Int, next: Int) {
        let fields = LittleEndian(bytes)
        guard place + 46 <= end, fields.long(place) == 0x0201_4B50 else {
            throw ArchiveError(.damaged, "The directory breaks off.")
        }
        let nameEnd = place + 46 + fields.short(place + 28)
        let next = nameEnd + fields.short(place + 30) + fields.short(place + 32)
        guard next <= end else { throw ArchiveError(.damaged, "The directory breaks off.") }
        let rawName = bytes[(place + 46)..<nameEnd]
        let name = try Self.name(rawName)
        let flags = fields.short(place + 8)
        let method = fields.short(place + 10)
        let (packed, size) = (fields.long(place + 20), fields.long(place + 24))
        let header = fields.long(place + 42)
        guard flags & 0x2041 == 0 else { throw ArchiveError(.unsupported, "The entry is encrypted.", in: name) }
        if packed == 0xFFFF_FFFF || size == 0xFFFF_FFFF || header == 0xFFFF_FFFF {
            throw ArchiveError(.unsupported, "The entry is a ZIP64 one.", in: name)
        }
        guard method == 0 || method == 8 else {
            throw ArchiveError(.unsupported, "The entry is packed by method \(method).", in: name)
        }
        guard fields.short(place + 34) == 0 else {
            throw ArchiveError(.unsupported, "The archive is spread over several files.", in: name)
        }
        try check(packed: packed, size: size, isDeflated: method == 8, name)
        guard header + 30 <= start, fields.long(header) == 0x0403_4B50 else {
            throw ArchiveError(.damaged, "The entry's header is not where the directory says.", in: name)
        }
        let localNameEnd = header + 30 + fields.short(header + 26)
        let content = localNameEnd + fields.short(header + 28)
        guard content + packed <= start, bytes[(header + 30)..<localNameEnd] == rawName,
            fields.short(header + 8) == method
        else { throw ArchiveError(.damaged, "The entry's header contradicts the directory.", in: name) }
        let entry = ZIPArchive.Entry(
            name: name, size: size, packedSize: packed,
            checksum: UInt32(truncatingIfNeeded: fields.long(place + 16)), isDeflated: method == 8, start: content)
        return (entry, header, next)
    }

    private func check(packed: Int, size: Int, isDeflated: Bool, _ name: String) throws(ArchiveError) {
        guard isDeflated || packed == size else {
            throw ArchiveError(.damaged, "A stored entry has two different sizes.", in: name)
        }
        guard size <= limits.entryBytes else {
            throw ArchiveError(
                .tooLarge, "The entry unpacks to \(size) bytes; at most \(limits.entryBytes) are taken.", in: name)
        }
        guard size <= limits.freeBytes || size / limits.ratio <= packed else {
            throw ArchiveError(
                .tooLarge, "The entry unpacks to more than \(limits.ratio) times its size, as in a ZIP bomb.", in: name)
        }
    }

    /// UTF-8 whatever the flag says: exports of our platforms have ASCII names, and a name that cannot be read is none
    /// we look for.
    private static func name(_ bytes: ArraySlice<UInt8>) throws(ArchiveError) -> String {
        guard let name = String(validating: bytes, as: UTF8.self), !name.isEmpty, name.utf8.count <= 1_000 else {
            throw ArchiveError(.damaged, "The name of an entry is empty, too long or not UTF-8.")
        }
        var parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !name.utf8.contains(0x5C),
            !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { throw ArchiveError(.damaged, "The name of an entry leads out of its folder.") }
        return name
    }
}

/// Numbers as ZIP writes them; the caller has checked that the place exists.
struct LittleEndian {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func short(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }

    func long(_ place: Int) -> Int { short(place) | short(place + 2) << 16 }
}
