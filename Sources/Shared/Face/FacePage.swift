import HTTP
import Pages

/// A page of this target, to be framed by the program that shows it.
public struct FacePage: Sendable {
    public var title: String
    public var lead: HTML
    public var body: [HTML]
    public var status: Int
    public var hasErrors: Bool
    /// The pages above this one.
    public var breadcrumb: [PageFrame.Link]

    public init(
        title: String, lead: HTML = .empty, body: [HTML], status: Int = 200, hasErrors: Bool = false,
        breadcrumb: [PageFrame.Link] = []
    ) {
        self.title = title
        self.lead = lead
        self.body = body
        self.status = status
        self.hasErrors = hasErrors
        self.breadcrumb = breadcrumb
    }
}

extension Face {
    /// Puts name, colours, logo and the links that belong on every page into a frame.
    public func dress(_ frame: inout PageFrame, query: [QueryItem] = []) {
        let language = frame.language
        if !name.isEmpty { frame.siteName = name }
        if !tagline.german.isEmpty { frame.tagline = tagline.text(language) }
        frame.accent = accent
        frame.logo = logo.map { PageFrame.Picture(address: $0.address, description: $0.description) }
        let pages: [(label: Phrase, name: String, isWritten: Bool)] = [
            (.imprint, "imprint", !imprint.german.isEmpty), (.privacy, "privacy", !privacy.german.isEmpty),
            (.accessibility, "accessibility", edition(.accessibility) > 0), (.feedback, "feedback", false),
        ]
        frame.footerLinks += pages.map { page in
            let item = page.name == "feedback" ? [QueryItem("page", frame.path)] : []
            let other = page.isWritten ? nil : elsewhere[page.name].flatMap { try? Address($0) }
            return PageFrame.Link(page.label(language), other ?? Address(path: "/\(page.name)", query: query + item))
        }
    }
}

extension Face.Text {
    /// The text in a language; German stands in where it is not translated.
    public func text(_ language: Language) -> String { language == .english && !english.isEmpty ? english : german }

    /// The text drawn as paragraphs and lists, marked as German where an English page has to show German.
    func html(_ language: Language) -> [HTML] {
        let blocks = PlainText(text(language)).html()
        guard language == .english, english.isEmpty, !german.isEmpty else { return blocks }
        return [.element(.div, [.lang(.german), .class("flow")], blocks)]
    }
}
