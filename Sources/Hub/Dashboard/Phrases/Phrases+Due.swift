import Pages

/// Words of what is due, and others of the overview.
extension Phrase {
    static let dueMissing = Phrase(de: "Es fehlen:", en: "Missing are:")
    static let keyMeasuresUnderWay = Phrase(de: "Maßnahmen auf dem Weg", en: "Measures on their way")
    static let underWayOrDone = Phrase(de: "in Umsetzung oder abgeschlossen", en: "in progress or completed")
    static let allGoals = Phrase(de: "Alle Handlungsfelder und Ziele", en: "All fields of action and goals")
    static let allBundles = Phrase(de: "Alle Bündel und Leitprojekte", en: "All bundles and lead projects")
    static let whatChanged = Phrase(de: "Was sich geändert hat", en: "What has changed")

    static func dueSentence(
        _ period: String, _ day: String, handedIn: String, of all: String, _ language: Language
    ) -> String {
        Phrase(
            de: "\(period): fällig war die Meldung am \(day), \(handedIn) von \(all) Kommunen haben sie abgegeben.",
            en: "\(period): the summary was due on \(day); \(handedIn) of \(all) municipalities have handed it in.")(
                language)
    }

    static func dueCountedUntil(_ day: String, _ language: Language) -> String {
        Phrase(
            de: "Gezählt bis zum \(day), dem Tag des letzten Eintrags im Protokoll.",
            en: "Counted until \(day), the day of the last entry in the log.")(language)
    }

    static func lateWith(_ period: String, _ language: Language) -> String {
        Phrase(de: "\(period) überfällig", en: "\(period) overdue")(language)
    }
}
