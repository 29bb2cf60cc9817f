import Accounts
import Crypto
import Database
import Federation
import Pages
import Service

/// strategy show, versions, adopt; measures; measure public.
enum StrategyCommands {
    static let all: [Command] = [show, versions, adopt, measures, visibility]

    private static let show = Command(
        ["strategy", "show"], Wording(de: "die Strategie zeigen", en: "show the strategy"),
        details: Wording(
            de: "Den Entwurf, oder mit --version eine beschlossene Fassung.",
            en: "The draft, or with --version a version that a council has adopted."),
        options: [
            Command.Option(
                "version", value: "N", Wording(de: "Nummer der Fassung", en: "number of the version")),
            CommandTools.json,
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let number = try invocation.integerOption("version", in: 1...100_000).map(Int64.init)
            let strategy = try node.store.read { connection in
                guard let number else {
                    return try StrategyStore.read(connection).snapshot(number: 1, decision: nil)
                }
                guard let version = try VersionStore.all(connection).first(where: { $0.number == number }) else {
                    throw NodeError(
                        .notFound, de: "Eine Fassung \(number) der Strategie gibt es hier nicht.",
                        en: "There is no version \(number) of the strategy here.")
                }
                return version.strategy
            }
            if invocation.flag("json") {
                CommandTools.print(try JSONValue(canonicalBytes: strategy.canonicalBytes), console)
                return 0
            }
            let language = console.language.pages
            console.print(strategy.title)
            if !strategy.vision.isEmpty { console.print(strategy.vision) }
            for field in strategy.fields { console.print("\(field.id)\t\(field.name)") }
            for goal in strategy.goals { console.print("\(goal.id)\t\(goal.name)") }
            for measure in strategy.measures {
                console.print("\(measure.id)\t\(measure.status.word(language))\t\(measure.title)")
            }
            return 0
        })

