import AccountPages
import Accounts
import Crypto
import Database
import Federation
import HTTP
import Pages

/// Where the office looks at the report of a period and two people sign it.
struct ReportsDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        let gate = rooms.gate
        return [
            gate.get("/reports", for: .reader) { request, _, visitor in
                ReportListView(desk: rooms.desk(request, visitor), today: rooms.today).page(FormInput())
            },
            gate.get("/reports/choose", for: .reader) { request, _, visitor in
                choose(rooms.desk(request, visitor, query: ["period"]))
            },
            gate.get("/reports/:period", for: .reader) { request, parameters, visitor in
                let desk = rooms.desk(request, visitor, query: ["done"])
                guard let period = Period(parameters["period"] ?? "") else { return rooms.notFound(request) }
                return try page(desk, period)
            },
            gate.post("/reports/:period/propose", for: .author) { request, parameters, visitor, form in
                guard let period = Period(parameters["period"] ?? "") else { return rooms.notFound(request) }
                return try propose(rooms.desk(request, visitor), period, form)
            },
            gate.post("/reports/:period/withdraw", for: .author) { request, parameters, visitor, _ in
                guard let period = Period(parameters["period"] ?? "") else { return rooms.notFound(request) }
                return try withdraw(rooms.desk(request, visitor), period)
            },
            gate.post("/reports/:period/sign", for: .approver) { request, parameters, visitor, form in
                guard let period = Period(parameters["period"] ?? "") else { return rooms.notFound(request) }
                return try sign(rooms.desk(request, visitor), period, form)
            },
        ]
    }

    private func choose(_ desk: Desk) -> Response {
        let typed = desk.say.query.first?.value ?? ""
        guard let period = Period(typed) else {
            var input = FormInput(stored: ["period": [typed]])
            input.refuse("period", .periodExpected)
            return ReportListView(desk: desk, today: rooms.today).page(input)
        }
        return desk.redirect("/office/reports/\(period)")
    }

    private func page(_ desk: Desk, _ period: Period, _ input: FormInput? = nil, _ problem: Phrase? = nil) throws
        -> Response
    {
        let model = try ReportModel(rooms, desk, period)
        return ReportDeskView(desk: desk, model: model, today: rooms.today).page(input, problem)
    }

    private func propose(_ desk: Desk, _ period: Period, _ form: SubmittedForm) throws -> Response {
        let model = try ReportModel(rooms, desk, period)
        guard let preview = model.preview else { return try page(desk, period) }
        var input = FormInput(form.fields)
        let reason = preview.edition == 1 ? "" : input.text("reason", limit: 1000, isRequired: true)
        guard input.isAccepted else { return try page(desk, period, input) }
        guard form["digest"] == ReportModel.digest(preview, reason: "")?.hex else {
            return try page(desk, period, input, .figuresChangedSince)
        }
        guard let digest = ReportModel.digest(preview, reason: reason) else { return try page(desk, period, input) }
        try rooms.proposals.put(
            Proposal(
                kind: .report, subject: period.description, digest: digest, note: reason, account: desk.account.id,
                name: desk.account.name, at: rooms.now), by: desk.account)
        return desk.redirect("/office/reports/\(period)", [QueryItem("done", "proposed")])
    }

    private func withdraw(_ desk: Desk, _ period: Period) throws -> Response {
        try rooms.proposals.withdraw(.report, period.description, by: desk.account, at: rooms.now)
        return desk.redirect("/office/reports/\(period)", [QueryItem("done", "withdrawn")])
    }

    private func sign(_ desk: Desk, _ period: Period, _ form: SubmittedForm) throws -> Response {
        let model = try ReportModel(rooms, desk, period)
        var input = FormInput(form.fields)
        guard let proposal = model.proposal, model.isProposed, form["digest"] == proposal.digest.hex else {
            return try page(desk, period, FormInput(), .figuresChangedSince)
        }
        if case .refused(let refusal) = model.decision {
            return try page(desk, period, FormInput(), Phrase(de: refusal.de, en: refusal.en))
        }
        if input["period"] != period.description {
            input.refuse("period", .nameThePeriod(period))
            return try page(desk, period, input)
        }
        let isSelfApproved = model.decision == .allowedAsSelfApproved
        let (account, now) = (desk.account, rooms.now)
        let act = Office.Act.report(period, reason: proposal.note, digest: proposal.digest)
        do {
            _ = try rooms.office.perform(act, by: account) { connection in
                try Proposals.end(.report, period.description, connection)
                if isSelfApproved {
                    try Journal.record(
                        "report.self-approved", object: period.description, detail: "", by: account, at: now,
                        connection)
                }
            }
        } catch is Office.ReportChanged {
            return try page(rooms.renewed(desk), period, FormInput(), .figuresChangedSince)
        } catch {
            return try page(desk, period, input, OfficeProblem.phrase(error))
        }
        return desk.redirect("/office/reports/\(period)", [QueryItem("done", "signed")])
    }
}

/// The report of a period as it would be signed now, and who may do it.
struct ReportModel: Sendable {
    /// Why there is nothing to sign.
    enum Nothing: Sendable {
        case notBegun, noFramework, noTowns, noFigures
    }

    let period: Period
    let preview: RegionalReport?
    let nothing: Nothing?
    let editions: [Recorded<RegionalReport>]
    let proposal: Proposal?
    let decision: FourEyes.Decision

    init(_ rooms: OfficeRooms, _ desk: Desk, _ period: Period) throws {
        let state = desk.say.state
        self.period = period
        editions = state.reports[period] ?? []
        let proposal = try rooms.proposals.find(.report, period.description)
        self.proposal = proposal
        let account = desk.account
        decision = try rooms.store.read { connection in
            FourEyes.decide(
                authors: proposal.map { [$0.account] } ?? [], approver: account,
                isSelfApprovalAllowed: try FourEyes.isSelfApprovalAllowed(connection))
        }
        guard period.firstDay <= rooms.today else {
            (preview, nothing) = (nil, .notBegun)
            return
        }
        guard state.currentFramework != nil else {
            (preview, nothing) = (nil, .noFramework)
            return
        }
        let report = try state.report(period: period)
        if report.towns.isEmpty {
            (preview, nothing) = (nil, .noTowns)
        } else if report.figures.isEmpty {
            (preview, nothing) = (nil, .noFigures)
        } else {
            (preview, nothing) = (report, nil)
        }
    }

    /// Whether what was laid before the approvers is what the log says now.
    var isProposed: Bool {
        guard let proposal, let preview else { return false }
        return Self.digest(preview, reason: proposal.note) == proposal.digest
    }

    /// Names the report's content: entries that change no figure do not change it.
    static func digest(_ report: RegionalReport, reason: String) -> Digest? {
        guard let value = try? JSONValue(canonicalBytes: report.canonicalBytes) else { return nil }
        let content = value.setting("size", to: .null).setting("reason", to: .string(reason))
        return SHA256.digest(content.canonicalBytes)
    }
}
