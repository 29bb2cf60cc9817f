/// Numbers as signed texts write them: ASCII digits, no sign, no leading zero.
enum ASCIIDecimal {
    /// Nil for anything else, and above 2^63 − 1.
    static func parse(_ digits: some Collection<UInt8>) -> Int64? {
        guard let first = digits.first, digits.count <= 19, digits.count == 1 || first != 0x30 else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(digit - 0x30))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }
}
