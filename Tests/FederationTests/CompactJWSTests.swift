import Crypto
import Testing

@testable import Federation

@Suite struct CompactJWSTests {
    static let payload = Array(#"{"a":1}"#.utf8)

    /// A statement with any header, signed by `key`.
    static func jws(header: String, payload: [UInt8] = payload, key: PrivateKey) throws -> [UInt8] {
        let signed = Base64URL.encodeBytes(Array(header.utf8)) + [0x2E] + Base64URL.encodeBytes(payload)
        return signed + [0x2E] + Base64URL.encodeBytes(try key.signature(for: signed))
    }

    @Test(arguments: [SignatureAlgorithm.ed25519, .p256]) func signedAndRead(algorithm: SignatureAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let made = try CompactJWS.sign(Self.payload, type: .statement, key: key)
        let read = try CompactJWS(made.bytes, type: .statement)
        #expect(read.payload == Self.payload)
        #expect(read.keyID == key.publicKey.thumbprint)
        #expect(read.isSigned(by: key.publicKey))
        #expect(try !read.isSigned(by: PrivateKey.generate(algorithm).publicKey))
        #expect(throws: Refusal(.malformed, "")) { try CompactJWS(made.bytes, type: .proofOfPossession) }
    }

    @Test(arguments: [SignatureAlgorithm.ed25519, .p256]) func everyChangedByteIsRefused(
        algorithm: SignatureAlgorithm
    ) throws {
        let key = try PrivateKey.generate(algorithm)
        let body = Sample.payload(.suspension, try KindTests.sample(.suspension)).canonicalBytes
        let bytes = try CompactJWS.sign(body, type: .statement, key: key).bytes
        #expect(throws: Never.self) { try UnverifiedStatement(bytes).verified(by: key.publicKey) }
        for place in bytes.indices {
            for change: UInt8 in [1, 4, 0x20, 0x80] {
                var spoiled = bytes
                spoiled[place] ^= change
                #expect(throws: Refusal.self) { try UnverifiedStatement(spoiled).verified(by: key.publicKey) }
            }
            let without = Array(bytes[..<place] + bytes[(place + 1)...])
            #expect(throws: Refusal.self) { try UnverifiedStatement(without).verified(by: key.publicKey) }
        }
        for extra in ["\n", " ", "=", ".", "A", "\0"] {
            #expect(throws: Refusal.self) { try UnverifiedStatement(bytes + Array(extra.utf8)) }
            #expect(throws: Refusal.self) { try UnverifiedStatement(Array(extra.utf8) + bytes) }
        }
    }

    @Test func oneSpellingOfBase64URL() throws {
        let key = try Fixture.key("speller")
        let bytes = try CompactJWS.sign(Self.payload, type: .statement, key: key).bytes
        let last = try #require(bytes.last)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        // 64 bytes leave four idle bits in the last character: only one of 16 spellings has them at zero.
        let value = try #require(alphabet.firstIndex(of: last))
        for other in (value & ~15)...(value | 15) where other != value {
            #expect(throws: Refusal(.notCanonical, "")) {
                try CompactJWS(bytes.dropLast() + [alphabet[other]], type: .statement)
            }
        }
        for text in ["=", "==", "\n"] {
            #expect(throws: Refusal(.notCanonical, "")) { try CompactJWS(bytes + Array(text.utf8), type: .statement) }
        }
        let short = Array(bytes.dropLast(86)) + Base64URL.encodeBytes([UInt8](repeating: 1, count: 63))
        #expect(throws: Refusal(.truncated, "")) { try CompactJWS(short, type: .statement) }
        #expect(throws: Refusal(.truncated, "")) { try CompactJWS(bytes + Array("AAAA".utf8), type: .statement) }
    }

