import AccountPages
import Accounts
import Federation
import HTTP
import Pages
import Service

/// `/staff/framework`: the versions of the framework strategy in the followed log, and their adoption.
struct FrameworkPages: Sendable {
    let node: Node
    let gate: StaffGate

    private static let pattern = "/framework/:federation/:number"

    var routes: [Route] {
        [
            gate.get("/framework") { turn, _ in try list(turn) },
            gate.get(Self.pattern) { turn, parameters in
                guard let place = try place(parameters) else { return turn.notFound() }
                return try version(turn, place)
            },
            gate.get(Self.pattern + "/adopt", .author) { turn, parameters in
                guard let place = try place(parameters) else { return turn.notFound() }
                return adoption(turn, place, FormInput())
            },
            gate.post(Self.pattern + "/adopt", .author) { turn, parameters, form in
                try adopt(turn, parameters, form)
            },
        ]
    }

    private struct Place {
        let membership: Membership
        let number: Int64
        /// nil where the log has no such version.
        let framework: Recorded<Framework>?
        let adopted: Recorded<Framework>?
    }

    private func place(_ parameters: Parameters) throws -> Place? {
        guard let number = parameters["number"].flatMap(Int64.init), let name = parameters["federation"],
            let membership = try node.memberships().first(where: { $0.name == name }), membership.isMember
        else { return nil }
        let log = try node.log(of: membership)
        return Place(
            membership: membership, number: number,
            framework: log.state.frameworks.first { $0.value.number == number },
            adopted: try SummaryDesk(node: node, name: name).framework(membership, log))
    }

    // MARK: Versions

    private func list(_ turn: StaffTurn) throws -> Response {
        let memberships = try node.memberships().filter(\.isMember)
        var body: [HTML] = [
            turn.done([
                "adopted": Phrase(
                    de: "Die Annahme ist unterschrieben und liegt im Ausgang. Sie wird von selbst gesendet.",
                    en: "The adoption is signed and lies in the outbox. It is sent by itself."),
                "said": Phrase(
                    de: "Die Erklärung ist unterschrieben und liegt im Ausgang. Sie wird von selbst gesendet.",
                    en: "The statement is signed and lies in the outbox. It is sent by itself."),
            ])
        ]
        body.append(try waiting(turn))
        for membership in memberships { body += try versions(of: membership, turn) }
        if memberships.isEmpty {
            body.append(
                EmptyState(
                    turn.say("Noch kein Verbund", "No federation yet"),
                    explanation: turn.say(
                        "Hier stehen die Versionen der Rahmenstrategie, sobald die Kommune einem Verbund beigetreten ist.",
                        "The versions of the framework strategy will stand here once the municipality has joined a "
                            + "federation.")
                ).html())
        }
        return turn.show(
            StaffPage(
                title: turn.say("Welche Rahmenstrategie gilt für uns?", "Which framework strategy holds for us?"),
                lead: .text(try lead(memberships, turn)), body: body))
    }

    /// What has been put forward and not been signed yet.
    private func waiting(_ turn: StaffTurn) throws -> HTML {
        let acts = try node.store.read { connection in try PublicActStore.waiting(connection) }
        guard !acts.isEmpty else { return .empty }
        return .section(
            .h2(.text(turn.say("Wartet auf eine zweite Person", "Waits for a second person"))),
            .ul(
                acts.map { act in
                    .li(
                        .a(turn.link("/acts/\(act.id)"), .text(ActWords.title(act)(turn.language))),
                        .text(turn.say(", vorgelegt von \(act.authorName)", ", put forward by \(act.authorName)")))
                }))
    }

    private func lead(_ memberships: [Membership], _ turn: StaffTurn) throws -> String {
        try memberships.map { membership in
            let log = try node.log(of: membership)
            let adopted = try SummaryDesk(node: node, name: membership.name).framework(membership, log)
            guard let adopted else {
                return turn.say("\(membership.name): noch keine angenommen.", "\(membership.name): none adopted yet.")
            }
            let newest = log.state.frameworks.last?.value.number ?? adopted.value.number
            return adopted.value.number == newest
                ? turn.say(
                    "\(membership.name): angenommen ist Version \(newest), die neueste.",
                    "\(membership.name): version \(newest) is adopted, the newest.")
                : turn.say(
                    "\(membership.name): angenommen ist Version \(adopted.value.number); die neueste ist \(newest).",
                    "\(membership.name): version \(adopted.value.number) is adopted; the newest is \(newest).")
        }.joined(separator: " ")
    }

