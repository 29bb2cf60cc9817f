import Crypto
import Testing

@testable import Ledger

@Suite struct CheckpointTests {
    private static let root = Base64.encode(Merkle.leafHash([1]).bytes)

    @Test func textIsFixed() throws {
        let checkpoint = try Checkpoint(origin: "log.example/test", head: TreeHead(size: 1, root: Merkle.leafHash([1])))
        #expect(checkpoint.text == "log.example/test\n1\n\(Self.root)\n")
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
        let empty = try Checkpoint(origin: "o", head: .empty)
        #expect(try Checkpoint(text: empty.text).size == 0)
        let largest = try Checkpoint(text: "o\n9223372036854775807\n\(Self.root)\n")
        #expect(largest.size == .max)
    }

    @Test func textsThatAreRefused() {
        let root = Self.root
        for text in [
            "", "\n", "o", "o\n", "o\n1\n", "o\n1\n\(root)", "\n1\n\(root)\n", "o\n\n\(root)\n", "o\n1\n\n",
            "o\n1\n\(root)\nx\n",
            "o\n1\n\(root)\n\n", "o\n01\n\(root)\n", "o\n+1\n\(root)\n", "o\n-1\n\(root)\n", "o\n 1\n\(root)\n",
            "o\n1 \n\(root)\n",
            "o\n1.0\n\(root)\n", "o\n١\n\(root)\n", "o\n9223372036854775808\n\(root)\n", "o p\n1\n\(root)\n",
            "o+p\n1\n\(root)\n",
            "o\r\n1\r\n\(root)\r\n", "o\n1\n\(root.dropLast())\n", "o\n1\n\(root) \n", "o\n1\nAAAA\n",
            "o\n1\n\(root)=\n",
        ] {
            #expect(throws: LedgerError(.malformed, ""), "\(text)") { try Checkpoint(text: text) }
        }
        #expect(throws: LedgerError(.proofInvalid, "")) { try Checkpoint(text: "o\n0\n\(root)\n") }
        #expect(throws: LedgerError(.outOfRange, "")) {
            try Checkpoint(origin: "o", head: TreeHead(size: -1, root: Merkle.emptyRoot))
        }
        #expect(throws: LedgerError(.malformed, "")) { try Checkpoint(origin: "o\n5", head: .empty) }
    }

    @Test func errorsNameTheLine() throws {
        let error = try #require(throws: LedgerError.self) { try Checkpoint(text: "o\n1\nAAAA\n") }
        #expect(error.location == .line(3))
    }

    @Test func signedByTheLogOnly() throws {
        let log = try logSigner("log.example/test")
        let checkpoint = try Checkpoint(origin: "log.example/test", head: TreeHead(size: 1, root: Merkle.leafHash([1])))
        let signed = try checkpoint.signed(by: log)
        #expect(try SignedCheckpoint(note: signed.bytes, log: log.verifierKey) == signed)
        #expect(signed.head == checkpoint.head)
        let impostor = try logSigner("log.example/test", seed: 9)
        #expect(throws: LedgerError(.signatureMissing, "")) {
            try SignedCheckpoint(note: signed.bytes, log: impostor.verifierKey)
        }
        let other = try logSigner("log.example/other")
        #expect(throws: LedgerError(.originMismatch, "")) { try checkpoint.signed(by: other) }
        #expect(throws: LedgerError(.originMismatch, "")) {
            try SignedCheckpoint(note: signed.bytes, log: other.verifierKey)
        }
        let witness = try witnessSigner("log.example/test", seed: 1)
        #expect(throws: LedgerError(.keyInvalid, "")) { try checkpoint.signed(by: witness) }
        #expect(throws: LedgerError(.keyInvalid, "")) {
            try SignedCheckpoint(note: signed.bytes, log: witness.verifierKey)
        }
        let changed = String(decoding: signed.bytes, as: UTF8.self).replacingFirst("\n1\n", "\n2\n")
        #expect(throws: LedgerError(.signatureInvalid, "")) {
            try SignedCheckpoint(note: Array(changed.utf8), log: log.verifierKey)
        }
    }

    @Test func witnessesAreAttachedOnceVerified() throws {
        let log = try logSigner()
        let first = try witnessSigner("one.example", seed: 2)
        let second = try witnessSigner("two.example", seed: 3)
        let keys = [first.verifierKey, second.verifierKey]
        let bare = try Checkpoint(origin: log.name, head: .empty).signed(by: log)
        #expect(try bare.witnessings(by: keys).isEmpty)
        let line = try first.cosign(bare.note.text, at: 100)
        let witnessed = try bare.adding(line, of: first.verifierKey)
        #expect(try witnessed.witnessings(by: keys).map(\.seconds) == [100])
        #expect(Array(witnessed.bytes.prefix(bare.bytes.count)) == bare.bytes)
        // A line read back from what a node sent is the same line.
        #expect(try NoteSignature(line: Array(line.line.utf8.dropLast())) == line)
        let again = try witnessed.adding(first.cosign(bare.note.text, at: 200), of: first.verifierKey)
        #expect(again == witnessed)
        #expect(throws: LedgerError(.signatureMissing, "")) { try bare.adding(line, of: second.verifierKey) }
        let elsewhere = try second.cosign("another\ntext\n", at: 100)
        #expect(throws: LedgerError(.signatureInvalid, "")) { try bare.adding(elsewhere, of: second.verifierKey) }
        #expect(throws: LedgerError(.keyInvalid, "")) { try bare.adding(line, of: log.verifierKey) }
        #expect(throws: LedgerError(.keyInvalid, "")) { try bare.witnessings(by: [log.verifierKey]) }
        // The newest of several lines counts.
        let text = bare.note.text
        let lines = try [
            log.sign(text), first.cosign(text, at: 7), first.cosign(text, at: 9), first.cosign(text, at: 8),
        ]
        let several = try SignedCheckpoint(note: SignedNote(text: text, signatures: lines), log: log.verifierKey)
        #expect(try several.witnessings(by: keys).map(\.seconds) == [9])
    }
}
