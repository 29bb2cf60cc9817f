import Federation

/// What the town has to know about an indicator to keep its values: one of a framework's, or one of its own.
struct IndicatorDefinition: Sendable, Hashable {
    enum Origin: Sendable, Hashable {
        /// From the frameworks of these federations, by the town's names for them.
        case framework([String])
        /// The town's own; it never leaves the node.
        case local
    }

    let id: Code
    var name: LocalizedText
    var unit: LocalizedText
    /// Of a value.
    var decimals: Int
    /// Of numerator and denominator.
    var partsDecimals: Int
    var kind: Indicator.Kind
    var frequency: Period.Frequency
    var direction: Indicator.Direction
    var minimum: ExactDecimal?
    var maximum: ExactDecimal?
    /// Of a ratio: 100 for percent.
    var factor: Int64
    /// Whether numerator and denominator are entered, and the value follows from them.
    var hasParts: Bool
    /// Days after a period's end by which it is due.
    var dueDays: Int64
    /// Whether a gap asks for a comment.
    var missing: Indicator.MissingPolicy
    /// Counts of people from 1 to one below it are suppressed before anything is signed.
    var threshold: Int64?
    var isCore: Bool
    var numerator: LocalizedText
    var denominator: LocalizedText
    var method: LocalizedText
    /// In words.
    var source: String
    /// Names elsewhere.
    var codes: [String]
    var origin: Origin

    var isLocal: Bool { origin == .local }
}

extension IndicatorDefinition {
    init(_ indicator: Indicator, federations: [String]) {
        id = indicator.id
        name = indicator.name
        unit = indicator.unit
        decimals = indicator.decimals
        partsDecimals = indicator.partsDecimals
        kind = indicator.kind
        frequency = indicator.frequency
        direction = indicator.direction
        minimum = indicator.minimum
        maximum = indicator.maximum
        factor = indicator.factor
        hasParts = indicator.space.rule == .ratioOfSums
        dueDays = indicator.dueDays
        missing = indicator.missing
        threshold = indicator.threshold
        isCore = indicator.core
        numerator = indicator.numerator
        denominator = indicator.denominator
        method = indicator.method
        source = indicator.source.name
        codes = indicator.codes.map(\.code)
        origin = .framework(federations)
    }

    /// The value that an observation stands for: its own, or numerator ÷ denominator × factor, rounded once.
    func value(of observation: StoredObservation) -> ExactDecimal? {
        if let value = observation.value { return value }
        guard let numerator = observation.numerator, let denominator = observation.denominator else { return nil }
        return Rational(numerator).divided(by: Rational(denominator))?
            .multiplied(by: Rational(ExactDecimal(units: factor, decimals: 0)))?.rounded(decimals: decimals)
    }

    /// The day by which the value of a period is due.
    func due(_ period: Period) -> CalendarDay { period.lastDay.adding(days: dueDays) }
}

extension CalendarDay {
    func adding(days: Int64) -> CalendarDay {
        Instant(secondsSince1970: (Int64(daysSince1970) + days) * 86_400).day
    }
}
