import Pages

/// Words of the long lists about the region.
extension Phrase {
    static let searchTowns = Phrase(de: "Kommune suchen", en: "Search for a municipality")
    static let searchBundles = Phrase(de: "Bündel suchen", en: "Search for a bundle")
    static let searchIndicators = Phrase(de: "Kennzahl suchen", en: "Search for an indicator")

    static func restInData(_ count: String, _ language: Language) -> String {
        Phrase(
            de: "\(count) weitere stehen in den Daten am Ende der Seite.",
            en: "\(count) more stand in the data at the end of the page.")(language)
    }

    static func andMore(_ count: String, _ language: Language) -> String {
        Phrase(de: "und \(count) weitere", en: "and \(count) more")(language)
    }
}
