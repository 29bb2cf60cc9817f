import Custody
import Glibc
import Service

@main
struct Main {
    static func main() {
        let console = Console()
        let shared = [
            Command.Option(
                "settings", value: "FILE",
                Wording(
                    de: "Einstellungen (JSON5); siehe config/hub.json5", en: "settings (JSON5); see config/hub.json5")),
            Command.Option("data", value: "DIR", Wording(de: "Datenordner", en: "data folder")),
            Command.Option(
                "set", value: "KEY=VALUE", Wording(de: "eine Einstellung überschreiben", en: "override a setting"),
                repeatable: true),
            ProtectionCommands.option,
        ]
        let interface = CommandLineInterface(
            program: "rahmenwerk-hub",
            summary: Wording(
                de:
                    "Der Knoten einer Region: nimmt signierte Erklärungen an, führt das Protokoll und zeigt, wo die Region steht.",
                en: "A region's hub: takes signed statements, keeps the log and shows where the region stands."),
            version: Version.text,
            commands: [InitCommand.command, ServeCommand.command] + OfficeCommands.all + MemberCommands.all
                + ConsultationCommands.all + LogCommands.all + KeyCommands.all
                + HubAccounts.commands, shared: shared
        )
        exit(interface.run(Array(CommandLine.arguments.dropFirst()), console: console))
    }
}
