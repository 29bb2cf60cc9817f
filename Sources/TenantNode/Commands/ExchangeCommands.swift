import Exchange
import Federation
import Participation
import PlatformImport
import Service

/// import contributions, export contributions: participation from and to elsewhere, as docs/IMPORT.md describes.
enum ExchangeCommands {
    static let all: [Command] = [importing, exporting]

    private static let process = Command.Option(
        "process", value: "SLUG",
        Wording(de: "Verfahren; nur nötig, wenn es mehrere gibt", en: "process; only if there are several"))

    private static let importing = Command(
        ["import", "contributions"],
        Wording(
            de: "Beiträge aus Decidim, CONSUL, adhocracy+, Go Vocal oder einer Tabelle einlesen",
            en: "read contributions of Decidim, CONSUL, adhocracy+, Go Vocal or a table"),
        details: Wording(
            de:
                "Was die Datei ist, wird selbst erkannt. Noch einmal eingelesen, ändert sie die vorhandenen Beiträge. "
                + "Große Dateien kommen in Schritten, damit andere nicht warten; brach es ab, geht es beim nächsten Mal weiter. "
                + "Personenbezogene Spalten bleiben weg.",
            en:
                "What the file is, is found out. Imported again, it changes the contributions that are there. Large files "
                + "come in steps, so that nobody else waits; where it broke off, the next time goes on. Personal columns are "
                + "dropped."),
        arguments: [
            Command.Argument("FILE", Wording(de: "CSV, XLSX, JSON oder ZIP", en: "CSV, XLSX, JSON or ZIP"))
        ],
        options: [
            process,
            Command.Option(
                "source", value: "NAME",
                Wording(
                    de: "Name der Quelle, an dem Beiträge wiedererkannt werden; sonst Plattform und Adresse",
                    en: "name of the source by which contributions are known again; else platform and address")),
            Command.Option(
                "hold",
                Wording(
                    de: "neue Beiträge erst nach der Durchsicht zeigen", en: "show new contributions only after review")
            ),
            Command.Option(
                "skip-refused",
                Wording(
                    de: "Zeilen auslassen, die nicht gelesen werden können", en: "leave out rows that cannot be read")),
            Command.Option("dry-run", Wording(de: "nur zeigen, nichts schreiben", en: "only show, write nothing")),
            CommandTools.json,
        ],
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            let node = try CommandTools.node(invocation)
            let path = try invocation.argument("FILE")
            let source = invocation.option("source")
            guard source.map(ImportSource.isValid) ?? true else {
                throw NodeError(.usage, de: ImportSource.rule(.german), en: ImportSource.rule(.english))
            }
            let limits = ImportLimits()
            let plan = try PlatformImport.read(
                try Files.readFile(path, maximum: limits.bytes + 1),
                file: path.split(separator: "/").last.map(String.init) ?? path, source: source, limits: limits)
            let desk = ImportDesk(store: node.store) { [world = node.world] in world.now().seconds }
            let slug = try chosen(invocation, desk)
            let options = ImportOptions(
                isPublished: !invocation.flag("hold"), skipsRefused: invocation.flag("skip-refused"))
            let language = console.language.pages
            for line in ReportWords(plan.report, language).lines { console.say(line) }
            let outcome = try desk.dryRun(plan, into: slug, options: options)
            for note in OutcomeWords(outcome, language).notes { console.say(note) }
            console.say(OutcomeWords(outcome, language).sentence)
            if invocation.flag("json") { CommandTools.print(json(plan, outcome), console) }
            let refused = plan.report.refusedCount + outcome.orphans.count
            guard refused == 0 || options.skipsRefused else {
                console.hint(
                    Wording(
                        de: "Datei berichtigen, oder mit --skip-refused ohne diese \(refused) Zeilen einlesen",
                        en: "correct the file, or import without these \(refused) rows by --skip-refused"))
                throw NodeError(
                    .importRefused, de: "Es wurde nichts übernommen: \(refused) Zeilen können nicht gelesen werden.",
                    en: "Nothing was imported: \(refused) rows cannot be read.")
            }
            guard !invocation.flag("dry-run") else {
                console.say(Wording(de: "Nichts wurde geschrieben.", en: "Nothing was written."))
                return 0
            }
            guard !outcome.isNothing else {
                console.say(Wording(de: "Es hat sich nichts geändert.", en: "Nothing changed."))
                return 0
            }
            try CommandTools.requireSpace(settings)
            let total =
                plan.contributions.count + plan.comments.count + plan.results.count + plan.meetings.count
            let progress = console.progress(Wording(de: "Einlesen", en: "Importing"), total: total)
            _ = try desk.take(plan, into: slug, options: options, expected: nil, by: nil) { done, _ in
                progress.advance(to: done)
            }
            progress.finish()
            console.say(
                Wording(
                    de: "Übernommen aus „\(plan.source)“ in das Verfahren „\(slug)“.",
                    en: "Imported from \"\(plan.source)\" into the process \"\(slug)\"."))
            return 0
        })

    private static func chosen(_ invocation: Invocation, _ desk: ImportDesk) throws -> String {
        let processes = try desk.processes()
        let names = processes.map(\.slug).joined(separator: ", ")
        if let slug = invocation.option("process") {
            guard processes.contains(where: { $0.slug == slug }) else {
                throw NodeError(
                    .notFound,
                    de: "Ein Verfahren „\(printable(slug, maximum: 60))“ gibt es nicht. Es gibt: \(names).",
                    en: "There is no process \"\(printable(slug, maximum: 60))\". There are: \(names).")
            }
            return slug
        }
        guard let only = processes.first, processes.count == 1 else {
            throw NodeError(
                .usage,
                de: processes.isEmpty
                    ? "Es gibt noch kein Verfahren; bitte zuerst eines im Browser anlegen."
                    : "Bitte mit --process ein Verfahren nennen: \(names).",
                en: processes.isEmpty
                    ? "There is no process yet; please add one in the browser first."
                    : "Please name a process by --process: \(names).")
        }
        return only.slug
    }

    private static func json(_ plan: ImportPlan, _ outcome: ImportOutcome) -> JSONValue {
        func tally(_ kind: ImportOutcome.Kind) -> JSONValue.Member {
            let tally = outcome[kind]
            return JSONValue.Member(
                kind.rawValue,
                .object([
                    JSONValue.Member("added", .integer(Int64(tally.added))),
                    JSONValue.Member("changed", .integer(Int64(tally.changed))),
                    JSONValue.Member("gone", .integer(Int64(tally.gone))),
                    JSONValue.Member("unchanged", .integer(Int64(tally.unchanged))),
                ]))
        }
        func part(_ part: ImportReport.Part) -> JSONValue {
            .object([
                JSONValue.Member("file", .string(part.file)), JSONValue.Member("format", .string(part.format.rawValue)),
                JSONValue.Member("lost", .array(part.lost.map { .string($0.name) })),
                JSONValue.Member("personal", .array(part.personal.map { .string($0.name) })),
                JSONValue.Member("refused", .array(part.refused.map { .integer(Int64($0.row)) })),
                JSONValue.Member("rows", .integer(Int64(part.rowCount))),
            ])
        }
        return .object([
            JSONValue.Member(
                "outcome", .object(ImportOutcome.Kind.allCases.sorted { $0.rawValue < $1.rawValue }.map(tally))),
            JSONValue.Member("parts", .array(plan.report.parts.map(part))),
            JSONValue.Member("source", .string(plan.source)),
        ])
    }

    // MARK: Open data

    private static let exporting = Command(
        ["export", "contributions"],
        Wording(de: "offene Daten eines Verfahrens ausgeben", en: "write the open data of a process"),
        details: Wording(
            de:
                "Veröffentlichtes als CSV oder JSON, ohne Personenbezug; dasselbe wie unter /participation/data. CSV-Zellen "
                + "beginnen nie eine Formel.",
            en:
                "What is published as CSV or JSON, without personal data; the same as at /participation/data. CSV cells never "
                + "start a formula."),
        options: [
            process,
            Command.Option(
                "table", value: "NAME",
                Wording(
                    de: "contributions, comments, results, meetings oder facts",
                    en: "contributions, comments, results, meetings or facts"),
                default: "contributions"),
            Command.Option(
                "format", value: "csv|json", Wording(de: "Form der Datei", en: "form of the file"), default: "csv"),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let desk = ImportDesk(store: node.store) { [world = node.world] in world.now().seconds }
            let slug = try chosen(invocation, desk)
            guard let table = OpenDataTable(rawValue: invocation.option("table") ?? "") else {
                throw ServiceError(
                    .usage, "One of contributions, comments, results, meetings, facts is expected.", at: "--table")
            }
            guard let form = OpenData.Form(rawValue: invocation.option("format") ?? "") else {
                throw ServiceError(.usage, "One of csv, json is expected.", at: "--format")
            }
            guard let process = try desk.processes().first(where: { $0.slug == slug }) else { return 1 }
            try OpenData(store: node.store, licence: node.openDataLicence).write(table, of: process, as: form) {
                bytes in
                console.write(bytes)
            }
            return 0
        })
}
