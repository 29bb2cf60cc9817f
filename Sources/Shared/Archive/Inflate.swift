/// Unpacks DEFLATE (RFC 1951).
///
/// Strict: the packed bytes end where the last block ends, and the content has exactly the announced length, so a
/// decoder can neither be made to produce more than the caller has agreed to, nor be handed something behind the end.
public enum Inflate {
    /// - Parameter length: how many bytes must come out; the caller has checked it against its limits.
    ///
    /// Errors: `damaged`.
    public static func unpack(_ packed: ArraySlice<UInt8>, length: Int) throws(ArchiveError) -> [UInt8] {
        // No block says more than 258 bytes with two bits; whoever announces more than that lies.
        guard length <= packed.count * 1_032 else { throw damaged("announces more bytes than DEFLATE can hold") }
        var decoder = InflateDecoder(packed, length: length)
        return try decoder.content()
    }

    static func damaged(_ reason: String) -> ArchiveError { ArchiveError(.damaged, "The packed content \(reason).") }
}

private struct InflateDecoder {
    private var input: BitReader
    private let length: Int
    private var output: [UInt8] = []

    init(_ packed: ArraySlice<UInt8>, length: Int) {
        input = BitReader(packed)
        self.length = length
        output.reserveCapacity(length)
    }

    mutating func content() throws(ArchiveError) -> [UInt8] {
        var isLast = false
        while !isLast {
            isLast = try input.take(1) == 1
            switch try input.take(2) {
            case 0: try storedBlock()
            case 1: try block(.fixedLiterals, .fixedDistances)
            case 2:
                let (literals, distances) = try tables()
                try block(literals, distances)
            default: throw Inflate.damaged("has a block of the reserved type")
            }
        }
        guard output.count == length else { throw Inflate.damaged("is shorter than announced") }
        guard input.isAtEnd else { throw Inflate.damaged("goes on behind its last block") }
        return output
    }

    private mutating func storedBlock() throws(ArchiveError) {
        input.skipToByte()
        let count = try input.take(16)
        guard try input.take(16) == count ^ 0xFFFF else {
            throw Inflate.damaged("has a stored block whose length is not confirmed")
        }
        guard output.count + count <= length else { throw Inflate.damaged("is longer than announced") }
        output += try input.bytes(count)
    }

    private mutating func block(_ literals: HuffmanTable, _ distances: HuffmanTable) throws(ArchiveError) {
        while true {
            let symbol = try input.symbol(literals)
            if symbol < 256 {
                guard output.count < length else { throw Inflate.damaged("is longer than announced") }
                output.append(UInt8(truncatingIfNeeded: symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol < 286 else { throw Inflate.damaged("uses a length code that does not exist") }
            let place = symbol - 257
            let count = Self.lengthBases[place] + (try input.take(Self.lengthExtras[place]))
            let code = try input.symbol(distances)
            guard code < 30 else { throw Inflate.damaged("uses a distance code that does not exist") }
            let distance = Self.distanceBases[code] + (try input.take(Self.distanceExtras[code]))
            try copy(count, from: distance)
        }
    }

    /// The source may overlap what is being written: that is how runs are packed.
    private mutating func copy(_ count: Int, from distance: Int) throws(ArchiveError) {
        let start = output.count - distance
        guard start >= 0 else { throw Inflate.damaged("points before its beginning") }
        guard output.count + count <= length else { throw Inflate.damaged("is longer than announced") }
        for place in start..<start + count { output.append(output[place]) }
    }

    /// The two codes of a block with its own (RFC 1951 section 3.2.7).
    private mutating func tables() throws(ArchiveError) -> (HuffmanTable, HuffmanTable) {
        let literalCount = try input.take(5) + 257
        let distanceCount = try input.take(5) + 1
        let codeCount = try input.take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else {
            throw Inflate.damaged("announces more codes than there are")
        }
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for place in Self.codeOrder.prefix(codeCount) {
            codeLengths[place] = UInt8(truncatingIfNeeded: try input.take(3))
        }
        let codes = try HuffmanTable(codeLengths, mayBeIncomplete: false)
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try input.symbol(codes)
            switch symbol {
            case 0...15: lengths.append(UInt8(truncatingIfNeeded: symbol))
            case 16:
                guard let last = lengths.last else { throw Inflate.damaged("repeats a length before the first") }
                lengths += [UInt8](repeating: last, count: 3 + (try input.take(2)))
            case 17: lengths += [UInt8](repeating: 0, count: 3 + (try input.take(3)))
            default: lengths += [UInt8](repeating: 0, count: 11 + (try input.take(7)))
            }
        }
        guard lengths.count == literalCount + distanceCount else {
            throw Inflate.damaged("repeats a length beyond the last code")
        }
        guard lengths[256] != 0 else { throw Inflate.damaged("has a block that cannot end") }
        return (
            try HuffmanTable(Array(lengths[..<literalCount]), mayBeIncomplete: true),
            try HuffmanTable(Array(lengths[literalCount...]), mayBeIncomplete: true)
        )
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthExtras = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ]
    private static let distanceExtras = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
}
