import Crypto
import Service

/// `key protect` and `key unprotect`: the same at node and hub.
public struct ProtectionCommands: Sendable {
    /// The house's key files, and where its passphrase lies.
    public struct House: Sendable {
        public let files: [String]
        public let passphraseFile: String?

        public init(files: [String], passphraseFile: String?) {
            self.files = files
            self.passphraseFile = passphraseFile
        }
    }

    /// The option that every command of the program has; its value goes into the settings under `settingsKey`.
    public static let option = Command.Option(
        "passphrase-file", value: "FILE",
        Wording(
            de: "Datei mit der Passphrase der Schlüssel (0600)", en: "file with the passphrase of the keys (0600)"))
    public static let settingsKey = "keys.passphraseFile"

    /// Asks for a passphrase where new keys are made.
    public static let protect = Command.Option(
        "protect",
        Wording(
            de: "neue Schlüssel mit einer Passphrase schützen (--passphrase-file oder Eingabe)",
            en: "protect new keys by a passphrase (--passphrase-file, or typed)"))

    private let house: @Sendable (Invocation) throws -> House
    private let explain: @Sendable (any Error) -> Wording?

    /// - Parameter explain: what to do about an error that is none of keys; nil where it speaks for itself.
    public init(
        house: @escaping @Sendable (Invocation) throws -> House,
        explain: @escaping @Sendable (any Error) -> Wording? = { _ in nil }
    ) {
        self.house = house
        self.explain = explain
    }

    public var all: [Command] { [protecting, unprotecting] }

    private static let files = Command.Argument(
        "FILE",
        Wording(
            de: "nur diese Schlüsseldateien, etwa ein Wiederherstellungsschlüssel anderswo",
            en: "only these key files, such as a recovery key elsewhere"), .repeated)

    private var protecting: Command {
        Command(
            ["key", "protect"],
            Wording(de: "Schlüsseldateien mit einer Passphrase schützen", en: "protect key files by a passphrase"),
            details: Wording(
                de:
                    "Verschlüsselt jede Schlüsseldatei an ihrem Platz (PKCS #8, von openssl lesbar). Schon geschützte erhalten die\n"
                    + "neue Passphrase. Danach braucht der Dienst sie beim Start: --passphrase-file oder keys.passphraseFile.",
                en:
                    "Encrypts each key file in its place (PKCS #8, which openssl reads). Those that are protected already get the\n"
                    + "new passphrase. From then on the service needs it at its start: --passphrase-file or keys.passphraseFile."
            ),
            arguments: [Self.files],
            options: [
                Command.Option(
                    "new-passphrase-file", value: "FILE",
                    Wording(
                        de: "Datei mit der neuen Passphrase, wenn sich die bisherige ändert",
                        en: "file with the new passphrase, where the present one changes"))
            ]
        ) { invocation, console in
            try run(console) {
                let house = try house(invocation)
                let protection = try chosen(house, invocation)
                let isProtected = try !protection.protected().isEmpty
                let file = invocation.option("new-passphrase-file")
                var old = try house.passphraseFile.map { try PassphraseFile.read($0) }
                if old == nil, isProtected {
                    old = try PassphrasePrompt.ask(
                        Wording(de: "Bisherige Passphrase:", en: "Present passphrase:"), console)
                }
                let new =
                    try file.map { try PassphraseFile.read($0) } ?? (house.passphraseFile == nil ? nil : old)
                    ?? PassphrasePrompt.askNew(console)
                let changed = try protection.protect(by: new, opening: old)
                for path in changed { console.print(path) }
                console.say(
                    changed.isEmpty
                        ? Wording(
                            de: "Alle Dateien sind schon so geschützt; nichts geändert.",
                            en: "All files are protected like this already; nothing was changed.")
                        : Wording(
                            de: "Geschützt: \(changed.count) von \(protection.files.count) Dateien.",
                            en: "Protected: \(changed.count) of \(protection.files.count) files."))
                if !changed.isEmpty {
                    console.hint(
                        Wording(
                            de:
                                "Einen laufenden Dienst jetzt mit der Passphrase neu starten (--passphrase-file), und neu\n"
                                + "  sichern. Ohne die Passphrase sind die Schlüssel verloren: an zwei Orten verwahren. Ältere\n"
                                + "  Sicherungen und freie Blöcke des Datenträgers können die Schlüssel noch offen enthalten.",
                            en:
                                "Restart a running service with the passphrase now (--passphrase-file), and make a new backup.\n"
                                + "  Without the passphrase the keys are lost: keep it in two places. Older backups and free\n"
                                + "  blocks of the disk may still hold the keys in the open."))
                }
            }
        }
    }

    private var unprotecting: Command {
        Command(
            ["key", "unprotect"],
            Wording(de: "die Passphrase von Schlüsseldateien entfernen", en: "take the passphrase off key files"),
            arguments: [Self.files],
            options: [Command.Option("yes", Wording(de: "ohne Rückfrage", en: "do not ask"))]
        ) { invocation, console in
            try run(console) {
                let house = try house(invocation)
                let protection = try chosen(house, invocation)
                guard try !protection.protected().isEmpty else {
                    return console.say(
                        Wording(
                            de: "Keine Datei ist geschützt; nichts geändert.",
                            en: "No file is protected; nothing was changed."))
                }
                guard
                    invocation.flag("yes")
                        || console.confirm(
                            Wording(
                                de: "Die Schlüssel wirklich offen auf den Datenträger schreiben?",
                                en: "Really write the keys to the disk in the open?"))
                else {
                    throw ServiceError(.usage, "Nothing was changed.")
                }
                let old =
                    try house.passphraseFile.map { try PassphraseFile.read($0) }
                    ?? PassphrasePrompt.ask(
                        Wording(de: "Passphrase der Schlüssel:", en: "Passphrase of the keys:"), console)
                guard let old else {
                    throw ServiceError(
                        .usage, "The keys are protected; name the passphrase's file by --passphrase-file")
                }
                let changed = try protection.unprotect(opening: old)
                for path in changed { console.print(path) }
                console.say(
                    Wording(
                        de: "Ohne Passphrase: \(changed.count) Dateien.",
                        en: "Without passphrase: \(changed.count) files."))
            }
        }
    }

    private func chosen(_ house: House, _ invocation: Invocation) throws -> KeyProtection {
        let named = invocation.repeatedArgument("FILE")
        guard named.isEmpty else { return KeyProtection(named) }
        guard !house.files.isEmpty else {
            throw ServiceError(.notFound, "There is no key file here yet; `init` and `join` make them")
        }
        return KeyProtection(house.files)
    }

    private func run(_ console: Console, _ body: () throws -> Void) throws -> Int32 {
        do {
            try body()
            return 0
        } catch {
            guard let wording = KeyWording.of(error) ?? explain(error) else { throw error }
            console.fail(wording.text(console.language))
            return 1
        }
    }
}
