import Crypto
import Custody
import Federation
import Glibc
import Ledger
import Service

/// `key rotate`, `key revoke`, `key recover`, `key list`, `key protect`, `key unprotect`.
enum KeyCommands {
    static let all =
        [rotate, revoke, recover, list]
        + ProtectionCommands(house: { invocation in
            let settings = try HubSettings(invocation)
            return ProtectionCommands.House(
                files: HubKeys.allFiles(in: settings.keyFolder), passphraseFile: settings.vault.passphraseFile)
        }).all

    private static let algorithm = Command.Option(
        "algorithm", value: "ALGORITHM", Wording(de: "ed25519 oder p256", en: "ed25519 or p256"), default: "ed25519")
    private static let doubtedFrom = Command.Option(
        "doubted-from", value: "INDEX",
        Wording(de: "ab diesem Eintrag angezweifelt", en: "in doubt from this entry on"))
    private static let yes = Command.Option("yes", Wording(de: "ohne Rückfrage", en: "do not ask"))

    private static let rotate = Command(
        ["key", "rotate"],
        Wording(de: "Den Schlüssel der Geschäftsstelle wechseln", en: "Change the office's key"),
        details: Wording(
            de:
                "Sichert zuerst den neuen Schlüssel in einer eigenen Datei und macht ihn dann mit dem alten bekannt, der damit\n"
                + "endet. Nach einem Abbruch denselben Befehl noch einmal ausführen; `key list` zeigt, wer gilt.",
            en:
                "Keeps the new key in a file of its own first, then makes it known under the old one, which ends with that.\n"
                + "After a break run the same command again; `key list` shows which one is valid."),
        options: [algorithm, yes]
    ) { invocation, console in
        let algorithm = try chosenAlgorithm(invocation)
        return try act(
            .rotateKey(algorithm), invocation, console,
            Wording(
                de: "Den Schlüssel der Geschäftsstelle wirklich wechseln?", en: "Really change the office's key?"))
    }

    private static let revoke = Command(
        ["key", "revoke"],
        Wording(de: "Den Schlüssel einer Kommune für beendet erklären", en: "Declare a town's key ended"),
        details: Wording(
            de:
                "Die Geschäftsstelle kann den Schlüssel einer Kommune beenden, nie einen für sie einführen: Danach braucht die\n"
                + "Kommune eine neue Einladung. Was ab --doubted-from darunter steht, bleibt im Protokoll und ist angezweifelt.",
            en:
                "The office can end a town's key but never introduce one for it: the town then needs a new invitation. What\n"
                + "stands under it from --doubted-from on stays in the log and is in doubt."),
        arguments: [
            Command.Argument("TENANT", Wording(de: "Kürzel der Kommune", en: "tenant id")),
            Command.Argument("THUMBPRINT", Wording(de: "Fingerabdruck, siehe `key list`", en: "see `key list`")),
        ],
        options: [
            Command.Option(
                "reason", value: "REASON",
                Wording(de: "compromise, loss oder retirement", en: "compromise, loss or retirement")),
            doubtedFrom, yes,
        ]
    ) { invocation, console in
        let text = try invocation.argument("TENANT")
        guard let tenant = TenantID(text) else {
            throw ServiceError(
                .usage, "\(text) is not a tenant id; expected 2 to 40 of a-z, 0-9 and -, other than office")
        }
        let reasons: [String: KeyChange.Reason] = [
            "compromise": .compromise, "loss": .loss, "retirement": .retirement,
        ]
        guard let reason = reasons[try invocation.requiredOption("reason")] else {
            throw ServiceError(.usage, "compromise, loss or retirement is expected", at: "--reason")
        }
        let thumbprint = try invocation.argument("THUMBPRINT")
        guard Base64URL.decode(thumbprint.utf8)?.count == 32 else {
            throw ServiceError(
                .usage, "A thumbprint has 43 characters (A-Z, a-z, 0-9, - and _); copy it from `key list`",
                at: "THUMBPRINT")
        }
        return try act(
            .revokeKey(tenant, thumbprint, reason, doubtedFrom: try doubted(invocation, reason)), invocation, console,
            Wording(
                de: "Den Schlüssel von \(tenant) wirklich beenden? Das steht danach im Protokoll.",
                en: "Really end the key of \(tenant)? It will stand in the log."))
    }

