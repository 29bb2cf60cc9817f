import Federation
import Ledger
import Service

/// `enter`: takes a statement that has come as a file, by stick or mail, and writes its receipt as a file to carry back.
enum EnterCommand {
    static let command = Command(
        ["enter"],
        Wording(de: "Eine Erklärung aus einer Datei aufnehmen", en: "Take a statement from a file"),
        details: Wording(
            de:
                "Für Kommunen ohne Verbindung: Ihr Knoten schreibt mit `send --to-files` Dateien, hier kommen sie durch dieselbe Prüfung\n"
                + "wie jede andere Erklärung ins Protokoll. Daneben liegt danach je eine Quittung (.tlog-proof), die zurückgeht. Dieselbe\n"
                + "Datei noch einmal gibt dieselbe Quittung.",
            en:
                "For towns without a connection: their node writes files with `send --to-files`; here they pass the same check as any\n"
                + "other statement. A receipt (.tlog-proof) then lies beside each, which goes back. The same file again gives the same\n"
                + "receipt."),
        arguments: [
            Command.Argument(
                "FILE",
                Wording(
                    de: "Datei mit einer Erklärung (.jws), in der Reihenfolge der Nummern",
                    en: "file with a statement (.jws), in the order of their numbers"), .repeated)
        ]
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        let world = World.live(logFormat: settings.logFormat, logLevel: max(settings.logLevel, .warning))
        for file in invocation.repeatedArgument("FILE") {
            let bytes = try Files.readFile(file, maximum: 1 << 20)
            let receipt: String
            do {
                receipt = try Control.perform(.enter(bytes), settings: settings, world: world)
            } catch let refusal as Refusal where refusal.code == .malformed || refusal.code == .notCanonical {
                throw ServiceError(
                    .malformed,
                    "This is no file with a statement (.jws), as `rahmenwerk-node send --to-files` writes it: \(refusal)",
                    at: file)
            }
            let path = (file.hasSuffix(".jws") ? String(file.dropLast(4)) : file) + ".tlog-proof"
            try Files.writeFileDurably(path, Array(receipt.utf8), mode: 0o644)
            console.print(path)
        }
        return 0
    }
}
