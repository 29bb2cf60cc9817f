import COpenSSL

/// The signature algorithms of the protocol; the raw value is the JWS `alg` that is emitted (RFC 7518, RFC 8037).
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case ed25519 = "EdDSA"
    case p256 = "ES256"
}

/// A public key that may stand in the log: well formed, on its curve where that can be told, of full order.
public struct PublicKey: Hashable, Sendable {
    public let algorithm: SignatureAlgorithm
    /// Ed25519: the 32 bytes of RFC 8032. P-256: the coordinates x ‖ y, 64 bytes.
    public let bytes: [UInt8]
    /// The RFC 7638 thumbprint: base64url of SHA-256 over the canonical JWK.
    public let thumbprint: String
    // Made once: setting a key up in OpenSSL costs a good part of a verification.
    private let library: LibraryKey

    /// Refuses a wrong length, the eight small-order Ed25519 points, non-canonical encodings (OpenSSL 3.0 accepts
    /// both), and P-256 points that are not on the curve.
    public init(algorithm: SignatureAlgorithm, bytes: [UInt8]) throws(CryptoError) {
        self.algorithm = algorithm
        self.bytes = bytes
        switch algorithm {
        case .ed25519:
            guard bytes.count == 32 else {
                throw CryptoError(.invalidKey, "An Ed25519 public key has 32 bytes, this one has \(bytes.count)")
            }
            guard Ed25519Point.isCanonical(bytes) else {
                throw CryptoError(.weakKey, "This Ed25519 key is not in its canonical encoding")
            }
            guard !Ed25519Point.isSmallOrder(bytes) else {
                throw CryptoError(.weakKey, "This Ed25519 key is a point of small order, with which anything verifies")
            }
        case .p256:
            guard bytes.count == 64 else {
                throw CryptoError(.invalidKey, "A P-256 public key has two coordinates of 32 bytes")
            }
        }
        ERR_clear_error()
        guard let library = LibraryKey(publicKey: bytes, algorithm: algorithm) else {
            ERR_clear_error()
            throw CryptoError(.invalidKey, "These bytes are not a point of the curve")
        }
        self.library = library
        thumbprint = Base64URL.encode(SHA256.digest(Array(Self.jwk(algorithm, bytes).utf8)).bytes)
    }

    public static func == (left: PublicKey, right: PublicKey) -> Bool {
        left.algorithm == right.algorithm && left.bytes == right.bytes
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// Whether `signature` (Ed25519: 64 bytes; P-256: r ‖ s, 64 bytes, s at most half the order) holds for `message`.
    public func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        isValidSignature(signature, for: message[...])
    }

    /// The same for a part of a larger text, without a copy.
    public func isValidSignature(_ signature: [UInt8], for message: ArraySlice<UInt8>) -> Bool {
        guard signature.count == 64 else { return false }
        ERR_clear_error()
        let isValid = message.withUnsafeBufferPointer { message in
            switch algorithm {
            case .ed25519: library.isValidEd25519(signature, for: message)
            case .p256: isValidP256(signature, for: message)
            }
        }
        // Only a refusal leaves something in the queue of errors.
        if !isValid { ERR_clear_error() }
        return isValid
    }

    private func isValidP256(_ signature: [UInt8], for message: UnsafeBufferPointer<UInt8>) -> Bool {
        guard P256Signature.hasLowS(signature), let der = P256Signature.derFromRaw(signature) else { return false }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, library.pointer) == 1 else { return false }
        return EVP_DigestVerify(context, der, der.count, message.baseAddress, message.count) == 1
    }

    /// The JWK with the required members only, canonical (RFC 8037 for Ed25519, RFC 7518 for P-256).
    public var jwk: String { Self.jwk(algorithm, bytes) }

    private static func jwk(_ algorithm: SignatureAlgorithm, _ bytes: [UInt8]) -> String {
        switch algorithm {
        case .ed25519:
            "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"\(Base64URL.encode(bytes))\"}"
        case .p256:
            "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"\(Base64URL.encode(bytes[..<32]))\","
                + "\"y\":\"\(Base64URL.encode(bytes[32...]))\"}"
        }
    }
}

/// Checks on Ed25519 encodings that OpenSSL 3.0 leaves out (RFC 8032 section 5.1.3).
private enum Ed25519Point {
    // p = 2^255 − 19, little-endian.
    private static let prime: [UInt8] = [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]

    // The y coordinates of the points of order 1, 2, 4 and 8, little-endian, sign bit clear.
    private static let smallOrderY: [[UInt8]] = [
        [0x01] + [UInt8](repeating: 0, count: 31),
        [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
        [UInt8](repeating: 0, count: 32),
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98, 0xF0,
            0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67, 0x0F,
            0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03, 0x7A,
        ],
    ]

    static func isCanonical(_ bytes: [UInt8]) -> Bool {
        let y = withoutSign(bytes)
        for index in stride(from: 31, through: 0, by: -1) where y[index] != prime[index] {
            return y[index] < prime[index]
        }
        return false
    }

    static func isSmallOrder(_ bytes: [UInt8]) -> Bool { smallOrderY.contains(withoutSign(bytes)) }

    private static func withoutSign(_ bytes: [UInt8]) -> [UInt8] {
        var y = bytes
        y[31] &= 0x7F
        return y
    }
}
