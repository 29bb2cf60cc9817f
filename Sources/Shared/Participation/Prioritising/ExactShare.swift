import Pages

/// A share of whole numbers, rounded once, half to even, and only where it is shown.
struct ExactShare: Sendable, Comparable {
    let part: Int
    let whole: Int

    init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// In percent with one decimal; a dash where there is no whole.
    func percent(_ language: Language) -> String {
        decimal(of: 100, decimals: 1).map { NumberFormat.percent($0, language) } ?? "–"
    }

    /// The quotient itself, such as a mean, with two decimals; a dash where there is no whole.
    func mean(_ language: Language) -> String {
        decimal(of: 1, decimals: 2).map { NumberFormat.decimal($0, language) } ?? "–"
    }

    /// `factor` × part ÷ whole as a canonical decimal; nil where there is no whole.
    func decimal(of factor: Int, decimals: Int) -> String? {
        guard whole > 0, part >= 0 else { return nil }
        var scale: Int128 = 1
        for _ in 0..<decimals { scale *= 10 }
        let (quotient, rest) = (Int128(part) * Int128(factor) * scale).quotientAndRemainder(dividingBy: Int128(whole))
        let isUp = 2 * rest > Int128(whole) || (2 * rest == Int128(whole) && quotient % 2 == 1)
        let rounded = quotient + (isUp ? 1 : 0)
        let digits = String(rounded % scale)
        return "\(rounded / scale)." + String(repeating: "0", count: decimals - digits.utf8.count) + digits
    }

    /// Exactly, without rounding. A share of nothing is the least.
    static func < (left: ExactShare, right: ExactShare) -> Bool {
        guard left.whole > 0, right.whole > 0 else { return left.whole <= 0 && right.whole > 0 }
        return Int128(left.part) * Int128(right.whole) < Int128(right.part) * Int128(left.whole)
    }

    static func == (left: ExactShare, right: ExactShare) -> Bool { !(left < right) && !(right < left) }
}
