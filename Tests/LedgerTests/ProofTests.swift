import Crypto
import TestSupport
import Testing

@testable import Ledger

@Suite struct ProofTests {
    private static let limit = 600
    private static let all = leaves(limit)

    /// Every place of small trees, and in larger ones the edges and a few places between.
    private static func places(below size: Int, _ generator: inout SeededGenerator) -> [Int] {
        guard size > 40 else { return Array(0..<size) }
        return [0, 1, 255, 256, size / 2, size - 2, size - 1].filter { $0 < size }
            + (0..<2).map { _ in Int.random(in: 0..<size, using: &generator) }
    }

    private static func spoiled(_ path: [Digest], _ generator: inout SeededGenerator) throws -> [[Digest]] {
        let stranger = Merkle.leafHash([0xFF])
        var result = [path + [stranger], [stranger] + path]
        guard let last = path.last else { return result }
        result += [Array(path.dropLast()), Array(path.dropFirst()), path + [last]]
        var changed = path
        let position = Int.random(in: 0..<path.count, using: &generator)
        var bytes = changed[position].bytes
        bytes[Int.random(in: 0..<32, using: &generator)] ^= 0x10
        changed[position] = try #require(Digest(bytes))
        return result + [changed]
    }

    @Test func inclusionByTilesEqualsTheDefinition() throws {
        let reference = ReferenceTree(Self.all)
        let store = TileStore(Self.all)
        var generator = SeededGenerator(seed: 1)
        for size in 0...Self.limit {
            let root = reference.root(0, size)
            #expect(try TiledTree.root(size: Int64(size), tile: store.tile) == root)
            for index in Self.places(below: size, &generator) {
                let proof = try TiledTree.inclusionProof(index: Int64(index), size: Int64(size), tile: store.tile)
                #expect(proof.path == reference.path(index, 0, size))
                try proof.verify(leaf: Self.all[index], root: root)
                #expect(throws: LedgerError(.proofInvalid, "")) {
                    try proof.verify(leaf: Merkle.leafHash([]), root: root)
                }
                #expect(throws: LedgerError(.proofInvalid, "")) {
                    try proof.verify(leaf: Self.all[index], root: Merkle.leafHash([3]))
                }
                for path in try Self.spoiled(proof.path, &generator) {
                    let wrong = InclusionProof(index: Int64(index), size: Int64(size), path: path)
                    #expect(throws: LedgerError(.proofInvalid, "")) {
                        try wrong.verify(leaf: Self.all[index], root: root)
                    }
                }
                let neighbour = InclusionProof(index: Int64(index + 1), size: Int64(size), path: proof.path)
                #expect(throws: LedgerError.self) { try neighbour.verify(leaf: Self.all[index], root: root) }
            }
        }
    }

    @Test func consistencyByTilesEqualsTheDefinition() throws {
        let reference = ReferenceTree(Self.all)
        let store = TileStore(Self.all)
        var generator = SeededGenerator(seed: 2)
        for size in 0...Self.limit {
            let new = TreeHead(size: Int64(size), root: reference.root(0, size))
            for oldSize in Self.places(below: size + 1, &generator) {
                let old = TreeHead(size: Int64(oldSize), root: reference.root(0, oldSize))
                let proof = try TiledTree.consistencyProof(from: old.size, to: new.size, tile: store.tile)
                #expect(proof.path == (oldSize == 0 ? [] : reference.consistency(oldSize, 0, size)))
                try proof.verify(old: old, new: new)
                for path in try Self.spoiled(proof.path, &generator) {
                    let wrong = ConsistencyProof(from: old.size, to: new.size, path: path)
                    #expect(throws: LedgerError(.proofInvalid, "")) { try wrong.verify(old: old, new: new) }
                }
                guard oldSize > 0 else { continue }
                let fork = TreeHead(size: old.size, root: Merkle.leafHash([1]))
                #expect(throws: LedgerError(.proofInvalid, "")) { try proof.verify(old: fork, new: new) }
                let other = TreeHead(size: new.size, root: Merkle.leafHash([2]))
                #expect(throws: LedgerError(.proofInvalid, "")) { try proof.verify(old: old, new: other) }
            }
        }
    }

    @Test func headsThatCannotBeAreRefused() throws {
        let some = Merkle.leafHash([7])
        let one = TreeHead(size: 1, root: some)
        let proof = ConsistencyProof(from: 0, to: 1, path: [])
        try proof.verify(old: .empty, new: one)
        #expect(throws: LedgerError(.proofInvalid, "")) {
            try proof.verify(old: TreeHead(size: 0, root: some), new: one)
        }
        #expect(throws: LedgerError(.outOfRange, "")) { try proof.verify(old: one, new: one) }
        #expect(throws: LedgerError(.outOfRange, "")) {
            try ConsistencyProof(from: 1, to: 0, path: []).verify(old: one, new: .empty)
        }
        #expect(throws: LedgerError(.outOfRange, "")) {
            let negative = TreeHead(size: -1, root: some)
            try ConsistencyProof(from: -1, to: 1, path: []).verify(old: negative, new: one)
        }
        for (index, size) in [(-1, 1), (1, 1), (0, 0), (0, -1), (Int64.max, Int64.max)] as [(Int64, Int64)] {
            #expect(throws: LedgerError(.outOfRange, "")) {
                try InclusionProof(index: index, size: size, path: []).verify(leaf: some, root: some)
            }
            #expect(throws: LedgerError(.outOfRange, "")) {
                try TiledTree.inclusionProof(index: index, size: size) { _ in [some] }
            }
        }
        #expect(throws: LedgerError(.outOfRange, "")) { try TiledTree.root(size: -1) { _ in [] } }
        #expect(throws: LedgerError(.outOfRange, "")) { try TiledTree.consistencyProof(from: 2, to: 1) { _ in [] } }
        #expect(throws: LedgerError(.outOfRange, "")) { try TiledTree.consistencyProof(from: -1, to: 1) { _ in [] } }
    }

    @Test func longestPathEndsAtTheLargestSize() throws {
        let path = [Digest](repeating: Merkle.emptyRoot, count: 63)
        var root = Merkle.leafHash([1])
        let leaf = root
        for hash in path { root = Merkle.nodeHash(root, hash) }
        try InclusionProof(index: 0, size: .max, path: path).verify(leaf: leaf, root: root)
        let longer = InclusionProof(index: 0, size: .max, path: path + path)
        #expect(throws: LedgerError(.proofInvalid, "")) { try longer.verify(leaf: leaf, root: root) }
    }

    @Test func fewTilesAreRead() throws {
        let size: Int64 = (1 << 40) + 12_345_678
        var read: [TileCoordinate] = []
        // Any hashes do: only what is asked for is looked at.
        func tile(_ coordinate: TileCoordinate) -> [Digest] {
            read.append(coordinate)
            return [Digest](repeating: Merkle.emptyRoot, count: coordinate.width)
        }
        let available = Set(
            (0...5).map { TileCoordinate.tile(level: $0, number: size >> (8 * ($0 + 1)), forSize: size) })
        _ = try TiledTree.inclusionProof(index: 987_654_321, size: size, tile: tile)
        #expect(read.count <= 12)
        #expect(Set(read).count == read.count)
        #expect(read.allSatisfy { $0.isFull || available.contains($0) })
        read = []
        _ = try TiledTree.consistencyProof(from: 1 << 39 + 5, to: size, tile: tile)
        #expect(read.count <= 12)
        read = []
        _ = try TiledTree.root(size: .max, tile: tile)
        #expect(read.count == 8)
    }

    @Test func tilesOfAnotherWidthAreRefused() throws {
        let store = TileStore(leaves(300))
        for change in [-1, 1] {
            #expect(throws: LedgerError(.tileInvalid, "")) {
                try TiledTree.inclusionProof(index: 299, size: 300) { coordinate in
                    let hashes = try store.tile(coordinate)
                    return change < 0 ? Array(hashes.dropLast()) : hashes + [Merkle.emptyRoot]
                }
            }
        }
    }
}
