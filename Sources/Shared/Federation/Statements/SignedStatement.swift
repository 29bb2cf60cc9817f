import Crypto

/// A well-formed statement whose signature has not been checked.
public struct UnverifiedStatement: Sendable {
    public let jws: CompactJWS
    public let statement: Statement

    /// Takes the exact bytes of a statement, at most 1 MiB, or refuses with the place of the fault.
    public init(_ bytes: [UInt8]) throws(Refusal) {
        jws = try CompactJWS(bytes, type: .statement)
        statement = try Statement(canonicalBytes: jws.payload)
    }

    /// The keys this statement declares.
    public var declaredKeys: [PublicKey] { statement.body.declaredKeys }

    /// Checks the signature. Only this makes a `SignedStatement`.
    public func verified(by key: PublicKey) throws(Refusal) -> SignedStatement {
        guard key.thumbprint == jws.keyID else {
            throw Refusal(.unknownKey, "The statement names the key \(jws.keyID)", field: "kid")
        }
        guard jws.isSigned(by: key) else {
            throw Refusal(.wrongSignature, "The signature does not hold for key \(jws.keyID)")
        }
        return SignedStatement(self)
    }
}

/// A well-formed statement whose signature holds under the key it names. Proof of a check: only `verified(by:)` and
/// `sign` make one.
public struct SignedStatement: Sendable {
    public let bytes: [UInt8]
    public let sha256: Digest
    public let keyID: String
    public let algorithm: SignatureAlgorithm
    public let statement: Statement

    /// The keys this statement declares.
    public var declaredKeys: [PublicKey] { statement.body.declaredKeys }

    fileprivate init(_ unverified: UnverifiedStatement) {
        self.init(jws: unverified.jws, statement: unverified.statement)
    }

    private init(jws: CompactJWS, statement: Statement) {
        bytes = jws.bytes
        sha256 = SHA256.digest(jws.bytes)
        keyID = jws.keyID
        algorithm = jws.algorithm
        self.statement = statement
    }

    /// Signs `statement`. What comes out has passed the same parser as what comes in.
    public static func sign(_ statement: Statement, key: PrivateKey) throws -> SignedStatement {
        let jws = try CompactJWS.sign(statement.canonicalBytes, type: .statement, key: key)
        return try UnverifiedStatement(jws.bytes).verified(by: key.publicKey)
    }
}

extension StatementBody {
    /// A thumbprint is a hash of its key, so a key found under a thumbprint is *the* key of that thumbprint, whoever
    /// declared it; whether it may sign is settled by the entry check.
    fileprivate var declaredKeys: [PublicKey] {
        switch self {
        case .founding(let body): body.keys.map(\.publicKey)
        case .admission(let body): body.keys.map(\.publicKey)
        case .key(let body): body.add.map(\.publicKey)
        default: []
        }
    }
}
