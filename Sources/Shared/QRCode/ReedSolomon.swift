/// Multiplication in the field of 256 elements modulo x^8 + x^4 + x^3 + x^2 + 1.
enum GaloisField {
    static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product: UInt8 = 0
        for shift in stride(from: 7, through: 0, by: -1) {
            let overflows = product & 0x80 != 0
            product <<= 1
            if overflows { product ^= 0x1D }
            if right >> UInt8(shift) & 1 == 1 { product ^= left }
        }
        return product
    }
}

/// The systematic Reed-Solomon code whose generator has the roots 2^0 to 2^(degree − 1) (ISO/IEC 18004:2015, annex A).
struct ReedSolomon {
    /// Coefficients of the generator from the second highest power down; the highest is 1.
    let generator: [UInt8]

    init(degree: Int) {
        var generator = [UInt8](repeating: 0, count: degree)
        generator[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for place in 0..<degree {
                generator[place] = GaloisField.product(generator[place], root)
                if place + 1 < degree { generator[place] ^= generator[place + 1] }
            }
            root = GaloisField.product(root, 2)
        }
        self.generator = generator
    }

    /// What is left when the data, moved up by the generator's degree, are divided by it.
    func correction(of data: some Sequence<UInt8>) -> [UInt8] {
        var rest = [UInt8](repeating: 0, count: generator.count)
        for byte in data {
            let factor = byte ^ rest[0]
            rest.removeFirst()
            rest.append(0)
            for place in rest.indices { rest[place] ^= GaloisField.product(generator[place], factor) }
        }
        return rest
    }
}
