import Accounts
import HTTP
import Pages
import Service

/// All accounts of the house, invitations, and the setting for approvals; for admins.
struct AccountListPages: Sendable {
    let gate: StaffGate

    private var site: StaffSite { gate.site }

    var routes: [Route] {
        [
            gate.get("/accounts", for: .admin) { request, _, visitor in
                try list(request, visitor, notice: request.queryValue("done").flatMap { Notice(rawValue: $0) })
            },
            gate.get("/accounts/invite", for: .admin) { request, _, visitor in
                inviteForm(request, visitor, Typed())
            },
            gate.post("/accounts/invite", for: .admin) { request, _, visitor, form in
                try invite(request, visitor, form)
            },
            gate.post("/accounts/withdraw", for: .admin) { request, _, visitor, form in
                try site.desk.withdrawInvitation(form["login"], by: visitor.account)
                return site.redirect("/accounts", request, [QueryItem("done", Notice.withdrawn.rawValue)])
            },
            gate.post("/accounts/self-approval", for: .admin) { request, _, visitor, form in
                try site.desk.allowSelfApproval(form["self-approval"] == "yes", by: visitor.account)
                return site.redirect("/accounts", request, [QueryItem("done", Notice.setting.rawValue)])
            },
        ] + AccountPage(gate: gate).routes
    }

    /// What has just been done.
    enum Notice: String {
        case changed, deactivated, activated, withdrawn, setting

        var phrase: Phrase {
            switch self {
            case .changed: .accountChanged
            case .deactivated: .accountDeactivated
            case .activated: .accountActivated
            case .withdrawn: .invitationWithdrawn
            case .setting: .settingSaved
            }
        }
    }

    // MARK: The list

    private func list(_ request: Request, _ visitor: Visitor, notice: Notice?) throws -> Response {
        let language = site.language(request)
        let accounts = try site.desk.accounts()
        let invitations = try site.desk.openInvitations()
        let active = accounts.count(where: \.isActive)
        var body: [HTML] = [
            .when(notice) { Callout(.success, [.p(.text($0.phrase(language)))]).html(language) },
            .div(
                .buttonLink(site.link("/accounts/invite", language), Phrase.invite(language)),
                .buttonLink(site.link("/journal", language), Phrase.journal(language), primary: false),
                class: "buttons"),
            table(accounts, language),
        ]
        if !invitations.isEmpty { body.append(table(invitations, visitor, language)) }
        body += [
            .heading(.text(Phrase.selfApprovalTitle(language)), id: "four-eyes"),
            .p(.text(Phrase.selfApprovalWhy(language))), try settingForm(visitor, language),
        ]
        return site.response(
            StaffPage(
                title: Phrase.accounts(language),
                lead: .text(Phrase.accountsLead(active, accounts.count - active)(language)), body: body), request,
            visitor)
    }

    private func table(_ accounts: [Account], _ language: Pages.Language) -> HTML {
        DataTable(
            caption: Phrase.accounts(language),
            columns: [Phrase.name, .login, .function, .roles, .secondFactorTitle, .state].map {
                DataTable.Column($0(language))
            },
            rows: accounts.map { account in
                [
                    .link(account.name, site.link("/accounts/\(account.id)", language)), .text(account.login),
                    .text(account.function), .text(RoleWords.list(account.roles, language)),
                    .text((account.hasSecondFactor ? Phrase.on : .off)(language)),
                    .html(
                        StatusBadge(
                            account.isActive ? .done : .paused, (account.isActive ? Phrase.active : .inactive)(language)
                        ).html()),
                ]
            }
        ).html(language)
    }

    private func table(
        _ invitations: [OpenInvitation], _ visitor: Visitor, _ language: Pages.Language
    ) -> HTML {
        DataTable(
            caption: Phrase.openInvitations(language),
            columns: [Phrase.name, .login, .roles, .validUntil, .action].map { DataTable.Column($0(language)) },
            rows: invitations.map { invitation in
                [
                    .text(invitation.name), .text(invitation.login),
                    .text(RoleWords.list(invitation.roles, language)),
                    .text(Moment.text(invitation.expires, language)),
                    .html(
                        Form(
                            action: site.link("/accounts/withdraw", language),
                            hidden: [visitor.csrf, QueryItem("login", invitation.login)], fields: [],
                            submitLabel: Phrase.withdraw(language)
                        ).html(language)),
                ]
            }
        ).html(language)
    }

