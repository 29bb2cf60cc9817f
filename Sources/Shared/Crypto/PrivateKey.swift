import COpenSSL

/// A private key. It never prints itself; only `KeyFile` writes it anywhere.
public final class PrivateKey: Sendable, CustomStringConvertible {
    public let publicKey: PublicKey
    private let key: LibraryKey

    public static func generate(_ algorithm: SignatureAlgorithm) throws(CryptoError) -> PrivateKey {
        ERR_clear_error()
        let context =
            switch algorithm {
            case .ed25519: EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil)
            case .p256: EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil)
            }
        defer { EVP_PKEY_CTX_free(context) }
        var pointer: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1,
            algorithm != .p256 || EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1,
            EVP_PKEY_keygen(context, &pointer) == 1, let pointer
        else { throw CryptoError.fromLibrary("A key could not be generated") }
        return try PrivateKey(LibraryKey(taking: pointer))
    }

    /// The Ed25519 key of an RFC 8032 seed of 32 bytes.
    public convenience init(ed25519Seed seed: [UInt8]) throws(CryptoError) {
        ERR_clear_error()
        guard let pointer = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else {
            throw CryptoError.fromLibrary("An Ed25519 private key has 32 bytes")
        }
        try self.init(LibraryKey(taking: pointer))
    }

    /// A PKCS #8 key in PEM (RFC 5958, RFC 7468); one that is encrypted needs its passphrase.
    public convenience init(pem: [UInt8], passphrase: Passphrase? = nil) throws(CryptoError) {
        ERR_clear_error()
        var offer = Offer(start: passphrase?.bytes.baseAddress, count: passphrase?.bytes.count ?? 0)
        // The memory BIO reads from the array itself, so it must not outlive this closure.
        let pointer = pem.withUnsafeBytes { buffer -> OpaquePointer? in
            let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count))
            defer { BIO_free(bio) }
            return withExtendedLifetime(passphrase) {
                // With a callback, OpenSSL does not ask on the terminal.
                PEM_read_bio_PrivateKey(bio, nil, { Offer.answer($0, $1, $2, $3) }, &offer)
            }
        }
        guard let pointer else {
            ERR_clear_error()
            guard offer.wasAskedFor else {
                throw CryptoError(.invalidKeyFile, "This is not a PKCS #8 private key in PEM form")
            }
            guard passphrase != nil else {
                throw CryptoError(
                    .passphraseNeeded, "This key is protected by a passphrase; name its file by --passphrase-file")
            }
            throw CryptoError(.wrongPassphrase, "This passphrase does not open the key, or the file is damaged")
        }
        try self.init(LibraryKey(taking: pointer))
    }

    /// What OpenSSL's question for a passphrase is answered with.
    private struct Offer {
        let start: UnsafeMutableRawPointer?
        let count: Int
        var wasAskedFor = false

        static func answer(
            _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int32, _ isWriting: Int32,
            _ context: UnsafeMutableRawPointer?
        ) -> Int32 {
            guard let offer = context?.assumingMemoryBound(to: Offer.self) else { return -1 }
            offer.pointee.wasAskedFor = true
            guard let buffer, let start = offer.pointee.start, offer.pointee.count <= Int(size) else { return -1 }
            buffer.withMemoryRebound(to: UInt8.self, capacity: Int(size)) { buffer in
                UnsafeMutableRawPointer(buffer).copyMemory(from: start, byteCount: offer.pointee.count)
            }
            return Int32(offer.pointee.count)
        }
    }

    private init(_ key: LibraryKey) throws(CryptoError) {
        self.key = key
        publicKey = try PrivateKey.publicKey(of: key)
    }

    /// Ed25519: 64 bytes, deterministic. P-256 with SHA-256: r ‖ s with low s, different each time.
    public func signature(for message: [UInt8]) throws(CryptoError) -> [UInt8] {
        ERR_clear_error()
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        let digest = publicKey.algorithm == .p256 ? EVP_sha256() : nil
        var length = 128
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSignInit(context, nil, digest, nil, key.pointer) == 1,
            EVP_DigestSign(context, &signature, &length, message, message.count) == 1
        else { throw CryptoError.fromLibrary("Signing failed") }
        signature.removeLast(signature.count - length)
        switch publicKey.algorithm {
        case .ed25519: return signature
        case .p256:
            guard let raw = P256Signature.rawFromDER(signature) else {
                throw CryptoError(.library, "OpenSSL wrote an ECDSA signature in an unexpected form")
            }
            return raw
        }
    }

    public var description: String { "private key of \(publicKey.thumbprint)" }

    /// How often HMAC-SHA256 is applied to a passphrase (PBKDF2, RFC 8018): OWASP Password Storage Cheat Sheet, 2023.
    static let passphraseRounds: Int32 = 600_000

    func pem() throws(CryptoError) -> [UInt8] {
        try Self.text { bio in PEM_write_bio_PKCS8PrivateKey(bio, key.pointer, nil, nil, 0, nil, nil) == 1 }
    }

    /// PKCS #8 encrypted with AES-256-CBC under a key that PBKDF2 makes of the passphrase (PBES2, RFC 8018), and behind
    /// it the public key, which then can be read without the passphrase.
    func pem(protectedBy passphrase: Passphrase) throws(CryptoError) -> [UInt8] {
        ERR_clear_error()
        var salt = try randomBytes(16)
        guard let information = EVP_PKEY2PKCS8(key.pointer) else {
            throw CryptoError.fromLibrary("The private key could not be encoded")
        }
        defer { PKCS8_PRIV_KEY_INFO_free(information) }
        let sealed = withExtendedLifetime(passphrase) {
            PKCS8_encrypt(
                -1, EVP_aes_256_cbc(), passphrase.bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(passphrase.bytes.count), &salt, Int32(salt.count), Self.passphraseRounds, information)
        }
        guard let sealed else { throw CryptoError.fromLibrary("The private key could not be encrypted") }
        defer { X509_SIG_free(sealed) }
        return try Self.text { bio in
            PEM_write_bio_PKCS8(bio, sealed) == 1 && PEM_write_bio_PUBKEY(bio, key.pointer) == 1
        }
    }

    private static func text(_ write: (OpaquePointer?) -> Bool) throws(CryptoError) -> [UInt8] {
        ERR_clear_error()
        let bio = BIO_new(BIO_s_mem())
        defer { BIO_free(bio) }
        guard write(bio) else { throw CryptoError.fromLibrary("The private key could not be written as PEM") }
        var data: UnsafeMutablePointer<CChar>?
        let length = shim_BIO_get_mem_data(bio, &data)
        return UnsafeRawBufferPointer(start: data, count: length).map { $0 }
    }

    /// The public key that stands in a PEM file by itself; nil where there is none.
    static func publicKey(pem: [UInt8]) throws(CryptoError) -> PublicKey? {
        ERR_clear_error()
        let pointer = pem.withUnsafeBytes { buffer -> OpaquePointer? in
            let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count))
            defer { BIO_free(bio) }
            return PEM_read_bio_PUBKEY(bio, nil, { _, _, _, _ in -1 }, nil)
        }
        guard let pointer else {
            ERR_clear_error()
            return nil
        }
        return try publicKey(of: LibraryKey(taking: pointer))
    }

    private static func publicKey(of key: LibraryKey) throws(CryptoError) -> PublicKey {
        switch EVP_PKEY_get_id(key.pointer) {
        case EVP_PKEY_ED25519:
            var length = 32
            var bytes = [UInt8](repeating: 0, count: length)
            guard EVP_PKEY_get_raw_public_key(key.pointer, &bytes, &length) == 1 else {
                throw CryptoError.fromLibrary("The public key could not be read")
            }
            return try PublicKey(algorithm: .ed25519, bytes: bytes)
        case EVP_PKEY_EC:
            var encoded: UnsafeMutablePointer<UInt8>?
            let length = Int(i2d_PUBKEY(key.pointer, &encoded))
            guard length > 0, let encoded else { throw CryptoError.fromLibrary("The public key could not be read") }
            defer { CRYPTO_free(encoded, nil, 0) }
            let der = Array(UnsafeBufferPointer(start: encoded, count: length))
            guard der.starts(with: P256PublicKeyInfo.prefix), der.count == P256PublicKeyInfo.prefix.count + 64 else {
                throw CryptoError(.invalidKey, "Of the elliptic curve keys only P-256 with named curve is taken")
            }
            return try PublicKey(algorithm: .p256, bytes: Array(der.suffix(64)))
        default:
            throw CryptoError(.invalidKey, "Only Ed25519 and P-256 keys are taken")
        }
    }
}
