import AccountPages
import Accounts
import Federation
import HTTP
import Pages
import Service

/// `/staff/framework/<federation>/position` and `/declaration`: what the town says on a draft, and its letter of intent.
/// Both are signed and public at once.
struct ConsultationPages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/framework/:federation/position", .author) { turn, parameters in
                guard let membership = try membership(parameters) else { return turn.notFound() }
                return try positionPage(turn, membership, FormInput(stored: ["passage": ["whole"]]))
            },
            gate.post("/framework/:federation/position", .author) { turn, parameters, form in
                guard let membership = try membership(parameters) else { return turn.notFound() }
                return try takePosition(turn, membership, form)
            },
            gate.get("/framework/:federation/declaration", .author) { turn, parameters in
                guard let membership = try membership(parameters) else { return turn.notFound() }
                return declarationPage(turn, membership, FormInput())
            },
            gate.post("/framework/:federation/declaration", .author) { turn, parameters, form in
                guard let membership = try membership(parameters) else { return turn.notFound() }
                return try declare(turn, membership, form)
            },
        ]
    }

    private func membership(_ parameters: Parameters) throws -> Membership? {
        try node.memberships().first { $0.name == parameters["federation"] && $0.isMember }
    }

    private func answer(
        _ turn: StaffTurn, _ content: PublicAct.Content, _ membership: Membership
    ) throws -> Response {
        switch try ActApproval(node: node).take(content, in: membership.name, by: turn.visitor.account) {
        case .signed: turn.go("/framework", done: "said")
        case .waits(let id): turn.go("/acts/\(id)")
        }
    }

    private func publicWarning(_ turn: StaffTurn) -> HTML {
        Callout(
            .warning,
            [
                .p(
                    .text(
                        turn.say(
                            "Der Text wird mit der Unterschrift sofort öffentlich und bleibt es. Nennen Sie Gremien und "
                                + "Funktionen, keine Personen.",
                            "The text becomes public at once with the signature, and stays so. Name bodies and functions, "
                                + "not persons.")))
            ]
        ).html(turn.language)
    }

    private func fault(_ turn: StaffTurn, _ problem: Wording?) -> HTML {
        .when(problem) {
            Callout(.error, [.p(.text(turn.language == .german ? $0.de : $0.en))]).html(turn.language)
        }
    }

    // MARK: Position

    private func positionPage(
        _ turn: StaffTurn, _ membership: Membership, _ input: FormInput, problem: Wording? = nil
    ) throws -> Response {
        let state = try node.log(of: membership).state
        let title = turn.say("Stellung nehmen", "Take a position")
        guard let consultation = state.currentConsultation, state.isOpen(consultation, on: node.today) else {
            return turn.show(
                StaffPage(
                    title: title,
                    lead: .text(
                        turn.say(
                            "Zurzeit liegt kein Entwurf zur Stellungnahme vor, oder die Frist ist vorbei.",
                            "No draft is open for positions at the moment, or its date has passed.")),
                    body: [.p(.a(turn.link("/framework"), .text(turn(.back))))], status: 422, hasErrors: true))
        }
        let framework = consultation.draft.value.framework
        let fields = [
            FormField(
                id: "passage", label: turn.say("Zu welcher Stelle?", "On which passage?"),
                control: .select(
                    framework.passages.map {
                        FormField.Option($0.description, framework.name(of: $0).text(turn.language))
                    })),
            FormField(
                id: "kind", label: turn.say("Wie stehen Sie dazu?", "Where do you stand?"),
                control: .radios(
                    [Position.Kind.support, .change, .question, .reject].map {
                        FormField.Option($0.rawValue, $0.word(turn.language))
                    })),
            FormField(
                id: "proposal", label: turn.say("Vorgeschlagener Wortlaut", "Proposed wording"),
                control: .area(rows: 5),
                hint: turn.say("Nötig bei einer Änderung.", "Needed for a change."), isRequired: false),
            FormField(
                id: "text", label: turn.say("Begründung", "Reason"), control: .area(rows: 5),
                hint: turn.say("Nötig bei einer Frage.", "Needed for a question."), isRequired: false),
        ]
        let isRefused = problem != nil || !input.isAccepted
        let until = DateFormat.date("\(consultation.draft.value.until)", turn.language)
        return turn.show(
            StaffPage(
                title: title,
                lead: .text(
                    turn.say(
                        "Zum Entwurf der Version \(consultation.number), möglich bis \(until).",
                        "On the draft of version \(consultation.number), possible until \(until).")),
                body: [
                    fault(turn, problem), publicWarning(turn),
                    turn.form(
                        "/framework/\(membership.name)/position",
                        hidden: [QueryItem("draft", Self.mark(consultation))],
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                        submit: ActWords.submit,
                        cancel: turn.link("/framework")
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    /// Names the draft that a form was drawn from: a position goes to the text that was read, and to no newer one.
    private static func mark(_ consultation: Consultation) -> String { consultation.draft.reference.sha256.hex }

    private func takePosition(
        _ turn: StaffTurn, _ membership: Membership, _ form: SubmittedForm
    ) throws -> Response {
        var input = FormInput(form.fields)
        if let consultation = try node.log(of: membership).state.currentConsultation,
            form["draft"] != Self.mark(consultation)
        {
            return try positionPage(
                turn, membership, input,
                problem: Wording(
                    de:
                        "Inzwischen gilt eine andere Fassung des Entwurfs. Es ist nichts unterschrieben. Bitte lesen Sie "
                        + "sie, und senden Sie dann noch einmal.",
                    en: "Another edition of the draft stands by now. Nothing has been signed. Please read it, and then "
                        + "send once more."))
        }
        do {
            let consulting = Consulting(node: node, name: membership.name)
            guard let position = try consulting.position(&input) else {
                return try positionPage(turn, membership, input)
            }
            return try answer(turn, .position(position), membership)
        } catch let error as NodeError {
            return try positionPage(turn, membership, input, problem: error.wording)
        }
    }

    // MARK: Letter of intent

    private func declarationPage(
        _ turn: StaffTurn, _ membership: Membership, _ input: FormInput, problem: Wording? = nil
    ) -> Response {
        let isRefused = problem != nil || !input.isAccepted
        let text = FormField(
            id: "text", label: turn.say("Text der Absichtserklärung", "Text of the letter of intent"),
            control: .area(rows: 8), value: "", isRequired: false)
        return turn.show(
            StaffPage(
                title: turn.say("Absichtserklärung abgeben", "Hand in a letter of intent"),
                lead: .text(
                    turn.say(
                        "Mit ihr sagt die Kommune, dass sie die Rahmenstrategie mittragen will.",
                        "With it the municipality says that it wants to support the framework strategy.")),
                body: [
                    fault(turn, problem), publicWarning(turn),
                    turn.form(
                        "/framework/\(membership.name)/declaration",
                        parts: [FormPart.field(text).filled(input, turn.language)]
                            + DecisionForm(today: node.today).parts(input, turn.language),
                        submit: ActWords.submit,
                        cancel: turn.link("/framework")
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func declare(_ turn: StaffTurn, _ membership: Membership, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        do {
            let consulting = Consulting(node: node, name: membership.name)
            guard let declaration = try consulting.declaration(&input) else {
                return declarationPage(turn, membership, input)
            }
            return try answer(turn, .declaration(declaration), membership)
        } catch let error as NodeError {
            return declarationPage(turn, membership, input, problem: error.wording)
        }
    }
}