    @Test func headerIsOneOfOne() throws {
        let key = try Fixture.key("header")
        let id = key.publicKey.thumbprint
        let typ = #""typ":"rahmenwerk+jws""#
        let rows: [(String, Refusal.Code)] = [
            (#"{"alg":"none","kid":"\#(id)",\#(typ)}"#, .algorithm),
            (#"{"alg":"HS256","kid":"\#(id)",\#(typ)}"#, .algorithm),
            (#"{"alg":"RS256","kid":"\#(id)",\#(typ)}"#, .algorithm),
            (#"{"alg":"eddsa","kid":"\#(id)",\#(typ)}"#, .algorithm),
            (#"{"alg":"ES512","kid":"\#(id)",\#(typ)}"#, .algorithm), (#"{"alg":"EdDSA"}"#, .unknownMember),
            (#"{"alg":"EdDSA","kid":"\#(id)"}"#, .unknownMember), (#"{"alg":"EdDSA",\#(typ)}"#, .unknownMember),
            (#"{"alg":"EdDSA","crit":["b64"],"kid":"\#(id)",\#(typ)}"#, .unknownMember),
            (#"{"alg":"EdDSA","jwk":{},"kid":"\#(id)",\#(typ)}"#, .unknownMember),
            (#"{"alg":"EdDSA","kid":"\#(id)",\#(typ),"x5c":[]}"#, .unknownMember),
            (#"{"kid":"\#(id)","alg":"EdDSA",\#(typ)}"#, .unknownMember),
            (#"{"alg":"EdDSA", "kid":"\#(id)",\#(typ)}"#, .notCanonical),
            (#"{"alg":"EdDSA","kid":"\#(id)",\#(typ)} "#, .notCanonical),
            (#"{"alg":"EdDSA","kid":"\#(id)","typ":"JWT"}"#, .malformed),
            (#"{"alg":"EdDSA","kid":"\#(id)","typ":"rahmenwerk-key+jws"}"#, .malformed),
            (#"{"alg":"EdDSA","kid":"","typ":"rahmenwerk+jws"}"#, .malformed),
            (#"{"alg":"EdDSA","kid":"\#(id)A",\#(typ)}"#, .malformed),
            (#"{"alg":1,"kid":"\#(id)",\#(typ)}"#, .malformed), ("", .truncated), ("null", .malformed),
        ]
        for (header, code) in rows {
            let bytes = try Self.jws(header: header, key: key)
            let refusal = #expect(throws: Refusal.self, "\(header)") { try CompactJWS(bytes, type: .statement) }
            #expect(refusal?.code == code, "\(header): \(String(describing: refusal))")
        }
    }

    @Test func theNewNameOfEdDSAIsTakenToo() throws {
        let key = try Fixture.key("named")
        let header = #"{"alg":"Ed25519","kid":"\#(key.publicKey.thumbprint)","typ":"rahmenwerk+jws"}"#
        let jws = try CompactJWS(try Self.jws(header: header, key: key), type: .statement)
        #expect(jws.algorithm == .ed25519)
        #expect(jws.isSigned(by: key.publicKey))
    }

    @Test func theKeyDecidesTheAlgorithm() throws {
        let key = try Fixture.key("decides")
        let header = #"{"alg":"ES256","kid":"\#(key.publicKey.thumbprint)","typ":"rahmenwerk+jws"}"#
        let jws = try CompactJWS(try Self.jws(header: header, key: key), type: .statement)
        #expect(!jws.isSigned(by: key.publicKey))
    }

    // Swift's String takes the Kelvin sign for a K; a verifier that compares bytes would not.
    @Test func theKelvinSignIsNoK() throws {
        let key = try #require(
            try (0..<64).map { try Fixture.key("kelvin \($0)") }.first { $0.publicKey.thumbprint.contains("K") })
        let thumbprint = key.publicKey.thumbprint
        let index = try #require(thumbprint.firstIndex(of: "K"))
        let spelled = thumbprint[..<index] + "\u{212a}" + thumbprint[thumbprint.index(after: index)...]
        try #require(spelled == thumbprint)
        let header = #"{"alg":"EdDSA","kid":"\#(spelled)","typ":"rahmenwerk+jws"}"#
        let bytes = try Self.jws(header: header, key: key)
        #expect(throws: Refusal(.malformed, "")) { try CompactJWS(bytes, type: .statement) }
    }

    @Test func highSIsRefused() throws {
        let key = try PrivateKey.generate(.p256)
        let bytes = try CompactJWS.sign(Self.payload, type: .statement, key: key).bytes
        let dot = try #require(bytes.lastIndex(of: 0x2E))
        let signature = try #require(Base64URL.decode(bytes[(dot + 1)...]))
        // n − s: the other signature that the curve allows.
        let order = try #require(Hex.decode("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551".utf8))
        var high = [UInt8](repeating: 0, count: 32)
        var borrow = 0
        for place in (0..<32).reversed() {
            let difference = Int(order[place]) - Int(signature[32 + place]) - borrow
            borrow = difference < 0 ? 1 : 0
            high[place] = UInt8(difference + 256 * borrow)
        }
        let spoiled = Array(bytes[...dot]) + Base64URL.encodeBytes(Array(signature[..<32]) + high)
        #expect(try CompactJWS(bytes, type: .statement).isSigned(by: key.publicKey))
        #expect(try !CompactJWS(spoiled, type: .statement).isSigned(by: key.publicKey))
    }

    @Test func size() throws {
        let key = try Fixture.key("size")
        let overhead = try CompactJWS.sign([], type: .statement, key: key).bytes.count
        let room = CompactJWS.maximumBytes - overhead
        let fits = try CompactJWS.sign([UInt8](repeating: 0x20, count: room / 4 * 3), type: .statement, key: key)
        #expect(fits.bytes.count <= CompactJWS.maximumBytes)
        #expect(throws: Never.self) { try CompactJWS(fits.bytes, type: .statement) }
        let over = try CompactJWS.sign([UInt8](repeating: 0x20, count: room / 4 * 3 + 3), type: .statement, key: key)
        #expect(throws: Refusal(.tooLarge, "")) { try CompactJWS(over.bytes, type: .statement) }
    }

    @Test(arguments: ["", ".", "..", "...", "a", "a.b", "....", "\u{0}.\u{0}.\u{0}", "e30.e30", "e30.e30."])
    func fragments(text: String) {
        #expect(throws: Refusal.self) { try CompactJWS(Array(text.utf8), type: .statement) }
        #expect(throws: Refusal.self) { try UnverifiedStatement(Array(text.utf8)) }
    }

    // RFC 8037 appendix A.4: sound, but its header names neither key nor type.
    @Test func theExampleOfRFC8037HasTooFewMembers() {
        let jws =
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
            + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        expectRefusal(.unknownMember) { try CompactJWS(Array(jws.utf8), type: .statement) }
    }

    @Test func proofsHoldForOnePurpose() throws {
        let soest = Issuer.tenant(Fixture.tenant("soest"))
        let key = try Fixture.key("proof")
        let made = try KeyDeclaration(key: key, use: .statement, issuer: soest, federation: Fixture.origin)
        let declaration = try KeyDeclaration(canonicalBytes: made.canonicalBytes)
        #expect(throws: Never.self) { try declaration.checkProof(issuer: soest, federation: Fixture.origin) }
        #expect(throws: Refusal(.proof, "")) { try declaration.checkProof(issuer: .office, federation: Fixture.origin) }
        #expect(throws: Refusal(.proof, "")) { try declaration.checkProof(issuer: soest, federation: "other/log") }
        let tree = try JSONValue(canonicalBytes: made.canonicalBytes)
        let other = try KeyDeclaration(
            key: .generate(.ed25519), use: .statement, issuer: soest, federation: Fixture.origin)
        let spoiled: [(String, JSONValue)] = [
            ("use", json("cosigner")), ("proof", json(other.proof)), ("proof", json("")),
            ("proof", json(made.proof + "A")),
            ("proof", json("é.é.é")), ("public.x", try JSONValue(canonicalBytes: other.canonicalBytes)["public"]["x"]),
            (
                "proof",
                json(
                    String(
                        decoding: try CompactJWS.sign(
                            CompactJWS(Array(made.proof.utf8), type: .proofOfPossession).payload, type: .statement,
                            key: key
                        ).bytes, as: UTF8.self))
            ),
        ]
        for (path, value) in spoiled {
            let declaration = try KeyDeclaration(canonicalBytes: tree.replacing(path, with: value).canonicalBytes)
            #expect(throws: Refusal(.proof, "")) {
                try declaration.checkProof(issuer: soest, federation: Fixture.origin)
            }
        }
    }
}
