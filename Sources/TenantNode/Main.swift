import Glibc
import Service

@main
struct Main {
    static func main() {
        exit(commandLine.run(Array(CommandLine.arguments.dropFirst()), console: Console()))
    }

    static let version = "0.1.0"

    static let commandLine = CommandLineInterface(
        program: "rahmenwerk-node",
        summary: Wording(
            de: "der Knoten einer Kommune: Strategie, Kennzahlen, Meldungen an den regionalen Verbund",
            en: "a municipality's node: strategy, indicators, summaries to the regional federation"),
        version: version,
        commands: SetupCommands.all + ImportCommands.all + PublicCommands.all + SummaryCommands.all + SendCommands.all
            + [ServeCommand.command],
        shared: CommandTools.shared)
}
