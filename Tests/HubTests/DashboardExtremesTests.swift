import Federation
import Foundation
import HTTP
import Testing

@testable import Hub

/// No data, one town, hostile names, far too much data.
@Suite struct DashboardExtremesTests {
    static let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"

    @Test func anEmptyFederationSaysWhatWillBeHere() throws {
        let federation = try DashboardFederation()
        try federation.found()
        let dashboard = try federation.dashboard()
        for path in [
            "/", "/towns", "/indicators", "/framework", "/log", "/about", "/api/v1/region", "/api/v1/towns.csv",
        ] {
            let page = try DashboardPage(dashboard, path)
            #expect(page.response.status == 200, "\(path)")
            if !path.hasPrefix("/api") { #expect(page.faults == [], "\(path)") }
        }
        #expect(try DashboardPage(dashboard, "/").words.contains("noch nicht veröffentlicht"))
    }

    @Test func oneTownWithoutSummaryIsReadable() throws {
        let federation = try DashboardFederation()
        try federation.found()
        try federation.admit("olpe", name: "Olpe")
        try federation.admit("kreis", name: "Kreis Olpe", role: .supporter)
        try federation.publish(try DashboardRegion.framework())
        let dashboard = try federation.dashboard()
        for path in [
            "/", "/towns", "/towns/olpe", "/towns/kreis", "/indicators", "/indicators/population", "/framework",
        ] {
            let page = try DashboardPage(dashboard, path)
            #expect(page.response.status == 200, "\(path)")
            #expect(page.faults == [], "\(path)")
        }
        #expect(
            try DashboardPage(dashboard, "/").words.contains("0 von 1 Kommunen haben die Rahmenstrategie beschlossen"))
        #expect(try DashboardPage(dashboard, "/towns/olpe").words.contains("Noch keine Meldung"))
    }

    @Test func hostileNamesStayText() throws {
        let federation = try DashboardFederation()
        try federation.found(name: Self.hostile)
        try federation.admit("olpe", name: "=HYPERLINK(\"http://x\")")
        try federation.admit("soest", name: Self.hostile)
        var framework = try DashboardRegion.framework()
        framework["title"] = ["de": Self.hostile, "en": Self.hostile]
        framework["vision"] = ["de": Self.hostile + "\n" + Self.hostile, "en": ""]
        framework["principles"] = [["de": Self.hostile, "en": ""]]
        var indicators = try #require(framework["indicators"] as? [[String: Any]])
        indicators[0]["name"] = ["de": Self.hostile, "en": ""]
        indicators[0]["unit"] = ["de": "<b>", "en": ""]
        framework["indicators"] = indicators
        try federation.publish(framework)
        for town in ["olpe", "soest"] {
            try federation.adopt(town, body: Self.hostile, date: "2020")
            try federation.summarise(town, "2022", [Self.value("area", "2019", "12.00")])
        }
        try federation.report("2022")
        let dashboard = try federation.dashboard()
        for path in [
            "/", "/towns", "/towns/soest", "/towns/olpe", "/indicators", "/indicators/area", "/framework", "/log",
            "/log/entries/3", "/reports/2022-1", "/about",
        ] {
            let page = try DashboardPage(dashboard, path)
            #expect(page.response.status == 200, "\(path)")
            #expect(page.faults == [], "\(path)")
            #expect(!page.text.contains("<script"), "\(path)")
            #expect(!page.text.contains("<img"), "\(path)")
        }
        let csv = try DashboardPage(dashboard, "/api/v1/towns.csv").text
        #expect(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
        #expect(csv.hasPrefix("tenant,name,role,status,"))
    }

