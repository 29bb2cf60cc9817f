import Accounts
import HTTP
import Pages
import Service

/// What the staff pages of a program have in common: where they are, how they look, whose accounts count.
public struct StaffSite: Sendable {
    /// Where all staff pages begin, such as `/staff`.
    public let prefix: String
    public let desk: AccountDesk
    /// The language a page is answered in.
    public let language: @Sendable (Request) -> Pages.Language
    /// Name, navigation and footer around a staff page; title, lead and account are set here. `nil`: nobody is logged in.
    public let frame: @Sendable (Request, Pages.Language, Visitor?) -> PageFrame
    /// Under which staff reach these pages, such as `https://node.example`; for links that are handed on.
    public let publicAddress: @Sendable () -> String
    /// The words for acts in the journal that are not those of accounts.
    public let actWords: @Sendable (String) -> Phrase?
    /// What stands beside such an act, in the reader's words.
    public let detailWords: @Sendable (_ act: String, _ detail: String, Pages.Language) -> String
    let log: Logger

    public init(
        prefix: String, desk: AccountDesk, log: Logger, publicAddress: @escaping @Sendable () -> String,
        actWords: @escaping @Sendable (String) -> Phrase? = { _ in nil },
        detailWords: @escaping @Sendable (String, String, Pages.Language) -> String = { _, detail, _ in detail },
        language: @escaping @Sendable (Request) -> Pages.Language,
        frame: @escaping @Sendable (Request, Pages.Language, Visitor?) -> PageFrame
    ) {
        self.prefix = prefix
        self.desk = desk
        self.log = log
        self.publicAddress = publicAddress
        self.actWords = actWords
        self.detailWords = detailWords
        self.language = language
        self.frame = frame
    }

    /// A place below the prefix, in the language of the page; `path` is "" for the start page, or begins with a slash.
    public func link(_ path: String, _ language: Pages.Language, _ query: [QueryItem] = []) -> Address {
        Address(path: prefix + path, query: query + [QueryItem("lang", language.rawValue)])
    }

    /// What the person who is to have it opens.
    public func address(of token: Token) -> String { "\(publicAddress())\(prefix)/link/\(token.text)" }
}

/// A staff page: what stands in the frame.
public struct StaffPage: Sendable {
    public var title: String
    public var lead: HTML
    public var body: [HTML]
    public var status: Int
    /// True where a form was not accepted.
    public var hasErrors: Bool

    public init(title: String, lead: HTML = .empty, body: [HTML], status: Int = 200, hasErrors: Bool = false) {
        self.title = title
        self.lead = lead
        self.body = body
        self.status = status
        self.hasErrors = hasErrors
    }
}

extension StaffSite {
    /// The page in its frame, with the headers of everything that is the house's own business.
    public func response(_ page: StaffPage, _ request: Request, _ visitor: Visitor?) -> Response {
        let language = language(request)
        var frame = frame(request, language, visitor)
        frame.title = page.title
        frame.lead = page.lead
        frame.hasErrors = page.hasErrors
        frame.account = visitor?.accountHTML(language) ?? .empty
        return Self.guarded(.html(frame.rendered(body: page.body), status: page.status))
    }

    /// Sends the reader on to a place below the prefix.
    public func redirect(_ path: String, _ request: Request, _ query: [QueryItem] = []) -> Response {
        Self.guarded(.redirect(to: link(path, language(request), query).text))
    }

    /// Nothing of it is stored anywhere, framed, sniffed, or told to other sites.
    static func guarded(_ response: Response) -> Response {
        var response = response
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        // Not "no-referrer": with it a browser hides from us, too, that a form came from our own page.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Vary"] = "Accept-Language, Cookie"
        if response.headers["Content-Security-Policy"] == nil {
            response.headers["Content-Security-Policy"] = ContentSecurityPolicy.strict
        }
        return response
    }
}
