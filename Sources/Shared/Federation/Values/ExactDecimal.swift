/// A decimal number as signed data carries it: digits and a count of decimals, never a floating-point value.
public struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
    public static let maximumDigits = 18

    /// The value times 10^decimals.
    public let units: Int64
    // Four bytes, so that an optional one takes 16 and not 24: an observation holds three.
    private let scale: Int32

    public init(units: Int64, decimals: Int) {
        self.units = units
        scale = Int32(decimals)
    }

    public var decimals: Int { Int(scale) }

    /// Takes exactly `-?(0|[1-9][0-9]*)(\.[0-9]+)?` with at most 18 digits and never `-0`.
    public init?(_ text: String) { self.init(text.utf8.span) }

    init?(_ text: Span<UInt8>) {
        var units: Int64 = 0
        var digits = 0
        var decimals = 0
        var seenPoint = false
        var negative = false
        var leadingZero = false
        for position in text.indices {
            let byte = text[position]
            switch byte {
            case 0x2D where position == 0: negative = true
            case 0x30...0x39:
                if leadingZero && !seenPoint { return nil }
                if digits == 0 && byte == 0x30 && !seenPoint { leadingZero = true }
                digits += 1
                if seenPoint { decimals += 1 }
                guard digits <= ExactDecimal.maximumDigits else { return nil }
                units = units * 10 + Int64(byte - 0x30)
            case 0x2E where !seenPoint && digits > 0: seenPoint = true
            default: return nil
            }
        }
        guard digits > 0, !seenPoint || decimals > 0, !negative || units != 0 else { return nil }
        self.init(units: negative ? -units : units, decimals: decimals)
    }

    public var description: String {
        let magnitude = String(units.magnitude)
        let sign = units < 0 ? "-" : ""
        guard decimals > 0 else { return sign + magnitude }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - magnitude.count)) + magnitude
        return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    /// For drawing only; no figure is ever computed from it.
    public var approximation: Double {
        var divisor = 1.0
        for _ in 0..<decimals { divisor *= 10 }
        return Double(units) / divisor
    }
}

/// An exact fraction of 128-bit integers; every operation says so when it would leave their range.
public struct Rational: Sendable {
    public let numerator: Int128
    public let denominator: Int128

    public init(_ decimal: ExactDecimal) {
        numerator = Int128(decimal.units)
        denominator = Rational.power(of: decimal.decimals)
    }

    /// `nil` where the denominator is zero or the reduced fraction leaves ±(2^127−1).
    public init?(_ numerator: Int128, over denominator: Int128) {
        guard denominator != 0 else { return nil }
        let divisor = Rational.greatestCommonDivisor(numerator, denominator)
        // Magnitudes, because -2^127 has no positive counterpart.
        let above = numerator.magnitude / divisor
        guard above <= Int128.max.magnitude, let below = Int128(exactly: denominator.magnitude / divisor) else {
            return nil
        }
        self.numerator = (numerator < 0) == (denominator < 0) ? Int128(above) : -Int128(above)
        self.denominator = below
    }

    public init(whole: Int128) { self.init(unreduced: whole, over: 1) }

    private init(unreduced numerator: Int128, over denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    public static let zero = Rational(ExactDecimal(units: 0, decimals: 0))

    public func adding(_ other: Rational) -> Rational? {
        if denominator == other.denominator {
            // Not reduced: sums of many values of like decimals are the common case, and stay in bounds as they are.
            let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
            return overflow || sum == .min ? nil : Rational(unreduced: sum, over: denominator)
        }
        let (left, first) = numerator.multipliedReportingOverflow(by: other.denominator)
        let (right, second) = other.numerator.multipliedReportingOverflow(by: denominator)
        let (sum, third) = left.addingReportingOverflow(right)
        let (below, fourth) = denominator.multipliedReportingOverflow(by: other.denominator)
        return first || second || third || fourth ? nil : Rational(sum, over: below)
    }

    public func multiplied(by other: Rational) -> Rational? {
        let (above, first) = numerator.multipliedReportingOverflow(by: other.numerator)
        let (below, second) = denominator.multipliedReportingOverflow(by: other.denominator)
        if below == 1, !first, above != .min { return Rational(unreduced: above, over: 1) }
        return first || second ? nil : Rational(above, over: below)
    }

    /// `nil` on overflow or a zero divisor.
    public func divided(by other: Rational) -> Rational? {
        guard let inverse = Rational(other.denominator, over: other.numerator) else { return nil }
        return multiplied(by: inverse)
    }

    public var isZero: Bool { numerator == 0 }

    public func isLess(than other: Rational) -> Bool? {
        guard let negative = Rational(negating: other), let difference = adding(negative) else { return nil }
        return difference.numerator < 0
    }

    /// Rounded once, half to even; `nil` where the result has more than 18 digits.
    public func rounded(decimals: Int) -> ExactDecimal? {
        let (scaled, overflow) = numerator.multipliedReportingOverflow(by: Rational.power(of: decimals))
        guard !overflow else { return nil }
        var (quotient, remainder) = scaled.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
        remainder = remainder &* 2
        if remainder > denominator.magnitude || (remainder == denominator.magnitude && quotient % 2 == 1) {
            quotient += 1
        }
        guard quotient < 1_000_000_000_000_000_000 else { return nil }
        let magnitude = Int64(quotient)
        return ExactDecimal(units: scaled < 0 ? -magnitude : magnitude, decimals: decimals)
    }

    init?(negating other: Rational) {
        guard other.numerator > .min else { return nil }
        numerator = -other.numerator
        denominator = other.denominator
    }

    private static func power(of decimals: Int) -> Int128 {
        var result: Int128 = 1
        for _ in 0..<decimals { result *= 10 }
        return result
    }

    private static func greatestCommonDivisor(_ left: Int128, _ right: Int128) -> UInt128 {
        var (a, b) = (left.magnitude, right.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        return a == 0 ? 1 : a
    }
}
