import AccountPages
import Federation
import Pages

/// `/staff/indicators`: where the town stands with its numbers.
struct IndicatorListView {
    let overview: IndicatorOverview
    let turn: StaffTurn

    func page() -> StaffPage {
        StaffPage(
            title: turn.say("Wo stehen unsere Kennzahlen?", "Where do our indicators stand?"), lead: .text(answer),
            body: [
                turn.done([
                    "local": Phrase(de: "Die Kennzahl ist gespeichert.", en: "The indicator is saved."),
                    "removed": Phrase(de: "Die Kennzahl ist gelöscht.", en: "The indicator is deleted."),
                    "imported": Phrase(de: "Die Werte sind übernommen.", en: "The values are taken."),
                ]), actions, overview.items.isEmpty ? empty : table,
            ])
    }

    private var answer: String {
        guard !overview.items.isEmpty else {
            return turn.say("Noch sind keine Kennzahlen bekannt.", "No indicators are known yet.")
        }
        let (due, stale) = (overview.due.count, overview.stale.count)
        if due + stale == 0 {
            return turn.say(
                "Alle \(overview.items.count) Kennzahlen sind aktuell.",
                "All \(overview.items.count) indicators are up to date.")
        }
        return turn.say(
            "\(overview.items.count) Kennzahlen: \(stale) veraltet, \(due) noch offen.",
            "\(overview.items.count) indicators: \(stale) stale, \(due) still open.")
    }

    private var actions: HTML {
        .div(
            .buttonLink(turn.link("/indicators/entry"), turn.say("Werte eingeben", "Enter values")),
            .buttonLink(turn.link("/indicators/import"), turn.say("Tabelle einlesen", "Read a table"), primary: false),
            .a(turn.link("/indicators/new"), .text(turn.say("Eigene Kennzahl anlegen", "Add an indicator of our own"))),
            .a(turn.link("/deadlines"), .text(turn.say("Termine", "Deadlines"))), class: "buttons")
    }

    private var empty: HTML {
        EmptyState(
            turn.say("Noch keine Kennzahlen", "No indicators yet"),
            explanation: turn.say(
                "Hier stehen die Kennzahlen der Rahmenstrategie, sobald die Kommune einem Verbund beigetreten ist, und die "
                    + "eigenen.",
                "The indicators of the framework strategy will be here once the municipality has joined a federation, and "
                    + "those of your own."),
            action: PageFrame.Link(
                turn.say("Eigene Kennzahl anlegen", "Add an indicator of our own"), turn.link("/indicators/new"))
        ).html()
    }

    private var table: HTML {
        let language = turn.language
        let rows = overview.items.map { item -> [DataTable.Cell] in
            let definition = item.definition
            let name = HTML.fragment([
                .a(turn.link("/indicators/series/\(definition.id)"), .text(definition.name.text(language))),
                .span(.text(kindNote(item)), class: "cell-note"),
            ])
            let last: DataTable.Cell =
                item.last.map { last in
                    .number(
                        definition.quantity(last.value, language),
                        note: ([DateFormat.period("\(last.period)", language)]
                            + definition.notes(last.observation, language)).joined(separator: ", "))
                } ?? .text("–")
            return [
                .html(name), last, .html(course(item)), .html(item.badge(language)), .text(item.progressWord(language)),
                .text(item.plan.responsible.isEmpty ? "–" : item.plan.responsible),
            ]
        }
        return DataTable(
            caption: turn.say("Kennzahlen", "Indicators"),
            columns: [
                DataTable.Column(turn.say("Kennzahl", "Indicator")),
                DataTable.Column(turn.say("Letzter Wert", "Last value"), numeric: true),
                DataTable.Column(turn.say("Verlauf", "Course")), DataTable.Column(turn.say("Stand", "Status")),
                DataTable.Column(turn.say("Weg zum Ziel", "Way to the target")),
                DataTable.Column(turn.say("Zuständig", "Responsible")),
            ], rows: rows, hidesCaption: true
        ).html(language)
    }

    private func kindNote(_ item: IndicatorOverview.Item) -> String {
        let definition = item.definition
        var notes: [String] = [definition.frequency.word(turn.language)]
        if definition.isLocal {
            notes.append(turn.say("eigene", "our own"))
        } else if definition.isCore {
            notes.append(turn.say("Kernkennzahl", "core"))
        }
        if item.plan.level == .district { notes.append(turn.say("Wert des Kreises", "value of the district")) }
        return notes.joined(separator: ", ")
    }

    private func course(_ item: IndicatorOverview.Item) -> HTML {
        let language = turn.language
        let shown = item.observations.suffix(12)
        let word = item.trendWord(language)
        guard shown.filter({ $0.status == .reported }).count > 1, let first = shown.first, let last = shown.last else {
            return .text(word)
        }
        let label = turn.say(
            "\(item.definition.name.text(language)), \(first.key.period) bis \(last.key.period): \(word)",
            "\(item.definition.name.text(language)), \(first.key.period) to \(last.key.period): \(word)")
        return [
            Sparkline(shown.map { item.definition.point($0, language) }, label: label).html(),
            .span(.text(word), class: "cell-note"),
        ]
    }
}
