import Crypto

/// What a key may be used for. A key has one use and one owner.
public enum KeyUse: String, Sendable, CaseIterable {
    case cosigner
    case statement
}

/// A public key with the proof that whoever declares it holds its private half.
public struct KeyDeclaration: Hashable, CanonicalValue {
    public let proof: String
    public let publicKey: PublicKey
    public let use: KeyUse

    /// Makes the declaration with `key` itself.
    public init(key: PrivateKey, use: KeyUse, issuer: Issuer, federation: String) throws(CryptoError) {
        publicKey = key.publicKey
        self.use = use
        let payload = Self.payload(federation: federation, issuer: issuer, key: key.publicKey, use: use)
        proof = String(
            decoding: try CompactJWS.sign(payload, type: .proofOfPossession, key: key).bytes, as: UTF8.self)
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        try reader.member("proof")
        proof = try reader.string()
        try reader.member("public")
        publicKey = try reader.publicKey()
        use = try reader.word("use")
        try reader.closeObject()
        guard use != .cosigner || publicKey.algorithm == .ed25519 else {
            throw reader.fault(.algorithm, "A cosigner key is an Ed25519 key")
        }
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("proof", proof)
            writer.member("public")
            writer.verbatim(Array(publicKey.jwk.utf8))
            writer.string("use", use.rawValue)
        }
    }

    /// Checks that the proof was made by this key, for this federation, issuer and use, and for nothing else.
    public func checkProof(issuer: Issuer, federation: String) throws(Refusal) {
        let jws: CompactJWS
        do throws(Refusal) {
            jws = try CompactJWS(Array(proof.utf8), type: .proofOfPossession)
        } catch {
            throw Refusal(.proof, "The proof of possession cannot be read: \(error.reason)", field: "proof")
        }
        guard jws.keyID == publicKey.thumbprint, jws.isSigned(by: publicKey),
            jws.payload == Self.payload(federation: federation, issuer: issuer, key: publicKey, use: use)
        else {
            throw Refusal(
                .proof, "The proof of possession of key \(publicKey.thumbprint) does not hold for \(issuer)",
                field: "proof")
        }
    }

    private static func payload(federation: String, issuer: Issuer, key: PublicKey, use: KeyUse) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.string("federation", federation)
            writer.string("issuer", issuer)
            writer.string("thumbprint", key.thumbprint)
            writer.string("use", use.rawValue)
        }
        return writer.bytes
    }
}

extension CanonicalReader {
    /// A JWK with exactly the members that RFC 7638 requires.
    mutating func publicKey() throws(Refusal) -> PublicKey {
        let start = position
        try openObject()
        try member("crv")
        let curve = try string()
        let algorithm: SignatureAlgorithm
        switch curve {
        case "Ed25519": algorithm = .ed25519
        case "P-256": algorithm = .p256
        default: throw fault(at: start, .algorithm, "The curve must be Ed25519 or P-256")
        }
        try member("kty")
        // As bytes: to Swift's own equality the Kelvin sign is a K.
        guard try string().utf8.elementsEqual((algorithm == .ed25519 ? "OKP" : "EC").utf8) else {
            throw fault(at: start, .malformed, "The key type does not fit the curve")
        }
        try member("x")
        var bytes = try coordinate()
        if algorithm == .p256 {
            try member("y")
            bytes += try coordinate()
        }
        try closeObject()
        do throws(CryptoError) {
            return try PublicKey(algorithm: algorithm, bytes: bytes)
        } catch {
            throw fault(at: start, .weakKey, error.reason)
        }
    }

    /// An RFC 7638 thumbprint: the unpadded base64url of 32 bytes. Its bytes are settled here, so that equality of
    /// strings is equality of bytes from here on.
    mutating func thumbprint(_ name: String) throws(Refusal) -> String {
        try member(name)
        let start = position
        let text = try string()
        guard Base64URL.decode(text.utf8)?.count == 32 else {
            throw fault(at: start, .malformed, "Here stands a thumbprint: 43 characters of base64url")
        }
        return text
    }

    private mutating func coordinate() throws(Refusal) -> [UInt8] {
        let start = position
        guard let bytes = Base64URL.decode(try string().utf8), bytes.count == 32 else {
            throw fault(at: start, .malformed, "Here stand 32 bytes in unpadded base64url")
        }
        return bytes
    }
}
