import Federation
import Pages
import Service

/// `framework draft`, `consultation list`, `answer`: drafts laid before the members, and what they say.
enum ConsultationCommands {
    static let all = [draft, list, answer]

    private static let draft = Command(
        ["framework", "draft"],
        Wording(de: "Einen Entwurf zur Konsultation stellen", en: "Issue a draft for consultation"),
        details: Wording(
            de:
                "Die Datei ist dieselbe wie bei „framework publish“. Der Entwurf wird öffentlich; eine neue Fassung ersetzt die alte.",
            en:
                "The file is the same as for `framework publish`. The draft becomes public; a new edition replaces the one before."
        ),
        arguments: [Command.Argument("FILE", Wording(de: "JSON5-Datei", en: "JSON5 file"))],
        options: [
            Command.Option(
                "until", value: "DAY", Wording(de: "letzter Tag für Stellungnahmen", en: "last day for positions")),
            Command.Option("dry-run", Wording(de: "nur prüfen", en: "check only")),
        ]
    ) { invocation, console in
        let framework = try FrameworkFile.read(try invocation.argument("FILE"))
        let text = try invocation.requiredOption("until")
        guard let until = CalendarDay(text) else {
            throw ServiceError(.usage, "--until takes a day such as 2026-10-05, not \(text)")
        }
        if invocation.flag("dry-run") {
            console.say(
                Wording(
                    de: "Der Entwurf der Version \(framework.number) ist in Ordnung.",
                    en: "The draft of version \(framework.number) is sound."))
            return 0
        }
        console.write(Array(try perform(.issueDraft(framework, until: until), invocation).utf8))
        return 0
    }

    private static let list = Command(
        ["consultation", "list"],
        Wording(de: "Stellungnahmen und Antworten zeigen", en: "Show positions and answers"),
        options: [
            Command.Option("open", Wording(de: "nur die ohne Antwort", en: "only those without an answer")),
            Command.Option("json", Wording(de: "als JSON", en: "as JSON")),
        ]
    ) { invocation, console in
        let state = try OfficeReading.state(try HubSettings(invocation))
        let entries = state.consultations.flatMap { consultation in
            consultation.entries.filter { !invocation.flag("open") || $0.answer == nil }.map { (consultation, $0) }
        }
        if invocation.flag("json") {
            let rows = entries.map { consultation, entry -> JSONValue in
                .members([
                    ("answer", entry.answer.map { JSONValue($0.value) } ?? .null),
                    ("draft", .string(consultation.name)),
                    ("entry", .integer(entry.position.index)), ("position", JSONValue(entry.position.value)),
                    ("tenant", .string(entry.tenant.text)),
                ])
            }
            console.print(String(decoding: JSONValue.array(rows).canonicalBytes, as: UTF8.self))
            return 0
        }
        for (consultation, entry) in entries {
            let position = entry.position.value
            let result = entry.answer?.value.result.rawValue ?? "-"
            console.print(
                "\(entry.position.index)\t\(consultation.name)\t\(entry.tenant)\t\(position.passage)\t"
                    + "\(position.kind.rawValue)\t\(result)")
            for text in [position.text, position.proposal] where !text.isEmpty {
                console.print("\t" + text.split(separator: "\n").joined(separator: "\n\t"))
            }
        }
        if entries.isEmpty {
            console.say(Wording(de: "Keine Stellungnahmen.", en: "No positions."))
        } else if entries.contains(where: { $0.1.answer == nil }) {
            console.hint(
                Wording(
                    de: "Antworten mit: rahmenwerk-hub answer EINTRAG --result … --reason …",
                    en: "Answer with: rahmenwerk-hub answer ENTRY --result … --reason …"))
        }
        return 0
    }

    private static let answer = Command(
        ["answer"], Wording(de: "Eine Stellungnahme beantworten", en: "Answer a position"),
        details: Wording(
            de: "Eine spätere Antwort ersetzt die frühere; beide bleiben im Protokoll.",
            en: "A later answer replaces the earlier one; both stay in the log."),
        arguments: [
            Command.Argument(
                "ENTRY", Wording(de: "Nummer des Eintrags der Stellungnahme", en: "number of the position's entry"))
        ],
        options: [
            Command.Option(
                "result", value: "RESULT",
                Wording(
                    de: "taken_over, partly, not_taken_over oder noted",
                    en: "taken_over, partly, not_taken_over or noted")
            ),
            Command.Option(
                "reason", value: "TEXT", Wording(de: "Begründung; wird öffentlich", en: "reason; becomes public")),
        ]
    ) { invocation, console in
        let text = try invocation.argument("ENTRY")
        let word = try invocation.requiredOption("result")
        guard let result = Answer.Result(rawValue: word) else {
            throw ServiceError(.usage, "--result takes taken_over, partly, not_taken_over or noted, not \(word)")
        }
        let state = try OfficeReading.state(try HubSettings(invocation))
        guard let place = PositionPlace(state, text) else {
            throw ServiceError(.notFound, "Entry \(text) is not a position; see: rahmenwerk-hub consultation list")
        }
        let answer = Answer(
            position: place.entry.position.reference, reason: try invocation.requiredOption("reason"), result: result)
        console.write(Array(try perform(.answer(answer), invocation).utf8))
        return 0
    }

    private static func perform(_ act: Office.Act, _ invocation: Invocation) throws -> String {
        let settings = try HubSettings(invocation)
        return try Control.perform(
            act, settings: settings, world: World.live(logFormat: settings.logFormat, logLevel: settings.logLevel))
    }
}
