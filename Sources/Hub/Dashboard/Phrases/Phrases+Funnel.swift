import Pages

/// Words of what became of participation.
extension Phrase {
    static let funnelTitle = Phrase(
        de: "Was wurde aus der Beteiligung in der Region?", en: "What became of participation in the region?")
    static let funnelEmpty = Phrase(de: "Noch keine Zahlen", en: "No figures yet")
    static let funnelEmptyExplanation = Phrase(
        de:
            "Hier steht, wie viele Menschen die Kommunen erreicht haben und was aus deren Beiträgen wurde, sobald eine Meldung "
            + "davon spricht.",
        en:
            "How many people the municipalities have reached and what became of their contributions will stand here once a "
            + "summary says so.")
    static let funnelChart = Phrase(
        de: "Wie viele Beiträge beantwortet sind und Folgen haben",
        en: "How many contributions are answered and have a consequence")
    static let funnelChartUnit = Phrase(
        de: "Beiträge, alle Kommunen zusammen", en: "contributions, all municipalities together")
    static let funnelAtLeast = Phrase(de: "mindestens", en: "at least")

    /// A short heading for a narrow column.
    static func funnelColumn(_ stage: FunnelModel.Stage) -> Phrase {
        switch stage {
        case .people: Phrase(de: "Personen", en: "people")
        case .events: Phrase(de: "Formate", en: "formats")
        case .contributions: Phrase(de: "Beiträge", en: "contri\u{AD}butions")
        case .answered: Phrase(de: "beant\u{AD}wortet", en: "answered")
        case .withConsequence: Phrase(de: "mit Folgen", en: "with con\u{AD}sequence")
        case .pilots: Phrase(de: "Erpro\u{AD}bungen", en: "pilots")
        case .measures: Phrase(de: "Maß\u{AD}nahmen", en: "measures")
        }
    }

    static let partByChannel = Phrase(de: "Weg", en: "Channel")
    static let partByGroup = Phrase(de: "Gruppe", en: "Group")
    static let partByField = Phrase(de: "Handlungsfeld", en: "Field of action")
    static let funnelByChannel = Phrase(de: "Auf welchem Weg", en: "Through which channel")
    static let funnelByGroup = Phrase(de: "Von wem (eigene Angabe)", en: "By whom (self-declared)")
    static let funnelByField = Phrase(de: "Zu welchem Handlungsfeld", en: "On which field of action")
    static let funnelByTown = Phrase(de: "Die Kommunen einzeln", en: "Municipality by municipality")
    static let funnelContributions = Phrase(de: "Beiträge", en: "Contributions")
    static let funnelNote = Phrase(
        de:
            "Von jeder Kommune zählt die neueste Meldung mit Zahlen zur Beteiligung. „Mindestens“ steht, wo ein Teil wegen "
            + "kleiner Zahlen geheim bleibt. Texte verlassen die Kommunen nicht.",
        en:
            "Of each municipality the newest summary with figures on participation counts. \"At least\" stands where a part "
            + "is suppressed because its number is small. No texts leave the municipalities.")

    static func fromTowns(_ count: String, _ language: Language) -> String {
        count == "1"
            ? Phrase(de: "aus einer Kommune", en: "from one municipality")(language)
            : Phrase(de: "aus \(count) Kommunen", en: "from \(count) municipalities")(language)
    }

    static let funnelNothingSaid = Phrase(de: "noch keine Zahlen", en: "no figures yet")

    static func funnelSilent(_ silent: String, _ all: String, _ language: Language) -> String {
        Phrase(
            de: silent == "1"
                ? "Eine von \(all) Kommunen hat noch keine Zahlen zur Beteiligung gemeldet."
                : "\(silent) von \(all) Kommunen haben noch keine Zahlen zur Beteiligung gemeldet.",
            en: silent == "1"
                ? "One of \(all) municipalities has not reported any figures on participation yet."
                : "\(silent) of \(all) municipalities have not reported any figures on participation yet.")(language)
    }

    static func funnelAnswer(
        contributions: String, towns: String, following: String?, _ language: Language
    ) -> String {
        let from = fromTowns(towns, language)
        let start = Phrase(
            de: "\(contributions == "1" ? "Ein Beitrag" : "\(contributions) Beiträge") \(from)",
            en: "\(contributions == "1" ? "One contribution" : "\(contributions) contributions") \(from)"
        )(language)
        guard let following else { return start + "." }
        return start
            + Phrase(de: ", aus \(following) davon folgt etwas.", en: "; something follows from \(following) of them.")(
                language)
    }
}
