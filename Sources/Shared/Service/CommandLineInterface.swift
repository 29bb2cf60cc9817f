/// A program's whole command line: finds the command, checks what was given, shows help, runs.
///
/// `--help` works on every level and `--version` at the top; `--` ends the options. Exit status: 0 done, 1 failed,
/// 2 used wrongly, or what the command gives.
public struct CommandLineInterface: Sendable {
    let program: String
    let summary: Wording
    let version: String
    let commands: [Command]
    /// Options that every command takes.
    let shared: [Command.Option]

    public init(
        program: String, summary: Wording, version: String, commands: [Command], shared: [Command.Option] = []
    ) {
        self.program = program
        self.summary = summary
        self.version = version
        self.commands = commands
        self.shared = shared
    }

    /// Runs the command that `arguments` (without the program's own name) ask for.
    public func run(_ arguments: [String], console: Console) -> Int32 {
        var status: Int32
        do throws(UsageProblem) {
            status = try perform(arguments, console)
        } catch {
            console.fail(error.wording.text(console.language))
            let help = ([program] + error.words + ["--help"]).joined(separator: " ")
            console.hint(Wording(de: "Hilfe: \(help)", en: "Help: \(help)"))
            status = 2
        }
        if console.outputFailed {
            console.fail(
                Wording(de: "Die Ausgabe konnte nicht geschrieben werden.", en: "The output could not be written.")
                    .text(console.language))
            status = status == 0 ? 1 : status
        }
        return status
    }

    private func perform(_ arguments: [String], _ console: Console) throws(UsageProblem) -> Int32 {
        if arguments.first == "--version" {
            console.print("\(program) \(version)")
            return 0
        }
        let (words, rest) = split(arguments)
        let wantsHelp = rest.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
        guard let command = commands.first(where: { $0.words == words }) else {
            if wantsHelp, rest.first?.hasPrefix("-") == true {
                console.print(help(below: words, console.language))
                return 0
            }
            guard let first = rest.first else {
                console.say(help(below: words, console.language))
                return 2
            }
            throw unknownWord(first, after: words)
        }
        if wantsHelp {
            console.print(help(of: command, console.language))
            return 0
        }
        let invocation = try ArgumentReader(command: command, shared: shared).read(rest)
        do {
            return try command.run(invocation, console)
        } catch let error as ServiceError where error.code == .usage {
            throw UsageProblem(words: words, de: error.description, en: error.description)
        } catch {
            console.fail(printable("\(error)", maximum: 4000))
            return 1
        }
    }

    /// The longest run of leading arguments that names a command or a group of commands.
    private func split(_ arguments: [String]) -> (words: [String], rest: [String]) {
        var words: [String] = []
        for argument in arguments {
            guard commands.contains(where: { $0.words.starts(with: words + [argument]) }) else { break }
            words.append(argument)
        }
        return (words, Array(arguments.dropFirst(words.count)))
    }

    private func unknownWord(_ word: String, after words: [String]) -> UsageProblem {
        let shown = printable((words + [word]).joined(separator: " "), maximum: 80)
        if word.hasPrefix("-") {
            return UsageProblem(words: words, de: "Unbekannte Option \(shown).", en: "Unknown option \(shown).")
        }
        let next = commands.filter { $0.words.starts(with: words) && $0.words.count > words.count }
        guard let near = nearest(word, among: next.map { $0.words[words.count] }) else {
            return UsageProblem(words: words, de: "Unbekannter Befehl \(shown).", en: "Unknown command \(shown).")
        }
        let meant = (words + [near]).joined(separator: " ")
        return UsageProblem(
            words: words, de: "Unbekannter Befehl \(shown). Meinten Sie \(meant)?",
            en: "Unknown command \(shown). Did you mean \(meant)?")
    }
}

/// A command line that can't be followed, said in both languages.
struct UsageProblem: Error {
    let words: [String]
    let wording: Wording

    init(words: [String], de: String, en: String) {
        self.words = words
        wording = Wording(de: de, en: en)
    }
}
