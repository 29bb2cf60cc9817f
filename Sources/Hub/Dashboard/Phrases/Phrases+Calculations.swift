import Federation
import Pages

/// Words of the calculation behind a counted number.
extension Phrase {
    static let contributionsHeading = Phrase(de: "Was jede Kommune einbringt", en: "What each municipality brings in")
    static let sharesIntroduction = Phrase(
        de: "Die Zahl jeder Kommune, seit wann sie gilt und in welcher unterschriebenen Erklärung sie steht.",
        en: "The number of each municipality, since when it holds, and which signed statement it stands in.")
    static let partlySuppressed = Phrase(de: "teilweise geheim", en: "suppressed in part")
    static let withoutAmount = Phrase(de: "davon ohne Betrag", en: "of which without an amount")
    static let adoptionHeader = Phrase(de: "Beschluss", en: "Decision")
    static let numberAsked = Phrase(de: "Zahl", en: "Number")
    static let brokenDownBy = Phrase(de: "Gliederung", en: "Breakdown")

    static let measuresUnderWay = Phrase(
        de: "Maßnahmen in Umsetzung oder abgeschlossen", en: "Measures in progress or completed")
    static let plannedOfMeasures = Phrase(de: "Geplante Mittel der Maßnahmen", en: "Funds planned for measures")
    static let spentOfMeasures = Phrase(de: "Verausgabte Mittel der Maßnahmen", en: "Funds spent on measures")
    static let townsWithMeasures = Phrase(de: "Kommunen mit Maßnahmen", en: "Municipalities with measures")
    static let adoptionsCounted = Phrase(
        de: "Kommunen, die die Rahmenstrategie beschlossen haben",
        en: "Municipalities that have adopted the framework strategy")

    static func summariesCounted(_ period: String, _ language: Language) -> String {
        Phrase(de: "Kommunen mit einer Meldung für \(period)", en: "Municipalities with a summary for \(period)")(
            language)
    }

    static func ofStatus(_ status: String, _ language: Language) -> String {
        Phrase(de: "Stand „\(status)“", en: "status “\(status)”")(language)
    }

    static func ofField(_ name: String, _ language: Language) -> String {
        Phrase(de: "Handlungsfeld „\(name)“", en: "field of action “\(name)”")(language)
    }

    static func ofGoal(_ name: String, _ language: Language) -> String {
        Phrase(de: "Ziel „\(name)“", en: "goal “\(name)”")(language)
    }

    static func ofBundle(_ name: String, _ language: Language) -> String {
        Phrase(de: "Bündel „\(name)“", en: "bundle “\(name)”")(language)
    }

    static func upTo(_ period: String, _ language: Language) -> String {
        Phrase(de: "bis \(period)", en: "up to \(period)")(language)
    }

    static func calculationTitle(_ name: String, _ language: Language) -> String {
        Phrase(de: "So kommt die Zahl zustande: \(name)", en: "How this figure came about: \(name)")(language)
    }

    static func calculationAnswer(_ total: String, towns: Int, of all: Int, _ language: Language) -> String {
        Phrase(
            de: "Ergebnis: \(total). Dazu \(towns == 1 ? "trägt eine" : "tragen \(towns)") von \(all) Kommunen bei.",
            en: "Result: \(total). \(towns == 1 ? "One" : "\(towns)") of \(all) municipalities "
                + "\(towns == 1 ? "contributes" : "contribute") to it.")(language)
    }

    static func calculationMissing(_ count: Int, _ language: Language) -> String {
        Phrase(
            de: count == 1 ? "Eine hat dazu nichts angegeben." : "\(count) haben dazu nichts angegeben.",
            en: count == 1 ? "One has said nothing of it." : "\(count) have said nothing of it.")(language)
    }

    static func calculationHeld(_ count: Int, _ language: Language) -> String {
        Phrase(
            de: "Bei \(count == 1 ? "einer" : "\(count)") bleibt ein Teil geheim, weil seine Zahl klein ist.",
            en: "Of \(count == 1 ? "one" : "\(count)") a part is suppressed because its number is small.")(language)
    }

