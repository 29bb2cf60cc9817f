import Crypto
import TestSupport
import Testing

@testable import Ledger

/// A log that signs whatever it is told.
private struct Liar {
    let signer: NoteSigner
    let store: TileStore
    let tree: ReferenceTree
    let observed = "2026-10-05T08:00:00Z"

    init(_ leaves: [Digest]) throws {
        signer = try logSigner()
        store = TileStore(leaves)
        tree = ReferenceTree(leaves)
    }

    func checkpoint(_ size: Int) throws -> SignedCheckpoint {
        try Checkpoint(origin: signer.name, head: TreeHead(size: Int64(size), root: tree.root(0, size)))
            .signed(by: signer)
    }

    func beginning(_ from: Int, _ size: Int) throws -> [Digest] {
        try TiledTree.beginning(of: Int64(from), in: Int64(size), tile: store.tile)
    }
}

@Suite struct EvidenceTests {
    private let log: Liar
    /// The same log with another third entry.
    private let other: Liar

    init() throws {
        log = try Liar(leaves(600))
        var changed = leaves(600)
        changed[2] = Merkle.leafHash(Array("rewritten".utf8))
        other = try Liar(changed)
    }

    private func inconsistent(_ from: Int, _ size: Int) throws -> Evidence {
        try Evidence(
            inconsistent: log.checkpoint(from), other.checkpoint(size), beginning: other.beginning(from, size),
            observed: log.observed, observer: "soest")
    }

    private func foreign() throws -> Evidence {
        let entry = Array("entry 17".utf8)
        let proof = try TiledTree.inclusionProof(index: 17, size: 300, tile: log.store.tile)
        return try Evidence(
            foreign: entry, proof: proof, checkpoint: log.checkpoint(300), statement: "a.b.c", observed: log.observed,
            observer: "soest")
    }

    private func all() throws -> [Evidence] {
        [
            try Evidence(fork: log.checkpoint(5), other.checkpoint(5), observed: log.observed, observer: "soest"),
            try inconsistent(4, 9), try inconsistent(5, 600),
            try Evidence(shrunk: log.checkpoint(9), to: log.checkpoint(4), observed: log.observed, observer: ""),
            try Evidence(shrunk: log.checkpoint(9), to: nil, observed: log.observed, observer: "menden"),
            try foreign(),
        ]
    }

    @Test func everyKindComesBackFromItsFile() throws {
        for evidence in try all() {
            let again = try Evidence(file: evidence.file, log: log.signer.verifierKey)
            #expect(again == evidence)
            #expect(again.file == evidence.file)
            #expect((evidence.weight == .proven) == (evidence.kind == .fork || evidence.kind == .inconsistent))
        }
    }

