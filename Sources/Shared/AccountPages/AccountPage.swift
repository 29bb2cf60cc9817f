import Accounts
import HTTP
import Pages

/// One account, as an admin changes it: name, function, roles; a new password; deactivating, confirmed by its login.
struct AccountPage: Sendable {
    let gate: StaffGate

    private var site: StaffSite { gate.site }

    var routes: [Route] {
        [
            gate.get("/accounts/:id", for: .admin) { request, parameters, visitor in
                try found(request, parameters, visitor) { account in page(request, visitor, account, Typed(account)) }
            },
            gate.post("/accounts/:id", for: .admin) { request, parameters, visitor, form in
                try found(request, parameters, visitor) { try change(request, visitor, form, $0) }
            },
            gate.post("/accounts/:id/link", for: .admin) { request, parameters, visitor, form in
                try found(request, parameters, visitor) { account in
                    try refusable(request, visitor, account) {
                        let token = try site.desk.resetLink(
                            account.id, removesSecondFactor: form["second-factor"] == "remove", by: visitor.account)
                        let language = site.language(request)
                        return AccountListPages(gate: gate).linkPage(
                            request, visitor, title: Phrase.resetTitle(account.name)(language),
                            lead: Phrase.resetLead(language), token)
                    }
                }
            },
            gate.get("/accounts/:id/deactivate", for: .admin) { request, parameters, visitor in
                try found(request, parameters, visitor) { confirmation(request, visitor, $0, nil) }
            },
            gate.post("/accounts/:id/deactivate", for: .admin) { request, parameters, visitor, form in
                try found(request, parameters, visitor) { try deactivate(request, visitor, form, $0) }
            },
            gate.post("/accounts/:id/activate", for: .admin) { request, parameters, visitor, form in
                try found(request, parameters, visitor) { account in
                    try refusable(request, visitor, account) {
                        try site.desk.activate(account.id, seen: version(form), by: visitor.account)
                        return done(request, .activated)
                    }
                }
            },
        ]
    }

    /// What stands in the form.
    private struct Typed {
        var name: String
        var function: String
        var roles: Set<StaffRole>
        var faults: [AccountRefusal] = []

        init(_ account: Account) {
            name = account.name
            function = account.function
            roles = account.roles
        }

        init(_ form: SubmittedForm) {
            name = form["name"]
            function = form["function"]
            roles = RoleWords.read(form)
        }
    }

    // MARK: Acts

    private func change(
        _ request: Request, _ visitor: Visitor, _ form: SubmittedForm, _ account: Account
    ) throws -> Response {
        var typed = Typed(form)
        do {
            let person = try PersonEntry(
                login: account.login, name: typed.name, function: typed.function, roles: typed.roles)
            try site.desk.change(account.id, to: person, seen: version(form), by: visitor.account)
            return done(request, .changed)
        } catch let refusals as AccountRefusals {
            typed.faults = refusals.all
        } catch let refusal as AccountRefusal {
            typed.faults = [refusal]
        }
        return page(request, visitor, account, typed)
    }

    private func deactivate(
        _ request: Request, _ visitor: Visitor, _ form: SubmittedForm, _ account: Account
    ) throws -> Response {
        guard PersonEntry.folded(form["login"]) == account.login else {
            return confirmation(
                request, visitor, account,
                AccountRefusal(
                    .login, de: "Bitte geben Sie zur Bestätigung genau \(account.login) ein.",
                    en: "Please enter exactly \(account.login) to confirm."))
        }
        do {
            try site.desk.deactivate(account.id, seen: version(form), by: visitor.account)
            return done(request, .deactivated)
        } catch let refusal as AccountRefusal {
            return confirmation(request, visitor, account, refusal)
        }
    }

    private func refusable(
        _ request: Request, _ visitor: Visitor, _ account: Account, _ body: () throws -> Response
    ) throws -> Response {
        do {
            return try body()
        } catch let refusal as AccountRefusal {
            var typed = Typed(account)
            typed.faults = [refusal]
            return page(request, visitor, account, typed)
        }
    }

    private func found(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ body: (Account) throws -> Response
    ) throws -> Response {
        guard let id = parameters["id"].flatMap(Int64.init), let account = try site.desk.account(id) else {
            let language = site.language(request)
            return site.response(
                StaffPage(
                    title: Phrase.notFoundTitle(language), lead: .text(Phrase.notFound(language)), body: [],
                    status: 404), request, visitor)
        }
        return try body(account)
    }

