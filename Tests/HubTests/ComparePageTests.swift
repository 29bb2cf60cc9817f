import Federation
import Testing

@testable import Hub

/// Towns beside each other, like with like.
@Suite struct ComparePageTests {
    @Test(arguments: ["/compare", "/compare?town=soest", "/compare?town=soest&town=olpe", "/compare?q=berle"])
    func everyPageIsWellFormedInBothLanguages(path: String) throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        for language in ["de", "en"] {
            let page = try DashboardPage(dashboard, path, language: language)
            #expect(page.response.status == 200, "\(path)")
            #expect(page.faults == [], "\(path) \(language)")
        }
    }

    @Test func townsAreChosenByLinks() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        let first = try DashboardPage(dashboard, "/compare")
        #expect(first.text.contains("href=\"/compare?town=soest\""))
        let second = try DashboardPage(dashboard, "/compare?town=soest")
        #expect(second.text.contains("href=\"/compare?town=soest&amp;town=olpe\""))
        #expect(second.text.contains("href=\"/compare\""))
        let both = try DashboardPage(dashboard, "/compare?town=soest&town=olpe")
        #expect(both.words.contains("Soest und Olpe im Vergleich"))
        #expect(both.text.contains("href=\"/compare?town=olpe\""))
        #expect(both.text.contains("href=\"/compare?town=soest&amp;town=olpe&amp;lang=en\""))
    }

    @Test(arguments: [
        ("town=atlantis", "arnsberg, bad-berleburg"), ("town=soest&town=soest", "Soest steht zweimal"),
        ("town=soest&town=olpe&town=OLPE", "arnsberg"),
    ])
    func whatCannotBeComparedSaysWhatCan(query: String, allowed: String) throws {
        let page = try DashboardPage(try DashboardGoals.federation().dashboard(), "/compare?\(query)")
        #expect(page.response.status == 400)
        #expect(page.words.contains(allowed), "\(page.words)")
    }

    @Test func moreThanSixAreTooMany() throws {
        let federation = try DashboardExtremes.federation(towns: 30, indicators: 1, quarters: 1)
        let dashboard = try federation.dashboard()
        func query(_ count: Int) -> String {
            (1...count).map { "town=town-0\($0)" }.joined(separator: "&")
        }
        let six = try DashboardPage(dashboard, "/compare?\(query(6))")
        #expect(six.response.status == 200)
        #expect(six.words.contains("Mehr als 6 Kommunen lassen sich nicht zugleich vergleichen"))
        let seven = try DashboardPage(dashboard, "/compare?\(query(7))")
        #expect(seven.response.status == 400)
        #expect(seven.words.contains("zwei bis 6 Kommunen"))
        // Thousands are not listed: the search finds them.
        let start = try DashboardPage(dashboard, "/compare")
        #expect(start.words.contains("und 6 weitere"))
        #expect(start.text.contains("name=\"q\""))
    }

    /// Alpha has 2,000 residents and 10 km², beta 4,000 and 30: 5 and 7.5 by 1,000.
    @Test func countsStandByResidentsAndSharesAsTheyAre() throws {
        let federation = try Self.federation()
        let state = federation.state
        let region = RegionModel(state)
        let model = CompareModel(state, region, region.towns)
        func row(_ id: String) throws -> CompareModel.Row {
            try #require(model.rows.first { $0.definition.id.text == id })
        }
        #expect(model.population.map { $0?.value.description } == ["2000", "4000", nil])
        let area = try row("area")
        #expect(area.period?.description == "2021")
        #expect(area.isPerThousand)
        #expect(area.cells.map { $0.value?.description } == ["5.00", "7.50", nil])
        #expect(area.cells.map { $0.absolute?.description } == ["10.00", "30.00", nil])
        #expect(!area.isWhole)
        let page = try DashboardPage(
            try federation.dashboard(), "/compare?town=alpha&town=beta&town=gamma")
        #expect(page.words.contains("insgesamt 30,00"))
        #expect(page.words.contains("geheim"))
        #expect(page.words.contains("geschätzt"))
        // The newest period is one of alpha's alone; compared is the one that both have.
        #expect(!page.words.contains("2022 6,00"))
        #expect(page.words.contains("Für 0 von"))
        #expect(
            try DashboardPage(try federation.dashboard(), "/compare?town=alpha&town=beta").words.contains(
                "haben beide Kommunen einen vergleichbaren Wert"))
    }

    /// The area is what the density is weighed by: by 1,000 residents it would be the density upside down.
    @Test func aMeasureOfSizeStandsAsItIs() throws {
        let federation = try Self.federation(["population", "area", "population-density"])
        let state = federation.state
        let region = RegionModel(state)
        let model = CompareModel(state, region, region.towns)
        let area = try #require(model.rows.first { $0.definition.id.text == "area" })
        #expect(!area.isPerThousand)
        #expect(area.cells.map { $0.value?.description } == ["10.00", "30.00", nil])
        #expect(area.cells.allSatisfy { $0.absolute == nil })
        let page = try DashboardPage(try federation.dashboard(), "/compare?town=alpha&town=beta")
        #expect(page.faults == [])
        #expect(!page.words.contains("insgesamt 30,00"))
    }

    private static func federation(_ indicators: Set<String> = ["population", "area"]) throws -> DashboardFederation {
        let federation = try DashboardFederation()
        try federation.found()
        for town in ["alpha", "beta", "gamma"] { try federation.admit(town, name: town.capitalized) }
        var framework = try DashboardRegion.framework()
        let known = try #require(framework["indicators"] as? [[String: Any]])
        framework["indicators"] = known.filter { indicators.contains($0["id"] as? String ?? "") }
        framework["population"] = "population"
        try federation.publish(framework)
        for town in ["alpha", "beta", "gamma"] { try federation.adopt(town, body: "Rat", date: "2020") }
        func value(_ indicator: String, _ period: String, _ value: String) throws -> Observation {
            try DashboardExtremesTests.value(indicator, period, value)
        }
        try federation.summarise(
            "alpha", "2022",
            [
                try value("population", "2020", "2000"), try value("area", "2021", "10.00"),
                try value("area", "2022", "12.00"),
            ])
        let estimated = Observation(
            key: .init(indicator: try #require(Code("area")), period: try #require(Period("2021"))),
            status: .reported, value: ExactDecimal("30.00"), flags: [.estimated])
        try federation.summarise("beta", "2022", [try value("population", "2020", "4000"), estimated])
        try federation.summarise("gamma", "2022", [try DashboardExtremesTests.gap("area", "2021", .suppressed)])
        return federation
    }
}
