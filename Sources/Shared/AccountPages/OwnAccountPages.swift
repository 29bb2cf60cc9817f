import Accounts
import HTTP
import Pages

/// One's own account: password, other sessions, and the way to the second factor.
struct OwnAccountPages: Sendable {
    let gate: StaffGate

    private var site: StaffSite { gate.site }

    var routes: [Route] {
        [
            gate.page("/account") { request, _, visitor in
                try page(request, visitor, notice: Notice(request))
            },
            gate.act("/account/password") { request, _, visitor, form in
                do {
                    let step = try site.desk.changePassword(
                        visitor.token, present: form["password-present"], new: form["password"],
                        repeated: form["password-repeated"])
                    return gone(request, step, .password)
                } catch let refusals as AccountRefusals {
                    return try page(request, visitor, faults: refusals.all)
                }
            },
            gate.act("/account/sessions") { request, _, visitor, _ in
                gone(request, try site.desk.endOtherSessions(visitor.token), .sessions)
            },
        ] + SecondFactorPages(gate: gate).routes
    }

    /// What has just been done, as the page that follows says it.
    enum Notice: String {
        case password, sessions, removed

        init?(_ request: Request) {
            guard let text = request.queryValue("done"), let notice = Notice(rawValue: text) else { return nil }
            self = notice
        }

        var phrase: Phrase {
            switch self {
            case .password: .passwordChanged
            case .sessions: .otherSessionsEnded
            case .removed: .secondFactorRemoved
            }
        }
    }

    /// The session has a new token: the browser gets it with the redirect.
    private func gone(_ request: Request, _ step: LogIn, _ notice: Notice) -> Response {
        var response = site.redirect("/account", request, [QueryItem("done", notice.rawValue)])
        gate.cookies.set(.session, step.session.text, request, &response)
        gate.cookies.set(.device, step.device, request, &response)
        return response
    }

    private func page(
        _ request: Request, _ visitor: Visitor, faults: [AccountRefusal] = [], notice: Notice? = nil
    ) throws -> Response {
        let language = site.language(request)
        let own = try site.desk.own(visitor.token)
        let account = own.account
        let isWeak = account.roles.contains(.admin) && !account.hasSecondFactor
        let body: [HTML] = [
            .when(notice) { Callout(.success, [.p(.text($0.phrase(language)))]).html(language) },
            DefinitionList([
                (Phrase.login(language), .text(account.login)), (Phrase.name(language), .text(account.name)),
                (Phrase.function(language), .text(account.function.isEmpty ? "–" : account.function)),
                (Phrase.roles(language), .text(RoleWords.list(account.roles, language))),
            ]).html(),
            .p(.text(Phrase.askAdmin(language)), class: "hint"),
            .heading(.text(Phrase.secondFactorTitle(language)), id: "second-factor"),
            .when(isWeak, Callout(.warning, [.p(.text(Phrase.adminWithoutFactor(language)))]).html(language)),
            .p(.text(SecondFactorPages.state(own, language))),
            .p(
                .buttonLink(
                    site.link("/account/second-factor", language),
                    (account.hasSecondFactor ? Phrase.secondFactorManage : Phrase.secondFactorBegin)(language),
                    primary: false)),
            .heading(.text(Phrase.sessionsTitle(language)), id: "sessions"),
            .p(.text(Phrase.sessionCount(own.sessions)(language))),
            .when(
                own.sessions > 1,
                Form(
                    action: site.link("/account/sessions", language), hidden: [visitor.csrf], fields: [],
                    submitLabel: Phrase.endOtherSessions(language)
                ).html(language)),
            .heading(.text(Phrase.changePassword(language)), id: "change-password"),
            passwordForm(visitor, faults, language),
        ]
        return site.response(
            StaffPage(
                title: Phrase.ownAccount(language), body: body, status: faults.isEmpty ? 200 : 422,
                hasErrors: !faults.isEmpty), request, visitor)
    }

    private func passwordForm(
        _ visitor: Visitor, _ faults: [AccountRefusal], _ language: Pages.Language
    ) -> HTML {
        func error(_ codes: AccountRefusal.Code...) -> String? {
            faults.first { codes.contains($0.code) }?.sentence(language)
        }
        return Form(
            action: site.link("/account/password", language), hidden: [visitor.csrf],
            fields: [
                FormField(
                    id: "password-present", label: Phrase.presentPassword(language), control: .password(),
                    error: error(.wrongCredentials, .throttled, .busy)),
                FormField(
                    id: "password", label: Phrase.newPassword(language), control: .password(isNew: true),
                    hint: Phrase.passwordHint(language), error: error(.password)),
                FormField(
                    id: "password-repeated", label: Phrase.passwordRepeated(language),
                    control: .password(isNew: true), error: error(.passwordRepeated)),
            ], submitLabel: Phrase.changePassword(language)
        ).html(language)
    }
}
