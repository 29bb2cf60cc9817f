import Testing

@testable import Crypto

struct PasswordTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// RFC 7914 section 12; the row with 1 GiB is beyond our limit.
    @Test func scryptGivesTheVectorsOfItsSpecification() throws {
        let rows = [
            (
                "password", "NaCl", 10, 8, 16,
                "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb9"
                    + "4a83ee6d8360cbdfa2cc0640"
            ),
            (
                "pleaseletmein", "SodiumChloride", 14, 8, 1,
                "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc"
                    + "0d651e40dfcf017b45575887"
            ),
            (
                "", "", 4, 1, 1,
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb"
                    + "2e0d3628cf35e20c38d18906"
            ),
        ]
        for (password, salt, rounds, block, parallel, expected) in rows {
            let cost = try #require(ScryptCost(logRounds: rounds, blockSize: block, parallelism: parallel))
            let hash = try scrypt(bytes(password), salt: bytes(salt), cost: cost, count: 64)
            #expect(Hex.encode(hash) == expected)
        }
    }

    @Test func theCostOfAPasswordIsBounded() throws {
        #expect(ScryptCost(logRounds: 20, blockSize: 64, parallelism: 1) == nil)
        #expect(ScryptCost(logRounds: 0, blockSize: 8, parallelism: 1) == nil)
        #expect(ScryptCost.standard.memory == 32 << 20)
        let hash = try scrypt(bytes("a"), salt: bytes("b"), cost: .standard)
        #expect(hash.count == 32)
    }

    /// RFC 2202 case 2, RFC 4231 case 2 and case 6 (a key longer than a block).
    @Test func keyedHashesGiveTheVectorsOfTheirSpecifications() throws {
        let message = bytes("what do ya want for nothing?")
        #expect(
            Hex.encode(try KeyedHash.sha1.code(message, key: bytes("Jefe")))
                == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
        #expect(
            Hex.encode(try KeyedHash.sha256.code(message, key: bytes("Jefe")))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            Hex.encode(
                try KeyedHash.sha256.code(
                    bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
                    key: [UInt8](repeating: 0xAA, count: 131)))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        #expect(throws: CryptoError.self) { try KeyedHash.sha256.code(message, key: []) }
    }

    /// RFC 4226 appendix D.
    @Test func codesByCounterGiveTheVectorsOfTheirSpecification() throws {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        for (counter, code) in expected.enumerated() {
            #expect(try OneTimeCode.code(secret: bytes("12345678901234567890"), step: Int64(counter)) == code)
        }
    }

    /// RFC 6238 appendix B, the rows of SHA-1.
    @Test func codesByTimeGiveTheVectorsOfTheirSpecification() throws {
        for (seconds, code) in [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] {
            let step = OneTimeCode.step(at: Int64(seconds))
            #expect(try OneTimeCode.code(secret: bytes("12345678901234567890"), step: step, digits: 8) == code)
        }
    }

    /// RFC 4648 section 10, without padding.
    @Test func base32IsThatOfItsSpecification() {
        for (text, coded) in [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            #expect(Base32.encode(bytes(text)) == coded)
        }
    }
}
