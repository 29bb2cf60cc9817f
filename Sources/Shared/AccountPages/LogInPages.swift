import Accounts
import HTTP
import Pages

/// Log-in, second factor, log-out.
struct LogInPages: Sendable {
    let gate: StaffGate

    private var site: StaffSite { gate.site }

    var routes: [Route] {
        [
            gate.open("GET", "/login") { request, _ in
                let back = request.queryValue("return").flatMap { ReturnPath($0, prefix: site.prefix) }
                if let visitor = try gate.visitor(request) { return arrive(request, visitor, back, nil) }
                return page(request, Model(back: back))
            },
            gate.open("POST", "/login") { request, _ in try logIn(request, try SubmittedForm(request)) },
            gate.open("POST", "/login/code") { request, _ in try confirm(request, try SubmittedForm(request)) },
            gate.open("GET", "/login/code") { request, _ in site.redirect("/login", request) },
            gate.act("/logout") { request, _, visitor, _ in
                try site.desk.logOut(visitor.token)
                var response = site.redirect("/login", request, [QueryItem("ended", "1")])
                gate.cookies.set(.session, "", request, &response)
                return response
            },
        ]
    }

    /// What the log-in page shows.
    struct Model {
        var login = ""
        var refusal: AccountRefusal?
        var notice: Phrase?
        var back: ReturnPath?
        var carried: CarriedForm?
    }

    // MARK: Steps

    private func logIn(_ request: Request, _ form: SubmittedForm) throws -> Response {
        var model = Model(
            login: form["login"], back: ReturnPath(form["return"], prefix: site.prefix),
            carried: CarriedForm(carriedBy: form, prefix: site.prefix))
        guard gate.isOurs(form, request) else {
            // What came from elsewhere is not carried on.
            model.carried = nil
            model.notice = Phrase.cookieMissing
            return page(request, model, status: 403)
        }
        do {
            let step = try site.desk.logIn(
                form["login"], password: form["password"], from: request.clientNetwork,
                device: gate.cookies.read(.device, request))
            return try proceed(request, step, model)
        } catch let refusal as AccountRefusal {
            model.refusal = refusal
            return page(request, model, status: refusal.waitSeconds == nil ? 403 : 429)
        }
    }

    private func confirm(_ request: Request, _ form: SubmittedForm) throws -> Response {
        var model = Model(
            back: ReturnPath(form["return"], prefix: site.prefix),
            carried: CarriedForm(carriedBy: form, prefix: site.prefix))
        guard gate.isOurs(form, request), let token = gate.cookies.token(.session, request) else {
            model.carried = nil
            model.notice = Phrase.cookieMissing
            return page(request, model, status: 403)
        }
        do {
            return try proceed(request, try site.desk.confirm(token, code: form["code"]), model)
        } catch let refusal as AccountRefusal {
            model.refusal = refusal
            guard refusal.code != .notPending else { return page(request, model, status: 403) }
            return try codePage(request, model, status: refusal.waitSeconds == nil ? 403 : 429)
        }
    }

    private func proceed(_ request: Request, _ step: LogIn, _ model: Model) throws -> Response {
        var response: Response
        if step.needsCode {
            response = try codePage(request, model)
        } else {
            response = arrive(request, try gate.visitor(of: step), model.back, model.carried)
            gate.cookies.set(.device, step.device, request, &response)
        }
        gate.cookies.set(.session, step.session.text, request, &response)
        return response
    }

    /// Where somebody who has just logged in goes: to what they had typed, to where they wanted, or to the start.
    private func arrive(
        _ request: Request, _ visitor: Visitor, _ back: ReturnPath?, _ carried: CarriedForm?
    ) -> Response {
        let language = site.language(request)
        if let carried {
            return site.response(
                StaffPage(
                    title: Phrase.typedIsHereTitle(language), lead: .text(Phrase.typedIsHere(language)),
                    body: carried.offer(visitor, language)), request, visitor)
        }
        guard let back else { return site.redirect("", request) }
        return StaffSite.guarded(.redirect(to: back.text))
    }

    // MARK: Pages

    func page(_ request: Request, _ model: Model, status: Int = 200) -> Response {
        let language = site.language(request)
        guard let (field, token) = try? gate.formKey(request) else {
            return Problem(status: 503, detail: "Random bytes could not be had.").response()
        }
        let error = model.refusal.map { $0.sentence(language) }
        let done = request.queryValue("ended").map { _ in Phrase.loggedOut }
        let notice = model.notice ?? done ?? request.queryValue("reset").map { _ in Phrase.passwordIsSet }
        let form = Form(
            action: site.link("/login", language), hidden: [field] + hidden(model),
            fields: [
                FormField(
                    id: "login", label: Phrase.login(language), control: .text(width: 30), value: model.login,
                    error: error, autocomplete: "username"),
                FormField(id: "password", label: Phrase.password(language), control: .password()),
            ], submitLabel: Phrase.signIn(language), hasFile: model.carried != nil)
        var response = site.response(
            StaffPage(
                title: Phrase.logInTitle(language),
                body: [
                    .when(notice) { Callout(.information, [.p(.text($0(language)))]).html(language) },
                    .when(
                        model.carried != nil,
                        Callout(.information, [.p(.text(Phrase.typedIsKept(language)))]).html(language)),
                    form.html(language), .p(.text(Phrase.forgotten(language)), class: "hint"),
                ], status: status, hasErrors: error != nil), request, nil)
        gate.cookies.set(.form, token.text, request, &response)
        if let wait = model.refusal?.waitSeconds { response.headers["Retry-After"] = String(wait) }
        return response
    }

    private func codePage(_ request: Request, _ model: Model, status: Int = 200) throws -> Response {
        let language = site.language(request)
        let error = model.refusal.map { $0.sentence(language) }
        let form = Form(
            action: site.link("/login/code", language), hidden: [try gate.formKey(request).field] + hidden(model),
            fields: [
                FormField(
                    id: "code", label: Phrase.code(language), control: .oneTimeCode, hint: Phrase.codeHint(language),
                    error: error)
            ], submitLabel: Phrase.continueOn(language),
            cancel: PageFrame.Link(Phrase.cancel(language), site.link("/login", language)),
            hasFile: model.carried != nil)
        var response = site.response(
            StaffPage(
                title: Phrase.codeTitle(language), body: [form.html(language)], status: status, hasErrors: error != nil),
            request, nil)
        if let wait = model.refusal?.waitSeconds { response.headers["Retry-After"] = String(wait) }
        return response
    }

    private func hidden(_ model: Model) -> [QueryItem] {
        (model.back.map { [QueryItem("return", $0.text)] } ?? []) + (model.carried?.hidden ?? [])
    }
}

extension StaffGate {
    func visitor(of step: LogIn) throws -> Visitor {
        try Visitor(account: step.account, token: step.session, prefix: site.prefix)
    }
}

extension AccountRefusal {
    func sentence(_ language: Pages.Language) -> String { language == .german ? de : en }
}
