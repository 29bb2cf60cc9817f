import Crypto
import Custody
import Federation
import Service

/// key rotate, key revoke, key list, key protect, key unprotect.
enum KeyCommands {
    static let all: [Command] =
        [rotate, revoke, list]
        + ProtectionCommands(
            house: { invocation in
                let settings = try CommandTools.settings(invocation)
                return ProtectionCommands.House(
                    files: NodeKeys.allFiles(in: settings.data), passphraseFile: settings.vault.passphraseFile)
            }, explain: { error in (error as? NodeError)?.wording ?? FaultWording.of(error) }
        ).all

    private static let cosigner = Command.Option(
        "cosigner",
        Wording(
            de: "den Schlüssel zum Gegenzeichnen statt den für Erklärungen",
            en: "the key that cosigns instead of the one for statements"))
    private static let algorithm = Command.Option(
        "algorithm", value: "ALGORITHM",
        Wording(de: "ed25519 oder p256 (wie bisher)", en: "ed25519 or p256 (as before)"))
    private static let yes = Command.Option("yes", Wording(de: "ohne Rückfrage", en: "do not ask"))

    private static let rotate = Command(
        ["key", "rotate"], Wording(de: "einen Schlüssel der Kommune wechseln", en: "change one of the town's keys"),
        details: Wording(
            de:
                "Der neue Schlüssel wird zuerst in einer eigenen Datei gesichert, dann mit dem alten bekannt gemacht. Der alte gilt,\n"
                + "bis der Wechsel im Protokoll steht. Nach einem Abbruch denselben Befehl noch einmal ausführen.",
            en:
                "The new key is first kept in a file of its own, then made known under the old one. The old one is valid until\n"
                + "the change stands in the log. After a break run the same command again."),
        options: [
            CommandTools.federation, cosigner, algorithm, ProtectionCommands.protect, SendCommands.noWait, yes,
        ],
        run: CommandTools.run { invocation, console in
            try change(invocation, console, reason: .rotation, doubtedFrom: nil)
        })

    private static let revoke = Command(
        ["key", "revoke"],
        Wording(de: "einen Schlüssel der Kommune für beendet erklären", en: "declare one of the town's keys ended"),
        details: Wording(
            de:
                "Ein neuer Schlüssel tritt an seine Stelle. Wurde der alte fremd verwendet, nennt --doubted-from den ersten Eintrag,\n"
                + "den man nicht mehr glauben soll; er bleibt im Protokoll und wird gekennzeichnet.",
            en:
                "A new key takes its place. If somebody else has used the old one, --doubted-from names the first entry that is\n"
                + "not to be believed any more; it stays in the log and is marked."),
        options: [
            CommandTools.federation, cosigner, algorithm,
            Command.Option(
                "reason", value: "REASON", Wording(de: "retirement oder compromise", en: "retirement or compromise")),
            Command.Option(
                "doubted-from", value: "INDEX",
                Wording(de: "ab diesem Eintrag angezweifelt", en: "in doubt from this entry on")),
            ProtectionCommands.protect, SendCommands.noWait, yes,
        ],
        run: CommandTools.run { invocation, console in
            let reasons: [String: KeyChange.Reason] = ["retirement": .retirement, "compromise": .compromise]
            guard let reason = reasons[try invocation.requiredOption("reason")] else {
                throw ServiceError(.usage, "retirement or compromise is expected.", at: "--reason")
            }
            let doubtedFrom = try invocation.integerOption("doubted-from", in: 0...Int.max).map { Int64($0) }
            guard doubtedFrom == nil || reason == .compromise else {
                throw ServiceError(.usage, "Only with --reason compromise.", at: "--doubted-from")
            }
            return try change(invocation, console, reason: reason, doubtedFrom: doubtedFrom)
        })

    private static func change(
        _ invocation: Invocation, _ console: Console, reason: KeyChange.Reason, doubtedFrom: Int64?
    ) throws -> Int32 {
        let algorithms: [String: SignatureAlgorithm] = ["ed25519": .ed25519, "p256": .p256]
        let algorithm = try invocation.option("algorithm").map { text in
            guard let algorithm = algorithms[text] else {
                throw ServiceError(.usage, "ed25519 or p256 is expected.", at: "--algorithm")
            }
            return algorithm
        }
        let settings = try CommandTools.settings(invocation)
        let node = try CommandTools.node(invocation)
        try CommandTools.requireSpace(settings)
        let name = try CommandTools.chosen(node, invocation).name
        guard
            invocation.flag("yes")
                || console.confirm(
                    Wording(
                        de: "Den Schlüssel für „\(name)“ wirklich wechseln? Der Wechsel steht danach im Protokoll.",
                        en: "Really change the key for \"\(name)\"? The change will stand in the log."))
        else {
            console.say(Wording(de: "Nichts geändert.", en: "Nothing was changed."))
            return 1
        }
        if invocation.flag("protect") { try node.vault.protectNewKeys(console) }
        let rotation = KeyRotation(
            node: node, name: name, use: invocation.flag("cosigner") ? .cosigner : .statement, algorithm: algorithm,
            reason: reason, doubtedFrom: doubtedFrom)
        switch try rotation.sign() {
        case .signed(let own):
            console.say(
                Wording(
                    de: "Neuer Schlüssel gesichert, Wechsel unterschrieben (Nummer \(own.sequence)).",
                    en: "New key kept, change signed (number \(own.sequence))."))
        case .waiting(let own):
            console.say(
                Wording(
                    de:
                        "Ein Schlüsselwechsel liegt schon im Ausgang (Nummer \(own.sequence)); ein zweiter wurde nicht begonnen.",
                    en: "A change of keys lies in the outbox already (number \(own.sequence)); no second one was begun."
                ))
        }
        let status = try SendCommands.deliver(node, name, invocation, console)
        console.hint(
            Wording(
                de: "Bitte jetzt eine neue Sicherung anlegen: In einer älteren fehlt der neue Schlüssel.",
                en: "Please make a new backup now: an older one lacks the new key."))
        return status
    }

    private static let list = Command(
        ["key", "list"], Wording(de: "die Schlüssel der Kommune zeigen", en: "show the town's keys"),
        options: [CommandTools.federation, CommandTools.json],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let list = try KeyList.read(node, try CommandTools.chosen(node, invocation))
            if invocation.flag("json") {
                CommandTools.print(list.json, console)
            } else {
                for line in list.lines(console.language == .german) { console.print(line) }
            }
            return 0
        })
}
