/// What surrounds every page: name, navigation, breadcrumb, heading, notice and footer.
///
/// A frame is a finished value; `rendered(body:)` only draws it. No page needs a script, and none carries a style
/// attribute, so `ContentSecurityPolicy.strict` suffices.
public struct PageFrame: Sendable {
    /// A link with its label.
    public struct Link: Sendable, Hashable {
        public let label: String
        public let address: Address

        public init(_ label: String, _ address: Address) {
            self.label = label
            self.address = address
        }
    }

    public enum Layout: Sendable {
        /// With the way around the site.
        case page
        /// One screen, and one sheet of paper, for each section; nothing around them.
        case slides
    }

    public var language: Language
    /// A picture beside the name.
    public struct Picture: Sendable, Hashable {
        public let address: Address
        /// Read aloud in its place; empty where the name beside it says the same.
        public let description: String

        public init(address: Address, description: String) {
            self.address = address
            self.description = description
        }
    }

    /// This page's path and query as plain text; the language switch leads here again with `lang` replaced.
    public var path: String
    public var query: [QueryItem]
    /// The tenant's or the federation's name.
    public var siteName: String
    public var tagline: String
    public var home: Address
    public var accent: AccentColour
    /// The tenant's logo; the mark of the whole system stands where there is none.
    public var logo: Picture?
    public var navigation: [Link]
    /// The address of the navigation item that this page belongs to.
    public var currentNavigation: Address?
    /// The pages above this one, from the top; this page itself is not among them.
    public var breadcrumb: [Link]
    /// The `h1`: what the page answers.
    public var title: String
    /// One sentence under the heading: the answer.
    public var lead: HTML
    /// A banner of the whole site, such as `Phrase.demonstration`.
    public var notice: String?
    public var footerLinks: [Link]
    /// For example "Stand: Eintrag 42".
    public var logPosition: HTML
    /// True where the page shows a form that was not accepted; the title then begins with "Fehler: ".
    public var hasErrors: Bool
    /// Who is signed in, with a way out; shown beside the language switch.
    public var account: HTML
    /// Where the site is reached from outside, without a slash at the end: the head then names this page's own address, its
    /// other language, and what a link to it shows elsewhere. Nil for pages that nobody should pass on.
    public var publicAddress: String?
    /// Stands above the page on paper alone: what it is, how far it goes, where it is found.
    public var printLine: String
    public var layout: Layout
    /// A script of our own for a live page; served with `ContentSecurityPolicy.strictWithOwnScript`.
    public var script: Address?

    /// A frame with what no page can do without; the rest is set afterwards.
    public init(
        language: Language, path: String, query: [QueryItem] = [], siteName: String, title: String, lead: HTML = .empty
    ) {
        self.language = language
        self.path = path
        self.query = query
        self.siteName = siteName
        self.title = title
        self.lead = lead
        tagline = ""
        home = Address(path: "/")
        accent = .standard
        navigation = []
        breadcrumb = []
        footerLinks = []
        logPosition = .empty
        hasErrors = false
        account = .empty
        printLine = ""
        layout = .page
    }

    /// The whole document as UTF-8.
    public func rendered(body: [HTML]) -> [UInt8] {
        var renderer = HTMLRenderer()
        renderer.renderDocument(.element(.html, [.lang(language)], [head, page(body)]))
        return renderer.bytes
    }

    /// This page in another language; everything else of its query is kept.
    public func address(in other: Language) -> Address {
        let kept = query.filter { $0.name != "lang" }
        return Address(path: path, query: kept + [QueryItem("lang", other.rawValue)])
    }
}
