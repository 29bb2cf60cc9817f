/// Coordinates of a drawing: rounding, and their text to a tenth of a unit.
///
/// The rounding is our own because the standard library's needs the C mathematics library, which a pure target does
/// not link.
enum Coordinate {
    /// What is not a number, or lies far outside any drawing, is brought back to its edge.
    static func text(_ value: Double) -> String { text(tenths: tenths(value)) }

    static func tenths(_ value: Double) -> Int {
        value.isFinite ? nearest(min(max(value, -100_000), 100_000) * 10) : 0
    }

    static func text(tenths: Int) -> String {
        let (whole, tenth) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        let sign = tenths < 0 ? "-" : ""
        return tenth == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(tenth)"
    }

    /// The nearest whole number, halves away from zero.
    static func nearest(_ value: Double) -> Int { value < 0 ? -below(0.5 - value) : below(value + 0.5) }

    /// The greatest whole number not above `value`.
    static func below(_ value: Double) -> Int {
        let whole = Int(min(max(value, -9e17), 9e17))
        return Double(whole) > value ? whole - 1 : whole
    }

    /// The least whole number not below `value`.
    static func above(_ value: Double) -> Int { -below(-value) }
}
