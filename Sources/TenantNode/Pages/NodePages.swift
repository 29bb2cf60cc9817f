import Drafting
import Events
import Exchange
import Face
import Federation
import HTTP
import Pages
import Participation
import Service

/// The public pages of `serve`, in German and English, and what surrounds every page of the node.
struct NodePages: Sendable {
    let node: Node
    let standard: Pages.Language
    /// True where the staff pages answer at the same address.
    let leadsToStaff: Bool
    let participation: ParticipationDesk
    let events: EventsRoom

    /// The whole URL table of the public pages.
    var routes: [Route] {
        PublicPages(
            node: node, standard: standard, leadsToStaff: leadsToStaff,
            origins: NodeParticipation.origins(participation)
        ).routes + texts
            + ParticipationRooms.publicRoutes(participation) + DraftingRooms.publicRoutes(participation)
            + ExchangeRooms.publicRoutes(participation, licence: node.openDataLicence) + events.publicRoutes
            + LogMirror(node: node).routes + Self.assets(node)
    }

    /// Imprint, privacy, accessibility and feedback: reachable from every page, public or not.
    var texts: [Route] {
        PublicFacePages(
            desk: node.face,
            processing: { [participation] in [.nodeProcessing] + ParticipationProcessing.sentences(participation) },
            language: { [standard] request in Self.language(of: request, standard: standard) }
        ) { [node] request, language, page in
            var frame = Self.frame(node, request, language)
            frame.title = page.title
            frame.lead = page.lead
            frame.hasErrors = page.hasErrors
            frame.breadcrumb = page.breadcrumb
            return Self.guarded(Response.html(frame.rendered(body: page.body), status: page.status))
        }.routes
    }

    /// Sheets and sign, for public and staff pages alike.
    static func assets(_ node: Node) -> [Route] {
        [
            Route("GET", "/static/:name") { request, _ in sheet(request, node) },
            Route("GET", Favicon.path) { _, _ in
                kept(.bytes(Favicon.bytes, contentType: Favicon.mediaType), "public, max-age=86400")
            },
        ]
    }

    func notFound(_ request: Request) -> Response {
        let language = Self.language(of: request, standard: standard)
        var frame = Self.frame(node, request, language)
        frame.title = Phrase.notFoundTitle(language)
        frame.lead = .text(Phrase.notFound(language))
        return Self.guarded(Response.html(frame.rendered(body: []), status: 404))
    }

    /// What a browser shows where what was sent is too long, or the server too busy; nil for programs.
    func refusal(status: Int, _ request: Request?) -> Response? {
        guard let request, status == 413 || status == 503,
            request.headers["Accept"]?.contains("text/html") == true
        else { return nil }
        let language = Self.language(of: request, standard: standard)
        var frame = Self.frame(node, request, language)
        frame.title = (status == 413 ? Phrase.tooLongTitle : .busyTitle)(language)
        frame.lead = .text((status == 413 ? Phrase.tooLong : .busy)(language))
        frame.hasErrors = true
        return Self.guarded(Response.html(frame.rendered(body: []), status: status))
    }

    /// Name, notices and face of the town around a page without a title yet.
    static func frame(_ node: Node, _ request: Request, _ language: Pages.Language) -> PageFrame {
        let title = (try? node.store.read { connection in try StrategyStore.title(connection) }) ?? ""
        var frame = PageFrame(
            language: language, path: request.path, query: request.query.map { QueryItem($0.name, $0.value) },
            siteName: title.isEmpty ? Phrase(de: "Knoten der Kommune", en: "The municipality's node")(language) : title,
            title: "")
        let query = [QueryItem("lang", language.rawValue)]
        frame.home = Address(path: "/", query: query)
        frame.navigation = [
            (Phrase(de: "Strategie", en: "Strategy"), "/"), (StrategyWords.measures, "/measures"),
            (Phrase.participation, ParticipationRooms.path),
            (Phrase(de: "Veranstaltungen", en: "Events"), EventsRoom.path),
        ].map { PageFrame.Link($0.0(language), Address(path: $0.1, query: query)) }
        frame.currentNavigation = frame.navigation.map(\.address).last { address in
            address == Address(path: "/" + (request.path.split(separator: "/").first ?? ""), query: query)
        }
        let notices = ((try? node.memberships()) ?? []).compactMap { membership in
            (try? node.log(of: membership))?.state.founding?.value.notice?.text(language)
        }
        frame.notice = notices.isEmpty ? nil : Array(Set(notices)).sorted().joined(separator: " ")
        node.face.face.dress(&frame, query: query)
        return frame
    }

    static func language(of request: Request, standard: Pages.Language) -> Pages.Language {
        if let asked = request.queryValue("lang").flatMap(Pages.Language.init(rawValue:)) { return asked }
        let other: Pages.Language = standard == .german ? .english : .german
        let preferred = request.preferredLanguage(among: [standard.rawValue, other.rawValue])
        return Pages.Language(rawValue: preferred) ?? standard
    }

    private static func sheet(_ request: Request, _ node: Node) -> Response {
        for sheet in [Stylesheet.main, node.face.face.accent.stylesheet] where sheet.path == request.path {
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

extension Phrase {
    static let tooLongTitle = Phrase(de: "Das ist zu lang", en: "This is too long")
    static let tooLong = Phrase(
        de: "Es wurde nichts gespeichert. Gehen Sie im Browser einen Schritt zurück: Ihr Text steht noch dort. Bitte "
            + "kürzen Sie ihn und senden Sie ihn noch einmal.",
        en: "Nothing was saved. Go back one step in your browser: your text is still there. Please shorten it and send "
            + "it again.")
    static let busyTitle = Phrase(de: "Gerade ist zu viel los", en: "Too much is going on")
    static let busy = Phrase(
        de: "Es wurde nichts gespeichert. Gehen Sie im Browser einen Schritt zurück und versuchen Sie es gleich noch "
            + "einmal.",
        en: "Nothing was saved. Go back one step in your browser and try again in a moment.")

    /// What a node keeps about those who read its public pages.
    static let nodeProcessing = Phrase(
        de:
            "Die öffentlichen Seiten binden nichts von anderen Stellen ein. Im Protokoll des Programms "
            + "stehen Zeit, Art der Seite und Dauer, nicht die Adresse Ihres Geräts.",
        en:
            "The public pages include nothing from elsewhere. The program's log holds time, kind of page and "
            + "duration, not the address of your device.")
}
