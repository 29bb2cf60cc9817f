import AccountPages
import Accounts
import Database
import Federation
import HTTP
import Pages
import Service

/// `/staff/summary`: choose, look, hand on, approve, sign.
struct SummaryPages: Sendable {
    let node: Node
    let gate: StaffGate

    private static let pattern = "/summary/:federation/:period"

    var routes: [Route] {
        [
            gate.get("/summary") { turn, _ in try choose(turn) },
            gate.get(Self.pattern) { turn, parameters in try show(turn, parameters) },
            gate.get(Self.pattern + "/bytes") { turn, parameters in try bytes(turn, parameters) },
            gate.post(Self.pattern + "/request", .author) { turn, parameters, form in
                try step(turn, parameters, form, done: "requested") { flow, period, _ in
                    try flow.request(period, expecting: form["expect"], by: turn.visitor.account)
                }
            },
            gate.post(Self.pattern + "/approve", .approver) { turn, parameters, form in
                try step(turn, parameters, form, done: "approved") { flow, period, function in
                    try flow.approve(
                        period, function: function, expecting: form["expect"], by: turn.visitor.account)
                }
            },
            gate.post(Self.pattern + "/return", .approver) { turn, parameters, form in
                try step(turn, parameters, form, done: "returned") { flow, period, _ in
                    var input = FormInput(form.fields)
                    let note = input.text("note", limit: 1000, isRequired: true)
                    guard input.isAccepted else {
                        throw NodeError(
                            .usage, de: "Bitte schreiben Sie, was geändert werden soll (höchstens 1.000 Zeichen).",
                            en: "Please write what should be changed (at most 1,000 characters).")
                    }
                    try flow.giveBack(period, note: note, by: turn.visitor.account)
                }
            },
            gate.post(Self.pattern + "/sign", .reader) { turn, parameters, form in
                guard turn.visitor.has(.author) || turn.visitor.has(.approver) else { return turn.notFound() }
                return try step(turn, parameters, form, done: "signed") { flow, period, _ in
                    _ = try flow.sign(period, by: turn.visitor.account)
                }
            },
            gate.post(Self.pattern + "/withdraw", .approver) { turn, parameters, form in
                try step(turn, parameters, form, done: "withdrawn") { flow, period, _ in
                    guard form["confirm"] == period.description,
                        let reason = Federation.Withdrawal.Reason(rawValue: form["reason"])
                    else {
                        throw NodeError(
                            .usage, de: "Bitte wählen Sie einen Grund, und geben Sie genau „\(period)“ ein.",
                            en: "Please choose a reason, and type exactly \"\(period)\".")
                    }
                    try flow.withdraw(period, reason: reason, by: turn.visitor.account)
                }
            },
            gate.post("/outbox/:federation/take-out", .approver) { turn, parameters, form in
                try takeOut(turn, parameters, form)
            },
        ]
    }

    private struct Place {
        let flow: SummaryFlow
        let membership: Membership
        let period: Period
    }

    private func place(_ parameters: Parameters) throws -> Place? {
        guard let period = parameters["period"].flatMap(Period.init), let name = parameters["federation"],
            let membership = try node.memberships().first(where: { $0.name == name }), membership.isMember
        else { return nil }
        return Place(flow: SummaryFlow(node: node, name: name), membership: membership, period: period)
    }

    private func function(_ text: String?) -> Summary.Approval.Function {
        text.flatMap(Summary.Approval.Function.init(rawValue:)) ?? .mayor
    }

    private func show(_ turn: StaffTurn, _ parameters: Parameters) throws -> Response {
        guard let place = try place(parameters) else { return turn.notFound() }
        return try view(turn, place, function(turn.request.queryValue("function")), problem: nil)
    }

    private func view(
        _ turn: StaffTurn, _ place: Place, _ function: Summary.Approval.Function, problem: Wording?
    ) throws -> Response {
        do {
            let standing = try place.flow.standing(place.period, function: function, for: turn.visitor.account)
            return turn.show(SummaryView(standing: standing, problem: problem, function: function, turn: turn).page())
        } catch let error as NodeError where error.code == .notAdopted {
            return turn.show(
                StaffPage(
                    title: turn.say("Noch keine Meldung möglich", "No summary possible yet"),
                    lead: .text(
                        turn.say(
                            "Erst muss die Rahmenstrategie mit einem Beschluss angenommen sein.",
                            "The framework strategy has to be adopted by a decision first.")),
                    body: [
                        .p(
                            .buttonLink(
                                turn.link("/framework"), turn.say("Zur Rahmenstrategie", "To the framework strategy")))
                    ]))
        }
    }

