/// What one town brings to the figure of one indicator in one period, in numbers that can be added and taken out again.
struct FigureShare: Equatable, Sendable {
    /// The flags that towns bring to a figure.
    static let flags: [Figure.Flag] = [.breakInSeries, .estimated, .provisional, .revised]

    /// Whether the town has an observation of exactly this period, expected or not.
    var observes = false
    var isExpected = false
    var status = Observation.Status.missing
    var counts = false
    var hasWithdrawn = false
    /// nil where the town tells none.
    var people: Int128?
    /// Value, numerator, or value times weight.
    var above: Int128 = 0
    /// Denominator or weight.
    var below: Int128 = 0
    var hasWeight = true
    /// One bit for each of `flags`.
    var flagBits: UInt8 = 0
    /// Whether a number is too large or too fine for a quick sum.
    var isOdd = false

    /// A town that says nothing.
    init() {}

    init(
        _ figures: IndicatorFigures, _ town: IndicatorFigures.Town, in period: Period, isHistorical: Bool,
        today: CalendarDay
    ) {
        let place = town.series.place(of: period)
        observes = place < town.series.count && town.series[place].observation.period == period
        guard town.hasAdopted, town.reporter.isExpected(in: period, isHistorical: isHistorical, today: today) else {
            return
        }
        isExpected = true
        hasWithdrawn = town.hasWithdrawn(figures.definition.id, in: period)
        if let people = town.reporter.people(in: period) {
            self.people = ExactSum.units(people)
            isOdd = self.people == nil
        }
        let contribution = figures.contribution(of: town, in: period)
        status = contribution.status
        counts = contribution.counts
        guard counts, let own = contribution.own else { return }
        for source in own.sources {
            for flag in source.observation.flags { set(Figure.Flag(flag)) }
            if source.revision > 1 { set(.revised) }
        }
        switch figures.definition.space.rule {
        case .none:
            // What a page shows as the spread of the towns.
            let share = own.numerator.flatMap { above in own.denominator.flatMap { above.divided(by: $0) } }
            let shown = own.value ?? share?.multiplied(by: Rational(whole: Int128(figures.definition.factor)))
            guard let rounded = shown?.rounded(decimals: figures.definition.decimals) else {
                isOdd = true
                return
            }
            above = units(Rational(rounded))
        case .sum, .minimum, .maximum, .median, .count: above = units(own.value)
        case .ratioOfSums:
            above = units(own.numerator)
            below = units(own.denominator)
        case .weightedMean:
            hasWeight = contribution.hasWeight
            guard hasWeight, let weight = contribution.weighing?.value else { return }
            above = units(own.value?.multiplied(by: weight))
            below = units(weight)
        }
    }

    private mutating func set(_ flag: Figure.Flag) {
        if let bit = Self.flags.firstIndex(of: flag) { flagBits |= 1 << UInt8(bit) }
    }

    private mutating func units(_ number: Rational?) -> Int128 {
        guard let number, let units = ExactSum.units(number) else {
            isOdd = true
            return 0
        }
        return units
    }
}
