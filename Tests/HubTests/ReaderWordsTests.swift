import AccountPages
import Accounts
import Crypto
import Federation
import HTTP
import Pages
import Testing

@testable import Hub

/// What a reader met on the pages and could not make sense of.
@Suite struct ReaderWordsTests {
    @Test func aTownThatIsNamedBeforeItJoinsIsNoLink() throws {
        let hub = try TestHub()
        try hub.start()
        try hub.admit("soest")
        _ = try hub.running.hub.office.perform(.publish(try FrameworkFile.read(FrameworkDeskTests.framework)))
        let page = try hub.get("/bundles/m01").text
        #expect(page.contains("href=\"/towns/soest\""))
        #expect(page.contains("olpe (not a member yet)"))
        #expect(!page.contains("href=\"/towns/olpe\""))
        #expect(try hub.get("/bundles").text.contains("for none of them"))
    }

    @Test(arguments: [
        ("51,5725", "8,1063", "51,5725°\u{A0}N, 8,1063°\u{A0}O", "51,5725°\u{A0}N, 8,1063°\u{A0}E"),
        ("-33,9", "-70,5", "33,9°\u{A0}S, 70,5°\u{A0}W", "33,9°\u{A0}S, 70,5°\u{A0}W"),
    ])
    func aPlaceIsNamedByTheSidesOfTheReadersLanguage(latitude: String, longitude: String, de: String, en: String) {
        #expect(Phrase.coordinates(latitude, longitude, .german) == de)
        #expect(Phrase.coordinates(latitude, longitude, .english) == en)
    }

    @Test func nothingIsCountedInWords() {
        let none = Phrase.fieldAnswer(goals: 0, indicators: 0, measures: 0, towns: 0, .german)
        #expect(none == "Zu diesem Handlungsfeld gehören keine Ziele, keine Kennzahlen und keine Maßnahmen.")
        #expect(Phrase.fieldAnswer(goals: 2, indicators: 1, measures: 1, towns: 1, .english).contains("2 goals, one"))
    }

    @Test func changesSinceAPositionSpeakOfThePosition() throws {
        let dashboard = try ScriptedYear().dashboard(.nextYear)
        let page = try DashboardPage(dashboard, "/changes?since=5").words
        #expect(page.contains("Was sich seit dem Stand mit 5 Einträgen geändert hat"))
        #expect(
            try DashboardPage(dashboard, "/changes?since=1", language: "en").words.contains("since the first entry"))
        #expect(!(try DashboardPage(dashboard, "/changes").words.contains("seit dem Stand mit")))
    }

    @Test func whatBelongsToNoSectionMarksNone() throws {
        let dashboard = try ScriptedYear().dashboard(.reported)
        for path in ["/nowhere", "/towns?sort=colour"] {
            #expect(!(try DashboardPage(dashboard, path).text.contains("aria-current=\"page\"><")), "\(path)")
        }
        let navigation = "href=\"/\" aria-current=\"page\""
        #expect(try DashboardPage(dashboard, "/").text.contains(navigation))
        #expect(!(try DashboardPage(dashboard, "/nowhere").text.contains(navigation)))
    }

    @Test func partsOfParticipationSayWhatTheyArePartsBy() throws {
        let page = try DashboardPage(try DashboardGoals.federation().dashboard(), "/towns/soest").words
        #expect(page.contains("Beiträge Handlungsfeld: Energie 12"))
        #expect(page.contains("beantwortete Beiträge Summe 9"))
    }

    /// A command is copied from a telephone, too: it wraps instead of running out of sight.
    @Test func theCommandThatChecksAnExportWraps() throws {
        let page = try DashboardPage(try ScriptedYear().dashboard(.reported), "/log").text
        let place = try #require(page.range(of: "rahmenwerk-audit verify"))
        #expect(page[..<place.lowerBound].hasSuffix("<pre class=\"wrapped\" tabindex=\"0\">"))
    }

    /// The same status has the same colour, whichever others occur beside it.
    @Test func aStatusLooksTheSameInEveryChart() throws {
        let text = ChartText(title: "Stand", subtitle: "", source: "")
        func legend(_ parts: [String], _ looks: [Int]) -> String {
            let chart = StackedBar(
                id: "c", text: text, rowHeader: "", parts: parts, looks: looks,
                rows: [.init("Alle", parts.map { _ in 1 })])
            return String(decoding: chart.legend(.german).rendered(), as: UTF8.self)
        }
        let few = legend(["Stand nicht bekannt"], [6])
        #expect(few.contains("swatch s6") && few.contains("bar-hollow firm"))
        #expect(
            legend(["fertig", "geplant", "Stand nicht bekannt"], [0, 1, 6]).contains(
                few.dropFirst("<ul class=\"chart-legend\">".count).dropLast("</ul>".count)))
    }

    @Test func aFormsAddressOpenedByHandIsAPageInTheReadersLanguage() throws {
        let hub = try TestHub()
        defer { hub.close() }
        try hub.start()
        let router = try hub.running.router
        func ask(_ method: String, _ path: String, accept: String) -> Response {
            router.handle(
                Request(
                    method: method, path: path,
                    headers: Headers([("Accept", accept), ("Accept-Language", "de")])))
        }
        let page = ask("GET", "/api/v1/statements", accept: "text/html")
        #expect(page.status == 405)
        #expect(page.headers["Content-Type"] == "application/problem+json")
        let form = ask("GET", "/log/cosignature", accept: "text/html,*/*;q=0.8")
        #expect(form.status == 405)
        #expect(form.headers["Content-Type"] == "text/html; charset=utf-8")
        #expect(form.headers["Allow"]?.contains("POST") == true)
        #expect(ask("GET", "/log/cosignature", accept: "*/*").headers["Content-Type"] == "application/problem+json")
        #expect(ask("DELETE", "/towns", accept: "text/html").headers["Content-Type"] == "application/problem+json")
    }
}
