import Federation

/// One indicator: its regional course, and in one period the whole calculation behind the figure.
struct IndicatorModel: Sendable {
    let definition: Indicator
    let framework: Recorded<Framework>
    /// A figure for each observed period, in order of time.
    let figures: [Figure]
    /// The one that the page is about: the period asked for, else the newest with a value, else the newest.
    let shown: ExplainedFigure?
    let trend: Trend?
    let calculation: Calculation?
    /// What figures rest on that is in doubt, by period; most often nothing.
    let doubts: [Period: [DoubtedSource]]
    private let state: FederationState

    /// `nil` for an unknown indicator, or a period that nobody has observed.
    ///
    /// - Parameter explains: whether the figure in question is explained, which costs all towns; else `shown` and
    ///   `calculation` are nil.
    init?(
        _ state: FederationState, _ region: RegionModel, _ id: Code, asked: String? = nil, explains: Bool = true
    ) {
        let known = region.series.first { $0.definition.id == id }
        guard
            let framework = known.flatMap({ _ in region.framework })
                ?? state.frameworks.last(where: { $0.value.indicator(id) != nil }),
            let definition = framework.value.indicator(id)
        else { return nil }
        let needsSeries = explains || known == nil || state.hasDoubts
        let series = needsSeries ? RegionalFigures(state, framework: framework.value).series(definition) : nil
        let figures = known?.figures ?? series?.periods().compactMap { series?.figure(in: $0).figure } ?? []
        let place: Int?
        if let asked {
            guard let found = figures.firstIndex(where: { $0.period.description == asked }) else { return nil }
            place = found
        } else {
            place = figures.lastIndex { $0.value != nil } ?? figures.indices.last
        }
        self.definition = definition
        self.framework = framework
        self.figures = figures
        self.state = state
        shown = explains ? place.flatMap { series?.figure(in: figures[$0].period) } : nil
        trend = place.flatMap { place in
            Trend(definition, figures[place], before: figures[..<place].last { $0.value != nil })
        }
        calculation = shown.flatMap(Calculation.init)
        doubts =
            state.hasDoubts
            ? Dictionary(
                uniqueKeysWithValues: figures.compactMap { figure in
                    series.map { (figure.period, state.doubts(of: $0.figure(in: figure.period))) }
                }) : [:]
    }

    /// Every figure with what each town brings to it: that costs all towns in all periods.
    func explained(_ isWanted: (Period) -> Bool = { _ in true }) -> [ExplainedFigure] {
        let series = RegionalFigures(state, framework: framework.value).series(definition)
        return figures.map(\.period).filter(isWanted).map(series.figure)
    }
}

/// A regional value with every number that went into it.
struct Calculation: Sendable {
    /// What one town brings in.
    struct Term: Sendable {
        let tenant: TenantID
        /// The value or, for a ratio of sums, the numerator.
        let value: ExactDecimal
        /// The weight or, for a ratio of sums, the denominator.
        let other: ExactDecimal?
    }

    let rule: Indicator.SpaceRule
    let terms: [Term]
    /// Σ of values, products or numerators, exact.
    let above: ExactDecimal?
    /// Σ of weights or denominators, exact.
    let below: ExactDecimal?
    let factor: Int64
    let result: ExactDecimal

    /// `nil` where there is no regional value.
    init?(_ explained: ExplainedFigure) {
        guard let result = explained.figure.value else { return nil }
        let definition = explained.definition
        self.result = result
        rule = definition.space.rule
        factor = definition.factor
        terms = explained.contributions.filter(\.counts).compactMap { contribution in
            guard let observation = contribution.observation?.observation else { return nil }
            let value = definition.space.rule == .ratioOfSums ? observation.numerator : observation.value
            let other =
                definition.space.rule == .ratioOfSums
                ? observation.denominator : contribution.weight?.observation.value
            return value.map { Term(tenant: contribution.tenant, value: $0, other: other) }
        }
        var above: Rational? = .zero
        var below: Rational? = .zero
        var decimals = 0
        var otherDecimals = 0
        for term in terms {
            let isWeighted = definition.space.rule == .weightedMean
            let product =
                isWeighted
                ? term.other.flatMap { Rational(term.value).multiplied(by: Rational($0)) } : Rational(term.value)
            above = product.flatMap { above?.adding($0) }
            below = term.other.flatMap { below?.adding(Rational($0)) }
            decimals = max(decimals, term.value.decimals + (isWeighted ? term.other?.decimals ?? 0 : 0))
            otherDecimals = max(otherDecimals, term.other?.decimals ?? 0)
        }
        // These many decimals hold the sums exactly.
        self.above = above?.rounded(decimals: decimals)
        self.below = below?.rounded(decimals: otherDecimals)
    }
}
