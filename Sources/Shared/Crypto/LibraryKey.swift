import COpenSSL
import Synchronization

/// Owns one `EVP_PKEY`.
final class LibraryKey: Sendable {
    /// A context set up for one-shot verification; only one thread uses it at a time.
    private struct Verifier: @unchecked Sendable {
        let context: OpaquePointer
    }

    // OpenSSL allows any number of threads to sign and verify with one key that nobody changes.
    nonisolated(unsafe) let pointer: OpaquePointer
    // At most as many as threads have verified with this key at once.
    private let verifiers = Mutex<[Verifier]>([])

    init(taking pointer: OpaquePointer) { self.pointer = pointer }

    deinit {
        for verifier in verifiers.withLock({ $0 }) { EVP_MD_CTX_free(verifier.context) }
        EVP_PKEY_free(pointer)
    }

    /// Whether an Ed25519 signature holds. A context that has verified before is used again: setting one up costs a good
    /// part of a verification. Newer libraries let a context verify only once, so a used one's no is asked anew.
    func isValidEd25519(_ signature: [UInt8], for message: UnsafeBufferPointer<UInt8>) -> Bool {
        func holds(_ verifier: Verifier) -> Bool {
            EVP_DigestVerify(verifier.context, signature, signature.count, message.baseAddress, message.count) == 1
        }
        if let used = verifiers.withLock({ $0.popLast() }) {
            if holds(used) {
                verifiers.withLock { $0.append(used) }
                return true
            }
            EVP_MD_CTX_free(used.context)
        }
        guard let fresh = makeVerifier() else { return false }
        defer { verifiers.withLock { $0.append(fresh) } }
        return holds(fresh)
    }

    private func makeVerifier() -> Verifier? {
        guard let context = EVP_MD_CTX_new() else { return nil }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, pointer) == 1 else {
            EVP_MD_CTX_free(context)
            return nil
        }
        return Verifier(context: context)
    }

    /// `nil` where OpenSSL refuses the bytes.
    convenience init?(publicKey bytes: [UInt8], algorithm: SignatureAlgorithm) {
        switch algorithm {
        case .ed25519:
            guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count) else { return nil }
            self.init(taking: key)
        case .p256:
            let encoded = P256PublicKeyInfo.prefix + bytes
            let key = encoded.withUnsafeBufferPointer { buffer -> OpaquePointer? in
                var cursor = buffer.baseAddress
                return d2i_PUBKEY(nil, &cursor, buffer.count)
            }
            guard let key else { return nil }
            self.init(taking: key)
        }
    }
}

/// The fixed beginning of a DER SubjectPublicKeyInfo for an uncompressed P-256 point (RFC 5480).
enum P256PublicKeyInfo {
    static let prefix: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
        0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ]
}

/// Conversions between the raw r ‖ s of JWS (RFC 7518 section 3.4) and the DER that OpenSSL speaks.
enum P256Signature {
    // The order n of the curve, and n/2 rounded down, big-endian.
    private static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
    private static let halfOrder: [UInt8] = [
        0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8,
    ]

    /// Whether s ≤ n/2: each signature then has one spelling.
    static func hasLowS(_ raw: [UInt8]) -> Bool { !halfOrder.lexicographicallyPrecedes(raw[32...]) }

    static func derFromRaw(_ raw: [UInt8]) -> [UInt8]? {
        let content = derInteger(raw[..<32]) + derInteger(raw[32...])
        return [0x30, UInt8(content.count)] + content
    }

    /// r ‖ s with s made low, or `nil` if the DER is not what OpenSSL writes.
    static func rawFromDER(_ der: [UInt8]) -> [UInt8]? {
        var position = 2
        guard der.count >= 8, der[0] == 0x30, Int(der[1]) == der.count - 2,
            let r = integer(in: der, at: &position), let s = integer(in: der, at: &position), position == der.count
        else { return nil }
        return r + (halfOrder.lexicographicallyPrecedes(s) ? subtract(s, from: order) : s)
    }

    private static func derInteger(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(bytes.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }

    private static func integer(in der: [UInt8], at position: inout Int) -> [UInt8]? {
        guard position + 2 <= der.count, der[position] == 0x02 else { return nil }
        let length = Int(der[position + 1])
        let start = position + 2
        guard start + length <= der.count else { return nil }
        let digits = der[start..<(start + length)].drop { $0 == 0 }
        guard digits.count <= 32 else { return nil }
        position = start + length
        return [UInt8](repeating: 0, count: 32 - digits.count) + digits
    }

    private static func subtract(_ right: [UInt8], from left: [UInt8]) -> [UInt8] {
        var result = left
        var borrow = 0
        for index in stride(from: left.count - 1, through: 0, by: -1) {
            let difference = Int(left[index]) - Int(right[index]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[index] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }
}
