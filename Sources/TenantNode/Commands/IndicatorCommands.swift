import Accounts
import Federation
import Pages
import Service

/// indicators, indicator plan, due, deadline …: what the staff pages show and keep, by command line.
enum IndicatorCommands {
    static let all: [Command] = [list, plan, SecrecyCommand.command, due] + DeadlineCommands.all

    private static let list = Command(
        ["indicators"],
        Wording(de: "Kennzahlen mit letztem Wert und Stand", en: "indicators with last value and status"),
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let language = console.language.pages
            for item in try IndicatorOverview.read(node).items {
                let last = item.last.map { "\($0.period)\t\($0.value)" } ?? "–\t–"
                console.print(
                    "\(item.definition.id)\t\(last)\t\(item.stateWords(language))\t\(item.progressWord(language))\t"
                        + item.definition.name.text(language))
            }
            return 0
        })

    private static let plan = Command(
        ["indicator", "plan"],
        Wording(
            de: "Zuständigkeit, Ausgangswert und Ziele einer Kennzahl",
            en: "responsibility, baseline and targets of an indicator"),
        details: Wording(
            de: "Was nicht genannt wird, bleibt. Zahlen mit Dezimalpunkt.",
            en: "What is not named stays. Numbers with a decimal point."),
        arguments: [Command.Argument("INDICATOR", Wording(de: "Kennung", en: "identifier"))],
        options: [
            Command.Option("responsible", value: "TEXT", Wording(de: "Amt oder Funktion", en: "unit or function")),
            Command.Option("baseline", value: "PERIOD=VALUE", Wording(de: "Ausgangswert", en: "baseline")),
            Command.Option(
                "target", value: "PERIOD=VALUE",
                Wording(de: "Ziel; ersetzt alle bisherigen", en: "target; replaces all earlier"),
                repeatable: true),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let text = try invocation.argument("INDICATOR")
            guard let id = Code(text),
                let item = try IndicatorOverview.read(node).items.first(where: { $0.definition.id == id })
            else {
                throw NodeError(
                    .notFound, de: "Die Kennzahl „\(printable(text, maximum: 60))“ gibt es hier nicht.",
                    en: "There is no indicator \"\(printable(text, maximum: 60))\" here.")
            }
            let form = PlanForm(definition: item.definition, notation: .english)
            var input = form.input(item.plan)
            if let responsible = invocation.option("responsible") { input["responsible"] = responsible }
            if let baseline = invocation.option("baseline") { set("baseline", baseline, &input) }
            let targets = invocation.repeatedOption("target")
            if !targets.isEmpty {
                for place in input.rows("target", columns: ["period", "value"]) { set("target-\(place)", "=", &input) }
                for (place, target) in targets.enumerated() { set("target-\(place + 1)", target, &input) }
            }
            let plan = form.plan(&input)
            if let fault = input.faults.first {
                throw NodeError(
                    .usage, de: "\(fault.name): \(fault.sentence(.german))",
                    en: "\(fault.name): \(fault.sentence(.english))")
            }
            let isSaved = try node.store.write { connection in
                guard try IndicatorPlanStore.write(plan, connection) else { return false }
                try Journal.record(
                    "indicators.planned", object: id.text, detail: plan.words, by: nil, at: node.world.now().seconds,
                    connection)
                return true
            }
            guard isSaved else { throw CommandTools.savedMeanwhile }
            console.say(Wording(de: "Gespeichert.", en: "Saved."))
            return 0
        })

    private static func set(_ name: String, _ text: String, _ input: inout FormInput) {
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        input["\(name)-period"] = halves.first ?? ""
        input["\(name)-value"] = halves.count > 1 ? halves[1] : ""
    }

    private static let due = Command(
        ["due"], Wording(de: "zeigen, was fällig ist und worauf gewartet wird", en: "show what is due and what waits"),
        details: Wording(
            de: "Endet mit 3, wenn etwas überfällig oder angehalten ist.",
            en: "Ends with 3 where something is overdue or stopped."),
        options: [CommandTools.json],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let tasks = try StartModel.read(node, for: nil).tasks
            if invocation.flag("json") {
                let rows = tasks.map { task in
                    JSONValue.object([
                        JSONValue.Member("text", .string(task.text(.english))),
                        JSONValue.Member("urgency", .string("\(task.urgency)")),
                    ])
                }
                CommandTools.print(.object([JSONValue.Member("due", .array(rows))]), console)
            } else {
                for task in tasks { console.print(task.text(console.language.pages)) }
                if tasks.isEmpty { console.say(Wording(de: "Nichts ist offen.", en: "Nothing is open.")) }
            }
            return tasks.contains { $0.urgency == .alarm || $0.isOverdue } ? 3 : 0
        })
}

extension CommandTools {
    static let savedMeanwhile = NodeError(
        .changed, de: "Inzwischen hat jemand anderes gespeichert. Bitte noch einmal ausführen.",
        en: "Somebody else has saved meanwhile. Please run it again.")
}
