/// SplitMix64: the same seed gives the same test.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Bytes near a valid input: flipped, inserted, removed, doubled, cut, or with a troublesome piece put in.
public func mutations(of input: [UInt8], count: Int, seed: UInt64) -> [[UInt8]] {
    var generator = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
        [0x0A], [0x0D, 0x0A], [0x0A, 0x0A], [0x00], [0xFF], [0x20], [0x2B], [0x3D], [0x30], [0x2D], [0xE2, 0x80, 0x94],
        [0xCC, 0x81], Array("18446744073709551616".utf8), Array("99999999999999999999999".utf8),
        [UInt8](repeating: 0x0A, count: 500), [UInt8](repeating: 0x41, count: 3000),
    ]
    return (0..<thorough(count)).map { _ in
        var bytes = input
        for _ in 0...Int.random(in: 0..<3, using: &generator) {
            let offset = Int.random(in: 0...bytes.count, using: &generator)
            let end = Swift.min(bytes.count, offset + Int.random(in: 0..<12, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: if offset < bytes.count { bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: offset)
            case 2: bytes.removeSubrange(offset..<end)
            case 3: bytes.insert(contentsOf: Array(bytes[offset..<end]), at: offset)
            case 4: bytes.removeSubrange(offset...)
            default: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &generator)], at: offset)
            }
        }
        return bytes
    }
}
