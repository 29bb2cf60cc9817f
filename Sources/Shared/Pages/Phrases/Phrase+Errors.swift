/// Words for what went wrong.
extension Phrase {
    public static let errorPrefix = Phrase(de: "Fehler: ", en: "Error: ")
    public static let errorLabel = Phrase(de: "Fehler", en: "Error")
    public static let errorSummaryTitle = Phrase(de: "Bitte prüfen Sie Ihre Angaben", en: "Please check your entries")
    public static let optional = Phrase(de: "freiwillig", en: "optional")
    public static let pleaseChoose = Phrase(de: "Bitte wählen", en: "Please choose")
    public static let information = Phrase(de: "Hinweis", en: "Note")
    public static let warning = Phrase(de: "Achtung", en: "Attention")
    public static let success = Phrase(de: "Erledigt", en: "Done")
    public static let notFoundTitle = Phrase(
        de: "Diese Seite gibt es nicht", en: "This page does not exist")
    public static let notFound = Phrase(
        de: "Bitte prüfen Sie die Adresse oder beginnen Sie auf der Startseite.",
        en: "Please check the address or begin at the start page.")
    public static let internalErrorTitle = Phrase(
        de: "Das hat nicht geklappt", en: "That did not work")
    public static let internalError = Phrase(
        de: "Der Fehler liegt bei uns und ist vermerkt. Bitte versuchen Sie es in einigen Minuten noch einmal.",
        en: "The fault is ours and has been recorded. Please try again in a few minutes.")
    public static let diskIsFull = Phrase(
        de:
            "Die Festplatte ist voll. Es wurde nichts gespeichert. Bitte lassen Sie Platz schaffen und versuchen Sie es dann noch "
            + "einmal.",
        en: "The disk is full. Nothing was saved. Please have room made and then try again.")
    public static let storeIsBusy = Phrase(
        de:
            "Gerade wird zu viel auf einmal gespeichert. Es wurde nichts gespeichert. Bitte versuchen Sie es in einer Minute noch "
            + "einmal.",
        en: "Too much is being saved at once. Nothing was saved. Please try again in a minute.")
    public static let notAllowedTitle = Phrase(
        de: "Dafür fehlt die Berechtigung", en: "You lack the permission for this")
    public static let startPage = Phrase(de: "Zur Startseite", en: "To the start page")
}
