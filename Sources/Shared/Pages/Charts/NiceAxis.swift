/// An axis with round ticks: steps of 1, 2 or 5 times a power of ten.
struct NiceAxis: Sendable {
    /// A tick with its exact canonical decimal.
    struct Tick: Sendable, Equatable {
        let value: Double
        let canonical: String
    }

    let low: Double
    let high: Double
    let ticks: [Tick]

    /// Covers all `values`; with `fromZero` zero too.
    ///
    /// - Parameter reachesZero: false where the axis is no scale of lengths, and need not come near zero for honesty.
    init(_ values: [Double], fromZero: Bool, tickCount: Int, reachesZero: Bool = true) {
        var low = values.min() ?? 0
        var high = values.max() ?? 0
        // An axis that begins far from zero exaggerates; zero comes in where it costs little.
        if fromZero || (reachesZero && low > 0 && low < high / 2) { low = min(low, 0) }
        if fromZero || (reachesZero && high < 0 && high > low / 2) { high = max(high, 0) }
        if low == high {
            low -= low == 0 ? 0 : abs(low) / 10
            high += high == 0 ? 1 : abs(high) / 10
        }
        let (mantissa, exponent) = Self.step(for: (high - low) / Double(max(tickCount, 1)))
        let step = Double(mantissa) * Self.power(exponent)
        let first = Coordinate.below(low / step + 1e-9)
        let last = max(Coordinate.above(high / step - 1e-9), first + 1)
        ticks = (first...last).map {
            Tick(value: Double($0) * step, canonical: Self.canonical($0 * mantissa, exponent: exponent))
        }
        self.low = Double(first) * step
        self.high = Double(last) * step
    }

    /// Where `value` lies between `start` and `end`.
    func place(_ value: Double, from start: Double, to end: Double) -> Double {
        start + (value - low) / (high - low) * (end - start)
    }

    /// Whether zero lies outside.
    var isCut: Bool { low > 0 || high < 0 }

    private static func step(for rough: Double) -> (mantissa: Int, exponent: Int) {
        var exponent = 0
        while exponent < 16, power(exponent + 1) <= rough { exponent += 1 }
        while exponent > -6, power(exponent) > rough { exponent -= 1 }
        switch rough / power(exponent) {
        case ...1.001: return (1, exponent)
        case ...2.001: return (2, exponent)
        case ...5.001: return (5, exponent)
        default: return (1, exponent + 1)
        }
    }

    static func power(_ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<abs(exponent) { power *= 10 }
        return exponent < 0 ? 1 / power : power
    }

    static func canonical(_ digits: Int, exponent: Int) -> String {
        let text = String(digits.magnitude)
        let sign = digits < 0 ? "-" : ""
        if exponent >= 0 { return digits == 0 ? "0" : sign + text + String(repeating: "0", count: exponent) }
        let filled = String(repeating: "0", count: max(0, 1 - exponent - text.utf8.count)) + text
        return sign + filled.dropLast(-exponent) + "." + filled.suffix(-exponent)
    }
}
