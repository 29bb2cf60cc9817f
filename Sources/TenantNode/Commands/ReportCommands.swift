import Federation
import HTTP
import Pages
import Service

/// report status, year, costs, measure: the town's reports as files, the same as the staff pages show.
enum ReportCommands {
    static let all: [Command] = [
        report(
            "status", .half, Wording(de: "Halbjahresbericht zum Stand (HTML)", en: "half-yearly status report (HTML)")),
        report("year", .year, Wording(de: "Jahresbericht (HTML)", en: "yearly report (HTML)")),
        profile, costs,
    ]

    private static let output = Command.Option(
        "output", value: "FILE", Wording(de: "Datei statt Ausgabe", en: "a file instead of the output"))

    private static let language = Command.Option(
        "language", value: "LANGUAGE",
        Wording(de: "de oder en; sonst die der Umgebung", en: "de or en; else the shell's"))

    private static func report(_ word: String, _ frequency: Period.Frequency, _ summary: Wording) -> Command {
        let example = frequency == .half ? "2026-H1" : "2026"
        return Command(
            ["report", word], summary,
            details: Wording(
                de: "Eine Seite zum Drucken, ohne Verweise auf andere Dateien.",
                en: "A page to be printed, without references to other files."),
            options: [
                Command.Option(
                    "period", value: "PERIOD",
                    Wording(de: "Zeitraum, zum Beispiel \(example)", en: "period, for example \(example)")), output,
                language,
            ],
            run: CommandTools.run { invocation, console in
                let node = try CommandTools.node(invocation)
                let period = try CommandTools.period(invocation)
                guard period.frequency == frequency else {
                    throw NodeError(
                        .usage, de: "Für diesen Bericht wird ein Zeitraum wie \(example) erwartet.",
                        en: "For this report a period such as \(example) is expected.")
                }
                let language = try chosen(invocation, console)
                let report = try StatusReport.make(period, node, language)
                try write(
                    file(node, language, title: report.title, lead: .text(report.lead), report.body), invocation,
                    console)
                return 0
            })
    }

    private static let profile = Command(
        ["report", "measure"],
        Wording(de: "Steckbrief einer Maßnahme (HTML)", en: "profile of a measure (HTML)"),
        arguments: [Command.Argument("MEASURE", Wording(de: "Kennung oder Kürzel", en: "identifier or code"))],
        options: [output, language],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let language = try chosen(invocation, console)
            let draft = try node.store.read { connection in try StrategyStore.read(connection) }
            let measure = try measure(try invocation.argument("MEASURE"), in: draft)
            let profile = MeasureProfile(
                measure: measure, draft: draft, context: try EditingContext.read(node), language: language)
            try write(
                file(node, language, title: measure.title, lead: .text(profile.lead), profile.body), invocation, console
            )
            return 0
        })

    private static let costs = Command(
        ["report", "costs"],
        Wording(
            de: "Kosten je Maßnahme, Jahr und Herkunft (CSV)", en: "costs by measure, year and source (CSV)"),
        options: [
            Command.Option("year", value: "YEAR", Wording(de: "nur dieses Jahr", en: "only this year")),
            Command.Option(
                "variant", value: "WORD",
                Wording(
                    de: "neutral (Komma, Dezimalpunkt) oder excel (Semikolon, Dezimalkomma)",
                    en: "neutral (commas, decimal point) or excel (semicolons, decimal comma)"), default: "neutral"),
            output, language,
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            guard let variant = CostTable.Variant(rawValue: invocation.option("variant") ?? "") else {
                throw ServiceError(.usage, "neutral or excel is expected.", at: "--variant")
            }
            let draft = try node.store.read { connection in try StrategyStore.read(connection) }
            var table = CostTable(measures: draft.measures, language: try chosen(invocation, console))
            if let year = try invocation.integerOption("year", in: 1900...2999) {
                table.years = Int64(year)...Int64(year)
            }
            try write(table.bytes(variant), invocation, console)
            return 0
        })

    // MARK: Tools

    static func measure(_ text: String, in draft: StrategyDraft) throws -> Measure {
        let found = draft.measures.first { $0.id.text == text } ?? draft.measures.first { $0.code == text }
        guard let found else {
            throw NodeError(
                .notFound,
                de: "Die Maßnahme „\(printable(text, maximum: 60))“ gibt es hier nicht; „measures“ zeigt alle.",
                en: "There is no measure \"\(printable(text, maximum: 60))\" here; \"measures\" shows all.")
        }
        return found
    }

    private static func chosen(_ invocation: Invocation, _ console: Console) throws -> Pages.Language {
        guard let text = invocation.option("language") else { return console.language.pages }
        guard let language = Pages.Language(rawValue: text) else {
            throw ServiceError(.usage, "de or en is expected.", at: "--language")
        }
        return language
    }

    private static func file(
        _ node: Node, _ language: Pages.Language, title: String, lead: HTML, _ body: [HTML]
    ) -> [UInt8] {
        var frame = NodePages.frame(node, Request(), language)
        frame.title = title
        frame.lead = lead
        return frame.file(body: body)
    }

    private static func write(_ bytes: [UInt8], _ invocation: Invocation, _ console: Console) throws {
        guard let path = invocation.option("output") else { return console.write(bytes) }
        try Files.writeFileDurably(path, bytes)
        console.say(Wording(de: "Geschrieben: \(path)", en: "Written: \(path)"))
    }
}
