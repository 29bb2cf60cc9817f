import Federation
import Pages
import Participation
import Service

/// import processes: processes with all that belongs to them, from one file, as docs/PARTICIPATION-FILE.md describes.
enum ParticipationCommands {
    static let all: [Command] = [importing]

    /// More is of no help to whoever mends the file.
    private static let mostShown = 50

    private static let importing = Command(
        ["import", "processes"],
        Wording(
            de: "Verfahren mit allem, was dazugehört, aus einer Datei einlesen",
            en: "read processes with all that belongs to them from one file"),
        details: Wording(
            de:
                "Verfahren mit Abschnitten, Ideen, Kommentaren, Antworten und Entscheidungen, Veranstaltungen mit Karten, "
                + "Gespräche, Abstimmungen im Netz und auf Papier, Versuche, gemeinsame Texte mit Anmerkungen: eine "
                + "lesbare Datei (JSON5), beschrieben in docs/PARTICIPATION-FILE.md. Geprüft wird wie auf den Seiten. "
                + "Alles oder nichts; noch einmal eingelesen, kommt nur hinzu, was neu ist.",
            en:
                "Processes with phases, ideas, comments, answers and decisions, events with cards, conversations, votes "
                + "online and on paper, pilots, texts written together with remarks: one readable file (JSON5), described "
                + "in docs/PARTICIPATION-FILE.md. Checked as on the pages. All or nothing; read again, only what is new is "
                + "added."),
        arguments: [Command.Argument("FILE", Wording(de: "JSON oder JSON5", en: "JSON or JSON5"))],
        options: [
            Command.Option(
                "dry-run",
                Wording(de: "alles prüfen und zeigen, nichts schreiben", en: "check and show all, write nothing")
            ),
            CommandTools.json,
        ],
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            let node = try CommandTools.node(invocation)
            let path = try invocation.argument("FILE")
            try CommandTools.requireSpace(settings)
            let file = try ParticipationFile(
                try Files.readFile(path, maximum: ParticipationFile.mostBytes),
                file: path.split(separator: "/").last.map(String.init) ?? path)
            let language = console.language.pages
            do {
                let outcome = try file.take(node, isDryRun: invocation.flag("dry-run"))
                show(outcome, isDryRun: invocation.flag("dry-run"), console)
                if invocation.flag("json") { CommandTools.print(json(outcome), console) }
                return 0
            } catch let refusal as ParticipationFile.Refusal {
                for fault in refusal.faults.prefix(mostShown) {
                    console.say(printable(fault.text(language), maximum: 1000))
                }
                let count = refusal.faults.count
                throw NodeError(
                    .importRefused,
                    de: "Es wurde nichts übernommen: \(count == 1 ? "ein Fehler" : "\(count) Fehler")"
                        + (count > mostShown ? ", die ersten \(mostShown) sind gezeigt." : "."),
                    en: "Nothing was imported: \(count == 1 ? "one fault" : "\(count) faults")"
                        + (count > mostShown ? ", the first \(mostShown) are shown." : "."))
            }
        })

    private static func show(_ outcome: FilingOutcome, isDryRun: Bool, _ console: Console) {
        let language = console.language.pages
        for kind in Filing.Kind.allCases {
            let (added, unchanged) = (outcome.added[kind] ?? 0, outcome.unchanged[kind] ?? 0)
            guard added + unchanged > 0 else { continue }
            console.say(
                kind.word(language) + ": "
                    + Phrase(de: "\(added) neu, \(unchanged) unverändert", en: "\(added) new, \(unchanged) unchanged")(
                        language))
        }
        if isDryRun {
            console.say(Wording(de: "Nichts wurde geschrieben.", en: "Nothing was written."))
        } else if outcome.isNothing {
            console.say(Wording(de: "Alles war schon da.", en: "Everything was there already."))
        }
    }

    private static func json(_ outcome: FilingOutcome) -> JSONValue {
        .object(
            Filing.Kind.allCases.sorted { $0.rawValue < $1.rawValue }.map { kind in
                JSONValue.Member(
                    kind.rawValue,
                    .object([
                        JSONValue.Member("added", .integer(Int64(outcome.added[kind] ?? 0))),
                        JSONValue.Member("unchanged", .integer(Int64(outcome.unchanged[kind] ?? 0))),
                    ]))
            })
    }
}

extension Filing.Kind {
    /// Its plural, for lists.
    var word: Phrase {
        switch self {
        case .process: Phrase(de: "Verfahren", en: "Processes")
        case .pilot: Phrase(de: "Versuche", en: "Pilots")
        case .event: Phrase(de: "Veranstaltungen", en: "Events")
        case .documentation: Phrase(de: "Dokumentationen", en: "Documentations")
        case .conversation: Phrase(de: "Gespräche", en: "Conversations")
        case .contribution: Phrase(de: "Beiträge", en: "Contributions")
        case .comment: Phrase(de: "Kommentare", en: "Comments")
        case .supports: Phrase(de: "Beiträge mit Unterstützungen", en: "Contributions with supports")
        case .act:
            Phrase(
                de: "Schritte (gezeigt, beantwortet, entschieden, verbunden)",
                en: "Steps (shown, answered, decided, linked)")
        case .ballot: Phrase(de: "Abstimmungen", en: "Votes")
        case .votes: Phrase(de: "Abstimmungen mit Stimmen im Netz", en: "Votes with votes given online")
        case .sheet: Phrase(de: "Zählbögen", en: "Sheets")
        case .release: Phrase(de: "Freigegebene Ergebnisse", en: "Released results")
        case .document: Phrase(de: "Gemeinsame Texte", en: "Texts written together")
        case .version: Phrase(de: "Fassungen", en: "Versions")
        case .remark: Phrase(de: "Anmerkungen", en: "Remarks")
        }
    }
}
