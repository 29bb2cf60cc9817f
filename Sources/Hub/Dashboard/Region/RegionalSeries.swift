import Federation

/// The regional course of one indicator, with the figure that is shown first.
struct RegionalSeries: Sendable {
    let definition: Indicator
    /// A figure for each observed period, in order of time.
    let figures: [Figure]
    /// The newest figure with a value, else the newest.
    let headline: Figure?
    /// Change from the figure with a value before the headline.
    let trend: Trend?
    /// The lowest and highest value of towns in the headline's period, where the rule gives no total.
    let spread: (low: ExactDecimal, high: ExactDecimal)?

    /// How far the headline has come towards its target; nil without a baseline, a target or a value.
    let progress: IndicatorProgress?

    /// What the headline rests on that is in doubt.
    let doubts: [DoubtedSource]

    /// - Parameters:
    ///   - doubts: of a figure.
    ///   - spread: of the towns in a period.
    init(
        _ definition: Indicator, _ figures: [Figure], doubts: (Figure) -> [DoubtedSource],
        spread: (Period) -> (low: ExactDecimal, high: ExactDecimal)?
    ) {
        self.definition = definition
        self.figures = figures
        let place = figures.lastIndex { $0.value != nil } ?? figures.indices.last
        headline = place.map { figures[$0] }
        trend = place.flatMap { place in
            Trend(definition, figures[place], before: figures[..<place].last { $0.value != nil })
        }
        progress = headline.flatMap { headline in
            headline.value.flatMap { value in
                IndicatorProgress(
                    value: .init(period: headline.period, value: value), baseline: definition.baseline,
                    targets: definition.targets)
            }
        }
        self.doubts = headline.map(doubts) ?? []
        self.spread = headline.flatMap { $0.reason == .noRule ? spread($0.period) : nil }
    }

    /// The newest figure where it is not the headline, because it has no value.
    var newerWithoutValue: Figure? {
        guard let newest = figures.last, newest.period != headline?.period else { return nil }
        return newest
    }
}

/// A change against an earlier like period.
struct Trend: Sendable {
    enum Change: Sendable { case more, less, same }

    let change: Change
    /// Without sign.
    let difference: ExactDecimal
    let since: Period
    /// False where the series breaks in between.
    let isComparable: Bool
    /// Whether the change goes the way the indicator wants; nil where it wants none or nothing changed.
    let isWanted: Bool?
    /// How many towns stood behind the earlier value, where that differs.
    let earlierTowns: (reported: Int64, expected: Int64)?

    init?(_ definition: Indicator, _ figure: Figure, before earlier: Figure?) {
        guard let value = figure.value, let earlier, let before = earlier.value else { return nil }
        self.init(
            definition, from: before, in: earlier.period, to: value, isBreak: figure.flags.contains(.breakInSeries),
            earlierTowns: (figure.reported, figure.expected) == (earlier.reported, earlier.expected)
                ? nil : (earlier.reported, earlier.expected))
    }

    init?(
        _ definition: Indicator, from before: ExactDecimal, in period: Period, to value: ExactDecimal, isBreak: Bool,
        earlierTowns: (reported: Int64, expected: Int64)? = nil
    ) {
        let (units, overflow) = value.units.subtractingReportingOverflow(before.units)
        guard !overflow, units != .min, value.decimals == before.decimals else { return nil }
        change = units == 0 ? .same : units > 0 ? .more : .less
        difference = ExactDecimal(units: abs(units), decimals: value.decimals)
        since = period
        isComparable = !isBreak
        self.earlierTowns = earlierTowns
        switch (definition.direction, change) {
        case (.up, .more), (.down, .less): isWanted = true
        case (.up, .less), (.down, .more): isWanted = false
        default: isWanted = nil
        }
    }
}
