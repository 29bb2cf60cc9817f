import Federation
import Pages

/// How a regional value comes about and how its indicator is defined, in words.
struct RuleWords {
    let say: PageContext
    let definition: Indicator

    init(_ context: PageContext, _ definition: Indicator) {
        say = context
        self.definition = definition
    }

    var rule: String {
        switch definition.space.rule {
        case .sum: say(.ruleSum)
        case .ratioOfSums: Phrase.ruleRatio(say.integer(definition.factor), say.language)
        case .weightedMean: Phrase.ruleWeighted(FigureWords(say).weight(definition), say.language)
        case .minimum: say(.ruleMinimum)
        case .maximum: say(.ruleMaximum)
        case .median: say(.ruleMedian)
        case .count: say(.ruleCount)
        case .none: say(.ruleNone)
        }
    }

    /// The rule with the numbers that went in; long sums are shortened in the middle, never rounded.
    func formula(_ calculation: Calculation) -> String {
        let result = say.number(calculation.result)
        let terms = calculation.terms
        func value(_ term: Calculation.Term) -> String { say.number(term.value) }
        func other(_ term: Calculation.Term) -> String { term.other.map(say.number) ?? "–" }
        func fraction(_ above: (Calculation.Term) -> String) -> String {
            let sums = [calculation.above, calculation.below].map { $0.map(say.number) ?? "…" }
            return "(\(LongSum.text(terms, " + ", above))) ÷ (\(LongSum.text(terms, " + ", other)))"
                + " = \(sums[0]) ÷ \(sums[1])"
        }
        func list() -> String { LongSum.text(terms.sorted { $0.value.units < $1.value.units }, "; ", value) }
        switch calculation.rule {
        case .sum: return "\(LongSum.text(terms, " + ", value)) = \(result)"
        case .weightedMean:
            return fraction { "\(value($0)) × \(other($0))" } + " ≈ \(result)"
        case .ratioOfSums:
            let factor = calculation.factor == 1 ? "" : " × \(say.integer(calculation.factor))"
            return fraction(value) + factor + " ≈ \(result)"
        case .minimum: return "min(\(list())) = \(result)"
        case .maximum: return "max(\(list())) = \(result)"
        case .median: return "median(\(list())) = \(result)"
        case .count:
            return "\(say.integer(terms.count { $0.value.units != 0 })) / \(say.integer(terms.count)) = \(result)"
        case .none: return result
        }
    }

    func definitionList(_ framework: Framework) -> DefinitionList {
        var items: [(term: String, content: HTML)] = []
        func add(_ term: Phrase, _ content: HTML) { if !content.isEmpty { items.append((say(term), content)) } }
        add(.method, .fragment(say.paragraphs(definition.method)))
        add(.unit, say.html(definition.unit))
        add(.numerator, say.html(definition.numerator))
        add(.denominator, say.html(definition.denominator))
        add(.source, source)
        add(.licence, .text(definition.source.license))
        add(.directionHeader, .text(say(.direction(definition.direction))))
        add(
            .minimumCoverageHeader,
            .text(
                Phrase.minimumCoverage(
                    NumberFormat.percent(String(definition.minimumCoverage), say.language), say.language)))
        add(.frequencyHeader, .text(frequency))
        add(.timeRuleHeader, .text(say(.timeRule(definition.time))))
        if let threshold = definition.threshold {
            add(.suppressionHeader, .text(Phrase.suppressedBelow(say.integer(threshold), say.language)))
        }
        if let limits { add(.limitsHeader, .text(limits)) }
        if let baseline = definition.baseline { add(.baselineHeader, .text(dated(baseline))) }
        if !definition.targets.isEmpty {
            add(.targetsHeader, .text(definition.targets.map(dated).joined(separator: "; ")))
        }
        let parts = definition.parts.map { part in framework.indicator(part).map { say($0.name) } ?? part.text }
        if !parts.isEmpty { add(.partsHeader, .text(parts.joined(separator: ", "))) }
        let fields = framework.fields.filter { definition.fields.contains($0.id) }
        add(
            .fieldOfAction,
            fields.isEmpty ? .text(say(.withoutField)) : .text(fields.map { say($0.name) }.joined(separator: ", ")))
        add(.levelHeader, .text(say(definition.core ? .core : .advanced)))
        add(
            .codesHeader,
            .text(definition.codes.map { "\($0.scheme): \($0.code)" }.joined(separator: ", ")))
        add(
            .versionHeader,
            [
                .text("\(say.integer(definition.version)), "), .code(.text(definition.id.text)), .text(", "),
                .a(
                    say.link("/framework/\(framework.number)"),
                    .text(Phrase.frameworkVersion(say.integer(framework.number), say.language))),
            ])
        return DefinitionList(items)
    }

    /// "12,5 (2030)".
    private func dated(_ dated: Indicator.DatedValue) -> String {
        "\(say.number(dated.value)) (\(say.period(dated.period)))"
    }

    /// Value, baseline, target and time, which belong together; nothing without a baseline and a target.
    func progress(of figure: Figure) -> HTML {
        guard let value = figure.value,
            let progress = IndicatorProgress(
                value: .init(period: figure.period, value: value), baseline: definition.baseline,
                targets: definition.targets)
        else { return .empty }
        return .section(
            .h2(.text(say(.progressHeading))),
            DefinitionList([
                (say(.regionalValue), .text(dated(progress.value))),
                (say(.baselineHeader), .text(dated(progress.baseline))),
                (say(.targetHeader), .text(dated(progress.target))),
                (
                    say(.progressOfWay),
                    .text(
                        progress.progress.map { NumberFormat.percent($0.description, say.language) }
                            ?? say(.progressUndefined))
                ),
                (say(.timeElapsed), .text(NumberFormat.percent(progress.timeElapsed.description, say.language))),
                (say(.status), .text(say(.progressStanding(progress.standing)))),
            ]).html())
    }

    private var source: HTML {
        let source = definition.source
        if source.name.isEmpty { return source.url.isEmpty ? .empty : say.external(source.url) }
        return source.url.isEmpty ? .text(source.name) : say.external(source.url, source.name)
    }

    private var frequency: String {
        say(.frequency(definition.frequency)) + ", "
            + Phrase.dueAfter(say.integer(definition.dueDays), say.language)
    }

    private var limits: String? {
        switch (definition.minimum, definition.maximum) {
        case (let low?, let high?): Phrase.between(say.number(low), say.number(high), say.language)
        case (let low?, nil): Phrase.atLeast(say.number(low), say.language)
        case (nil, let high?): Phrase.atMost(say.number(high), say.language)
        case (nil, nil): nil
        }
    }
}

/// A sum or list of terms, shortened in the middle where it is long, never rounded.
enum LongSum {
    /// Of thousands of terms only those that are written become words.
    static func text<Term>(_ terms: [Term], _ sign: String, _ word: (Term) -> String) -> String {
        guard terms.count > 7 else { return terms.map(word).joined(separator: sign) }
        return terms.prefix(3).map(word).joined(separator: sign) + sign + "…" + sign + (terms.last.map(word) ?? "")
    }
}
