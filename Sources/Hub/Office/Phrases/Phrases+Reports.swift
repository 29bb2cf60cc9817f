import Federation
import Pages

/// Words of the pages on which reports are signed.
extension Phrase {
    static func reportListLead(_ periods: Int, _ unsigned: Int, _ language: Language) -> String {
        guard periods > 0 else {
            return Phrase(de: "Noch hat keine Kommune gemeldet.", en: "No municipality has reported yet.")(language)
        }
        return unsigned == 0
            ? Phrase(
                de: "Zu jedem gemeldeten Zeitraum gibt es einen signierten Bericht.",
                en: "There is a signed report on every period reported.")(language)
            : Phrase(
                de: "Zeiträume ohne signierten Bericht: \(unsigned) von \(periods).",
                en: "Periods without a signed report: \(unsigned) of \(periods).")(language)
    }

    static let noReportPeriods = Phrase(de: "Noch keine Meldung", en: "No summary yet")
    static let noReportPeriodsExplanation = Phrase(
        de: "Sobald eine Kommune meldet, steht ihr Zeitraum hier, und der Bericht lässt sich vorab ansehen.",
        en: "Once a municipality reports, its period stands here and the report can be previewed.")
    static let reportPeriods = Phrase(de: "Gemeldete Zeiträume", en: "Periods reported")
    static let reportedHeader = Phrase(de: "Gemeldet haben", en: "Reported")
    static let dueHeader = Phrase(de: "Fällig", en: "Due")
    static let signedHeader = Phrase(de: "Signierter Bericht", en: "Signed report")
    static let notSignedYet = Phrase(de: "noch keiner", en: "none yet")
    static let otherPeriod = Phrase(de: "Einen anderen Zeitraum ansehen", en: "Look at another period")
    static let periodHint = Phrase(
        de: "Zum Beispiel 2026, 2026-H1, 2026-Q3 oder 2026-10.", en: "For example 2026, 2026-H1, 2026-Q3 or 2026-10.")
    static let showPreview = Phrase(de: "Vorschau zeigen", en: "Show the preview")

    static func reportDeskTitle(_ period: String, _ language: Language) -> String {
        Phrase(de: "Bericht \(period)", en: "Report on \(period)")(language)
    }

    static func reportOutdated(_ name: String, _ language: Language) -> String {
        Phrase(
            de: "Seit \(name) den Bericht vorgelegt hat, haben sich Zahlen geändert. Bitte legen Sie ihn neu vor.",
            en:
                "Figures have changed since \(name) laid the report before the approvers. Please lay it before them anew."
        )(
            language)
    }

    static let previewFirst = Phrase(
        de: "Vorschau, gerade berechnet. Noch ist nichts signiert.",
        en: "A preview, computed just now. Nothing has been signed yet.")
    static let previewUnchanged = Phrase(
        de: "Der signierte Bericht stimmt mit dem heutigen Stand überein.",
        en: "The signed report agrees with how things stand today.")

    static func previewChanged(_ count: Int, _ language: Language) -> String {
        count == 1
            ? Phrase(
                de: "Seit der letzten Ausgabe hat sich eine Zahl geändert.",
                en: "One figure has changed since the last edition.")(language)
            : Phrase(
                de: "Seit der letzten Ausgabe haben sich \(count) Zahlen geändert.",
                en: "\(count) figures have changed since the last edition.")(language)
    }

    static let periodNotBegun = Phrase(de: "Der Zeitraum hat noch nicht begonnen", en: "The period has not begun yet")
    static let periodNotBegunExplanation = Phrase(
        de: "Ein Bericht ist erst möglich, wenn der Zeitraum begonnen hat.",
        en: "A report is possible once the period has begun.")
    static let noMemberInPeriod = Phrase(
        de: "Kein Mitglied in diesem Zeitraum", en: "No member in this period")
    static let noMemberInPeriodExplanation = Phrase(
        de: "Am Ende dieses Zeitraums gehörte keine meldende Kommune zum Verbund.",
        en: "At the end of this period no reporting municipality belonged to the federation.")
    static let nothingReportedYet = Phrase(
        de: "Bis zu diesem Zeitraum ist nichts gemeldet", en: "Nothing has been reported up to this period")
    static let nothingReportedYetExplanation = Phrase(
        de: "Sobald eine Kommune Werte meldet, lässt sich der Bericht vorab ansehen.",
        en: "Once a municipality reports values, the report can be previewed.")

