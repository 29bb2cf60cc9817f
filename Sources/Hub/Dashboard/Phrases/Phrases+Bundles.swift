import Pages

/// Words of the pages about bundles and lead projects.
extension Phrase {
    static let bundleNothingReported = Phrase(
        de: "Noch keine Kommune hat eine Maßnahme dazu gemeldet.",
        en: "No municipality has reported a measure for it yet.")
    static let bundleNothingExplanation = Phrase(
        de:
            "Ordnet eine Kommune in ihrer Strategie eine Maßnahme diesem Bündel zu, steht sie hier mit ihrer nächsten Meldung.",
        en: "When a municipality maps a measure of its strategy to this bundle, it stands here with its next report.")
    static let bundleMeasureIntroduction = Phrase(
        de: "Stand, Fortschritt und Kosten stehen so da, wie jede Kommune sie zuletzt signiert gemeldet hat.",
        en: "Status, progress and costs stand as each municipality has last reported and signed them.")
    static let bundleSilent = Phrase(
        de: "Laut Rahmenstrategie beteiligt, aber noch ohne Maßnahme in einer Meldung:",
        en: "Involved according to the framework strategy, but without a measure in a report yet:")
    static let bundleInFramework = Phrase(de: "Was die Rahmenstrategie sagt", en: "What the framework strategy says")
    static let progressHeader = Phrase(de: "Fortschritt", en: "Progress")
    static let statementHeader = Phrase(de: "Meldung", en: "Summary")
    static let underWayHeader = Phrase(de: "In Umsetzung oder abgeschlossen", en: "In progress or completed")
    static let noBundles = Phrase(
        de: "Noch keine Bündel und keine Leitprojekte", en: "No bundles and no lead projects yet")
    static let noBundlesExplanation = Phrase(
        de: "Sie stehen hier, sobald eine Version der Rahmenstrategie welche festlegt.",
        en: "They stand here once a version of the framework strategy lays some down.")

    static let bundleListSubtitle = Phrase(
        de: "Anzahl der Maßnahmen nach Stand, je Bündel oder Leitprojekt",
        en: "Number of measures by status, for each bundle or lead project")
    static let bundleChartSubtitle = Phrase(
        de: "Anzahl der Maßnahmen nach Stand, je Kommune", en: "number of measures by status, for each municipality")
    static let keyPlanned = Phrase(de: "Geplante Mittel", en: "Planned funds")
    static let costInFramework = Phrase(de: "Kosten laut Rahmenstrategie", en: "Cost by the framework strategy")
    static let bundleChartHeading = Phrase(de: "Wie weit es ist", en: "How far it is")

    static func bundlesWithMeasures(_ count: Int, of all: Int, _ language: Language) -> String {
        Phrase(
            de: "Zu \(count) von \(all) Bündeln und Leitprojekten haben Kommunen Maßnahmen gemeldet",
            en: "Municipalities have reported measures for \(count) of \(all) bundles and lead projects")(language)
    }

    static func bundleMoneyFinding(_ planned: String?, spent: String?, _ language: Language) -> String {
        let (plannedDe, plannedEn) = (planned ?? "keine Angabe", planned ?? "not reported")
        let (spentDe, spentEn) = (spent ?? "keine Angabe", spent ?? "not reported")
        return Phrase(
            de: "Geplant: \(plannedDe), verausgabt: \(spentDe)", en: "Planned: \(plannedEn), spent: \(spentEn)")(
                language)
    }

    static func bundleAnswer(measures: Int, towns: Int, underWay: Int, _ language: Language) -> String {
        let what =
            measures == 1
            ? Phrase(de: "Eine Maßnahme aus einer Kommune", en: "One measure of one municipality")
            : towns == 1
                ? Phrase(de: "\(measures) Maßnahmen aus einer Kommune", en: "\(measures) measures of one municipality")
                : Phrase(
                    de: "\(measures) Maßnahmen aus \(towns) Kommunen",
                    en: "\(measures) measures of \(towns) municipalities")
        return Phrase(
            de: "\(what(.german)), davon in Umsetzung oder abgeschlossen: \(underWay).",
            en: "\(what(.english)), of which in progress or completed: \(underWay).")(language)
    }

    static func fromMeasures(_ some: Int, of all: Int, _ language: Language) -> String {
        Phrase(de: "aus \(some) von \(all) Maßnahmen", en: "from \(some) of \(all) measures")(language)
    }

    static func notReportedYet(_ count: Int, _ language: Language) -> String {
        Phrase(de: "\(count) weitere noch ohne Meldung", en: "\(count) more without a report yet")(language)
    }

    static func bundleListLead(_ count: Int, _ reported: Int, _ language: Language) -> String {
        Phrase(
            de:
                "Bündel und Leitprojekte: \(count). Zu \(reported == 0 ? "keinem" : "\(reported)") davon haben Kommunen "
                + "Maßnahmen gemeldet.",
            en: "Bundles and lead projects: \(count). Municipalities have reported measures for "
                + "\(reported == 0 ? "none" : "\(reported)") of them.")(language)
    }
}
