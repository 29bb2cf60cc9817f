import Pages

/// Words of the slides and of what is printed above a page.
extension Phrase {
    static let slidesLink = Phrase(de: "Folien für Sitzungen", en: "Slides for meetings")
    static let slidesKeys = Phrase(
        de: "Weiter mit der Leertaste oder „Bild ab“, zurück mit „Bild auf“.",
        en: "Go on with the space bar or Page Down, back with Page Up.")
    static let slideBack = Phrase(de: "Zurück", en: "Back")
    static let slideOn = Phrase(de: "Weiter", en: "Next")
    static let slidesLeave = Phrase(de: "Folien verlassen", en: "Leave the slides")
    static let slidesEnd = Phrase(de: "Jede Zahl lässt sich nachprüfen", en: "Every figure can be checked")
    static let slidesEndLead = Phrase(
        de: "Auf der Seite steht zu jeder Zahl, wie sie zustande kommt und wer sie unterschrieben hat.",
        en: "The page says of each figure how it comes about and who has signed it.")
    static let slideAllIndicators = Phrase(de: "Alle Kennzahlen", en: "All indicators")

    static func slidePlace(_ number: Int, of count: Int, _ language: Language) -> String {
        Phrase(de: "Folie \(number) von \(count)", en: "Slide \(number) of \(count)")(language)
    }

    static func slidePeriod(_ period: String, _ language: Language) -> String {
        Phrase(de: "Berichtszeitraum \(period)", en: "Reporting period \(period)")(language)
    }

    static func slideMore(_ count: Int, _ language: Language) -> String {
        count == 1
            ? Phrase(de: "Eine weitere Kennzahl hat einen Wert", en: "One more indicator has a value")(language)
            : Phrase(
                de: "\(count) weitere Kennzahlen haben einen Wert", en: "\(count) more indicators have a value")(
                    language)
    }

    /// Above a page on paper.
    static func printLine(_ site: String, _ log: String, _ day: String, _ licence: String, _ address: String) -> String
    {
        "\(site) · \(log), \(day) · \(licence) · \(address)"
    }
}
