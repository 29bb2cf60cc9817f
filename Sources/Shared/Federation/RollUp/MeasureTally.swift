/// Measures by status with their money, added up in 128 bits and clamped once at the end, so that no order matters and
/// each can be taken out again.
public struct MeasureTally: Sendable {
    private var counts: [MeasureStatus: (count: Int64, planned: Int128, spent: Int128)] = [:]
    /// How many of them say how far they have come.
    public private(set) var withProgress: Int64 = 0

    public init() {}

    public mutating func add(_ measure: Summary.MeasureState) { change(by: 1, measure) }
    public mutating func remove(_ measure: Summary.MeasureState) { change(by: -1, measure) }

    private mutating func change(by sign: Int64, _ measure: Summary.MeasureState) {
        var entry = counts[measure.status] ?? (0, 0, 0)
        entry.count += sign
        // Amounts have two decimals, so their units are cents.
        entry.planned += Int128(sign) * Int128(measure.planned?.units ?? 0)
        entry.spent += Int128(sign) * Int128(measure.spent?.units ?? 0)
        counts[measure.status] = entry.count == 0 ? nil : entry
        if measure.progress != nil { withProgress += sign }
    }

    /// How many there are.
    public var count: Int64 { counts.values.reduce(0) { $0 + $1.count } }

    /// In the order of the statuses' names.
    public var list: [RegionalReport.MeasureCount] {
        counts.sorted { $0.key < $1.key }.map { status, entry in
            RegionalReport.MeasureCount(
                count: entry.count, planned: ExactDecimal(clamping: entry.planned, decimals: 2),
                spent: ExactDecimal(clamping: entry.spent, decimals: 2), status: status)
        }
    }
}

extension ExactDecimal {
    /// A sum, clamped to the 18 digits that a decimal of the protocol has.
    init(clamping units: Int128, decimals: Int) {
        let limit: Int128 = 999_999_999_999_999_999
        self.init(units: Int64(min(max(units, -limit), limit)), decimals: decimals)
    }
}
