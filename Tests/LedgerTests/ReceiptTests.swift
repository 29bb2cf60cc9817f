import Crypto
import Testing

@testable import Ledger

@Suite struct ReceiptTests {
    private static let entries = (0..<300).map { Array("entry \($0)".utf8) }

    static func receipt(for index: Int, size: Int = 300, extra: [UInt8]? = nil) throws -> (Receipt, NoteSigner) {
        let log = try logSigner()
        let store = TileStore(entries.prefix(size).map { Merkle.leafHash($0) })
        let head = TreeHead(size: Int64(size), root: try TiledTree.root(size: Int64(size), tile: store.tile))
        let proof = try TiledTree.inclusionProof(index: Int64(index), size: head.size, tile: store.tile)
        let checkpoint = try Checkpoint(origin: log.name, head: head).signed(by: log)
        return (try Receipt(entry: entries[index], proof: proof, checkpoint: checkpoint), log)
    }

    @Test(arguments: [0, 1, 255, 256, 299]) func receiptsVerify(index: Int) throws {
        let (receipt, log) = try Self.receipt(for: index)
        let read = try Receipt(text: receipt.bytes)
        #expect(read == receipt)
        #expect(read.text == receipt.text)
        #expect(read.extra == Self.entries[index])
        #expect(try read.verify(entry: Self.entries[index], log: log.verifierKey).head.size == 300)
        #expect(throws: LedgerError(.proofInvalid, "")) { try read.verify(entry: [], log: log.verifierKey) }
        #expect(throws: LedgerError(.signatureMissing, "")) {
            try read.verify(entry: Self.entries[index], log: logSigner(seed: 5).verifierKey)
        }
        let wrong = try Receipt(extra: nil, index: receipt.index ^ 1, path: receipt.path, note: receipt.note)
        #expect(throws: LedgerError.self) { try wrong.verify(entry: Self.entries[index], log: log.verifierKey) }
    }

    @Test func firstEntryNeedsNoHashes() throws {
        let (receipt, log) = try Self.receipt(for: 0, size: 1)
        let lines = receipt.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.prefix(4) == ["c2sp.org/tlog-proof@v1", "extra ZW50cnkgMA==", "index 0", ""])
        _ = try Receipt(text: receipt.text).verify(entry: Self.entries[0], log: log.verifierKey)
        // Other logs' receipts may leave the extra line out, or empty.
        for extra in ["", "extra \n"] {
            let text = receipt.text.replacingFirst("extra ZW50cnkgMA==\n", extra)
            let other = try Receipt(text: text)
            #expect(other.extra == (extra.isEmpty ? nil : []))
            #expect(other.text == text)
        }
    }

    @Test func receiptsMustFitTheCheckpoint() throws {
        let (receipt, log) = try Self.receipt(for: 3)
        let checkpoint = try receipt.verify(entry: Self.entries[3], log: log.verifierKey)
        let otherSize = InclusionProof(index: 3, size: 299, path: receipt.path)
        #expect(throws: LedgerError.self) {
            try Receipt(entry: Self.entries[3], proof: otherSize, checkpoint: checkpoint)
        }
        let proof = InclusionProof(index: 3, size: 300, path: receipt.path)
        #expect(throws: LedgerError(.proofInvalid, "")) {
            try Receipt(entry: Self.entries[4], proof: proof, checkpoint: checkpoint)
        }
        #expect(throws: LedgerError(.outOfRange, "")) {
            try Receipt(extra: nil, index: -1, path: [], note: receipt.note)
        }
    }

    @Test func textsThatAreRefused() throws {
        let text = try Self.receipt(for: 3).0.text
        let hash = Base64.encode(Merkle.emptyRoot.bytes)
        for (part, replacement) in [
            ("@v1", "@v2"), ("@v1", "@v1 "), ("@v1\n", "@v1\r\n"), ("c2sp", "\u{FEFF}c2sp"), ("extra ", "extra  "),
            ("extra ", "Extra "), ("index 3", "index 03"), ("index 3", "index +3"), ("index 3", "index"),
            ("index 3\n", ""),
            ("index 3", "index 9223372036854775808"), ("index 3", "index 3 "), ("index 3\n", "index 3\nindex 3\n"),
            ("index 3\n", "index 3\n\n"), ("index 3\n", "index 3\n\(hash)=\n"), ("index 3\n", "index 3\nAAAA\n"),
            ("\n\n", "\n"), ("\nextra", "\nextra eA==\nextra"),
        ] {
            #expect(throws: LedgerError(.malformed, ""), "\(replacement)") {
                try Receipt(text: text.replacingFirst(part, replacement))
            }
        }
        let many = String(repeating: hash + "\n", count: 64)
        #expect(throws: LedgerError(.tooLarge, "")) {
            try Receipt(text: text.replacingFirst("index 3\n", "index 3\n" + many))
        }
        let large = [UInt8](repeating: 0, count: 65_536)
        let extended = text.replacingFirst("ZW50cnkgMw==", Base64.encode(large))
        #expect(throws: LedgerError(.tooLarge, "")) { try Receipt(text: extended) }
        let (receipt, _) = try Self.receipt(for: 3)
        #expect(throws: LedgerError(.tooLarge, "")) {
            try Receipt(extra: large, index: 3, path: receipt.path, note: receipt.note)
        }
        #expect(throws: LedgerError(.outOfRange, "")) { try Receipt(text: text.replacingFirst("index 3", "index 300")) }
        #expect(throws: LedgerError(.tooLarge, "")) { try Receipt(text: [UInt8](repeating: 0x0A, count: 300_000)) }
        let error = try #require(throws: LedgerError.self) {
            try Receipt(text: text.replacingFirst("index 3", "index x"))
        }
        #expect(error.location == .line(3))
    }
}
