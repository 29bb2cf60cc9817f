import Pages

extension Phrase {
    static let doubted = Phrase(de: "angezweifelt", en: "in doubt")
    static let restsOnDoubted = Phrase(
        de: "beruht auf Angaben, die angezweifelt sind", en: "rests on figures that are in doubt")
    static let doubtHeading = Phrase(de: "Angezweifelt", en: "In doubt")

    static func figureInDoubt(_ language: Language) -> String {
        Phrase(
            de:
                "Dieser Wert beruht auf Meldungen, deren Schlüssel später als missbraucht gemeldet wurde. Ob sie von der Kommune stammen, ist offen:",
            en:
                "This value rests on summaries whose key was later declared compromised. Whether they come from the town is open:"
        )(language)
    }

    static func townInDoubt(_ language: Language) -> String {
        Phrase(
            de:
                "Ein Schlüssel wurde als missbraucht gemeldet. Ob diese Erklärungen von der Kommune stammen, ist offen; sie zählen weiter, bis neue an ihre Stelle treten:",
            en:
                "A key was declared compromised. Whether these statements come from the town is open; they count until new ones take their place:"
        )(language)
    }

    static func doubtDeclared(_ index: String, _ language: Language) -> String {
        Phrase(de: "gemeldet in Eintrag \(index)", en: "declared in entry \(index)")(language)
    }
}
