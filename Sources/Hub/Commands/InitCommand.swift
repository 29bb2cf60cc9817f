import Crypto
import Custody
import Federation
import Ledger
import Service

/// `init`: makes a hub: keys, log, founding.
enum InitCommand {
    static let command = Command(
        ["init"],
        Wording(de: "Einen Hub anlegen: Schlüssel, Protokoll und Gründung", en: "Create a hub: keys, log and founding"),
        details: Wording(
            de: "Legt den Datenordner an und schreibt die Gründung als ersten Eintrag. Nichts wird je überschrieben.\n"
                + "Bewahren Sie recovery.pem danach an einem anderen Ort auf und löschen Sie die Datei hier.",
            en: "Creates the data folder and writes the founding as the first entry. Nothing is ever overwritten.\n"
                + "Then keep recovery.pem in another place and delete the file here."),
        options: [
            Command.Option(
                "federation", value: "FILE",
                Wording(
                    de: "JSON5-Datei mit name, operator, notice und, wenn nicht beide gelten sollen, algorithms",
                    en: "JSON5 file with name, operator, notice and, unless both hold, algorithms")),
            ProtectionCommands.protect,
        ]
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        try Staging.clear(settings)
        guard try !HubStore.exists(settings) else {
            throw ServiceError(.alreadyExists, "There is a hub here already; nothing was changed", at: settings.data)
        }
        let file = try FederationFile(try invocation.requiredOption("federation"))
        if invocation.flag("protect") { try settings.vault.protectNewKeys(console) }
        let made = try NewHubKeys(
            origin: settings.origin, algorithm: file.algorithms.contains(.ed25519) ? .ed25519 : .p256)
        let founding = Founding(
            algorithms: file.algorithms,
            keys: [
                try KeyDeclaration(key: made.office, use: .statement, issuer: .office, federation: settings.origin),
                try KeyDeclaration(key: made.recovery, use: .statement, issuer: .office, federation: settings.origin),
            ],
            log: made.logSigner.verifierKey.text, name: file.name, notice: file.notice, operatorName: file.operatorName)
        let world = World.live()
        let now = Instant(secondsSince1970: world.now().seconds)
        let statement = try SignedStatement.sign(
            Statement(
                body: .founding(founding), federation: settings.origin, issued: now, issuer: .office, previous: nil,
                sequence: 1), key: made.office)
        let verified = try FederationState(origin: settings.origin).check(
            statement, as: LogEntry(of: statement, received: now))
        // Only now, so that a federation file that cannot be said leaves no keys that stand in the way of the next one.
        let staging = try Staging(settings)
        try made.save(folder: staging.settings.keyFolder, settings.vault)
        let store = try HubStore(staging.settings, exclusive: true)
        var edge = TreeEdge()
        let entry = AcceptedEntry(verified)
        let completed = edge.append(entry.leafHash)
        _ = try store.log.append(
            [entry], completed: completed, from: TreeEdge(), to: edge,
            sign: { try Checkpoint(origin: settings.origin, head: $0).signed(by: made.logSigner) })
        store.store.close()
        try staging.finish()
        console.print("office \(made.office.publicKey.thumbprint)")
        console.print("log \(made.logSigner.verifierKey.text)")
        console.hint(
            Wording(
                de: "Geben Sie beide Zeilen auf einem anderen Weg weiter: Mit ihnen prüft jeder das Protokoll.\n"
                    + "  Verwahren Sie \(settings.keyFolder)/recovery.pem an einem anderen Ort.",
                en: "Pass both lines on another way: with them anybody checks the log.\n"
                    + "  Keep \(settings.keyFolder)/recovery.pem in another place."))
        return 0
    }
}
