import COpenSSL

/// `count` bytes from OpenSSL's generator, which the operating system seeds.
public func randomBytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw CryptoError.fromLibrary("Random bytes could not be had") }
    return bytes
}

/// Compares in a time that depends on the lengths only, for tokens and other secrets.
public func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}

extension CryptoError {
    /// Drains the whole error queue of this thread into one sentence.
    static func fromLibrary(_ what: String) -> CryptoError {
        var details: [String] = []
        while true {
            let code = ERR_get_error()
            if code == 0 { break }
            var buffer = [CChar](repeating: 0, count: 256)
            ERR_error_string_n(code, &buffer, buffer.count)
            let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            details.append(String(decoding: text, as: UTF8.self))
        }
        return CryptoError(.library, details.isEmpty ? what : "\(what): \(details.joined(separator: "; "))")
    }
}
