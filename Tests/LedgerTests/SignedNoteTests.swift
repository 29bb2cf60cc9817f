import Crypto
import Testing

@testable import Ledger

@Suite struct SignedNoteTests {
    /// The example of C2SP signed-note.md (github.com/C2SP/C2SP, commit 5ba5ee830903e91240fc6f9f3a7a9293d49e69c9,
    /// CC BY 4.0).
    private static let exampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    private static let example = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    @Test func exampleOfTheSpecification() throws {
        let key = try VerifierKey(text: Self.exampleKey)
        #expect(key.text == Self.exampleKey)
        #expect(Hex.encode(key.keyID) == "530d903a")
        let note = try SignedNote(bytes: Array(Self.example.utf8))
        #expect(note.text == "This is an example message.\n")
        #expect(try note.verified(by: [key]) == [key])
        #expect(try note.verified(by: []).isEmpty)
        let changed = try SignedNote(bytes: Array(Self.example.replacingFirst("message", "massage").utf8))
        #expect(throws: LedgerError(.signatureInvalid, "")) { try changed.verified(by: [key]) }
        #expect(try changed.verified(by: [logSigner().verifierKey]).isEmpty)
    }

    @Test(arguments: [
        "", "\n", "\n\n", "text\n", "text\n\n", "text\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=",
        "text\n\n— a AAAAAA==\n",
        "text\n\n— a AAAAAAB=\n", "text\n\n— a AAAAAAA\n", "text\n\n—  AAAAAAA=\n", "text\n\n— a\u{A0}b AAAAAAA=\n",
        "text\n\n— a+b AAAAAAA=\n", "text\n\n- a AAAAAAA=\n", "text\n\n—a AAAAAAA=\n", "text\n\n— a  AAAAAAA=\n",
        "text\n\n— a AAAAAAA= \n", "text\r\n\r\n— a AAAAAAA=\r\n", "te\u{0}xt\n\n— a AAAAAAA=\n",
        "te\txt\n\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=\nx\n", "text\n\n— a AAAAAAA=\n\n",
    ])
    func malformedNotes(text: String) {
        #expect(throws: LedgerError(.malformed, "")) { try SignedNote(bytes: Array(text.utf8)) }
    }

