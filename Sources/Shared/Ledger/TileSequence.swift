/// The tiles that a growing log writes, computed one by one: lowest level first, left to right.
public struct TileSequence: Sequence, Sendable {
    private let oldSize: Int64
    private let newSize: Int64

    /// Empty unless 0 ≤ `oldSize` < `newSize`.
    init(from oldSize: Int64, to newSize: Int64) {
        self.oldSize = oldSize
        self.newSize = oldSize < 0 ? 0 : newSize
    }

    public func makeIterator() -> Iterator {
        Iterator(oldSize: oldSize, newSize: newSize)
    }

    public struct Iterator: IteratorProtocol, Sendable {
        private let oldSize: Int64
        private let newSize: Int64
        private var level = 0
        /// The next hash of this level that needs a tile.
        private var position: Int64

        fileprivate init(oldSize: Int64, newSize: Int64) {
            self.oldSize = oldSize
            self.newSize = newSize
            position = oldSize
        }

        public mutating func next() -> TileCoordinate? {
            while level <= TileCoordinate.maximumLevel, newSize >> (8 * level) > 0 {
                let end = newSize >> (8 * level)
                if position < end {
                    let number = position >> 8
                    let width = Swift.min(256, end - number << 8)
                    position = (number << 8) + width
                    return TileCoordinate(existingLevel: level, number: number, width: Int(width))
                }
                level += 1
                position = oldSize >> (8 * level)
            }
            return nil
        }
    }
}
