import Federation
import Pages

/// Words of the overview: headings and what stands where nothing is yet.
extension Phrase {
    static let titleNoFramework = Phrase(
        de: "Die Rahmenstrategie ist noch nicht veröffentlicht",
        en: "The framework strategy has not been "
            + "published yet")
    static let leadNoFramework = Phrase(
        de: "Sobald die Geschäftsstelle die erste Version veröffentlicht, stehen hier Handlungsfelder, "
            + "Kennzahlen und Beschlüsse.",
        en: "As soon as the regional office publishes its first version, fields of action, indicators and "
            + "decisions appear here.")
    static let titleNoTowns = Phrase(
        de: "Die Rahmenstrategie liegt vor, noch ist keine Kommune dabei",
        en: "The framework strategy is there, no municipality has joined yet")
    static let leadNoSummaries = Phrase(
        de: "Gemeldet hat noch keine Kommune.", en: "No municipality has reported yet.")
    static let keyAdopted = Phrase(de: "Kommunen mit Beschluss", en: "Municipalities that adopted")
    static let keyIndicators = Phrase(de: "Kennzahlen mit regionalem Wert", en: "Indicators with a regional value")
    static let keyIndicatorsExplained = Phrase(
        de: "Wo kein ehrlicher Wert möglich ist, steht die Verteilung.",
        en: "Where no honest value is possible, the distribution is shown.")
    static let keyNewestPeriod = Phrase(de: "Neuester Berichtszeitraum", en: "Newest reporting period")
    static let inForce = Phrase(de: "in Kraft", en: "in force")
    static let notInForceYet = Phrase(de: "noch nicht in Kraft", en: "not in force yet")
    static let howFigureCame = Phrase(de: "So kommt die Zahl zustande", en: "How this figure came about")

    static let adoptionHeading = Phrase(
        de: "Wer trägt die Rahmenstrategie?",
        en: "Who carries the framework strategy?")
    static let adoptionIntroduction = Phrase(
        de: "Eine Kommune tritt mit dem Beschluss ihres Rates bei. Angaben zum Beschluss stehen hier so, "
            + "wie sie veröffentlicht sind.",
        en: "A municipality joins by decision of its council. Details of the decision are given as they are "
            + "published.")
    static let adoptionCaption = Phrase(
        de: "Beschlüsse und Meldungen der Kommunen",
        en: "Decisions and summaries of municipalities")
    static let roleHeader = Phrase(de: "Rolle", en: "Role")
    static let adoptedVersion = Phrase(de: "Beschluss", en: "Decision")
    static let lastSummary = Phrase(de: "Letzte Meldung", en: "Last summary")
    static let completeness = Phrase(de: "Vollständigkeit", en: "Completeness")
    static let indicatorsWithValue = Phrase(de: "Kennzahlen mit Wert", en: "indicators with a value")
    static let notAdoptedYet = Phrase(de: "noch kein Beschluss", en: "no decision yet")
    static let suspendedMember = Phrase(de: "ausgesetzt", en: "suspended")

    static func leftOn(_ day: String, _ language: Language) -> String {
        Phrase(de: "ab \(day) kein Mitglied mehr", en: "no longer a member from \(day)")(language)
    }

    static let allTowns = Phrase(de: "Alle Kommunen", en: "All municipalities")
    static let noTownsTitle = Phrase(de: "Noch keine Kommune", en: "No municipality yet")
    static let noTownsYet = Phrase(
        de: "Hier stehen die Kommunen, sobald die Geschäftsstelle sie aufgenommen hat.",
        en: "Municipalities appear here as soon as the regional office has admitted them.")
    static let supporterHeading = Phrase(de: "Unterstützer", en: "Supporters")
    static let supporterIntroduction = Phrase(
        de: "Sie wirken mit, haben aber keine eigene Strategie und melden keine Kennzahlen.",
        en: "They take part without a strategy of their own and report no indicators.")

