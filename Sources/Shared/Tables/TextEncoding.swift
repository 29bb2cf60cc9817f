/// How the text of a file is written, found out from its bytes: spreadsheets save CSV in the encoding of their desk.
public enum TextEncoding: Sendable, Hashable {
    case utf8
    /// With byte order mark: "Unicode text" of a spreadsheet.
    case utf16
    /// What is not UTF-8; common in files saved on Windows as plain CSV. A guess, so whoever reads it says so.
    case windows1252

    /// The text in UTF-8 without byte order mark; nil where the bytes are none of these.
    public static func decode(_ bytes: [UInt8]) -> (bytes: [UInt8], encoding: TextEncoding)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            let rest = bytes.dropFirst(3)
            return String(validating: rest, as: UTF8.self) == nil ? nil : (Array(rest), .utf8)
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), low: 0).map { ($0, .utf16) } }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), low: 1).map { ($0, .utf16) } }
        if String(validating: bytes, as: UTF8.self) != nil { return (bytes, .utf8) }
        return windows1252(bytes).map { ($0, .windows1252) }
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, low: Int) -> [UInt8]? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { place in
            UInt16(bytes[place + low]) | UInt16(bytes[place + 1 - low]) << 8
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }

    private static func windows1252(_ bytes: [UInt8]) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                // A text has none of these: the bytes are something else altogether.
                guard byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return nil }
                text.append(byte)
                continue
            }
            let value = byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt16(byte)
            guard value != 0, let scalar = Unicode.Scalar(value) else { return nil }
            text += Array(String(Character(scalar)).utf8)
        }
        return text
    }

    /// 0x80 to 0x9F; 0 where no character is assigned.
    private static let upper: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
