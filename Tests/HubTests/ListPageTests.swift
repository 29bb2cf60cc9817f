import Testing

@testable import Hub

/// Lists that are searched, sorted and turned page by page.
@Suite struct ListPageTests {
    @Test(arguments: [
        ("/towns?page=0", "ab 1"), ("/towns?page=99", "nur eine Seite"), ("/towns?sort=colour", "name, role, decision"),
        ("/indicators?sort=x", "name, period, coverage"), ("/indicators?page=2", "nur eine Seite"),
        ("/participation?sort=towns", "name, people, events, contributions"),
        ("/participation?page=2", "nur eine Seite"),
        ("/log?page=99", "nur eine Seite"), ("/log?page=0", "ab 1"), ("/log?page=x", "ab 1"),
    ])
    func whatIsNotAllowedNamesWhatIs(path: String, allowed: String) throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let page = try DashboardPage(dashboard, path)
        #expect(page.response.status == 400, "\(path)")
        #expect(page.faults == [])
        #expect(page.words.contains("So lässt sich die Liste nicht zeigen"))
        #expect(page.words.contains(allowed), "\(page.words)")
        #expect(page.words.contains("Die ganze Liste"))
        #expect(dashboard.cache.count == 0)
        let program = try DashboardPage(dashboard, path, headers: [("Accept", "application/json")])
        #expect(program.response.status == 400)
        #expect(program.text.contains("https://hub.example/problems/parameter"))
    }

    @Test func townsAreFoundHoweverTheyAreSpelled() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let page = try DashboardPage(dashboard, "/towns?q=BERLEB")
        #expect(page.response.status == 200)
        #expect(page.faults == [])
        #expect(page.text.contains("href=\"/towns/bad-berleburg\""))
        #expect(!page.text.contains("href=\"/towns/soest\""))
        #expect(page.words.contains("1 gefunden, von 5 insgesamt"))
        let nothing = try DashboardPage(dashboard, "/towns?q=Atlantis", language: "en")
        #expect(nothing.response.status == 200)
        #expect(nothing.words.contains("Nothing in this list matches"))
        #expect(nothing.text.contains("href=\"/towns?lang=en\""))
    }

    @Test func longListsComeInPages() throws {
        let federation = try DashboardExtremes.federation(towns: 60, indicators: 55, quarters: 1)
        let dashboard = try federation.dashboard()
        let first = try DashboardPage(dashboard, "/towns")
        #expect(first.words.contains("1–50 von 60"))
        #expect(first.text.contains("href=\"/towns?page=2\""))
        let second = try DashboardPage(dashboard, "/towns?page=2")
        #expect(second.words.contains("51–60 von 60"))
        let all = [first, second].flatMap { page in
            (0..<60).filter {
                page.text.contains(
                    "<th scope=\"row\" role=\"rowheader\"><a href=\"/towns/town-\($0 < 10 ? "0" : "")\($0)\"")
            }
        }
        #expect(all.sorted() == Array(0..<60))
        let turned = try DashboardPage(dashboard, "/towns?sort=-name")
        #expect(turned.text.contains("href=\"/towns?sort=-name&amp;page=2\""))
        #expect(turned.text.contains("aria-sort=\"descending\""))
        #expect(try DashboardPage(dashboard, "/indicators?page=2").words.contains("51–55 von 55"))
        #expect(first.faults == [] && second.faults == [] && turned.faults == [])
    }

    /// Participation once listed every town on one page.
    @Test func participationListsTownsPageByPage() throws {
        let federation = try DashboardExtremes.federation(towns: 60, indicators: 1, quarters: 1)
        for town in 10..<60 {
            try federation.summarise(
                "town-\(town)", "2026", [],
                participation: [
                    .init(.contributions, .channel(.online), count: Int64(town)),
                    .init(.answered, count: Int64(100 - town)),
                ])
        }
        let dashboard = try federation.dashboard()
        func towns(_ path: String) throws -> [Int] {
            let page = try DashboardPage(dashboard, path)
            #expect(page.faults == [], "\(path)")
            return page.text.split(separator: "<th scope=\"row\"><a href=\"/towns/town-").dropFirst().compactMap {
                Int($0.prefix(2))
            }
        }
        let first = try DashboardPage(dashboard, "/participation")
        // 10 + 11 + … + 59 contributions.
        #expect(first.words.contains("1.725 Beiträge aus 50 Kommunen"))
        #expect(first.words.contains("10 von 60 Kommunen haben noch keine Zahlen zur Beteiligung gemeldet."))
        #expect(first.words.contains("1–50 von 60"))
        #expect(first.words.contains("noch keine Zahlen"))
        #expect(
            try (towns("/participation") + towns("/participation?page=2")).sorted() == Array(0..<60))
        #expect(try towns("/participation?sort=-contributions").prefix(3) == [59, 58, 57])
        #expect(try towns("/participation?sort=answered").prefix(3) == [59, 58, 57])
        // Those that say nothing come last, whichever way it goes.
        #expect(try towns("/participation?sort=-contributions&page=2").allSatisfy { $0 < 10 })
        #expect(try towns("/participation?sort=contributions&page=2").allSatisfy { $0 < 10 })
        #expect(try towns("/participation?q=Kommune+42") == [42])
        #expect(try DashboardPage(dashboard, "/participation?q=Kommune+42", language: "en").faults == [])
    }

    /// Written one behind the other, a search for `x?sort=name` was the same page as one for `x` sorted by name.
    @Test func whatIsSearchedForCannotLookLikeAnotherQuestion() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let found = try DashboardPage(dashboard, "/towns?q=olpe&sort=name")
        #expect(found.words.contains("1 gefunden, von"))
        let other = try DashboardPage(dashboard, "/towns?q=olpe%3Fsort%3Dname")
        #expect(other.words.contains("Dazu steht nichts in dieser Liste"))
    }
}
