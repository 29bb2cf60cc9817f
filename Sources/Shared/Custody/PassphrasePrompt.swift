import Crypto
import Service

/// Asking for a passphrase at the terminal, without showing it.
enum PassphrasePrompt {
    /// nil where nobody can be asked or nobody wants to answer.
    static func ask(_ question: Wording, _ console: Console) throws -> Passphrase? {
        guard let line = console.readSecret(question), !line.isEmpty else { return nil }
        return try Passphrase(line)
    }

    /// A new one, typed twice.
    static func askNew(_ console: Console) throws -> Passphrase {
        guard console.canAsk else {
            throw ServiceError(
                .usage,
                "A new passphrase is needed, but there is no terminal to ask at: name a file by --passphrase-file")
        }
        guard
            let first = console.readSecret(
                Wording(
                    de: "Neue Passphrase (mindestens \(Passphrase.minimumOfNew) Zeichen):",
                    en: "New passphrase (at least \(Passphrase.minimumOfNew) characters):"))
        else { throw ServiceError(.usage, "No passphrase was given; nothing was changed") }
        let passphrase = try Passphrase(first)
        try passphrase.requireLong()
        let second = console.readSecret(Wording(de: "Noch einmal:", en: "Once more:"))
        guard first == second else {
            throw ServiceError(.usage, "The two passphrases are not the same; nothing was changed")
        }
        return passphrase
    }
}
