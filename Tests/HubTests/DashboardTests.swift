import Federation
import Foundation
import HTTP
import Pages
import Synchronization
import Testing

@testable import Hub

@Suite struct DashboardTests {
    static let paths = [
        "/", "/towns", "/towns/arnsberg", "/towns/bad-berleburg", "/indicators", "/indicators/child-poverty",
        "/indicators/average-length-of-stay", "/indicators/overnight-stays?period=2011", "/indicators/population",
        "/log", "/log/entries/0", "/log/entries/6", "/framework", "/framework/1", "/reports/2022-1", "/about", "/api",
        "/problems/small-count",
    ]

    @Test func everyPageIsWellFormedInBothLanguages() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        for path in Self.paths {
            for language in ["de", "en"] {
                let page = try DashboardPage(dashboard, path, language: language)
                #expect(page.response.status == 200, "\(path)")
                #expect(page.faults == [], "\(path) \(language)")
                #expect(page.text.contains("<html lang=\"\(language)\">"))
                #expect(page.response.headers["Content-Security-Policy"] == ContentSecurityPolicy.strict)
                #expect(page.response.headers["X-Content-Type-Options"] == "nosniff")
                let notice =
                    language == "de" ? "nicht von den genannten Kommunen abgegeben" : "not submitted by the towns"
                #expect(page.words.contains(notice), "\(path)")
                #expect(page.words.contains("CC BY 4.0"), "\(path)")
            }
        }
    }

    @Test func theOverviewSaysWhereTheRegionStands() throws {
        let page = try DashboardPage(try DashboardRegion.federation().dashboard(), "/")
        #expect(page.words.contains("Alle fünf Kommunen haben die Rahmenstrategie beschlossen"))
        #expect(page.words.contains("216.757"))
        #expect(page.words.contains("5 von 5 Kommunen, 100 % der Bevölkerung"))
        #expect(page.words.contains("nur Verteilung"))
        #expect(page.words.contains("Keinem Feld zugeordnet"))
        let english = try DashboardPage(try DashboardRegion.federation().dashboard(), "/", language: "en")
        #expect(english.words.contains("All five municipalities have adopted the framework strategy"))
        #expect(english.words.contains("216,757"))
    }

    @Test func everyExpectedRegionalValueStandsOnItsPageAndInTheData() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let table = DashboardRegion.rows(try DashboardPage(dashboard, "/api/v1/indicators.csv").text)
        var found: [String: [String: String]] = [:]
        for row in table where row["value"] != "" {
            found[row["indicator"] ?? "", default: [:]][row["period"] ?? ""] = row["value"]
        }
        let expected = try DashboardRegion.expected()
        #expect(found == expected)
        for (indicator, values) in expected {
            let page = try DashboardPage(dashboard, "/indicators/\(indicator)")
            let long = DashboardRegion.rows(try DashboardPage(dashboard, "/api/v1/indicators/\(indicator).csv").text)
            for (period, value) in values {
                #expect(page.words.contains(NumberFormat.decimal(value, .german)), "\(indicator) \(period)")
                #expect(
                    long.contains { $0["area"] == "region" && $0["period"] == period && $0["value"] == value })
            }
        }
        let report = DashboardRegion.rows(try DashboardPage(dashboard, "/api/v1/reports/2022-1.csv").text)
        #expect(report.count { $0["value"] != "" } == expected.values.reduce(0) { $0 + $1.count })
    }

    @Test func anIndicatorShowsItsWholeCalculation() throws {
        let page = try DashboardPage(try DashboardRegion.federation().dashboard(), "/indicators/child-poverty")
        #expect(page.words.contains("Kinderarmut: Wo steht die Region?"))
        #expect(page.words.contains("0,50 weniger als 2021, in der gewünschten Richtung"))
        #expect(page.words.contains("÷ 216.757 ≈ 10,98"))
        #expect(page.words.contains("Gewicht: Bevölkerung"))
        for town in DashboardRegion.towns { #expect(page.text.contains("href=\"/towns/\(town.id)\"")) }
        #expect(page.text.contains("/log/statement/"))
        #expect(page.text.contains("href=\"/api/v1/indicators/child-poverty.csv\""))
    }

    @Test func aTownShowsWhatItMappedAndWhatNot() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let soest = try DashboardPage(dashboard, "/towns/soest")
        #expect(soest.words.contains("Rat der Stadt Soest, 6. Oktober 2021"))
        #expect(soest.words.contains("Kultur &amp; Freizeit"))
        #expect(soest.words.contains("nicht zugeordnet"))
        #expect(soest.words.contains("Fachbereichsleitung"))
        let menden = try DashboardPage(dashboard, "/towns/menden")
        #expect(menden.words.contains("Eigene Handlungsfelder sind nicht angegeben"))
    }

    @Test func linksKeepALanguageThatWasChosen() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        #expect(try DashboardPage(dashboard, "/", language: "en").text.contains("href=\"/towns/soest?lang=en\""))
        let preferring = try DashboardPage(dashboard, "/", headers: [("Accept-Language", "en-GB")])
        #expect(preferring.text.contains("<html lang=\"en\">"))
        #expect(preferring.text.contains("href=\"/towns/soest\""))
    }

    @Test(arguments: [
        "/towns/nobody", "/towns/UPPER", "/indicators/none", "/indicators/none?period=2022", "/slides/indicators/none",
        "/slides/reports/2022-2", "/log/entries/9999",
        "/log/entries/-1", "/log/entries/01", "/framework/2", "/framework/x", "/reports/2022-2", "/reports/2022",
        "/reports/-", "/problems/none", "/nothing",
    ])
    func whatIsNotThereSaysSo(_ path: String) throws {
        let dashboard = try DashboardRegion.federation(withReport: true).dashboard()
        let page = try DashboardPage(dashboard, path)
        #expect(page.response.status == 404)
        #expect(page.faults == [])
        #expect(page.words.contains("Diese Seite gibt es nicht"))
        #expect(dashboard.cache.count == 0)
    }

    @Test func programsGetProblems() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        for (path, status) in [
            ("/api/v1/towns/nobody", 404), ("/api/v1/towns/nobody.csv", 404), ("/api/v1/frameworks/7", 404),
            ("/api/v1/log?limit=0", 400), ("/api/v1/log?from=x", 400), ("/api/v1/log?from=999999", 400),
        ] {
            let page = try DashboardPage(dashboard, path)
            #expect(page.response.status == status, "\(path)")
            #expect(page.response.headers["Content-Type"] == "application/problem+json")
        }
        let asked = try DashboardPage(dashboard, "/nothing", headers: [("Accept", "application/json")])
        #expect(asked.text.contains("https://hub.example/problems/not-found"))
    }

    @Test func answersAreKeptAndConfirmed() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let first = try DashboardPage(dashboard, "/towns/olpe")
        let etag = try #require(first.response.etag)
        #expect(first.response.headers["Cache-Control"] == "no-cache")
        #expect(dashboard.cache.count == 1)
        let same = try DashboardPage(dashboard, "/towns/olpe", headers: [("If-None-Match", etag)])
        #expect(same.response.status == 304)
        #expect(same.text == "")
        let listed = try DashboardPage(dashboard, "/towns/olpe", headers: [("If-None-Match", "\"x\", \(etag)")])
        #expect(listed.response.status == 304)
        let english = try DashboardPage(dashboard, "/towns/olpe", language: "en", headers: [("If-None-Match", etag)])
        #expect(english.response.status == 200)
        #expect(english.response.etag != etag)
        // What does not matter makes no second page.
        _ = try DashboardPage(dashboard, "/towns/olpe?utm=1&period=3")
        #expect(dashboard.cache.count == 2)
    }

    @Test func aGrownLogDropsTheOldPages() throws {
        let federation = try DashboardRegion.federation(withReport: false)
        let current = Mutex(try federation.snapshot())
        let dashboard = Dashboard(
            snapshot: { current.withLock { $0 } }, log: federation.log, site: DashboardFederation.site)
        let before = try DashboardPage(dashboard, "/")
        #expect(before.words.contains("Noch kein Bericht"))
        try federation.report("2022")
        let grown = try federation.snapshot()
        current.withLock { $0 = grown }
        let after = try DashboardPage(dashboard, "/", headers: [("If-None-Match", before.response.etag ?? "")])
        #expect(after.response.status == 200)
        #expect(after.words.contains("Bericht 2022"))
        #expect(dashboard.cache.count == 1)
    }

    @Test func jsonSaysWhereItComesFrom() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        for path in [
            "/api/v1/region", "/api/v1/towns", "/api/v1/towns/soest", "/api/v1/indicators",
            "/api/v1/indicators/physicians", "/api/v1/log?from=2&limit=3",
        ] {
            let page = try DashboardPage(dashboard, path)
            #expect(page.response.status == 200, "\(path)")
            #expect(page.response.headers["Access-Control-Allow-Origin"] == "*")
            let value = try JSONValue(canonicalBytes: Array(page.text.utf8))
            #expect(page.text.contains("\"log_size\":\(dashboard.snapshot().state.size)"))
            #expect(page.text.contains("Vorführung"))
            #expect(page.text.contains("\"license\":\"CC BY 4.0\""))
            if case .object = value {} else { Issue.record("no object") }
        }
        let framework = try DashboardPage(dashboard, "/api/v1/frameworks/1")
        #expect(framework.text.utf8.elementsEqual(dashboard.snapshot().state.frameworks[0].value.canonicalBytes))
        let report = try DashboardPage(dashboard, "/api/v1/reports/2022-1")
        _ = try RegionalReport(canonicalBytes: Array(report.text.utf8))
    }

    @Test func sheetsAreServedWhereThePagesPoint() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let page = try DashboardPage(dashboard, "/about")
        for sheet in [Stylesheet.main, AccentColour.standard.stylesheet] {
            #expect(page.text.contains("href=\"\(sheet.path)\""))
            #expect(try DashboardPage(dashboard, sheet.path).response.status == 200)
        }
    }

    @Test func everyRefusalIsExplained() {
        for code in Refusal.Code.allCases { #expect(ProblemPhrases.all[code.rawValue] != nil, "\(code)") }
        for code in ["token", "not-found", "method", "redacted", "storage", "stopping"] {
            #expect(ProblemPhrases.all[code] != nil, "\(code)")
        }
        #expect(ProblemPhrases.all.count == ProblemPhrases.list.count)
    }
}
