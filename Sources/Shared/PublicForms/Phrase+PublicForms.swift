import Pages

extension Phrase {
    static let formUnreadableTitle = Phrase(de: "Das Formular kam nicht an", en: "The form did not arrive")
    public static let formUnreadable = Phrase(
        de:
            "Das Formular ließ sich nicht lesen; es wurde nichts gespeichert. Gehen Sie im Browser einen Schritt zurück: "
            + "Was Sie geschrieben haben, steht noch dort.",
        en: "The form could not be read; nothing was saved. Go back one step in your browser: what you have written is "
            + "still there.")
    public static let formTooFast = Phrase(
        de: "Das ging sehr schnell. Bitte senden Sie das Formular noch einmal; alles steht noch da.",
        en: "That was very fast. Please send the form again; everything is still here.")
    public static let formStale = Phrase(
        de: "Das Formular war zu lange offen. Bitte senden Sie es noch einmal; alles steht noch da.",
        en: "The form was open for too long. Please send it again; everything is still here.")
    public static let tooOften = Phrase(
        de:
            "Von diesem Anschluss kam in der letzten Stunde sehr viel. Bitte versuchen Sie es später noch einmal; Ihr Text "
            + "steht noch da.",
        en: "Very much came from this connection within the last hour. Please try again later; your text is still here."
    )
    static let trapLabel = Phrase(de: "Bitte leer lassen", en: "Please leave empty")
}
