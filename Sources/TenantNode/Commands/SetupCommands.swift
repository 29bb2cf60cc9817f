import AccountPages
import Accounts
import Crypto
import Custody
import Federation
import Ledger
import Service

/// init, join, federations, backup, restore.
enum SetupCommands {
    static let all: [Command] = [initialise, join, leave, federations, resume, backup, restore]

    private static let initialise = Command(
        ["init"], Wording(de: "einen leeren Knoten anlegen", en: "create an empty node"),
        details: Wording(
            de: "Legt den Datenordner (nur für den eigenen Benutzer lesbar) und die Datenbank an, sonst nichts.",
            en: "Creates the data folder (readable by its owner alone) and the database, nothing else."),
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            try Node.initialise(folder: settings.data)
            console.say(
                Wording(
                    de: "Der Knoten in \(settings.data) ist angelegt.", en: "The node in \(settings.data) is ready."))
            console.hint(
                Wording(
                    de: "Weiter: import strategy DIR, und join EINLADUNG --name NAME.",
                    en: "Next: import strategy DIR, and join INVITATION --name NAME."))
            return 0
        })

    private static let join = Command(
        ["join"], Wording(de: "mit einer Einladung einem Verbund beitreten", en: "join a federation by invitation"),
        details: Wording(
            de: "Prüft das Protokoll des Verbunds gegen die Schlüssel der Einladung, erzeugt die Schlüssel der Kommune "
                + "und meldet sie an. Nach einem Abbruch einfach noch einmal ausführen.",
            en:
                "Checks the federation's log against the keys of the invitation, makes the town's keys and "
                + "enrols them. "
                + "After a break just run it again."),
        arguments: [
            Command.Argument(
                "FILE",
                Wording(
                    de: "Datei mit der Einladung; - liest die Eingabe",
                    en: "file with the invitation; - reads the input"), .optional)
        ],
        options: [
            Command.Option(
                "name", value: "NAME",
                Wording(de: "eigener Name für den Verbund", en: "your own name for the federation")),
            Command.Option(
                "algorithm", value: "ALGORITHM",
                Wording(
                    de: "ed25519 oder p256; sonst ed25519, wo der Verbund es zulässt",
                    en: "ed25519 or p256; otherwise ed25519 where the federation allows it")),
            ProtectionCommands.protect,
        ],
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            let node = try CommandTools.node(invocation)
            try CommandTools.requireSpace(settings)
            let name = try invocation.requiredOption("name")
            let algorithms: [String: SignatureAlgorithm] = ["ed25519": .ed25519, "p256": .p256]
            let algorithm = try invocation.option("algorithm").map { text in
                guard let algorithm = algorithms[text] else {
                    throw ServiceError(.usage, "ed25519 or p256 is expected.", at: "--algorithm")
                }
                return algorithm
            }
            let file = invocation.optionalArgument("FILE") ?? "-"
            var text: [UInt8] = []
            if file == "-" {
                while let line = console.readLine(), text.count < Invitation.maximumBytes {
                    text += Array(line.utf8) + [0x0A]
                }
            } else {
                text = try Files.readFile(file, maximum: Invitation.maximumBytes)
            }
            let invitation = try Invitation(text: text)
            if invocation.flag("protect") { try node.vault.protectNewKeys(console) }
            let outcome = try Joining(node: node, name: name, algorithm: algorithm).outcome(of: invitation)
            let receipt = outcome.receipt
            let founding = try node.log(of: try node.membership(name)).state.founding?.value
            let title = founding?.name.text(console.language.pages) ?? invitation.origin
            console.say(
                Wording(
                    de:
                        "\(invitation.tenant) ist Mitglied von „\(title)“ (Eintrag \(receipt.index)). Quittung "
                        + "geprüft.",
                    en: "\(invitation.tenant) is a member of \"\(title)\" (entry \(receipt.index)). Receipt verified."))
            if case .notNeeded = outcome {
                console.say(
                    Wording(
                        de: "Die neue Einladung wurde nicht gebraucht: Die Mitgliedschaft besteht und die Schlüssel "
                            + "gelten. Es wurde nichts geändert.",
                        en: "The new invitation was not needed: membership stands and the keys are valid. Nothing was "
                            + "changed."))
                return 0
            }
            if invitation.hub.hasPrefix("http://") {
                console.warn(
                    Wording(
                        de: "Der Hub wird ohne TLS angesprochen; Inhalte sind unterwegs lesbar.",
                        en: "The hub is spoken to without TLS; contents can be read on the way."))
            }
            console.hint(
                Wording(
                    de: "Sichern Sie jetzt die Schlüssel: backup DATEI.", en: "Back up the keys now: backup FILE."))
            return 0
        })

    private static let leave = Command(
        ["leave"],
        Wording(de: "einen nie vollendeten Beitritt aufgeben", en: "give up joining where it was never finished"),
        details: Wording(
            de: "Nur solange die Kommune nicht aufgenommen ist. Die Schlüsseldateien bleiben.",
            en: "Only while the town has not been admitted. The key files stay."),
        options: [CommandTools.federation],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let membership = try CommandTools.chosen(node, invocation)
            try FederationLock.with(node.folder(of: membership.name)) {
                guard try !node.membership(membership.name).isMember else {
                    throw NodeError(
                        .alreadyThere,
                        de: "Die Kommune ist Mitglied von „\(membership.name)“; die Mitgliedschaft beendet die "
                            + "Geschäftsstelle.",
                        en: "The town is a member of \"\(membership.name)\"; the office ends a membership.")
                }
                try Joining.abandon(membership.name, node)
            }
            console.say(Wording(de: "Aufgegeben: \(membership.name).", en: "Given up: \(membership.name)."))
            return 0
        })

    private static let federations = Command(
        ["federations"], Wording(de: "die Verbünde zeigen", en: "show the federations"),
        options: [CommandTools.json],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let memberships = try node.memberships()
            if invocation.flag("json") {
                let list = memberships.map { membership in
                    JSONValue.object([
                        JSONValue.Member("hub", .string(membership.hub)),
                        JSONValue.Member("member", .boolean(membership.isMember)),
                        JSONValue.Member("name", .string(membership.name)),
                        JSONValue.Member("origin", .string(membership.origin)),
                        JSONValue.Member("tenant", .string(membership.tenant.text)),
                    ])
                }
                CommandTools.print(.array(list), console)
                return 0
            }
            for membership in memberships {
                console.print(
                    "\(membership.name)\t\(membership.tenant)\t\(membership.origin)\t\(membership.hub)"
                        + (membership.isMember ? "" : "\t(join)"))
            }
            if memberships.isEmpty {
                console.say(Wording(de: "Noch kein Verbund.", en: "No federation yet."))
            }
            return 0
        })

    private static let resume = Command(
        ["resume"], Wording(de: "nach einem geklärten Alarm weitermachen", en: "go on after an alarm was dealt with"),
        details: Wording(
            de: "Ein Alarm hält alles Unterschreiben und Versenden an. Erst klären, dann aufheben.",
            en: "An alarm stops all signing and sending. First find out why, then lift it."),
        options: [
            CommandTools.federation,
            Command.Option("yes", Wording(de: "ohne Rückfrage", en: "without asking")),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let membership = try CommandTools.chosen(node, invocation)
            guard let alarm = membership.alarm else {
                console.say(Wording(de: "Es besteht kein Alarm.", en: "There is no alarm."))
                return 0
            }
            console.say(alarm)
            let question = Wording(de: "Ist das geklärt?", en: "Has this been dealt with?")
            guard invocation.flag("yes") || console.confirm(question) else { return 1 }
            try node.store.write { connection in
                try MembershipStore.setAlarm(nil, of: membership.name, connection)
                try Journal.record(
                    "federation.alarm-lifted", object: membership.name, detail: "", by: nil,
                    at: node.world.now().seconds, connection)
            }
            return 0
        })

    private static let backup = Command(
        ["backup"],
        Wording(
            de: "alles in eine Datei sichern, auch im laufenden Betrieb",
            en: "back everything up into one file, also while running"),
        details: Wording(
            de: "Die Datei enthält auch die privaten Schlüssel: Wer sie hat, kann für die Kommune unterschreiben.",
            en: "The file also holds the private keys: whoever has it can sign for the town."),
        arguments: [Command.Argument("FILE", Wording(de: "neue Datei", en: "new file"))],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let file = try invocation.argument("FILE")
            try NodeBackup.write(node, to: file)
            console.say(Wording(de: "Gesichert und geprüft: \(file).", en: "Backed up and checked: \(file)."))
            return 0
        })

    private static let restore = Command(
        ["restore"], Wording(de: "aus einer Sicherung wiederherstellen", en: "restore from a backup"),
        details: Wording(
            de:
                "Überschreibt nichts. Vor der nächsten Unterschrift fragt der Knoten jeden Hub nach der letzten "
                + "Nummer. Legen Sie die Datei erasures.list des alten Ordners vorher in den neuen: Was Personen haben "
                + "löschen lassen, wird dann wieder gelöscht.",
            en: "Overwrites nothing. Before it signs again the node asks each hub for its last number. Put the file "
                + "erasures.list of the old folder into the new one first: what people have had erased is then erased again."
        ),
        arguments: [Command.Argument("FILE", Wording(de: "die Sicherung", en: "the backup"))],
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            try NodeBackup.restore(try invocation.argument("FILE"), to: settings.data)
            console.say(
                Wording(de: "Wiederhergestellt in \(settings.data).", en: "Restored to \(settings.data)."))
            console.hint(
                Wording(
                    de: "Läuft der alte Knoten noch? Dann zuerst anhalten: Zwei Knoten dürfen nie dieselben Schlüssel "
                        + "verwenden.",
                    en: "Does the old node still run? Then stop it first: two nodes must never use the same keys."))
            console.hint(RestoredAccountsWording.hint)
            return 0
        })
}
