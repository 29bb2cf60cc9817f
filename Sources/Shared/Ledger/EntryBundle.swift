import Crypto

/// Up to 256 entries in one file. Wire format (C2SP tlog-tiles): for each entry its length as a big-endian 16-bit
/// number, then its bytes.
public struct EntryBundle: Hashable, Sendable {
    /// The longest entry the length field can name.
    public static let maximumEntryByteCount = 65_535

    /// 1 … 256 entries in the order of the log.
    public let entries: [[UInt8]]

    /// Throws `outOfRange` unless there are 1 to 256 entries, `tooLarge` for an entry of more than 65,535 bytes.
    public init(entries: [[UInt8]]) throws(LedgerError) {
        guard (1...TileCoordinate.fullWidth).contains(entries.count) else {
            throw LedgerError(.outOfRange, "A bundle holds 1 to 256 entries, not \(entries.count).")
        }
        for (position, entry) in entries.enumerated() where entry.count > Self.maximumEntryByteCount {
            throw LedgerError(
                .tooLarge, "An entry has \(entry.count) bytes; at most 65,535 fit.", at: .index(Int64(position)))
        }
        self.entries = entries
    }

    /// Decodes a bundle of exactly `width` entries and refuses leftovers.
    public init(bytes: [UInt8], width: Int) throws(LedgerError) {
        guard (1...TileCoordinate.fullWidth).contains(width) else {
            throw LedgerError(.outOfRange, "A bundle holds 1 to 256 entries, not \(width).")
        }
        var entries: [[UInt8]] = []
        entries.reserveCapacity(width)
        var position = 0
        for _ in 0..<width {
            guard bytes.count - position >= 2 else {
                throw LedgerError(
                    .malformed, "The bundle ends after \(entries.count) of \(width) entries.", at: .byte(position))
            }
            let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            guard bytes.count - position - 2 >= length else {
                throw LedgerError(
                    .malformed, "The bundle ends inside an entry of \(length) bytes.", at: .byte(position + 2))
            }
            entries.append(Array(bytes[position + 2..<position + 2 + length]))
            position += 2 + length
        }
        guard position == bytes.count else {
            throw LedgerError(
                .malformed, "\(bytes.count - position) bytes follow the last of \(width) entries.", at: .byte(position))
        }
        self.entries = entries
    }

    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            bytes.append(UInt8(truncatingIfNeeded: entry.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: entry.count))
            bytes += entry
        }
        return bytes
    }

    /// The hashes of tile level 0 over the same entries.
    public var leafHashes: [Digest] { entries.map { Merkle.leafHash($0) } }
}
