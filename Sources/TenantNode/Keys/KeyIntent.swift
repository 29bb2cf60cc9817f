import Crypto
import Federation

/// A change of one of the town's keys, as a person has put it forward: the new key itself is made when it is signed.
///
///     {"algorithm":"EdDSA" or "ES256" or null,"doubted_from":integer or null,"reason":…,"use":"statement" or "cosigner"}
struct KeyIntent: Sendable, Hashable {
    /// Of the new key; nil keeps that of the old one.
    let algorithm: SignatureAlgorithm?
    /// From which entry on statements under the old key are in doubt.
    let doubtedFrom: Int64?
    let reason: KeyChange.Reason
    let use: KeyUse

    init(algorithm: SignatureAlgorithm?, doubtedFrom: Int64?, reason: KeyChange.Reason, use: KeyUse) {
        self.algorithm = algorithm
        self.doubtedFrom = doubtedFrom
        self.reason = reason
        self.use = use
    }

    var canonicalBytes: [UInt8] {
        JSONValue.object([
            .init("algorithm", algorithm.map { .string($0.rawValue) } ?? .null),
            .init("doubted_from", doubtedFrom.map { .integer($0) } ?? .null),
            .init("reason", .string(reason.rawValue)), .init("use", .string(use.rawValue)),
        ]).canonicalBytes
    }

    init(canonicalBytes: [UInt8]) throws {
        guard case .object(let members) = try JSONValue(canonicalBytes: canonicalBytes) else {
            throw Refusal(.malformed, "A change of keys is an object")
        }
        func text(_ name: String) -> String? {
            guard case .string(let text)? = members.first(where: { $0.name == name })?.value else { return nil }
            return text
        }
        guard let reason = text("reason").flatMap(KeyChange.Reason.init(rawValue:)),
            let use = text("use").flatMap(KeyUse.init(rawValue:))
        else { throw Refusal(.malformed, "A change of keys names reason and use") }
        var doubtedFrom: Int64?
        if case .integer(let index)? = members.first(where: { $0.name == "doubted_from" })?.value {
            doubtedFrom = index
        }
        self.init(
            algorithm: text("algorithm").flatMap(SignatureAlgorithm.init(rawValue:)), doubtedFrom: doubtedFrom,
            reason: reason, use: use)
    }
}
