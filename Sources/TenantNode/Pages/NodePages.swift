import Federation
import HTTP
import Pages
import Service

/// The public pages of `serve`, in German and English, and what surrounds every page of the node.
struct NodePages: Sendable {
    let node: Node
    let standard: Pages.Language
    /// True where the staff pages answer at the same address.
    let leadsToStaff: Bool

    /// The whole URL table of the public pages.
    var routes: [Route] {
        [Route("GET", "/") { request, _ in start(request) }] + Self.assets
    }

    /// Sheets and sign, for public and staff pages alike.
    static let assets: [Route] = [
        Route("GET", "/static/:name") { request, _ in sheet(request) },
        Route("GET", Favicon.path) { _, _ in
            kept(.bytes(Favicon.bytes, contentType: Favicon.mediaType), "public, max-age=86400")
        },
    ]

    private func start(_ request: Request) -> Response {
        let language = Self.language(of: request, standard: standard)
        var frame = Self.frame(node, request, language)
        frame.title = Phrase(de: "Strategie der Kommune", en: "The municipality's strategy")(language)
        frame.lead = .text(
            Phrase(
                de: "Hier arbeitet die Kommune an ihrer Strategie und meldet Kennzahlen an den regionalen Verbund.",
                en: "Here the municipality works on its strategy and reports indicators to the regional federation.")(
                    language))
        let staff = Address(path: StaffPages.prefix, query: [QueryItem("lang", language.rawValue)])
        return Self.guarded(
            Response.html(
                frame.rendered(body: [
                    .when(
                        leadsToStaff,
                        .p(
                            .buttonLink(
                                staff, Phrase(de: "Zum Arbeitsbereich", en: "To the staff pages")(language),
                                primary: false)))
                ])))
    }

    func notFound(_ request: Request) -> Response {
        let language = Self.language(of: request, standard: standard)
        var frame = Self.frame(node, request, language)
        frame.title = Phrase.notFoundTitle(language)
        frame.lead = .text(Phrase.notFound(language))
        return Self.guarded(Response.html(frame.rendered(body: []), status: 404))
    }

    /// Name and notices of the town around a page without a title yet.
    static func frame(_ node: Node, _ request: Request, _ language: Pages.Language) -> PageFrame {
        let status = try? NodeStatus.read(node)
        let title = status?.strategy.title ?? ""
        var frame = PageFrame(
            language: language, path: request.path, query: request.query.map { QueryItem($0.name, $0.value) },
            siteName: title.isEmpty ? Phrase(de: "Knoten der Kommune", en: "The municipality's node")(language) : title,
            title: "")
        frame.home = Address(path: "/", query: [QueryItem("lang", language.rawValue)])
        let notices = (status?.federations ?? []).compactMap { $0.notice?.text(language) }
        frame.notice = notices.isEmpty ? nil : Array(Set(notices)).sorted().joined(separator: " ")
        return frame
    }

    static func language(of request: Request, standard: Pages.Language) -> Pages.Language {
        if let asked = request.queryValue("lang").flatMap(Pages.Language.init(rawValue:)) { return asked }
        let other: Pages.Language = standard == .german ? .english : .german
        let preferred = request.preferredLanguage(among: [standard.rawValue, other.rawValue])
        return Pages.Language(rawValue: preferred) ?? standard
    }

    private static func sheet(_ request: Request) -> Response {
        for sheet in [Stylesheet.main, AccentColour.standard.stylesheet] where sheet.path == request.path {
            return kept(
                Response.bytes(sheet.bytes, contentType: Stylesheet.mediaType), "public, max-age=31536000, immutable")
        }
        return guarded(Problem(status: 404, detail: "There is no such sheet.").response())
    }

    private static func kept(_ response: Response, _ control: String) -> Response {
        var response = response
        response.headers["Cache-Control"] = control
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
    }

    /// The headers of every page.
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
