import Crypto
import HTTP
import Pages
import Service

/// What the public pages of a house have in common: how they look, in which language, and under which key its forms are
/// signed.
public struct PublicSite: Sendable {
    public let world: World
    /// 32 bytes that only this house has; forms and devices are known by it.
    let key: [UInt8]
    /// The language a page is answered in.
    public let language: @Sendable (Request) -> Pages.Language
    /// Under which the public reach these pages, such as `https://mitmachen.example`; for QR codes, feeds and mail.
    public let publicAddress: @Sendable () -> String
    let frame: @Sendable (Request, Pages.Language) -> PageFrame
    let guarded: @Sendable (Response) -> Response

    /// - Parameters:
    ///   - frame: name, navigation and footer around a page; title, lead and breadcrumb are set here.
    ///   - guarded: adds the headers of every public page.
    public init(
        world: World, key: [UInt8], publicAddress: @escaping @Sendable () -> String,
        language: @escaping @Sendable (Request) -> Pages.Language,
        frame: @escaping @Sendable (Request, Pages.Language) -> PageFrame,
        guarded: @escaping @Sendable (Response) -> Response
    ) {
        self.world = world
        self.key = key
        self.publicAddress = publicAddress
        self.language = language
        self.frame = frame
        self.guarded = guarded
    }

    /// Tokens of one kind of form.
    public func token(_ purpose: String) -> FormToken { FormToken(key: key, purpose: purpose) }

    /// A page under `pattern`. Whatever goes wrong becomes a page.
    public func get(
        _ pattern: String, _ handler: @escaping @Sendable (PublicTurn, Parameters) throws -> Response
    ) -> Route {
        Route("GET", pattern) { request, parameters in
            answer(request) { try handler($0, parameters) }
        }
    }

    /// What a form is sent to; one that cannot be read is answered here.
    public func post(
        _ pattern: String, maximumFields: Int = 200,
        _ handler: @escaping @Sendable (PublicTurn, Parameters, FormInput) throws -> Response
    ) -> Route {
        Route("POST", pattern) { request, parameters in
            answer(request) { turn in
                guard let fields = try? request.form(maximumFields: maximumFields) else {
                    return turn.show(
                        PublicPage(
                            title: turn(.formUnreadableTitle), lead: .text(turn(.formUnreadable)), body: [],
                            status: 400, hasErrors: true))
                }
                return try handler(turn, parameters, FormInput(fields))
            }
        }
    }

    private func answer(_ request: Request, _ handler: (PublicTurn) throws -> Response) -> Response {
        let turn = PublicTurn(site: self, request: request)
        do {
            return try handler(turn)
        } catch {
            world.log.error("page.failed", .code("request", request.id), .failure(error))
            return turn.show(
                PublicPage(
                    title: turn(.internalErrorTitle), lead: .text(turn(.internalError)), body: [], status: 500))
        }
    }

    func response(_ page: PublicPage, _ request: Request) -> Response {
        let language = language(request)
        var frame = frame(request, language)
        frame.title = page.title
        frame.lead = page.lead
        frame.breadcrumb = page.breadcrumb
        frame.hasErrors = page.hasErrors
        frame.script = page.script
        var response = guarded(Response.html(frame.rendered(body: page.body), status: page.status))
        if page.script != nil {
            response.headers["Content-Security-Policy"] = ContentSecurityPolicy.strictWithOwnScript
        }
        return response
    }

    func redirect(_ address: Address) -> Response { guarded(.redirect(to: address.text)) }
}

/// A public page: what stands in the frame.
public struct PublicPage: Sendable {
    public var title: String
    public var lead: HTML
    public var body: [HTML]
    public var status: Int
    /// True where a form was not accepted.
    public var hasErrors: Bool
    /// The pages above this one.
    public var breadcrumb: [PageFrame.Link]
    /// The one script of a live page.
    public var script: Address?

    public init(
        title: String, lead: HTML = .empty, body: [HTML], status: Int = 200, hasErrors: Bool = false,
        breadcrumb: [PageFrame.Link] = [], script: Address? = nil
    ) {
        self.title = title
        self.lead = lead
        self.body = body
        self.status = status
        self.hasErrors = hasErrors
        self.breadcrumb = breadcrumb
        self.script = script
    }
}

extension PublicSite {
    /// The secret of the link that the author of what came on a form gets: 32 hexadecimal digits that nobody can guess.
    /// The same form gives the same one, so whoever has to send it twice gets a link that works.
    public func authorSecret(form: String) throws -> String {
        Hex.encode(try KeyedHash.sha256.code(Array("author \(form)".utf8), key: key).prefix(16))
    }
}

extension PublicTurn {
    /// A file to be kept, with the headers of every public answer.
    public func file(_ bytes: [UInt8], contentType: String, name: String) -> Response {
        var response = site.guarded(.bytes(bytes, contentType: contentType))
        let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
        response.headers["Content-Disposition"] = "attachment; filename=\"\(safe)\""
        return response
    }
}

extension PublicSite {
    /// What the house is called on its pages.
    public func houseName(_ language: Pages.Language) -> String {
        frame(Request(method: "GET", path: "/"), language).siteName
    }

    /// An identifier that never changes as long as the house keeps its key, whatever its address: `urn:uuid:…`.
    public func identifier(_ name: String) throws -> String {
        var bytes = Array(try KeyedHash.sha256.code(Array("identifier \(name)".utf8), key: key).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Hex.encode(bytes)
        var parts: [Substring] = []
        var rest = hex[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return "urn:uuid:" + parts.joined(separator: "-")
    }
}
