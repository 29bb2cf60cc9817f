import TestSupport
import Testing

@testable import Crypto

/// Project Wycheproof (github.com/C2SP/wycheproof, Apache License 2.0), where its files lie beside the checkout.
@Suite struct WycheproofTests {
    private struct File: Decodable {
        let numberOfTests: Int
        let testGroups: [Group]
    }

    private struct Group: Decodable {
        let publicKeyJwk: Key?
        let publicKey: Raw
        let tests: [Case]
    }

    private struct Key: Decodable {
        let x: String
        let y: String?
    }

    private struct Raw: Decodable {
        let pk: String?
        let uncompressed: String?
    }

    private struct Case: Decodable {
        let tcId: Int
        let comment: String
        let msg: String
        let sig: String
        let result: String
    }

    private static let edwardsFile = "wycheproof/testvectors_v1/ed25519_test.json"
    private static let curveFile = "wycheproof/testvectors_v1/ecdsa_secp256r1_sha256_p1363_test.json"

    @Test(.enabled(if: SharedVectors.has(edwardsFile), Comment(rawValue: SharedVectors.absence)))
    func ed25519() throws {
        let file = try SharedVectors.json(File.self, Self.edwardsFile)
        var (run, valid) = (0, 0)
        for group in file.testGroups {
            let point = try #require(group.publicKey.pk)
            let key = try PublicKey(algorithm: .ed25519, bytes: try #require(Hex.decode(point.utf8)))
            for example in group.tests {
                run += 1
                valid += example.result == "valid" ? 1 : 0
                let holds = key.isValidSignature(
                    try #require(Hex.decode(example.sig.utf8)), for: try #require(Hex.decode(example.msg.utf8)))
                #expect(holds == (example.result == "valid"), "\(example.tcId): \(example.comment)")
            }
        }
        #expect(run == file.numberOfTests && valid > 50)
        SharedVectors.report(Self.edwardsFile, run, "\(valid) valid")
    }

    /// What is valid with a high s is refused as it is and holds in its other spelling.
    @Test(.enabled(if: SharedVectors.has(curveFile), Comment(rawValue: SharedVectors.absence)))
    func p256() throws {
        let file = try SharedVectors.json(File.self, Self.curveFile)
        var (run, valid, high) = (0, 0, 0)
        for group in file.testGroups {
            let text = try #require(group.publicKey.uncompressed)
            let point = try #require(Hex.decode(text.utf8))
            let key = try PublicKey(algorithm: .p256, bytes: Array(point.dropFirst()))
            for example in group.tests {
                run += 1
                let signature = try #require(Hex.decode(example.sig.utf8))
                let message = try #require(Hex.decode(example.msg.utf8))
                guard example.result == "valid" else {
                    #expect(!key.isValidSignature(signature, for: message), "\(example.tcId): \(example.comment)")
                    continue
                }
                valid += 1
                if !P256Signature.hasLowS(signature) {
                    high += 1
                    #expect(!key.isValidSignature(signature, for: message), "\(example.tcId): \(example.comment)")
                }
                let der = try #require(P256Signature.derFromRaw(signature))
                let low = try #require(P256Signature.rawFromDER(der))
                #expect(key.isValidSignature(low, for: message), "\(example.tcId): \(example.comment)")
            }
        }
        #expect(run == file.numberOfTests && valid > 50 && high > 0)
        SharedVectors.report(Self.curveFile, run, "\(valid) valid, \(high) of them with a high s")
    }
}
