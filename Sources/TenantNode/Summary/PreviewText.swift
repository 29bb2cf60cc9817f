import Federation
import Pages
import Service

/// The preview of a summary in plain lines: exactly what will leave the house, and what will not.
struct PreviewText {
    let preview: SummaryDesk.Preview
    let language: Pages.Language

    private var isGerman: Bool { language == .german }
    private func say(_ german: String, _ english: String) -> String { isGerman ? german : english }

    var lines: [String] {
        let summary = preview.outcome.summary
        var lines = [
            say(
                "Meldung für \(DateFormat.period("\(summary.period)", language))",
                "Summary for \(DateFormat.period("\(summary.period)", language))")
                + ", " + say("Fassung", "revision") + " \(summary.revision)",
            say("An: ", "To: ") + "\(preview.membership.origin) (\(preview.membership.name))",
            say("Rahmenstrategie: Version ", "Framework strategy: version ") + "\(preview.framework.number)",
            say(
                "Es verlassen nur Zahlen und Kennungen das Haus: keine Texte, keine Kommentare, keine Namen.",
                "Only numbers and codes leave the house: no texts, no comments, no names."),
        ]
        if preview.isUnfinished {
            lines.append(
                say(
                    "ACHTUNG: Der Zeitraum endet erst am \(preview.outcome.summary.period.lastDay); vorher kann nicht "
                        + "freigegeben werden.",
                    "ATTENTION: the period ends on \(preview.outcome.summary.period.lastDay); it cannot be approved "
                        + "before."))
        }
        lines += section(say("Kennzahlen", "Indicators"), observations)
        lines += section(say("Maßnahmen", "Measures"), measures)
        lines += section(say("Beteiligung", "Participation"), participation)
        lines += section(say("Gesperrt", "Suppressed"), suppressed)
        lines += section(
            say(
                "Gesperrt, aber aus anderswo Veröffentlichtem errechenbar",
                "Suppressed, but it can be worked out from what is published elsewhere"), exposed)
        lines += section(say("Kernkennzahlen ohne Angabe", "Core indicators without a value"), missing)
        lines += section(
            say("Maßnahmen ohne Zuordnung zur Rahmenstrategie", "Measures not mapped to the framework"),
            preview.outcome.unmappedMeasures.map(\.text))
        lines += section(
            say(
                "Kennzahlen, die diese Rahmenstrategie nicht hat (bleiben hier)",
                "Indicators this framework does not have (they stay here)"),
            preview.outcome.unknownIndicators.map(\.text))
        lines += section(say("Gegenüber der letzten Fassung", "Compared with the last revision"), differences)
        lines += section(
            say("Das steht einer Freigabe entgegen", "This stands in the way of an approval"),
            preview.outcome.problems.map { isGerman ? $0.german : $0.english })
        lines += [
            "",
            say("Größe: ", "Size: ") + NumberFormat.byteSize(preview.body.count, language),
            "SHA-256: \(preview.sha256.hex)",
        ]
        return lines
    }

    private func section(_ title: String, _ rows: [String]) -> [String] {
        rows.isEmpty ? [] : ["", "\(title):"] + rows.map { "  \($0)" }
    }

    private var observations: [String] {
        preview.outcome.summary.observations.map { observation in
            "\(name(of: observation.indicator)), \(observation.period): \(value(of: observation))"
        }
    }

    /// The indicator's name in the page's language.
    func name(of id: Code) -> String {
        guard let definition = preview.framework.indicator(id) else { return id.text }
        return definition.name.text(language)
    }

    func value(of observation: Observation) -> String {
        let definition = preview.framework.indicator(observation.indicator)
        var text: String
        switch observation.status {
        case .missing: text = Phrase.missing(language)
        case .notApplicable: text = Phrase.notApplicable(language)
        case .suppressed: text = Phrase.suppressed(language)
        case .reported:
            if let value = observation.value {
                text = NumberFormat.quantity(
                    value.description, unit: definition?.unit.text(language) ?? "", language)
            } else {
                let numerator = NumberFormat.decimal(observation.numerator?.description ?? "", language)
                text = "\(numerator) / \(NumberFormat.decimal(observation.denominator?.description ?? "", language))"
            }
        }
        var notes = observation.flags.map { flag in
            switch flag {
            case .provisional: Phrase.provisional(language)
            case .estimated: Phrase.estimated(language)
            case .breakInSeries: Phrase.breakInSeries(language)
            }
        }
        if observation.level == .district { notes.append(say("Wert des Kreises", "value of the district")) }
        if !notes.isEmpty { text += " (\(notes.joined(separator: ", ")))" }
        return text
    }

