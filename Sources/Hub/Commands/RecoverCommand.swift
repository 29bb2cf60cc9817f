import Service

/// `recover`: brings entries back that this hub has signed and lost.
enum RecoverCommand {
    static let command = Command(
        ["recover"],
        Wording(de: "Verlorene Einträge zurückholen", en: "Recover lost entries"),
        details: Wording(
            de:
                "Liest, was hinter dem eigenen Protokoll fehlt, aus einem Export oder von einer Adresse, die es noch\n"
                + "hat: dem Knoten einer Kommune (…/federations/NAME) oder einem anderen Hub. Jeder Eintrag geht durch dieselbe\n"
                + "Prüfung wie beim Eingang, und am Ende muss die Wurzel die sein, die dieses Protokoll selbst unterschrieben\n"
                + "hat. Sonst ändert sich nichts. Der Hub darf dabei nicht laufen.",
            en:
                "Reads what is missing behind the own log from an export, or from an address that still has it: the\n"
                + "node of a town (…/federations/NAME) or another hub. Every entry passes the same check as at intake, and at\n"
                + "the end the root must be the one that this log itself has signed. Otherwise nothing changes. The hub must\n"
                + "not run meanwhile."),
        options: [
            Command.Option(
                "from", value: "FILE|URL",
                Wording(de: "Export (.tar) oder Adresse", en: "export (.tar) or address"))
        ]
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        let from = try invocation.requiredOption("from")
        guard try HubStore.exists(settings) else { throw HubStore.missing(settings) }
        let source: any LogSource =
            from.hasPrefix("https://") || from.hasPrefix("http://") ? ServedLog(from) : try PackedExport(from)
        let store = try HubStore(settings, exclusive: true)
        defer { store.store.close() }
        let progress = console.progress(Wording(de: "Einträge zurückholen", en: "Recovering entries"), total: 100)
        let outcome = try Recovery(log: store.log, source: source).run { done, total in
            progress.advance(to: Int(done * 100 / max(total, 1)))
        }
        progress.finish()
        console.print("size \(outcome.before) -> \(outcome.after)")
        return 0
    }
}
