import Crypto

/// Every key the log has ever known, as a JWK set (RFC 7517): `keys.json` of an export (docs/PROTOCOL.md section 10).
///
///     {"keys":[{"crv":"Ed25519","doubted_from":null,"first":0,"kid":"…","kty":"OKP","last":null,"owner":"office",
///               "purpose":"statement","use":"sig","x":"…"}]}
///
/// Canonical JSON; keys in rising order of `first`, then of `kid`. Hub and auditor share this writer, so the file
/// follows from the log byte for byte. `first`, `last` and `doubted_from` are entry indices; `last` is null while a key is
/// valid, `doubted_from` unless statements under it are in doubt.
public struct KeySet: Sendable {
    private let keys: [(thumbprint: String, key: RegisteredKey)]

    /// The keys as `state` knows them.
    public init(of state: FederationState) {
        keys = state.keys.map { (thumbprint: $0.key, key: $0.value) }.sorted {
            ($0.key.firstIndex, $0.thumbprint) < ($1.key.firstIndex, $1.thumbprint)
        }
    }

    /// The whole file.
    public var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("keys")
            writer.array(keys) { writer, entry in KeySet.write(entry.key, named: entry.thumbprint, to: &writer) }
        }
        return writer.bytes
    }

    private static func write(_ registered: RegisteredKey, named thumbprint: String, to writer: inout CanonicalWriter) {
        let coordinates = registered.key.bytes
        writer.object { writer in
            writer.string("crv", registered.key.algorithm == .ed25519 ? "Ed25519" : "P-256")
            writer.optionalInteger("doubted_from", registered.doubtedFrom)
            writer.integer("first", registered.firstIndex)
            writer.string("kid", thumbprint)
            writer.string("kty", registered.key.algorithm == .ed25519 ? "OKP" : "EC")
            writer.optionalInteger("last", registered.lastIndex)
            writer.string("owner", registered.owner)
            writer.string("purpose", registered.use.rawValue)
            writer.string("use", "sig")
            writer.string("x", Base64URL.encode(coordinates[..<32]))
            if registered.key.algorithm == .p256 { writer.string("y", Base64URL.encode(coordinates[32...])) }
        }
    }
}
