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
    init(block: Span<UInt8>) throws(AuditError) {
        guard block.count == Self.blockSize else { throw Self.broken }
        // The checksum is made as if its own eight bytes were spaces.
        var sum: Int64 = 8 * 32
        for index in block.indices { sum += Int64(block[index]) }
        for index in 148..<156 { sum -= Int64(block[index]) }
        // The one field that the sum does not cover has one spelling: six digits, NUL, space.
        guard Self.octal(block, 148..<154) == sum, block[154] == 0, block[155] == 0x20 else {
            throw AuditError(
                .malformed,
                Phrase(
                    de: "Die Prüfsumme eines Archivkopfs stimmt nicht.",
                    en: "The checksum of an archive header is wrong."))
        }
        guard let size = Self.octal(block, 124..<136), let name = Self.name(in: block) else { throw Self.broken }
        self.name = name
        byteCount = size
        switch block[156] {
        case 0x30: kind = .file
        case 0x35: kind = .folder
        case 0x31...0x34, 0x36: kind = .link
        default: kind = .extended
        }
        var isNeutral = Self.octal(block, 100..<108) == (kind == .folder ? 0o755 : 0o644)
        func require(_ range: Range<Int>, orOctal mayBeOctal: Bool) {
            guard isNeutral else { return }
            isNeutral = Self.isZero(block, range) || (mayBeOctal && Self.octal(block, range) == 0)
        }
        for (start, end) in [(108, 116), (116, 124), (136, 148), (329, 337), (337, 345)] {
            require(start..<end, orOctal: true)
        }
        for (start, end) in [(157, 257), (265, 297), (297, 329), (500, 512)] { require(start..<end, orOctal: false) }
        self.isNeutral = isNeutral
    }

    /// The whole name; nil where the block is no ustar header or has none.
    static func name(in block: Span<UInt8>) -> [UInt8]? {
        guard block.count == blockSize, block.extracting(257..<265).hasBytes(of: "ustar\u{0}00"),
            let nameEnd = textEnd(block, 0..<100), nameEnd > 0, let prefixEnd = textEnd(block, 345..<500)
        else { return nil }
        var name: [UInt8] = []
        name.reserveCapacity(nameEnd + prefixEnd - 344)
        if prefixEnd > 345 {
            for index in 345..<prefixEnd { name.append(block[index]) }
            name.append(0x2F)
        }
        for index in 0..<nameEnd { name.append(block[index]) }
        return name
    }

    /// Content length rounded up to whole blocks.
    var paddedByteCount: Int64 { (byteCount + 511) / 512 * 512 }

    private static let broken = AuditError(
        .malformed,
        Phrase(de: "Hier steht kein ustar-Archivkopf.", en: "This is not a ustar archive header."))

    /// Octal digits, then nothing but NUL and space.
    private static func octal(_ block: Span<UInt8>, _ field: Range<Int>) -> Int64? {
        var value: Int64 = 0
        var index = field.lowerBound
        while index < field.upperBound, (0x30...0x37).contains(block[index]) {
            value = value << 3 | Int64(block[index] - 0x30)
            index += 1
        }
        guard index > field.lowerBound else { return nil }
        while index < field.upperBound {
            guard block[index] == 0 || block[index] == 0x20 else { return nil }
            index += 1
        }
        return value
    }

    /// The index of the first NUL, behind which there is nothing else; the end where there is none.
    private static func textEnd(_ block: Span<UInt8>, _ field: Range<Int>) -> Int? {
        var end = field.lowerBound
        while end < field.upperBound, block[end] != 0 { end += 1 }
        return isZero(block, end..<field.upperBound) ? end : nil
    }

    private static func isZero(_ block: Span<UInt8>, _ field: Range<Int>) -> Bool { block.extracting(field).isZero }
}

extension Span<UInt8> {
    func hasBytes(of text: String) -> Bool {
        let text = text.utf8.span
        guard count == text.count else { return false }
        for index in indices where self[index] != text[index] { return false }
        return true
    }

    var isZero: Bool {
        var found: UInt8 = 0
        for index in indices { found |= self[index] }
        return found == 0
    }
}
