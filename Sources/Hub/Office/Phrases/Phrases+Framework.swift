import Pages

/// Words of the pages on which the framework is edited.
extension Phrase {
    static let frameworkDeskTitle = Phrase(de: "Rahmenstrategie bearbeiten", en: "Edit the framework strategy")
    static let noDraftFirst = Phrase(
        de: "Es gibt noch keine Rahmenstrategie und keinen Arbeitsentwurf.",
        en: "There is no framework strategy yet and no working draft.")

    static func noDraftAfter(_ number: String, _ language: Language) -> String {
        Phrase(
            de: "Zurzeit wird an keiner neuen Version gearbeitet. Veröffentlicht ist Version \(number).",
            en: "No new version is being worked on. Version \(number) is published.")(language)
    }

    static func draftOfVersion(_ number: String, _ language: Language) -> String {
        Phrase(de: "Arbeitsentwurf für Version \(number)", en: "Working draft of version \(number)")(language)
    }

    static func draftChanges(_ changes: Int, _ number: Int64, _ language: Language) -> String {
        guard number > 1 else {
            return Phrase(
                de: "Die erste Version. Nur die Geschäftsstelle sieht diesen Entwurf.",
                en: "The first version. Only the regional office sees this draft.")(language)
        }
        switch changes {
        case 0:
            return Phrase(
                de:
                    "Noch gleich der veröffentlichten Version \(number - 1). Nur die Geschäftsstelle sieht diesen Entwurf.",
                en: "Still the same as the published version \(number - 1). Only the regional office sees this draft.")(
                    language)
        case 1:
            return Phrase(
                de:
                    "Eine Stelle ist anders als in Version \(number - 1). Nur die Geschäftsstelle sieht diesen Entwurf.",
                en: "One part differs from version \(number - 1). Only the regional office sees this draft.")(language)
        default:
            return Phrase(
                de:
                    "\(changes) Stellen sind anders als in Version \(number - 1). Nur die Geschäftsstelle sieht diesen Entwurf.",
                en: "\(changes) parts differ from version \(number - 1). Only the regional office sees this draft.")(
                    language)
        }
    }

    static let beginHeading = Phrase(de: "Eine neue Version beginnen", en: "Begin a new version")
    static let beginCopyExplanation = Phrase(
        de:
            "Der Arbeitsentwurf beginnt als Kopie der veröffentlichten Version. Er ist nicht öffentlich, bis Sie ihn zur Konsultation stellen oder veröffentlichen.",
        en:
            "The working draft begins as a copy of the published version. It is not public until you issue it for consultation or publish it."
    )
    static let beginCopy = Phrase(de: "Arbeitsentwurf beginnen", en: "Begin the working draft")
    static let beginFirst = Phrase(de: "Ersten Entwurf beginnen", en: "Begin the first draft")
    static let frameworkTitleLabel = Phrase(de: "Titel der Rahmenstrategie", en: "Title of the framework strategy")
    static let nextSteps = Phrase(de: "Die nächsten Schritte", en: "The next steps")
    static let seeChanges = Phrase(de: "Änderungen ansehen", en: "See the changes")
    static let seeChangesHint = Phrase(
        de: "was gegenüber der veröffentlichten Version anders ist", en: "what differs from the published version")
    static let consultLink = Phrase(de: "Zur Konsultation stellen", en: "Issue for consultation")
    static let consultHint = Phrase(
        de: "die Kommunen nehmen zu einzelnen Stellen Stellung", en: "municipalities take positions on single passages")
    static let publishLink = Phrase(de: "Zur Veröffentlichung", en: "To publication")
    static let publishHint = Phrase(
        de: "vorlegen und von einer anderen Person freigeben lassen",
        en: "lay it before somebody else, who approves it")

    static func proposedBy(_ name: String, _ moment: String, _ language: Language) -> String {
        Phrase(
            de: "vorgelegt von \(name), \(moment); wartet auf die Freigabe",
            en: "laid before the approvers by \(name), \(moment); waits for approval")(language)
    }