    private static let recover = Command(
        ["key", "recover"],
        Wording(
            de: "Mit dem Wiederherstellungsschlüssel einen neuen Schlüssel einführen",
            en: "Introduce a new key with the recovery key"),
        details: Wording(
            de:
                "Wenn der Schlüssel der Geschäftsstelle verloren oder gestohlen ist: beendet ihn, führt einen neuen ein und\n"
                + "ersetzt den Wiederherstellungsschlüssel, der nur einmal dient, durch einen neuen (recovery-2.pem und so weiter).\n"
                + "Verwahren Sie den neuen wieder an einem anderen Ort.",
            en:
                "When the office's key is lost or stolen: ends it, introduces a new one, and replaces the recovery key, which\n"
                + "serves once, by a new one (recovery-2.pem and so on). Keep the new one in another place again."),
        options: [
            Command.Option(
                "key", value: "FILE",
                Wording(de: "der Wiederherstellungsschlüssel (recovery.pem)", en: "the recovery key (recovery.pem)")),
            Command.Option("reason", value: "REASON", Wording(de: "loss oder compromise", en: "loss or compromise")),
            doubtedFrom, yes,
        ]
    ) { invocation, console in
        let reasons: [String: KeyChange.Reason] = ["compromise": .compromise, "loss": .loss]
        guard let reason = reasons[try invocation.requiredOption("reason")] else {
            throw ServiceError(.usage, "loss or compromise is expected", at: "--reason")
        }
        let path = try absolute(try invocation.requiredOption("key"))
        return try act(
            .recoverKey(path, reason, doubtedFrom: try doubted(invocation, reason)), invocation, console,
            Wording(
                de: "Den Schlüssel der Geschäftsstelle wirklich beenden und einen neuen einführen?",
                en: "Really end the office's key and introduce a new one?"))
    }

    private static let list = Command(
        ["key", "list"],
        Wording(de: "Alle Schlüssel im Protokoll zeigen", en: "Show every key in the log")
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        guard try HubStore.exists(settings) else { throw HubStore.missing(settings) }
        let store = try HubStore(settings, exclusive: false)
        defer { store.store.close() }
        guard let checkpoint = try store.log.newestCheckpoint() else {
            throw LogFault("This log has no checkpoint yet")
        }
        let (replay, _) = try LogReading.replay(store.log, upTo: checkpoint.head.size, checksTiles: false)
        let keys = replay.state.keys.sorted { ($0.value.firstIndex, $0.key) < ($1.value.firstIndex, $1.key) }
        for (thumbprint, key) in keys {
            let last = key.lastIndex.map { "last \($0)" } ?? "valid"
            let doubt = key.doubtedFrom.map { "  doubted from \($0)" } ?? ""
            console.print(
                "\(thumbprint)  \(key.owner)  \(key.use.rawValue)  \(key.key.algorithm.rawValue)  first "
                    + "\(key.firstIndex)  \(last)\(doubt)")
        }
        return 0
    }

    private static func act(
        _ act: Office.Act, _ invocation: Invocation, _ console: Console, _ question: Wording
    ) throws -> Int32 {
        guard invocation.flag("yes") || console.confirm(question) else {
            console.say(Wording(de: "Nichts geändert.", en: "Nothing was changed."))
            return 1
        }
        let settings = try HubSettings(invocation)
        let world = World.live(logFormat: settings.logFormat, logLevel: settings.logLevel)
        console.write(Array(try Control.perform(act, settings: settings, world: world).utf8))
        return 0
    }

    private static func chosenAlgorithm(_ invocation: Invocation) throws -> SignatureAlgorithm {
        let algorithms: [String: SignatureAlgorithm] = ["ed25519": .ed25519, "p256": .p256]
        guard let algorithm = algorithms[invocation.option("algorithm") ?? "ed25519"] else {
            throw ServiceError(.usage, "ed25519 or p256 is expected", at: "--algorithm")
        }
        return algorithm
    }

    private static func doubted(_ invocation: Invocation, _ reason: KeyChange.Reason) throws -> Int64? {
        let index = try invocation.integerOption("doubted-from", in: 0...Int.max).map { Int64($0) }
        guard index == nil || reason == .compromise else {
            throw ServiceError(.usage, "Only with --reason compromise", at: "--doubted-from")
        }
        return index
    }

    /// The running hub has another working folder.
    private static func absolute(_ path: String) throws -> String {
        if path.hasPrefix("/") { return path }
        guard let folder = getcwd(nil, 0) else {
            throw ServiceError(.inputOutput, "The working folder cannot be told; please give the whole path", at: path)
        }
        defer { free(folder) }
        return "\(String(cString: folder))/\(path)"
    }
}
