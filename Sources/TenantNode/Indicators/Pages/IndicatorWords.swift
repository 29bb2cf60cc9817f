import Federation
import Pages

extension IndicatorDefinition {
    /// A value with its unit.
    func quantity(_ value: ExactDecimal, _ language: Language) -> String {
        if kind == .boolean {
            return Phrase(de: value.units == 0 ? "nein" : "ja", en: value.units == 0 ? "no" : "yes")(language)
        }
        return NumberFormat.quantity(value.description, unit: unit.text(language), language)
    }

    /// What an observation says, in words, with its flags.
    func words(_ observation: StoredObservation?, _ language: Language) -> String {
        guard let observation else { return Phrase(de: "offen", en: "open")(language) }
        var text: String
        switch observation.status {
        case .missing: text = Phrase.missing(language)
        case .notApplicable: text = Phrase.notApplicable(language)
        case .suppressed: text = Phrase.suppressed(language)
        case .reported:
            text = value(of: observation).map { quantity($0, language) } ?? Phrase.missing(language)
            if let numerator = observation.numerator, let denominator = observation.denominator {
                text +=
                    " (" + NumberFormat.decimal(numerator.description, language) + " : "
                    + NumberFormat.decimal(denominator.description, language) + ")"
            }
        }
        return ([text] + notes(observation, language)).joined(separator: ", ")
    }

    func notes(_ observation: StoredObservation, _ language: Language) -> [String] {
        observation.flags.map { $0.word(language) }
            + (observation.level == .district
                ? [Phrase(de: "Wert des Kreises", en: "value of the district")(language)] : [])
    }

    func point(_ observation: StoredObservation?, _ language: Language) -> ChartPoint {
        guard let observation else { return .missing }
        switch observation.status {
        case .missing: return .missing
        case .notApplicable: return .notApplicable
        case .suppressed: return .suppressed
        case .reported:
            var flags: ChartFlags = []
            for flag in observation.flags {
                switch flag {
                case .provisional: flags.insert(.provisional)
                case .estimated: flags.insert(.estimated)
                case .breakInSeries: flags.insert(.break)
                }
            }
            return value(of: observation).map { .decimal($0.description, language, flags: flags) } ?? .missing
        }
    }
}

extension Observation.Flag {
    func word(_ language: Language) -> String {
        switch self {
        case .provisional: Phrase.provisional(language)
        case .estimated: Phrase.estimated(language)
        case .breakInSeries: Phrase.breakInSeries(language)
        }
    }
}

extension IndicatorOverview.Item {
    /// Whether the last step went the wanted way, where the definition wants one.
    func trendWord(_ language: Language) -> String {
        guard let trend else { return "–" }
        let way =
            switch trend {
            case .rising: Phrase(de: "steigt", en: "rising")
            case .falling: Phrase(de: "sinkt", en: "falling")
            case .level: Phrase(de: "unverändert", en: "unchanged")
            }
        let isGood: Bool? =
            switch (trend, definition.direction) {
            case (.rising, .up), (.falling, .down): true
            case (.rising, .down), (.falling, .up): false
            default: nil
            }
        guard let isGood else { return way(language) }
        let judgement = isGood ? Phrase(de: "besser", en: "better") : Phrase(de: "schlechter", en: "worse")
        return "\(way(language)), \(judgement(language))"
    }

    func stateWords(_ language: Language) -> String {
        switch state {
        case .current: return Phrase(de: "aktuell", en: "up to date")(language)
        case .early: return Phrase(de: "noch nichts fällig", en: "nothing due yet")(language)
        case .due(let period, let day):
            let shown = (period: DateFormat.period("\(period)", language), day: DateFormat.date("\(day)", language))
            return Phrase(
                de: "\(shown.period) fällig bis \(shown.day)", en: "\(shown.period) due by \(shown.day)")(language)
        case .stale(let period, let day):
            let shown = (period: DateFormat.period("\(period)", language), day: DateFormat.date("\(day)", language))
            return Phrase(
                de: "veraltet: \(shown.period) fehlt seit \(shown.day)",
                en: "stale: \(shown.period) missing since \(shown.day)")(language)
        }
    }

    func badge(_ language: Language) -> HTML {
        let shape: StatusBadge.Shape =
            switch state {
            case .current: .done
            case .early: .open
            case .due: .half
            case .stale: .attention
            }
        return StatusBadge(shape, stateWords(language)).html()
    }

    /// The share of the way in one line, for a table.
    func progressWord(_ language: Language) -> String {
        guard let progress else { return "–" }
        guard let share = progress.progress else { return Phrase.notAssessable(language) }
        return NumberFormat.percent(share.description, language) + ", " + progress.standing.word(language)
    }
}

extension IndicatorProgress.Standing {
    func word(_ language: Language) -> String {
        switch self {
        case .behind: Phrase.behind(language)
        case .onTrack: Phrase.onTrack(language)
        case .reached: Phrase.reached(language)
        case .undefined: Phrase.notAssessable(language)
        }
    }
}

extension IndicatorDefinition {
    var originPhrase: Phrase {
        switch origin {
        case .local:
            Phrase(de: "eigene Kennzahl, bleibt im Haus", en: "an indicator of our own, stays in the house")
        case .framework(let names):
            Phrase(
                de: "aus der Rahmenstrategie (\(names.joined(separator: ", ")))",
                en: "from the framework strategy (\(names.joined(separator: ", ")))")
        }
    }
}
