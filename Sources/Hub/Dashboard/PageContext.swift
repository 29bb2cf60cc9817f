import Face
import Federation
import HTTP
import Pages

/// What every view needs: the log position, the reader's language, and how addresses and numbers are written.
struct PageContext: Sendable {
    let snapshot: Sequencer.Snapshot
    let site: Site
    let language: Pages.Language
    /// True where the address names the language; links then keep it.
    let isLanguageChosen: Bool
    let path: String
    var query: [QueryItem]
    var face: Face?
    /// Why the hub signs nothing; nil while all is well.
    var stop: HistoryStop?
    /// The earlier position that the page is about; nil for the present.
    var past: PastLog.Position?

    var state: FederationState { past?.state ?? snapshot.state }

    /// What keeps a link at the earlier position.
    private var pastItems: [QueryItem] { past.map { [QueryItem("at", String($0.state.size))] } ?? [] }

    func callAsFunction(_ phrase: Phrase) -> String { phrase(language) }

    /// The text in the reader's language, or in German where it is not translated.
    func callAsFunction(_ text: LocalizedText) -> String {
        language == .english && !text.english.isEmpty ? text.english : text.german
    }

    /// The same, marked as German where an English page has to show German.
    func html(_ text: LocalizedText) -> HTML {
        guard language == .english, text.english.isEmpty, !text.german.isEmpty else { return .text(self(text)) }
        return german(text.german)
    }

    /// A text that towns publish in German only.
    func german(_ text: String) -> HTML {
        language == .german ? .text(text) : .element(.span, [.lang(.german)], [.text(text)])
    }

    /// One paragraph a line.
    func paragraphs(_ text: LocalizedText) -> [HTML] {
        let isGerman = language == .english && text.english.isEmpty
        return self(text).split(separator: "\n").map { line in
            .element(.p, isGerman ? [.lang(.german)] : [], [.text(String(line))])
        }
    }

    func number(_ value: ExactDecimal) -> String { NumberFormat.decimal(value.description, language) }

    func integer(_ value: some BinaryInteger) -> String { NumberFormat.decimal(String(value), language) }

    func euro(_ value: ExactDecimal) -> String {
        let text = value.description
        return NumberFormat.euro(text.hasSuffix(".00") ? String(text.dropLast(3)) : text, language)
    }

    func quantity(_ value: ExactDecimal, _ definition: Indicator) -> String {
        NumberFormat.quantity(value.description, unit: self(definition.unit), language)
    }

    func period(_ period: Period) -> String { DateFormat.period(period.description, language) }

    func date(_ date: PartialDate) -> String { DateFormat.date(date.description, language) }

    func time(_ instant: Instant) -> HTML {
        .time(instant.description, .text(DateFormat.timestamp(instant.description, language)))
    }

    /// Day and time of day, one below the other, for tables.
    func timeOnTwoLines(_ instant: Instant) -> HTML {
        let text = DateFormat.timestamp(instant.description, language)
        guard let comma = text.firstRange(of: ", ") else { return time(instant) }
        return .time(
            instant.description, .span(.text(String(text[..<comma.lowerBound])), class: "keep"),
            .span(.text(String(text[comma.upperBound...])), class: "cell-note keep"))
    }

    /// As it is called on the log's present day: a change that is announced does not show before it holds.
    /// A framework may name towns that have not joined yet, by what is known of them.
    func name(_ tenant: TenantID) -> String {
        state.members[tenant]?.name(on: state.day) ?? Phrase.notMemberYet(tenant.text, language)
    }

    /// What every address on a page about `path` keeps: an earlier position, and a language that was chosen.
    func keptItems(_ path: String) -> [QueryItem] {
        (SiteSection.isOfRegion(path) ? pastItems : []) + languageItems
    }

    /// What is asked of the list that this page shows. Errors: what is not allowed, with what is.
    func listQuestion(orders: [String]) throws(ListQuestion.Refusal) -> ListQuestion {
        try ListQuestion({ name in query.first { $0.name == name }?.value }, orders: orders)
    }

    /// The list that this page shows.
    func list(_ question: ListQuestion, found: Int, of total: Int, filters: [QueryItem] = []) -> LongList {
        LongList(question, found: found, of: total, path: path, filters: filters, kept: keptItems(path))
    }

    /// A place on this site, in the language of this page.
    func link(_ path: String, _ query: [QueryItem] = [], fragment: String? = nil) -> Address {
        Address(path: path, query: query + keptItems(path), fragment: fragment)
    }

    var languageItems: [QueryItem] {
        isLanguageChosen ? [QueryItem("lang", self.language.rawValue)] : []
    }

    /// The same page as it is today.
    var presentLink: Address { Address(path: path, query: query + languageItems) }

    /// To the town's page, which only members have.
    func townLink(_ tenant: TenantID) -> HTML {
        state.members[tenant] == nil ? .text(name(tenant)) : .a(link("/towns/\(tenant)"), .text(name(tenant)))
    }

    func entryLink(_ reference: Reference) -> HTML {
        .a(link("/log/entries/\(reference.index)"), .text("\(self(.logEntry)) \(integer(reference.index))"))
    }

    /// A link out of the site, or its plain text where it is no address.
    func external(_ url: String, _ label: String? = nil) -> HTML {
        guard let address = try? Address(url) else { return .text(label ?? url) }
        return .a(address, .text(label ?? PageContext.shortened(url)))
    }

    /// The same with the host alone as label, for tables.
    func host(_ url: String) -> HTML {
        external(url, String(PageContext.shortened(url).prefix { $0 != "/" && $0 != "?" }))
    }