    private func bytes(_ turn: StaffTurn, _ parameters: Parameters) throws -> Response {
        guard let place = try place(parameters) else { return turn.notFound() }
        let standing = try place.flow.standing(
            place.period, function: function(turn.request.queryValue("function")), for: turn.visitor.account)
        var response = Response.bytes(standing.preview.body, contentType: "application/json")
        response.headers["Content-Disposition"] = "attachment; filename=\"summary-\(place.period).json\""
        return response
    }

    /// Takes one step and shows the page again: with what was done, or with why it could not be.
    private func step(
        _ turn: StaffTurn, _ parameters: Parameters, _ form: SubmittedForm, done: String,
        _ act: (SummaryFlow, Period, Summary.Approval.Function) throws -> Void
    ) throws -> Response {
        guard let place = try place(parameters) else { return turn.notFound() }
        let function = function(form["function"])
        do {
            try act(place.flow, place.period, function)
        } catch let error as NodeError {
            return try view(turn, place, function, problem: error.wording)
        }
        return turn.go("/summary/\(place.membership.name)/\(place.period)", done: done)
    }

    private func takeOut(_ turn: StaffTurn, _ parameters: Parameters, _ form: SubmittedForm) throws -> Response {
        guard let name = parameters["federation"],
            let membership = try node.memberships().first(where: { $0.name == name })
        else { return turn.notFound() }
        let refused = try node.store.read { connection in try OwnStatements.next(of: name, connection) }
        let problem: Wording
        if let refused, form["number"] == String(refused.sequence) {
            do {
                _ = try Withdrawal(node: node, name: membership.name).withdraw(by: turn.visitor.account)
                return turn.go("", done: "taken-out")
            } catch let error as NodeError {
                problem = error.wording
            }
        } else {
            problem = Wording(
                de: "Bitte geben Sie genau die Nummer der abgelehnten Erklärung ein.",
                en: "Please type exactly the number of the refused statement.")
        }
        return turn.show(
            StaffPage(
                title: turn.say("Aus dem Ausgang nehmen", "Take out of the outbox"),
                body: [
                    Callout(.error, [.p(.text(turn.language == .german ? problem.de : problem.en))]).html(
                        turn.language),
                    .when(refused) { OwnStatementView(own: $0, federation: name, turn: turn).html() },
                ], status: 422, hasErrors: true))
    }

    // MARK: Choosing

    private func choose(_ turn: StaffTurn) throws -> Response {
        if let period = turn.request.queryValue("period"), let federation = turn.request.queryValue("federation") {
            let known = try node.memberships().contains { $0.name == federation && $0.isMember }
            if known, Period(period) != nil { return turn.go("/summary/\(federation)/\(period)") }
            return turn.show(
                try SummaryChoiceView.read(
                    node, turn,
                    problem: Phrase(
                        de:
                            "Bitte geben Sie den Zeitraum als Jahr, Halbjahr, Quartal oder Monat an, zum Beispiel 2025.",
                        en: "Please give the period as a year, half-year, quarter or month, for example 2025."),
                    typed: period
                ).page())
        }
        return turn.show(try SummaryChoiceView.read(node, turn).page())
    }
}

/// `/staff/summary`: the summaries of all federations and where each one is.
struct SummaryChoiceView {
    struct Row {
        let federation: String
        let period: Period
        let request: SummaryRequest?
        let approved: SummaryDesk.Approved?
        let own: OwnStatement?
    }

    let federations: [String]
    let rows: [Row]
    let problem: Phrase?
    let typed: String
    let turn: StaffTurn

    static func read(
        _ node: Node, _ turn: StaffTurn, problem: Phrase? = nil, typed: String = ""
    ) throws -> SummaryChoiceView {
        var rows: [Row] = []
        let memberships = try node.memberships().filter(\.isMember)
        for membership in memberships {
            let name = membership.name
            let state = try node.log(of: membership).state
            rows += try node.store.read { connection in
                var own: [Period: OwnStatement] = [:]
                for statement in try OwnStatements.chain(of: name, connection) {
                    if case .summary(let summary)? = statement.statement?.body { own[summary.period] = statement }
                }
                var periods = Set(own.keys)
                periods.formUnion(try SummaryRequestStore.waiting(of: name, connection).map(\.period))
                // The last year that has ended within membership is what is asked for next.
                if let year = Period.last(of: .year, by: node.today.adding(days: -1)),
                    state.members[membership.tenant]?.isMember(on: year.lastDay) ?? false
                {
                    periods.insert(year)
                }
                return try periods.sorted { $0.lastDay > $1.lastDay }.map { period in
                    Row(
                        federation: name, period: period,
                        request: try SummaryRequestStore.newest(period, of: name, connection),
                        approved: try SummaryDesk.approved(period, of: name, connection), own: own[period])
                }
            }
        }
        return SummaryChoiceView(
            federations: memberships.map(\.name), rows: rows, problem: problem, typed: typed, turn: turn)
    }

