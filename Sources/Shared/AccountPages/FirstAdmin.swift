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

/// What `serve` says where passwords would cross a network in the clear.
public enum PlainPasswords {
    /// - Parameter isBehindProxy: whether proxies are named that may speak TLS for us.
    public static func warn(host: String, hasTLS: Bool, isBehindProxy: Bool, _ console: Console) {
        let isLocal = host == "localhost" || host == "::1" || host.hasPrefix("127.")
        guard !isLocal, !hasTLS, !isBehindProxy else { return }
        console.warn(
            Wording(
                de: "Die Anmeldung ist unter \(host) ohne TLS zu erreichen: Passwörter gehen dann lesbar durchs Netz. "
                    + "Bitte Zertifikat und Schlüssel einstellen oder einen Proxy mit TLS davorsetzen.",
                en: "The log-in can be reached at \(host) without TLS: passwords then cross the network in the clear. "
                    + "Please set a certificate and key, or put a proxy with TLS in front."))
    }
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
