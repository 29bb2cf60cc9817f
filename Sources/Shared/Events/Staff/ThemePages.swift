import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// `/staff/participation/events/<event>/themes`: groups of cards, made by ticking cards and naming what they have in common.
struct ThemePages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    private static let pattern = EventEditing.path + "/:slug/themes"
    static let mostThemes = 60

    var routes: [Route] {
        [
            desk.gate.get(Self.pattern) { turn, parameters in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                return try page(event, FormInput(), turn)
            },
            desk.gate.post(Self.pattern, .author) { turn, parameters, form in
                guard let (event, _) = try room.found(parameters) else { return turn.notFound() }
                return try group(event, form, turn)
            },
            desk.gate.post(Self.pattern + "/:theme", .author) { turn, parameters, form in
                guard let (event, _) = try room.found(parameters),
                    let theme = parameters["theme"].flatMap({ Int64($0) })
                else { return turn.notFound() }
                return try change(event, theme, form, turn)
            },
        ]
    }

    private static let done = [
        "grouped": Phrase(de: "Die Karten sind zugeordnet.", en: "The cards are grouped."),
        "renamed": Phrase(de: "Das Thema ist umbenannt.", en: "The theme is renamed."),
        "removed": Phrase(
            de: "Das Thema ist aufgelöst; seine Karten sind wieder ohne Thema.",
            en: "The theme is dissolved; its cards are without a theme again."),
    ]

    private func group(_ event: Event, _ form: SubmittedForm, _ turn: StaffTurn) throws -> Response {
        var input = FormInput(form.fields)
        let cards = input.all("card").compactMap { Int64($0) }
        let name = input.line("name", limit: Theme.nameLimit)
        let chosen = input["theme"]
        let themes = try desk.store.read { connection in try CardStore.themes(of: event.id, connection) }
        if cards.isEmpty, name.isEmpty {
            input.refuse(
                "card",
                Phrase(
                    de: "Bitte kreuzen Sie an, welche Karten zusammengehören.",
                    en: "Please tick the cards that belong together."))
        } else if name.isEmpty, chosen != "none", !themes.contains(where: { "\($0.id)" == chosen }) {
            input.refuse(
                "theme",
                Phrase(
                    de: "Bitte wählen Sie ein Thema oder geben Sie unten einem neuen einen Namen.",
                    en: "Please choose a theme or give a new one a name below."))
        } else if themes.count >= Self.mostThemes, !name.isEmpty, !themes.contains(where: { $0.name == name }) {
            input.refuse("name", .tooManyRows(Self.mostThemes))
        }
        guard input.isAccepted else { return try page(event, input, turn, status: 422) }
        try desk.store.write { connection in
            let theme = name.isEmpty ? Int64(chosen) : try CardStore.addTheme(name, to: event.id, connection)
            try CardStore.group(cards, of: event.id, under: theme, connection)
            try Journal.record(
                "participation.cards-grouped", object: event.slug, detail: name.isEmpty ? chosen : name,
                by: turn.visitor.account, at: desk.now, connection)
        }
        return turn.go("\(EventEditing.path)/\(event.slug)/themes", done: "grouped")
    }

    private func change(_ event: Event, _ theme: Int64, _ form: SubmittedForm, _ turn: StaffTurn) throws -> Response {
        var input = FormInput(form.fields)
        let path = "\(EventEditing.path)/\(event.slug)/themes"
        if input["act"] == "dissolve" {
            try desk.store.write { connection in
                try CardStore.removeTheme(theme, of: event.id, connection)
                try Journal.record(
                    "participation.theme-dissolved", object: event.slug, detail: "", by: turn.visitor.account,
                    at: desk.now,
                    connection)
            }
            return turn.go(path, done: "removed")
        }
        let field = "name-\(theme)"
        let name = input.line(field, limit: Theme.nameLimit, isRequired: true)
        if input.isAccepted {
            let isRenamed = try desk.store.write { connection in
                try CardStore.rename(theme, of: event.id, to: name, connection)
            }
            if isRenamed { return turn.go(path, done: "renamed") }
            input.refuse(
                field,
                Phrase(
                    de: "So heißt schon ein anderes Thema dieser Veranstaltung.",
                    en: "Another theme of this event is called so."))
        }
        return try page(event, input, turn, status: 422)
    }

    private func page(_ event: Event, _ input: FormInput, _ turn: StaffTurn, status: Int = 200) throws -> Response {
        let (cards, themes) = try desk.store.read { connection in
            (try CardStore.shown(of: event.id, connection), try CardStore.themes(of: event.id, connection))
        }
        let without = cards.count { $0.theme == nil }
        let lead = turn.say(
            "\(EventWords.cards(cards.count, .german)), davon \(without) ohne Thema.",
            "\(EventWords.cards(cards.count, .english)), \(without) of them without a theme.")
        var body: [HTML] = [turn.done(Self.done)]
        if cards.isEmpty {
            body.append(
                EmptyState(
                    turn.say("Noch keine Karte", "No card yet"),
                    explanation: turn.say(
                        "Hier werden Karten zu Themen zusammengefasst, sobald welche gezeigt werden.",
                        "Cards are put together into themes here once some are shown.")
                ).html())
        } else {
            body.append(form(event, cards, themes, input, turn))
        }
        if !themes.isEmpty, turn.visitor.has(.author) { body.append(list(event, cards, themes, input, turn)) }
        return turn.show(
            StaffPage(
                title: turn.say("Themen: \(event.title)", "Themes: \(event.title)"), lead: .text(lead),
                body: body + [.p(.a(turn.link("\(EventEditing.path)/\(event.slug)"), .text(turn(.back))))],
                status: status, hasErrors: !input.isAccepted))
    }

    private func form(
        _ event: Event, _ cards: [WallCard], _ themes: [Theme], _ input: FormInput, _ turn: StaffTurn
    ) -> HTML {
        let path = "\(EventEditing.path)/\(event.slug)/themes"
        let names = Dictionary(uniqueKeysWithValues: event.tables.map { ($0.id, $0.name) })
        let themeNames = Dictionary(uniqueKeysWithValues: themes.map { ($0.id, $0.name) })
        // What has no theme yet stands first.
        let sorted = cards.filter { $0.theme == nil } + cards.filter { $0.theme != nil }
        let paging = CardPaging(sorted, turn.request.queryValue("page"))
        let options = paging.cards.map { card in
            let table = card.table.flatMap { names[$0] } ?? turn(EventWords.withoutTable)
            let theme = card.theme.flatMap { themeNames[$0] } ?? turn(EventWords.withoutTheme)
            return FormField.Option(
                "\(card.id)", card.title.isEmpty ? card.text : "\(card.title): \(card.text)",
                hint: "\(table) · \(theme)")
        }
        var theme = FormField(
            id: "theme", label: turn.say("Thema", "Theme"),
            control: .select(
                themes.map { FormField.Option("\($0.id)", $0.name) }
                    + [FormField.Option("none", turn.say("wieder ohne Thema", "without a theme again"))]),
            isRequired: false)
        theme.marksOptional = false
        let fields = [
            FormField(
                id: "card", label: turn.say("Welche Karten gehören zusammen?", "Which cards belong together?"),
                control: .checkboxes(options), isRequired: false),
            theme,
            FormField(
                id: "name", label: turn.say("oder neues Thema", "or a new theme"), control: .text(width: 30),
                isRequired: false),
        ]
        guard turn.visitor.has(.author) else {
            return [
                .ul(options.map { .li(.text("\($0.label) (\($0.hint))")) }), paging.html(path, turn),
            ]
        }
        let form = turn.form(
            path,
            parts: fields.map { field in
                var field = input.filling(field, turn.language)
                if field.id == "card" { field.marksOptional = false }
                return .field(field)
            }, submit: Phrase(de: "Zuordnen", en: "Group"))
        return [form.html(turn.language), paging.html(path, turn)]
    }

    private func list(
        _ event: Event, _ cards: [WallCard], _ themes: [Theme], _ input: FormInput, _ turn: StaffTurn
    ) -> HTML {
        .section(
            .h2(.text(turn.say("Themen ändern", "Change themes"))),
            .fragment(
                themes.map { theme in
                    let path = "\(EventEditing.path)/\(event.slug)/themes/\(theme.id)"
                    let count = cards.count { $0.theme == theme.id }
                    var field = FormField(
                        id: "name-\(theme.id)", label: turn.say("Name", "Name"), control: .text(width: 30),
                        value: theme.name)
                    if let fault = input.fault(field.id) {
                        field.values = input.all(field.id)
                        field.error = fault(turn.language)
                    }
                    var rename = turn.form(
                        path, parts: [.field(field)],
                        submit: Phrase(de: "„\(theme.name)“ umbenennen", en: "Rename \"\(theme.name)\""))
                    rename.isSecondary = true
                    var dissolve = turn.form(
                        path, hidden: [QueryItem("act", "dissolve")], parts: [],
                        submit: Phrase(de: "„\(theme.name)“ auflösen", en: "Dissolve \"\(theme.name)\""))
                    dissolve.isSecondary = true
                    return .fragment([
                        .h3(.text("\(theme.name) (\(EventWords.cards(count, turn.language)))")),
                        rename.html(turn.language), dissolve.html(turn.language),
                    ])
                }))
    }
}
