/// A sum that terms can be taken out of again, exact, at one common denominator.
///
/// Only numbers that cannot leave 128 bits, whatever their order, are taken: what is larger or finer is refused, and the
/// figure is computed the long way then.
struct ExactSum: Equatable, Sendable {
    /// Six decimals, and the twelfths of a mean over months, also of a product of two such means.
    private static let scale: Int128 = 144_000_000
    private static let limit: Int128 = 10_000_000_000 * scale

    private var units: Int128 = 0

    /// A number in the units of the sum; nil where it is too large or too fine.
    static func units(_ number: Rational) -> Int128? {
        guard Self.scale % number.denominator == 0 else { return nil }
        let (units, overflow) = number.numerator.multipliedReportingOverflow(by: Self.scale / number.denominator)
        return overflow || units.magnitude > Self.limit.magnitude ? nil : units
    }

    /// - Parameter sign: 1 to add, −1 to take out.
    mutating func change(by sign: Int, _ units: Int128) { self.units += Int128(sign) * units }

    mutating func subtract(_ other: ExactSum) { units -= other.units }

    var isZero: Bool { units == 0 }

    var rational: Rational? { Self.rational(units) }

    static func rational(_ units: Int128) -> Rational? { Rational(units, over: scale) }
}