    @Test func bytesThatAreNotUTF8() {
        #expect(throws: LedgerError(.malformed, "")) {
            try SignedNote(bytes: [0x61, 0xFF, 0x0A, 0x0A] + Array("— a AAAAAAA=\n".utf8))
        }
        #expect(throws: LedgerError(.malformed, "")) {
            try SignedNote(bytes: Array("a\n\n— ".utf8) + [0xC3, 0x20] + Array("AAAAAAA=\n".utf8))
        }
    }

    @Test func textMayHoldEmptyLines() throws {
        let signer = try logSigner()
        let text = "one\n\ntwo\n\n\n"
        let note = try SignedNote(text: text, signatures: [signer.sign(text)])
        #expect(try SignedNote(bytes: note.bytes).text == text)
        #expect(try note.verified(by: [signer.verifierKey]).count == 1)
    }

    @Test func everyKnownLineIsVerifiedAndCountedOnce() throws {
        let log = try logSigner()
        let witness = try witnessSigner("town.example", seed: 2)
        let text = "some\ntext\n"
        let early = try witness.cosign(text, at: 5)
        let late = try witness.cosign(text, at: 9)
        let note = try SignedNote(text: text, signatures: [late, log.sign(text), early])
        let keys = [log.verifierKey, witness.verifierKey]
        #expect(try note.verified(by: keys) == [witness.verifierKey, log.verifierKey])
        #expect(try note.verified(by: keys + keys) == [witness.verifierKey, log.verifierKey])
        // The second line under a known pair is bad: that the first is good does not save the note.
        var broken = early.signature
        broken[70] ^= 1
        let bad = NoteSignature(of: witness.verifierKey, signature: broken)
        let refused = try SignedNote(text: text, signatures: [late, log.sign(text), bad])
        #expect(throws: LedgerError(.signatureInvalid, "")) { try refused.verified(by: keys) }
        #expect(try refused.verified(by: [log.verifierKey]) == [log.verifierKey])
        // Same name, other key: an unknown pair.
        let namesake = try witnessSigner("town.example", seed: 3)
        #expect(try note.verified(by: [namesake.verifierKey]).isEmpty)
    }

    @Test func signatureCounts() throws {
        let log = try logSigner()
        let text = "text\n"
        let own = try log.sign(text)
        let others = try (0..<63).map { try witnessSigner("w\($0)", seed: UInt8($0 + 10)).cosign(text, at: 1) }
        let sixteen = try SignedNote(text: text, signatures: [own] + others.prefix(15))
        #expect(try SignedNote(bytes: sixteen.bytes).signatures.count == 16)
        #expect(throws: LedgerError(.tooLarge, "")) { try sixteen.adding(others[20]) }
        #expect(throws: LedgerError(.tooLarge, "")) {
            try SignedNote(text: text, signatures: others.prefix(17).map { $0 })
        }
        #expect(throws: LedgerError(.tooLarge, "")) { try SignedNote(text: text, signatures: []) }
        #expect(throws: LedgerError(.malformed, "")) { try SignedNote(text: "text", signatures: [own]) }
        let many = Array((text + "\n" + (others + [own]).map(\.line).joined()).utf8)
        #expect(try SignedNote(bytes: many).verified(by: [log.verifierKey]) == [log.verifierKey])
        #expect(throws: LedgerError(.tooLarge, "")) { try SignedNote(bytes: many + Array(own.line.utf8)) }
        let long = Array((String(repeating: "x", count: 70_000) + "\n\n" + own.line).utf8)
        #expect(throws: LedgerError(.tooLarge, "")) { try SignedNote(bytes: long) }
    }

    @Test func verifierKeys() throws {
        for type in NoteKeyType.allCases {
            let key = try VerifierKey(name: "stadt.example/größe", type: type, key: testKey(7).publicKey)
            #expect(try VerifierKey(text: key.text) == key)
        }
        // Base64 holds `+` as well: only the first two are separators.
        let plus = try (0...255).lazy.map { seed in
            try VerifierKey(name: "a", type: .ed25519, key: testKey(UInt8(seed)).publicKey).text
        }.first { $0.count { $0 == "+" } > 2 }
        #expect(try VerifierKey(text: #require(plus)).text == plus)
    }

    @Test func verifierKeysThatAreRefused() throws {
        let good = Self.exampleKey
        let id = "530d903a"
        for (text, code) in [
            ("", .malformed), ("example.com/foo", .malformed), ("example.com/foo+\(id)", .malformed),
            (good.replacingFirst(id, "530D903A"), .keyInvalid), (good.replacingFirst(id, "530d903b"), .keyInvalid),
            (good.replacingFirst(id, "530d903"), .keyInvalid), (good.replacingFirst("foo", "fob"), .keyInvalid),
            (good.replacingFirst("foo", "f o"), .malformed), (good.replacingFirst("example.com/foo", ""), .malformed),
            (good + "=", .malformed), (good + "\n", .malformed), (String(good.dropLast()), .malformed),
            (good.replacingFirst("+Aek", "+Auk"), .keyInvalid), (good.replacingFirst("+Aek", "+Cek"), .keyInvalid),
            (String(repeating: "a", count: 500) + good, .tooLarge),
        ] as [(String, LedgerError.Code)] {
            #expect(throws: LedgerError(code, ""), "\(text)") { try VerifierKey(text: text) }
        }
        // The neutral element: with it any signature could be made to verify.
        let small = Base64.encode([0x01, 0x01] + [UInt8](repeating: 0, count: 31))
        #expect(throws: LedgerError(.keyInvalid, "")) { try VerifierKey(text: "a+00000000+\(small)") }
        let p256 = try PrivateKey.generate(.p256)
        #expect(throws: LedgerError(.keyInvalid, "")) { try NoteSigner(name: "a", key: p256, type: .ed25519) }
        for name in ["", "a b", "a+b", "a\nb", "a\u{2003}b", "a\u{1}"] {
            #expect(throws: LedgerError(.malformed, "")) { try NoteSigner(name: name, key: testKey(1), type: .ed25519) }
        }
    }

    /// Swift takes these two names for the same text.
    @Test func namesAreComparedByteForByte() throws {
        let composed = try VerifierKey(name: "caf\u{E9}", type: .ed25519, key: testKey(1).publicKey)
        let decomposed = try VerifierKey(name: "cafe\u{301}", type: .ed25519, key: testKey(1).publicKey)
        #expect(composed.name == decomposed.name)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(composed.keyID != decomposed.keyID)
    }

    @Test func cosignatures() throws {
        let key = try testKey(4)
        let text = "log.example\n0\n\(Base64.encode(Merkle.emptyRoot.bytes))\n"
        let made = try Cosignature(of: text, at: 0x0102_0304, by: key)
        #expect(made.bytes.prefix(8) == [0, 0, 0, 0, 1, 2, 3, 4])
        #expect(made.bytes.count == 72)
        #expect(
            key.publicKey.isValidSignature(made.signature, for: Array("cosignature/v1\ntime 16909060\n\(text)".utf8)))
        let read = try Cosignature(bytes: made.bytes)
        #expect(read == made)
        #expect(read.isValid(by: key.publicKey, for: text))
        #expect(!read.isValid(by: key.publicKey, for: text + "\n"))
        var later = made.bytes
        later[7] += 1
        #expect(try !Cosignature(bytes: later).isValid(by: key.publicKey, for: text))
        #expect(throws: LedgerError(.malformed, "")) { try Cosignature(bytes: [UInt8](repeating: 0, count: 72)) }
        #expect(throws: LedgerError(.malformed, "")) { try Cosignature(bytes: [UInt8](repeating: 0xFF, count: 72)) }
        #expect(throws: LedgerError(.malformed, "")) { try Cosignature(bytes: Array(made.bytes.dropLast())) }
        for seconds in [0, -1] as [Int64] {
            #expect(throws: LedgerError(.outOfRange, "")) { try Cosignature(of: text, at: seconds, by: key) }
        }
        #expect(throws: LedgerError(.keyInvalid, "")) { try logSigner().cosign(text, at: 1) }
        #expect(throws: LedgerError(.keyInvalid, "")) { try witnessSigner("w", seed: 1).sign(text) }
    }
}

extension String {
    /// The text with the first occurrence of `part` replaced.
    func replacingFirst(_ part: String, _ replacement: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return String(self[..<range.lowerBound]) + replacement + String(self[range.upperBound...])
    }
}
