import AccountPages
import HTTP
import Pages
import PlatformImport
import Tables

/// What a file would bring and what of it would be lost, before anything is written.
struct ImportReportView {
    let plan: ImportPlan
    let outcome: ImportOutcome
    let file: String
    let key: String
    let isPublished: Bool
    let note: Phrase?
    let status: Int
    let turn: StaffTurn

    private static let most = 100
    private var language: Pages.Language { turn.language }
    private var refusedCount: Int { plan.report.refusedCount + outcome.orphans.count }

    func page() -> StaffPage {
        StaffPage(
            title: turn.say("Was würde übernommen?", "What would be taken?"), lead: .text(answer),
            body: [
                .when(note) { Callout(.error, [.p(.text($0(language)))]).html(language) },
                .when(refusedCount > 0, refused), confirmation, recognised, preview, losses,
            ], status: status, hasErrors: status != 200)
    }

    private var answer: String {
        if plan.isEmpty { return turn.say("Nichts: keine Zeile kann gelesen werden.", "Nothing: no row can be read.") }
        let words = OutcomeWords(outcome, language).sentence
        return outcome.isNothing
            ? words + turn.say(" Alles steht schon so da.", " All of it stands there already.")
            : words + turn.say(" Noch ist nichts gespeichert.", " Nothing is saved yet.")
    }

    private func section(_ title: String, _ content: [HTML]) -> HTML {
        .element(.section, [], [.h2(.text(title))] + content)
    }

    private func table(_ caption: String, _ columns: [String], _ rows: [[DataTable.Cell]], of count: Int? = nil) -> HTML
    {
        let all = count ?? rows.count
        return [
            .when(
                all > rows.count,
                .p(.text(turn.say("Die ersten \(rows.count) von \(all)", "The first \(rows.count) of \(all)")))),
            DataTable(caption: caption, columns: columns.map { DataTable.Column($0) }, rows: rows, hidesCaption: true)
                .html(language),
        ]
    }

    // MARK: What stands in the way

    private var refused: HTML {
        let rows = plan.report.parts.flatMap { part in part.refused.map { (part.file, $0) } }
        let title = turn.say("Zeilen, die nicht gelesen werden können", "Rows that cannot be read")
        return section(
            title,
            [
                .when(
                    !rows.isEmpty,
                    table(
                        title,
                        [turn.say("Zeile", "Row"), turn.say("Datei", "File"), turn.say("Grund", "Reason")],
                        rows.prefix(Self.most).map { file, row in
                            [.text("\(row.row)"), .text(file), .text(row.reason(language))]
                        }, of: rows.count))
            ] + notes(orphans: true))
    }

    private func notes(orphans: Bool) -> [HTML] {
        var shown = outcome
        if orphans {
            shown.elsewhere = 0
            shown.categories = [:]
        } else {
            shown.orphans = []
        }
        return OutcomeWords(shown, language).notes.map { .p(.text($0)) }
    }

    private var confirmation: HTML {
        guard !outcome.isNothing else {
            return .p(.buttonLink(turn.link(ImportPages.path), turn.say("Zurück", "Back"), primary: false))
        }
        let count = outcome.tallies.values.reduce(0) { $0 + $1.added + $1.changed }
        let number = NumberFormat.integer(count, language)
        var skip = FormField(
            id: "skip", label: turn.say("Zeilen, die nicht gelesen werden können", "Rows that cannot be read"),
            control: .checkboxes([
                FormField.Option(
                    "yes",
                    turn.say(
                        "\(refusedCount) Zeilen auslassen und die anderen übernehmen",
                        "leave out \(refusedCount) rows and take the others"))
            ]), isRequired: false)
        // Neither optional nor required: without it nothing is taken, and the page says so.
        skip.marksOptional = false
        return turn.form(
            ImportPages.path + "/take", hidden: [QueryItem("key", key)], parts: refusedCount > 0 ? [.field(skip)] : [],
            submit: Phrase(
                de: count == 1 ? "1 Eintrag übernehmen" : "\(number) Einträge übernehmen",
                en: count == 1 ? "Take 1 entry" : "Take \(number) entries"), cancel: turn.link(ImportPages.path)
        ).html(language)
    }

    // MARK: What was found

    private var recognised: HTML {
        let title = turn.say("Was die Datei ist", "What the file is")
        return section(
            title,
            [
                table(
                    title,
                    [turn.say("Datei", "File"), turn.say("Erkannt als", "Recognised as"), turn.say("Zeilen", "Rows")],
                    plan.report.parts.map { part in
                        [.text(part.file), .text(part.format.name(language)), .text("\(part.rowCount)")]
                    }),
                .p(
                    .text(
                        turn.say(
                            "Quelle: \(plan.source). Wer dieselbe Quelle noch einmal einliest, ändert die vorhandenen Beiträge "
                                + "und legt keine zweiten an.",
                            "Source: \(plan.source). Importing the same source again changes the contributions that are there "
                                + "and makes no second ones."))),
                .p(
                    .text(
                        isPublished
                            ? turn.say("Neue Beiträge sind sofort öffentlich.", "New contributions are public at once.")
                            : turn.say(
                                "Neue Beiträge kommen zuerst in die Durchsicht.",
                                "New contributions are read before they are shown."))),
            ] + plan.report.parts.flatMap(\.notes).map { .p(.text($0(language))) } + notes(orphans: false))
    }

