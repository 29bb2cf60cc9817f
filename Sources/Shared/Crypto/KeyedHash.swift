import COpenSSL

/// HMAC (RFC 2104): a digest that only a holder of the key can make.
public enum KeyedHash: String, Sendable {
    /// 20 bytes; for one-time codes (RFC 4226), which fix it.
    case sha1 = "SHA1"
    /// 32 bytes; for everything of our own.
    case sha256 = "SHA256"

    /// - Parameter key: not empty.
    public func code(_ message: [UInt8], key: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard !key.isEmpty else { throw CryptoError(.library, "A keyed digest needs a key that is not empty") }
        var output = [UInt8](repeating: 0, count: 64)
        var count = 0
        let made = EVP_Q_mac(
            nil, "HMAC", nil, rawValue, nil, key, key.count, message, message.count, &output, output.count, &count)
        guard made != nil else { throw CryptoError.fromLibrary("The keyed digest could not be computed") }
        return Array(output.prefix(count))
    }
}
