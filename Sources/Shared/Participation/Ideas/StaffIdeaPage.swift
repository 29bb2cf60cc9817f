import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation/contributions/:id`: one contribution, with all that staff can do with it.
struct StaffIdeaPage: Sendable {
    let desk: ParticipationDesk

    var routes: [Route] {
        let pattern = StaffIdeaList.path + "/:id"
        return [
            desk.gate.get(pattern, .reader) { turn, parameters in
                guard let model = try read(parameters) else { return turn.notFound() }
                return show(model, FormInput(), turn)
            },
            desk.gate.post(pattern, .moderator) { turn, parameters, form in
                guard let model = try read(parameters) else { return turn.notFound() }
                return try act(model, FormInput(form.fields), turn)
            },
        ]
    }

    struct Model {
        let idea: Contribution
        let process: Process
        let steps: [ContributionStep]
        let last: ModerationStore.Act?
        let others: [Int64: String]
    }

    private func read(_ parameters: Parameters) throws -> Model? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try desk.store.read { connection in
            guard let idea = try ContributionStore.read(id, connection),
                let process = try ProcessStore.read(idea.process, connection)
            else { return nil }
            let steps = try StepStore.all(of: id, connection)
            return Model(
                idea: idea, process: process, steps: steps,
                last: try ModerationStore.last(contribution: id, comment: nil, connection),
                others: try StepWords.others(steps, connection))
        }
    }

    // MARK: Acts

    private func act(_ model: Model, _ typed: FormInput, _ turn: StaffTurn) throws -> Response {
        var input = typed
        let account = turn.visitor.account
        let write: ((borrowing Connection) throws -> Bool)?
        switch input["act"] {
        case "topic": write = topic(model, &input, account)
        case "status": write = status(model, &input, account)
        case "answer": write = answer(model, &input, account)
        case "decide": write = decide(model, &input, account)
        default: return turn.notFound()
        }
        guard let write, input.isAccepted else { return show(model, input, turn) }
        let isDone = try desk.store.write { connection in
            let isDone = try write(connection)
            if isDone { try IdeaText.catchUp(limit: IdeaText.perRequest, connection) }
            return isDone
        }
        return turn.go(IdeaPaths.staff(model.idea.id), done: isDone ? "saved" : "stale")
    }

    private func topic(_ model: Model, _ input: inout FormInput, _ account: Account) -> (
        (borrowing Connection) throws -> Bool
    )? {
        let topic = input["topic"]
        if !topic.isEmpty, model.process.topic(topic) == nil { input.refuse("topic", .choiceRequired) }
        let (id, version, now) = (model.idea.id, Int64(input["version"]) ?? 0, desk.now)
        return { connection in
            try IdeaDecision.topic(topic, of: id, seen: version, by: account, at: now, connection)
        }
    }

    private func status(_ model: Model, _ input: inout FormInput, _ account: Account) -> (
        (borrowing Connection) throws -> Bool
    )? {
        let decidedBy = input.line("decided-by", limit: IdeaDecision.officeLimit, isRequired: true)
        let reason = input.text("why", limit: IdeaDecision.reasonLimit, isRequired: true)
        guard let status = input.word("status", ContributionStatus.self) else { return nil }
        let (id, version, now) = (model.idea.id, Int64(input["version"]) ?? 0, desk.now)
        return { connection in
            try IdeaDecision.status(
                status, of: id, seen: version, decidedBy: decidedBy, reason: reason, by: account, at: now, connection)
        }
    }

    private func answer(_ model: Model, _ input: inout FormInput, _ account: Account) -> (
        (borrowing Connection) throws -> Bool
    )? {
        let office = input.line("office", limit: IdeaDecision.officeLimit, isRequired: true)
        let text = input.text("answer", limit: Comment.textLimit, isRequired: true)
        // The version names the form, so that what is sent twice is taken once.
        let form = "answer-\(model.idea.id)-\(input["version"])-\(account.id)"
        let (id, version, now) = (model.idea.id, Int64(input["version"]) ?? 0, desk.now)
        return { connection in
            try IdeaDecision.answer(
                text, to: id, seen: version, office: office, form: form, by: account, at: now, connection)
        }
    }

    private func decide(_ model: Model, _ input: inout FormInput, _ account: Account) -> (
        (borrowing Connection) throws -> Bool
    )? {
        let subject = ModerationSubject.contribution(model.idea.id)
        input.set("item", [subject.name])
        guard let chosen = QueueForm.read(&input, isAll: false).first else {
            if input.isAccepted { input.refuse(QueueForm.choice(subject), .choiceRequired) }
            return nil
        }
        let now = desk.now
        return { connection in
            try ModerationStore.decide(
                chosen.decision, subject, seen: chosen.seen, by: account, at: now, connection)
        }
    }

    // MARK: The page

    private func show(_ model: Model, _ input: FormInput, _ turn: StaffTurn) -> Response {
        let isRefused = !input.isAccepted
        let idea = model.idea
        let canAct = turn.visitor.has(.moderator)
        var facts: [(term: String, content: HTML)] = [
            (turn.say("Verfahren", "Process"), .text(model.process.title)),
            (turn.say("Sichtbarkeit", "Visibility"), .text(turn(idea.visibility.word))),
            (turn.say("Stand", "Standing"), .text(turn(idea.status.word))),
            (turn.say("Thema", "Theme"), .text(model.process.topic(idea.topic)?.name ?? "–")),
            (turn.say("Eingegangen", "Received"), Moments.time(idea.received, turn.language)),
            (turn.say("Weg", "Channel"), .text(turn(idea.origin.channel.word))),
        ]
        if !idea.placeName.isEmpty { facts.append((turn.say("Ort", "Place"), .text(idea.placeName))) }
        if !idea.pseudonym.isEmpty { facts.append((turn.say("Von", "By"), .text(idea.pseudonym))) }
        if !idea.origin.recorder.isEmpty {
            facts.append((turn.say("Aufgeschrieben von", "Recorded by"), .text(idea.origin.recorder)))
        }
        if let last = model.last, let rule = last.rule {
            facts.append(
                (
                    turn.say("Grund", "Reason"),
                    .text([turn(rule.word), last.reason].filter { !$0.isEmpty }.joined(separator: ": "))
                ))
        }
        let page = "/participation/ideas/\(idea.id)"
        return turn.show(
            StaffPage(
                title: idea.title, lead: .text(turn.say("Beitrag \(idea.id)", "Contribution \(idea.id)")),
                body: [
                    turn.done([
                        "saved": Phrase(de: "Gespeichert.", en: "Saved."),
                        "stale": Phrase(
                            de:
                                "Jemand anderes hat den Beitrag inzwischen geändert. Bitte sehen Sie ihn noch einmal an.",
                            en: "Somebody else has changed the contribution meanwhile. Please look at it again."),
                    ]),
                    PersonalData.marked(idea.text, turn.language),
                    DefinitionList(facts).html(),
                    .when(
                        idea.visibility == .published,
                        .p(
                            .a(
                                Address(path: page, query: [QueryItem("lang", turn.language.rawValue)]),
                                .text(turn.say("Öffentliche Seite", "Public page"))))),
                    LineageRooms.ties(of: idea, turn),
                    .when(canAct, forms(model, input, turn)),
                    steps(model, turn),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func steps(_ model: Model, _ turn: StaffTurn) -> HTML {
        .section(
            .h2(.text(turn.say("Was bisher geschah", "What has happened so far"))),
            model.steps.isEmpty
                ? .p(.text(turn.say("Noch nichts.", "Nothing yet.")))
                : .element(
                    .ol, [],
                    model.steps.map { step in
                        .li(
                            Moments.time(step.at, turn.language), .text(": "),
                            StepWords.html(step, model.others, turn.language) {
                                turn.link("/participation/contributions/\($0)")
                            },
                            .text(
                                (step.decidedBy.isEmpty && step.reason.isEmpty ? "" : " ")
                                    + [step.decidedBy, step.reason].filter { !$0.isEmpty }.joined(separator: ": ")))
                    }))
    }

    private func forms(_ model: Model, _ input: FormInput, _ turn: StaffTurn) -> HTML {
        let idea = model.idea
        func form(_ act: String, _ title: Phrase, _ fields: [FormField], _ submit: Phrase) -> HTML {
            // Only the form that was sent shows what was typed into it.
            let typed = input["act"] == act ? input : nil
            var version = [QueryItem("version", typed?["version"] ?? String(idea.version)), QueryItem("act", act)]
            let subject = ModerationSubject.contribution(idea.id)
            if act == "decide" { version.append(QueryItem(QueueForm.seen(subject), idea.visibility.rawValue)) }
            return .section(
                .h2(.text(turn(title))),
                turn.form(
                    IdeaPaths.staff(idea.id), hidden: version,
                    parts: fields.map { FormPart.field(typed?.filling($0, turn.language) ?? $0) }, submit: submit
                ).html(turn.language))
        }
        var topic = FormField(
            id: "topic", label: turn.say("Thema", "Theme"),
            control: .select(model.process.topics.map { FormField.Option($0.code, $0.name) }), value: idea.topic,
            isRequired: false)
        topic.choosesNothing = turn.say("keines", "none")
        return [
            form(
                "status", Phrase(de: "Stand ändern", en: "Change the standing"),
                [
                    FormField(
                        id: "status", label: turn.say("Neuer Stand", "New standing"),
                        control: .select(
                            ContributionStatus.allCases.map { FormField.Option($0.rawValue, turn($0.word)) }),
                        value: idea.status.rawValue),
                    FormField(
                        id: "decided-by", label: turn.say("Wer hat entschieden?", "Who decided?"),
                        hint: turn.say(
                            "Amt, Ausschuss oder Rat, keine Personen; steht öffentlich.",
                            "Office, committee or council, no persons; stands in public.")),
                    FormField(
                        id: "why", label: turn.say("Warum?", "Why?"), control: .area(rows: 4),
                        hint: turn.say("Steht öffentlich.", "Stands in public.")),
                ], Phrase(de: "Stand speichern", en: "Save the standing")),
            form(
                "answer", Phrase(de: "Antworten", en: "Answer"),
                [
                    FormField(
                        id: "office", label: turn.say("Wer antwortet?", "Who answers?"),
                        hint: turn.say("Amt oder Stelle, keine Personen.", "Office, no persons.")),
                    FormField(id: "answer", label: turn.say("Antwort", "Answer"), control: .area(rows: 6)),
                ], Phrase(de: "Antwort veröffentlichen", en: "Publish the answer")),
            .when(
                !model.process.topics.isEmpty,
                form("topic", Phrase(de: "Thema ändern", en: "Change the theme"), [topic], .save)),
            PersonalStub.isAllOf(idea)
                ? .empty
                : form(
                    "decide", Phrase(de: "Sichtbarkeit ändern", en: "Change the visibility"),
                    QueueForm.fields(
                        .contribution(idea.id), seen: idea.visibility,
                        hasSureHint: PersonalData.isSurelyIn(idea.title, idea.text, idea.pseudonym, idea.placeName),
                        FormInput(), turn.language), Phrase(de: "Entscheidung speichern", en: "Save the decision")),
        ]
    }
}
