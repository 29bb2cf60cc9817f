import Accounts
import Federation
import Service
import Tables

/// adopt and publish strategy: what becomes public in the federation.
enum PublicCommands {
    static let all: [Command] = [adopt, publish]

    /// A council's decision, as a table or by its parts.
    static let decisionOptions =
        [Command.Option("file", value: "FILE", Wording(de: "adoption.csv", en: "adoption.csv"))] + decisionParts

    static let decisionParts: [Command.Option] = [
        Command.Option("body", value: "TEXT", Wording(de: "Gremium", en: "who decided")),
        Command.Option(
            "date", value: "DATE",
            Wording(de: "Datum, auch nur Jahr oder Monat", en: "date, a year or month will do")),
        Command.Option("number", value: "TEXT", Wording(de: "Nummer der Vorlage", en: "number of the paper")),
        Command.Option("link", value: "URL", Wording(de: "Adresse des Beschlusses", en: "address of the decision")),
    ]

    private static let adopt = Command(
        ["adopt"],
        Wording(
            de: "den Ratsbeschluss zur Rahmenstrategie abgeben", en: "hand in the council's decision on the framework"),
        details: Wording(
            de: "Der Beschluss wird unterschrieben und im Verbund öffentlich.",
            en: "The decision is signed and becomes public in the federation."),
        options: [
            CommandTools.federation,
            Command.Option(
                "framework", value: "N",
                Wording(de: "Nummer der Version; sonst die neueste", en: "number of the version; else the newest")),
        ] + decisionOptions + [
            SendCommands.noWait
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            let decision = try decision(invocation)
            let number = try invocation.integerOption("framework", in: 1...100_000)
            // Unreachable is no hindrance here: what is signed waits in the outbox.
            _ = try? LogFollower(node: node, name: name).follow()
            let adoption = try Adopting(node: node, name: name).adoption(number.map(Int64.init), decision)
            try ActApproval(node: node).sign(.adoption(adoption), in: name, by: nil)
            return try SendCommands.deliver(node, name, invocation, console)
        })

    static func decision(_ invocation: Invocation) throws -> Decision {
        if let file = invocation.option("file") {
            return try AdoptionTable.read(
                try Files.readFile(file, maximum: CSVReader.maximumBytes), file: "adoption.csv")
        }
        // The same checks as for the table.
        var table = "key,value\n"
        for key in ["body", "date", "number", "link"] {
            guard let value = invocation.option(key) else { continue }
            let parts = value.split(separator: "\"", omittingEmptySubsequences: false)
            table += "\(key),\"" + parts.joined(separator: "\"\"") + "\"\n"
        }
        return try AdoptionTable.read(Array(table.utf8), file: "adoption.csv")
    }

    private static let publish = Command(
        ["publish", "strategy"],
        Wording(de: "die Strategie im Verbund veröffentlichen", en: "publish the strategy in the federation"),
        details: Wording(
            de: "Zeigt, was sofort öffentlich wird, und fragt nach.", en: "Shows what becomes public at once, and asks."
        ),
        options: [
            CommandTools.federation,
            Command.Option("yes", Wording(de: "ohne Rückfrage", en: "without asking")),
            Command.Option(
                "again", Wording(de: "auch unverändert noch einmal", en: "once more, even where nothing has changed")),
            SendCommands.noWait,
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let membership = try CommandTools.chosen(node, invocation)
            let name = membership.name
            // Unreachable is no hindrance here: what is signed waits in the outbox.
            _ = try? LogFollower(node: node, name: name).follow()
            let draft = try node.store.read { connection in try StrategyStore.read(connection) }
            guard !draft.title.isEmpty else {
                throw NodeError(
                    .incomplete, de: "Die Strategie hat noch keinen Titel; bitte strategy.csv einlesen.",
                    en: "The strategy has no title yet; please import strategy.csv.")
            }
            show(draft, console)
            let question = Wording(
                de: "Das wird mit der Unterschrift sofort öffentlich. Veröffentlichen?",
                en: "This becomes public at once with the signature. Publish?")
            guard invocation.flag("yes") || console.confirm(question) else {
                console.say(Wording(de: "Nichts wurde veröffentlicht.", en: "Nothing was published."))
                return 1
            }
            let isRepeated = invocation.flag("again")
            do {
                try Signer(node: node, name: name).sign { position in
                    let adopted = try SummaryDesk(node: node, name: name).framework(
                        membership, try node.log(of: membership))
                    guard let framework = adopted ?? position.state.currentFramework else {
                        throw NodeError(
                            .notFound,
                            de: "Im Verbund gibt es noch keine Rahmenstrategie, auf die sich die Zuordnungen beziehen.",
                            en: "There is no framework in the federation yet that the mappings could mean.")
                    }
                    let last = position.state.strategies[membership.tenant]?.value
                    let next = { (number: Int64) in
                        draft.published(for: framework.value, reference: framework.reference, number: number)
                    }
                    if let last, !isRepeated, next(last.number).canonicalBytes == last.canonicalBytes {
                        throw NodeError(
                            .unchanged, de: "Seit der letzten Veröffentlichung hat sich nichts geändert.",
                            en: "Nothing has changed since it was last published.")
                    }
                    return .strategy(next((last?.number ?? 0) + 1))
                } record: { connection, _ in
                    try Journal.record(
                        "strategy.published", object: name, detail: "", by: nil, at: node.world.now().seconds,
                        connection)
                }
            } catch let error as NodeError where error.code == .unchanged {
                // What waits in the outbox still goes out.
                console.say(error.wording)
            }
            return try SendCommands.deliver(node, name, invocation, console)
        })

    private static func show(_ draft: StrategyDraft, _ console: Console) {
        console.say("\(draft.title)\n\(draft.vision)")
        for field in draft.fields { console.say("- \(field.name)") }
        for measure in draft.measures {
            let status = measure.status.word(console.language.pages)
            console.say("  \(measure.code.isEmpty ? measure.id.text : measure.code) \(measure.title) (\(status))")
            for text in [measure.description, measure.lead, measure.reuse] + measure.partners where !text.isEmpty {
                console.say("      \(text)")
            }
        }
    }
}
