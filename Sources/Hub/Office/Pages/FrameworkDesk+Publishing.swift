import AccountPages
import Accounts
import Crypto
import Database
import Federation
import HTTP
import Pages

/// Laying the working draft before somebody else, and publishing it: two people, and the same bytes for both.
extension FrameworkDesk {
    var publishingRoutes: [Route] {
        let gate = rooms.gate
        return [
            gate.get("/framework/publish", for: .reader) { request, _, visitor in
                try publishPage(rooms.desk(request, visitor, query: ["done"]), FormInput())
            },
            gate.post("/framework/propose", for: .author) { request, _, visitor, form in
                try propose(rooms.desk(request, visitor), form)
            },
            gate.post("/framework/withdraw", for: .author) { request, _, visitor, form in
                try withdraw(rooms.desk(request, visitor), form)
            },
            gate.post("/framework/publish", for: .approver) { request, _, visitor, form in
                try publish(rooms.desk(request, visitor), form)
            },
        ]
    }

    private func publishPage(_ desk: Desk, _ input: FormInput, _ problem: Phrase? = nil) throws -> Response {
        guard let model = try PublishModel(rooms, desk) else { return desk.redirect("/office/framework") }
        return PublishView(desk: desk, model: model).page(input, problem)
    }

    private func propose(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        guard let model = try PublishModel(rooms, desk) else { return desk.redirect("/office/framework") }
        guard form["digest"] == model.digest.hex else { return try publishPage(desk, FormInput(), .changedSince) }
        try rooms.proposals.put(
            Proposal(
                kind: .framework, subject: String(model.number), digest: model.digest, note: "",
                account: desk.account.id, name: desk.account.name, at: rooms.now), by: desk.account)
        return desk.redirect("/office/framework/publish", [QueryItem("done", "proposed")])
    }

    private func withdraw(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        let number = String(desk.say.state.frameworks.count + 1)
        try rooms.proposals.withdraw(.framework, number, by: desk.account, at: rooms.now)
        return desk.redirect("/office/framework/publish", [QueryItem("done", "withdrawn")])
    }

    private func publish(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        guard let model = try PublishModel(rooms, desk) else { return desk.redirect("/office/framework") }
        var input = FormInput(form.fields)
        guard form["digest"] == model.digest.hex, model.proposal?.digest == model.digest else {
            return try publishPage(desk, FormInput(), .changedSince)
        }
        if case .refused(let refusal) = model.decision {
            return try publishPage(desk, FormInput(), Phrase(de: refusal.de, en: refusal.en))
        }
        let isNamed = input["number"] == String(model.number)
        guard isNamed else {
            input.refuse("number", .nameTheVersion(model.number))
            return try publishPage(desk, input)
        }
        let revision = model.draft.revision
        let number = String(model.number)
        let isSelfApproved = model.decision == .allowedAsSelfApproved
        let now = rooms.now
        let account = desk.account
        do {
            _ = try rooms.office.perform(.publish(model.framework), by: account) { connection in
                // Whoever has gone on writing meanwhile keeps their text: the draft then stays.
                try DraftStore.end(revision: revision, connection)
                try Proposals.end(.framework, number, connection)
                if isSelfApproved {
                    try Journal.record(
                        "framework.self-approved", object: number, detail: "", by: account, at: now, connection)
                }
            }
        } catch {
            return try publishPage(desk, input, OfficeProblem.phrase(error))
        }
        return .redirect(to: desk.link("/framework/\(model.number)").text)
    }
}

/// The draft as it would be published, and who may do it.
struct PublishModel: Sendable {
    let draft: WorkingDraft
    let number: Int64
    let framework: Framework
    let digest: Digest
    let proposal: Proposal?
    let decision: FourEyes.Decision
    let consultation: Consultation?
    let changes: Int

    /// nil without a working draft.
    init?(_ rooms: OfficeRooms, _ desk: Desk) throws {
        guard let draft = try rooms.drafts.load() else { return nil }
        let state = desk.say.state
        self.draft = draft
        number = Int64(state.frameworks.count) + 1
        framework = try draft.framework(number: number)
        digest = framework.digest
        let proposal = try rooms.proposals.find(.framework, String(number))
        self.proposal = proposal
        let account = desk.account
        decision = try rooms.store.read { connection in
            var authors = try DraftStore.authors(connection)
            if let proposal { authors.insert(proposal.account) }
            return FourEyes.decide(
                authors: authors, approver: account,
                isSelfApprovalAllowed: try FourEyes.isSelfApprovalAllowed(connection))
        }
        consultation = state.currentConsultation
        changes = try FrameworkDeskModel(draft, state).changes
    }

    /// Whether what was laid before the approvers is what the draft says now.
    var isProposed: Bool { proposal?.digest == digest }
    var unanswered: Int { consultation?.unanswered ?? 0 }
}
