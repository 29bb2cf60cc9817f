import Crypto
import Foundation
import TestSupport
import Testing

@testable import Federation

/// Vectors of others for JSON and JWS, where their files lie beside the checkout.
@Suite struct SharedVectorTests {
    private static let absence = Comment(rawValue: SharedVectors.absence)
    private static let jcs = "jcs/testdata"
    private static let numbers = "rfc/rfc8785-appendix-b-numbers.tsv"
    private static let jws = "wycheproof/testvectors_v1/json_web_signature_test.json"
    private static let rfc8037 = "rfc/rfc8037-appendix-a.json"

    private func isCanonical(_ bytes: [UInt8]) -> Bool { (try? JSONValue(canonicalBytes: bytes)) != nil }

    /// What the reference writes is taken as it is, except for numbers that are no integers; what it reads is refused
    /// wherever it writes something else.
    @Test(.enabled(if: SharedVectors.has(jcs), absence)) func canonicalJSON() throws {
        let files = try SharedVectors.files(below: "\(Self.jcs)/output", ending: ".json")
        for file in files {
            let output = try SharedVectors.bytes(file)
            let input = try SharedVectors.bytes(file.replacing("/output/", with: "/input/"))
            let hasFractions = file.hasSuffix("/values.json")
            #expect(isCanonical(output) == !hasFractions, "\(file)")
            #expect(isCanonical(input) == (input == output && !hasFractions), "\(file)")
            if let value = try? JSONValue(canonicalBytes: output) { #expect(value.canonicalBytes == output) }
        }
        #expect(files.count >= 6)
        SharedVectors.report(Self.jcs, files.count, "inputs and outputs")
    }

    /// Of the numbers of RFC 8785 we take the integers that every reader holds exactly.
    @Test(.enabled(if: SharedVectors.has(numbers), absence)) func numbersOfRFC8785() throws {
        let lines = String(decoding: try SharedVectors.bytes(Self.numbers), as: UTF8.self).split(separator: "\n")
        let texts = lines.filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: "\t").last.map(String.init) }
        for text in texts {
            let isInteger = text.wholeMatch(of: /-?(0|[1-9][0-9]*)/) != nil && text != "-0"
            let holds = isInteger && Int64(text).map { abs($0) <= 9_007_199_254_740_991 } ?? false
            #expect(isCanonical(Array(text.utf8)) == holds, "\(text)")
        }
        #expect(texts.count >= 20)
        SharedVectors.report(Self.numbers, texts.count)
    }

    private struct File: Decodable { let testGroups: [Group] }

    private struct Group: Decodable {
        let `public`: Key?
        let tests: [Case]
    }

    private struct Key: Decodable {
        let crv: String?
        let alg: String?
        let x: String?
        let y: String?
    }

    private struct Case: Decodable {
        let tcId: Int
        let comment: String
        let jws: Text
        let result: String
    }

    /// Some cases are JSON objects instead of text: JWS in another serialisation.
    private enum Text: Decodable {
        case compact(String)
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self = (try? container.decode(String.self)).map { .compact($0) } ?? .other
        }
    }

    /// Of the algorithms of this file only ES256 is ours. A statement's header is fixed, so that none of these is one:
    /// all are refused as statements, and the signature of the valid ones holds by itself.
    @Test(.enabled(if: SharedVectors.has(jws), absence)) func webSignatures() throws {
        let file = try SharedVectors.json(File.self, Self.jws)
        var (run, valid, all) = (0, 0, 0)
        for group in file.testGroups {
            for example in group.tests {
                guard case .compact(let text) = example.jws else { continue }
                all += 1
                #expect(throws: (any Error).self, "\(example.tcId)") {
                    try CompactJWS(Array(text.utf8), type: .statement)
                }
                guard let key = group.public, key.crv == "P-256", key.alg == "ES256", let x = key.x, let y = key.y
                else { continue }
                let bytes = [x, y].flatMap { Base64URL.decode($0.utf8) ?? [] }
                let parts = text.split(separator: ".", omittingEmptySubsequences: false)
                run += 1
                var holds = false
                if parts.count == 3, let signature = Base64URL.decode(parts[2].utf8), signature.count == 64,
                    let header = Base64URL.decode(parts[0].utf8),
                    String(decoding: header, as: UTF8.self).contains(#""ES256""#),
                    Base64URL.decode(parts[1].utf8) != nil
                {
                    let point = try PublicKey(algorithm: .p256, bytes: bytes)
                    let message = Array("\(parts[0]).\(parts[1])".utf8)
                    holds = [signature, negated(signature)].contains { point.isValidSignature($0, for: message) }
                }
                if example.result == "valid" { valid += 1 }
                #expect(holds == (example.result == "valid"), "\(example.tcId): \(example.comment)")
            }
        }
        #expect(all > 300 && run > 20 && valid > 0)
        SharedVectors.report(Self.jws, all, "\(run) of them ES256, \(valid) of those valid")
    }

    /// r ‖ n − s.
    private func negated(_ signature: [UInt8]) -> [UInt8] {
        let order: [UInt8] = [
            0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
        ]
        var result = signature
        var borrow = 0
        for index in stride(from: 31, through: 0, by: -1) {
            let difference = Int(order[index]) - Int(signature[32 + index]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[32 + index] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }

    private struct Appendix: Decodable {
        let thumbprint: String
        let compact: String

        enum CodingKeys: String, CodingKey {
            case thumbprint = "thumbprint_b64url"
            case compact = "compact_jws"
        }
    }

    @Test(.enabled(if: SharedVectors.has(rfc8037), absence)) func theExampleOfRFC8037() throws {
        let example = try SharedVectors.json(Appendix.self, Self.rfc8037)
        let key = try PublicKey(
            algorithm: .ed25519,
            bytes: try #require(Base64URL.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo".utf8)))
        #expect(key.thumbprint == example.thumbprint)
        let parts = example.compact.split(separator: ".")
        let signature = try #require(Base64URL.decode(parts[2].utf8))
        #expect(key.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8)))
        SharedVectors.report(Self.rfc8037, 1)
    }
}
