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
            "Von diesem Anschluss kam in der letzten Stunde sehr viel. Bitte versuchen Sie es später noch einmal.",
        en: "Very much came from this connection within the last hour. Please try again later.")
    /// For a form that keeps what was typed.
    static func tooOften(minutes: Int) -> Phrase {
        Phrase(
            de: "Von diesem Anschluss kam in der letzten Stunde sehr viel. In \(minutes) "
                + (minutes == 1 ? "Minute" : "Minuten") + " geht es wieder; was Sie eingegeben haben, steht noch da.",
            en: "Very much came from this connection within the last hour. It can go on in \(minutes) "
                + (minutes == 1 ? "minute" : "minutes") + "; what you have entered is still here.")
    }
    static let workTitle = Phrase(de: "Oder es geht gleich weiter", en: "Or go on at once")
    static let workGoesOn = Phrase(
        de:
            "Ihr Gerät löst dafür gerade eine Rechenaufgabe. Das dauert einige Sekunden und hält Programme auf, die "
            + "massenhaft senden.",
        en: "For this your device is working on a sum. That takes some seconds, and stops programs that send in masses."
    )
    static let workDone = Phrase(
        de: "Die Rechenaufgabe ist gelöst. Sie können jetzt senden.", en: "The sum is solved. You can send now.")
    static let trapLabel = Phrase(de: "Bitte leer lassen", en: "Please leave empty")
}