    private static let versions = Command(
        ["strategy", "versions"],
        Wording(de: "die beschlossenen Fassungen der Strategie", en: "the versions that the council has adopted"),
        options: [CommandTools.json],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let all = try node.store.read { connection in try VersionStore.all(connection) }
            if invocation.flag("json") {
                let rows = all.map { version in
                    let decision = version.strategy.decision
                    return JSONValue.object([
                        JSONValue.Member("body", .string(decision?.body ?? "")),
                        JSONValue.Member("date", decision?.date.map { .string("\($0)") } ?? .null),
                        JSONValue.Member("holds", .boolean(version.number == all.last?.number)),
                        JSONValue.Member("link", .string(decision?.link ?? "")),
                        JSONValue.Member("number", .integer(version.number)),
                        JSONValue.Member("paper", .string(decision?.number ?? "")),
                        JSONValue.Member("selfApproved", .boolean(version.isSelfApproved)),
                    ])
                }
                CommandTools.print(.array(rows), console)
                return 0
            }
            let language = console.language.pages
            for version in all {
                let decision = version.strategy.decision
                console.print(
                    "\(version.number)\t\(decision?.date.map { "\($0)" } ?? "–")\t\(decision?.body ?? "–")\t"
                        + VersionWords.approval(version, language))
            }
            if all.isEmpty {
                console.say(Wording(de: "Noch ist keine Fassung beschlossen.", en: "No version is adopted yet."))
                console.hint(
                    Wording(
                        de: "Mit Beschluss eintragen: strategy adopt --body GREMIUM --date DATUM.",
                        en: "Enter one with its decision: strategy adopt --body BODY --date DATE."))
            }
            return 0
        })

    private static let adopt = Command(
        ["strategy", "adopt"],
        Wording(
            de: "den Entwurf mit dem Ratsbeschluss zur geltenden Fassung machen",
            en: "make the draft the version that holds, with the council's decision"),
        details: Wording(
            de:
                "Die Fassung ändert sich nie mehr; die vorige gilt als abgelöst. Was im Browser zum Bestätigen wartete, ist "
                + "damit ersetzt. Veröffentlicht wird im Verbund nichts: dafür „publish strategy“.",
            en:
                "The version never changes again; the one before is superseded. What waited in the browser to be confirmed "
                + "is replaced by it. Nothing becomes public in the federation: for that \"publish strategy\"."),
        options: PublicCommands.decisionOptions + [
            SummaryCommands.selfApproved,
            Command.Option("yes", Wording(de: "ohne Rückfrage", en: "without asking")),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            try CommandTools.requireSpace(try CommandTools.settings(invocation))
            let decision = try PublicCommands.decision(invocation)
            let draft = try node.store.read { connection in try StrategyStore.read(connection) }
            let question = Wording(
                de: "„\(draft.title)“ mit \(draft.measures.count) Maßnahmen als beschlossen eintragen?",
                en: "Enter \"\(draft.title)\" with \(draft.measures.count) measures as adopted?")
            guard invocation.flag("yes") || console.confirm(question) else {
                console.say(Wording(de: "Nichts wurde geändert.", en: "Nothing was changed."))
                return 1
            }
            let number = try StrategyApproval(node: node).adopt(
                decision, isSelfApproved: invocation.flag("self"), seen: draft)
            console.print("\(number)")
            return 0
        })

    private static let measures = Command(
        ["measures"], Wording(de: "die Maßnahmen mit Stand und Kosten", en: "the measures with status and costs"),
        options: [CommandTools.json],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let (draft, open) = try node.store.read { connection in
                let draft = try StrategyStore.read(connection)
                return (draft, Set(try ProfileStore.publicMeasures(of: draft, connection).map(\.id)))
            }
            if invocation.flag("json") {
                let rows = draft.measures.map { measure in
                    JSONValue.object([
                        JSONValue.Member("code", .string(measure.code)),
                        JSONValue.Member("id", .string(measure.id.text)),
                        JSONValue.Member("progress", measure.progress.map { .integer($0.percent) } ?? .null),
                        JSONValue.Member("public", .boolean(open.contains(measure.id))),
                        JSONValue.Member("status", .string(measure.status.rawValue)),
                        JSONValue.Member("title", .string(measure.title)),
                    ])
                }
                CommandTools.print(.array(rows), console)
                return 0
            }
            for measure in draft.measures {
                let progress = measure.progress.map { "\($0.percent) %" } ?? "–"
                console.print(
                    "\(measure.id)\t\(measure.code)\t\(measure.status.word(console.language.pages))\t\(progress)\t"
                        + measure.title)
            }
            return 0
        })

    private static let visibility = Command(
        ["measure", "public"],
        Wording(de: "ob eine Maßnahme eine öffentliche Seite hat", en: "whether a measure has a public page"),
        details: Wording(
            de: "Ohne Kennung gilt es für alle Maßnahmen, bei denen nichts Eigenes gesetzt ist.",
            en: "Without an identifier it holds for all measures that have no setting of their own."),
        arguments: [
            Command.Argument("WORD", Wording(de: "yes oder no", en: "yes or no")),
            Command.Argument("MEASURE", Wording(de: "Kennung", en: "identifier"), .optional),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let word = try invocation.argument("WORD")
            guard ["yes", "no"].contains(word) else {
                throw ServiceError(.usage, "yes or no is expected.", at: "WORD")
            }
            let isPublic = word == "yes"
            let text = invocation.optionalArgument("MEASURE")
            let now = node.world.now().seconds
            try node.store.write { connection in
                guard let text else {
                    try ProfileStore.setDefault(isPublic, connection)
                    return try Journal.record(
                        "measures.public-by-default", object: word, detail: "", by: nil, at: now, connection)
                }
                let measure = try ReportCommands.measure(text, in: try StrategyStore.read(connection))
                try ProfileStore.set(measure.id, isPublic: isPublic, connection)
                try Journal.record(
                    isPublic ? "measure.public" : "measure.not-public", object: measure.id.text, detail: "", by: nil,
                    at: now, connection)
            }
            console.say(Wording(de: "Gespeichert.", en: "Saved."))
            return 0
        })
}
