import Federation
import HTTP
import Pages
import Service

/// The pages of `serve`: read-only, in German and English.
struct NodePages: Sendable {
    let node: Node
    let standard: Pages.Language

    /// The whole URL table.
    var routes: [Route] {
        [
            Route("GET", "/") { request, _ in page(request) { StatusPage(status: $0).content($1) } },
            Route("GET", "/strategy") { request, _ in
                page(request) { StrategyPage(status: $0).content($1) }
            },
            Route("GET", "/receipts") { request, _ in
                page(request) { ReceiptsPage(status: $0).content($1) }
            },
            Route("GET", "/receipts/:federation/:sequence") { _, parameters in receipt(parameters) },
            Route("GET", "/summary/:period") { request, parameters in summary(request, parameters) },
            Route("GET", "/static/:name") { request, _ in sheet(request) },
        ]
    }

    /// What a page shows: its heading and its parts.
    struct Content: Sendable {
        var title: String
        var lead: HTML = .empty
        var body: [HTML]
        var status = 200
    }

    private func page(_ request: Request, _ make: (NodeStatus, Pages.Language) throws -> Content) -> Response {
        let language = language(of: request)
        do {
            let status = try NodeStatus.read(node)
            return rendered(try make(status, language), status, request, language)
        } catch {
            node.world.log.error("page.failed", .code("request", request.id), .failure(error))
            return Self.guarded(
                Response.html(
                    PageFrame(
                        language: language, path: request.path, siteName: "Rahmenwerk",
                        title: Phrase.internalErrorTitle(language), lead: .text(Phrase.internalError(language))
                    ).rendered(body: []), status: 500))
        }
    }

    func notFound(_ request: Request) -> Response {
        page(request) { _, language in
            Content(
                title: Phrase.notFoundTitle(language), lead: .text(Phrase.notFound(language)), body: [], status: 404)
        }
    }

    private func rendered(
        _ content: Content, _ status: NodeStatus, _ request: Request, _ language: Pages.Language
    ) -> Response {
        let name =
            status.strategy.title.isEmpty
            ? Phrase(de: "Knoten der Kommune", en: "The municipality's node")(language) : status.strategy.title
        var frame = PageFrame(
            language: language, path: request.path, query: request.query.map { QueryItem($0.name, $0.value) },
            siteName: name, title: content.title, lead: content.lead)
        let query = [QueryItem("lang", language.rawValue)]
        frame.home = Address(path: "/", query: query)
        frame.navigation = [
            PageFrame.Link(Phrase(de: "Stand", en: "Status")(language), Address(path: "/", query: query)),
            PageFrame.Link(Phrase(de: "Strategie", en: "Strategy")(language), Address(path: "/strategy", query: query)),
            PageFrame.Link(
                Phrase(de: "Quittungen", en: "Receipts")(language), Address(path: "/receipts", query: query)),
        ]
        frame.currentNavigation = Address(path: request.path, query: query)
        let notices = status.federations.compactMap { $0.notice?.text(language) }
        frame.notice = notices.isEmpty ? nil : Array(Set(notices)).sorted().joined(separator: " ")
        return Self.guarded(Response.html(frame.rendered(body: content.body), status: content.status))
    }

    private func language(of request: Request) -> Pages.Language {
        if let asked = request.queryValue("lang").flatMap(Pages.Language.init(rawValue:)) { return asked }
        let other: Pages.Language = standard == .german ? .english : .german
        let preferred = request.preferredLanguage(among: [standard.rawValue, other.rawValue])
        return Pages.Language(rawValue: preferred) ?? standard
    }

    private func summary(_ request: Request, _ parameters: Parameters) -> Response {
        page(request) { status, language in
            let named = request.queryValue("federation")
            guard let period = parameters["period"].flatMap(Period.init),
                let federation = status.federations.first(where: { named == nil || $0.membership.name == named }),
                federation.framework != nil
            else {
                return Content(
                    title: Phrase.notFoundTitle(language), lead: .text(Phrase.notFound(language)), body: [], status: 404
                )
            }
            let preview = try SummaryDesk(node: node, name: federation.membership.name).preview(
                period, approval: Summary.Approval(function: .mayor, isSelfApproved: false))
            return SummaryPage(preview: preview).content(language)
        }
    }

    private func receipt(_ parameters: Parameters) -> Response {
        guard let name = parameters["federation"], let sequence = parameters["sequence"].flatMap(Int64.init),
            let own = try? node.store.read({ connection in try OwnStatements.chain(of: name, connection) })
                .first(where: { $0.sequence == sequence }), let receipt = own.receipt
        else { return Self.guarded(Problem(status: 404, detail: "There is no such receipt.").response()) }
        return Self.guarded(.bytes(receipt, contentType: "text/plain; charset=utf-8"))
    }

    private func sheet(_ request: Request) -> Response {
        for sheet in [Stylesheet.main, AccentColour.standard.stylesheet] where sheet.path == request.path {
            var response = Response.bytes(sheet.bytes, contentType: Stylesheet.mediaType)
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            response.headers["X-Content-Type-Options"] = "nosniff"
            return response
        }
        return Self.guarded(Problem(status: 404, detail: "There is no such sheet.").response())
    }

    /// The headers of everything that is the town's own business.
    static func guarded(_ response: Response) -> Response {
        var response = response
        response.headers["Content-Security-Policy"] = ContentSecurityPolicy.strict
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Vary"] = "Accept-Language"
        return response
    }
}
