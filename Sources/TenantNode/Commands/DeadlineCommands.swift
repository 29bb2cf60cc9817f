import Accounts
import Federation
import Pages
import Service

/// deadline list, add, done, remove.
enum DeadlineCommands {
    static let all: [Command] = [list, add, done, remove]

    private static let number = Command.Argument(
        "NUMBER", Wording(de: "Nummer aus „deadline list“", en: "number from \"deadline list\""))

    private static let list = Command(
        ["deadline", "list"], Wording(de: "eigene Termine", en: "the town's own deadlines"),
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            for deadline in try node.store.read({ connection in try DeadlineStore.all(connection) }) {
                console.print(
                    "\(deadline.id)\t\(deadline.day)\t\(deadline.repeats.word(console.language.pages))\t\(deadline.title)"
                )
            }
            return 0
        })

    private static let add = Command(
        ["deadline", "add"], Wording(de: "einen Termin anlegen", en: "add a deadline"),
        options: [
            Command.Option("title", value: "TEXT", Wording(de: "was zu tun ist", en: "what is to be done")),
            Command.Option("day", value: "DAY", Wording(de: "JJJJ-MM-TT", en: "YYYY-MM-DD")),
            Command.Option(
                "repeats", value: "WORD",
                Wording(de: "never, month, quarter, half, year", en: "never, month, quarter, half, year"),
                default: "never"),
            Command.Option(
                "remind", value: "DAYS", Wording(de: "Tage vorher erinnern", en: "remind days before"), default: "30"),
            Command.Option("note", value: "TEXT", Wording(de: "Notiz", en: "note"), default: ""),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            var input = FormInput()
            for name in ["title", "day", "repeats", "remind", "note"] { input[name] = invocation.option(name) ?? "" }
            guard let deadline = DeadlineForm.deadline(&input, present: nil) else {
                let fault = input.faults.first
                throw NodeError(
                    .usage, de: "\(fault?.name ?? ""): \(fault?.sentence(.german) ?? "")",
                    en: "\(fault?.name ?? ""): \(fault?.sentence(.english) ?? "")")
            }
            try node.store.write { connection in
                _ = try DeadlineStore.write(deadline, connection)
                try Journal.record(
                    "deadline.saved", object: deadline.title, detail: deadline.day.description, by: nil,
                    at: node.world.now().seconds, connection)
            }
            console.say(Wording(de: "Gespeichert.", en: "Saved."))
            return 0
        })

    private static let done = end(
        "done", Wording(de: "als erledigt vermerken", en: "mark as done"), act: "deadline.kept")
    private static let remove = end("remove", Wording(de: "löschen", en: "delete"), act: "deadline.removed")

    private static func end(_ word: String, _ summary: Wording, act: String) -> Command {
        Command(
            ["deadline", word], summary, arguments: [number],
            run: CommandTools.run { invocation, console in
                let node = try CommandTools.node(invocation)
                let text = try invocation.argument("NUMBER")
                let all = try node.store.read { connection in try DeadlineStore.all(connection) }
                guard let deadline = all.first(where: { String($0.id) == text }) else {
                    throw NodeError(
                        .notFound, de: "Einen Termin „\(printable(text, maximum: 20))“ gibt es nicht.",
                        en: "There is no deadline \"\(printable(text, maximum: 20))\".")
                }
                let isDone = try node.store.write { connection in
                    let isDone =
                        word == "done"
                        ? try DeadlineStore.keep(deadline, connection) : try DeadlineStore.remove(deadline, connection)
                    guard isDone else { return false }
                    try Journal.record(
                        act, object: deadline.title, detail: deadline.day.description, by: nil,
                        at: node.world.now().seconds, connection)
                    return true
                }
                guard isDone else { throw CommandTools.savedMeanwhile }
                console.say(Wording(de: "Gespeichert.", en: "Saved."))
                return 0
            })
    }
}
