import Federation

extension FigureExplanation: Answer {
    func text(in language: Language) -> String {
        var lines = Lines(language)
        lines.say(headline)
        if export.report.verdict != .genuine { lines.say(export.report.headline) }
        lines.row(
            "Indikator", "Indicator",
            Phrase(
                de: "\(definition.id): \(definition.name.german)",
                en:
                    "\(definition.id): \(definition.name.english.isEmpty ? definition.name.german : definition.name.english)"
            ))
        lines.row(
            "Rahmen", "Framework",
            Phrase(
                de: "Fassung \(framework.value.number), Eintrag \(framework.index)",
                en: "version \(framework.value.number), entry \(framework.index)"))
        if let report {
            lines.row(
                "Bericht", "Report",
                Phrase(
                    de: "\(report.report.period), Ausgabe \(report.report.edition), Eintrag \(report.index), "
                        + "SHA-256 \(report.sha256.hex)",
                    en: "\(report.report.period), edition \(report.report.edition), entry \(report.index), "
                        + "SHA-256 \(report.sha256.hex)"))
        }
        lines.row(
            "Stand", "Computed at",
            Phrase(
                de: "\(state.size) Einträge, letzter Eingang \(state.lastReceived)",
                en: "\(state.size) entries, last received \(state.lastReceived)"))
        lines.row("Regel", "Rule", rule)
        lines.row(
            "Gemeldet", "Reported",
            Phrase(
                de: "\(figure.reported) von \(figure.expected); ohne Angabe \(figure.missing), unterdrückt "
                    + "\(figure.suppressed), trifft nicht zu \(figure.notApplicable), nur Kreiswert \(figure.district)",
                en: "\(figure.reported) of \(figure.expected); missing \(figure.missing), suppressed "
                    + "\(figure.suppressed), not applicable \(figure.notApplicable), district's value only "
                    + "\(figure.district)"))
        if let share = figure.populationShare {
            lines.row(
                "Bevölkerung", "Population",
                Phrase(
                    de: "\(share) Prozent leben dort, wo gemeldet wurde",
                    en: "\(share) percent live where it was reported"))
        }
        if !figure.flags.isEmpty {
            lines.row("Kennzeichen", "Flags", figure.flags.map(\.rawValue).joined(separator: ", "))
        }
        for contribution in explained.contributions {
            lines.row(contribution.tenant.text, contribution.tenant.text, words(contribution))
            for (label, source) in sources(contribution) {
                lines.row(
                    "", "", Phrase(de: "  \(label.de): \(words(source).de)", en: "  \(label.en): \(words(source).en)"))
            }
        }
        let absent = unexpected
        if !absent.isEmpty {
            lines.row(
                "Nicht erwartet", "Not expected",
                Phrase(
                    de: "\(absent.joined(separator: ", ")) (haben den Indikator nicht beschlossen)",
                    en: "\(absent.joined(separator: ", ")) (have not adopted the indicator)"))
        }
        lines.row("Rechnung", "Calculation", calculation)
        return lines.text
    }

    private var headline: Phrase {
        let name = "\(definition.id) \(figure.period)"
        let value = figure.value.map { "\($0) \(definition.unit.german)" }
        let english = figure.value.map { value in
            "\(value) \(definition.unit.english.isEmpty ? definition.unit.german : definition.unit.english)"
        }
        let withheld = figure.reason?.rawValue ?? ""
        let main = Phrase(
            de: value.map { "\(name) ist \($0)." }
                ?? "\(name) hat keinen regionalen Wert: \(Self.german(figure.reason)).",
            en: english.map { "\(name) is \($0)." } ?? "\(name) has no regional value: \(withheld).")
        guard report != nil else { return main }
        guard signed != nil else {
            return Phrase(
                de: "\(main.de) Der Bericht selbst enthält diese Kennzahl nicht.",
                en: "\(main.en) The report itself does not hold this figure.")
        }
        return isContradicted
            ? Phrase(
                de: "\(main.de) Der Bericht sagt ETWAS ANDERES: \(signed?.value?.description ?? "–").",
                en: "\(main.en) The report says SOMETHING ELSE: \(signed?.value?.description ?? "–").")
            : Phrase(de: "\(main.de) Der Bericht sagt dasselbe.", en: "\(main.en) The report says the same.")
    }

    private static func german(_ reason: WithheldReason?) -> String {
        switch reason {
        case .coverage: "zu wenige haben gemeldet"
        case .noData: "niemand hat gemeldet"
        case .noRule: "die Regel sieht keinen vor"
        case .noWeight: "ein Gewicht fehlt"
        case .overflow: "die Zahlen sind zu groß"
        case .zeroDenominator: "die Nenner ergeben null"
        case nil: ""
        }
    }

