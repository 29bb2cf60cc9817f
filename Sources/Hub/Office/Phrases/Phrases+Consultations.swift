import Pages

/// Words of consultations, on the public page and at the office.
extension Phrase {
    static func draftTitle(_ number: String, edition: String, _ language: Language) -> String {
        Phrase(
            de: "Entwurf der Version \(number), Fassung \(edition)",
            en: "Draft of version \(number), edition \(edition)")(
                language)
    }

    static func draftShort(_ number: Int64, _ edition: Int, _ language: Language) -> String {
        Phrase(de: "Entwurf \(number), Fassung \(edition)", en: "draft \(number), edition \(edition)")(language)
    }

    static func edition(_ edition: String, _ language: Language) -> String {
        Phrase(de: "Fassung \(edition)", en: "Edition \(edition)")(language)
    }

    static func draftPublished(_ number: String, _ language: Language) -> String {
        Phrase(
            de: "Dieser Entwurf ist abgeschlossen: Version \(number) ist veröffentlicht.",
            en: "This draft is closed: version \(number) has been published.")(language)
    }

    static let draftReplaced = Phrase(
        de: "Diese Fassung des Entwurfs ist durch eine neuere ersetzt.",
        en: "This edition of the draft has been replaced by a newer one.")

    static func draftOpen(_ day: String, _ language: Language) -> String {
        Phrase(
            de: "Die Mitglieder können bis \(day) Stellung nehmen.", en: "Members can take positions until \(day).")(
                language)
    }

    static func draftClosed(_ day: String, _ language: Language) -> String {
        Phrase(
            de: "Stellungnahmen waren bis \(day) möglich.", en: "Positions could be taken until \(day).")(language)
    }

    static let positionsHeading = Phrase(de: "Stellungnahmen und Antworten", en: "Positions and answers")
    static let positionsWord = Phrase(de: "Stellungnahmen", en: "positions")
    static let positionsUntil = Phrase(de: "Stellungnahmen bis", en: "Positions until")
    static let whatChanges = Phrase(de: "Was sich ändert", en: "What changes")
    static let draftText = Phrase(de: "Der Text", en: "The text")
    static let draftTextExplanation = Phrase(
        de: "Jede Stelle hat eine eigene Adresse; Stellungnahmen beziehen sich darauf.",
        en: "Each passage has an address of its own; positions refer to it.")
    static let allEditions = Phrase(de: "Alle Fassungen des Entwurfs", en: "All editions of the draft")
    static let noPositions = Phrase(de: "Keine Stellungnahme", en: "No position")
    static let noPositionsYet = Phrase(
        de: "Nimmt ein Mitglied Stellung, steht das hier, und daneben die Antwort der Geschäftsstelle.",
        en: "When a member takes a position, it stands here, and beside it the regional office’s answer.")
    static let noPositionsTaken = Phrase(
        de: "Zu dieser Fassung hat kein Mitglied Stellung genommen.",
        en: "No member has taken a position on this edition.")
    static let positionTable = Phrase(
        de: "Stellungnahmen der Mitglieder und Antworten der Geschäftsstelle",
        en: "Members’ positions and the regional office’s answers")
    static let passageHeader = Phrase(de: "Stelle", en: "Passage")
    static let whoHeader = Phrase(de: "Von", en: "By")
    static let positionHeader = Phrase(de: "Stellungnahme", en: "Position")
    static let answerHeader = Phrase(de: "Antwort", en: "Answer")
    static let proposedWording = Phrase(de: "Vorgeschlagener Wortlaut", en: "Proposed wording")
    static let notAnsweredYet = Phrase(de: "noch nicht beantwortet", en: "not answered yet")
    static let kindOfBundle = Phrase(de: "Art", en: "Kind")
    static let bundleLead = Phrase(de: "Federführung", en: "Lead")

    static func positionCount(_ all: Int, answered: Int, _ language: Language) -> String {
        switch all {
        case 0: Phrase(de: "noch keine", en: "none yet")(language)
        case 1:
            answered == 1
                ? Phrase(de: "eine, beantwortet", en: "one, answered")(language)
                : Phrase(de: "eine, noch nicht beantwortet", en: "one, not answered yet")(language)
        default:
            Phrase(de: "\(all), davon beantwortet: \(answered)", en: "\(all), of which answered: \(answered)")(language)
        }
    }

    static func positionsOnPassage(_ count: Int, _ language: Language) -> String {
        count == 1
            ? Phrase(de: "eine Stellungnahme", en: "one position")(language)
            : Phrase(de: "\(count) Stellungnahmen", en: "\(count) positions")(language)
    }

    static func againstVersion(_ number: String, _ language: Language) -> String {
        Phrase(de: "gegenüber Version \(number)", en: "against version \(number)")(language)
    }

    static func againstEdition(_ edition: String, _ language: Language) -> String {
        Phrase(de: "gegenüber Fassung \(edition)", en: "against edition \(edition)")(language)
    }

    // MARK: At the office

    static let noOpenConsultation = Phrase(
        de: "Zurzeit steht kein Entwurf zur Konsultation.", en: "No draft is open for consultation.")

