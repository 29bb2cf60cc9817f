import Testing

@testable import Crypto

@Suite struct DigestTests {
    // FIPS 180-4 examples.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func knownDigests(message: String, hex: String) throws {
        let digest = SHA256.digest(Array(message.utf8))
        #expect(digest.hex == hex)
        #expect(Digest(hex: hex) == digest)
        #expect(Digest(digest.bytes) == digest)
        var stream = SHA256Stream()
        for byte in message.utf8 { stream.update([byte]) }
        #expect(stream.finalize() == digest)
    }

    @Test func prefixedDigestsEqualTheirConcatenation() {
        let left = SHA256.digest([1])
        let right = SHA256.digest([2])
        #expect(SHA256.digest(prefix: 1, left, right) == SHA256.digest([1] + left.bytes + right.bytes))
        #expect(SHA256.digest(prefix: 0, [9, 8]) == SHA256.digest([0, 9, 8]))
    }

    @Test func hexHasOneSpelling() {
        #expect(Hex.decode("00ff".utf8) == [0, 255])
        #expect(Hex.decode("00FF".utf8) == nil)
        #expect(Hex.decode("0".utf8) == nil)
        #expect(Digest(hex: "00") == nil)
        #expect(Digest([UInt8](repeating: 0, count: 31)) == nil)
    }

    @Test func aDigestIsAppendedAsItsBytesAre() {
        let digest = SHA256.digest([1, 2, 3])
        var text: [UInt8] = [0x20]
        Base64.append(digest, to: &text)
        #expect(text == [0x20] + Base64.encodeBytes(digest.bytes))
    }

    // RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64OfRFC4648(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(plain.utf8))
        var text = Array("before".utf8)
        Base64.append(Array(plain.utf8), to: &text)
        #expect(text == Array("before\(encoded)".utf8))
        let unpadded = encoded.filter { $0 != "=" }
        #expect(Base64URL.encode(Array(plain.utf8)) == unpadded)
        #expect(Base64URL.decode(unpadded.utf8) == Array(plain.utf8))
    }

    @Test(arguments: ["Zh==", "Zg=", "Zg", "Z", "Zm9=", "Zg==Zg==", "Zm 9", "====", "Zm9v\n", "Z===", "=AAA"])
    func otherSpellingsOfBase64AreRefused(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test(arguments: ["Zh", "Zg==", "Z", "Zm9", "Zm+v", "Zm/v", "A"])
    func otherSpellingsOfBase64URLAreRefused(text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }

    @Test func everyLengthSurvivesTheRoundTrip() throws {
        for length in 0..<200 {
            let bytes = try randomBytes(length)
            #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
            #expect(Hex.decode(Hex.encode(bytes).utf8) == bytes)
        }
    }

    @Test func constantTimeComparison() {
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
        #expect(constantTimeEqual([], []))
    }
}
