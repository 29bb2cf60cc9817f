import Pages

/// Sentences of the overview and its lists.
extension Phrase {
    static func titleAllAdopted(_ count: Int, _ language: Language) -> String {
        Phrase(
            de: "Alle \(word(count, .german)) Kommunen haben die Rahmenstrategie beschlossen",
            en: "All \(word(count, .english)) municipalities have adopted the framework strategy")(language)
    }

    static func titleSomeAdopted(_ count: Int, of all: Int, _ language: Language) -> String {
        Phrase(
            de: "\(count) von \(all) Kommunen \(count == 1 ? "hat" : "haben") die Rahmenstrategie beschlossen",
            en: "\(count) of \(all) municipalities \(count == 1 ? "has" : "have") adopted the framework "
                + "strategy")(language)
    }

    /// Small numbers as words, as in running text.
    private static func word(_ number: Int, _ language: Language) -> String {
        let german = ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
        let english = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        guard (2...12).contains(number) else { return NumberFormat.integer(number, language) }
        return (language == .german ? german : english)[number - 2]
    }

    static func leadInForce(_ version: String, _ title: String, _ language: Language) -> String {
        Phrase(
            de: "Version \(version) der „\(title)“ ist in Kraft.",
            en: "Version \(version) of the “\(title)” is in force.")(language)
    }

    static func leadNotInForce(_ version: String, _ title: String, _ language: Language) -> String {
        Phrase(
            de: "Version \(version) der „\(title)“ ist veröffentlicht und noch nicht in Kraft.",
            en: "Version \(version) of the “\(title)” is published and not in force yet.")(language)
    }

    static func leadFigures(
        _ valued: String, of all: String, period: String, reported: String, towns: String, _ language: Language
    ) -> String {
        Phrase(
            de: "\(valued) von \(all) Kennzahlen haben einen regionalen Wert; für \(period) haben "
                + "\(reported) von \(towns) Kommunen gemeldet.",
            en: "\(valued) of \(all) indicators have a regional value; \(reported) of \(towns) "
                + "municipalities have reported for \(period).")(
                language)
    }

    static func townsTitle(_ number: String, _ count: Int, _ language: Language) -> String {
        switch count {
        case 0: Phrase(de: "Noch keine Kommune ist dabei", en: "No municipality has joined yet")(language)
        case 1: Phrase(de: "Eine Kommune ist dabei", en: "One municipality has joined")(language)
        default:
            Phrase(de: "\(number) Kommunen sind dabei", en: "\(number) municipalities have joined")(language)
        }
    }

    static func townsLead(_ adopted: String, of all: String, version: String?, _ language: Language) -> String {
        guard let version else { return leadNoFramework(language) }
        return Phrase(
            de: "\(adopted) von \(all) haben Version \(version) der Rahmenstrategie beschlossen.",
            en: "\(adopted) of \(all) have adopted version \(version) of the framework strategy.")(language)
    }

    static func indicatorsTitle(_ number: String, _ count: Int, _ language: Language) -> String {
        switch count {
        case 0: noIndicatorsTitle(language)
        case 1: Phrase(de: "Eine gemeinsame Kennzahl", en: "One common indicator")(language)
        default: Phrase(de: "\(number) gemeinsame Kennzahlen", en: "\(number) common indicators")(language)
        }
    }

    static func indicatorsLead(_ valued: String, of all: String, _ language: Language) -> String {
        Phrase(
            de: "\(valued) von \(all) haben einen regionalen Wert. Bei den anderen ist keiner möglich oder "
                + "es fehlen Meldungen; der Grund steht dabei.",
            en: "\(valued) of \(all) have a regional value. For the others none is possible or summaries "
                + "are missing; the reason is given.")(
                language)
    }

    static func townsReported(_ some: String, of all: String, _ language: Language) -> String {
        Phrase(
            de: "\(some) von \(all) Kommunen haben gemeldet",
            en: "\(some) of \(all) municipalities have reported")(
                language)
    }

    static func townsOfTowns(_ some: String, _ all: String, _ language: Language) -> String {
        Phrase(de: "\(some) von \(all) Kommunen", en: "\(some) of \(all) municipalities")(language)
    }

    static func ofPopulation(_ percent: String, _ language: Language) -> String {
        Phrase(de: "\(percent) der Bevölkerung", en: "\(percent) of the population")(language)
    }

    static func measureIntroduction(_ total: String, unmapped: String, _ language: Language) -> String {
        Phrase(
            de: "Die Kommunen melden \(total) Maßnahmen. \(unmapped) davon sind keinem Handlungsfeld der "
                + "Rahmenstrategie zugeordnet.",
            en: "The municipalities report \(total) measures. \(unmapped) of them are mapped to no field of "
                + "action of the framework strategy.")(
                language)
    }

    static func measureFinding(_ underWay: String, of total: String, _ language: Language) -> String {
        Phrase(
            de: "\(underWay) von \(total) Maßnahmen sind in Umsetzung oder abgeschlossen",
            en: "\(underWay) of \(total) measures are in progress or completed")(language)
    }

    static func ledBy(_ name: String, _ language: Language) -> String {
        Phrase(de: "Federführung: \(name)", en: "led by \(name)")(language)
    }
}
