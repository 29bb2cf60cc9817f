import Custody
import Federation
import Glibc
import Pages
import Service
import Tables

/// What every command shares: opening the node, and errors in the reader's language.
enum CommandTools {
    static let shared: [Command.Option] = [
        Command.Option(
            "settings", value: "FILE", Wording(de: "Einstellungsdatei (JSON5)", en: "settings file (JSON5)")),
        Command.Option("data", value: "DIR", Wording(de: "Datenordner", en: "data folder")),
        Command.Option(
            "set", value: "KEY=VALUE", Wording(de: "eine Einstellung setzen", en: "set one setting"), repeatable: true),
        ProtectionCommands.option,
    ]

    static let federation = Command.Option(
        "federation", value: "NAME",
        Wording(
            de: "welcher Verbund; nur nötig, wenn es mehrere gibt", en: "which federation; only if there are several"))

    static let json = Command.Option("json", Wording(de: "maschinenlesbar (JSON)", en: "machine-readable (JSON)"))

    static func settings(_ invocation: Invocation) throws -> NodeSettings {
        let passphrase = invocation.option("passphrase-file").map { ["\(ProtectionCommands.settingsKey)=\($0)"] } ?? []
        return try NodeSettings.load(
            file: invocation.option("settings"), data: invocation.option("data"),
            flags: invocation.repeatedOption("set") + passphrase, environment: Settings.processEnvironment())
    }

    static func world(_ settings: NodeSettings) -> World {
        World.live(logFormat: settings.logFormat, logLevel: settings.logLevel)
    }

    static func node(_ invocation: Invocation) throws -> Node {
        let settings = try settings(invocation)
        // Commands speak for themselves; only warnings go to the log.
        var quiet = settings
        quiet.logLevel = max(settings.logLevel, .warning)
        return try Node(settings: quiet, world: world(quiet))
    }

    static func chosen(_ node: Node, _ invocation: Invocation) throws -> Membership {
        try node.chosen(invocation.option("federation"))
    }

    static func period(_ invocation: Invocation) throws -> Period {
        let text = try invocation.requiredOption("period")
        guard let period = Period(text) else {
            throw NodeError(
                .usage,
                de: "„\(printable(text, maximum: 40))“ ist kein Zeitraum; erwartet wird 2026, 2026-H1, 2026-Q3 oder "
                    + "2026-11.",
                en: "\"\(printable(text, maximum: 40))\" is not a period; expected is 2026, 2026-H1, 2026-Q3 or "
                    + "2026-11.")
        }
        return period
    }

    static func print(_ json: JSONValue, _ console: Console) { console.write(json.canonicalBytes + [0x0A]) }

    static func run(
        _ body: @escaping @Sendable (Invocation, Console) throws -> Int32
    ) -> @Sendable (Invocation, Console) throws -> Int32 {
        { invocation, console in
            do {
                return try body(invocation, console)
            } catch let error as NodeError {
                console.fail(error.wording.text(console.language))
                return 1
            } catch let refusal as ImportRefusal {
                let language: Pages.Language = console.language == .german ? .german : .english
                for problem in refusal.problems { console.say(problem.text(language)) }
                console.fail(
                    Wording(
                        de: "Es wurde nichts übernommen: \(refusal.count) Fehler"
                            + (refusal.count > refusal.problems.count ? ", die ersten 50 sind gezeigt." : "."),
                        en: "Nothing was imported: \(refusal.count) errors"
                            + (refusal.count > refusal.problems.count ? ", the first 50 are shown." : ".")
                    ).text(console.language))
                return 1
            } catch {
                guard let wording = FaultWording.of(error) else { throw error }
                console.fail(printable(wording.text(console.language), maximum: 4000))
                return 1
            }
        }
    }

    /// Refuses to write more where the disk is nearly full.
    static func requireSpace(_ settings: NodeSettings) throws {
        let free = try Files.freeSpace(settings.data)
        guard free >= settings.minimumFreeSpace else {
            throw NodeError(
                .tooLarge,
                de: "Auf dem Datenträger sind nur noch \(free >> 20) MiB frei; verlangt sind "
                    + "\(settings.minimumFreeSpace >> 20) MiB.",
                en: "Only \(free >> 20) MiB are free on the disk; \(settings.minimumFreeSpace >> 20) MiB are demanded.")
        }
    }
}
