import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// The remarks on a text: which are shown, and what is answered.
struct RemarkHandling: Sendable {
    let desk: ParticipationDesk

    private static let perPage = 50

    var routes: [Route] {
        let path = DocumentEditing.path + "/:slug/remarks"
        return [
            desk.gate.get(path) { turn, parameters in try list(turn, parameters) },
            desk.gate.get(path + "/:id") { turn, parameters in
                guard let model = try model(parameters) else { return turn.notFound() }
                return page(turn, model)
            },
            desk.gate.post(path + "/:id/show", .moderator) { turn, parameters, form in
                guard let model = try model(parameters) else { return turn.notFound() }
                return try show(turn, model, form)
            },
            desk.gate.post(path + "/:id/answer", .author) { turn, parameters, form in
                guard let model = try model(parameters) else { return turn.notFound() }
                return try answer(turn, model, form)
            },
        ]
    }

    // MARK: List

    private func list(_ turn: StaffTurn, _ parameters: Parameters) throws -> Response {
        let choice = RemarkStore.Choice(rawValue: turn.request.queryValue("show") ?? "") ?? .all
        let asked = max(1, Int(turn.request.queryValue("page") ?? "") ?? 1)
        let found = try desk.store.read {
            connection -> (Document, [Remark], Int, Int, [Int64: DocumentVersion])? in
            guard let document = try DocumentStore.find(slug: parameters["slug"] ?? "", connection) else { return nil }
            let count = try RemarkStore.count(choice, of: document.id, connection)
            let page = min(asked, max(1, (count + Self.perPage - 1) / Self.perPage))
            let remarks = try RemarkStore.list(
                choice, of: document.id, limit: Self.perPage, skipping: (page - 1) * Self.perPage, connection)
            var versions: [Int64: DocumentVersion] = [:]
            for number in Set(remarks.map(\.number)) {
                versions[number] = try VersionStore.read(number, of: document.id, connection)
            }
            return (document, remarks, count, page, versions)
        }
        guard let (document, remarks, count, page, versions) = found else { return turn.notFound() }
        let path = "\(DocumentEditing.path)/\(document.slug)/remarks"
        func to(_ page: Int) -> Address {
            turn.link(path, [QueryItem("show", choice.rawValue), QueryItem("page", "\(page)")])
        }
        let pages = max(1, (count + Self.perPage - 1) / Self.perPage)
        return turn.show(
            StaffPage(
                title: turn.say("Anmerkungen zu „\(document.title)“", "Remarks on \"\(document.title)\""),
                lead: .text(
                    "\(choice.word(turn.language)): \(NumberFormat.integer(count, turn.language))"),
                body: [
                    turn.done(Self.doneWords),
                    .ul(
                        RemarkStore.Choice.allCases.map { other in
                            let word = HTML.text(other.word(turn.language))
                            return .li(
                                other == choice
                                    ? .strong(word)
                                    : .a(turn.link(path, [QueryItem("show", other.rawValue)]), word))
                        }),
                    DataTable(
                        caption: turn.say("Anmerkungen", "Remarks"),
                        columns: [
                            DataTable.Column(turn.say("Stelle", "Place")),
                            DataTable.Column(turn.say("Anmerkung", "Remark")),
                            DataTable.Column(turn.say("Stand", "Standing")),
                        ],
                        rows: remarks.map { remark in
                            [
                                .link(
                                    DraftingViews.place(remark, versions, turn.language),
                                    turn.link("\(path)/\(remark.id)")),
                                .html([
                                    DraftingViews.said(remark, versions, turn.language),
                                    .p(.text(Self.from(remark, turn)), class: "cell-note"),
                                    RoomModeration.callout(
                                        [remark.text, remark.wording, remark.pseudonym], turn.language),
                                ]),
                                .text(Self.standing(remark, turn)),
                            ]
                        }, hidesCaption: true, emptyText: turn.say("Keine.", "None.")
                    ).html(turn.language),
                    Pagination(
                        page: page, pageCount: pages, previous: page > 1 ? to(page - 1) : nil,
                        next: page < pages ? to(page + 1) : nil
                    ).html(turn.language),
                ]))
    }

