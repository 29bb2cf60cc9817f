import Database
import Pages
import Participation

/// What an event has brought, in finished values: numbers, cards by theme, and what happens next.
struct DocumentationModel: Sendable {
    /// A group smaller than this could be somebody whom others at the table know.
    static let leastInGroup = 5
    static let mostCards = 5000

    let event: Event
    let process: Process
    let cards: [WallCard]
    let themes: [Theme]
    /// Cards of each group that can be shown, and of all others together.
    let groups: [(group: Group, cards: Int)]
    let otherGroups: Int

    static func read(
        _ event: Event, _ process: Process, _ connection: borrowing Connection
    ) throws -> DocumentationModel {
        let (named, others) = grouped(try CardStore.groups(of: event.id, connection))
        return DocumentationModel(
            event: event, process: process, cards: try CardStore.shown(of: event.id, limit: mostCards, connection),
            themes: try CardStore.themes(of: event.id, connection), groups: named, otherGroups: others)
    }

    /// Small groups go together with those who did not say; where only one small group would be found by subtraction, the
    /// next smallest goes with it.
    static func grouped(_ counts: [(String, Int)]) -> (named: [(group: Group, cards: Int)], others: Int) {
        var others = counts.reduce(0) { $0 + (Group(rawValue: $1.0) == nil ? $1.1 : 0) }
        var named = counts.compactMap { name, count in Group(rawValue: name).map { (group: $0, cards: count) } }
            .sorted { ($0.cards, $1.group.rawValue) > ($1.cards, $0.group.rawValue) }
        let small = named.filter { $0.cards < leastInGroup }
        named.removeAll { $0.cards < leastInGroup }
        others += small.reduce(0) { $0 + $1.cards }
        while !small.isEmpty, others < leastInGroup, let last = named.popLast() { others += last.cards }
        return (named, others)
    }

    func lead(_ language: Language) -> String {
        var parts: [String] = []
        if let people = event.documentation.people {
            let count = NumberFormat.integer(Int(people), language)
            parts.append(Phrase(de: "\(count) Menschen waren da", en: "\(count) people were there")(language))
        }
        parts.append(
            Phrase(
                de:
                    "\(EventWords.cards(cards.count, .german)) an \(event.tables.count == 1 ? "einem Tisch" : "\(event.tables.count) Tischen")",
                en:
                    "\(EventWords.cards(cards.count, .english)) at \(event.tables.count == 1 ? "one table" : "\(event.tables.count) tables")"
            )(
                language))
        return parts.joined(separator: ", ") + "."
    }

    func body(_ language: Language, link: (String, [QueryItem], String?) -> Address) -> [HTML] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        var figures: [KeyFigure] = []
        if let people = event.documentation.people {
            figures.append(
                KeyFigure(
                    label: say("Menschen, die da waren", "People who came"),
                    value: NumberFormat.integer(Int(people), language)))
        }
        figures += [
            KeyFigure(label: say("Karten", "Cards"), value: NumberFormat.integer(cards.count, language)),
            KeyFigure(label: say("Tische", "Tables"), value: NumberFormat.integer(event.tables.count, language)),
            KeyFigure(label: say("Themen", "Themes"), value: NumberFormat.integer(themes.count, language)),
        ]
        return [
            KeyFigure.row(figures),
            .when(
                !event.documentation.summary.isEmpty,
                .section(
                    .h2(.text(say("Zusammenfassung", "Summary"))),
                    .element(.div, [.class("flow")], PlainText(event.documentation.summary, headingLevel: 3).html()))),
            .when(
                !event.documentation.nextSteps.isEmpty,
                .section(
                    .h2(.text(say("Wie es weitergeht", "What happens next"))),
                    .element(.div, [.class("flow")], PlainText(event.documentation.nextSteps, headingLevel: 3).html()))),
            themeSections(language), tableCounts(language),
            .when(!groups.isEmpty, groupCounts(language)),
        ]
    }

    private func themeSections(_ language: Language) -> HTML {
        let tables = Dictionary(uniqueKeysWithValues: event.tables.map { ($0.id, $0.name) })
        let known = Set(themes.map(\.id))
        func cards(of theme: Int64?) -> [WallCard] {
            self.cards.filter { card in card.theme.flatMap { known.contains($0) ? $0 : nil } == theme }
        }
        func list(_ cards: [WallCard]) -> HTML {
            .ul(
                cards.reversed().map { card in
                    .li(
                        .when(!card.title.isEmpty, [.strong(.text(card.title)), .element(.br, [], [])]),
                        .span(.text(card.text), class: "lines"),
                        .when(card.table.flatMap { tables[$0] }) { .span(.text(" (\($0))"), class: "muted") })
                })
        }
        let rest = cards(of: nil)
        guard !self.cards.isEmpty else { return .empty }
        return .section(
            .h2(.text(Phrase(de: "Was gesagt wurde", en: "What was said")(language))),
            .each(themes) { theme in
                let cards = cards(of: theme.id)
                return cards.isEmpty
                    ? .empty : [.h3(.text("\(theme.name) (\(EventWords.cards(cards.count, language)))")), list(cards)]
            },
            .when(
                !rest.isEmpty,
                [
                    .when(
                        !themes.isEmpty,
                        .h3(.text("\(EventWords.withoutTheme(language)) (\(EventWords.cards(rest.count, language)))"))),
                    list(rest),
                ]))
    }

    private func tableCounts(_ language: Language) -> HTML {
        guard !event.tables.isEmpty else { return .empty }
        let title = Phrase(de: "Karten je Tisch", en: "Cards by table")(language)
        return .section(
            .h2(.text(title)),
            DataTable(
                caption: title,
                columns: [
                    DataTable.Column(Phrase(de: "Tisch", en: "Table")(language)),
                    DataTable.Column(Phrase(de: "Karten", en: "Cards")(language), numeric: true),
                ],
                rows: event.tables.map { table in
                    [.text(table.name), .number(NumberFormat.integer(cards.count { $0.table == table.id }, language))]
                }, hidesCaption: true
            ).html(language))
    }

    private func groupCounts(_ language: Language) -> HTML {
        let title = Phrase(de: "Karten je Gruppe", en: "Cards by group")(language)
        let others = Phrase(de: "andere und ohne Angabe", en: "others and not said")(language)
        return .section(
            .h2(.text(title)),
            DataTable(
                caption: title,
                columns: [
                    DataTable.Column(Phrase(de: "Gruppe", en: "Group")(language)),
                    DataTable.Column(Phrase(de: "Karten", en: "Cards")(language), numeric: true),
                ],
                rows: groups.map {
                    [.text($0.group.word(language)), .number(NumberFormat.integer($0.cards, language))]
                }
                    + (otherGroups > 0
                        ? [[.text(others), .number(NumberFormat.integer(otherGroups, language))]] : []),
                hidesCaption: true
            ).html(language),
            .p(
                .text(
                    Phrase(
                        de: "Die Gruppe gibt an, wer mag. Kleine Gruppen sind zusammengefasst.",
                        en: "Those who like state their group. Small groups are put together.")(language)),
                class: "muted"))
    }
}
