import Service

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