    private func settingForm(_ visitor: Visitor, _ language: Pages.Language) throws -> HTML {
        let isAllowed = try site.desk.isSelfApprovalAllowed()
        return Form(
            action: site.link("/accounts/self-approval", language), hidden: [visitor.csrf],
            fields: [
                FormField(
                    id: "self-approval", label: Phrase.selfApprovalQuestion(language),
                    control: .radios([
                        FormField.Option("no", Phrase.selfApprovalNo(language)),
                        FormField.Option("yes", Phrase.selfApprovalYes(language)),
                    ]), value: isAllowed ? "yes" : "no")
            ], submitLabel: Phrase.save(language)
        ).html(language)
    }

    // MARK: Inviting

    private struct Typed {
        var login = ""
        var name = ""
        var function = ""
        var roles: Set<StaffRole> = [.author]
        var faults: [AccountRefusal] = []
    }

    private func invite(_ request: Request, _ visitor: Visitor, _ form: SubmittedForm) throws -> Response {
        let language = site.language(request)
        var typed = Typed(
            login: form["login"], name: form["name"], function: form["function"], roles: RoleWords.read(form))
        do {
            let person = try PersonEntry(
                login: typed.login, name: typed.name, function: typed.function, roles: typed.roles)
            let token = try site.desk.invite(person, by: visitor.account)
            return linkPage(
                request, visitor, title: Phrase.invitationTitle(person.name)(language),
                lead: Phrase.invitationLead(language), token)
        } catch let refusals as AccountRefusals {
            typed.faults = refusals.all
        } catch let refusal as AccountRefusal {
            typed.faults = [refusal]
        }
        return inviteForm(request, visitor, typed)
    }

    private func inviteForm(_ request: Request, _ visitor: Visitor, _ typed: Typed) -> Response {
        let language = site.language(request)
        func error(_ codes: AccountRefusal.Code...) -> String? {
            typed.faults.first { codes.contains($0.code) }?.sentence(language)
        }
        let form = Form(
            action: site.link("/accounts/invite", language), hidden: [visitor.csrf],
            fields: [
                FormField(
                    id: "name", label: Phrase.name(language), control: .text(width: 30), value: typed.name,
                    error: error(.name)),
                FormField(
                    id: "function", label: Phrase.function(language), control: .text(width: 30),
                    hint: Phrase.functionHint(language), value: typed.function, isRequired: false,
                    error: error(.function)),
                FormField(
                    id: "login", label: Phrase.login(language), control: .text(width: 30),
                    hint: Phrase.loginHint(language), value: typed.login,
                    error: error(.login, .loginTaken, .notAllowed), autocomplete: "off"),
                RoleWords.field(typed.roles, error: error(.roles), language),
            ], submitLabel: Phrase.makeInvitation(language),
            cancel: PageFrame.Link(Phrase.cancel(language), site.link("/accounts", language)))
        return site.response(
            StaffPage(
                title: Phrase.invite(language), lead: .text(Phrase.inviteLead(language)), body: [form.html(language)],
                status: typed.faults.isEmpty ? 200 : 422, hasErrors: !typed.faults.isEmpty), request, visitor)
    }

    /// A link that is shown this once.
    func linkPage(
        _ request: Request, _ visitor: Visitor, title: String, lead: String, _ token: Token
    ) -> Response {
        let language = site.language(request)
        return site.response(
            StaffPage(
                title: title, lead: .text(lead),
                body: [
                    .p(.element(.code, [.class("hash-full")], [.text(site.address(of: token))])),
                    .p(.text(Phrase.linkOnce(language)), class: "hint"),
                    .p(.buttonLink(site.link("/accounts", language), Phrase.accounts(language), primary: false)),
                ]), request, visitor)
    }
}

/// A moment as a page shows it.
enum Moment {
    static func text(_ seconds: Int64, _ language: Pages.Language, seconds shows: Bool = false) -> String {
        guard let moment = Timestamp(seconds: seconds) else { return "–" }
        return DateFormat.timestamp(moment.text, language, seconds: shows)
    }
}
