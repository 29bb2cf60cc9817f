import AccountPages
import Accounts
import Federation
import HTTP
import Pages

// What one person has put forward, for the second person who decides.

extension StrategyPages {
    func proposal(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        guard let id = parameters["id"].flatMap(Int64.init),
            let proposal = try node.store.read({ connection in try ProposalStore.find(id, connection) })
        else { return notFound(request, visitor) }
        let strategy = try proposal.strategy
        var body: [HTML] = [ProposalWords.facts(proposal, strategy, language)]
        if proposal.state == .waiting {
            body += try decisionForms(proposal, visitor, language)
        }
        let old: Strategy?
        var framework: Framework?
        switch proposal.kind {
        case .adoption: old = try node.store.read { connection in try VersionStore.newest(connection)?.strategy }
        case .publication:
            let membership = try node.membership(proposal.federation)
            let state = try node.log(of: membership).state
            old = state.strategies[membership.tenant]?.value
            framework = state.framework(strategy.framework)
        }
        if let old, proposal.state == .waiting {
            body.append(.h2(.text(Phrase(de: "Was sich ändert", en: "What changes")(language))))
            body += DifferenceView(old: old, new: strategy, language: language).body
        }
        body.append(.h2(.text(Phrase(de: "Der ganze Text", en: "The whole text")(language))))
        body += PublishedText(strategy: strategy, framework: framework, language: language).html
        body.append(bytesOf(strategy, language))
        return respond(
            StaffPage(
                title: ProposalWords.title(proposal, language), lead: .text(ProposalWords.lead(proposal, language)),
                body: body),
            request, visitor)
    }

    private func decisionForms(
        _ proposal: Proposal, _ visitor: Visitor, _ language: Pages.Language
    ) throws -> [HTML] {
        let isAllowed = try node.store.read { connection in try FourEyes.isSelfApprovalAllowed(connection) }
        switch FourEyes.decide(authors: proposal.authors, approver: visitor.account, isSelfApprovalAllowed: isAllowed) {
        case .refused(let refusal):
            return [Callout(.information, [.p(.text(language == .german ? refusal.de : refusal.en))]).html(language)]
        case .allowed, .allowedAsSelfApproved: break
        }
        let action = link("/proposals/\(proposal.id)", language)
        let approve = Form(
            action: action,
            hidden: [visitor.csrf, QueryItem("do", "approve"), QueryItem("sha256", proposal.sha256.hex)], fields: [],
            submitLabel: proposal.kind == .adoption
                ? Phrase(de: "Als geltende Fassung bestätigen", en: "Confirm as the version that holds")(language)
                : Phrase(de: "Freigeben und sofort veröffentlichen", en: "Approve and publish at once")(language))
        var back = Form(
            action: action, hidden: [visitor.csrf, QueryItem("do", "return")],
            fields: [
                FormField(
                    id: "reason", label: Phrase(de: "Warum geht es zurück?", en: "Why does it go back?")(language),
                    control: .area(rows: 3))
            ], submitLabel: Phrase(de: "Zurückgeben", en: "Give back")(language))
        back.isSecondary = true
        return [
            approve.html(language),
            Details(Phrase(de: "Stattdessen zurückgeben", en: "Give it back instead")(language), [back.html(language)])
                .html(),
        ]
    }

    func decide(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        guard let id = parameters["id"].flatMap(Int64.init) else { return notFound(request, visitor) }
        let language = language(request)
        return try guarded(request, visitor, back: link("/proposals/\(id)", language)) {
            if form["do"] == "return" {
                var input = FormInput(form.fields)
                let reason = input.text("reason", limit: 1000, isRequired: true)
                guard input.isAccepted else { throw NodeError.reasonMissing }
                try approval.giveBack(id, reason: reason, by: visitor.account)
            } else {
                try approval.approve(id, seen: form["sha256"], by: visitor.account)
            }
            return redirect("/proposals/\(id)", request)
        }
    }
}
