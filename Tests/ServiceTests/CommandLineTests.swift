import Glibc
import Synchronization
import Testing

@testable import Service

@Suite struct CommandLineTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private struct Outcome {
        let status: Int32
        let output: String
        let speech: String
    }

    private func run(_ arguments: [String], language: String = "en_US.UTF-8") -> Outcome {
        let output = Capture(folder, "output")
        let speech = Capture(folder, "speech")
        let console = Console(environment: ["LANG": language], output: output.descriptor, speech: speech.descriptor)
        let status = program.run(arguments, console: console)
        return Outcome(status: status, output: output.text, speech: speech.text)
    }

    private var program: CommandLineInterface {
        struct Failure: Error, CustomStringConvertible { let description = "it broke\u{1b}[31m" }
        let text = Wording(de: "Text", en: "text")
        let publish = Command(
            ["framework", "publish"], Wording(de: "Rahmen veröffentlichen", en: "publish a framework"),
            arguments: [.init("FILE", text), .init("NOTE", text, .optional)],
            options: [
                .init("key", value: "FILE", text, default: "key.pem"), .init("dry-run", text),
                .init("tag", value: "TAG", text, repeatable: true),
            ]
        ) { invocation, console in
            let note = invocation.optionalArgument("NOTE") ?? "none"
            let file = try invocation.argument("FILE")
            let tags = invocation.repeatedOption("tag").joined(separator: "+")
            console.print("\(file)|\(note)|\(invocation.option("key") ?? "")|\(invocation.flag("dry-run"))|\(tags)")
            return 7
        }
        let count = Command(
            ["count"], text, arguments: [.init("FILE", text, .repeated)], options: [.init("most", value: "N", text)]
        ) { invocation, console in
            let status = Int32(try invocation.integerOption("most", in: 0...9) ?? 0)
            console.print("\(invocation.repeatedArgument("FILE").count)")
            return status
        }
        let fail = Command(["fail"], text) { _, _ in throw Failure() }
        return CommandLineInterface(
            program: "hub", summary: Wording(de: "Das Programm", en: "The program"), version: "1.2",
            commands: [publish, Command(["framework", "list"], text) { _, _ in 0 }, count, fail],
            shared: [.init("settings", value: "FILE", text)])
    }

    @Test(arguments: [
        (["framework", "publish", "f"], "f|none|key.pem|false|"),
        (["framework", "publish", "--key", "k", "f", "n", "--dry-run"], "f|n|k|true|"),
        (["framework", "publish", "--key=--odd=1", "f"], "f|none|--odd=1|false|"),
        (["framework", "publish", "--tag", "a", "f", "--tag=b"], "f|none|key.pem|false|a+b"),
        (["framework", "publish", "--", "--key", "--help"], "--key|--help|key.pem|false|"),
        (["framework", "publish", "-", "--settings", "s"], "-|none|key.pem|false|"),
        (["framework", "publish", "f", "--key="], "f|none||false|"),
    ])
    func accepted(_ arguments: [String], _ expected: String) {
        let outcome = run(arguments)
        #expect(outcome.output == expected + "\n" && outcome.status == 7 && outcome.speech == "")
    }

    @Test(arguments: [
        (["framework", "publish"], "FILE"), (["framework", "publish", "a", "b", "c"], "c"),
        (["framework", "publish", "f", "--kee", "x"], "--key"),
        (["framework", "publish", "f", "--key"], "needs a value"),
        (["framework", "publish", "f", "--key", "--dry-run"], "needs a value"),
        (["framework", "publish", "f", "--dry-run=1"], "takes no value"),
        (["framework", "publish", "f", "--key", "a", "--key", "b"], "twice"),
        (["framework", "publish", "f", "-k"], "-k"), (["framework", "publsh"], "framework publish"),
        (["framwork"], "framework"), (["--halp"], "--halp"), (["count", "--most", "12"], "0 to 9"),
        (["count", "--most", "x"], "--most"), (["\u{1b}[2J"], "\\u{1b}"), ([""], "Unknown command"),
    ])
    func refused(_ arguments: [String], _ expected: String) {
        let outcome = run(arguments)
        #expect(outcome.status == 2 && outcome.output == "")
        #expect(outcome.speech.contains(expected) && outcome.speech.contains("--help"))
        #expect(!outcome.speech.contains("\u{1b}"))
    }

    @Test func helpOnEveryLevelInBothLanguages() {
        let top = run(["--help"], language: "de_DE.UTF-8")
        #expect(top.status == 0 && top.speech == "" && top.output.contains("Befehle:"))
        #expect(top.output.contains("  framework publish  Rahmen veröffentlichen"))
        let group = run(["framework", "--help"]).output
        #expect(group.contains("framework list") && !group.contains("  count"))
        let command = run(["framework", "publish", "x", "--help"]).output
        #expect(command.contains("Usage: hub framework publish [OPTIONS] FILE [NOTE]"))
        #expect(command.contains("(default: key.pem)") && command.contains("(repeatable)"))
        #expect(run(["framework", "publish", "-h"], language: "de").output.contains("(Vorgabe: key.pem)"))
        #expect(run(["--version"]).output == "hub 1.2\n")
        let nothing = run([])
        #expect(nothing.status == 2 && nothing.output == "" && nothing.speech.contains("Commands:"))
        #expect(run(["framework"]).status == 2)
        #expect(run(["fraemwork"], language: "de_AT").speech.contains("Meinten Sie framework?"))
    }

    @Test func failuresAreSpokenSafely() {
        let outcome = run(["fail"])
        #expect(outcome.status == 1 && outcome.speech == "error: it broke\\u{1b}[31m\n" && outcome.output == "")
        #expect(run(["count", "--", "a", "b", "--c"]).output == "3\n")
    }

    @Test func aSingleCommandProgramNeedsNoWords() {
        let output = Capture(folder, "single")
        let console = Console(environment: [:], output: output.descriptor, speech: output.descriptor)
        let command = Command([], Wording(de: "x", en: "x"), arguments: [.init("BAG", Wording(de: "x", en: "x"))]) {
            $1.print(try $0.argument("BAG"))
            return 0
        }
        let audit = CommandLineInterface(
            program: "audit", summary: Wording(de: "x", en: "x"), version: "1", commands: [command])
        #expect(audit.run(["bag"], console: console) == 0 && output.text == "bag\n")
        #expect(audit.run(["--help"], console: console) == 0 && output.text.contains("audit [OPTIONS] BAG") == false)
        #expect(output.text.contains("Usage: audit BAG"))
    }

    @Test func aFullOutputIsAFailure() {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let speech = Capture(folder, "speech")
        let console = Console(environment: [:], output: full, speech: speech.descriptor)
        #expect(program.run(["count"], console: console) == 1 && speech.text.contains("could not be written"))
    }

    @Test(arguments: [
        ("y\n", true), ("yes\n", true), (" YES \n", true), ("n\n", false), ("\n", false), ("", false), ("ja", false),
    ])
    func onlyAClearYesIsOne(_ input: String, _ expected: Bool) throws {
        let path = folder.file("input")
        try Files.createFileExclusively(path, Array(input.utf8))
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let speech = Capture(folder, "speech")
        let console = Console(environment: [:], input: descriptor, speech: speech.descriptor)
        #expect(console.confirm(Wording(de: "Sicher?", en: "Sure?")) == expected)
        #expect(speech.text == "Sure? [y/N] ")
    }

    @Test func progressIsSparseWithoutATerminal() {
        let speech = Capture(folder, "speech")
        let console = Console(environment: [:], speech: speech.descriptor)
        let progress = console.progress(Wording(de: "Kopie", en: "copy"), total: 1000)
        for step in 0...1000 { progress.advance(to: step) }
        progress.finish()
        #expect(speech.text.split(separator: "\n").count == 11 && speech.text.hasSuffix("copy 100 %\n"))
        console.warn(Wording(de: "w", en: "w"))
        #expect(!speech.text.contains("\u{1b}"))
    }
}