    static let indicatorHeading = Phrase(de: "Kennzahlen", en: "Indicators")
    static let indicatorIntroduction = Phrase(
        de: "Jede Zahl führt zu ihrer Berechnung, zum Beitrag jeder Kommune und zur unterschriebenen Meldung.",
        en: "Every figure leads to its calculation, to each municipality's contribution and to the signed summary.")
    static let indicatorCaption = Phrase(de: "Neueste regionale Werte", en: "Newest regional values")
    static let regionalValue = Phrase(de: "Regionaler Wert", en: "Regional value")
    static let course = Phrase(de: "Verlauf", en: "Course")
    static let change = Phrase(de: "Veränderung", en: "Change")
    static let coverageHeader = Phrase(de: "Abdeckung", en: "Coverage")
    static let toKnow = Phrase(de: "Zu wissen", en: "To know")
    static let advanced = Phrase(de: "ergänzende Kennzahl", en: "advanced indicator")
    static let core = Phrase(de: "Kernkennzahl", en: "core indicator")
    static let noValueYet = Phrase(de: "Noch keine Werte", en: "No values yet")
    static let allIndicators = Phrase(de: "Alle Kennzahlen", en: "All indicators")
    static let noIndicatorsTitle = Phrase(de: "Noch keine Kennzahlen", en: "No indicators yet")
    static let noIndicatorsYet = Phrase(
        de: "Kennzahlen stehen hier, sobald die Rahmenstrategie sie festlegt.",
        en: "Indicators appear here as soon as the framework strategy defines them.")
    static let distributionOnly = Phrase(de: "nur Verteilung", en: "distribution only")

    static let measureHeading = Phrase(de: "Maßnahmen", en: "Measures")
    static let measureCaption = Phrase(de: "Maßnahmen nach Stand", en: "Measures by status")
    static let measureSubtitle = Phrase(
        de: "Anzahl der Maßnahmen nach Stand; eine Maßnahme kann zu mehreren Handlungsfeldern gehören",
        en: "Number of measures by status; a measure may belong to several fields of action")
    static let allMeasures = Phrase(de: "Alle Maßnahmen", en: "All measures")
    static let sourceSummaries = Phrase(de: "Meldungen der Kommunen", en: "Summaries of the municipalities")
    static let plannedMoney = Phrase(de: "geplante Mittel", en: "planned funds")
    static let spentMoney = Phrase(de: "verausgabt", en: "spent")
    static let ownShare = Phrase(de: "Eigenanteil", en: "own share")
    static let noMeasuresTitle = Phrase(de: "Noch keine Maßnahmen", en: "No measures yet")
    static let noMeasuresYet = Phrase(
        de: "Sobald eine Kommune ihre Meldung abgibt, steht hier der Stand ihrer Maßnahmen.",
        en: "As soon as a municipality hands in its summary, the status of its measures appears here.")
    static let measuresHeader = Phrase(de: "Maßnahmen", en: "Measures")
    static let indicatorsHeader = Phrase(de: "Kennzahlen", en: "Indicators")
    static let goalsHeader = Phrase(de: "Ziele", en: "Goals")
    static let fieldHeading = Phrase(de: "Handlungsfelder", en: "Fields of action")
    static let fieldIntroduction = Phrase(
        de: "Gezählt wird, was die Kommunen selbst zuordnen. Was keinem Feld zugeordnet ist, bleibt sichtbar.",
        en: "Counted is what municipalities map themselves. What is mapped to no field stays visible.")
    static let withoutField = Phrase(de: "Keinem Feld zugeordnet", en: "Mapped to no field")
    static let bundleHeading = Phrase(
        de: "Maßnahmenbündel und Leitprojekte",
        en: "Bundles of measures and lead projects")
    static let bundleIntroduction = Phrase(
        de: "Ein Bündel verbindet Bausteine mehrerer Kommunen.",
        en: "A bundle joins components of several "
            + "municipalities.")
    static let bundleHeader = Phrase(de: "Bündel", en: "Bundle")
    static let bundleKind = Phrase(de: "Maßnahmenbündel", en: "bundle of measures")
    static let leadProject = Phrase(de: "Leitprojekt", en: "lead project")
    static let bundleTowns = Phrase(de: "Beteiligte Kommunen", en: "Municipalities involved")
    static let bundleMeasures = Phrase(de: "Gemeldete Maßnahmen", en: "Measures reported")
    static let bundleCost = Phrase(de: "Kosten", en: "Cost")
    static let frameworkHeading = Phrase(de: "Wohin die Region will", en: "Where the region wants to go")
    static let readFramework = Phrase(
        de: "Vision, Leitsätze, Ziele und Kennzahlen der Rahmenstrategie lesen",
        en: "Read vision, principles, goals and indicators of the framework strategy")
    static let reportHeading = Phrase(de: "Berichte", en: "Reports")
    static let noReportsTitle = Phrase(de: "Noch kein Bericht", en: "No report yet")
    static let noReportsYet = Phrase(
        de: "Die Geschäftsstelle unterschreibt Berichte über einen Zeitraum; dann stehen sie hier.",
        en: "The regional office signs reports on a period; they then appear here.")
}
