import Accounts
import HTTP
import Pages

/// One request to a staff page: who asks, in which language, and how the answer is framed.
public struct StaffTurn: Sendable {
    public let site: StaffSite
    public let request: Request
    public let visitor: Visitor

    public var language: Pages.Language { site.language(request) }

    public init(site: StaffSite, request: Request, visitor: Visitor) {
        self.site = site
        self.request = request
        self.visitor = visitor
    }

    public func callAsFunction(_ phrase: Phrase) -> String { phrase(language) }
    public func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    /// A place below the staff prefix, in the language of the page.
    public func link(_ path: String, _ query: [QueryItem] = []) -> Address { site.link(path, language, query) }

    public func show(_ page: StaffPage) -> Response { site.response(page, request, visitor) }

    /// Sends the browser on; `done` names what has been done, for the page that follows.
    public func go(_ path: String, done: String? = nil, _ query: [QueryItem] = []) -> Response {
        site.redirect(path, request, query + (done.map { [QueryItem("done", $0)] } ?? []))
    }

    public func notFound() -> Response {
        show(
            StaffPage(
                title: self(.notFoundTitle), lead: .text(self(.notFound)), body: [], status: 404))
    }

    /// What has just been done, as the page before has named it.
    public func done(_ words: [String: Phrase]) -> HTML {
        guard let phrase = request.queryValue("done").flatMap({ words[$0] }) else { return .empty }
        let kind: Callout.Kind = request.queryValue("done") == "stale" ? .warning : .success
        return Callout(kind, [.p(.text(self(phrase)))]).html(language)
    }

    /// A form with the hidden field that shows it is ours.
    public func form(
        _ path: String, hidden: [QueryItem] = [], parts: [FormPart], submit: Phrase, cancel: Address? = nil,
        isDangerous: Bool = false, hasFile: Bool = false
    ) -> Form {
        Form(
            action: link(path), hidden: [visitor.csrf] + hidden, parts: parts, submitLabel: self(submit),
            cancel: cancel.map { PageFrame.Link(self(.cancel), $0) }, isDangerous: isDangerous, hasFile: hasFile)
    }
}

extension StaffGate {
    /// A page whose handler gets the turn.
    public func get(
        _ pattern: String, _ role: StaffRole = .reader,
        _ handler: @escaping @Sendable (StaffTurn, Parameters) throws -> Response
    ) -> Route {
        get(pattern, for: role) { request, parameters, visitor in
            try handler(StaffTurn(site: site, request: request, visitor: visitor), parameters)
        }
    }

    /// What a form is sent to.
    public func post(
        _ pattern: String, _ role: StaffRole,
        _ handler: @escaping @Sendable (StaffTurn, Parameters, SubmittedForm) throws -> Response
    ) -> Route {
        post(pattern, for: role) { request, parameters, visitor, form in
            try handler(StaffTurn(site: site, request: request, visitor: visitor), parameters, form)
        }
    }
}