    @Test func fourSignsStayApart() throws {
        let federation = try DashboardFederation()
        try federation.found()
        let towns = ["alpha", "beta", "gamma", "delta", "epsilon"]
        for town in towns { try federation.admit(town, name: town) }
        try federation.publish(try DashboardRegion.framework())
        for town in towns { try federation.adopt(town, body: "Rat", date: "2021-05") }
        try federation.summarise("alpha", "2022", [Self.value("area", "2019", "0.00")])
        try federation.summarise("beta", "2022", [Self.gap("area", "2019", .suppressed)])
        try federation.summarise("gamma", "2022", [Self.gap("area", "2019", .notApplicable)])
        try federation.summarise("delta", "2022", [Self.gap("area", "2019", .missing)])
        let dashboard = try federation.dashboard()
        let page = try DashboardPage(dashboard, "/indicators/area")
        for word in [
            "0,00", "geheim", "entfällt", "keine Angabe", "zurückgehalten: nur 1 von 4 Kommunen, nötig sind 60 %",
        ] {
            #expect(page.words.contains(word), "\(word)")
        }
        let rows = DashboardRegion.rows(try DashboardPage(dashboard, "/api/v1/indicators/area.csv").text)
        func row(_ town: String) -> [String] {
            rows.first { $0["area"] == town }.map { [$0["value"] ?? "", $0["status"] ?? ""] } ?? []
        }
        #expect(row("alpha") == ["0.00", "reported"])
        #expect(row("beta") == [".", "suppressed"])
        #expect(row("gamma") == ["", "not_applicable"])
        #expect(row("delta") == ["", "missing"])
        #expect(row("epsilon") == ["", "missing"])
        #expect(row("region") == ["", "withheld"])
    }

    @Test func farTooMuchDataStaysReadable() throws {
        let federation = try DashboardExtremes.federation(towns: 30, indicators: 40, quarters: 12)
        let dashboard = try federation.dashboard()
        for path in [
            "/", "/towns", "/indicators", "/indicators/k-07", "/towns/town-03", "/log", "/api/v1/indicators.csv",
        ] {
            let page = try DashboardPage(dashboard, path)
            #expect(page.response.status == 200, "\(path)")
            #expect(page.text.utf8.count < 1_500_000, "\(path): \(page.text.utf8.count)")
            if !path.hasPrefix("/api") { #expect(page.faults == [], "\(path)") }
        }
        #expect(try DashboardPage(dashboard, "/").words.contains("Alle Kommunen (30)"))
    }

    static func value(_ indicator: String, _ period: String, _ value: String) throws -> Observation {
        Observation(key: try key(indicator, period), status: .reported, value: ExactDecimal(value))
    }

    static func gap(_ indicator: String, _ period: String, _ status: Observation.Status) throws -> Observation {
        Observation(key: try key(indicator, period), status: status)
    }

    private static func key(_ indicator: String, _ period: String) throws -> Observation.Key {
        Observation.Key(indicator: try #require(Code(indicator)), period: try #require(Period(period)))
    }
}

/// A region of any size, with invented values.
enum DashboardExtremes {
    static func federation(towns: Int, indicators: Int, quarters: Int) throws -> DashboardFederation {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let federation = try DashboardFederation()
        try federation.found(name: "Smart Cities Rahmenstrategie für Südwestfalen (Probe)")
        var framework = try DashboardRegion.framework()
        let known = try #require(framework["indicators"] as? [[String: Any]])
        var definition = try #require(known.first { $0["id"] as? String == "area" })
        definition["frequency"] = "quarter"
        framework["indicators"] = (0..<indicators).map { number in
            var copy = definition
            copy["id"] = "k-\(two(number))"
            copy["name"] = ["de": "Kennzahl \(number) mit einem recht langen Namen", "en": ""]
            return copy
        }
        framework["population"] = NSNull()
        try federation.publish(framework)
        for town in 0..<towns {
            try federation.admit("town-\(two(town))", name: "Kommune \(town) (Südwestfalen)")
            try federation.adopt("town-\(two(town))", body: "Rat", date: "2020")
        }
        for town in 0..<towns {
            var observations: [Observation] = []
            for indicator in 0..<indicators {
                for quarter in 0..<quarters {
                    observations.append(
                        try DashboardExtremesTests.value(
                            "k-\(two(indicator))", "\(2015 + quarter / 4)-Q\(quarter % 4 + 1)",
                            "\(50 + (town * 7 + quarter * 3 + indicator) % 90).\(two((town * 13) % 100))"))
                }
            }
            try federation.summarise("town-\(two(town))", "2025", observations)
        }
        return federation
    }
}