    private func versions(of membership: Membership, _ turn: StaffTurn) throws -> [HTML] {
        let log = try node.log(of: membership)
        let state = log.state
        let adopted = try SummaryDesk(node: node, name: membership.name).framework(membership, log)
        let decisions = try node.store.read { connection in try OwnStatements.chain(of: membership.name, connection) }
            .compactMap { own -> (Reference, Decision)? in
                guard case .adoption(let adoption)? = own.statement?.body else { return nil }
                return (adoption.framework, adoption.decision)
            }
        let rows = state.frameworks.reversed().map { framework -> [DataTable.Cell] in
            let number = framework.value.number
            let decision = decisions.last { $0.0 == framework.reference }?.1
            let adoption: HTML
            if let decision {
                let date = decision.date.map { DateFormat.date($0.description, turn.language) } ?? ""
                adoption = .text([decision.body, date, decision.number].filter { !$0.isEmpty }.joined(separator: ", "))
            } else if number <= adopted?.value.number ?? 0 {
                adoption = .text(turn.say("nicht angenommen", "not adopted"))
            } else if turn.visitor.has(.author) {
                adoption = .a(
                    turn.link("/framework/\(membership.name)/\(number)/adopt"),
                    .text(turn.say("Beschluss eintragen", "Enter the decision")))
            } else {
                adoption = .text(turn.say("noch nicht angenommen", "not adopted yet"))
            }
            return [
                .link("\(number)", turn.link("/framework/\(membership.name)/\(number)")),
                .text(framework.value.title.text(turn.language)),
                .text(DateFormat.date("\(framework.issued.day)", turn.language)),
                .text(
                    state.isInForce(framework)
                        ? turn.say("in Kraft", "in force") : turn.say("nicht in Kraft", "not in force")),
                .html(adoption),
            ]
        }
        return [
            .section(
                .h2(.text(state.founding?.value.name.text(turn.language) ?? membership.name)),
                DataTable(
                    caption: turn.say("Versionen der Rahmenstrategie", "Versions of the framework strategy"),
                    columns: [
                        DataTable.Column(turn.say("Version", "Version")), DataTable.Column(turn.say("Titel", "Title")),
                        DataTable.Column(turn.say("Veröffentlicht", "Published")), DataTable.Column(turn(.status)),
                        DataTable.Column(turn.say("Unsere Annahme", "Our adoption")),
                    ], rows: rows, hidesCaption: true,
                    emptyText: turn.say("Noch ist keine Version veröffentlicht.", "No version has been published yet.")
                ).html(turn.language)),
            ConsultationView(membership: membership, state: state, node: node, turn: turn).html(),
        ]
    }

    /// One version: what differs from the one the town has adopted, else from the one before.
    private func version(_ turn: StaffTurn, _ place: Place) throws -> Response {
        guard let framework = place.framework else { return turn.notFound() }
        let state = try node.log(of: place.membership).state
        let isNewer = place.adopted.map { $0.value.number < place.number } ?? false
        let before = isNewer ? place.adopted : state.frameworks.last { $0.value.number < place.number }
        var body: [HTML] = []
        if let before {
            body.append(
                .section(
                    .h2(
                        .text(
                            turn.say(
                                "Was ist anders als in Version \(before.value.number)?",
                                "What differs from version \(before.value.number)?"))),
                    FrameworkDifferenceView(
                        difference: FrameworkDifference(from: before.value, to: framework.value),
                        language: turn.language
                    ).html()))
        } else {
            body.append(.p(.text(turn.say("Das ist die erste Version.", "This is the first version."))))
        }
        if place.number > place.adopted?.value.number ?? 0, turn.visitor.has(.approver) {
            body.append(
                .p(
                    .buttonLink(
                        turn.link("/framework/\(place.membership.name)/\(place.number)/adopt"),
                        turn.say("Beschluss eintragen", "Enter the decision"))))
        }
        return turn.show(
            StaffPage(
                title: turn.say(
                    "Rahmenstrategie, Version \(place.number)", "Framework strategy, version \(place.number)"),
                lead: .text(framework.value.title.text(turn.language)), body: body))
    }

    // MARK: Adoption

    private func adoption(
        _ turn: StaffTurn, _ place: Place, _ input: FormInput, problem: Wording? = nil
    ) -> Response {
        let isRefused = problem != nil || !input.isAccepted || place.framework == nil
        let title = turn.say(
            "Version \(place.number) der Rahmenstrategie annehmen",
            "Adopt version \(place.number) of the framework strategy")
        guard let framework = place.framework else {
            return turn.show(
                StaffPage(
                    title: title,
                    lead: .text(
                        turn.say(
                            "Version \(place.number) ist nicht veröffentlicht. Angenommen werden kann nur, was im Protokoll des "
                                + "Verbunds steht.",
                            "Version \(place.number) is not published. Only what stands in the federation's log can be "
                                + "adopted.")),
                    body: [.p(.a(turn.link("/framework"), .text(turn(.back))))], status: 422, hasErrors: true))
        }
        return turn.show(
            StaffPage(
                title: title, lead: .text(framework.value.title.text(turn.language)),
                body: [
                    .when(problem) {
                        Callout(.error, [.p(.text(turn.language == .german ? $0.de : $0.en))]).html(turn.language)
                    },
                    Callout(
                        .warning,
                        [
                            .p(
                                .text(
                                    turn.say(
                                        "Der Beschluss wird mit der Unterschrift sofort öffentlich und bleibt es. Nennen Sie "
                                            + "Gremien, keine Personen.",
                                        "The decision becomes public at once with the signature, and stays so. Name bodies, "
                                            + "not persons.")))
                        ]
                    ).html(turn.language),
                    turn.form(
                        "/framework/\(place.membership.name)/\(place.number)/adopt",
                        parts: DecisionForm(today: node.today).parts(input, turn.language),
                        submit: ActWords.submit, cancel: turn.link("/framework")
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func adopt(_ turn: StaffTurn, _ parameters: Parameters, _ form: SubmittedForm) throws -> Response {
        guard let place = try place(parameters) else { return turn.notFound() }
        var input = FormInput(form.fields)
        guard let framework = place.framework, let decision = DecisionForm(today: node.today).decision(&input) else {
            return adoption(turn, place, input)
        }
        let name = place.membership.name
        do {
            let adoption = try Adopting(node: node, name: name).adoption(framework.value.number, decision)
            switch try ActApproval(node: node).take(.adoption(adoption), in: name, by: turn.visitor.account) {
            case .signed: return turn.go("/framework", done: "adopted")
            case .waits(let id): return turn.go("/acts/\(id)")
            }
        } catch let error as NodeError {
            return adoption(turn, place, input, problem: error.wording)
        }
    }
}