    static let wholeHeading = Phrase(de: "Die Strategie als Ganzes", en: "The strategy as a whole")
    static let partHeader = Phrase(de: "Teil", en: "Part")
    static let againstNewest = Phrase(de: "Gegenüber der veröffentlichten Version", en: "Against the published version")
    static let lastSaved = Phrase(de: "Zuletzt gespeichert", en: "Last saved")
    static let changeNone = Phrase(de: "unverändert", en: "unchanged")
    static let changeSome = Phrase(de: "geändert", en: "changed")
    static let changeNew = Phrase(de: "neu", en: "new")
    static let changeRemoved = Phrase(de: "entfällt", en: "removed")
    static let fileHeading = Phrase(de: "Als Datei", en: "As a file")
    static let fileExplanation = Phrase(
        de: "Der ganze Entwurf als JSON5-Datei, wie sie auch „rahmenwerk-hub framework publish“ nimmt.",
        en: "The whole draft as a JSON5 file, as “rahmenwerk-hub framework publish” takes it.")
    static let exportLink = Phrase(de: "Entwurf herunterladen", en: "Download the draft")
    static let importLink = Phrase(de: "Entwurf aus einer Datei übernehmen", en: "Take the draft from a file")
    static let discardLink = Phrase(de: "Entwurf verwerfen", en: "Discard the draft")

    static let save = Phrase(de: "Speichern", en: "Save")
    static let saveOver = Phrase(de: "Meinen Text speichern", en: "Save my text")
    static let cancel = Phrase(de: "Abbrechen", en: "Cancel")
    static let back = Phrase(de: "Zurück", en: "Back")

    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    static func lastSavedBy(_ name: String, _ moment: String, _ language: Language) -> String {
        Phrase(de: "Gespeichert von \(name), \(moment)", en: "Saved by \(name), \(moment)")(language)
    }

    static let codeHeading = Phrase(de: "Kürzel", en: "Code")
    static let codeLabel = Phrase(de: "Kürzel für Adressen und Daten", en: "Code for addresses and data")
    static let codeHint = Phrase(
        de:
            "Kleinbuchstaben a bis z, Ziffern und Bindestrich. Es bleibt für immer gleich. Leer: aus dem Namen gebildet.",
        en: "Lower case letters a to z, digits and hyphen. It stays the same for ever. Empty: made from the name.")
    static let codeExpected = Phrase(
        de: "Ein Kürzel besteht aus 1 bis 64 Zeichen: a bis z, Ziffern und Bindestrich, zum Beispiel mobilitaet.",
        en: "A code has 1 to 64 characters: a to z, digits and hyphen, for example mobility.")

    static func codeTaken(_ code: String) -> Phrase {
        Phrase(
            de: "Das Kürzel „\(code)“ gibt es schon. Bitte wählen Sie ein anderes.",
            en: "The code “\(code)” is there already. Please choose another one.")
    }

    static func removeThing(_ kind: String, _ language: Language) -> String {
        Phrase(de: "\(kind) entfernen", en: "Remove this \(kind)")(language)
    }

    static func removeQuestion(_ title: String, _ language: Language) -> String {
        Phrase(de: "„\(title)“ entfernen?", en: "Remove “\(title)”?")(language)
    }

    static let removeExplanation = Phrase(
        de:
            "Die Stelle fehlt dann in der nächsten Version. Ihr bisheriger Text bleibt in der veröffentlichten Version lesbar.",
        en: "The next version will then be without it. Its text so far stays readable in the published version.")
    static let removeNotYet = Phrase(
        de: "Das geht noch nicht: Andere Stellen des Entwurfs verweisen darauf.",
        en: "That is not possible yet: other parts of the draft refer to it.")
    static let removeNow = Phrase(de: "Aus dem Entwurf entfernen", en: "Remove from the draft")
    static let stillUsed = Phrase(de: "Noch verwendet", en: "Still in use")

    static let staleTitle = Phrase(de: "Jemand war schneller", en: "Somebody was faster")
    static let staleRemoved = Phrase(
        de:
            "Diese Stelle wurde inzwischen aus dem Entwurf entfernt. Unten steht noch alles, was Sie geschrieben haben. Wenn Sie es speichern, kommt die Stelle wieder hinzu.",
        en:
            "This part has been removed from the draft meanwhile. All you have written still stands below. If you save it, the part is added again."
    )

    static func staleBy(_ name: String, _ moment: String, _ language: Language) -> String {
        Phrase(
            de:
                "Während Sie geschrieben haben, hat \(name) diese Stelle gespeichert (\(moment)). Es ist noch nichts überschrieben. Vergleichen Sie beide Texte, ändern Sie unten, was nötig ist, und speichern Sie dann.",
            en:
                "While you were writing, \(name) has saved this part (\(moment)). Nothing has been overwritten yet. Compare both texts, change below what is needed, and then save."
        )(language)
    }

    static let bothTexts = Phrase(de: "Wo sich beide Texte unterscheiden", en: "Where both texts differ")
    static let fieldHeader = Phrase(de: "Feld", en: "Field")
    static let yourText = Phrase(de: "Ihr Text", en: "Your text")
    static let savedText = Phrase(de: "Inzwischen gespeichert", en: "Saved meanwhile")
    static let sameTexts = Phrase(de: "Beide Texte sind gleich.", en: "Both texts are the same.")
    static let emptyWord = Phrase(de: "leer", en: "empty")
    static let wasRemoved = Phrase(de: "Aus dem Entwurf entfernt.", en: "Removed from the draft.")

