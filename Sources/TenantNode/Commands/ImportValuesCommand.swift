import Accounts
import Federation
import Service

/// import values: a table of another system, as docs/IMPORT.md describes.
enum ImportValuesCommand {
    static let command = Command(
        ["import", "values"],
        Wording(de: "Werte aus fremden Tabellen einlesen", en: "read values from tables of other systems"),
        details: Wording(
            de: "Langes Format, eine Spalte je Zeitraum, Open SDG, DHIS2. Alles oder nichts.",
            en: "Long format, one column for each period, Open SDG, DHIS2. All or nothing."),
        arguments: [Command.Argument("FILE", Wording(de: "CSV-Datei", en: "CSV file"))],
        options: [
            Command.Option(
                "indicator", value: "ID",
                Wording(
                    de: "Kennzahl einer Datei, die sie nicht nennt", en: "indicator of a file that does not name it")),
            Command.Option("place", value: "CODE", Wording(de: "unser Ort in der Datei", en: "our place in the file")),
            Command.Option(
                "skip-unknown",
                Wording(de: "unbekannte Kennzahlen auslassen", en: "leave out indicators that are not known")),
            Command.Option(
                "numbers", value: "de|en", Wording(de: "Schreibweise der Zahlen", en: "how numbers are written")),
            Command.Option(
                "dry-run", Wording(de: "nur zeigen, nichts schreiben", en: "only show, write nothing")),
        ],
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            let node = try CommandTools.node(invocation)
            let path = try invocation.argument("FILE")
            let file = path.split(separator: "/").last.map(String.init) ?? path
            let bytes = try Files.readFile(path, maximum: IndicatorSheet.maximumBytes + 1)
            let options = try options(invocation)
            let desk = SheetDesk(node: node)
            let run: SheetDesk.DryRun
            if invocation.flag("dry-run") {
                run = try desk.dryRun(bytes, file: file, options: options)
            } else {
                try CommandTools.requireSpace(settings)
                let taken = try desk.take(bytes, file: file, options: options, mark: nil) { connection, run in
                    for observation in run.added + run.changed.map(\.new) {
                        try ObservationStore.noteEdit(
                            observation.key, by: nil, at: node.world.now().seconds, connection)
                    }
                    try Journal.record(
                        "indicators.imported", object: file,
                        detail: "\(run.added.count) added, \(run.changed.count) changed", by: nil,
                        at: node.world.now().seconds, connection)
                }
                guard let taken else { throw CommandTools.savedMeanwhile }
                run = taken
            }
            report(run, console)
            return 0
        })

    private static func options(_ invocation: Invocation) throws -> IndicatorSheet.Options {
        var options = IndicatorSheet.Options()
        options.indicator = invocation.option("indicator").flatMap(Code.init)
        options.place = invocation.option("place")
        options.skipsUnknown = invocation.flag("skip-unknown")
        switch invocation.option("numbers") {
        case nil: break
        case "de": options.notation = .german
        case "en": options.notation = .english
        default: throw ServiceError(.usage, "One of de, en is expected.", at: "--numbers")
        }
        return options
    }

    private static func report(_ run: SheetDesk.DryRun, _ console: Console) {
        let report = run.report
        let numbers = report.notation == .german ? "1.234,5" : "1,234.5"
        console.say(
            Wording(
                de:
                    "\(run.added.count) neu, \(run.changed.count) geändert, \(run.unchangedCount) unverändert; Zahlen gelesen "
                    + "wie \(numbers)",
                en:
                    "\(run.added.count) added, \(run.changed.count) changed, \(run.unchangedCount) unchanged; numbers read "
                    + "like \(numbers)"))
        if !report.columns.isEmpty {
            let columns = report.columns.joined(separator: ", ")
            console.say(
                Wording(de: "Nicht übernommene Spalten: \(columns)", en: "Columns not taken: \(columns)"))
        }
        for left in report.leftOut {
            let rows = left.rows.map(String.init).joined(separator: ", ") + (left.count > left.rows.count ? ", …" : "")
            console.say(
                Wording(
                    de: "Ausgelassen, \(left.reason(.german)): \(left.count) Zeilen (\(rows))",
                    en: "Left out, \(left.reason(.english)): \(left.count) rows (\(rows))"))
        }
    }
}
