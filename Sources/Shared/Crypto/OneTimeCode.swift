/// One-time codes by counter (RFC 4226) and by time (RFC 6238), with SHA-1 and steps of 30 seconds as every app has it.
public enum OneTimeCode {
    public static let secondsPerStep: Int64 = 30

    /// The step of a moment in seconds since 1970.
    public static func step(at seconds: Int64) -> Int64 { seconds / secondsPerStep }

    /// The code of one step, with leading zeros.
    public static func code(secret: [UInt8], step: Int64, digits: Int = 6) throws(CryptoError) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        let hash = try KeyedHash.sha1.code(counter, key: secret)
        let offset = Int(hash[19] & 15)
        var number = hash[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        var text: [UInt8] = []
        for _ in 0..<digits {
            text.append(0x30 + UInt8(number % 10))
            number /= 10
        }
        return String(decoding: text.reversed(), as: UTF8.self)
    }
}

/// Base32 of RFC 4648 section 6 without padding, as one-time secrets and recovery codes are written.
public enum Base32 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            accumulator = accumulator << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(digits[Int(accumulator >> bits & 31)])
            }
        }
        if bits > 0 { text.append(digits[Int(accumulator << (5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
