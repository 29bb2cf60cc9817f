import Pages

/// Words of the gate: why it does not open, and that nothing is lost.
extension Phrase {
    static let ownAccount = Phrase(de: "Ihr Konto", en: "Your account")
    static let notDoneTitle = Phrase(de: "Es wurde nichts geändert", en: "Nothing was changed")
    static let roleMissing = Phrase(
        de: "Ihrem Konto fehlt die Rolle dafür. Eine Administration Ihres Hauses kann sie geben.",
        en: "Your account lacks the role for this. An admin of your house can give it.")
    static let sessionEnded = Phrase(
        de: "Ihre Anmeldung war abgelaufen. Es ist noch nichts gespeichert. Bitte melden Sie sich noch einmal an.",
        en: "Your session had ended. Nothing has been saved yet. Please log in once more.")
    static let typedIsKept = Phrase(
        de: "Was Sie eingegeben haben, bleibt erhalten und steht nach dem Anmelden wieder da.",
        en: "What you have typed is kept and will be there again after you have logged in.")
    static let typedIsHereTitle = Phrase(de: "Ihre Eingaben sind noch da", en: "What you typed is still here")
    static let typedIsHere = Phrase(
        de: "Sie sind wieder angemeldet. Gespeichert wird erst, wenn Sie noch einmal absenden.",
        en: "You are logged in again. It is saved only when you send it once more.")
    static let filesAgain = Phrase(
        de: "Dateien kann der Browser nicht mitführen. Bitte wählen Sie sie danach noch einmal.",
        en: "A browser cannot carry files along. Please choose them once more afterwards.")
    static let sendAgain = Phrase(de: "Noch einmal absenden", en: "Send once more")
    static let doNotSend = Phrase(de: "Verwerfen", en: "Discard")
    static let whatWasTyped = Phrase(de: "Ihre Eingaben", en: "What you typed")
    static let oldFormTitle = Phrase(
        de: "Das Formular stammt aus einer früheren Anmeldung", en: "The form is of an earlier session")
    static let oldForm = Phrase(
        de: "Es ist nichts gespeichert. Bitte prüfen Sie Ihre Eingaben und senden Sie sie noch einmal ab.",
        en: "Nothing has been saved. Please check what you typed and send it once more.")
    static let foreignFormTitle = Phrase(
        de: "Das Formular kam nicht von dieser Seite", en: "The form did not come from this site")
    static let foreignForm = Phrase(
        de: "Es ist nichts gespeichert. Haben Sie einen Link auf einer fremden Seite verwendet, dann war er unredlich. "
            + "Bitte beginnen Sie auf der Startseite.",
        en:
            "Nothing has been saved. If you used a link on another site, it was dishonest. Please begin at the start page."
    )
    static let unreadableFormTitle = Phrase(
        de: "Das Formular war nicht zu lesen", en: "The form could not be read")
    static let unreadableForm = Phrase(
        de: "Es ist nichts gespeichert. Bitte gehen Sie im Browser zurück und senden Sie es noch einmal ab.",
        en: "Nothing has been saved. Please go back in your browser and send it once more.")
    static let formNotReadTitle = Phrase(
        de: "Das Formular wurde noch nicht angenommen", en: "The form has not been taken yet")
    static let formBeforeLogIn = Phrase(
        de: "So viel Text nehmen wir nur von angemeldeten Personen an. Es ist nichts gespeichert. Bitte melden Sie "
            + "sich in einem zweiten Fenster an und laden Sie dann diese Seite neu: Ihr Browser sendet das Formular noch "
            + "einmal.",
        en: "We take this much text only from people who are logged in. Nothing has been saved. Please log in in a "
            + "second window and then load this page anew: your browser sends the form once more.")
    static let formsInTheWay = Phrase(
        de: "Es kommen gerade viele große Formulare zugleich an. Es ist nichts gespeichert. Bitte laden Sie diese "
            + "Seite in einigen Sekunden neu: Ihr Browser sendet das Formular noch einmal.",
        en: "Many large forms arrive at once just now. Nothing has been saved. Please load this page anew in some "
            + "seconds: your browser sends the form once more.")
    static let formTooLong = Phrase(
        de: "Das Formular ist größer als 4 MB. Es ist nichts gespeichert. Bitte gehen Sie im Browser zurück und teilen "
            + "Sie es auf.",
        en: "The form is larger than 4 MB. Nothing has been saved. Please go back in your browser and divide it.")
    static let formTooLarge = Phrase(
        de: "Es ist nichts gespeichert: Das Formular hat zu viele Felder. Bitte gehen Sie im Browser zurück und teilen "
            + "Sie es auf.",
        en: "Nothing has been saved: the form has too many fields. Please go back in your browser and divide it.")
}
