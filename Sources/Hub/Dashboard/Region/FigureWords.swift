import Federation
import Pages

/// What has to be said beside a regional figure, in words.
struct FigureWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// "4 von 5 Kommunen, 92,1 % der Bevölkerung".
    func coverage(_ figure: Figure) -> String {
        let towns = Phrase.townsOfTowns(say.integer(figure.reported), say.integer(figure.expected), say.language)
        guard let share = figure.populationShare else { return towns }
        let percent = NumberFormat.percent(whole(share), say.language)
        return "\(towns), " + Phrase.ofPopulation(percent, say.language)
    }

    /// The same for a cell, on two lines that keep together.
    func coverageCell(_ figure: Figure) -> HTML {
        let towns = Phrase.townsOfTowns(say.integer(figure.reported), say.integer(figure.expected), say.language)
        return [
            .span(.text(towns), class: "keep"),
            .when(figure.populationShare) { share in
                let percent = NumberFormat.percent(whole(share), say.language)
                return .span(.text(Phrase.ofPopulation(percent, say.language)), class: "cell-note keep")
            },
        ]
    }

    /// The value with period, or the word for why there is none.
    func value(_ figure: Figure, _ definition: Indicator) -> HTML {
        let period = say.period(figure.period)
        guard let value = figure.value else {
            return [
                .span(.text(say(figure.reason == .noRule ? .distributionOnly : .withheld)), class: "sign"),
                .span(.text(period), class: "cell-note"),
            ]
        }
        let unit = say(definition.unit)
        return [
            .strong(say.receipt(value, figure)),
            .span(.text(unit.isEmpty ? period : "\(unit), \(period)"), class: "cell-note"),
        ]
    }

    /// "0,50 weniger als 2021, in der gewünschten Richtung".
    func trend(_ trend: Trend) -> String {
        var words = change(trend)
        if trend.isComparable {
            if let isWanted = trend.isWanted { words += ", " + say(isWanted ? .wantedWay : .unwantedWay) }
            if let then = then(trend) { words += " (\(then))" }
        }
        return words
    }

    /// The same for a cell: what changed, and below it how that is to be read.
    func trendCell(_ trend: Trend?) -> DataTable.Cell {
        guard let trend else { return .text("–") }
        guard trend.isComparable else { return .html(.small(.text(change(trend)))) }
        return .html([
            .span(.text(change(trend)), class: "keep"),
            .when(trend.isWanted) { .span(.text(say($0 ? .wantedShort : .unwantedShort)), class: "cell-note keep") },
            .when(then(trend)) { .span(.text($0), class: "cell-note") },
        ])
    }

    private func change(_ trend: Trend) -> String {
        let since = say.period(trend.since)
        guard trend.isComparable else { return Phrase.breakSince(since, say.language) }
        switch trend.change {
        case .same: return Phrase.unchangedSince(since, say.language)
        case .more: return Phrase.moreThan(say.number(trend.difference), since, say.language)
        case .less: return Phrase.lessThan(say.number(trend.difference), since, say.language)
        }
    }

    private func then(_ trend: Trend) -> String? {
        trend.earlierTowns.map {
            Phrase.thenTowns(say.integer($0.reported), say.integer($0.expected), say.language)
        }
    }

    /// Everything that qualifies the series' headline.
    func qualifiers(_ series: RegionalSeries) -> [String] {
        guard let figure = series.headline else { return [] }
        var words = qualifiers(figure, series.definition)
        if figure.reason == .noRule, let spread = series.spread {
            words.insert(Phrase.between(say.number(spread.low), say.number(spread.high), say.language), at: 0)
        }
        if let newer = series.newerWithoutValue, let reason = newer.reason {
            words.append("\(say.period(newer.period)): \(self.reason(reason, newer, series.definition))")
        }
        return words + DoubtWords(say).qualifier(series.doubts)
    }

    func qualifiers(_ figure: Figure, _ definition: Indicator) -> [String] {
        var words: [String] = []
        // The value's place says already that there is only a distribution.
        if let reason = figure.reason, reason != .noRule { words.append(self.reason(reason, figure, definition)) }
        for flag in figure.flags { words.append(word(flag, definition)) }
        return words
    }

    func reason(_ reason: WithheldReason, _ figure: Figure, _ definition: Indicator) -> String {
        switch reason {
        case .coverage:
            Phrase.withheldCoverage(
                say.integer(figure.reported), of: say.integer(figure.expected),
                needed: NumberFormat.percent(String(definition.minimumCoverage), say.language), say.language)
        case .noData: say(.withheldNoData)
        case .noRule: say(.withheldNoRule)
        case .noWeight: say(.withheldNoWeight)
        case .zeroDenominator: say(.withheldZeroDenominator)
        case .overflow: say(.withheldOverflow)
        }
    }

    func word(_ flag: Figure.Flag, _ definition: Indicator) -> String {
        switch flag {
        case .breakInSeries: say(.breakInSeries)
        case .estimated: say(.containsEstimated)
        case .historical: say(.historical)
        case .incomplete: say(.incomplete)
        case .provisional: say(.containsProvisional)
        case .revised: say(.revised)
        case .timeRule: say(.joinedOverTime)
        case .weightYear: Phrase.weightOfYear(weight(definition), say.language)
        }
    }

    /// "Bevölkerung 2022".
    func weight(_ definition: Indicator) -> String {
        guard let weight = definition.space.weight else { return "" }
        let name =
            say.state.frameworks.last { $0.value.indicator(weight.indicator) != nil }
            .flatMap { $0.value.indicator(weight.indicator) }.map { say($0.name) } ?? weight.indicator.text
        return weight.period.map { "\(name) \(say.period($0))" } ?? name
    }

    func sparkline(_ series: RegionalSeries) -> HTML {
        guard series.figures.contains(where: { $0.value != nil }), series.figures.count > 1 else { return .text("–") }
        let values = Dictionary(uniqueKeysWithValues: series.figures.map { ($0.period, $0) })
        let course = Period.course(of: series.figures.map(\.period), limit: 60)
        let points = course.map { values[$0].map(point) ?? .missing }
        let first = say.period(course.first ?? series.figures[0].period)
        let last = say.period(course.last ?? series.figures[0].period)
        return Sparkline(points, label: "\(say(series.definition.name)), \(first) – \(last)").html()
    }

    func point(_ figure: Figure) -> ChartPoint {
        guard let value = figure.value else { return .missing }
        var flags: ChartFlags = []
        if figure.flags.contains(.provisional) { flags.insert(.provisional) }
        if figure.flags.contains(.estimated) { flags.insert(.estimated) }
        if figure.flags.contains(.breakInSeries) { flags.insert(.break) }
        return .decimal(value.description, say.language, flags: flags)
    }

    private func whole(_ share: ExactDecimal) -> String {
        let text = share.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
