import Crypto
import TestSupport
import Testing

@testable import Ledger

/// Keys from a one-byte seed, for tests only.
func testKey(_ seed: UInt8) throws -> PrivateKey {
    try PrivateKey(ed25519Seed: [UInt8](repeating: seed, count: 32))
}

func logSigner(_ name: String = "log.example/test", seed: UInt8 = 1) throws -> NoteSigner {
    try NoteSigner(name: name, key: testKey(seed), type: .ed25519)
}

func witnessSigner(_ name: String, seed: UInt8) throws -> NoteSigner {
    try NoteSigner(name: name, key: testKey(seed), type: .cosignature)
}

func leaves(_ count: Int) -> [Digest] {
    (0..<count).map { Merkle.leafHash(Array("entry \($0)".utf8)) }
}

/// The tiles of a tree held in memory, in the widths of any size up to its own; counts what is read.
final class TileStore {
    private var levels: [[Digest]] = []
    private(set) var read: [TileCoordinate] = []

    init(_ leaves: [Digest]) {
        var level = leaves
        while !level.isEmpty {
            levels.append(level)
            level = stride(from: 0, to: level.count - level.count % 256, by: 256).map {
                Merkle.root(of: Array(level[$0..<$0 + 256]))
            }
        }
    }

    func tile(_ coordinate: TileCoordinate) throws -> [Digest] {
        read.append(coordinate)
        let start = Int(coordinate.number) * 256
        guard coordinate.level < levels.count, levels[coordinate.level].count >= start + coordinate.width else {
            throw LedgerError(.tileInvalid, "Not stored.", at: .tile(coordinate.path))
        }
        return Array(levels[coordinate.level][start..<start + coordinate.width])
    }

    func forgetReads() {
        read = []
    }
}

/// Roots and proofs by the recursive definitions of RFC 6962, section 2.1, sharing the subtrees of all sizes.
final class ReferenceTree {
    private struct Span: Hashable {
        let start: Int
        let end: Int
    }

    private let leaves: [Digest]
    private var known: [Span: Digest] = [:]

    init(_ leaves: [Digest]) {
        self.leaves = leaves
    }

    func root(_ start: Int, _ end: Int) -> Digest {
        if start == end { return Merkle.emptyRoot }
        if end - start == 1 { return leaves[start] }
        let span = Span(start: start, end: end)
        if let root = known[span] { return root }
        let middle = start + split(end - start)
        let root = Merkle.nodeHash(root(start, middle), root(middle, end))
        known[span] = root
        return root
    }

    func path(_ index: Int, _ start: Int, _ end: Int) -> [Digest] {
        if end - start == 1 { return [] }
        let middle = start + split(end - start)
        return index < middle
            ? path(index, start, middle) + [root(middle, end)] : path(index, middle, end) + [root(start, middle)]
    }

    func consistency(_ size: Int, _ start: Int, _ end: Int, isOldRoot: Bool = true) -> [Digest] {
        if size == end { return isOldRoot ? [] : [root(start, end)] }
        let middle = start + split(end - start)
        return size <= middle
            ? consistency(size, start, middle, isOldRoot: isOldRoot) + [root(middle, end)]
            : consistency(size, middle, end, isOldRoot: false) + [root(start, middle)]
    }

    private func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
