import Crypto

/// A compact JWS (RFC 7515 section 7.1) in its one canonical spelling; the signature is not checked yet.
///
///     BASE64URL(header) "." BASE64URL(payload) "." BASE64URL(signature)
public struct CompactJWS: Sendable {
    public static let maximumBytes = 1_048_576

    /// What the header's `typ` says the payload is.
    public enum ContentType: String, Sendable {
        case statement = "rahmenwerk+jws"
        case proofOfPossession = "rahmenwerk-key+jws"
    }

    /// The bytes that travelled: they are what is hashed, stored and verified, never a re-encoding.
    public let bytes: [UInt8]
    public let algorithm: SignatureAlgorithm
    /// The RFC 7638 thumbprint of the signing key.
    public let keyID: String
    public let payload: [UInt8]
    private let signature: [UInt8]
    private let signedLength: Int

    public init(_ bytes: [UInt8], type: ContentType) throws(Refusal) {
        guard bytes.count <= CompactJWS.maximumBytes else {
            throw Refusal(
                .tooLarge, "A statement has at most \(CompactJWS.maximumBytes) bytes, this has \(bytes.count)")
        }
        // The second from the end, since the payload is long; a third dot anywhere is no base64url.
        guard let first = bytes.firstIndex(of: 0x2E), let second = bytes.lastIndex(of: 0x2E), first < second else {
            throw Refusal(.malformed, "A statement consists of three parts joined by two dots", position: bytes.count)
        }
        guard let header = Base64URL.decode(bytes[..<first]),
            let payload = Base64URL.decode(bytes[(first + 1)..<second]),
            let signature = Base64URL.decode(bytes[(second + 1)...])
        else {
            throw Refusal(.notCanonical, "Each part of a statement is unpadded base64url in its canonical spelling")
        }
        guard signature.count == 64 else {
            throw Refusal(.truncated, "A signature has 64 bytes, this has \(signature.count)", position: second + 1)
        }
        self.bytes = bytes
        self.payload = payload
        self.signature = signature
        signedLength = second
        (algorithm, keyID) = try CompactJWS.parseHeader(header, type: type)
    }

    /// Signs `payload`. An ECDSA signature differs each time, so store the result before sending it.
    public static func sign(_ payload: [UInt8], type: ContentType, key: PrivateKey) throws(CryptoError) -> CompactJWS {
        let algorithm = key.publicKey.algorithm
        let keyID = key.publicKey.thumbprint
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.string("alg", algorithm.rawValue)
            writer.string("kid", keyID)
            writer.string("typ", type.rawValue)
        }
        var bytes = Base64URL.encodeBytes(writer.bytes) + [0x2E] + Base64URL.encodeBytes(payload)
        let signedLength = bytes.count
        let signature = try key.signature(for: bytes)
        bytes += [0x2E] + Base64URL.encodeBytes(signature)
        return CompactJWS(
            bytes: bytes, algorithm: algorithm, keyID: keyID, payload: payload, signature: signature,
            signedLength: signedLength)
    }

    /// Whether `key` made this signature. The key's own algorithm decides, and the header must agree with it.
    public func isSigned(by key: PublicKey) -> Bool {
        key.algorithm == algorithm && key.isValidSignature(signature, for: bytes[..<signedLength])
    }

    private init(
        bytes: [UInt8], algorithm: SignatureAlgorithm, keyID: String, payload: [UInt8], signature: [UInt8],
        signedLength: Int
    ) {
        self.bytes = bytes
        self.algorithm = algorithm
        self.keyID = keyID
        self.payload = payload
        self.signature = signature
        self.signedLength = signedLength
    }

    private static func parseHeader(
        _ header: [UInt8], type: ContentType
    ) throws(Refusal) -> (SignatureAlgorithm, String) {
        do throws(Refusal) {
            var reader = try CanonicalReader(header)
            try reader.openObject()
            try reader.member("alg")
            let name = try reader.string()
            let keyID = try reader.thumbprint("kid")
            try reader.member("typ")
            let found = try reader.string()
            try reader.closeObject()
            try reader.end()
            guard found == type.rawValue else {
                throw Refusal(
                    .malformed, "The header's typ must be \(type.rawValue)", field: "typ", expected: type.rawValue)
            }
            // RFC 9864 names the curve where RFC 8037 says EdDSA: one algorithm, both names are taken.
            guard let algorithm = name == "Ed25519" ? .ed25519 : SignatureAlgorithm(rawValue: name) else {
                throw Refusal(
                    .algorithm, "The algorithm \"\(name.prefix(20))\" is not known; EdDSA and ES256 are", field: "alg",
                    expected: "EdDSA or ES256")
            }
            return (algorithm, keyID)
        } catch {
            throw Refusal(
                error.code, "In the protected header: \(error.reason)", position: error.position,
                field: error.field ?? "header", expected: error.expected)
        }
    }
}
