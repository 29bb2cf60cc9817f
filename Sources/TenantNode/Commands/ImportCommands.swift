import Federation
import Glibc
import Service
import Tables

/// import strategy, import indicators, import participation.
enum ImportCommands {
    static let all: [Command] = [strategy, indicators, participation, ImportValuesCommand.command]

    private static let dryRun = Command.Option(
        "dry-run", Wording(de: "nur zeigen, was sich änderte", en: "only show what would change"))

    private static let strategy = Command(
        ["import", "strategy"],
        Wording(de: "die Tabellen einer Strategie einlesen", en: "read the tables of a strategy"),
        details: Wording(
            de:
                "Liest strategy, fields, goals, measures, components, costs und mappings (.csv). Eine Tabelle "
                + "ersetzt die "
                + "gleichnamige; eine fehlende bleibt, wie sie ist. Alles oder nichts.",
            en:
                "Reads strategy, fields, goals, measures, components, costs and mappings (.csv). A table "
                + "replaces the one "
                + "of its name; one that is missing stays as it is. All or nothing."),
        arguments: [Command.Argument("DIR", Wording(de: "Ordner mit den Tabellen", en: "folder with the tables"))],
        options: [dryRun],
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            let node = try CommandTools.node(invocation)
            let folder = try invocation.argument("DIR")
            var files: [String: [UInt8]] = [:]
            for name in StrategyTables.names where access("\(folder)/\(name)", F_OK) == 0 {
                // One byte more than allowed, so that the reader of tables names the limit.
                files[name] = try Files.readFile("\(folder)/\(name)", maximum: CSVReader.maximumBytes + 1)
            }
            guard !files.isEmpty else {
                throw NodeError(
                    .notFound,
                    de: "In \(folder) ist keine der Tabellen \(StrategyTables.names.joined(separator: ", ")).",
                    en: "There is none of the tables \(StrategyTables.names.joined(separator: ", ")) in \(folder).")
            }
            let known = try node.knownFramework()
            let present = try node.store.read { connection in try StrategyStore.read(connection) }
            let draft = try StrategyTables.read(files, over: present, known: known)
            let changes = present.changes(to: draft).filter { !$0.isNothing }
            for change in changes {
                console.say(
                    Wording(
                        de:
                            "\(change.table): \(change.added) neu, \(change.changed) geändert, "
                            + "\(change.removed) entfallen",
                        en:
                            "\(change.table): \(change.added) added, \(change.changed) changed, "
                            + "\(change.removed) removed"
                    ))
            }
            guard !changes.isEmpty else {
                console.say(Wording(de: "Es hat sich nichts geändert.", en: "Nothing changed."))
                return 0
            }
            guard !invocation.flag("dry-run") else {
                console.say(Wording(de: "Nichts wurde geschrieben.", en: "Nothing was written."))
                return 0
            }
            try CommandTools.requireSpace(settings)
            let now = node.world.now().seconds
            if let date = draft.decision?.date, date.firstDay > Instant(secondsSince1970: now).day {
                throw NodeError.decisionInFuture
            }
            try node.store.write { connection in
                try StrategyEditor.replace(present, by: draft, editor: .commandLine, at: now, connection)
            }
            console.say(
                Wording(
                    de: "Übernommen als Entwurf. Öffentlich wird er erst mit „publish strategy“.",
                    en: "Taken as a draft. It becomes public only with \"publish strategy\"."))
            return 0
        })

    private static let indicators = Command(
        ["import", "indicators"], Wording(de: "Werte von Kennzahlen einlesen", en: "read values of indicators"),
        details: Wording(
            de: "Eine Zeile ersetzt den Wert derselben Kennzahl und desselben Zeitraums; andere bleiben.",
            en: "A row replaces the value of the same indicator and period; others stay."),
        arguments: [Command.Argument("FILE", Wording(de: "indicators.csv", en: "indicators.csv"))], options: [dryRun],
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            let node = try CommandTools.node(invocation)
            let path = try invocation.argument("FILE")
            let known = try node.knownFramework()
            let rows = try IndicatorTable.read(
                try Files.readFile(path, maximum: CSVReader.maximumBytes + 1), file: fileName(path), known: known,
                today: node.today)
            let present = Dictionary(
                uniqueKeysWithValues: try node.store.read { connection in
                    try ObservationStore.observations(connection)
                }.map { ($0.key, $0) })
            let added = rows.count { present[$0.key] == nil }
            let changed = rows.count { row in present[row.key].map { $0 != row } ?? false }
            if known.isEmpty {
                console.warn(
                    Wording(
                        de: "Noch ist keine Rahmenstrategie bekannt; geprüft wurde nur der Aufbau.",
                        en: "No framework is known yet; only the structure was checked."))
            }
            guard added + changed > 0 else {
                console.say(Wording(de: "Es hat sich nichts geändert.", en: "Nothing changed."))
                return 0
            }
            console.say(
                Wording(
                    de: "\(added) neu, \(changed) geändert, \(rows.count - added - changed) unverändert",
                    en: "\(added) added, \(changed) changed, \(rows.count - added - changed) unchanged"))
            guard !invocation.flag("dry-run") else { return 0 }
            try CommandTools.requireSpace(settings)
            try node.store.write { connection in try ObservationStore.merge(rows, connection) }
            return 0
        })

    private static let participation = Command(
        ["import", "participation"], Wording(de: "Zahlen der Beteiligung einlesen", en: "read counts of participation"),
        arguments: [Command.Argument("FILE", Wording(de: "participation.csv", en: "participation.csv"))],
        options: [
            Command.Option("period", value: "PERIOD", Wording(de: "Berichtszeitraum", en: "reporting period")), dryRun,
        ],
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            let node = try CommandTools.node(invocation)
            let path = try invocation.argument("FILE")
            let period = try CommandTools.period(invocation)
            let rows = try ParticipationTable.read(
                try Files.readFile(path, maximum: CSVReader.maximumBytes + 1), file: fileName(path))
            let present = try node.store.read { connection in
                try ObservationStore.participation(of: period, connection)
            }
            let change = TableChange("", from: present.map { ($0.key, $0) }, to: rows.map { ($0.key, $0) })
            guard !change.isNothing else {
                console.say(Wording(de: "Es hat sich nichts geändert.", en: "Nothing changed."))
                return 0
            }
            console.say(
                Wording(
                    de: "\(change.added) neu, \(change.changed) geändert, \(change.removed) entfallen",
                    en: "\(change.added) added, \(change.changed) changed, \(change.removed) removed"))
            guard !invocation.flag("dry-run") else { return 0 }
            try CommandTools.requireSpace(settings)
            try node.store.write { connection in
                try ObservationStore.replaceParticipation(of: period, with: rows, connection)
            }
            return 0
        })

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
