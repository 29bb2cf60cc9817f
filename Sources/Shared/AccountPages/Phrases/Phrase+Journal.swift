import Pages

/// Words of the journal.
extension Phrase {
    static let journal = Phrase(de: "Verzeichnis der Handlungen", en: "Journal")
    static func journalLead(_ count: Int) -> Phrase {
        count == 1
            ? Phrase(de: "1 Eintrag: wer hat wann was getan?", en: "1 entry: who did what when?")
            : Phrase(de: "\(count) Einträge: wer hat wann was getan?", en: "\(count) entries: who did what when?")
    }
    static let asCSV = Phrase(de: "Als CSV herunterladen", en: "Download as CSV")
    static let when = Phrase(de: "Wann", en: "When")
    static let who = Phrase(de: "Wer", en: "Who")
    static let act = Phrase(de: "Was", en: "What")
    static let object = Phrase(de: "Woran", en: "On what")
    static let detail = Phrase(de: "Näheres", en: "Detail")
    static let commandLine = Phrase(de: "Befehlszeile", en: "command line")

    /// The acts that this target notes.
    static let acts: [String: Phrase] = [
        "account.first": Phrase(de: "erstes Konto angelegt", en: "first account made"),
        "account.invited": Phrase(de: "eingeladen", en: "invited"),
        "account.invitation-withdrawn": Phrase(de: "Einladung zurückgezogen", en: "invitation withdrawn"),
        "account.accepted": Phrase(de: "Einladung angenommen", en: "invitation accepted"),
        "account.changed": Phrase(de: "Konto geändert", en: "account changed"),
        "account.deactivated": Phrase(de: "Konto deaktiviert", en: "account deactivated"),
        "account.activated": Phrase(de: "Konto wieder aktiviert", en: "account activated again"),
        "account.reset-link": Phrase(de: "Link für ein neues Passwort erstellt", en: "link for a new password made"),
        "account.password-reset": Phrase(de: "Passwort durch Link gesetzt", en: "password set by link"),
        "account.password-changed": Phrase(de: "Passwort geändert", en: "password changed"),
        "account.second-factor-on": Phrase(de: "zweiter Faktor eingerichtet", en: "second factor set up"),
        "account.second-factor-off": Phrase(de: "zweiter Faktor entfernt", en: "second factor removed"),
        "account.recovery-codes-renewed": Phrase(de: "Wiederherstellungscodes erneuert", en: "recovery codes renewed"),
        "accounts.restored": Phrase(de: "aus einer Sicherung wiederhergestellt", en: "restored from a backup"),
        "journal.purged": Phrase(de: "alte Einträge gelöscht", en: "old entries deleted"),
        "session.begun": Phrase(de: "angemeldet", en: "logged in"),
        "session.ended": Phrase(de: "abgemeldet", en: "logged out"),
        "session.others-ended": Phrase(de: "andere Anmeldungen beendet", en: "other sessions ended"),
        "setting.self-approval-on": Phrase(de: "eigene Freigabe erlaubt", en: "self-approval allowed"),
        "setting.self-approval-off": Phrase(de: "eigene Freigabe untersagt", en: "self-approval forbidden"),
    ]
}
