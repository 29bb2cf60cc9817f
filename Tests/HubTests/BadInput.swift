import Crypto
import Federation
import Foundation
import HTTP
import Testing

@testable import Hub

/// The rows of the table "Bad input: a clear error, nothing changed".
///
/// Each is said to a hub on which soest has adopted the framework and reported 2023 (its numbers 1 and 2), olpe is
/// suspended and paten is a supporter; soest's next statement is a summary of 2024.
enum BadInput: String, CaseIterable, CustomTestStringConvertible {
    case wrongSignature, unknownKey, keyOfAnotherTown, cosignerKey, revokedKey, suspendedTown, supporterSummary
    case olderSequence, gapInSequence, fork, wrongPrevious
    case notCanonical, unknownField, missingField, unknownVersion, unknownKind, unknownAlgorithm, noAlgorithm
    case tooLarge, empty, twoParts, padded, cutOff, invalidUTF8
    case outsideMembership, unknownIndicator, tooManyDecimals, valueTwice, afterThePeriod
    case wrongFederation, issuedTooFarAhead, smallCount, fewPeople, wrongRevision, unknownFramework
    case officeKind
    case decisionToCome, draftAdopted, replacedDraft, unknownPassage, positionOutOfTurn, nothingToWithdraw,
        ownMembership
    case townThatLeft

    var testDescription: String { rawValue }

    /// What the sender gets to see.
    struct Expected {
        let status: Int
        let code: String
        let detail: String
        var field: String?
        var expected: String?
        var position: Int?

        init(
            _ status: Int, _ code: String, _ detail: String, field: String? = nil, expected: String? = nil,
            position: Int? = nil
        ) {
            self.status = status
            self.code = code
            self.detail = detail
            self.field = field
            self.expected = expected
            self.position = position
        }
    }

    static func hub() throws -> TestHub {
        let hub = try TestHub.withTowns(["soest", "olpe", "paten"], adopting: false)
        try hub.admit("verein", role: .supporter)
        for name in ["soest", "olpe"] { try hub.say(try hub.adoption(), by: name) }
        try hub.say(try hub.summary("soest", "2023"), by: "soest")
        try hub.suspend("olpe")
        return hub
    }

    /// The bytes sent, and what is expected for them.
    func row(_ hub: TestHub) throws -> ([UInt8], Expected) {
        if let row = try keys(hub) ?? chain(hub) ?? form(hub) ?? lifeCycle(hub) { return row }
        return try #require(try content(hub))
    }

    /// soest's next statement as a payload with one text replaced.
    private func spoiled(_ hub: TestHub, _ old: String, _ new: String) throws -> [UInt8] {
        let payload = try hub.statement(try hub.summary("soest"), by: "soest").canonicalBytes
        let text = String(decoding: payload, as: UTF8.self)
        let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(parts.count == 2)
        return Array((parts[0] + new + parts[1]).utf8)
    }

