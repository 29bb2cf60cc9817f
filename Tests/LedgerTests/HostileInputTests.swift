import Crypto
import TestSupport
import Testing

@testable import Ledger

/// Seeded mutations of valid inputs. No input may crash a parser, and what a parser accepts it must write again byte
/// for byte: there is one accepted form only.
@Suite struct HostileInputTests {
    private static let count = 3_000

    private func expectOneForm(
        _ input: [UInt8], seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation,
        _ rewritten: ([UInt8]) throws -> [UInt8]
    ) throws {
        #expect(try rewritten(input) == input, sourceLocation: sourceLocation)
        var refused = 0
        for bytes in mutations(of: input, count: Self.count, seed: seed) {
            do {
                #expect(try rewritten(bytes) == bytes, sourceLocation: sourceLocation)
            } catch let error as LedgerError {
                refused += 1
                #expect(!error.reason.isEmpty, sourceLocation: sourceLocation)
            }
        }
        #expect(refused > Self.count / 10, sourceLocation: sourceLocation)
    }

    @Test func tilePaths() throws {
        try expectOneForm(Array("tile/0/x001/x234/067.p/5".utf8), seed: 11) {
            try Array(TileCoordinate(path: $0).path.utf8)
        }
        try expectOneForm(Array("tile/entries/x001/067.p/255".utf8), seed: 12) {
            try Array(EntryBundleCoordinate(path: $0).path.utf8)
        }
    }

    @Test func bundles() throws {
        let bundle = try EntryBundle(entries: (0..<5).map { [UInt8](repeating: 7, count: $0 * 11) })
        try expectOneForm(bundle.bytes, seed: 13) { try EntryBundle(bytes: $0, width: 5).bytes }
    }

    @Test func verifierKeys() throws {
        let key = try VerifierKey(name: "log.example/größe", type: .cosignature, key: testKey(1).publicKey)
        try expectOneForm(Array(key.text.utf8), seed: 14) { try Array(VerifierKey(text: $0).text.utf8) }
    }

    @Test func notesAndCheckpoints() throws {
        let log = try logSigner()
        let witness = try witnessSigner("town.example", seed: 2)
        let checkpoint = try Checkpoint(origin: log.name, head: TreeHead(size: 12_345, root: Merkle.leafHash([])))
        let signed = try checkpoint.signed(by: log)
            .adding(witness.cosign(checkpoint.text, at: 1_700_000_000), of: witness.verifierKey)
        try expectOneForm(Array(checkpoint.text.utf8), seed: 15) { try Array(Checkpoint(text: $0).text.utf8) }
        try expectOneForm(signed.bytes, seed: 16) { bytes in
            let note = try SignedNote(bytes: bytes)
            return Array((note.text + "\n" + note.signatures.map(\.line).joined()).utf8)
        }
        let line = try #require(signed.note.signatures.last).line
        try expectOneForm(Array(line.utf8.dropLast()), seed: 17) { try NoteSignature(line: $0).line.utf8.dropLast() }
        // Whatever still verifies says what was signed.
        for bytes in mutations(of: signed.bytes, count: Self.count, seed: 18) {
            guard let accepted = try? SignedCheckpoint(note: bytes, log: log.verifierKey) else { continue }
            #expect(accepted.checkpoint == checkpoint)
        }
    }

    @Test func cosignatures() throws {
        let bytes = try Cosignature(of: "text\n", at: 1_700_000_000, by: testKey(1)).bytes
        try expectOneForm(bytes, seed: 19) { try Cosignature(bytes: $0).bytes }
    }

    @Test func receipts() throws {
        let (receipt, log) = try ReceiptTests.receipt(for: 7)
        let entry = try #require(receipt.extra)
        try expectOneForm(receipt.bytes, seed: 20) { try Receipt(text: $0).bytes }
        for bytes in mutations(of: receipt.bytes, count: Self.count, seed: 21) {
            guard let read = try? Receipt(text: bytes),
                let head = try? read.verify(entry: entry, log: log.verifierKey).head
            else { continue }
            #expect(head.size == 300 && read.index == 7)
        }
    }

    /// Comments and spaces are free in a policy, so it is the second writing that must equal the first.
    @Test func policies() throws {
        let keys = try (1...3).map { try VerifierKey(name: "k", type: .cosignature, key: testKey($0).publicKey).text }
        let text = """
            # who watches
            witness a \(keys[0]) https://a.example/
            witness b \(keys[1])
            witness c \(keys[2])
            group two 2 a b
            group all any two c
            quorum all

            """
        for bytes in mutations(of: Array(text.utf8), count: Self.count, seed: 22) {
            guard let policy = try? WitnessPolicy(text: bytes) else { continue }
            #expect(try WitnessPolicy(text: policy.text) == policy)
        }
    }

    @Test func noiseIsRefused() {
        var generator = SeededGenerator(seed: 23)
        for length in 0..<400 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(throws: LedgerError.self) { try SignedNote(bytes: bytes) }
            #expect(throws: LedgerError.self) { try Receipt(text: bytes) }
            #expect(throws: LedgerError.self) { try WitnessPolicy(text: bytes) }
            #expect(throws: LedgerError.self) { try Checkpoint(text: bytes) }
            #expect(throws: LedgerError.self) { try VerifierKey(text: bytes) }
            #expect(throws: LedgerError.self) { try TileCoordinate(path: bytes) }
        }
    }
}
