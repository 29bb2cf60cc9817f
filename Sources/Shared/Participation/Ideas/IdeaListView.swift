import Pages
import PublicForms

/// Draws the list of ideas.
struct IdeaListView {
    let model: IdeaList
    let turn: PublicTurn

    func page() -> PublicPage {
        let process = model.process
        return PublicPage(
            title: turn.say("Ideen: \(process.title)", "Ideas: \(process.title)"), lead: .text(answer),
            body: [
                .when(process.isExample, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                .when(
                    model.isOpen,
                    .p(.buttonLink(turn.link(IdeaPaths.new(process)), turn.say("Idee einreichen", "Submit an idea")))),
                question.html(turn.language),
                model.cards.isEmpty ? empty : .fragment(model.cards.map { $0.html(turn) }),
                further,
            ],
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(process.title, turn.link("\(ParticipationRooms.path)/\(process.slug)")),
            ])
    }

    private var answer: String {
        let count = IdeaWords.ideas(model.slice.count, turn.language)
        if model.slice.isCut {
            return turn.say(
                "Mehr als \(count) passen; hier stehen die neuesten davon. Ein weiteres Wort grenzt die Suche ein.",
                "More than \(count) match; these are the newest of them. Another word narrows the search.")
        }
        if model.isFiltered {
            return model.slice.count == 1
                ? turn.say("Eine Idee passt dazu.", "One idea matches.")
                : turn.say("\(count) passen dazu.", "\(count) match.")
        }
        return model.slice.count == 1
            ? turn.say("Eine Idee ist veröffentlicht.", "One idea is published.")
            : turn.say("\(count) sind veröffentlicht.", "\(count) are published.")
    }

    private var question: Form {
        let process = model.process
        var words = FormField(
            id: "q", label: turn.say("Suchen", "Search"), control: .text(width: 20), value: model.filter.words,
            isRequired: false)
        var fields = [
            select(
                "topic", turn.say("Thema", "Theme"), model.filter.topic,
                process.topics.map { FormField.Option($0.code, $0.name) }),
            select(
                "status", turn.say("Stand", "Standing"), model.filter.status,
                ContributionStatus.allCases.map { FormField.Option($0.rawValue, turn($0.word)) }),
            select(
                "channel", turn.say("Weg", "Channel"), model.filter.channel,
                Channel.allCases.map { FormField.Option($0.rawValue, turn($0.word)) }),
        ]
        if process.topics.isEmpty { fields.removeFirst() }
        words.marksOptional = false
        let sorts = IdeaFilter.Sort.allCases.filter { $0 != .fitting || !model.filter.words.isEmpty }
        var sort = FormField(
            id: "sort", label: turn.say("Reihenfolge", "Order"),
            control: .select(sorts.map { FormField.Option($0.rawValue, turn($0.word)) }),
            value: model.filter.sort.rawValue, isRequired: false)
        sort.marksOptional = false
        sort.choosesNothing = turn.say("wie üblich", "as usual")
        let more = fields + [sort]
        let isUsed = more.contains { $0.id != "sort" && !$0.values.allSatisfy(\.isEmpty) }
        let details = Details(
            turn.say("Thema, Stand, Weg und Reihenfolge", "Theme, standing, channel and order"), isOpen: isUsed,
            more.map { $0.html(turn.language) })
        var form = Form(
            action: turn.link(IdeaPaths.list(process)), hidden: [QueryItem("lang", turn.language.rawValue)],
            parts: [.field(words), .html(details.html())], submitLabel: turn.say("Anzeigen", "Show"))
        form.isQuestion = true
        form.isSecondary = true
        return form
    }

    private func select(_ id: String, _ label: String, _ value: String, _ options: [FormField.Option]) -> FormField {
        var field = FormField(id: id, label: label, control: .select(options), value: value, isRequired: false)
        field.marksOptional = false
        field.choosesNothing = turn.say("alle", "all")
        return field
    }

    private var empty: HTML {
        if model.isFiltered {
            return EmptyState(
                turn.say("Dazu gibt es noch keine Idee", "There is no idea on this yet"),
                explanation: turn.say(
                    "Versuchen Sie es mit einem anderen oder kürzeren Wort, oder zeigen Sie alle Ideen an.",
                    "Try another or a shorter word, or show all ideas."),
                action: PageFrame.Link(
                    turn.say("Alle Ideen", "All ideas"), turn.link(IdeaPaths.list(model.process)))
            ).html()
        }
        return EmptyState(
            turn.say("Noch keine Idee", "No idea yet"),
            explanation: turn.say(
                "Hier stehen die Ideen, sobald die ersten veröffentlicht sind.",
                "Ideas stand here as soon as the first ones are published.")
        ).html()
    }

    private var further: HTML {
        guard model.slice.next != nil || !model.isFirstPage else { return .empty }
        let next = model.slice.next.map { cursor in
            HTML.element(
                .a, [.href(address(after: cursor)), .set(.rel, "next"), .class("button secondary")],
                [.text(turn.say("Weitere Ideen", "More ideas"))])
        }
        return .element(
            .nav, [.class("pagination"), .set(.ariaLabel, turn.say("Seiten", "Pages"))],
            [
                next ?? .empty,
                .when(
                    !model.isFirstPage,
                    .a(address(after: nil), .text(turn.say("Zum Anfang der Liste", "To the top of the list")))),
            ])
    }

    private func address(after cursor: IdeaCursor?) -> Address {
        let filter = model.filter
        let all = [
            ("q", filter.words), ("topic", filter.topic), ("status", filter.status), ("channel", filter.channel),
            ("sort", filter.sort.rawValue), ("seed", filter.sort == .random ? String(filter.seed) : ""),
            ("after", cursor?.text ?? ""),
        ]
        return turn.link(IdeaPaths.list(model.process), all.filter { !$0.1.isEmpty }.map { QueryItem($0.0, $0.1) })
    }
}