    private func keys(_ hub: TestHub) throws -> ([UInt8], Expected)? {
        let next = try hub.statement(try hub.summary("soest"), by: "soest")
        let own = try hub.town("soest").statementKey
        switch self {
        case .wrongSignature:
            let right = try hub.signed(next, by: "soest").split(separator: 0x2E)
            let other = try hub.signed(next, by: "soest", key: try .generate(.ed25519)).split(separator: 0x2E)
            return (
                Array([right[0], right[1], other[2]].joined(separator: [0x2E])),
                Expected(
                    403, "wrong-signature", "The signature does not hold for key \(own.publicKey.thumbprint)")
            )
        case .unknownKey:
            let key = try PrivateKey.generate(.ed25519)
            return (
                try hub.signed(next, by: "soest", key: key),
                Expected(
                    403, "unknown-key",
                    "The key \(key.publicKey.thumbprint) is not registered in this federation", field: "kid")
            )
        case .keyOfAnotherTown:
            let key = try hub.town("paten").statementKey
            return (
                try hub.signed(next, by: "soest", key: key),
                Expected(
                    403, "foreign-key",
                    "The key \(key.publicKey.thumbprint) belongs to paten, not to soest", field: "kid")
            )
        case .cosignerKey:
            let key = try hub.town("soest").cosignerKey
            return (
                try hub.signed(next, by: "soest", key: key),
                Expected(
                    403, "foreign-key",
                    "The key \(key.publicKey.thumbprint) is a cosigner key and may not sign statements", field: "kid")
            )
        case .revokedKey:
            let old = try hub.town("paten").statementKey
            let new = try PrivateKey.generate(.ed25519)
            let paten = Issuer.tenant(try #require(TenantID("paten")))
            let declared = try KeyDeclaration(
                key: new, use: .statement, issuer: paten, federation: TestHub.origin)
            let gone = KeyChange.Revocation(
                doubtedFrom: nil, owner: paten, thumbprint: old.publicKey.thumbprint)
            try hub.say(.key(KeyChange(add: [declared], reason: .rotation, revoke: [gone])), by: "paten")
            return (
                try hub.signed(try hub.statement(try hub.adoption(), by: "paten"), by: "paten"),
                Expected(
                    403, "revoked-key", "The key \(old.publicKey.thumbprint) has been revoked", field: "kid")
            )
        case .suspendedTown:
            return (
                try hub.signed(try hub.statement(try hub.summary("olpe"), by: "olpe"), by: "olpe"),
                Expected(
                    403, "suspended", "olpe is suspended; please ask the regional office", field: "issuer")
            )
        case .supporterSummary:
            return (
                try hub.signed(try hub.statement(try hub.summary("verein"), by: "verein"), by: "verein"),
                Expected(
                    403, "role", "verein has the role supporter and may not issue summary", field: "kind")
            )
        case .officeKind:
            let body = StatementBody.framework(try HubFramework.make(number: 2))
            return (
                try hub.signed(try hub.statement(body, by: "soest"), by: "soest"),
                Expected(403, "role", "soest has the role pioneer and may not issue framework", field: "kind")
            )
        default: return nil
        }
    }

    private func chain(_ hub: TestHub) throws -> ([UInt8], Expected)? {
        func said(_ sequence: Int64) throws -> [UInt8] {
            try hub.signed(
                try hub.statement(try hub.summary("soest"), by: "soest", sequence: sequence), by: "soest")
        }
        switch self {
        case .olderSequence:
            return (
                try said(1),
                Expected(
                    409, "sequence", "The next statement of soest has number 3, this one has 1", field: "sequence",
                    expected: "3")
            )
        case .gapInSequence:
            return (
                try said(5),
                Expected(
                    409, "sequence", "The next statement of soest has number 3, this one has 5", field: "sequence",
                    expected: "3")
            )
        case .fork:
            return (
                try said(2),
                Expected(
                    409, "fork", "Number 2 of soest is in the log already, with other content", field: "sequence",
                    expected: "3")
            )
        case .wrongPrevious:
            let last = try #require(try hub.state.chain(of: .tenant(try hub.town("soest").tenant)).last)
            let body = try hub.summary("soest")
            let wrong = try hub.statement(body, by: "soest", previous: SHA256.digest([1]))
            return (
                try hub.signed(wrong, by: "soest"),
                Expected(
                    409, "previous", "The statement does not follow the last one of soest", field: "previous",
                    expected: last.hex)
            )
        default: return nil
        }
    }

    private func form(_ hub: TestHub) throws -> ([UInt8], Expected)? {
        func signed(_ old: String, _ new: String) throws -> [UInt8] {
            try hub.sign(try spoiled(hub, old, new), by: "soest")
        }
        func header(_ algorithm: String) throws -> [UInt8] {
            let whole = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
            let kid = try hub.town("soest").statementKey.publicKey.thumbprint
            let header = #"{"alg":"\#(algorithm)","kid":"\#(kid)","typ":"rahmenwerk+jws"}"#
            return Array(Base64URL.encode(Array(header.utf8)).utf8) + whole[(whole.firstIndex(of: 0x2E) ?? 0)...]
        }
        let whole = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        let signature = whole.count - 86
        switch self {
        case .notCanonical:
            return (
                try signed(#","federation""#, #", "federation""#),
                Expected(
                    400, "not-canonical",
                    #"White space is not canonical; here should stand the member "federation""#, position: -1)
            )
        case .unknownField:
            return (
                try signed(#""revision":1}"#, #""revision":1,"mood":"good"}"#),
                Expected(
                    400, "unknown-member", #"The member "mood" is not known here"#, field: "body.mood", position: -1)
            )
        case .missingField:
            return (
                try signed(#","revision":1}"#, "}"),
                Expected(
                    400, "unknown-member", #"The member "revision" is missing"#, field: "body.period",
                    expected: "revision", position: -1)
            )
        case .unknownVersion:
            return (
                try signed(#""version":1}"#, #""version":2}"#),
                Expected(
                    422, "unknown-version", "Version 2 of summary is not known", field: "version", expected: "1")
            )
        case .unknownKind:
            return (
                try signed(#""kind":"summary""#, #""kind":"poem""#),
                Expected(422, "unknown-kind", #"The kind "poem" is not known"#, field: "kind")
            )
        case .unknownAlgorithm:
            return (
                try header("RS256"),
                Expected(
                    422, "algorithm",
                    #"In the protected header: The algorithm "RS256" is not known; EdDSA and ES256 are"#, field: "alg",
                    expected: "EdDSA or ES256")
            )
        case .noAlgorithm:
            return (
                try header("none"),
                Expected(
                    422, "algorithm",
                    #"In the protected header: The algorithm "none" is not known; EdDSA and ES256 are"#, field: "alg",
                    expected: "EdDSA or ES256")
            )
        case .tooLarge:
            return (
                [UInt8](repeating: 0x61, count: 1_048_577),
                Expected(413, "too-large", "A statement has at most 1048576 bytes, this has 1048577")
            )
        case .empty:
            return (
                [],
                Expected(
                    400, "malformed", "A statement consists of three parts joined by two dots", position: 0)
            )
        case .twoParts:
            let bytes = Array(whole[..<(signature - 1)])
            return (
                bytes,
                Expected(
                    400, "malformed", "A statement consists of three parts joined by two dots",
                    position: bytes.count)
            )
        case .padded:
            return (
                whole + Array("==".utf8),
                Expected(
                    400, "not-canonical",
                    "Each part of a statement is unpadded base64url in its canonical spelling")
            )
        case .cutOff:
            return (
                Array(whole.dropLast(10)),
                Expected(400, "truncated", "A signature has 64 bytes, this has 57", position: signature)
            )
        case .invalidUTF8:
            var payload = try spoiled(hub, "hub.example/log", "hub.example/log")
            let place = try #require(payload.firstIndex(of: 0x68))
            payload[place] = 0xFF
            return (
                try hub.sign(payload, by: "soest"),
                Expected(400, "invalid-utf8", "The text is not valid UTF-8", position: place)
            )
        default: return nil
        }
    }

    private func content(_ hub: TestHub) throws -> ([UInt8], Expected)? {
        func said(_ body: StatementBody, issuedIn seconds: Int64 = 0, federation: String? = nil) throws -> [UInt8] {
            try hub.signed(
                try hub.statement(body, by: "soest", issuedIn: seconds, federation: federation), by: "soest")
        }
        let place = "body.observations"
        switch self {
        case .outsideMembership:
            return (
                try said(try hub.summary("soest", "2019")),
                Expected(422, "membership", "soest is not a member at the end of 2019", field: "body.period")
            )
        case .unknownIndicator:
            return (
                try said(try hub.summary("soest", indicator: "dreams")),
                Expected(
                    422, "unknown-indicator", #"The indicator "dreams" is not in version 1 of the framework"#,
                    field: place)
            )
        case .tooManyDecimals:
            return (
                try said(try hub.summary("soest", jobs: "12.5")),
                Expected(
                    422, "decimals", "jobs 2024: 12.5 has 1 decimals, 0 are expected", field: place, expected: "0")
            )
        case .valueTwice:
            let once =
                #"{"denominator":null,"flags":[],"indicator":"jobs","level":"town","numerator":null,"#
                + #""period":"2024","status":"reported","value":"120"}"#
            return (
                try hub.sign(try spoiled(hub, once, once + "," + once), by: "soest"),
                Expected(
                    400, "not-canonical", "This list must be sorted and free of duplicates",
                    field: "body.observations[1]", position: -1)
            )
        case .afterThePeriod:
            let body = String(
                decoding: try spoiled(hub, #""period":"2024","status""#, #""period":"2025","status""#), as: UTF8.self)
            return (
                try hub.sign(Array(body.utf8), by: "soest"),
                Expected(422, "range", "jobs 2025 lies after the reporting period 2024", field: place)
            )
        case .wrongFederation:
            return (
                try said(try hub.summary("soest"), federation: "other.example/log"),
                Expected(
                    403, "wrong-federation", #"The statement is for the federation "other.example/log""#,
                    field: "federation", expected: TestHub.origin)
            )
        case .issuedTooFarAhead:
            return (
                try said(try hub.summary("soest"), issuedIn: 25 * 3600),
                Expected(
                    422, "future", "The statement is dated more than 24 hours ahead of the hub's clock",
                    field: "issued")
            )
        case .smallCount:
            return (
                try said(try hub.summary("soest", jobs: "3")),
                Expected(
                    422, "small-count", "jobs 2024: a count of people below 5 must be suppressed", field: place)
            )
        case .fewPeople:
            let payload = try hub.statement(try hub.summary("soest", people: 7), by: "soest").canonicalBytes
            let text = String(decoding: payload, as: UTF8.self)
            let spoiled = text.replacingOccurrences(of: #""count":7"#, with: #""count":3"#)
            return (
                try hub.sign(Array(spoiled.utf8), by: "soest"),
                Expected(
                    422, "small-count", "A count of people from 1 to 4 must be suppressed",
                    field: "body.participation[0].status", position: -1)
            )
        case .wrongRevision:
            return (
                try said(try hub.summary("soest", "2023", revision: 1)),
                Expected(
                    409, "revision", "The next summary of soest for 2023 is revision 2", field: "body.revision",
                    expected: "2")
            )
        case .unknownFramework:
            let reference = Reference(index: 3, sha256: SHA256.digest([3]))
            let body = try HubFramework.summary(
                period: try #require(Period("2024")), jobs: "120", revision: 1, framework: reference)
            return (
                try said(.summary(body)),
                Expected(
                    422, "reference", "Entry 3 is not a version of the framework with this digest",
                    field: "body.framework")
            )
        default: return nil
        }
    }
}