    static func earlierTexts(_ count: Int, _ language: Language) -> String {
        count == 1
            ? Phrase(de: "Ein früherer Text", en: "One earlier text")(language)
            : Phrase(de: "\(count) frühere Texte", en: "\(count) earlier texts")(language)
    }
}

/// Words of import, discarding and publication.
extension Phrase {
    static let nothingToCompare = Phrase(
        de: "Noch ist keine Version veröffentlicht, mit der sich vergleichen ließe.",
        en: "No version has been published yet to compare with.")
    static let importTitle = Phrase(de: "Entwurf aus einer Datei übernehmen", en: "Take the draft from a file")
    static let importLead = Phrase(
        de:
            "Der Inhalt der Datei ersetzt den Arbeitsentwurf. Alle bisherigen Texte bleiben bei jeder Stelle unter „frühere Texte“ lesbar.",
        en:
            "The file’s content replaces the working draft. All texts so far stay readable at each part under “earlier texts”."
    )
    static let importLabel = Phrase(de: "Inhalt der JSON5-Datei", en: "Content of the JSON5 file")
    static let importHint = Phrase(
        de: "Öffnen Sie die Datei in einem Texteditor und fügen Sie den ganzen Inhalt hier ein.",
        en: "Open the file in a text editor and paste all of its content here.")
    static let importSubmit = Phrase(de: "Prüfen und übernehmen", en: "Check and take over")
    static let importOvertaken = Phrase(
        de: "Während der Prüfung hat jemand den Entwurf geändert. Bitte schicken Sie die Datei noch einmal ab.",
        en: "While this was checked, somebody has changed the draft. Please send the file once more.")

    static func importUnreadable(_ reason: String) -> Phrase {
        Phrase(de: "Die Datei lässt sich nicht lesen: \(reason)", en: "The file cannot be read: \(reason)")
    }

    static func importRefused(_ reason: String) -> Phrase {
        Phrase(
            de: "Das ist keine vollständige Rahmenstrategie: \(reason)",
            en: "That is no complete framework strategy: \(reason)")
    }

    static let discardTitle = Phrase(de: "Arbeitsentwurf verwerfen?", en: "Discard the working draft?")
    static let discardLead = Phrase(
        de:
            "Die Arbeit an der neuen Version endet. Ein neuer Entwurf beginnt wieder bei der veröffentlichten Version; die verworfenen Texte bleiben dort unter „frühere Texte“ lesbar.",
        en:
            "Work on the new version ends. A new draft begins at the published version again; the discarded texts stay readable there under “earlier texts”."
    )
    static let discardSubmit = Phrase(de: "Arbeitsentwurf verwerfen", en: "Discard the working draft")
    static let discardStale = Phrase(
        de: "Inzwischen hat jemand am Entwurf weitergearbeitet. Es wurde nichts verworfen.",
        en: "Somebody has gone on working on the draft meanwhile. Nothing was discarded.")

    static func publishTitle(_ number: String, _ language: Language) -> String {
        Phrase(de: "Version \(number) veröffentlichen", en: "Publish version \(number)")(language)
    }

    static let publishNotProposed = Phrase(
        de: "Zwei Personen veröffentlichen: Eine legt den Entwurf vor, eine andere gibt ihn frei.",
        en: "Two people publish: one lays the draft before the approvers, another one approves it.")

    static func publishWaits(_ name: String, _ moment: String, _ language: Language) -> String {
        Phrase(
            de: "\(name) hat den Entwurf vorgelegt (\(moment)). Er wartet auf die Freigabe durch eine andere Person.",
            en:
                "\(name) has laid the draft before the approvers (\(moment)). It waits for the approval of somebody else."
        )(language)
    }

    static func publishOutdated(_ name: String, _ language: Language) -> String {
        Phrase(
            de: "Seit \(name) den Entwurf vorgelegt hat, wurde er geändert. Bitte legen Sie ihn neu vor.",
            en: "The draft has been changed since \(name) laid it before the approvers. Please lay it before them anew."
        )(
            language)
    }