    static func calculationSilent(_ names: String, _ language: Language) -> String {
        Phrase(de: "Ohne Angabe: \(names).", en: "Not reported: \(names).")(language)
    }

    // MARK: Rules

    static let ruleNewestSummary = Phrase(
        de:
            "Von jeder Kommune, die heute Mitglied ist, zählt die Meldung ihres neuesten Zeitraums in der letzten Fassung.",
        en:
            "Of each municipality that is a member today, the summary of its newest period counts, in its last revision."
    )

    static func ruleNewestUpTo(_ period: String, _ language: Language) -> String {
        Phrase(
            de:
                "Von jeder Kommune, die am Ende von \(period) Mitglied war, zählt die Meldung ihres neuesten Zeitraums bis dahin, in der letzten Fassung.",
            en:
                "Of each municipality that was a member at the end of \(period), the summary of its newest period up to then counts, in its last revision."
        )(language)
    }

    static func ruleOfMeasures(_ number: CountQuestion.Measures.Number) -> Phrase {
        switch number {
        case .measures:
            Phrase(
                de: "Gezählt wird jede Maßnahme darin, auf die die Frage zutrifft; dann werden die Kommunen addiert.",
                en: "Each measure in it that the question is about is counted; then the municipalities are added up.")
        case .underway:
            Phrase(
                de:
                    "Gezählt wird jede Maßnahme darin, die in Umsetzung oder abgeschlossen ist; dann werden die Kommunen addiert.",
                en:
                    "Each measure in it that is in progress or completed is counted; then the municipalities are added up."
            )
        case .planned, .spent:
            Phrase(
                de:
                    "Die Beträge der Maßnahmen werden addiert, auf den Cent genau. Eine Maßnahme ohne Betrag zählt nicht als null, sie fehlt in der Summe.",
                en:
                    "The amounts of the measures are added up to the cent. A measure without an amount does not count as zero; it is missing from the sum."
            )
        case .towns:
            Phrase(
                de: "Gezählt wird jede Kommune, in deren Meldung wenigstens eine solche Maßnahme steht.",
                en: "Each municipality is counted whose summary holds at least one such measure.")
        }
    }

    static let ruleNewestParticipation = Phrase(
        de: "Von jeder Kommune, die heute Mitglied ist, zählt die neueste Meldung mit Zahlen zur Beteiligung.",
        en: "Of each municipality that is a member today, the newest summary with figures on participation counts.")
    static let ruleWholeAdded = Phrase(
        de: "Diese Zahlen werden addiert.", en: "These numbers are added up.")
    static let ruleChannelsAdded = Phrase(
        de: "In jeder werden die Zahlen aller Wege addiert, dann die Kommunen.",
        en: "In each the numbers of all channels are added up, then the municipalities.")
    static let rulePartAdded = Phrase(
        de: "Daraus wird dieser eine Teil addiert.", en: "Of it this one part is added up.")
    static let ruleSuppressedParts = Phrase(
        de: "Was eine Kommune wegen kleiner Zahlen geheim hält, fehlt in der Summe; sie heißt dann „mindestens“.",
        en:
            "What a municipality suppresses because its number is small is missing from the sum, which is then “at least”."
    )
    static let ruleAdoptions = Phrase(
        de:
            "Gezählt wird jede Kommune, die heute Mitglied ist und diese Version der Rahmenstrategie mit einem unterschriebenen Beschluss angenommen hat.",
        en:
            "Each municipality is counted that is a member today and has adopted this version of the framework strategy with a signed decision."
    )
    static let ruleSummaries = Phrase(
        de: "Gezählt wird jede Kommune mit einer unterschriebenen Meldung für diesen Zeitraum.",
        en: "Each municipality with a signed summary for this period is counted.")
}