    private var preview: HTML {
        guard !plan.contributions.isEmpty else { return .empty }
        let title = turn.say("Die ersten Beiträge", "The first contributions")
        return section(
            title,
            [
                .p(
                    .text(
                        turn.say(
                            "Stand und Zahlen gelten, wie sie dort waren: übernommen, nicht neu gezählt.",
                            "Status and counts are as they were there: imported, not recounted."))),
                table(
                    title,
                    [
                        turn.say("Titel", "Title"), turn.say("Text", "Text"), turn.say("Kategorie", "Category"),
                        turn.say("Stand dort", "Status there"), turn.say("Zahlen dort", "Counts there"),
                    ],
                    plan.contributions.prefix(5).map { contribution in
                        let counts = contribution.counts.map {
                            "\($0.kind.name(language)): \(NumberFormat.integer(Int($0.value), language))"
                        }.joined(separator: ", ")
                        return [
                            .text(contribution.title), cell(Self.beginning(contribution.text)),
                            cell(contribution.category), cell(contribution.status), cell(counts),
                        ]
                    }, of: plan.contributions.count),
            ])
    }

    private func cell(_ text: String) -> DataTable.Cell { text.isEmpty ? .text("–") : .text(text) }

    private static func beginning(_ text: String) -> String {
        let line = text.split(separator: "\n").joined(separator: " ")
        return line.count > 160 ? line.prefix(159) + "…" : line
    }

    // MARK: What is lost

    private var losses: HTML {
        let personal = plan.report.parts.flatMap { part in part.personal.map { (part.file, $0) } }
        let lost = plan.report.parts.flatMap { part in part.lost.map { (part.file, $0) } }
        let values = plan.report.parts.flatMap { part in part.lostValues.map { (part.file, $0) } }
        let skipped = plan.report.skippedFiles
        guard !personal.isEmpty || !lost.isEmpty || !values.isEmpty || !skipped.isEmpty else {
            return section(
                turn.say("Was verloren geht", "What is lost"), [.p(.text(turn.say("Nichts.", "Nothing.")))])
        }
        let several = plan.report.parts.count > 1
        func named(_ file: String, _ column: String) -> String { several ? "\(column) (\(file))" : column }
        let reason = turn.say("Grund", "Reason")
        let cells = turn.say("Zellen mit Inhalt", "Cells with content")
        let rows: [[DataTable.Cell]] =
            personal.map { file, column in
                [
                    .text(named(file, column.name)),
                    .text(turn.say("personenbezogen, weggelassen", "personal, dropped")), .text("\(column.count)"),
                ]
            }
            + lost.map { file, column in
                [.text(named(file, column.name)), .text(column.loss.reason(language)), .text("\(column.count)")]
            }
        return section(
            turn.say("Was verloren geht", "What is lost"),
            [
                .when(
                    !rows.isEmpty,
                    table(
                        turn.say("Spalten, die nicht übernommen werden", "Columns that are not taken"),
                        [turn.say("Spalte", "Column"), reason, cells], rows)),
                .when(
                    !values.isEmpty,
                    [
                        .h3(.text(turn.say("Zellen, die nicht gelesen werden können", "Cells that cannot be read"))),
                        .p(
                            .text(
                                turn.say(
                                    "Ihre Zeilen werden ohne sie übernommen.", "Their rows are taken without them."))),
                        table(
                            turn.say("Zellen, die nicht gelesen werden können", "Cells that cannot be read"),
                            [turn.say("Spalte", "Column"), reason, turn.say("Anzahl: Zeilen", "Count: rows")],
                            values.map { file, lost in
                                [
                                    .text(named(file, lost.column)), .text(lost.reason(language)),
                                    .text("\(lost.count): \(ReportWords.rows(lost.rows, of: lost.count))"),
                                ]
                            }),
                    ]),
                .when(
                    !skipped.isEmpty,
                    [
                        .h3(.text(turn.say("Dateien, die nicht gelesen werden", "Files that are not read"))),
                        .ul(skipped.map { .li(.text("\(shown($0.name, maximum: 100)): \($0.reason(language))")) }),
                    ]),
            ])
    }

    /// A file that was refused as a whole, with everything that is wrong in it.
    static func problems(_ refusal: ImportRefusal, _ turn: StaffTurn) -> HTML {
        let more = refusal.count - refusal.problems.count
        return .element(
            .div, [.class("error-summary"), .set(.role, "alert"), .set(.tabindex, "-1"), .flag(.autofocus)],
            [
                .h2(.text(turn.say("Nichts wurde übernommen", "Nothing was taken"))),
                .ul(refusal.problems.map { .li(.text($0.text(turn.language))) }),
                .when(more > 0, .p(.text(turn.say("und \(more) weitere", "and \(more) more")))),
            ])
    }
}
