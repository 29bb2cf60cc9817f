import Pages
import PlatformImport
import Tables

/// The report of a file in sentences, for the command line; the page draws the same values.
public struct ReportWords: Sendable {
    let report: ImportReport
    let language: Pages.Language

    public init(_ report: ImportReport, _ language: Pages.Language) {
        self.report = report
        self.language = language
    }

    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    public var lines: [String] {
        report.parts.flatMap(lines)
            + report.skippedFiles.map {
                say("Nicht gelesen: ", "Not read: ") + "\(shown($0.name, maximum: 100)) (\($0.reason(language)))"
            }
    }

    private func lines(_ part: ImportReport.Part) -> [String] {
        var lines = [
            "\(shown(part.file, maximum: 100)): \(part.format.name(language)), "
                + say("\(part.rowCount) Zeilen", "\(part.rowCount) rows")
        ]
        lines += part.notes.map { "  \($0(language))" }
        for column in part.personal {
            lines.append(
                say("  Personenbezogen, weggelassen: ", "  Personal, dropped: ")
                    + "\(shown(column.name, maximum: 60)) (\(cells(column.count)))")
        }
        for column in part.lost {
            lines.append(
                say("  Nicht übernommen: ", "  Not taken: ")
                    + "\(shown(column.name, maximum: 60)) (\(column.loss.reason(language)), \(cells(column.count)))")
        }
        for lost in part.lostValues {
            let rows = Self.rows(lost.rows, of: lost.count)
            lines.append(
                say("  Nicht lesbar: ", "  Not readable: ")
                    + "\(shown(lost.column, maximum: 60)), \(lost.reason(language)), "
                    + say("\(lost.count) Zellen (Zeilen \(rows))", "\(lost.count) cells (rows \(rows))"))
        }
        for row in part.refused.prefix(50) {
            lines.append(say("  Zeile \(row.row): ", "  Row \(row.row): ") + row.reason(language))
        }
        if part.refused.count > 50 {
            lines.append(
                say("  und \(part.refused.count - 50) weitere Zeilen", "  and \(part.refused.count - 50) more rows"))
        }
        return lines
    }

    func cells(_ count: Int) -> String {
        switch count {
        case 0: say("leer", "empty")
        case 1: say("1 Zelle", "1 cell")
        default: say("\(count) Zellen", "\(count) cells")
        }
    }

    static func rows(_ rows: [Int], of count: Int) -> String {
        rows.map(String.init).joined(separator: ", ") + (count > rows.count ? " …" : "")
    }
}

/// What an import does, in one sentence.
public struct OutcomeWords: Sendable {
    let outcome: ImportOutcome
    let language: Pages.Language

    public init(_ outcome: ImportOutcome, _ language: Pages.Language) {
        self.outcome = outcome
        self.language = language
    }

    public var sentence: String {
        let parts = ImportOutcome.Kind.allCases.compactMap { kind -> String? in
            let tally = outcome[kind]
            guard tally.total > 0 else { return nil }
            func number(_ count: Int) -> String { NumberFormat.integer(count, language) }
            var words = [
                language == .german ? "\(number(tally.added)) neu" : "\(number(tally.added)) new",
                language == .german ? "\(number(tally.changed)) geändert" : "\(number(tally.changed)) changed",
                language == .german ? "\(number(tally.unchanged)) unverändert" : "\(number(tally.unchanged)) unchanged",
            ]
            if tally.gone > 0 {
                words.append(
                    language == .german
                        ? "\(number(tally.gone)) hier entfernt" : "\(number(tally.gone)) removed here")
            }
            return "\(Self.names[kind]?(language) ?? ""): \(words.joined(separator: ", "))."
        }
        return parts.joined(separator: " ")
    }

    /// What else one has to know.
    public var notes: [String] {
        var notes: [String] = []
        func say(_ german: String, _ english: String) { notes.append(language == .german ? german : english) }
        if !outcome.orphans.isEmpty {
            let rows = ReportWords.rows(Array(outcome.orphans.prefix(10)), of: outcome.orphans.count)
            say(
                "\(outcome.orphans.count) Kommentare gehören zu Beiträgen, die weder in der Datei noch hier stehen (Zeilen "
                    + "\(rows)). Lesen Sie zuerst die Beiträge ein.",
                "\(outcome.orphans.count) comments belong to contributions that are neither in the file nor here (rows "
                    + "\(rows)). Import the contributions first.")
        }
        if outcome.elsewhere > 0 {
            say(
                "\(outcome.elsewhere) Beiträge stehen schon in einem anderen Verfahren; sie bleiben dort, unverändert.",
                "\(outcome.elsewhere) contributions stand in another process already; they stay there, unchanged.")
        }
        if !outcome.categories.isEmpty {
            let names = outcome.categories.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map {
                "\(shown($0.key, maximum: 60)) (\($0.value))"
            }
            say(
                "Kategorien ohne gleichnamiges Thema im Verfahren; die Beiträge bleiben ohne Thema: "
                    + names.joined(separator: ", ") + ".",
                "Categories without a topic of that name in the process; the contributions stay without topic: "
                    + names.joined(separator: ", ") + ".")
        }
        return notes
    }

    private static let names: [ImportOutcome.Kind: Phrase] = [
        .contribution: Phrase(de: "Beiträge", en: "Contributions"), .comment: Phrase(de: "Kommentare", en: "Comments"),
        .result: Phrase(de: "Ergebnisse", en: "Results"), .meeting: Phrase(de: "Treffen", en: "Meetings"),
    ]
}
