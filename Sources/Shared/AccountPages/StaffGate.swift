import Accounts
import HTTP
import Pages
import Service

/// The only way to a staff page: it asks who is there, whether they may, and whether a form is ours.
public struct StaffGate: Sendable {
    public let site: StaffSite
    let cookies: StaffCookies
    let space = FormSpace()

    public init(site: StaffSite) throws {
        self.site = site
        cookies = StaffCookies(mark: try site.desk.siteMark())
    }

    /// A page. `pattern` is below the prefix: "/strategy" answers at `/staff/strategy`, "" at the prefix itself.
    public func get(
        _ pattern: String, for role: StaffRole,
        _ handler: @escaping @Sendable (Request, Parameters, Visitor) throws -> Response
    ) -> Route {
        page(pattern) { request, parameters, visitor in
            guard visitor.has(role) else { return notAllowed(request, visitor) }
            return try handler(request, parameters, visitor)
        }
    }

    /// What a form is sent to, at the same kind of pattern.
    public func post(
        _ pattern: String, for role: StaffRole,
        _ handler: @escaping @Sendable (Request, Parameters, Visitor, SubmittedForm) throws -> Response
    ) -> Route {
        act(pattern) { request, parameters, visitor, form in
            guard visitor.has(role) else { return notAllowed(request, visitor, form) }
            return try handler(request, parameters, visitor, form)
        }
    }

    /// Log-in, links, one's own account, accounts and journal.
    public var routes: [Route] {
        LogInPages(gate: self).routes + LinkPages(gate: self).routes + OwnAccountPages(gate: self).routes
            + AccountListPages(gate: self).routes + JournalPages(gate: self).routes
    }

    // MARK: For everybody who is logged in, whatever their roles

    func page(
        _ pattern: String, _ handler: @escaping @Sendable (Request, Parameters, Visitor) throws -> Response
    ) -> Route {
        open("GET", pattern) { request, parameters in
            guard let visitor = try visitor(request) else {
                let back = ReturnPath(of: request, prefix: site.prefix).map { [QueryItem("return", $0.text)] } ?? []
                return site.redirect("/login", request, back)
            }
            if isBarred(visitor, pattern) {
                return site.redirect(SecondFactorPages.path, request, [QueryItem("demanded", "1")])
            }
            return try handler(request, parameters, visitor)
        }
    }

    func act(
        _ pattern: String,
        _ handler: @escaping @Sendable (Request, Parameters, Visitor, SubmittedForm) throws -> Response
    ) -> Route {
        open("POST", pattern) { request, parameters in
            let form = try SubmittedForm(request)
            guard let visitor = try visitor(request) else { return sessionEnded(request, form) }
            guard visitor.token.isFormKey(form[FormKey.name]) else { return foreignForm(request, visitor, form) }
            guard !isBarred(visitor, pattern) else { return secondFactorFirst(request, visitor, form) }
            do {
                return try handler(request, parameters, visitor, form)
            } catch let error where !(error is HTTPError || error is AccountRefusal) {
                return failed(request, error, visitor, form)
            }
        }
    }

    /// Whether the house demands a second factor first, which is set up in one's own account.
    private func isBarred(_ visitor: Visitor, _ pattern: String) -> Bool {
        let isOwnAccount = pattern == "/account" || pattern.hasPrefix("/account/") || pattern == "/logout"
        return !isOwnAccount && site.desk.lacksSecondFactor(visitor.account)
    }

    // MARK: For everybody

    /// A route of the staff pages that needs no session. Whatever goes wrong becomes a page.
    func open(
        _ method: String, _ pattern: String, _ handler: @escaping @Sendable (Request, Parameters) throws -> Response
    ) -> Route {
        Route(method, site.prefix + pattern) { request, parameters in
            do {
                return StaffSite.guarded(try handler(request, parameters))
            } catch let error as HTTPError {
                return malformed(request, error)
            } catch let refusal as AccountRefusal {
                return refused(request, refusal)
            } catch {
                return failed(request, error, nil, nil)
            }
        }
    }

    func visitor(_ request: Request) throws -> Visitor? {
        guard let token = cookies.token(.session, request), let account = try site.desk.visitor(token) else {
            return nil
        }
        return try Visitor(account: account, token: token, prefix: site.prefix)
    }

    /// A form for people who are not logged in yet: the hidden field, and the cookie it belongs to.
    func formKey(_ request: Request) throws -> (field: QueryItem, token: Token) {
        let token = try cookies.token(.form, request) ?? Token.random()
        return (QueryItem(FormKey.name, try token.formKey()), token)
    }

    /// Whether such a form came from a page that this browser got from us.
    func isOurs(_ form: SubmittedForm, _ request: Request) -> Bool {
        cookies.token(.form, request)?.isFormKey(form[FormKey.name]) == true
    }
}