    static func unansweredCount(_ count: Int, _ language: Language) -> String {
        switch count {
        case 0: Phrase(de: "Alle Stellungnahmen sind beantwortet.", en: "All positions have been answered.")(language)
        case 1: Phrase(de: "Eine Stellungnahme wartet auf Antwort.", en: "One position waits for an answer.")(language)
        default:
            Phrase(de: "\(count) Stellungnahmen warten auf Antwort.", en: "\(count) positions wait for an answer.")(
                language)
        }
    }

    static let waitingForAnswer = Phrase(de: "Wartet auf Antwort", en: "Waiting for an answer")
    static let answeredHeading = Phrase(de: "Beantwortete Stellungnahmen", en: "Answered positions")

    static func answeredCount(_ count: Int, _ language: Language) -> String {
        count == 1
            ? Phrase(de: "Eine beantwortete Stellungnahme", en: "One answered position")(language)
            : Phrase(de: "\(count) beantwortete Stellungnahmen", en: "\(count) answered positions")(language)
    }

    static let issueHeading = Phrase(de: "Einen Entwurf zur Konsultation stellen", en: "Issue a draft for consultation")
    static let noWorkingDraft = Phrase(de: "Kein Arbeitsentwurf", en: "No working draft")
    static let noWorkingDraftExplanation = Phrase(
        de: "Zur Konsultation steht immer der Arbeitsentwurf, wie er gerade ist. Beginnen Sie ihn zuerst.",
        en: "What is issued for consultation is the working draft as it stands. Please begin it first.")
    static let issueNeedsAuthor = Phrase(
        de: "Ihn zur Konsultation vorlegen kann, wer die Rolle Bearbeitung hat; eine andere Person gibt ihn frei.",
        en: "Somebody with the role of author can put it forward for consultation; somebody else approves it.")
    static let issueFirst = Phrase(
        de:
            "Der Arbeitsentwurf wird, wie er jetzt ist, öffentlich und steht im Protokoll. Die Mitglieder können zu jeder Stelle Stellung nehmen.",
        en:
            "The working draft becomes public as it stands now, and stands in the log. Members can take positions on every passage."
    )
    static let issueNext = Phrase(
        de:
            "Eine neue Fassung ersetzt die bisherige: Auf die alte kann dann niemand mehr Stellung nehmen. Bereits abgegebene Stellungnahmen bleiben öffentlich und können weiter beantwortet werden.",
        en:
            "A new edition replaces the one before: nobody can take a position on the old one any more. Positions already taken stay public and can still be answered."
    )
    static let sameAsLastEdition = Phrase(
        de: "Der Arbeitsentwurf ist noch gleich der letzten Fassung.",
        en: "The working draft is still the same as the last edition.")
    static let numberToIssue = Phrase(de: "Nummer der Version zur Bestätigung", en: "Number of the version, to confirm")
    static let issueSubmit = Phrase(de: "Zur Konsultation stellen", en: "Issue for consultation")
    static let untilPassed = Phrase(
        de: "Dieser Tag ist schon vorbei. Bitte geben Sie heute oder einen späteren Tag an.",
        en: "That day has passed. Please give today or a later day.")

    static let untilTooFar = Phrase(
        de: "Bis dahin sind es mehr als fünf Jahre. Bitte prüfen Sie das Jahr.",
        en: "That is more than five years away. Please check the year.")

    static func answerTitle(_ name: String, _ language: Language) -> String {
        Phrase(de: "Stellungnahme von \(name)", en: "Position of \(name)")(language)
    }

    static func onPassage(_ passage: String, _ draft: String, _ language: Language) -> String {
        Phrase(de: "Zu: \(passage) (\(draft))", en: "On: \(passage) (\(draft))")(language)
    }

    static let answerNow = Phrase(de: "Antworten", en: "Answer")
    static let answerAnew = Phrase(de: "Antwort ersetzen", en: "Replace the answer")
    static let answerSubmit = Phrase(de: "Antwort veröffentlichen", en: "Publish the answer")
    static let whatBecame = Phrase(de: "Was aus der Stellungnahme wird", en: "What becomes of the position")
    static let answerReason = Phrase(de: "Begründung", en: "Reason")
    static let answerReasonHint = Phrase(
        de: "Wird mit der Antwort öffentlich. Bitte keine Namen von Personen.",
        en: "Becomes public with the answer. Please no names of persons.")
    static let takenOverHint = Phrase(
        de: "Der Entwurf wird entsprechend geändert.", en: "The draft is changed accordingly.")
    static let partlyHint = Phrase(
        de: "Ein Teil wird aufgenommen; die Begründung sagt, welcher.",
        en: "A part is taken over; the reason says which.")
    static let notTakenOverHint = Phrase(
        de: "Der Entwurf bleibt an dieser Stelle.", en: "The draft stays as it is here.")
    static let notedHint = Phrase(
        de: "Für Zustimmung und Rückfragen, die nichts am Text ändern.",
        en: "For support and questions that change nothing in the text.")
    static let passageText = Phrase(de: "Die Stelle im Entwurf", en: "The passage in the draft")
    static let answeredMeanwhile = Phrase(
        de:
            "Inzwischen steht eine andere Antwort im Protokoll. Ihr Text ist noch da. Wenn Sie ihn veröffentlichen, ersetzt er diese Antwort; beide bleiben im Protokoll.",
        en:
            "Another answer stands in the log meanwhile. Your text is still here. If you publish it, it replaces that answer; both stay in the log."
    )
}