    /// Host and beginning of a path: enough to see where a link leads.
    private static func shortened(_ url: String) -> String {
        var text = url[...]
        for scheme in ["https://", "http://", "www."] where text.hasPrefix(scheme) {
            text = text.dropFirst(scheme.count)
        }
        if text.hasSuffix("/") { text = text.dropLast() }
        return text.count > 48 ? text.prefix(46) + "…" : String(text)
    }
}

/// A drawn page: its frame and what stands in it.
struct DrawnPage: Sendable {
    let frame: PageFrame
    let body: [HTML]

    func response(_ language: Pages.Language, status: Int) -> Response {
        var frame = frame
        // Only an address that stays is passed on.
        if status != 200 { frame.publicAddress = nil }
        return Response(
            status: status,
            headers: Headers([
                ("Content-Type", "text/html; charset=utf-8"), ("Content-Language", language.rawValue),
                ("Content-Security-Policy", ContentSecurityPolicy.strict), ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "strict-origin-when-cross-origin"), ("Vary", "Accept-Language"),
            ]), body: .bytes(frame.rendered(body: body)))
    }
}

/// The navigation's items; each page belongs to one.
enum SiteSection: String, CaseIterable {
    case region = "/"
    case towns = "/towns"
    case indicators = "/indicators"
    case measures = "/measures"
    case framework = "/framework"
    case participation = "/participation"
    case log = "/log"
    case about = "/about"

    /// Whether a page tells about the region, which it can do for an earlier position of the log as well.
    static func isOfRegion(_ path: String) -> Bool {
        let first = path.split(separator: "/").first.map(String.init) ?? ""
        return first.isEmpty
            || [
                "towns", "indicators", "measures", "framework", "fields", "goals", "participation", "bundles",
                "compare", "slides", "map", "charts", "embed", "calculations",
            ].contains(first)
    }

    var label: Phrase {
        switch self {
        case .region: .sectionRegion
        case .towns: .sectionTowns
        case .indicators: .sectionIndicators
        case .measures: .sectionMeasures
        case .framework: .sectionFramework
        case .participation: .participationHeading
        case .log: .log
        case .about: .sectionAbout
        }
    }
}

extension PageContext {
    /// The page with everything around it; without a section for what belongs to none, such as an error.
    func page(
        _ section: SiteSection?, title: String, lead: HTML = .empty, below: [PageFrame.Link] = [], body: [HTML]
    ) -> DrawnPage {
        var frame = frame(title: title, lead: lead)
        frame.home = link("/")
        frame.publicAddress = site.publicAddress
        if frame.tagline.isEmpty { frame.tagline = self(.tagline) }
        frame.navigation = SiteSection.allCases.map { PageFrame.Link(self($0.label), link($0.rawValue)) }
        frame.currentNavigation = section.map { link($0.rawValue) }
        if let section, section != .region, path != section.rawValue {
            frame.breadcrumb =
                [PageFrame.Link(self(.sectionRegion), link("/"))]
                + [PageFrame.Link(self(section.label), link(section.rawValue))] + below
        }
        return DrawnPage(frame: frame, body: [stopCallout, pastCallout] + body)
    }

    /// On every page about an earlier state, so that nobody takes it for today's.
    private var pastCallout: HTML {
        .when(past) { past in
            Callout(
                .warning, title: self(.pastTitle),
                [
                    .p(
                        .text(
                            Phrase.pastState(
                                integer(past.state.size),
                                DateFormat.date(past.state.day.description, language), language))),
                    .p(
                        .a(presentLink, .text(self(.toPresent))), .text(" · "),
                        .a(
                            Address(
                                path: "/changes",
                                query: [QueryItem("since", String(past.state.size))] + languageItems),
                            .text(self(.whatChangedSince)))),
                ]
            ).html(language)
        }
    }

    /// Loudly on every page: a log that stands still.
    var stopCallout: HTML {
        .when(stop) {
            Callout(.error, title: self(.stoppedTitle), [.p(.text(self(Phrase.stopped($0))))]).html(language)
        }
    }

    /// On paper: whose page, how far it goes, and where it is found.
    private func printLine(_ frame: PageFrame) -> String {
        let day = DateFormat.date(state.day.description, language)
        return Phrase.printLine(
            frame.siteName, Phrase.logSize(integer(state.size), language), day, "\(self(.licence)): \(site.license)",
            site.publicAddress + Address(path: path, query: frame.query).text)
    }

    /// What public pages and those of the office share: name, notice and footer.
    func frame(title: String, lead: HTML = .empty) -> PageFrame {
        let founding = state.founding?.value
        var frame = PageFrame(
            language: language, path: path, query: query + pastItems + languageItems,
            siteName: founding.map { self($0.name) } ?? state.origin, title: title, lead: lead)
        frame.accent = site.accent
        frame.printLine = printLine(frame)
        frame.notice = founding?.notice.map { self($0) }
        frame.footerLinks = (face == nil ? site.footerLinks : []).compactMap { item in
            (try? Address(item.address)).map { PageFrame.Link(item.label(language), $0) }
        }
        frame.footerLinks.append(PageFrame.Link(self(.slidesLink), link("/slides")))
        face?.dress(&frame, query: isLanguageChosen ? [QueryItem("lang", language.rawValue)] : [])
        frame.footerLinks.append(PageFrame.Link(self(.interfaceLink), link("/api")))
        frame.footerLinks.append(PageFrame.Link(self(.sourceAndLicence), link("/about", fragment: "licence")))
        frame.logPosition = [
            .a(link("/log"), .text(Phrase.logSize(integer(state.size), language))),
            .text(" · \(self(.licence)): \(site.license) · Rahmenwerk \(site.version)"),
        ]
        return frame
    }
}