    @Test func theFileIsCanonicalJSON() throws {
        let text = String(decoding: try foreign().file, as: UTF8.self)
        #expect(text.hasPrefix("{\"checkpoints\":[\"log.example/test\\n300\\n"))
        #expect(
            text.hasSuffix(
                ",\"observed\":\"2026-10-05T08:00:00Z\",\"observer\":\"soest\",\"statement\":\"a.b.c\",\"version\":1}"))
        #expect(text.contains(",\"index\":17,\"kind\":\"foreign\",\"log\":\"log.example/test+"))
    }

    /// Whatever the sizes: a log that kept its promise cannot be accused, one that broke it can.
    @Test func anHonestLogCannotBeAccusedOfInconsistency() throws {
        for size in [2, 3, 4, 7, 8, 9, 255, 256, 257, 511, 600] {
            for from in [1, 2, 3, 4, 5, 8, 128, 255, 256, 300, 512, 599] where from < size {
                let beginning = try log.beginning(from, size)
                #expect(throws: LedgerError(.proofInvalid, "")) {
                    try Evidence(
                        inconsistent: log.checkpoint(from), log.checkpoint(size), beginning: beginning,
                        observed: log.observed, observer: "")
                }
                // Below the rewritten entry both logs are the same.
                if from > 2 { #expect(try inconsistent(from, size).kind == .inconsistent) }
                for position in beginning.indices {
                    var forged = beginning
                    forged[position] = Merkle.leafHash([0xFF])
                    #expect(throws: LedgerError(.proofInvalid, "")) {
                        try Evidence(
                            inconsistent: log.checkpoint(from), log.checkpoint(size), beginning: forged,
                            observed: log.observed, observer: "")
                    }
                }
                for forged in [Array(beginning.dropFirst()), Array(beginning.dropLast()), beginning + [beginning[0]]] {
                    #expect(throws: LedgerError(.proofInvalid, "")) {
                        try Evidence(
                            inconsistent: log.checkpoint(from), log.checkpoint(size), beginning: forged,
                            observed: log.observed, observer: "")
                    }
                }
            }
        }
    }

    @Test func whatAccusesNobodyIsRefused() throws {
        let (five, nine) = (try log.checkpoint(5), try log.checkpoint(9))
        #expect(throws: LedgerError(.proofInvalid, "")) {
            try Evidence(fork: five, five, observed: log.observed, observer: "")
        }
        #expect(throws: LedgerError(.proofInvalid, "")) {
            try Evidence(fork: five, nine, observed: log.observed, observer: "")
        }
        #expect(throws: LedgerError(.proofInvalid, "")) {
            try Evidence(shrunk: five, to: nine, observed: log.observed, observer: "")
        }
        #expect(throws: LedgerError(.outOfRange, "")) {
            try Evidence(
                inconsistent: nine, other.checkpoint(5), beginning: [], observed: log.observed, observer: "")
        }
        let proof = try TiledTree.inclusionProof(index: 17, size: 300, tile: log.store.tile)
        #expect(throws: LedgerError(.proofInvalid, "")) {
            try Evidence(
                foreign: Array("entry 18".utf8), proof: proof, checkpoint: log.checkpoint(300), statement: nil,
                observed: log.observed, observer: "soest")
        }
        for moment in ["2026-10-05 08:00:00Z", "", "2026-10-05T08:00:00ZZ"] {
            #expect(throws: LedgerError(.malformed, "")) {
                try Evidence(shrunk: nine, to: five, observed: moment, observer: "")
            }
        }
    }

    @Test func aCheckpointThatTheLogDidNotSignAccusesNobody() throws {
        let stranger = try logSigner(seed: 9)
        let forged = try Checkpoint(
            origin: stranger.name, head: TreeHead(size: 5, root: Merkle.leafHash([7]))
        ).signed(by: stranger)
        #expect(throws: LedgerError(.signatureMissing, "")) {
            try Evidence(fork: log.checkpoint(5), forged, observed: log.observed, observer: "")
        }
        // Under the stranger's own key it accuses the stranger only.
        let file = try all()[0].file
        #expect(throws: LedgerError(.originMismatch, "")) {
            try Evidence(file: file, log: stranger.verifierKey)
        }
    }

    @Test func onlyOneSpellingIsAccepted() throws {
        let file = try inconsistent(5, 9).file
        let text = String(decoding: file, as: UTF8.self)
        for (old, new) in [
            ("{", "{ "), ("\"version\":1", "\"version\":2"), ("\\n", "\\u000a"), ("\"entry\":null", "\"entry\":\"\""),
            ("\"kind\":\"inconsistent\"", "\"kind\":\"fork\""), ("}", "}\n"), ("\"index\":null", "\"index\":00"),
            ("\"index\":null", "\"index\":1"), ("\"statement\":null", "\"statement\":\"x\""), ("5\\n", "05\\n"),
        ] {
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            #expect(changed != text)
            #expect(throws: LedgerError.self) { try Evidence(file: Array(changed.utf8)) }
        }
    }

    @Test func mutatedFilesAreRefusedOrStillTrue() throws {
        for evidence in try all() {
            for mutant in mutations(of: evidence.file, count: 300, seed: 5) {
                // The observer's own words may change; what is shown may not.
                guard let read = try? Evidence(file: mutant) else { continue }
                #expect(read.checkpoints.map(\.head) == evidence.checkpoints.map(\.head))
                #expect(read.entry == evidence.entry)
                #expect(read.kind == evidence.kind)
            }
        }
    }
}