    private static let doneWords: [String: Phrase] = [
        "recorded": Phrase(de: "Die Anmerkung ist aufgenommen.", en: "The remark is recorded."),
        "shown": Phrase(de: "Die Anmerkung ist veröffentlicht.", en: "The remark is published."),
        "hidden": Phrase(de: "Die Anmerkung wird nicht gezeigt.", en: "The remark is not shown."),
        "reviewed": Phrase(
            de: "Die Anmerkung ist gesichtet und wartet auf eine Entscheidung.",
            en: "The remark is reviewed and waits for a decision."),
        "answered": Phrase(de: "Die Antwort ist gespeichert.", en: "The answer is saved."),
    ]

    private static func from(_ remark: Remark, _ turn: StaffTurn) -> String {
        [
            remark.pseudonym, remark.origin.channel.word(turn.language), remark.origin.recorder,
            DraftingViews.day(remark.received, turn.language),
        ].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func standing(_ remark: Remark, _ turn: StaffTurn) -> String {
        remark.visibility == .published
            ? remark.answer?.verdict.word(turn.language) ?? RemarkStore.Choice.open.word(turn.language)
            : remark.visibility.word(turn.language)
    }

    // MARK: One remark

    private struct Model {
        let document: Document
        let remark: Remark
        let versions: [Int64: DocumentVersion]
        /// The paragraph as the draft has it now; nil where it has been taken out, or the remark is about the whole.
        let draft: Paragraph?
        /// The next one that waits for the same.
        let next: Int64?
    }

    private func model(_ parameters: Parameters) throws -> Model? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try desk.store.read { connection in
            guard let document = try DocumentStore.find(slug: parameters["slug"] ?? "", connection),
                let remark = try RemarkStore.read(id, connection), remark.document == document.id
            else { return nil }
            var versions: [Int64: DocumentVersion] = [:]
            versions[remark.number] = try VersionStore.read(remark.number, of: document.id, connection)
            let draft = try DocumentStore.sections(of: document.id, connection).lazy.flatMap(\.paragraphs)
                .first { $0.key == remark.paragraph }
            let isWaiting = remark.visibility == .received || remark.visibility == .reviewed
            let others = try RemarkStore.list(
                isWaiting ? .waiting : .open, of: document.id, limit: Self.perPage, skipping: 0, connection)
            return Model(
                document: document, remark: remark, versions: versions, draft: draft,
                next: (others.first { $0.id > id } ?? others.first { $0.id != id })?.id)
        }
    }

