import Crypto
import Federation

/// The calculation of one regional figure, down to the signed statement behind every number in it.
struct FigureExplanation {
    /// Which figure is meant.
    struct Question: Equatable, Sendable {
        var indicator = ""
        var period = ""
        /// The report whose figure is meant; without one, how it stands at the end of the log.
        var report: String?
        /// Nil for the newest.
        var edition: Int64?
    }

    private let export: AuditedExport
    private let state: FederationState
    private let framework: Recorded<Framework>
    private let report: RecordedReport?
    private let explained: ExplainedFigure
    /// The figure in the report, byte for byte the computed one; nil where the report has none.
    private let signed: Figure?

    /// Answers from an export that has been verified. `again` examines it once more as of an entry. Throws `malformed`
    /// where the export has no such figure.
    init(
        _ question: Question, in export: AuditedExport, again: (AsOf) throws(AuditError) -> AuditedExport
    ) throws(AuditError) {
        guard let indicator = Code(question.indicator), let period = Period(question.period) else {
            throw .usage(
                de: "Gefragt wird nach einem Indikator wie child-poverty und einem Zeitraum wie 2022.",
                en: "Ask for an indicator such as child-poverty and a period such as 2022.")
        }
        guard export.report.selection == nil else {
            throw .absent(
                de: "Das ist ein Teilexport: Aus ihm lässt sich keine regionale Kennzahl nachrechnen.",
                en: "This is a partial export: no regional figure can be recomputed from it.")
        }
        self.export = export
        let report = try Self.report(question, in: export)
        var state = export.state
        if let report {
            // A report is computed just before its own entry, with the day of the entry before it as today.
            guard let then = try again(.index(report.index - 1)).stateThen else {
                throw .absent(de: "Der Bericht hat keinen Vorgänger im Log.", en: "Nothing stands before the report.")
            }
            state = then
        }
        let named = report.map(\.report.framework)
        let known = state.frameworks.first { $0.reference == named } ?? state.currentFramework
        guard let framework = known else {
            throw .absent(de: "Es gibt noch keinen Rahmen.", en: "There is no framework yet.")
        }
        self.report = report
        self.state = state
        self.framework = framework
        guard let definition = framework.value.indicator(indicator) else {
            let known = framework.value.indicators.map(\.id.text).joined(separator: ", ")
            throw .absent(
                de: "Den Indikator \(indicator) gibt es in Fassung \(framework.value.number) nicht. Es gibt: \(known)",
                en: "Version \(framework.value.number) has no indicator \(indicator). It has: \(known)")
        }
        explained = RegionalFigures(state, framework: framework.value).figure(definition, in: period)
        signed = report?.report.figures.first { $0.indicator == indicator && $0.period == period }
    }

    private static func report(
        _ question: Question, in export: AuditedExport
    ) throws(AuditError) -> RecordedReport? {
        guard let text = question.report else { return nil }
        let named = export.reports.filter { $0.report.period.description == text }
        let found = question.edition.map { edition in named.last { $0.report.edition == edition } } ?? named.last
        guard let found else {
            let known = export.reports.map { "\($0.report.period)-\($0.report.edition)" }.joined(separator: ", ")
            throw .absent(
                de: "Diesen Bericht gibt es nicht. Es gibt: \(known)",
                en: "There is no such report. There are: \(known)")
        }
        return found
    }
}

extension AuditError {
    /// What is asked for is not there.
    static func absent(de: String, en: String) -> AuditError { AuditError(.malformed, Phrase(de: de, en: en)) }
}

extension FigureExplanation: Answer {
    /// 0, or what the verdict on the export says; 1 where the signed report says something else.
    var exitCode: Int32 { isContradicted ? 1 : export.report.exitCode }

    private var isContradicted: Bool { signed.map { $0.canonicalBytes != figure.canonicalBytes } ?? false }

    private var figure: Figure { explained.figure }
    private var definition: Indicator { explained.definition }

    // MARK: For people

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

    /// A decimal where the number is one, else a fraction.
    private static func exact(_ number: Rational) -> String {
        for decimals in 0...9 {
            guard let rounded = number.rounded(decimals: decimals) else { break }
            if Rational(rounded).isLess(than: number) == false, number.isLess(than: Rational(rounded)) == false {
                return rounded.description
            }
        }
        return "\(number.numerator)/\(number.denominator)"
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

    /// Members of that period of which no value was expected.
    private var unexpected: [String] {
        let concerned = Set(explained.contributions.map(\.tenant))
        return state.sortedMembers.filter { member in
            member.isReporting(on: figure.period.lastDay) && !concerned.contains(member.tenant)
        }.map(\.tenant.text)
    }

    private var calculation: Phrase {
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

    // MARK: For programs

    var json: [UInt8] {
        let towns = explained.contributions.map { contribution in
            JSONValue.members([
                "counts": .boolean(contribution.counts),
                "denominator": .optional((contribution.own?.denominator).map(Self.exact)),
                "name": .string(state.members[contribution.tenant]?.name ?? contribution.tenant.text),
                "numerator": .optional((contribution.own?.numerator).map(Self.exact)),
                "sources": .array((contribution.own?.sources ?? []).map(Self.object)),
                "status": .string(contribution.status.rawValue), "tenant": .string(contribution.tenant.text),
                "value": .optional((contribution.own?.value).map(Self.exact)),
                "weight": .optional((contribution.weighing?.value).map(Self.exact)),
                "weight_sources": .array((contribution.weighing?.sources ?? []).map(Self.object)),
            ])
        }
        let report = report.map { report in
            JSONValue.members([
                "edition": .integer(report.report.edition), "figure": signed.map { JSONValue(of: $0) } ?? .null,
                "index": .integer(report.index), "period": .string(report.report.period.description),
                "sha256": .string(report.sha256.hex),
            ])
        }
        let object = JSONValue.members([
            "calculation": .string(calculation.en), "contradicted": .boolean(isContradicted),
            "definition": JSONValue(of: definition), "figure": JSONValue(of: figure),
            "framework": JSONValue(of: framework.reference), "not_expected": .array(unexpected.map { .string($0) }),
            "report": report ?? .null, "size": .integer(state.size), "towns": .array(towns),
            "verdict": .string(export.report.verdict.rawValue),
        ])
        return object.canonicalBytes + [0x0A]
    }

    private static func object(_ source: CountingObservation) -> JSONValue {
        .members([
            "index": .integer(source.summary.index), "observation": JSONValue(of: source.observation),
            "revision": .integer(source.revision), "sha256": .string(source.summary.sha256.hex),
        ])
    }
}
