import AccountPages
import Face
import Glibc
import Service

@main
struct Main {
    static func main() {
        exit(commandLine.run(Array(CommandLine.arguments.dropFirst()), console: Console()))
    }

    static let version = "0.1.0"

    private static let accounts = AccountCommands(
        open: { invocation in
            let settings = try CommandTools.settings(invocation)
            let desk = try CommandTools.node(invocation).accountDesk()
            return AccountCommands.Opened(
                desk: desk, publicAddress: settings.staffAddress(port: settings.staffListen?.port ?? settings.port),
                prefix: StaffPages.prefix)
        },
        explain: { error in (error as? NodeError)?.wording ?? FaultWording.of(error) })

    private static let face = FaceCommands(
        open: { invocation in try CommandTools.node(invocation).face },
        explain: { error in (error as? NodeError)?.wording ?? FaultWording.of(error) })

    static let commandLine = CommandLineInterface(
        program: "rahmenwerk-node",
        summary: Wording(
            de: "der Knoten einer Kommune: Strategie, Kennzahlen, Meldungen an den regionalen Verbund",
            en: "a municipality's node: strategy, indicators, summaries to the regional federation"),
        version: version,
        commands: SetupCommands.all + ImportCommands.all + ExchangeCommands.all + ParticipationCommands.all
            + PublicCommands.all + SummaryCommands.all + SendCommands.all + KeyCommands.all + WitnessCommands.all
            + StrategyCommands.all + ReportCommands.all + ConsultationCommands.all + IndicatorCommands.all + face.all
            + accounts.all + [ServeCommand.command],
        shared: CommandTools.shared)
}