    static func unansweredPositions(_ count: Int, _ language: Language) -> String {
        count == 1
            ? Phrase(
                de:
                    "Eine Stellungnahme ist noch nicht beantwortet. Wer sich beteiligt hat, erfährt dann erst nach der Veröffentlichung, was daraus wurde.",
                en:
                    "One position has not been answered yet. Whoever took part then learns only after publication what became of it."
            )(language)
            : Phrase(
                de:
                    "\(count) Stellungnahmen sind noch nicht beantwortet. Wer sich beteiligt hat, erfährt dann erst nach der Veröffentlichung, was daraus wurde.",
                en:
                    "\(count) positions have not been answered yet. Whoever took part then learns only after publication what became of them."
            )(language)
    }

    static let toConsultation = Phrase(de: "Zu den Stellungnahmen", en: "To the positions")
    static let noConsultation = Phrase(
        de: "Zu diesem Entwurf gab es keine.", en: "There was none on this draft.")

    static func consultationState(_ edition: Int, _ positions: Int, _ unanswered: Int, _ language: Language) -> String {
        Phrase(
            de: "Fassung \(edition), Stellungnahmen: \(positions), davon unbeantwortet: \(unanswered)",
            en: "Edition \(edition), positions: \(positions), of which unanswered: \(unanswered)")(language)
    }

    static func frameworkContents(
        fields: Int, goals: Int, indicators: Int, bundles: Int, _ language: Language
    ) -> String {
        Phrase(
            de:
                "Handlungsfelder: \(fields), Ziele: \(goals), Kennzahlen: \(indicators), Bündel und Leitprojekte: \(bundles)",
            en:
                "Fields of action: \(fields), goals: \(goals), indicators: \(indicators), bundles and lead projects: \(bundles)"
        )(language)
    }

    static func changedParts(_ count: Int, _ language: Language) -> String {
        switch count {
        case 0: Phrase(de: "keine Änderung", en: "no change")(language)
        case 1: Phrase(de: "eine geänderte Stelle", en: "one changed part")(language)
        default: Phrase(de: "\(count) geänderte Stellen", en: "\(count) changed parts")(language)
        }
    }

    static let fingerprint = Phrase(de: "Prüfsumme des Textes", en: "Digest of the text")
    static let needsAuthorToWrite = Phrase(
        de: "Beginnen und ändern kann den Arbeitsentwurf eine Person mit der Rolle Bearbeitung.",
        en: "Somebody with the role of author can begin the working draft and change it.")
    static let needsAuthor = Phrase(
        de: "Vorlegen kann eine Person mit der Rolle Bearbeitung.",
        en: "Somebody with the role of author can lay it before the approvers.")
    static let proposeSubmit = Phrase(de: "Zur Freigabe vorlegen", en: "Lay before the approvers")
    static let numberToPublish = Phrase(
        de: "Nummer der Version, die Sie veröffentlichen", en: "Number of the version that you publish")
    static let numberToPublishHint = Phrase(
        de: "Zur Bestätigung; die Nummer steht in der Überschrift.", en: "To confirm; the number stands in the heading."
    )
    static let approveHeading = Phrase(de: "Freigeben", en: "Approve")
    static let approveExplanation = Phrase(
        de:
            "Mit der Freigabe signiert die Geschäftsstelle diesen Text. Er steht dann unveränderlich im Protokoll, und die Kommunen können ihn beschließen.",
        en:
            "With the approval the regional office signs this text. It then stands in the log unchangeably, and municipalities can adopt it."
    )
    static let selfApproval = Phrase(
        de:
            "Sie haben selbst an diesem Entwurf gearbeitet. Ihr Haus erlaubt die eigene Freigabe; das wird im Verlauf vermerkt.",
        en:
            "You have worked on this draft yourself. Your office allows approving one’s own work; the journal will say so."
    )
    static let publishSubmit = Phrase(de: "Freigeben und veröffentlichen", en: "Approve and publish")
    static let takeBackHeading = Phrase(de: "Vorlage zurückziehen", en: "Take the proposal back")
    static let takeBackExplanation = Phrase(
        de: "Der Entwurf bleibt, wie er ist, und wartet nicht länger auf eine Freigabe.",
        en: "The draft stays as it is and no longer waits for approval.")
    static let takeBackSubmit = Phrase(de: "Vorlage zurückziehen", en: "Take the proposal back")
    static let changedSince = Phrase(
        de:
            "Der Entwurf wurde geändert, seit diese Seite geladen wurde. Es wurde nichts freigegeben. Bitte prüfen Sie den jetzigen Stand.",
        en:
            "The draft has been changed since this page was loaded. Nothing was approved. Please check how it stands now."
    )

    static func nameTheVersion(_ number: Int64) -> Phrase {
        Phrase(
            de: "Bitte geben Sie zur Bestätigung die Nummer der Version ein: \(number).",
            en: "Please type the version’s number to confirm: \(number).")
    }
}
