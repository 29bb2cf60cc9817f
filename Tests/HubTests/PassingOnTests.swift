import Federation
import Pages
import Testing

@testable import Hub

/// What leaves the screen: slides, paper, links shown elsewhere; and questions that cannot be answered.
@Suite struct PassingOnTests {
    private func dashboard() throws -> Dashboard { try DashboardRegion.federation().dashboard() }

    // MARK: Slides

    @Test(arguments: ["/slides", "/slides/indicators/child-poverty", "/slides/reports/2022-1"])
    func slidesLeadToEachOtherWithoutScript(path: String) throws {
        let page = try DashboardPage(try dashboard(), path)
        #expect(page.response.status == 200)
        // Every link within the page leads somewhere, and nothing runs.
        #expect(page.faults == [])
        let count = page.text.components(separatedBy: "class=\"slide\"").count - 1
        #expect(count > 3)
        #expect(page.text.components(separatedBy: "<h1>").count == 2)
        for number in 2...count { #expect(page.text.contains("href=\"#slide-\(number)\"")) }
        #expect(!page.text.contains("href=\"#slide-\(count + 1)\""))
        // What the slides are made of is named on the first and the last.
        #expect(page.words.contains("Vorführung mit öffentlichen Angaben"))
        #expect(page.words.contains("https://hub.example/"))
        #expect(!page.text.contains("class=\"site-nav\""))
    }

    @Test func slidesSayWhatThePagesSay() throws {
        let dashboard = try dashboard()
        let indicator = try DashboardPage(dashboard, "/slides/indicators/child-poverty", language: "en")
        #expect(indicator.words.contains("Child poverty: 10.98"), "\(indicator.words.prefix(400))")
        #expect(indicator.text.contains("href=\"/indicators/child-poverty?lang=en\""))
        let region = try DashboardPage(dashboard, "/slides")
        #expect(region.words.contains("10,98"))
    }

    @Test func slidesShowAnEarlierState() throws {
        let year = try ScriptedYear()
        let dashboard = try year.dashboard(.nextYear)
        let size = try year.state(.reported).size
        let then = try DashboardPage(dashboard, "/slides/indicators/poverty?at=\(size)")
        #expect(then.response.status == 200)
        #expect(then.words.contains("Stand: \(size) Einträge"))
        #expect(then.text.contains("at=\(size)"))
        #expect(try DashboardPage(dashboard, "/slides?at=99999").response.status == 400)
    }

    @Test func anEmptyFederationHasSlidesToo() throws {
        let federation = try DashboardFederation()
        try federation.found()
        let page = try DashboardPage(try federation.dashboard(), "/slides")
        #expect(page.response.status == 200 && page.faults == [])
    }

    // MARK: Links and paper

    @Test func aPageNamesItsOwnAddressAndWhatALinkShows() throws {
        let federation = try DashboardFederation()
        try federation.found(name: "Region \"A&B\" <neu>")
        let page = try DashboardPage(try federation.dashboard(), "/towns?sort=-name", language: "en").text
        let own = "https://hub.example/towns?sort=-name"
        for expected in [
            "<link rel=\"canonical\" href=\"\(own)&amp;lang=en\">",
            "<link rel=\"alternate\" hreflang=\"de\" href=\"\(own)&amp;lang=de\">",
            "<link rel=\"alternate\" hreflang=\"x-default\" href=\"\(own)\">",
            "<meta property=\"og:url\" content=\"\(own)&amp;lang=en\">",
            "<meta property=\"og:site_name\" content=\"Region &quot;A&amp;B&quot; &lt;neu&gt;\">",
            "<meta property=\"og:locale\" content=\"en_GB\">",
            "<meta property=\"og:locale:alternate\" content=\"de_DE\">",
            "<meta name=\"twitter:card\" content=\"summary\">", "<meta property=\"og:description\"",
        ] {
            #expect(page.contains(expected), "\(expected)")
        }
        // No picture is promised where there is none.
        #expect(!page.contains("og:image"))
    }

    @Test func whatIsNotThereIsNotPassedOn() throws {
        let dashboard = try dashboard()
        for path in ["/towns/nobody", "/?at=0", "/towns?page=9"] {
            let page = try DashboardPage(dashboard, path).text
            #expect(!page.contains("canonical") && !page.contains("og:"), "\(path)")
        }
    }

    @Test func paperSaysWhereAPageIsFoundAndHowFarItGoes() throws {
        let dashboard = try dashboard()
        let size = dashboard.snapshot().state.size
        let page = try DashboardPage(dashboard, "/towns/soest?at=\(size - 1)", language: "en").text
        let line = try #require(page.components(separatedBy: "class=\"print-line\">").last?.prefix { $0 != "<" })
        #expect(line.contains("\(size - 1) entries in the log"), "\(line)")
        #expect(line.hasSuffix("https://hub.example/towns/soest?at=\(size - 1)&amp;lang=en"), "\(line)")
    }

    // MARK: Questions that cannot be answered

    @Test(arguments: [
        ("/indicators/child-poverty?period=x", "2022"), ("/indicators/child-poverty?period=1999", "2022, 2021"),
        ("/?at=0", "eine Zahl von 1 bis"), ("/towns?at=99999", "eine Zahl von 1 bis"),
        ("/?at=01", "eine Zahl von 1 bis"),
        ("/?at=99999999999999999999", "eine Zahl von 1 bis"), ("/?on=2026-13-01", "Jahr-Monat-Tag"),
        ("/?on=1970-01-01", "Tag des ersten Eintrags"), ("/changes?since=x", "Jahr-Monat-Tag"),
        ("/changes?since=99999", "eine Zahl von 1 bis"), ("/changes?since=0", "eine Zahl von 1 bis"),
        ("/indicators?q=" + String(repeating: "x", count: 101), "höchstens 100"),
    ])
    func aBadQuestionIsAnsweredWithWhatIsAllowed(path: String, allowed: String) throws {
        let dashboard = try dashboard()
        let page = try DashboardPage(dashboard, path)
        #expect(page.response.status == 400, "\(path)")
        #expect(page.faults == [])
        #expect(page.words.contains(allowed), "\(page.words)")
        // A way on, and nothing kept of it.
        #expect(page.text.contains("class=\"button\""))
        #expect(dashboard.cache.count == 0)
    }

    @Test(arguments: [
        "/api/v1/towns?limit=1000000", "/api/v1/towns?limit=0", "/api/v1/towns?limit=x", "/api/v1/towns?offset=-1",
        "/api/v1/indicators?at=99999", "/api/v1/indicators?at=x",
    ])
    func programsAreToldTheSame(path: String) throws {
        let page = try DashboardPage(try dashboard(), path)
        #expect(page.response.status == 400, "\(path)")
        #expect(page.response.headers["Content-Type"] == "application/problem+json")
        #expect(page.text.contains("\"detail\""))
    }

    // MARK: The journal's words

    @Test func theJournalSpeaksTheReadersLanguage() {
        func german(_ detail: String, _ act: String = "member.changed") -> String {
            JournalWords.detail(act, detail, .german)
        }
        #expect(german("entry 33, quorum 3") == "Eintrag 33, es genügen 3")
        #expect(german("14 days") == "14 Tage")
        #expect(german("entry 4, until 2026-12-31") == "Eintrag 4, bis \(DateFormat.date("2026-12-31", .german))")
        // What people wrote stands as they wrote it.
        #expect(german("entry 4, entry fee, two days") == "Eintrag 4, entry fee, two days")
        #expect(german("mail", "town.reminded") == "E-Mail")
        #expect(german("") == "")
    }
}