    private func page(
        _ turn: StaffTurn, _ model: Model, showing shown: FormInput? = nil, answering typed: FormInput? = nil,
        isStale: Bool = false
    ) -> Response {
        let remark = model.remark
        let path = "\(DocumentEditing.path)/\(model.document.slug)/remarks"
        let isRefused = isStale || shown?.isAccepted == false || typed?.isAccepted == false
        var facts: [(term: String, content: HTML)] = [
            (turn.say("Name", "Name"), .text(remark.pseudonym.isEmpty ? "–" : remark.pseudonym)),
            (turn.say("Weg", "Channel"), .text(remark.origin.channel.word(turn.language))),
            (turn.say("Gruppe", "Group"), .text(remark.origin.group?.word(turn.language) ?? "–")),
            (turn.say("Eingegangen", "Received"), .text(DraftingViews.day(remark.received, turn.language))),
            (turn.say("Stand", "Standing"), .text(Self.standing(remark, turn))),
        ]
        if !remark.origin.recorder.isEmpty {
            facts.append((turn.say("Aufgenommen von", "Recorded by"), .text(remark.origin.recorder)))
        }
        if !remark.reason.isEmpty { facts.append((turn.say("Grund", "Reason"), .text(remark.reason))) }
        return turn.show(
            StaffPage(
                title: turn.say("Anmerkung \(remark.id)", "Remark \(remark.id)"),
                lead: .text(
                    "\(model.document.title), \(DraftingViews.place(remark, model.versions, turn.language)), "
                        + turn.say("Fassung \(remark.number)", "version \(remark.number)")),
                body: [
                    turn.done(Self.doneWords),
                    .when(isStale, turn.savedMeanwhile(seen: turn.link("\(path)/\(remark.id)"))),
                    .when(remark.paragraph.flatMap { model.versions[remark.number]?.paragraph($0) }) { paragraph in
                        .element(.blockquote, [.class("vision")], PlainText(paragraph.text, headingLevel: 4).html())
                    },
                    RoomModeration.callout([remark.text, remark.wording, remark.pseudonym], turn.language),
                    DraftingViews.said(remark, model.versions, turn.language),
                    DefinitionList(facts).html(), nowReads(model, turn),
                    .when(
                        turn.visitor.has(.moderator) && !remark.isEmpty,
                        showForm(model, shown ?? Self.showing(remark), turn)),
                    .when(
                        turn.visitor.has(.author) && remark.visibility == .published,
                        answerForm(model, typed ?? Self.answering(remark), turn)),
                    .when(
                        remark.visibility != .published && remark.answer != nil,
                        .p(.text(remark.answer?.reason ?? ""), class: "muted")),
                    .p(
                        .a(turn.link(path), .text(turn.say("Alle Anmerkungen", "All remarks"))),
                        .when(model.next) { next in
                            [
                                .text(" · "),
                                .a(turn.link("\(path)/\(next)"), .text(turn.say("Nächste", "Next"))),
                            ]
                        }),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    /// The paragraph as the draft has it, where it is not as it was any more.
    private func nowReads(_ model: Model, _ turn: StaffTurn) -> HTML {
        guard let key = model.remark.paragraph,
            let then = model.versions[model.remark.number]?.paragraph(key)?.text
        else { return .empty }
        guard let now = model.draft?.text else {
            return .p(
                .text(
                    turn.say("Im Entwurf gibt es diesen Absatz nicht mehr.", "The draft has this paragraph no more.")),
                class: "muted")
        }
        guard now != then else { return .empty }
        return .section(
            .h2(.text(turn.say("So steht der Absatz jetzt im Entwurf", "How the draft has the paragraph now"))),
            DraftingViews.difference(then, now))
    }

    // MARK: Showing

    private static func showing(_ remark: Remark) -> FormInput {
        var input = FormInput()
        input["visibility"] = remark.visibility == .received ? "" : remark.visibility.rawValue
        input["show-reason"] = remark.reason
        input["version"] = "\(remark.version)"
        return input
    }

    /// What a moderator may decide: once shown, it is taken down rather than held back.
    private static func choices(_ remark: Remark) -> [Visibility] {
        remark.published == nil ? [.published, .reviewed, .withheld] : [.published, .removed]
    }

    private func showForm(_ model: Model, _ input: FormInput, _ turn: StaffTurn) -> HTML {
        let fields = [
            FormField(
                id: "visibility", label: turn.say("Wird sie gezeigt?", "Is it shown?"),
                control: .radios(
                    Self.choices(model.remark).map { choice in
                        let word =
                            switch choice {
                            case .published: turn.say("veröffentlichen", "publish")
                            case .reviewed: turn.say("gesichtet, noch nicht entschieden", "reviewed, not decided yet")
                            case .withheld: turn.say("nicht veröffentlichen", "do not publish")
                            default: turn.say("wieder entfernen", "take down")
                            }
                        return FormField.Option(choice.rawValue, word)
                    })),
            FormField(
                id: "show-rule",
                label: turn.say("Regel, wenn sie nicht gezeigt wird", "Rule, where it is not shown"),
                control: .select(RoomModeration.ruleOptions(turn.language)),
                hint: turn.say("Steht im öffentlichen Protokoll.", "Stands in the public log."), isRequired: false),
            FormField(
                id: "show-reason",
                label: turn.say("Grund, wenn sie nicht gezeigt wird", "Reason, where it is not shown"),
                control: .area(rows: 2),
                hint: turn.say("Wer sie geschrieben hat, kann ihn lesen.", "Whoever wrote it can read it."),
                isRequired: false),
        ]
        return .section(
            .h2(.text(turn.say("Veröffentlichung", "Publication"))),
            turn.form(
                "\(DocumentEditing.path)/\(model.document.slug)/remarks/\(model.remark.id)/show",
                hidden: [QueryItem("version", input["version"])],
                parts: fields.map { FormPart.field($0).filled(input, turn.language) }, submit: .save
            ).html(turn.language))
    }

    private func show(_ turn: StaffTurn, _ model: Model, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let choice = input.word("visibility", Visibility.self)
        let reason = input.text("show-reason", limit: Remark.reasonLimit)
        if let choice, !Self.choices(model.remark).contains(choice) { input.refuse("visibility", .choiceRequired) }
        let isHidden = choice == .withheld || choice == .removed
        let rule = isHidden ? input["show-rule"] : ""
        if isHidden, !RoomModeration.isRule(rule) {
            input.refuse(
                "show-rule",
                Phrase(
                    de: "Bitte wählen Sie, gegen welche Regel die Anmerkung verstößt.",
                    en: "Please choose which rule the remark breaks."))
        }
        if reason.isEmpty, isHidden {
            input.refuse(
                "show-reason",
                Phrase(
                    de: "Bitte sagen Sie in einem Satz, warum sie nicht gezeigt wird.",
                    en: "Please say in a sentence why it is not shown."))
        }
        guard let choice, input.isAccepted else { return page(turn, model, showing: input) }
        var remark = model.remark
        remark.version = Int64(input["version"]) ?? 0
        let seen = remark
        let isSaved = try desk.store.write { connection in
            guard
                try RemarkStore.show(
                    seen, as: choice, reason: choice == .published ? "" : reason, at: desk.now, connection)
            else { return false }
            if choice != seen.visibility, choice != .reviewed {
                try RoomModeration.note(choice, of: .remark, rule: rule, at: desk.now, connection)
            }
            try Journal.record(
                "drafting.remark-\(choice.rawValue)", object: "\(model.document.slug)/\(seen.id)", detail: "",
                by: turn.visitor.account, at: desk.now, connection)
            return true
        }
        guard isSaved else {
            input["version"] = "\(model.remark.version)"
            return page(turn, model, showing: input, isStale: true)
        }
        let done = choice == .published ? "shown" : choice == .reviewed ? "reviewed" : "hidden"
        return turn.go("\(DocumentEditing.path)/\(model.document.slug)/remarks/\(model.remark.id)", done: done)
    }

    // MARK: Answering

    private static func answering(_ remark: Remark) -> FormInput {
        var input = FormInput()
        input["verdict"] = remark.answer?.verdict.rawValue ?? ""
        input["reason"] = remark.answer?.reason ?? ""
        input["version"] = "\(remark.version)"
        return input
    }

    private func answerForm(_ model: Model, _ input: FormInput, _ turn: StaffTurn) -> HTML {
        let fields = [
            FormField(
                id: "verdict", label: turn.say("Wird sie übernommen?", "Is it taken over?"),
                control: .radios(
                    Remark.Answer.Verdict.allCases.map { FormField.Option($0.rawValue, $0.word(turn.language)) })),
            FormField(
                id: "reason", label: turn.say("Begründung", "Reason"), control: .area(rows: 4),
                hint: turn.say("Sie erscheint bei der Anmerkung.", "It appears with the remark.")),
        ]
        return .section(
            .h2(.text(turn.say("Antwort", "Answer"))),
            turn.form(
                "\(DocumentEditing.path)/\(model.document.slug)/remarks/\(model.remark.id)/answer",
                hidden: [QueryItem("version", input["version"])],
                parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                submit: Phrase(de: "Antwort veröffentlichen", en: "Publish the answer")
            ).html(turn.language))
    }

    private func answer(_ turn: StaffTurn, _ model: Model, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let verdict = input.word("verdict", Remark.Answer.Verdict.self)
        let reason = input.text("reason", limit: Remark.reasonLimit, isRequired: true)
        if model.remark.visibility != .published {
            input.refuse(
                "verdict",
                Phrase(
                    de: "Die Anmerkung ist nicht veröffentlicht. Entscheiden Sie zuerst, ob sie gezeigt wird.",
                    en: "The remark is not published. Decide first whether it is shown."))
        }
        guard let verdict, input.isAccepted else { return page(turn, model, answering: input) }
        var remark = model.remark
        remark.version = Int64(input["version"]) ?? 0
        let seen = remark
        let account = turn.visitor.account
        let isSaved = try desk.store.write { connection in
            let answer = Remark.Answer(
                verdict: verdict, reason: reason, office: StaffViews.office(account), at: desk.now)
            guard try RemarkStore.answer(seen, answer, connection) else { return false }
            try Journal.record(
                "drafting.remark-answered", object: "\(model.document.slug)/\(seen.id)", detail: verdict.rawValue,
                by: account, at: desk.now, connection)
            return true
        }
        guard isSaved else {
            input["version"] = "\(model.remark.version)"
            return page(turn, model, answering: input, isStale: true)
        }
        return turn.go(
            "\(DocumentEditing.path)/\(model.document.slug)/remarks/\(model.remark.id)", done: "answered")
    }
}
