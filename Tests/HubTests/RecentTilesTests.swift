import Crypto
import Ledger
import Testing

@testable import Hub

@Suite struct RecentTilesTests {
    /// Proofs of a batch are made without the database, before, at and behind the ends of tiles.
    @Test(arguments: [1, 7, 100, 256, 300]) func theProofsOfABatchNeedNoOtherTiles(batch: Int) throws {
        var edge = TreeEdge()
        var prover = TiledProver(size: 0)
        while edge.size < 70_000 {
            // Around the ends of tiles only; what lies between is appended at once.
            let isNear = edge.size % 256 > 256 - Int64(batch) || edge.size % 256 < 3
            let leaves = (0..<(isNear ? Int64(batch) : 1)).map { leaf(edge.size + $0) }
            let first = edge.size
            var completed: [CompletedTile] = []
            for leaf in leaves { completed += edge.append(leaf) }
            guard isNear, first < 1200 || first > 64_500 && first < 66_000 else { continue }
            let tiles = RecentTiles(completed, edge)
            prover.advance(to: edge.size)
            for (offset, leaf) in leaves.enumerated() {
                let proof = try prover.inclusionProof(index: first + Int64(offset)) { coordinate in
                    try #require(tiles[coordinate], "size \(edge.size), \(coordinate)")
                }
                try proof.verify(leaf: leaf, root: edge.head.root)
            }
        }
    }

    private func leaf(_ index: Int64) -> Digest { Merkle.leafHash(Array("\(index)".utf8)) }
}
