import Pages

/// Words of the finder of measures and of one measure's page.
extension Phrase {
    static let sectionMeasures = Phrase(de: "Maßnahmen", en: "Measures")
    static let measureFinderTitle = Phrase(
        de: "Welche Maßnahmen gibt es in der Region?", en: "Which measures are there in the region?")
    static let measureFinderIntroduction = Phrase(
        de:
            "Jede Maßnahme steht hier so, wie ihre Kommune sie zuletzt gemeldet hat. Die Suche findet Titel, Beschreibung und "
            + "zuständige Stelle.",
        en:
            "Each measure stands here as its municipality has last reported it. The search finds titles, descriptions and "
            + "responsible units.")
    static let searchMeasures = Phrase(de: "Maßnahme suchen", en: "Search for a measure")
    static let allOfThem = Phrase(de: "alle", en: "all")
    static let runsIn = Phrase(de: "läuft in (2026, 2026-Q3)", en: "runs in (2026, 2026-Q3)")
    static let reuseNamed = Phrase(de: "mit Angaben zur Weitergabe", en: "with a note on reuse")
    static let foundByStatus = Phrase(de: "Gefundene Maßnahmen nach Stand", en: "Measures found, by status")
    static let whatItIsAbout = Phrase(de: "Worum es geht", en: "What it is about")
    static let measureFacts = Phrase(de: "Auf einen Blick", en: "At a glance")
    static let codeHeader = Phrase(de: "Nummer", en: "Number")
    static let ownGoal = Phrase(de: "Ziel der Kommune", en: "Goal of the municipality")
    static let regionalGoal = Phrase(de: "Ziel der Region", en: "Goal of the region")
    static let furtherLinks = Phrase(de: "Mehr dazu", en: "More on it")
    static let yearHeader = Phrase(de: "Jahr", en: "Year")
    static let moneySource = Phrase(de: "Woher", en: "From where")
    static let componentsHeading = Phrase(de: "Bausteine", en: "Components")
    static let componentHeader = Phrase(de: "Baustein", en: "Component")
    static let milestonesHeading = Phrase(de: "Meilensteine", en: "Milestones")
    static let milestoneDone = Phrase(de: "erreicht", en: "reached")
    static let milestoneOpen = Phrase(de: "noch offen", en: "still open")
    static let measuresElsewhere = Phrase(de: "Was es anderswo dazu gibt", en: "What there is elsewhere")
    static let measuresElsewhereIntroduction = Phrase(
        de:
            "Maßnahmen anderer Kommunen im selben Bündel, zum selben Ziel oder im selben Handlungsfeld, die nächsten zuerst.",
        en:
            "Measures of other municipalities in the same bundle, for the same goal or in the same field of action, the closest first."
    )
    static let noMeasuresElsewhere = Phrase(
        de: "Keine andere Kommune meldet etwas im selben Bündel, zum selben Ziel oder im selben Handlungsfeld.",
        en:
            "No other municipality reports anything in the same bundle, for the same goal or in the same field of action."
    )
    static let toMeasureFinder = Phrase(de: "In allen Maßnahmen suchen", en: "Search all measures")

    private static func measures(_ count: Int, _ language: Language) -> String {
        let number = NumberFormat.integer(count, language)
        return count == 1
            ? Phrase(de: "Eine Maßnahme", en: "One measure")(language)
            : Phrase(de: "\(number) Maßnahmen", en: "\(number) measures")(language)
    }

    static func measuresFound(_ count: Int, towns: Int, _ language: Language) -> String {
        guard count > 0 else {
            return Phrase(de: "Dazu ist keine Maßnahme gemeldet.", en: "No measure is reported on this.")(language)
        }
        let what = "\(measures(count, language)) \(fromTowns(NumberFormat.integer(towns, language), language))"
        return count == 1
            ? Phrase(de: "\(what) passt dazu.", en: "\(what) matches.")(language)
            : Phrase(de: "\(what) passen dazu.", en: "\(what) match.")(language)
    }

    static func measuresOfAll(_ count: Int, towns: Int, _ language: Language) -> String {
        guard count > 0 else { return noMeasuresYet(language) }
        let what = "\(measures(count, language)) \(fromTowns(NumberFormat.integer(towns, language), language))"
        return count == 1
            ? Phrase(de: "\(what) ist gemeldet.", en: "\(what) is reported.")(language)
            : Phrase(de: "\(what) sind gemeldet.", en: "\(what) are reported.")(language)
    }

    static func measureAnswer(_ town: String, _ status: String, _ period: String, _ language: Language) -> String {
        Phrase(
            de: "Maßnahme von \(town), gemeldet für \(period): \(status).",
            en: "A measure of \(town), reported for \(period): \(status).")(language)
    }

    static func measureOnlyPublished(_ town: String, _ language: Language) -> String {
        Phrase(
            de: "Maßnahme aus der Strategie von \(town). In der neuesten Meldung steht sie nicht.",
            en: "A measure of the strategy of \(town). The newest summary does not hold it.")(language)
    }

    static func notAPeriod(_ name: String) -> Phrase {
        Phrase(
            de:
                "Bitte geben Sie bei „\(name)“ in der Adresse einen Zeitraum an, zum Beispiel 2026, 2026-H1, 2026-Q3 oder 2026-07.",
            en: "Please give at “\(name)” in the address a period, for example 2026, 2026-H1, 2026-Q3 or 2026-07.")
    }

    /// - Parameters:
    ///   - name: in the address.
    ///   - allowed: what may stand there; of many the first ones are named.
    ///   - kind: what is asked for.
    static func notAmong(_ name: String, _ allowed: [String], _ kind: Phrase) -> Phrase {
        let some = allowed.prefix(20).joined(separator: ", ") + (allowed.count > 20 ? ", …" : "")
        guard !allowed.isEmpty else {
            return Phrase(
                de: "„\(name)“ in der Adresse ist hier leer zu lassen: \(kind(.german)) gibt es noch nicht.",
                en: "Leave “\(name)” in the address empty: there is no \(kind(.english).lowercased()) yet.")
        }
        return Phrase(
            de: "Bitte geben Sie bei „\(name)“ in der Adresse eine dieser Kennungen an (\(kind(.german))): \(some).",
            en: "Please give at “\(name)” in the address one of these ids (\(kind(.english).lowercased())): \(some).")
    }
}
