/// Lowercase hexadecimal. Decoding refuses uppercase and odd lengths, so each value has one spelling.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The value of each digit; 255 for what is none.
    static let values: [UInt8] = (0...255).map { byte in digits.firstIndex(of: byte).map { UInt8($0) } ?? 255 }

    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let bytes = Array(bytes)
        return String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            for (place, byte) in bytes.enumerated() {
                text[2 * place] = digits[Int(byte >> 4)]
                text[2 * place + 1] = digits[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }

    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let text = Array(text)
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            let value: UInt8
            switch character {
            case 0x30...0x39: value = character - 0x30
            case 0x61...0x66: value = character - 0x61 + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }
}

/// Base64 of RFC 4648 section 4, padded. Decoding accepts only the canonical spelling: unused bits must be zero.
public enum Base64 {
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encodeBytes(bytes), as: UTF8.self)
    }

    /// The ASCII bytes of the encoding.
    public static func encodeBytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Alphabet.standard.encode(bytes, padded: true)
    }

    /// Appends the encoding to `text`.
    public static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        bytes.withUnsafeBytes { Alphabet.standard.append($0, padded: true, to: &text) }
    }

    /// Appends the encoding of a digest, without an array in between: a receipt holds a dozen and more.
    public static func append(_ digest: Digest, to text: inout [UInt8]) {
        withUnsafeBytes(of: digest.memoryWords) { Alphabet.standard.append($0, padded: true, to: &text) }
    }

    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var body = Array(text)
        for _ in 0..<2 where body.last == 0x3D { body.removeLast() }
        guard (text.count - body.count) == (4 - body.count % 4) % 4 else { return nil }
        return Alphabet.standard.decode(body)
    }
}

/// Base64url of RFC 4648 section 5, unpadded as in RFC 7515. Decoding accepts only the canonical spelling.
public enum Base64URL {
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encodeBytes(bytes), as: UTF8.self)
    }

    /// The ASCII bytes of the encoding.
    public static func encodeBytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Alphabet.urlSafe.encode(bytes, padded: false)
    }

    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        Alphabet.urlSafe.decode(text)
    }
}

private struct Alphabet {
    static let standard = Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    static let urlSafe = Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    private let digits: [UInt8]
    private let values: [UInt8]
    /// For each of four digits its part of the three bytes they stand for, in the order of memory; the fourth byte is
    /// not zero for what is no digit.
    private let parts: [UInt32]

    init(_ characters: String) {
        digits = Array(characters.utf8)
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        self.values = values
        parts = (0..<4).flatMap { place in
            values.map { value in
                // As a big-endian number of three bytes, then turned to the order of memory.
                let bits = UInt32(value) << UInt32(18 - 6 * place)
                return value == 0xFF ? 0xFF00_0000 : (bits.bigEndian >> 8).littleEndian
            }
        }
    }

    func encode(_ bytes: some Collection<UInt8>, padded: Bool) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        // One concrete loop: a generic one is not specialized for callers in other modules.
        Array(bytes).withUnsafeBytes { append($0, padded: padded, to: &text) }
        return text
    }

    func append(_ bytes: UnsafeRawBufferPointer, padded: Bool, to text: inout [UInt8]) {
        let rest = bytes.count % 3
        let whole = bytes.count - rest
        let padding = padded && rest > 0 ? 3 - rest : 0
        let length = whole / 3 * 4 + (rest > 0 ? rest + 1 : 0) + padding
        // Filled with the sign that pads, and written over as far as there are digits.
        let start = text.count
        text.append(contentsOf: repeatElement(0x3D, count: length))
        text.withUnsafeMutableBufferPointer { text in
            digits.withUnsafeBufferPointer { digits in
                var place = start
                for position in stride(from: 0, to: whole, by: 3) {
                    let (a, b, c) = (bytes[position], bytes[position + 1], bytes[position + 2])
                    text[place] = digits[Int(a >> 2)]
                    text[place + 1] = digits[Int((a & 3) << 4 | b >> 4)]
                    text[place + 2] = digits[Int((b & 15) << 2 | c >> 6)]
                    text[place + 3] = digits[Int(c & 63)]
                    place += 4
                }
                guard rest > 0 else { return }
                let (a, b) = (bytes[whole], rest == 2 ? bytes[whole + 1] : 0)
                text[place] = digits[Int(a >> 2)]
                text[place + 1] = digits[Int((a & 3) << 4 | b >> 4)]
                if rest == 2 { text[place + 2] = digits[Int((b & 15) << 2)] }
            }
        }
    }

    func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        text.withContiguousStorageIfAvailable { decodeContiguous($0) }
            ?? Array(text).withUnsafeBufferPointer {
                decodeContiguous($0)
            }
    }

    private func decodeContiguous(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let rest = text.count % 4
        guard rest != 1 else { return nil }
        let length = text.count / 4 * 3 + (rest == 0 ? 0 : rest - 1)
        var invalid: UInt8 = 0
        let whole = text.count - rest
        // One byte more than needed, since four are written for three.
        var bytes = [UInt8](unsafeUninitializedCapacity: length + 1) { output, count in
            count = whole / 4 * 3
            guard whole > 0, let text = UnsafeRawPointer(text.baseAddress), let output = output.baseAddress else {
                return
            }
            let target = UnsafeMutableRawPointer(output)
            parts.withUnsafeBufferPointer { parts in
                var faults: UInt32 = 0
                var written = 0
                for position in stride(from: 0, to: whole, by: 4) {
                    let four = text.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian
                    let three =
                        parts[Int(four & 0xFF)] | parts[256 + Int(four >> 8 & 0xFF)]
                        | parts[512 + Int(four >> 16 & 0xFF)] | parts[768 + Int(four >> 24)]
                    faults |= three
                    target.storeBytes(of: three.littleEndian, toByteOffset: written, as: UInt32.self)
                    written += 3
                }
                invalid = faults >> 24 == 0 ? 0 : 0xFF
            }
        }
        if rest >= 2 {
            let a = values[Int(text[whole])], b = values[Int(text[whole + 1])]
            invalid |= a | b
            bytes.append(a << 2 | (b & 63) >> 4)
            if rest == 3 {
                let c = values[Int(text[whole + 2])]
                invalid |= c
                bytes.append(b << 4 | (c & 63) >> 2)
                if c & 3 != 0 { return nil }
            } else if b & 15 != 0 {
                return nil
            }
        }
        return invalid & 0xC0 == 0 ? bytes : nil
    }
}
