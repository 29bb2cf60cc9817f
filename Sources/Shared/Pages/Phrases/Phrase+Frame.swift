/// The words around every page.
extension Phrase {
    public static let skipToContent = Phrase(de: "Zum Inhalt springen", en: "Skip to content")
    public static let mainNavigation = Phrase(de: "Hauptnavigation", en: "Main navigation")
    public static let breadcrumb = Phrase(de: "Sie sind hier", en: "You are here")
    public static let language = Phrase(de: "Sprache", en: "Language")
    public static let notice = Phrase(de: "Hinweis", en: "Notice")
    public static let imprint = Phrase(de: "Impressum", en: "Imprint")
    public static let privacy = Phrase(de: "Datenschutz", en: "Privacy")
    public static let accessibility = Phrase(de: "Erklärung zur Barrierefreiheit", en: "Accessibility statement")
    public static let feedback = Phrase(de: "Rückmeldung geben", en: "Give feedback")
    public static let sourceAndLicence = Phrase(de: "Quelle und Lizenz", en: "Source and licence")
    public static let footerLinks = Phrase(de: "Über diese Seite", en: "About this site")
    public static let asOf = Phrase(de: "Stand", en: "As of")
    public static let back = Phrase(de: "Zurück", en: "Back")
    public static let continueOn = Phrase(de: "Weiter", en: "Continue")
    public static let save = Phrase(de: "Speichern", en: "Save")
    public static let cancel = Phrase(de: "Abbrechen", en: "Cancel")
    public static let send = Phrase(de: "Absenden", en: "Send")
    public static let download = Phrase(de: "Herunterladen", en: "Download")
    public static let signIn = Phrase(de: "Anmelden", en: "Sign in")
    public static let signOut = Phrase(de: "Abmelden", en: "Sign out")
    public static let demonstration = Phrase(
        de: "Vorführung mit öffentlichen Angaben; nicht von den genannten Kommunen abgegeben.",
        en: "Demonstration with public information; not submitted by the municipalities named.")
}
