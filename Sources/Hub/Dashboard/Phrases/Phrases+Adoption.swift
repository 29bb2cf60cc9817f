import Pages

/// Words about adopting a version, what it changes, and letters of intent.
extension Phrase {
    static let noDifference = Phrase(de: "Kein Unterschied", en: "No difference")
    static let noDifferenceExplanation = Phrase(
        de: "Beide Texte sind Wort für Wort gleich.", en: "Both texts are the same word for word.")
    static let addedWords = Phrase(de: "neu hinzugekommen", en: "added")
    static let removedWords = Phrase(de: "weggefallen", en: "removed")
    static let onlyWrittenForm = Phrase(
        de: "Nur die Schreibweise derselben Zeichen ist anders.",
        en: "Only the written form of the same characters differs.")

    static func differenceTitle(_ from: String, _ to: String, _ language: Language) -> String {
        Phrase(
            de: "Was Version \(to) gegenüber Version \(from) ändert",
            en: "What version \(to) changes against version \(from)")(
                language)
    }

    static func differenceLead(_ count: Int, _ language: Language) -> String {
        switch count {
        case 0: Phrase(de: "Nichts ist anders.", en: "Nothing differs.")(language)
        case 1: Phrase(de: "Eine Stelle ist anders.", en: "One passage differs.")(language)
        default: Phrase(de: "\(count) Stellen sind anders.", en: "\(count) passages differ.")(language)
        }
    }

    static let amendmentTitle = Phrase(de: "Was eine Änderung bedeutet", en: "What an amendment means")
    static let amendmentMeaning = Phrase(
        de:
            "Eine neue Version gilt für eine Kommune erst, wenn ihr Rat sie neu beschließt. Bis dahin steht sie auf der Version, die sie zuletzt beschlossen hat.",
        en:
            "A new version holds for a municipality only once its council adopts it anew. Until then it stands on the version that it adopted last."
    )
    static let otherDifferences = Phrase(de: "Andere Vergleiche", en: "Other comparisons")
    static let allHaveAdopted = Phrase(
        de: "Alle Mitglieder mit eigener Strategie haben sie beschlossen.",
        en: "All members with a strategy of their own have adopted it.")
    static let notAdoptedBy = Phrase(de: "Noch nicht beschlossen haben sie:", en: "Not adopted yet by:")

    static func adoptionProgress(_ some: String, of needed: String, _ language: Language) -> String {
        Phrase(de: "bisher \(some), nötig sind \(needed)", en: "so far \(some), needed are \(needed)")(language)
    }

    static let adoptionByVersion = Phrase(de: "Wer diese Version beschlossen hat", en: "Who has adopted this version")
    static let decisionOnVersion = Phrase(de: "Beschluss", en: "Decision")
    static let standsOn = Phrase(de: "Steht auf", en: "Stands on")
    static let noVersion = Phrase(de: "noch keiner Version", en: "no version yet")
    static let noMemberToday = Phrase(de: "heute kein Mitglied", en: "no member today")
    static let declarationHeading = Phrase(de: "Absichtserklärungen", en: "Letters of intent")
    static let declarationIntroduction = Phrase(
        de:
            "Mit einer Absichtserklärung sagt ein Mitglied, dass es der Rahmenstrategie folgen will. Sie ersetzt keinen Beschluss.",
        en:
            "With a letter of intent a member says that it wants to follow the framework strategy. It does not replace a decision."
    )
    static let declarationText = Phrase(de: "Erklärung", en: "Declaration")
    static let decisionHeaderShort = Phrase(de: "Beschluss", en: "Decision")
    static let openDraft = Phrase(de: "Entwurf in der Konsultation", en: "Draft in consultation")
    static let seeDifference = Phrase(de: "Unterschied zu einer anderen Version", en: "Difference from another version")
}
