import Accounts
import HTTP
import Pages

/// Turning the second factor on and off, and its recovery codes.
struct SecondFactorPages: Sendable {
    let gate: StaffGate

    private var site: StaffSite { gate.site }
    static let path = "/account/second-factor"

    var routes: [Route] {
        [
            gate.page(Self.path) { request, _, visitor in try overview(request, visitor) },
            gate.act(Self.path) { request, _, visitor, form in
                try answered(request, visitor, field: .begin) {
                    let secret = try site.desk.beginSecondFactor(visitor.token, password: form["password"])
                    return secretPage(request, visitor, secret, nil)
                }
            },
            gate.page(Self.path + "/confirm") { request, _, visitor in
                guard let secret = site.desk.newSecret(visitor.token) else { return site.redirect(Self.path, request) }
                return secretPage(request, visitor, secret, nil)
            },
            gate.act(Self.path + "/confirm") { request, _, visitor, form in
                do {
                    let codes = try site.desk.confirmSecondFactor(visitor.token, code: form["code"])
                    return codesPage(request, visitor, codes, Phrase.secondFactorIsOn)
                } catch let refusal as AccountRefusal {
                    guard let secret = site.desk.newSecret(visitor.token) else {
                        return site.redirect(Self.path, request)
                    }
                    return secretPage(request, visitor, secret, refusal)
                }
            },
            gate.act(Self.path + "/codes") { request, _, visitor, form in
                try answered(request, visitor, field: .codes) {
                    let codes = try site.desk.renewRecoveryCodes(visitor.token, password: form["password"])
                    return codesPage(request, visitor, codes, Phrase.codesAreNew)
                }
            },
            gate.act(Self.path + "/remove") { request, _, visitor, form in
                try answered(request, visitor, field: .remove) {
                    try site.desk.removeSecondFactor(visitor.token, password: form["password-remove"])
                    return site.redirect(
                        "/account", request, [QueryItem("done", OwnAccountPages.Notice.removed.rawValue)])
                }
            },
        ]
    }

    static func state(_ own: OwnAccount, _ language: Pages.Language) -> String {
        guard own.account.hasSecondFactor else { return Phrase.secondFactorOff(language) }
        return Phrase.secondFactorOn(Int(own.recoveryCodes))(language)
    }

    /// Which form asked for the password.
    private enum Field: String { case begin, codes, remove }

    private func answered(
        _ request: Request, _ visitor: Visitor, field: Field, _ body: () throws -> Response
    ) throws -> Response {
        do {
            return try body()
        } catch let refusal as AccountRefusal {
            return try overview(request, visitor, refusal, field)
        }
    }

    // MARK: Pages

    private func overview(
        _ request: Request, _ visitor: Visitor, _ refusal: AccountRefusal? = nil, _ field: Field? = nil
    ) throws -> Response {
        let language = site.language(request)
        let own = try site.desk.own(visitor.token)
        func form(_ kind: Field, _ path: String, _ label: Phrase, isDangerous: Bool = false) -> HTML {
            var password = FormField(
                id: "password", label: Phrase.presentPassword(language), control: .password(),
                error: field == kind ? refusal?.sentence(language) : nil)
            // Two forms on one page: each field has an id of its own, but the same name.
            password.id = kind == .remove ? "password-remove" : "password"
            return Form(
                action: site.link(Self.path + path, language), hidden: [visitor.csrf], fields: [password],
                submitLabel: label(language), isDangerous: isDangerous
            ).html(language)
        }
        var body: [HTML] = [
            .when(
                site.desk.lacksSecondFactor(own.account),
                Callout(.warning, [.p(.text(Phrase.secondFactorDemanded(language)))]).html(language)),
            .p(.text(Phrase.secondFactorWhy(language))),
        ]
        if own.account.hasSecondFactor {
            body += [
                .heading(.text(Phrase.codesTitle(language)), id: "codes"), .p(.text(Phrase.codesWhy(language))),
                form(.codes, "/codes", Phrase.makeCodes),
                .heading(.text(Phrase.removeSecondFactor(language)), id: "remove"),
                form(.remove, "/remove", Phrase.removeSecondFactor, isDangerous: true),
            ]
        } else {
            body.append(form(.begin, "", Phrase.continueOn))
        }
        return site.response(
            StaffPage(
                title: Phrase.secondFactorTitle(language), lead: .text(Self.state(own, language)), body: body,
                status: refusal == nil ? 200 : 422, hasErrors: refusal != nil), request, visitor)
    }

    private func secretPage(
        _ request: Request, _ visitor: Visitor, _ secret: [UInt8], _ refusal: AccountRefusal?
    ) -> Response {
        let language = site.language(request)
        let issuer = "Rahmenwerk " + (site.frame(request, language, visitor).siteName.split(separator: ":").first ?? "")
        let address = SecondFactor.address(of: secret, issuer: String(issuer), login: visitor.account.login)
        let form = Form(
            action: site.link(Self.path + "/confirm", language), hidden: [visitor.csrf],
            fields: [
                FormField(
                    id: "code", label: Phrase.code(language), control: .oneTimeCode,
                    hint: Phrase.firstCodeHint(language), error: refusal?.sentence(language))
            ], submitLabel: Phrase.turnOn(language),
            cancel: PageFrame.Link(Phrase.cancel(language), site.link("/account", language)))
        return site.response(
            StaffPage(
                title: Phrase.secretTitle(language), lead: .text(Phrase.secretLead(language)),
                body: [
                    DefinitionList([
                        (Phrase.secret(language), .code(.text(SecondFactor.text(of: secret)))),
                        (Phrase.secretAddress(language), .element(.code, [.class("hash-full")], [.text(address)])),
                        (Phrase.secretKind(language), .text(Phrase.secretKindValue(language))),
                    ]).html(), form.html(language),
                ], status: refusal == nil ? 200 : 422, hasErrors: refusal != nil), request, visitor)
    }

    private func codesPage(
        _ request: Request, _ visitor: Visitor, _ codes: [String], _ notice: Phrase
    ) -> Response {
        let language = site.language(request)
        return site.response(
            StaffPage(
                title: Phrase.codesTitle(language), lead: .text(Phrase.codesLead(language)),
                body: [
                    Callout(.success, [.p(.text(notice(language)))]).html(language),
                    .ol(codes.map { .li(.code(.text($0))) }),
                    .p(.buttonLink(site.link("/account", language), Phrase.codesKept(language))),
                ]), request, visitor)
    }
}
