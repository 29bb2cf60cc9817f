import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// `/staff/participation/documents`: the texts being written, the overview of each, and its heading.
struct DocumentEditing: Sendable {
    let desk: ParticipationDesk

    static let path = "/participation/documents"
    /// Part of addresses with a meaning of their own, so no document may be called so.
    private static let reserved: Set<String> = ["new"]

    var routes: [Route] {
        [
            desk.gate.get(Self.path) { turn, _ in try list(turn) },
            desk.gate.get(Self.path + "/new", .author) { turn, _ in try form(turn, nil, Self.input(nil)) },
            desk.gate.post(Self.path + "/new", .author) { turn, _, form in try save(turn, nil, form) },
            desk.gate.get(Self.path + "/:slug") { turn, parameters in
                guard let document = try find(parameters) else { return turn.notFound() }
                return try overview(turn, document)
            },
            desk.gate.get(Self.path + "/:slug/head", .author) { turn, parameters in
                guard let document = try find(parameters) else { return turn.notFound() }
                return try form(turn, document, Self.input(document))
            },
            desk.gate.post(Self.path + "/:slug/head", .author) { turn, parameters, form in
                guard let document = try find(parameters) else { return turn.notFound() }
                return try save(turn, document, form)
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> Document? {
        try desk.store.read { connection in try DocumentStore.find(slug: parameters["slug"] ?? "", connection) }
    }

    private func list(_ turn: StaffTurn) throws -> Response {
        let documents = try desk.store.read { connection in
            try DocumentStore.all(connection).map { document in
                (
                    document, try VersionStore.heads(of: document.id, connection).last,
                    try RemarkStore.count(.waiting, of: document.id, connection),
                    try RemarkStore.count(.open, of: document.id, connection)
                )
            }
        }
        let add = PageFrame.Link(turn.say("Text anlegen", "Add a text"), turn.link(Self.path + "/new"))
        let mayAdd = turn.visitor.has(.author)
        let table = DataTable(
            caption: turn.say("Texte", "Texts"),
            columns: [
                DataTable.Column(turn.say("Text", "Text")), DataTable.Column(turn.say("Stand", "Standing")),
                DataTable.Column(RemarkStore.Choice.waiting.word(turn.language), numeric: true),
                DataTable.Column(RemarkStore.Choice.open.word(turn.language), numeric: true),
            ],
            rows: documents.map { document, version, waiting, open in
                [
                    .link(document.title, turn.link("\(Self.path)/\(document.slug)")),
                    .text(
                        version.map { DraftingViews.version($0, turn.language) }
                            ?? turn.say("noch nicht veröffentlicht", "not published yet")),
                    .number(NumberFormat.integer(waiting, turn.language)),
                    .number(NumberFormat.integer(open, turn.language)),
                ]
            }, hidesCaption: true)
        return turn.show(
            StaffPage(
                title: turn.say("An welchen Texten schreiben wir gemeinsam?", "Which texts are we writing together?"),
                body: [
                    documents.isEmpty
                        ? EmptyState(
                            turn.say("Noch kein Text", "No text yet"),
                            explanation: turn.say(
                                "Ein Text, etwa eine Charta, entsteht in Abschnitten und Fassungen. Alle können jeden "
                                    + "Absatz kommentieren, und jede Anmerkung wird beantwortet.",
                                "A text, such as a charter, grows in sections and versions. Everybody can comment on every "
                                    + "paragraph, and every remark is answered."), action: mayAdd ? add : nil
                        ).html() : table.html(turn.language),
                    .when(mayAdd && !documents.isEmpty, .p(.buttonLink(add.address, add.label))),
                ]))
    }

    // MARK: Overview

    private func overview(_ turn: StaffTurn, _ document: Document) throws -> Response {
        let (sections, heads, counts) = try desk.store.read { connection in
            (
                try DocumentStore.sections(of: document.id, connection),
                try VersionStore.heads(of: document.id, connection),
                try RemarkStore.Choice.allCases.map { ($0, try RemarkStore.count($0, of: document.id, connection)) }
            )
        }
        let path = "\(Self.path)/\(document.slug)"
        let mayWrite = turn.visitor.has(.author)
        let lead =
            heads.last.map { DraftingViews.version($0, turn.language) + "." }
            ?? turn.say("Noch keine Fassung ist veröffentlicht.", "No version is published yet.")
        return turn.show(
            StaffPage(
                title: document.title, lead: .text(lead),
                body: [
                    turn.done([
                        "saved": Phrase(de: "Gespeichert.", en: "Saved."),
                        "removed": Phrase(
                            de: "Der Abschnitt ist aus dem Entwurf genommen.",
                            en: "The section is taken out of the draft."),
                        "published": Phrase(de: "Die Fassung ist veröffentlicht.", en: "The version is published."),
                        "stale": Phrase(
                            de: "Jemand anderes hat den Abschnitt inzwischen gespeichert; nichts wurde geändert.",
                            en: "Somebody else has saved the section meanwhile; nothing was changed."),
                    ]),
                    .section(
                        .h2(.text(turn.say("Entwurf", "Draft"))),
                        sections.isEmpty
                            ? .p(.text(turn.say("Noch kein Abschnitt.", "No section yet.")), class: "muted")
                            : table(sections, path, mayWrite, turn),
                        .when(
                            mayWrite,
                            .p(
                                .buttonLink(
                                    turn.link(path + "/sections/new"), turn.say("Abschnitt anfügen", "Add a section"),
                                    primary: sections.isEmpty), .text(" "),
                                .buttonLink(
                                    turn.link(path + "/head"), turn.say("Titel und Frist", "Title and deadline"),
                                    primary: false), class: "buttons"))),
                    remarks(counts, path, turn), versions(heads, sections, document, mayWrite, turn),
                ]))
    }

    private func table(_ sections: [Section], _ path: String, _ mayWrite: Bool, _ turn: StaffTurn) -> HTML {
        DataTable(
            caption: turn.say("Abschnitte des Entwurfs", "Sections of the draft"),
            columns: [
                DataTable.Column(turn.say("Abschnitt", "Section")),
                DataTable.Column(turn.say("Absätze", "Paragraphs"), numeric: true),
                DataTable.Column(turn.say("Ideen", "Ideas"), numeric: true),
            ] + (mayWrite ? [DataTable.Column(turn.say("Reihenfolge", "Order"))] : []),
            rows: sections.enumerated().map { place, section in
                let name = "\(place + 1)\u{A0} \(section.title)"
                let cells: [DataTable.Cell] = [
                    mayWrite ? .link(name, turn.link("\(path)/sections/\(section.key)")) : .text(name),
                    .number(NumberFormat.integer(section.paragraphs.count, turn.language)),
                    .number(NumberFormat.integer(section.sources.count, turn.language)),
                ]
                guard mayWrite else { return cells }
                return cells + [
                    .html([
                        .when(place > 0, move(section, down: false, path, turn)),
                        .when(place < sections.count - 1, move(section, down: true, path, turn)),
                    ])
                ]
            }, hidesCaption: true
        ).html(turn.language)
    }

    private func move(_ section: Section, down: Bool, _ path: String, _ turn: StaffTurn) -> HTML {
        let word = down ? turn.say("nach unten", "down") : turn.say("nach oben", "up")
        let hidden = [turn.visitor.csrf, QueryItem("down", down ? "1" : "0")]
        return .element(
            .form, [.action(turn.link("\(path)/sections/\(section.key)/move")), .set(.method, "post")],
            hidden.map { item in
                .element(
                    .input, [.set(.type, "hidden"), .set(.name, item.name), .set(.value, item.value)], [])
            } + [
                .element(
                    .button, [.set(.type, "submit"), .class("link-button")],
                    [.text(word), .hidden(": \(section.title)")])
            ])
    }

    private func remarks(_ counts: [(RemarkStore.Choice, Int)], _ path: String, _ turn: StaffTurn) -> HTML {
        .section(
            .h2(.text(turn.say("Anmerkungen", "Remarks"))),
            .ul(
                counts.map { choice, count in
                    .li(
                        .a(
                            turn.link(path + "/remarks", [QueryItem("show", choice.rawValue)]),
                            .text(choice.word(turn.language))),
                        .text(": \(NumberFormat.integer(count, turn.language))"))
                }),
            .when(
                turn.visitor.has(.moderator) || turn.visitor.has(.author),
                .p(
                    .buttonLink(
                        turn.link(path + "/remarks/new"),
                        turn.say("Anmerkung aufnehmen", "Record a remark"), primary: false))))
    }

    private func versions(
        _ heads: [DocumentVersion], _ sections: [Section], _ document: Document, _ mayWrite: Bool, _ turn: StaffTurn
    ) -> HTML {
        let path = "\(DraftingRooms.path)/\(document.slug)"
        let language = [QueryItem("lang", turn.language.rawValue)]
        return .section(
            .h2(.text(turn.say("Veröffentlichte Fassungen", "Published versions"))),
            heads.isEmpty
                ? .p(.text(turn.say("Noch keine.", "None yet.")), class: "muted")
                : .ul(
                    heads.reversed().map { head in
                        .li(
                            .a(
                                Address(path: path + "/versions/\(head.number)", query: language),
                                .text(DraftingViews.version(head, turn.language))),
                            .text(" · \(head.publishedBy)"))
                    }),
            .when(
                mayWrite && !sections.isEmpty,
                .p(
                    .buttonLink(
                        turn.link("\(Self.path)/\(document.slug)/publish"),
                        turn.say("Fassung veröffentlichen", "Publish a version")))))
    }

    // MARK: Head

    private static func input(_ document: Document?) -> FormInput {
        var input = FormInput()
        input["version"] = String(document?.version ?? 0)
        guard let document else { return input }
        input["title"] = document.title
        input["introduction"] = document.introduction
        input["process"] = document.process.map { "\($0)" } ?? ""
        input["last"] = document.lastDay?.description ?? ""
        return input
    }

    private func save(_ turn: StaffTurn, _ present: Document?, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let processes = try desk.store.read { connection in try ProcessStore.all(connection) }
        let ready = DocumentHead.read(&input, present: present, processes: processes)
        guard input.isAccepted else { return try form(turn, present, input) }
        let slug = try desk.store.write { connection -> String? in
            var document = ready
            if present == nil {
                document.slug = Slug.make(
                    document.title, taken: Self.reserved.union(try DocumentStore.all(connection).map(\.slug)))
                document.version = 0
            }
            guard try DocumentStore.write(document, at: desk.now, connection) != nil else { return nil }
            try Journal.record(
                "drafting.document-saved", object: document.slug, detail: document.title, by: turn.visitor.account,
                at: desk.now, connection)
            return document.slug
        }
        guard let slug else {
            input["version"] = String(present?.version ?? 0)
            return try form(turn, present, input, isStale: true)
        }
        return turn.go("\(Self.path)/\(slug)", done: "saved")
    }

    private func form(
        _ turn: StaffTurn, _ present: Document?, _ input: FormInput, isStale: Bool = false
    ) throws -> Response {
        let processes = try desk.store.read { connection in try ProcessStore.all(connection) }
        var process = FormField(
            id: "process", label: turn.say("Gehört zum Verfahren", "Belongs to the process"),
            control: .select(processes.map { FormField.Option("\($0.id)", $0.title) }), isRequired: false)
        process.choosesNothing = turn.say("keinem", "none")
        let fields = [
            FormField(id: "title", label: turn.say("Titel", "Title")),
            FormField(
                id: "introduction", label: turn.say("Einleitung", "Introduction"), control: .area(rows: 6),
                hint: turn.say(
                    "Was das für ein Text ist und wer ihn am Ende beschließt.",
                    "What this text is and who will decide on it in the end."), isRequired: false),
            FormField(
                id: "last", label: turn.say("Anmerkungen bis", "Remarks until"), control: .text(width: 12),
                hint: turn.say(
                    "Der letzte Tag, als JJJJ-MM-TT. Ohne ihn kann die Öffentlichkeit lesen, aber nichts anmerken.",
                    "The last day, as YYYY-MM-DD. Without it the public can read, but not comment."),
                isRequired: false), process,
        ]
        let path = present.map { "\(Self.path)/\($0.slug)" }
        let isRefused = !input.isAccepted || isStale
        return turn.show(
            StaffPage(
                title: present == nil
                    ? turn.say("Text anlegen", "Add a text") : turn.say("Titel und Frist", "Title and deadline"),
                body: [
                    .when(isStale, turn.savedMeanwhile(seen: turn.link((path ?? Self.path) + "/head"))),
                    turn.form(
                        path.map { $0 + "/head" } ?? Self.path + "/new",
                        hidden: [QueryItem("version", input["version"])],
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) }, submit: .save,
                        cancel: turn.link(path ?? Self.path)
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }
}

/// What several staff pages draw.
enum StaffViews {
    /// Under what an account decides in public: its function, never the person's name.
    static func office(_ account: Account) -> String {
        account.function.isEmpty ? Phrase(de: "Verwaltung", en: "administration")(.german) : account.function
    }
}
