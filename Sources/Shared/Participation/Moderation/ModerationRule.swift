import Pages

/// Why something is not shown; the same list stands in the public rules.
enum ModerationRule: String, Sendable, CaseIterable {
    case personal, insult, advertising
    case offTopic = "off_topic"
    case unlawful, other

    var word: Phrase {
        switch self {
        case .personal:
            Phrase(de: "Persönliche Angaben über sich oder andere", en: "Personal data about oneself or others")
        case .insult:
            Phrase(
                de: "Beleidigung, Herabsetzung, Drohung oder Aufruf zur Gewalt",
                en: "Insult, degradation, threat or call to violence")
        case .advertising: Phrase(de: "Werbung", en: "Advertising")
        case .offTopic: Phrase(de: "Hat mit der Frage nichts zu tun", en: "Has nothing to do with the question")
        case .unlawful:
            Phrase(
                de: "Verstößt gegen Gesetze, zum Beispiel gegen das Urheberrecht",
                en: "Breaks the law, such as copyright")
        case .other: Phrase(de: "Ein anderer Grund", en: "Another reason")
        }
    }

    static func options(_ language: Language) -> [FormField.Option] {
        allCases.map { FormField.Option($0.rawValue, $0.word(language)) }
    }
}
