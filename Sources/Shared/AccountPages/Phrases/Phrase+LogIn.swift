import Pages

/// Words of logging in and of one-time links.
extension Phrase {
    static let logInTitle = Phrase(de: "Anmelden", en: "Log in")
    static let login = Phrase(de: "Anmeldename", en: "Login")
    static let loginHint = Phrase(
        de: "3 bis 60 Zeichen: Buchstaben von a bis z, Ziffern und . - _ @",
        en: "3 to 60 characters: a to z, digits and . - _ @")
    static let password = Phrase(de: "Passwort", en: "Password")
    static let newPassword = Phrase(de: "Neues Passwort", en: "New password")
    static let passwordRepeated = Phrase(de: "Neues Passwort noch einmal", en: "New password once more")
    static let passwordHint = Phrase(
        de: "Mindestens 12 Zeichen, zum Beispiel vier Wörter, die nichts miteinander zu tun haben.",
        en: "At least 12 characters, for example four words that have nothing to do with each other.")
    static let name = Phrase(de: "Name", en: "Name")
    static let function = Phrase(de: "Funktion", en: "Function")
    static let functionHint = Phrase(de: "Zum Beispiel Projektleitung", en: "For example project lead")
    static let forgotten = Phrase(
        de:
            "Passwort vergessen? Eine Administration Ihres Hauses schickt Ihnen einen Link, mit dem Sie ein neues setzen.",
        en: "Forgotten the password? An admin of your house sends you a link to set a new one.")
    static let loggedOut = Phrase(de: "Sie sind abgemeldet.", en: "You are logged out.")
    static let passwordIsSet = Phrase(
        de: "Das neue Passwort gilt. Bitte melden Sie sich damit an.",
        en: "The new password is set. Please log in with it.")
    static let codeTitle = Phrase(de: "Zweiter Faktor", en: "Second factor")
    static let code = Phrase(de: "Code", en: "Code")
    static let codeHint = Phrase(
        de: "Die sechs Ziffern, die Ihre App gerade zeigt. Ohne das Gerät: einer Ihrer Wiederherstellungscodes.",
        en: "The six digits that your app shows now. Without the device: one of your recovery codes.")
    static let cookieMissing = Phrase(
        de:
            "Ihr Browser hat das Formular nicht wiedererkannt. Bitte senden Sie es noch einmal ab; kommt dieser Hinweis "
            + "wieder, erlauben Sie bitte Cookies für diese Adresse.",
        en: "Your browser has not recognised the form. Please send it once more; if this note comes back, please allow "
            + "cookies for this address.")

    static let firstAccountTitle = Phrase(de: "Das erste Konto anlegen", en: "Create the first account")
    static let firstAccountLead = Phrase(
        de: "Es bekommt die Rolle Administration und lädt die anderen ein.",
        en: "It gets the role of admin and invites the others.")
    static func welcome(_ name: String) -> Phrase { Phrase(de: "Willkommen, \(name)", en: "Welcome, \(name)") }
    static let newPasswordTitle = Phrase(de: "Ein neues Passwort setzen", en: "Set a new password")
    static func yourLogin(_ login: String) -> Phrase {
        Phrase(de: "Ihr Anmeldename ist \(login).", en: "Your login is \(login).")
    }
    static let saveAndLogIn = Phrase(de: "Speichern und anmelden", en: "Save and log in")
    static let linkRefusedTitle = Phrase(de: "Dieser Link gilt nicht", en: "This link is not valid")
    static let linkIncomplete = Phrase(
        de: "Die Adresse ist nicht vollständig. Bitte übernehmen Sie den ganzen Link.",
        en: "The address is not complete. Please take over the whole link.")
}
