import Pages

/// Words of one's own account.
extension Phrase {
    static let roles = Phrase(de: "Rollen", en: "Roles")
    static let askAdmin = Phrase(
        de: "Name, Funktion und Rollen ändert eine Administration Ihres Hauses.",
        en: "An admin of your house changes name, function and roles.")
    static let changePassword = Phrase(de: "Passwort ändern", en: "Change the password")
    static let presentPassword = Phrase(de: "Jetziges Passwort", en: "Present password")
    static let passwordChanged = Phrase(
        de: "Das neue Passwort gilt. Alle anderen Anmeldungen sind beendet.",
        en: "The new password is set. All other sessions have ended.")

    static let sessionsTitle = Phrase(de: "Anmeldungen", en: "Sessions")
    static func sessionCount(_ count: Int) -> Phrase {
        count < 2
            ? Phrase(de: "Sie sind nur hier angemeldet.", en: "You are logged in here only.")
            : Phrase(
                de: "Sie sind in \(count) Browsern angemeldet, diesen mitgezählt.",
                en: "You are logged in in \(count) browsers, this one among them.")
    }
    static let endOtherSessions = Phrase(de: "Alle anderen beenden", en: "End all others")
    static let otherSessionsEnded = Phrase(
        de: "Alle anderen Anmeldungen sind beendet.", en: "All other sessions have ended.")

    static let secondFactorTitle = Phrase(de: "Zweiter Faktor", en: "Second factor")
    static let secondFactorWhy = Phrase(
        de:
            "Nach dem Passwort wird ein Code verlangt, den eine App auf Ihrem Gerät alle 30 Sekunden neu zeigt. Wer nur "
            + "das Passwort kennt, kommt nicht hinein. Jede App für Einmalcodes (TOTP) ist geeignet.",
        en: "After the password a code is asked for that an app on your device shows anew every 30 seconds. Whoever "
            + "knows the password alone does not get in. Any app for one-time codes (TOTP) will do.")
    static let secondFactorOff = Phrase(
        de: "Der zweite Faktor ist nicht eingerichtet.", en: "The second factor is not set up.")
    static func secondFactorOn(_ codes: Int) -> Phrase {
        switch codes {
        case 0:
            Phrase(
                de: "Der zweite Faktor ist eingerichtet. Sie haben keine gültigen Wiederherstellungscodes mehr; bitte "
                    + "erstellen Sie neue.",
                en: "The second factor is set up. You have no valid recovery codes left; please make new ones.")
        case 1:
            Phrase(
                de: "Der zweite Faktor ist eingerichtet. Ein Wiederherstellungscode gilt noch.",
                en: "The second factor is set up. One recovery code is still valid.")
        default:
            Phrase(
                de: "Der zweite Faktor ist eingerichtet. \(codes) Wiederherstellungscodes gelten noch.",
                en: "The second factor is set up. \(codes) recovery codes are still valid.")
        }
    }
    static let adminWithoutFactor = Phrase(
        de: "Wer Konten verwaltet, sollte einen zweiten Faktor haben.",
        en: "Whoever manages accounts should have a second factor.")
    static let secondFactorBegin = Phrase(de: "Zweiten Faktor einrichten", en: "Set up the second factor")
    static let secondFactorManage = Phrase(de: "Zweiten Faktor verwalten", en: "Manage the second factor")
    static let removeSecondFactor = Phrase(de: "Zweiten Faktor entfernen", en: "Remove the second factor")
    static let secondFactorRemoved = Phrase(
        de: "Der zweite Faktor ist entfernt.", en: "The second factor has been removed.")
    static let secondFactorIsOn = Phrase(
        de: "Der zweite Faktor ist eingerichtet.", en: "The second factor is set up.")

    static let secretTitle = Phrase(de: "Das Geheimnis in die App eintragen", en: "Enter the secret into the app")
    static let secretLead = Phrase(
        de: "Legen Sie in der App einen neuen Eintrag an, geben Sie das Geheimnis von Hand ein, und bestätigen Sie mit "
            + "dem Code, den die App dann zeigt.",
        en: "Make a new entry in the app, enter the secret by hand, and confirm with the code that the app then shows.")
    static let secret = Phrase(de: "Geheimnis", en: "Secret")
    static let secretAddress = Phrase(de: "Als Adresse", en: "As an address")
    static let secretKind = Phrase(de: "Art", en: "Kind")
    static let secretKindValue = Phrase(
        de: "zeitbasiert (TOTP), SHA-1, 6 Ziffern, 30 Sekunden", en: "time-based (TOTP), SHA-1, 6 digits, 30 seconds")
    static let firstCodeHint = Phrase(
        de: "Die sechs Ziffern, die Ihre App gerade zeigt.", en: "The six digits that your app shows now.")
    static let turnOn = Phrase(de: "Einschalten", en: "Turn on")

    static let codesTitle = Phrase(de: "Wiederherstellungscodes", en: "Recovery codes")
    static let codesWhy = Phrase(
        de: "Mit einem Wiederherstellungscode melden Sie sich an, wenn das Gerät verloren ist. Neue Codes machen alle "
            + "älteren ungültig.",
        en: "With a recovery code you log in when the device is lost. New codes make all older ones invalid.")
    static let codesLead = Phrase(
        de:
            "Bitte drucken oder schreiben Sie diese Codes jetzt ab. Sie werden nicht noch einmal gezeigt, und jeder gilt "
            + "einmal.",
        en: "Please print or write down these codes now. They are not shown again, and each is valid once.")
    static let codesKept = Phrase(de: "Die Codes sind verwahrt", en: "The codes are kept")
    static let codesAreNew = Phrase(
        de: "Die älteren Codes gelten nicht mehr.", en: "The older codes are not valid any more.")
    static let makeCodes = Phrase(de: "Neue Codes erstellen", en: "Make new codes")
    static let secondFactorDemandedTitle = Phrase(
        de: "Bitte richten Sie zuerst den zweiten Faktor ein", en: "Please set up the second factor first")
    static let secondFactorDemanded = Phrase(
        de:
            "Für Ihre Rollen verlangt das Haus einen zweiten Faktor. Bis er eingerichtet ist, steht nur Ihr eigenes Konto "
            + "offen.",
        en: "The house demands a second factor for your roles. Until it is set up only your own account is open.")
}
