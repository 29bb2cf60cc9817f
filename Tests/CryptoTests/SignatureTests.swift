import Testing

@testable import Crypto

@Suite struct SignatureTests {
    // RFC 8032 section 7.1: TEST 1, TEST 2, TEST 3, TEST SHA(abc).
    static let rfc8032: [(seed: String, key: String, message: String, signature: String)] = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
        (
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ]

    @Test(arguments: rfc8032.indices) func ed25519OfRFC8032(index: Int) throws {
        let vector = Self.rfc8032[index]
        let message = try #require(Hex.decode(vector.message.utf8))
        let signature = try #require(Hex.decode(vector.signature.utf8))
        let key = try PrivateKey(ed25519Seed: try #require(Hex.decode(vector.seed.utf8)))
        #expect(Hex.encode(key.publicKey.bytes) == vector.key)
        #expect(try key.signature(for: message) == signature)
        #expect(key.publicKey.isValidSignature(signature, for: message))
        #expect(!key.publicKey.isValidSignature(signature, for: message + [0]))
        for position in signature.indices {
            var spoiled = signature
            spoiled[position] ^= 1
            #expect(!key.publicKey.isValidSignature(spoiled, for: message))
        }
    }

    // RFC 8037 appendix A.3: the thumbprint of the key of RFC 8032 TEST 1.
    @Test func thumbprintOfRFC8037() throws {
        let key = try PublicKey(algorithm: .ed25519, bytes: try #require(Hex.decode(Self.rfc8032[0].key.utf8)))
        #expect(key.jwk == #"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#)
        #expect(key.thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }

    // Each encoding of a point whose order divides 8: canonical, with the sign bit, and y + p.
    @Test(arguments: [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ])
    func weakEd25519KeysAreRefused(hex: String) throws {
        let bytes = try #require(Hex.decode(hex.utf8))
        #expect(throws: CryptoError(.weakKey, "")) { try PublicKey(algorithm: .ed25519, bytes: bytes) }
    }

    @Test func p256SignsWithLowSOnly() throws {
        let key = try PrivateKey.generate(.p256)
        let message = Array("summary".utf8)
        for _ in 0..<40 {
            let signature = try key.signature(for: message)
            #expect(signature.count == 64)
            #expect(P256Signature.hasLowS(signature))
            #expect(key.publicKey.isValidSignature(signature, for: message))
            #expect(!key.publicKey.isValidSignature(signature, for: message + [1]))
        }
    }

    // The key and signature of RFC 7515 appendix A.3; its s is above n/2, so only its other spelling is taken.
    @Test func p256OfRFC7515NeedsLowS() throws {
        let x = try #require(Base64URL.decode("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".utf8))
        let y = try #require(Base64URL.decode("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".utf8))
        let key = try PublicKey(algorithm: .p256, bytes: x + y)
        let signature = try #require(
            Base64URL.decode(
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q".utf8))
        let message = Array(
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                .utf8)
        #expect(!key.isValidSignature(signature, for: message))
        let der = try #require(P256Signature.derFromRaw(signature))
        let low = try #require(P256Signature.rawFromDER(der))
        #expect(low != signature)
        #expect(key.isValidSignature(low, for: message))
    }

    // RFC 6979 appendix A.2.5, SHA-256: signatures for "sample" and "test". OpenSSL 3.0 signs with a random k, so they are
    // verified and not made again.
    @Test(arguments: [
        (
            "sample",
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
            "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8", false
        ),
        (
            "test",
            "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367",
            "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083", true
        ),
    ])
    func p256OfRFC6979(message: String, r: String, s: String, isLow: Bool) throws {
        let point = try #require(
            Hex.decode(
                ("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                    + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299").lowercased().utf8))
        let key = try PublicKey(algorithm: .p256, bytes: point)
        let signature = try #require(Hex.decode((r + s).lowercased().utf8))
        #expect(key.isValidSignature(signature, for: Array(message.utf8)) == isLow)
        let der = try #require(P256Signature.derFromRaw(signature))
        let low = try #require(P256Signature.rawFromDER(der))
        #expect(key.isValidSignature(low, for: Array(message.utf8)))
        #expect(!key.isValidSignature(low, for: Array(message.utf8) + [0]))
    }

    @Test func p256PointsOffTheCurveAreRefused() {
        #expect(throws: CryptoError(.invalidKey, "")) {
            try PublicKey(algorithm: .p256, bytes: [UInt8](repeating: 7, count: 64))
        }
    }
}
