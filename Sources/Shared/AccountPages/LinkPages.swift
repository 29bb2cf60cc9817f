import Accounts
import HTTP
import Pages

/// What a one-time link opens: the first account, an invitation, a new password.
struct LinkPages: Sendable {
    let gate: StaffGate

    private var site: StaffSite { gate.site }

    var routes: [Route] {
        [
            gate.open("GET", "/link/:token") { request, parameters in
                opened(request, parameters) { _, link in try page(request, link, Model(link)) }
            },
            gate.open("POST", "/link/:token") { request, parameters in
                let form = try SubmittedForm(request)
                return opened(request, parameters) { token, link in try take(request, form, token, link) }
            },
        ]
    }

    private struct Model {
        var login: String
        var name: String
        var function: String
        var faults: [AccountRefusal] = []
        var notice: Phrase?

        init(_ link: AccountLink) {
            login = link.login
            name = link.name
            function = link.function
        }
    }

    private func opened(
        _ request: Request, _ parameters: Parameters, _ body: (Token, AccountLink) throws -> Response
    ) -> Response {
        let language = site.language(request)
        do {
            guard let token = Token(parameters["token"] ?? "") else { return unknown(request, language) }
            return try body(token, try site.desk.link(token))
        } catch let refusal as AccountRefusal {
            return refused(request, refusal.sentence(language))
        } catch {
            site.log.error("staff.link-failed", .code("request", request.id), .failure(error))
            return refused(request, Phrase.internalError(language), status: 500)
        }
    }

    private func take(
        _ request: Request, _ form: SubmittedForm, _ token: Token, _ link: AccountLink
    ) throws -> Response {
        var model = Model(link)
        if link.kind == .first {
            model.login = form["login"]
            model.name = form["name"]
            model.function = form["function"]
        }
        guard gate.isOurs(form, request) else {
            model.notice = Phrase.cookieMissing
            return try page(request, link, model, status: 403)
        }
        do {
            let password = (form["password"], form["password-repeated"])
            let step: LogIn
            switch link.kind {
            case .first:
                step = try site.desk.acceptFirst(
                    token, login: model.login, name: model.name, function: model.function, password: password.0,
                    repeated: password.1)
            case .invitation:
                step = try site.desk.acceptInvitation(token, password: password.0, repeated: password.1)
            case .reset:
                try site.desk.acceptReset(token, password: password.0, repeated: password.1)
                return site.redirect("/login", request, [QueryItem("reset", "1")])
            }
            var response = site.redirect("", request)
            gate.cookies.set(.session, step.session.text, request, &response)
            gate.cookies.set(.device, step.device, request, &response)
            return response
        } catch let refusals as AccountRefusals {
            model.faults = refusals.all
            return try page(request, link, model, status: 422)
        }
    }

    private func page(
        _ request: Request, _ link: AccountLink, _ model: Model, status: Int = 200
    ) throws -> Response {
        let language = site.language(request)
        let key = try gate.formKey(request)
        func error(_ codes: AccountRefusal.Code...) -> String? {
            model.faults.first { codes.contains($0.code) }?.sentence(language)
        }
        let person = [
            FormField(
                id: "login", label: Phrase.login(language), control: .text(width: 30),
                hint: Phrase.loginHint(language), value: model.login, error: error(.login, .loginTaken),
                autocomplete: "username"),
            FormField(
                id: "name", label: Phrase.name(language), control: .text(width: 30), value: model.name,
                error: error(.name), autocomplete: "name"),
            FormField(
                id: "function", label: Phrase.function(language), control: .text(width: 30),
                hint: Phrase.functionHint(language), value: model.function, isRequired: false,
                error: error(.function), autocomplete: "organization-title"),
        ]
        let password = [
            FormField(
                id: "password", label: Phrase.newPassword(language), control: .password(isNew: true),
                hint: Phrase.passwordHint(language), error: error(.password)),
            FormField(
                id: "password-repeated", label: Phrase.passwordRepeated(language), control: .password(isNew: true),
                error: error(.passwordRepeated)),
        ]
        let form = Form(
            action: Address(path: request.path, query: [QueryItem("lang", language.rawValue)]), hidden: [key.field],
            fields: (link.kind == .first ? person : []) + password,
            submitLabel: (link.kind == .reset ? Phrase.save : Phrase.saveAndLogIn)(language))
        let title =
            switch link.kind {
            case .first: Phrase.firstAccountTitle(language)
            case .invitation: Phrase.welcome(model.name)(language)
            case .reset: Phrase.newPasswordTitle(language)
            }
        let lead: HTML =
            link.kind == .first
            ? .text(Phrase.firstAccountLead(language)) : .text(Phrase.yourLogin(model.login)(language))
        var response = site.response(
            StaffPage(
                title: title, lead: lead,
                body: [
                    .when(model.notice) { Callout(.warning, [.p(.text($0(language)))]).html(language) },
                    form.html(language),
                ], status: status, hasErrors: !model.faults.isEmpty), request, nil)
        gate.cookies.set(.form, key.token.text, request, &response)
        return response
    }

    private func unknown(_ request: Request, _ language: Pages.Language) -> Response {
        refused(request, Phrase.linkIncomplete(language), status: 404)
    }

    private func refused(_ request: Request, _ sentence: String, status: Int = 410) -> Response {
        let language = site.language(request)
        return site.response(
            StaffPage(
                title: Phrase.linkRefusedTitle(language), lead: .text(sentence),
                body: [.p(.buttonLink(site.link("/login", language), Phrase.signIn(language), primary: false))],
                status: status), request, nil)
    }
}
