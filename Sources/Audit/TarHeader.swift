/// One header block of an archive (POSIX.1-1988 ustar).
///
///     name 100 · mode 8 · uid 8 · gid 8 · size 12 · mtime 12 · checksum 8 · type 1 · link 100 · magic 6 "ustar\0" ·
///     version 2 "00" · user 32 · group 32 · device 8+8 · prefix 155 · rest 12; numbers in octal
struct TarHeader {
    static let blockSize = 512

    enum Kind: Sendable {
        case file, folder
        /// A hard or symbolic link, a device or a pipe.
        case link
        /// A pax, GNU or vendor header.
        case extended
    }

    /// As written, a folder with its slash.
    let name: [UInt8]
    let kind: Kind
    let byteCount: Int64
    /// Whether times, owners and device are zero or empty and the mode is 0644 or, for a folder, 0755.
    let isNeutral: Bool

    /// Throws `malformed` where the block is not a ustar header, so that nothing behind it can be trusted.
    init(block: [UInt8]) throws(AuditError) {
        guard block.count == Self.blockSize else { throw Self.broken }
        let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int64($1.element)) }
        guard Self.octal(block[148..<156]) == sum else {
            throw AuditError(
                .malformed,
                Phrase(
                    de: "Die Prüfsumme eines Archivkopfs stimmt nicht.",
                    en: "The checksum of an archive header is wrong."))
        }
        guard block[257..<265].elementsEqual("ustar\u{0}00".utf8), let size = Self.octal(block[124..<136]),
            let name = Self.text(block[0..<100]), let prefix = Self.text(block[345..<500]), !name.isEmpty
        else { throw Self.broken }
        self.name = prefix.isEmpty ? name : prefix + [0x2F] + name
        byteCount = size
        switch block[156] {
        case 0x30: kind = .file
        case 0x35: kind = .folder
        case 0x31...0x34, 0x36: kind = .link
        default: kind = .extended
        }
        let isZero = [108..<116, 116..<124, 136..<148, 329..<337, 337..<345].allSatisfy { range in
            block[range].allSatisfy { $0 == 0 } || Self.octal(block[range]) == 0
        }
        let isEmpty = [157..<257, 265..<297, 297..<329, 500..<512].allSatisfy { range in
            block[range].allSatisfy { $0 == 0 }
        }
        isNeutral = isZero && isEmpty && Self.octal(block[100..<108]) == (kind == .folder ? 0o755 : 0o644)
    }

    /// Content length rounded up to whole blocks.
    var paddedByteCount: Int64 { (byteCount + 511) / 512 * 512 }

    private static let broken = AuditError(
        .malformed,
        Phrase(de: "Hier steht kein ustar-Archivkopf.", en: "This is not a ustar archive header."))

    /// Octal digits, then nothing but NUL and space.
    private static func octal(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.prefix { (0x30...0x37).contains($0) }
        guard !digits.isEmpty, field[digits.endIndex...].allSatisfy({ $0 == 0 || $0 == 0x20 }) else { return nil }
        return digits.reduce(0) { $0 << 3 | Int64($1 - 0x30) }
    }

    /// Bytes up to the first NUL, behind which there is nothing else.
    private static func text(_ field: ArraySlice<UInt8>) -> [UInt8]? {
        let text = field.prefix { $0 != 0 }
        return field[text.endIndex...].allSatisfy { $0 == 0 } ? Array(text) : nil
    }
}
