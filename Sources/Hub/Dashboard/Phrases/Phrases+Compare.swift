import Pages

/// Words of the comparison of towns.
extension Phrase {
    static let compareHeading = Phrase(de: "Kommunen vergleichen", en: "Compare municipalities")
    static let compareLead = Phrase(
        de:
            "Wählen Sie zwei bis sechs Kommunen. Verglichen wird Gleiches mit Gleichem: dieselbe Kennzahl im selben Zeitraum.",
        en: "Choose two to six municipalities. Like is compared with like: the same indicator in the same period.")
    static let compareIntroduction = Phrase(
        de:
            "Je Kennzahl steht der neueste Zeitraum, für den die meisten der gewählten Kommunen einen Wert haben. Anzahlen, die mit "
            + "der Größe einer Kommune wachsen, stehen je 1.000 Einwohner; die Anzahl selbst steht darunter. Woran die "
            + "Rahmenstrategie andere Kennzahlen misst, etwa die Fläche, steht, wie es ist.",
        en:
            "For each indicator the newest period stands in which most of the chosen municipalities have a value. Counts that "
            + "grow with a municipality stand per 1,000 residents, with the count itself below. What the framework "
            + "strategy weighs other indicators by, such as the area, stands as it is.")
    static let compareNothing = Phrase(
        de: "Zu keiner Kennzahl hat eine der gewählten Kommunen schon etwas gemeldet.",
        en: "None of the chosen municipalities has reported anything on any indicator yet.")
    static let residents = Phrase(de: "Einwohner", en: "residents")
    static let perThousand = Phrase(de: "je 1.000 Einwohner", en: "per 1,000 residents")
    static let noResidents = Phrase(de: "Einwohnerzahl fehlt", en: "number of residents is missing")
    static let otherDefinition = Phrase(
        de: "andere Fassung der Kennzahl, nicht vergleichbar", en: "another version of the indicator, not comparable")
    static let toProfile = Phrase(de: "Zum Profil", en: "To the profile")
    static let compareMeasures = Phrase(de: "Maßnahmen nach Handlungsfeld", en: "Measures by field of action")
    static let compareOthers = Phrase(de: "Andere Auswahl", en: "Another selection")
    static let compareChoose = Phrase(de: "Welche Kommunen?", en: "Which municipalities?")
    static let compareChosen = Phrase(de: "Gewählt sind", en: "Chosen are")
    static let compareRemove = Phrase(de: "herausnehmen", en: "remove")
    static let compareAdd = Phrase(de: "Hinzunehmen", en: "Add")
    static let compareSearchHint = Phrase(
        de: "die Suche findet sie nach Namen oder Gemeindeschlüssel",
        en: "the search finds them by name or official key")
    static let compareWithOthers = Phrase(
        de: "Mit anderen Kommunen vergleichen", en: "Compare with other municipalities")

    static func compareTitle(_ names: [String], _ language: Language) -> String {
        let list = names.dropLast().joined(separator: ", ")
        let last = names.last ?? ""
        return Phrase(de: "\(list) und \(last) im Vergleich", en: "\(list) and \(last) compared")(language)
    }

    static func compareAnswer(_ whole: Int, of all: Int, towns: Int, _ language: Language) -> String {
        guard all > 0 else { return compareNothing(language) }
        let german = towns == 2 ? "beide" : "alle \(towns)"
        let english = towns == 2 ? "both" : "all \(towns)"
        return Phrase(
            de:
                "Für \(whole) von \(all) Kennzahlen haben \(german) Kommunen einen vergleichbaren Wert im selben Zeitraum.",
            en:
                "For \(whole) of \(all) indicators \(english) municipalities have a comparable value in the same period."
        )(
            language)
    }

    static func compareSilent(_ names: String, _ language: Language) -> String {
        Phrase(
            de: "Ohne Angaben dieser Kommunen: \(names).", en: "Without anything from these municipalities: \(names).")(
                language)
    }

    static func compareFull(_ most: Int, _ language: Language) -> String {
        Phrase(
            de: "Mehr als \(most) Kommunen lassen sich nicht zugleich vergleichen; nehmen Sie erst eine heraus.",
            en: "No more than \(most) municipalities can be compared at once; remove one first.")(language)
    }

    static func inAll(_ number: String, _ language: Language) -> String {
        Phrase(de: "insgesamt \(number)", en: "\(number) in all")(language)
    }

    static func townTwice(_ name: String) -> Phrase {
        Phrase(
            de: "\(name) steht zweimal in der Adresse. Bitte nennen Sie bei „town“ jede Kommune einmal.",
            en: "\(name) stands twice in the address. Please name each municipality once at “town”.")
    }

    static func tooManyTowns(_ most: Int) -> Phrase {
        Phrase(
            de: "Bitte nennen Sie bei „town“ in der Adresse zwei bis \(most) Kommunen.",
            en: "Please name at “town” in the address two to \(most) municipalities.")
    }
}