    private func version(_ form: SubmittedForm) -> Int64 { Int64(form["version"]) ?? 0 }

    private func done(_ request: Request, _ notice: AccountListPages.Notice) -> Response {
        site.redirect("/accounts", request, [QueryItem("done", notice.rawValue)])
    }

    // MARK: Pages

    private func page(
        _ request: Request, _ visitor: Visitor, _ account: Account, _ typed: Typed
    ) -> Response {
        let language = site.language(request)
        func error(_ codes: AccountRefusal.Code...) -> String? {
            typed.faults.first { codes.contains($0.code) }?.sentence(language)
        }
        let place = "/accounts/\(account.id)"
        let hidden = [visitor.csrf, QueryItem("version", "\(account.version)")]
        let form = Form(
            action: site.link(place, language), hidden: hidden,
            fields: [
                FormField(
                    id: "name", label: Phrase.name(language), control: .text(width: 30), value: typed.name,
                    error: error(.name)),
                FormField(
                    id: "function", label: Phrase.function(language), control: .text(width: 30),
                    hint: Phrase.functionHint(language), value: typed.function, isRequired: false,
                    error: error(.function)),
                RoleWords.field(typed.roles, error: error(.roles, .lastAdmin, .notAllowed), language),
            ], submitLabel: Phrase.save(language),
            cancel: PageFrame.Link(Phrase.cancel(language), site.link("/accounts", language)))
        let general = error(.changed, .inactive, .notFound)
        return site.response(
            StaffPage(
                title: account.name, lead: .text(Phrase.accountLead(account.login, account.isActive)(language)),
                body: [
                    .when(general) { Callout(.error, [.p(.text($0))]).html(language) }, form.html(language),
                ] + (account.isActive ? standing(account, visitor, language) : [revival(account, hidden, language)]),
                status: typed.faults.isEmpty ? 200 : 422, hasErrors: !typed.faults.isEmpty), request, visitor)
    }

    private func standing(_ account: Account, _ visitor: Visitor, _ language: Pages.Language) -> [HTML] {
        let place = "/accounts/\(account.id)"
        let factor = FormField(
            id: "second-factor", label: Phrase.secondFactorTitle(language),
            control: .checkboxes([FormField.Option("remove", Phrase.resetFactor(language))]), isRequired: false)
        return [
            .heading(.text(Phrase.resetHeading(language)), id: "password"), .p(.text(Phrase.resetWhy(language))),
            Form(
                action: site.link(place + "/link", language), hidden: [visitor.csrf],
                fields: account.hasSecondFactor ? [factor] : [], submitLabel: Phrase.makeLink(language)
            ).html(language), .heading(.text(Phrase.deactivate(language)), id: "deactivate"),
            .p(.text(Phrase.deactivateWhy(language))),
            .p(
                .buttonLink(site.link(place + "/deactivate", language), Phrase.deactivateLink(language), primary: false)
            ),
        ]
    }

    private func revival(_ account: Account, _ hidden: [QueryItem], _ language: Pages.Language) -> HTML {
        Form(
            action: site.link("/accounts/\(account.id)/activate", language), hidden: hidden, fields: [],
            submitLabel: Phrase.activate(language)
        ).html(language)
    }

    private func confirmation(
        _ request: Request, _ visitor: Visitor, _ account: Account, _ refusal: AccountRefusal?
    ) -> Response {
        let language = site.language(request)
        let form = Form(
            action: site.link("/accounts/\(account.id)/deactivate", language),
            hidden: [visitor.csrf, QueryItem("version", "\(account.version)")],
            fields: [
                FormField(
                    id: "login", label: Phrase.confirmLogin(account.login)(language), control: .text(width: 30),
                    error: refusal?.sentence(language), autocomplete: "off")
            ], submitLabel: Phrase.deactivate(language),
            cancel: PageFrame.Link(Phrase.cancel(language), site.link("/accounts/\(account.id)", language)),
            isDangerous: true)
        return site.response(
            StaffPage(
                title: Phrase.deactivateTitle(account.name)(language), lead: .text(Phrase.deactivateWhy(language)),
                body: [form.html(language)], status: refusal == nil ? 200 : 422, hasErrors: refusal != nil), request,
            visitor)
    }
}
