import Crypto
import Testing

@testable import Ledger

@Suite struct TreeEdgeTests {
    @Test func headsAndTilesEqualTheDefinition() throws {
        let all = leaves(2_000)
        let reference = ReferenceTree(all)
        let store = TileStore(all)
        var edge = TreeEdge()
        #expect(edge.head == .empty)
        for (index, leaf) in all.enumerated() {
            for tile in edge.append(leaf) {
                #expect(try store.tile(tile.coordinate) == tile.hashes)
                #expect(tile.bytes.count == 8192)
            }
            let size = index + 1
            #expect(edge.head == TreeHead(size: Int64(size), root: reference.root(0, size)))
            let partial = TileCoordinate.tiles(forSize: Int64(size)).filter { !$0.isFull }
            #expect(edge.unfinished.map(\.0) == partial)
            if size % 97 == 0 || size % 256 < 2 {
                for (coordinate, hashes) in edge.unfinished { #expect(try store.tile(coordinate) == hashes) }
                #expect(try TreeEdge(size: Int64(size), unfinishedTiles: edge.unfinishedTiles) == edge)
            }
        }
    }

    @Test func seventyThousandLeavesFillTheirTiles() throws {
        let all = leaves(70_000)
        let store = TileStore(all)
        var edge = TreeEdge()
        let completed = all.flatMap { edge.append($0) }
        #expect(Set(completed.map(\.coordinate)) == Set(TileCoordinate.tiles(forSize: 70_000).filter { $0.isFull }))
        for tile in completed { #expect(try store.tile(tile.coordinate) == tile.hashes) }
        #expect(edge.unfinished.map(\.0.path) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(try TiledTree.root(size: 70_000, tile: store.tile) == edge.head.root)
    }

    /// Counts node hashes instead of time: on average less than one for a leaf, and for a head one for each further
    /// set bit of the size, at sizes that no test could build up.
    @Test(arguments: [1 << 10, 1 << 24, (1 << 40) - 100, 1 << 40, (1 << 62) - 5_000] as [Int64])
    func costDoesNotGrowWithTheLog(start: Int64) throws {
        let levels = (64 - start.leadingZeroBitCount + 7) / 8
        let tiles = (0..<levels).map { level in
            (0..<(start >> (8 * level) & 0xFF)).map { Merkle.leafHash([UInt8(level), UInt8($0)]) }
        }
        var edge = try TreeEdge(size: start, unfinishedTiles: tiles)
        let first = edge
        var hashes = 0
        func count(_ left: Digest, _ right: Digest) -> Digest {
            hashes += 1
            return Merkle.nodeHash(left, right)
        }
        var filled: [CompletedTile] = []
        for leaf in leaves(1_000) { filled += edge.append(leaf, node: count) }
        #expect(hashes <= 1_000 + 62)
        hashes = 0
        let head = edge.head(node: count)
        #expect(hashes == edge.size.nonzeroBitCount - 1)
        #expect(head.size == start + 1_000)
        // The new tree extends the old one: proofs from the tiles at hand show it.
        let known = Dictionary(uniqueKeysWithValues: filled.map { ($0.coordinate, $0.hashes) } + edge.unfinished)
        let proof = try TiledTree.consistencyProof(from: start, to: head.size) { coordinate in
            try #require(known[coordinate])
        }
        try proof.verify(old: first.head, new: head)
        #expect(try TreeEdge(size: head.size, unfinishedTiles: edge.unfinishedTiles).head == head)
    }

    @Test func storedEdgesMustFit() throws {
        let hash = Merkle.emptyRoot
        #expect(try TreeEdge(size: 0, unfinishedTiles: []) == TreeEdge())
        #expect(try TreeEdge(size: 256, unfinishedTiles: [[], [hash]]).head.root == hash)
        for (size, tiles) in [
            (0, [[]]), (1, []), (1, [[]]), (1, [[hash, hash]]), (1, [[hash], []]), (256, [[]]), (256, [[], []]),
            (256, [[hash], [hash]]), (256, [[], [hash], []]),
        ] as [(Int64, [[Digest]])] {
            #expect(throws: LedgerError(.tileInvalid, "")) { try TreeEdge(size: size, unfinishedTiles: tiles) }
        }
        for size in [-1, Int64.max] {
            #expect(throws: LedgerError(.outOfRange, "")) { try TreeEdge(size: size, unfinishedTiles: []) }
        }
    }
}
