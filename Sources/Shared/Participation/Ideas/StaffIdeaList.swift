import AccountPages
import Database
import HTTP
import Pages

/// `/staff/participation/contributions`: the published contributions of a process, to find the one to answer.
struct StaffIdeaList: Sendable {
    let desk: ParticipationDesk
    static let path = "/participation/contributions"

    var routes: [Route] {
        [
            desk.gate.get(Self.path, .reader) { turn, _ in
                try IdeaText.catchUp(desk.store)
                return try page(turn)
            }
        ]
    }

    private func page(_ turn: StaffTurn) throws -> Response {
        func asked(_ name: String) -> String { turn.request.queryValue(name) ?? "" }
        let found = try desk.store.read {
            connection -> (all: [Process], process: Process, slice: IdeaSlice, cards: [IdeaCard])? in
            let all = try ProcessStore.all(connection)
            guard let process = all.first(where: { $0.slug == asked("process") }) ?? all.first else { return nil }
            let words = String(asked("q").prefix(200))
            let filter = IdeaFilter(
                process: process.id, words: words,
                status: ContributionStatus(rawValue: asked("status"))?.rawValue ?? "",
                sort: IdeaFilter.Sort(rawValue: asked("sort")) ?? (words.isEmpty ? .newest : .fitting))
            let slice = try IdeaListing.slice(filter, after: IdeaCursor(asked("after")), connection)
            return (all, process, slice, try slice.ids.compactMap { try IdeaCard.read($0, process, connection) })
        }
        guard let found else {
            return turn.show(
                StaffPage(
                    title: turn.say("Welche Beiträge gibt es?", "Which contributions are there?"),
                    body: [
                        EmptyState(
                            turn.say("Noch kein Verfahren", "No process yet"),
                            explanation: turn.say(
                                "Beiträge gehören zu einem Verfahren.", "Contributions belong to a process.")
                        ).html()
                    ]))
        }
        return turn.show(
            StaffPage(
                title: turn.say("Welche Beiträge gibt es?", "Which contributions are there?"),
                lead: .text(
                    found.slice.isCut
                        ? turn.say(
                            "Sehr viele passen; hier stehen die neuesten.", "Very many match; these are the newest.")
                        : "\(found.process.title): \(IdeaWords.ideas(found.slice.count, turn.language))"),
                body: [
                    question(found.all, found.process, turn, asked).html(turn.language), table(found.cards, turn),
                    .when(found.slice.next) { cursor in
                        .p(
                            .a(
                                turn.link(
                                    Self.path,
                                    ["process", "q", "status", "sort"].filter { !asked($0).isEmpty }.map {
                                        QueryItem($0, asked($0))
                                    } + [QueryItem("after", cursor.text)]),
                                .text(turn.say("Weitere ansehen", "See more"))))
                    },
                ]))
    }

    private func question(
        _ all: [Process], _ process: Process, _ turn: StaffTurn, _ asked: (String) -> String
    ) -> Form {
        let fields = [
            FormField(
                id: "process", label: turn.say("Verfahren", "Process"),
                control: .select(all.map { FormField.Option($0.slug, $0.title) }), value: process.slug),
            FormField(
                id: "q", label: turn.say("Suchen", "Search"), control: .text(width: 20), value: asked("q")),
            FormField(
                id: "status", label: turn.say("Stand", "Standing"),
                control: .select(ContributionStatus.allCases.map { FormField.Option($0.rawValue, turn($0.word)) }),
                value: asked("status")),
            FormField(
                id: "sort", label: turn.say("Reihenfolge", "Order"),
                control: .select(
                    [IdeaFilter.Sort.newest, .supported, .discussed].map {
                        FormField.Option($0.rawValue, turn($0.word))
                    }), value: asked("sort")),
        ].map { field in
            var field = field
            field.isRequired = false
            field.marksOptional = false
            field.choosesNothing = field.id == "status" ? turn.say("alle", "all") : turn.say("wie üblich", "as usual")
            return field
        }
        var form = Form(
            action: turn.link(Self.path), hidden: [QueryItem("lang", turn.language.rawValue)], fields: fields,
            submitLabel: turn.say("Anzeigen", "Show"))
        form.isQuestion = true
        return form
    }

    private func table(_ cards: [IdeaCard], _ turn: StaffTurn) -> HTML {
        DataTable(
            caption: turn.say("Beiträge", "Contributions"),
            columns: [
                DataTable.Column(turn.say("Beitrag", "Contribution")), DataTable.Column(turn.say("Thema", "Theme")),
                DataTable.Column(turn.say("Stand", "Standing")),
                DataTable.Column(turn.say("Unterstützungen", "Supports"), numeric: true),
                DataTable.Column(turn.say("Kommentare", "Comments"), numeric: true),
            ],
            rows: cards.map { card in
                [
                    .link(card.title, turn.link(IdeaPaths.staff(card.id))),
                    .text(card.topic.isEmpty ? "–" : card.topic), .text(turn(card.status.word)),
                    .number(NumberFormat.integer(Int(card.supports), turn.language)),
                    .number(NumberFormat.integer(Int(card.comments), turn.language)),
                ]
            }, hidesCaption: true
        ).html(turn.language)
    }
}