    func page() -> StaffPage {
        let waiting = rows.count { $0.request?.state == .waiting }
        let lead = turn.say(
            waiting == 0
                ? "Nichts wartet auf eine Freigabe."
                : "\(waiting) \(waiting == 1 ? "Meldung wartet" : "Meldungen warten") auf eine Freigabe.",
            waiting == 0
                ? "Nothing waits for approval."
                : "\(waiting) \(waiting == 1 ? "summary waits" : "summaries wait") for approval.")
        guard !federations.isEmpty else {
            return StaffPage(
                title: turn.say("Meldungen", "Summaries"),
                body: [
                    EmptyState(
                        turn.say("Noch kein Verbund", "No federation yet"),
                        explanation: turn.say(
                            "Meldungen gibt es, sobald die Kommune einem Verbund beigetreten ist.",
                            "There are summaries once the municipality has joined a federation.")
                    ).html()
                ])
        }
        return StaffPage(
            title: turn.say("Was melden wir?", "What do we report?"), lead: .text(lead),
            body: [table, another, receipts],
            status: problem == nil ? 200 : 422, hasErrors: problem != nil)
    }

    private var receipts: HTML {
        .p(
            .a(
                turn.link("/receipts"),
                .text(
                    turn.say(
                        "Alle Quittungen und was noch im Ausgang liegt", "All receipts, and what is still in the outbox"
                    ))))
    }

    private var table: HTML {
        DataTable(
            caption: turn.say("Meldungen", "Summaries"),
            columns: [
                DataTable.Column(turn(.reportingPeriod)), DataTable.Column(turn.say("Verbund", "Federation")),
                DataTable.Column(turn(.status)),
            ],
            rows: rows.map { row in
                [
                    .link(
                        DateFormat.period("\(row.period)", turn.language),
                        turn.link("/summary/\(row.federation)/\(row.period)")), .text(row.federation),
                    .html(state(row)),
                ]
            }, hidesCaption: true, emptyText: turn.say("Noch keine.", "None yet.")
        ).html(turn.language)
    }

    private func state(_ row: Row) -> HTML {
        if let approved = row.approved, approved.statement == nil {
            return StatusBadge(.half, turn.say("freigegeben, noch nicht unterschrieben", "approved, not signed yet"))
                .html()
        }
        if let request = row.request {
            switch request.state {
            case .waiting:
                return StatusBadge(
                    .half,
                    turn.say(
                        "wartet auf Freigabe, von \(request.authorName)", "waits for approval, by \(request.authorName)"
                    )
                ).html()
            case .returned:
                return StatusBadge(
                    .attention,
                    turn.say("zurückgegeben von \(request.decidedName)", "given back by \(request.decidedName)")
                ).html()
            case .approved, .replaced: break
            }
        }
        switch row.own?.state {
        case .delivered?: return StatusBadge(.done, turn.say("zugestellt", "delivered")).html()
        case .waiting?: return StatusBadge(.half, turn.say("wartet im Ausgang", "waits in the outbox")).html()
        case .refused?: return StatusBadge(.stopped, turn(.refused)).html()
        case .withdrawn?, nil: return StatusBadge(.open, turn.say("noch nicht vorgelegt", "not handed on yet")).html()
        }
    }

    private var another: HTML {
        var fields: [FormField] = []
        if federations.count > 1 {
            fields.append(
                FormField(
                    id: "federation", label: turn.say("Verbund", "Federation"),
                    control: .select(federations.map { FormField.Option($0, $0) })))
        }
        fields.append(
            FormField(
                id: "period", label: turn(.reportingPeriod), control: .text(width: 12),
                hint: turn.say("zum Beispiel 2025 oder 2025-H1", "for example 2025 or 2025-H1"), value: typed,
                error: problem.map { turn($0) }))
        let only = federations.count == 1 ? federations.map { QueryItem("federation", $0) } : []
        var form = Form(
            action: turn.link("/summary"), hidden: only + [QueryItem("lang", turn.language.rawValue)], fields: fields,
            submitLabel: turn.say("Ansehen", "Look"))
        form.isQuestion = true
        return .section(.h2(.text(turn.say("Anderer Zeitraum", "Another period"))), form.html(turn.language))
    }
}
