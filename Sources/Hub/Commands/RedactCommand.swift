import Federation
import Service

/// `redact`: takes the content of an entry away for good.
enum RedactCommand {
    static let command = Command(
        ["redact"],
        Wording(de: "Den Inhalt eines Eintrags entfernen", en: "Remove the content of an entry"),
        details: Wording(
            de:
                "Nur Strategie, Absichtserklärung, Stellungnahme und Antwort: Von ihrem Inhalt hängen weder Schlüssel noch Kennzahlen\n"
                + "ab. Der Inhalt verschwindet aus Datenbank, künftigen Sicherungen und Exporten; Eintrag, Hash und Quittungen bleiben.\n"
                + "Wer, warum und nach welcher Regel steht danach öffentlich im Protokoll. Das lässt sich nicht zurücknehmen. Ältere\n"
                + "Sicherungen und Exporte, die schon aus dem Haus sind, müssen Sie selbst löschen.",
            en:
                "Strategy, letter of intent, position and answer only: neither keys nor figures depend on their content. It goes from\n"
                + "the database and from future backups and exports; entry, hash and receipts stay. Who, why and under which rule then\n"
                + "stands in the log for all to see. This cannot be undone. Older backups and exports that have left the house are yours\n"
                + "to delete."),
        arguments: [Command.Argument("INDEX", Wording(de: "Nummer des Eintrags", en: "number of the entry"))],
        options: [
            Command.Option(
                "reason", value: "TEXT",
                Wording(de: "Grund; ohne das zu nennen, was weg soll", en: "reason; without naming what is to go")),
            Command.Option(
                "rule", value: "TEXT",
                Wording(de: "Regel, zum Beispiel „Art. 17 DSGVO“", en: "rule, for example \"Art. 17 GDPR\"")),
            Command.Option(
                "by", value: "WHO",
                Wording(
                    de: "author, authority oder office: wer es verlangt",
                    en: "author, authority or office: who asks for it"),
                default: "author"),
            Command.Option("yes", Wording(de: "ohne Rückfrage", en: "do not ask")),
        ]
    ) { invocation, console in
        let text = try invocation.argument("INDEX")
        guard let index = Int64(text), String(index) == text, index > 0 else {
            throw ServiceError(.usage, "INDEX is the number of an entry, not \(text)")
        }
        guard let by = Redaction.Requester(rawValue: invocation.option("by") ?? "author") else {
            throw ServiceError(.usage, "--by takes author, authority or office")
        }
        let settings = try HubSettings(invocation)
        let store = try HubStore(settings, exclusive: false)
        guard let entry = try store.log.entries(from: index, limit: 1).first, entry.index == index else {
            throw ServiceError(.notFound, "The log has no entry \(index)")
        }
        let leaf = try LogEntry(canonicalBytes: entry.leaf)
        store.store.close()
        let redaction = Redaction(
            by: by, reason: try invocation.requiredOption("reason"), rule: try invocation.requiredOption("rule"),
            target: Reference(index: index, sha256: leaf.sha256))
        guard
            invocation.flag("yes")
                || console.confirm(
                    Wording(
                        de:
                            "Den Inhalt von Eintrag \(index) (\(leaf.kind.rawValue) von \(leaf.issuer)) wirklich für immer entfernen?",
                        en:
                            "Really remove the content of entry \(index) (\(leaf.kind.rawValue) of \(leaf.issuer)) for good?"
                    ))
        else {
            console.say(Wording(de: "Nichts geändert.", en: "Nothing was changed."))
            return 1
        }
        // By the same reader as what arrives, so that the sentence comes before anything is said.
        let act = Office.Act.redact(try Redaction(canonicalBytes: redaction.canonicalBytes))
        console.write(Array(try Control.perform(act, settings: settings, world: .live(logLevel: .warning)).utf8))
        return 0
    }
}