    static let boardHeading = Phrase(de: "Wer gemeldet hat", en: "Who has reported")

    static func boardLead(_ some: Int, of all: Int, due: String, _ language: Language) -> String {
        Phrase(
            de: "\(some) von \(all) Kommunen haben gemeldet. Frist: \(due).",
            en: "\(some) of \(all) municipalities have reported. Due date: \(due).")(language)
    }

    static let missingValues = Phrase(de: "Ohne Wert für den Zeitraum", en: "Without a value for the period")
    static let noneMissing = Phrase(de: "nichts fehlt", en: "nothing is missing")
    static let summaryOverdue = Phrase(de: "überfällig", en: "overdue")
    static let summaryNotYet = Phrase(de: "noch nicht gemeldet", en: "not reported yet")
    static let summaryLate = Phrase(de: "nach der Frist gemeldet", en: "reported after the due date")
    static let summaryOnTime = Phrase(de: "gemeldet", en: "reported")

    static func andMore(_ names: String, _ count: Int, _ language: Language) -> String {
        Phrase(de: "\(names) und \(count) weitere", en: "\(names) and \(count) more")(language)
    }

    static let noNewEditionNeeded = Phrase(
        de: "Eine neue Ausgabe ist nicht nötig: Es hat sich keine Zahl geändert.",
        en: "No new edition is needed: no figure has changed.")
    static let needsAuthorForReport = Phrase(
        de: "Vorlegen kann den Bericht eine Person mit der Rolle Bearbeitung.",
        en: "Somebody with the role of author can lay the report before the approvers.")

    static func proposeEdition(_ edition: String, _ language: Language) -> String {
        edition == "1"
            ? Phrase(de: "Zur Signatur vorlegen", en: "Lay it before the approvers")(language)
            : Phrase(de: "Ausgabe \(edition) zur Signatur vorlegen", en: "Lay edition \(edition) before the approvers")(
                language)
    }

    static let proposeReportExplanation = Phrase(
        de: "Eine andere Person mit der Rolle Freigabe signiert dann genau diese Zahlen.",
        en: "Somebody else with the role of approver then signs exactly these figures.")
    static let editionReasonHint = Phrase(
        de: "Warum eine neue Ausgabe nötig ist. Steht öffentlich im Bericht. Bitte keine Namen von Personen.",
        en: "Why a new edition is needed. Public in the report. Please no names of persons.")
    static let periodToSign = Phrase(de: "Zeitraum zur Bestätigung", en: "Period, to confirm")

    static func nameThePeriod(_ period: Period) -> Phrase {
        Phrase(
            de: "Bitte geben Sie zur Bestätigung den Zeitraum ein: \(period)",
            en: "Please type the period to confirm: \(period)")
    }

    static let signHeading = Phrase(de: "Signieren", en: "Sign")
    static let signExplanation = Phrase(
        de:
            "Mit der Signatur wird der Bericht öffentlich und unveränderlich. Eine spätere Korrektur ergibt eine neue Ausgabe, die sagt, was sich geändert hat und warum.",
        en:
            "With the signature the report becomes public and unchangeable. A later correction makes a new edition that says what has changed and why."
    )
    static let selfApprovalReport = Phrase(
        de:
            "Sie haben diesen Bericht selbst vorgelegt. Ihr Haus erlaubt die eigene Freigabe; das wird im Verlauf vermerkt.",
        en:
            "You have proposed this report yourself. Your office allows approving one’s own work; the journal will say so."
    )
    static let signSubmit = Phrase(de: "Bericht signieren", en: "Sign the report")
    static let takeBackReport = Phrase(
        de: "Der Bericht wartet dann nicht länger auf eine Signatur.",
        en: "The report then no longer waits for a signature.")
    static func signedEdition(_ edition: String, _ language: Language) -> String {
        Phrase(de: "Ausgabe \(edition)", en: "Edition \(edition)")(language)
    }
    static let signedEditions = Phrase(de: "Signierte Ausgaben", en: "Signed editions")
    static let figuresChangedSince = Phrase(
        de:
            "Seit diese Seite geladen wurde, haben sich Zahlen geändert, oder die Vorlage ist eine andere. Es wurde nichts signiert. Bitte prüfen Sie den jetzigen Stand.",
        en:
            "Since this page was loaded figures have changed, or the proposal is another one. Nothing was signed. Please check how it stands now."
    )
}
