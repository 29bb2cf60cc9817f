import AccountPages
import Accounts
import Federation
import HTTP
import Pages

/// What a page of the office needs: the log's position and the language, who is looking, and the way around.
struct Desk: Sendable {
    let say: PageContext
    let visitor: Visitor

    var language: Pages.Language { say.language }
    var account: Account { visitor.account }
    var editor: Editor { Editor(id: account.id, name: account.name) }

    func callAsFunction(_ phrase: Phrase) -> String { phrase(language) }

    func link(_ path: String, _ query: [QueryItem] = [], fragment: String? = nil) -> Address {
        say.link(path, query, fragment: fragment)
    }

    /// A form of the office: it carries what keeps others from sending it.
    func form(
        to path: String, hidden: [QueryItem] = [], parts: [FormPart] = [], submit: Phrase,
        cancel: PageFrame.Link? = nil, isDangerous: Bool = false
    ) -> Form {
        Form(
            action: link(path), hidden: [visitor.csrf] + hidden, parts: parts, submitLabel: self(submit),
            cancel: cancel, isDangerous: isDangerous)
    }

    /// The page with the office's way around it. Kept by nobody: it shows what only the office sees.
    func page(
        _ section: OfficeSection, title: String, lead: HTML = .empty, below: [PageFrame.Link] = [],
        hasErrors: Bool = false, status: Int = 200, body: [HTML]
    ) -> Response {
        var frame = OfficeSection.frame(say, visitor)
        frame.title = title
        frame.lead = lead
        frame.currentNavigation = link(section.rawValue)
        if section != .start {
            frame.breadcrumb = [PageFrame.Link(self(.officeStart), link("/office"))]
            if say.path != section.rawValue {
                frame.breadcrumb.append(PageFrame.Link(self(section.label), link(section.rawValue)))
            }
            frame.breadcrumb += below
        }
        frame.account = visitor.accountHTML(language)
        frame.hasErrors = hasErrors
        var response = DrawnPage(frame: frame, body: [say.stopCallout] + body).response(language, status: status)
        response.headers["Cache-Control"] = "no-store"
        return response
    }

    /// What is answered to a question that a list of this section cannot answer: what is allowed, and the whole list.
    func refused(_ section: OfficeSection, _ refusal: ListQuestion.Refusal) -> Response {
        page(
            section, title: self(.badListTitle), lead: .text(self(refusal.reason)), status: 400,
            body: [.p(.buttonLink(link(section.rawValue), self(.listWhole)))])
    }

    /// To another page of the office, in the same language.
    func redirect(_ path: String, _ query: [QueryItem] = [], fragment: String? = nil) -> Response {
        .redirect(to: link(path, query, fragment: fragment).text)
    }

    /// What was done, where the page before says so in its address.
    func done() -> HTML {
        guard let code = say.query.first(where: { $0.name == "done" })?.value,
            let phrase = Phrase.officeDone[code]
        else { return .empty }
        return Callout(.success, [.p(.text(self(phrase)))]).html(language)
    }

    func moment(_ seconds: Int64) -> String {
        DateFormat.timestamp(Instant(secondsSince1970: seconds).description, language)
    }

    func day(_ day: CalendarDay) -> String { DateFormat.date(day.description, language) }
}

/// The office's rooms.
enum OfficeSection: String, CaseIterable {
    case start = "/office"
    case framework = "/office/framework"
    case consultation = "/office/consultation"
    case members = "/office/members"
    case deliveries = "/office/deliveries"
    case reports = "/office/reports"
    case face = "/office/face"
    case accounts = "/office/accounts"
    case journal = "/office/journal"

    var label: Phrase {
        switch self {
        case .start: .officeStart
        case .framework: .sectionFramework
        case .consultation: .officeConsultation
        case .members: .officeMembers
        case .deliveries: .officeDeliveries
        case .reports: .officeReports
        case .face: .officeFace
        case .accounts: .officeAccounts
        case .journal: .officeJournal
        }
    }

    /// Who finds the way there useful; each page asks for itself.
    var role: StaffRole { self == .accounts || self == .journal ? .admin : .reader }

    /// What is around every page of the office, but for its title.
    static func frame(_ say: PageContext, _ visitor: Visitor?) -> PageFrame {
        var frame = say.frame(title: "")
        frame.tagline = say(.officeTagline)
        frame.home = say.link(OfficeSection.start.rawValue)
        frame.navigation =
            allCases.filter { section in visitor.map { $0.has(section.role) } ?? false }.map {
                PageFrame.Link(say($0.label), say.link($0.rawValue))
            }
            + [PageFrame.Link(say(.toPublicSite), say.link("/"))]
        frame.currentNavigation = say.link(say.path)
        return frame
    }
}
