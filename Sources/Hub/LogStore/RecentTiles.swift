import Crypto
import Ledger

/// The tiles at the right edge of the log just after a batch, from memory: the proofs of the batch's own entries need
/// hardly any others, and no question to the database.
struct RecentTiles: Sendable {
    private let hashes: [TileCoordinate: [Digest]]

    /// - Parameter completed: the tiles that the batch has filled.
    init(_ completed: [CompletedTile], _ edge: TreeEdge) {
        hashes = Dictionary(
            completed.map { ($0.coordinate, $0.hashes) } + edge.unfinished, uniquingKeysWith: { first, _ in first })
    }

    subscript(coordinate: TileCoordinate) -> [Digest]? { hashes[coordinate] }
}
