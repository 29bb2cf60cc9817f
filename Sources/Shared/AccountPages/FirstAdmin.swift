import Service

/// What a restore says about accounts.
public enum RestoredAccountsWording {
    public static let hint = Wording(
        de: "Konten, Rollen und Passwörter sind die der Sicherung: Bitte prüfen, ob seither jemand deaktiviert wurde. "
            + "Offene Links und Wiederherstellungscodes gelten nicht mehr; wer einen zweiten Faktor hat, erstellt neue "
            + "Codes.",
        en:
            "Accounts, roles and passwords are those of the backup: please check whether anybody was deactivated since. "
            + "Open links and recovery codes are not valid any more; whoever has a second factor makes new codes.")
}

/// What `serve` says while there is no account.
public enum FirstAdmin {
    public static func say(_ address: String?, _ console: Console) {
        guard let address else { return }
        console.say(
            Wording(
                de: "Noch gibt es kein Konto. Das erste legen Sie hier an (gilt einen Tag und einmal):",
                en: "There is no account yet. Create the first one here (valid for a day and once):"))
        console.say("  \(address)")
    }
}