    var measures: [String] {
        let states = preview.outcome.summary.measures
        return MeasureStatus.allCases.compactMap { status in
            let ofStatus = states.filter { $0.status == status }
            guard !ofStatus.isEmpty else { return nil }
            return "\(status.word(language)): \(ofStatus.count) (\(ofStatus.map(\.id.text).joined(separator: ", ")))"
        }
    }

    var participation: [String] {
        preview.outcome.summary.participation.map { row in
            let count = row.count.map { NumberFormat.integer(Int($0), language) } ?? Phrase.suppressed(language)
            return "\(row.key.name(preview.framework, language)): \(count)"
        }
    }

    var suppressed: [String] {
        let words = SuppressionWords(framework: preview.framework, language: language)
        return preview.outcome.held.map { "\(words.name(of: $0.cell)): \(words.reason($0.reason))" }
    }

    private var exposed: [String] {
        let words = SuppressionWords(framework: preview.framework, language: language)
        return preview.outcome.exposed.map(words.name)
    }

    var missing: [String] { preview.outcome.missing.map { "\(name(of: $0.indicator)), \($0.period)" } }

    private var differences: [String] {
        guard let last = preview.last else { return [] }
        let new = preview.outcome.summary
        let observations = TableChange(
            "", from: last.observations.map { ($0.key, $0.canonicalBytes) },
            to: new.observations.map { ($0.key, $0.canonicalBytes) })
        let measures = TableChange(
            "", from: last.measures.map { ($0.id, $0.canonicalBytes) },
            to: new.measures.map { ($0.id, $0.canonicalBytes) })
        let participation = TableChange(
            "", from: last.participation.map { ($0.key.description, $0.canonicalBytes) },
            to: new.participation.map { ($0.key.description, $0.canonicalBytes) })
        func line(_ what: String, _ change: TableChange) -> String {
            say(
                "\(what): \(change.added) neu, \(change.changed) geändert, \(change.removed) entfallen",
                "\(what): \(change.added) added, \(change.changed) changed, \(change.removed) removed")
        }
        return [
            line(say("Kennzahlen", "Indicators"), observations), line(say("Maßnahmen", "Measures"), measures),
            line(say("Beteiligung", "Participation"), participation),
        ]
    }
}

extension LocalizedText {
    /// The text in a language, German where it is not translated.
    func text(_ language: Pages.Language) -> String { language == .english && !english.isEmpty ? english : german }
}

extension MeasureStatus {
    func word(_ language: Pages.Language) -> String {
        switch self {
        case .conditional: Phrase.conditional(language)
        case .done: Phrase.completed(language)
        case .planned: Phrase.planned(language)
        case .proposed: Phrase(de: "vorgeschlagen", en: "proposed")(language)
        case .running: Phrase.inProgress(language)
        case .stopped: Phrase.stopped(language)
        case .unknown: Phrase(de: "Stand nicht bekannt", en: "state not known")(language)
        }
    }
}

extension StatementKind {
    func word(_ language: Pages.Language) -> String {
        switch self {
        case .admission: Phrase.kindAdmission(language)
        case .adoption: Phrase.kindAdoption(language)
        case .answer: Phrase.kindAnswer(language)
        case .declaration: Phrase.kindDeclaration(language)
        case .draft: Phrase.kindDraft(language)
        case .founding: Phrase.kindFounding(language)
        case .framework: Phrase.kindFramework(language)
        case .key: Phrase.kindKey(language)
        case .membership: Phrase.kindMembership(language)
        case .position: Phrase.kindPosition(language)
        case .redaction: Phrase.kindRedaction(language)
        case .report: Phrase.kindReport(language)
        case .strategy: Phrase.kindStrategy(language)
        case .summary: Phrase.kindSummary(language)
        case .suspension: Phrase.kindSuspension(language)
        case .withdrawal: Phrase.kindWithdrawal(language)
        case .witnesses: Phrase.kindWitnesses(language)
        }
    }
}

extension Service.Language {
    var pages: Pages.Language { self == .german ? .german : .english }
}
