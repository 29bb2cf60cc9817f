import Pages
import Testing

@testable import Hub

/// Fields of action, goals, and measures of all towns.
@Suite struct FieldPageTests {
    @Test(arguments: [
        "/fields", "/fields/energy", "/fields/education", "/fields/mobility", "/goals/less-poverty", "/goals/learning",
        "/goals/open-data", "/measures", "/measures?q=daten&field=energy&status=running",
        "/towns/soest/measures/datenplattform",
        "/towns/olpe/measures/co-working", "/towns/menden/measures/datenplattform", "/bundles", "/bundles/m01",
        "/framework",
    ])
    func everyPageIsWellFormedInBothLanguages(path: String) throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        for language in ["de", "en"] {
            let page = try DashboardPage(dashboard, path, language: language)
            #expect(page.response.status == 200, "\(path)")
            #expect(page.faults == [], "\(path) \(language)")
        }
    }

    @Test func aFieldShowsWhatBelongsToIt() throws {
        let page = try DashboardPage(try DashboardGoals.federation().dashboard(), "/fields/energy")
        // Soest has two measures there and Olpe one; Arnsberg and the others map what they reported for 2022.
        #expect(page.text.contains("href=\"/goals/less-poverty\""))
        #expect(page.text.contains("href=\"/indicators/child-poverty\""))
        #expect(page.text.contains("href=\"/bundles/m01\""))
        #expect(page.text.contains("href=\"/measures?field=energy&amp;town=soest\""))
        #expect(page.words.contains("1 im Zeitplan"))
        #expect(page.words.contains("50,0 % des Wegs, 33,3 % der Zeit"))
        #expect(page.words.contains("Beiträge aus der Beteiligung 42"))
        #expect(page.words.contains("aus 2 Kommunen"))
        #expect(!page.text.contains("href=\"/goals/learning\""))
    }

    @Test func aGoalShowsTheWayAndWhatServesIt() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        let page = try DashboardPage(dashboard, "/goals/less-poverty")
        #expect(page.words.contains("Kein Kind soll in Armut aufwachsen"))
        #expect(
            page.words.contains(
                "Die eine Kennzahl mit Zielwert ist im Zeitplan. 2 Maßnahmen aus 2 Kommunen dienen ihm."))
        #expect(page.words.contains("180.000 €"))
        let without = try DashboardPage(dashboard, "/goals/learning")
        #expect(without.words.contains("Noch hat keine seiner Kennzahlen einen Zielwert"))
        let bare = try DashboardPage(dashboard, "/goals/open-data")
        #expect(bare.words.contains("Die Rahmenstrategie misst dieses Ziel mit keiner Kennzahl."))
        #expect(bare.words.contains("Noch keine Kommune hat eine Maßnahme zu diesem Ziel gemeldet."))
    }

    @Test(arguments: [
        "/fields/none", "/fields/NONE", "/goals/none", "/towns/soest/measures/none", "/towns/none/measures/stadtportal",
        "/bundles/none",
    ])
    func whatIsNotThereSaysSo(path: String) throws {
        let page = try DashboardPage(try DashboardGoals.federation().dashboard(), path)
        #expect(page.response.status == 404)
        #expect(page.faults == [])
    }

    // MARK: Finder

    @Test func measuresAreSortedByTitleAsPeopleReadThem() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        func titles(_ sort: String) throws -> [String] {
            try DashboardPage(dashboard, "/measures?sort=\(sort)").text
                .matches(of: /href="\/towns\/[a-z-]+\/measures\/[a-z0-9-]+"[^>]*>([^<]+)<\/a>/).map { String($0.1) }
        }
        let rising = try titles("title")
        #expect(rising.count >= 5)
        #expect(
            rising
                == rising.sorted {
                    GermanWords.folded($0).joined(separator: " ") < GermanWords.folded($1).joined(separator: " ")
                })
        #expect(Set(rising).count > 2 && rising != rising.reversed())
        let falling = try titles("-title")
        #expect(
            falling
                == falling.sorted {
                    GermanWords.folded($0).joined(separator: " ") > GermanWords.folded($1).joined(separator: " ")
                })
        #expect(falling.sorted() == rising.sorted())
    }

    @Test func measuresAreFoundByWordsAndFilters() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        func found(_ query: String) throws -> Set<String> {
            let page = try DashboardPage(dashboard, "/measures?\(query)")
            #expect(page.response.status == 200, "\(query)")
            return Set(
                page.text.matches(of: /href="\/towns\/([a-z-]+)\/measures\/([a-z0-9-]+)"/).map { "\($0.1)/\($0.2)" })
        }
        #expect(try found("field=energy&status=running") == ["soest/datenplattform", "olpe/datenplattform"])
        #expect(try found("goal=learning") == ["soest/lorawan"])
        #expect(try found("town=olpe") == ["olpe/datenplattform", "olpe/co-working"])
        #expect(try found("q=REGIONALE+DATENPLATTFORM+offene&town=soest") == ["soest/datenplattform"])
        #expect(try found("town=soest&reuse=yes") == ["soest/datenplattform"])
        #expect(try found("q=gibtesnicht") == [])
        // Of none of them the dates are known.
        #expect(try found("town=soest&period=2023") == [])
        #expect(
            try found("town=soest&q=&field=&period=") == ["soest/datenplattform", "soest/stadtportal", "soest/lorawan"])
    }

    @Test(arguments: [
        ("field=none", "energy"), ("goal=none", "less-poverty"), ("bundle=none", "m01"), ("town=none", "arnsberg"),
        ("status=none", "running"), ("period=soon", "2026-Q3"), ("reuse=no", "yes"),
        ("sort=colour", "title, town, status"),
        ("page=99", "Seite"),
    ])
    func whatTheFinderDoesNotKnowNamesWhatItDoes(query: String, allowed: String) throws {
        let page = try DashboardPage(try DashboardGoals.federation().dashboard(), "/measures?\(query)")
        #expect(page.response.status == 400, "\(query)")
        #expect(page.words.contains(allowed), "\(page.words)")
        #expect(page.text.contains("href=\"/measures\""))
    }

    @Test func theDataAreNarrowedAsThePageIs() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        let page = try DashboardPage(dashboard, "/measures?q=platt&field=energy&sort=-planned")
        #expect(page.text.contains("href=\"/api/v1/measures.csv?q=platt&amp;field=energy\""))
        let rows = DashboardRegion.rows(try DashboardPage(dashboard, "/api/v1/measures.csv?q=platt&field=energy").text)
        #expect(
            rows.map { "\($0["tenant"] ?? "")/\($0["measure"] ?? "")" } == [
                "olpe/datenplattform", "soest/datenplattform",
            ])
        #expect(page.words.contains("2 Maßnahmen aus 2 Kommunen passen dazu."))
        let long = try DashboardPage(dashboard, "/api/v1/measures?q=\(String(repeating: "x", count: 101))")
        #expect(long.response.status == 400)
        #expect(long.text.contains("höchstens 100 Zeichen"))
    }

    @Test func aMeasureShowsWhatThereIsElsewhere() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        let page = try DashboardPage(dashboard, "/towns/soest/measures/datenplattform")
        #expect(page.words.contains("Offene Regionale Datenplattform"))
        #expect(page.words.contains("Maßnahme von Soest, gemeldet für 2023: in Umsetzung."))
        #expect(page.words.contains("Aufgebaut auf Version 1 der Plattform aus Paderborn."))
        #expect(page.text.contains("href=\"/towns/olpe/measures/datenplattform\""))
        #expect(!page.text.contains("href=\"/towns/olpe/measures/co-working\""))
        let published = try DashboardPage(dashboard, "/towns/soest/measures/energiespar-wettbewerb")
        #expect(published.words.contains("In der neuesten Meldung steht sie nicht."))
    }

    /// A strategy that comes without a summary changes no figure, and yet the titles of measures.
    @Test func titlesFollowTheNewestStrategy() throws {
        let federation = try DashboardGoals.federation()
        var book = RegionBook(federation.state)
        func titles(_ region: RegionModel) -> [String] {
            var filter = MeasureFilter()
            filter.words = "Umbenannt"
            return filter.measures(region).map(\.name)
        }
        #expect(titles(RegionModel(book.pages())) == [])
        try federation.rename("datenplattform", to: "Umbenannte Plattform", of: "olpe")
        book.advance(to: federation.state)
        #expect(titles(RegionModel(book.pages())) == ["Umbenannte Plattform"])
        #expect(titles(RegionModel(federation.state)) == ["Umbenannte Plattform"])
    }
}