    private var rule: Phrase {
        let decimals = definition.decimals
        let weight = figure.weight.map { "\($0.indicator) \($0.period)" } ?? ""
        let (de, en): (String, String) =
            switch definition.space.rule {
            case .sum: ("Summe der Werte", "sum of the values")
            case .ratioOfSums:
                (
                    "Summe der Zähler ÷ Summe der Nenner × \(definition.factor)",
                    "sum of numerators ÷ sum of denominators × \(definition.factor)"
                )
            case .weightedMean:
                ("mit \(weight) gewichtetes Mittel", "mean weighted by \(weight)")
            case .minimum: ("kleinster Wert", "smallest value")
            case .maximum: ("größter Wert", "largest value")
            case .median: ("Median", "median")
            case .count:
                ("Zahl der Kommunen mit einem Wert ungleich null", "number of towns with a value other than zero")
            case .none: ("kein regionaler Wert, nur die Verteilung", "no regional value, only the distribution")
            }
        return Phrase(
            de: "\(de); genau gerechnet, einmal gerundet auf \(decimals) Stellen",
            en: "\(en); computed exactly, rounded once to \(decimals) decimals")
    }

    private func words(_ contribution: Contribution) -> Phrase {
        let state: Phrase =
            switch contribution.status {
            case .reported where !contribution.counts:
                Phrase(de: "Wert des Kreises, geht nicht ein", en: "the district's value, does not enter")
            case .reported: Phrase(de: number(contribution.own), en: number(contribution.own))
            case .missing: Phrase(de: "keine Angabe", en: "missing")
            case .suppressed: Phrase(de: "unterdrückt (kleine Zahl)", en: "suppressed (a small number)")
            case .notApplicable: Phrase(de: "trifft nicht zu", en: "not applicable")
            }
        guard let weight = contribution.weighing?.value else { return state }
        return Phrase(
            de: "\(state.de) · Gewicht \(Self.exact(weight))", en: "\(state.en) · weight \(Self.exact(weight))")
    }

    private func number(_ value: TownValue?) -> String {
        guard let value else { return "–" }
        if let numerator = value.numerator, let denominator = value.denominator {
            return "\(Self.exact(numerator)) / \(Self.exact(denominator))"
        }
        return value.value.map(Self.exact) ?? "–"
    }

    private func sources(_ contribution: Contribution) -> [(label: Phrase, source: CountingObservation)] {
        (contribution.own?.sources ?? []).map { (Phrase(de: "Aussage", en: "statement"), $0) }
            + (contribution.weighing?.sources ?? []).map { (Phrase(de: "Gewicht", en: "weight"), $0) }
    }

    private func words(_ source: CountingObservation) -> Phrase {
        let seen = source.observation
        let value =
            seen.value?.description
            ?? seen.numerator.map { "\($0) / \(seen.denominator?.description ?? "–")" } ?? seen.status.rawValue
        let flags = seen.flags.isEmpty ? "" : " [\(seen.flags.map(\.rawValue).joined(separator: ", "))]"
        let (index, hex) = (source.summary.index, source.summary.sha256.hex)
        return Phrase(
            de: "Eintrag \(index), SHA-256 \(hex), \(seen.indicator) \(seen.period): \(value)\(flags)"
                + (source.revision > 1 ? ", \(source.revision). Fassung der Meldung" : ""),
            en: "entry \(index), SHA-256 \(hex), \(seen.indicator) \(seen.period): \(value)\(flags)"
                + (source.revision > 1 ? ", revision \(source.revision)" : ""))
    }

    var calculation: Phrase {
        let counting = explained.contributions.filter(\.counts)
        let result = figure.value?.description ?? "–"
        func sum(_ numbers: [Rational?]) -> Rational? {
            numbers.reduce(Rational.zero) { total, next in next.flatMap { total?.adding($0) } }
        }
        func text(_ number: Rational?) -> String { number.map(Self.exact) ?? "–" }
        let values = counting.map { $0.own?.value }
        let formula: String
        switch definition.space.rule {
        case .sum: formula = values.map(text).joined(separator: " + ")
        case .ratioOfSums:
            let (above, below) = (sum(counting.map { $0.own?.numerator }), sum(counting.map { $0.own?.denominator }))
            formula = "\(text(above)) ÷ \(text(below)) × \(definition.factor)"
        case .weightedMean:
            let weights = counting.map { $0.weighing?.value }
            let products = zip(values, weights).map { value, weight in weight.flatMap { value?.multiplied(by: $0) } }
            formula = "\(text(sum(products))) ÷ \(text(sum(weights)))"
        case .minimum: formula = "min(\(values.map(text).joined(separator: "; ")))"
        case .maximum: formula = "max(\(values.map(text).joined(separator: "; ")))"
        case .median: formula = "median(\(values.map(text).joined(separator: "; ")))"
        case .count: formula = "#(\(values.map(text).joined(separator: "; ")))"
        case .none: return Phrase(de: "keine", en: "none")
        }
        return counting.isEmpty
            ? Phrase(de: "keine: Es gibt keinen Wert", en: "none: there is no value")
            : Phrase(de: "\(formula) → \(result)", en: "\(formula) → \(result)")
    }
}
