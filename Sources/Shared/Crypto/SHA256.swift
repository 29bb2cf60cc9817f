import COpenSSL

/// SHA-256 (FIPS 180-4) of whole messages; `SHA256Stream` takes a message in pieces.
public enum SHA256 {
    public static func digest(_ bytes: [UInt8]) -> Digest {
        var stream = SHA256Stream()
        stream.update(bytes)
        return stream.finalize()
    }

    /// The digest of one prefix byte followed by `bytes` (RFC 6962 leaf hash with prefix 0x00).
    public static func digest(prefix: UInt8, _ bytes: [UInt8]) -> Digest {
        var stream = SHA256Stream()
        withUnsafeBytes(of: prefix) { stream.update($0) }
        stream.update(bytes)
        return stream.finalize()
    }

    /// The digest of one prefix byte and two digests (RFC 6962 node hash with prefix 0x01).
    public static func digest(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        let (a, b, c, d) = left.memoryWords
        let (e, f, g, h) = right.memoryWords
        // 65 bytes on the stack: the prefix stands in the last byte of the first word, and hashing begins there.
        var message = (UInt64(prefix).bigEndian, a, b, c, d, e, f, g, h)
        var stream = SHA256Stream()
        withUnsafeBytes(of: &message) { buffer in
            stream.update(UnsafeRawBufferPointer(rebasing: buffer[7...]))
        }
        return stream.finalize()
    }
}

/// A SHA-256 computation in progress.
public struct SHA256Stream: ~Copyable {
    // Fetched once: looking the algorithm up for each digest costs more than hashing a tree node.
    private nonisolated(unsafe) static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil)

    private let context: OpaquePointer?

    public init() {
        context = EVP_MD_CTX_new()
        let started = EVP_DigestInit_ex2(context, SHA256Stream.algorithm, nil)
        precondition(started == 1, "OpenSSL offers no SHA-256: the installation is broken")
    }

    deinit { EVP_MD_CTX_free(context) }

    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    public mutating func update(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { update($0) }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let updated = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(updated == 1, "OpenSSL failed to hash")
    }

    public consuming func finalize() -> Digest {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        let finished = withUnsafeMutableBytes(of: &words) { buffer in
            EVP_DigestFinal_ex(context, buffer.bindMemory(to: UInt8.self).baseAddress, nil)
        }
        precondition(finished == 1, "OpenSSL failed to finish a digest")
        return Digest(words: words)
    }
}
