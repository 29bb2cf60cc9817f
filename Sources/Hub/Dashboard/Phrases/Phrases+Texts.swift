import Pages

/// Words of the framework's page and of reports.
extension Phrase {
    static let inForceRule = Phrase(de: "In Kraft, sobald", en: "In force once")
    static let adoptedBy = Phrase(de: "Beschlossen von", en: "Adopted by")
    static let nobodyYet = Phrase(de: "noch niemandem", en: "nobody yet")
    static let publishedHeader = Phrase(de: "Veröffentlicht", en: "Published")
    static let vision = Phrase(de: "Vision", en: "Vision")
    static let principles = Phrase(de: "Leitsätze", en: "Principles")
    static let allVersions = Phrase(de: "Alle Versionen", en: "All versions")

    static func versionInForce(_ number: String, _ language: Language) -> String {
        Phrase(
            de: "Version \(number) der Rahmenstrategie ist in Kraft.",
            en: "Version \(number) of the framework strategy is in force.")(language)
    }

    static func versionNotInForce(_ number: String, _ language: Language) -> String {
        Phrase(
            de: "Version \(number) der Rahmenstrategie ist veröffentlicht und noch nicht in Kraft.",
            en: "Version \(number) of the framework strategy is published and not in force yet.")(language)
    }

    static func inForceAll(_ roles: String, _ language: Language) -> String {
        Phrase(de: "alle \(roles) sie beschlossen haben", en: "all \(roles) have adopted it")(language)
    }

    static func inForceAtLeast(_ count: String, _ roles: String, _ language: Language) -> String {
        Phrase(
            de: "mindestens \(count) Mitglieder (\(roles)) sie beschlossen haben",
            en: "at least \(count) members (\(roles)) have adopted it")(language)
    }

    static let editionHeader = Phrase(de: "Ausgabe", en: "Edition")
    static let computedAt = Phrase(de: "Berechnet bei", en: "Computed at")
    static let recomputedTitle = Phrase(de: "Aus dem Protokoll nachgerechnet", en: "Recomputed from the log")
    static let recomputed = Phrase(
        de: "Der Hub hat diesen Bericht erst aufgenommen, nachdem jede Zahl genau so aus den Einträgen "
            + "davor folgte. Wer das Protokoll hat, kann das wiederholen.",
        en: "The hub took this report only after every figure followed in exactly this way from the entries "
            + "before it. Whoever has the log can repeat that.")
    static let reportFigures = Phrase(de: "Die Zahlen", en: "The figures")
    static let reportFiguresIntroduction = Phrase(
        de: "Zu jeder Kennzahl der neueste Wert, den der Bericht enthält.",
        en: "For each indicator the newest value that the report holds.")
    static let allFiguresCaption = Phrase(de: "Alle Zahlen des Berichts", en: "All figures of the report")
    static let valuesHeader = Phrase(de: "Angaben", en: "Entries")

    static func reportTitle(_ period: String, edition: Int64, _ language: Language) -> String {
        edition == 1
            ? Phrase(de: "Bericht \(period)", en: "Report on \(period)")(language)
            : Phrase(
                de: "Bericht \(period), Ausgabe \(edition)",
                en: "Report on \(period), edition \(edition)")(language)
    }

    static func reportLead(_ figures: String, towns: String, of all: String, _ language: Language) -> String {
        Phrase(
            de: "Regionale Zahlen: \(figures). Gemeldet haben für diesen Zeitraum: \(towns) von \(all) Kommunen.",
            en: "\(figures) regional figures. \(towns) of \(all) municipalities have reported for this "
                + "period.")(language)
    }

    static func allFigures(_ count: String, _ language: Language) -> String {
        Phrase(de: "Alle \(count) Zahlen dieses Berichts", en: "All \(count) figures of this report")(language)
    }

    static func tooManyFigures(_ count: String, _ language: Language) -> String {
        Phrase(
            de: "Alle \(count) Zahlen dieses Berichts stehen in der CSV-Datei.",
            en: "All \(count) figures of this report are in the CSV file.")(language)
    }
}
