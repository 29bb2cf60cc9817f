import Federation
import Foundation
import FoundationXML
import Geography
import HTTP
import Pages
import Service
import Testing

@testable import Hub

@Suite struct FigureTests {
    /// Boundaries around all five towns, and the name of whose they are.
    private static func map() throws -> RegionMap {
        let ring = "[[7.5,51],[8.6,51],[8.6,51.7],[7.5,51.7],[7.5,51]]"
        let text =
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"GEN":"Region"},"#
            + #""geometry":{"type":"Polygon","coordinates":["# + ring + "]}}]}"
        return try RegionMap(geoJSON: Array(text.utf8), .init(path: "x.geojson", notice: "© Vermessung, dl-de/by-2-0"))
    }

    private static func dashboard() throws -> Dashboard {
        let federation = try DashboardRegion.federation()
        return federation.dashboard(
            at: try federation.snapshot(),
            site: Site(publicAddress: "https://hub.example", license: "CC BY 4.0", version: "0.1", map: try map()))
    }

    private static let names = [
        "indicators/child-poverty", "indicators/child-poverty/comparison", "indicators/child-poverty/towns",
        "indicators/child-poverty/map", "measures",
    ]

    @Test(arguments: ["de", "en"])
    func everyFigureIsAFileAndCanBeEmbedded(_ language: String) throws {
        let dashboard = try Self.dashboard()
        for name in Self.names {
            let file = try DashboardPage(dashboard, "/charts/\(name).svg", language: language)
            #expect(file.response.status == 200, "\(name)")
            #expect(file.response.headers["Content-Type"] == ChartFile.mediaType)
            #expect(XMLParser(data: Data(file.text.utf8)).parse(), "\(name)")
            for words in ["CC BY 4.0", "https://hub.example", language == "de" ? "Eintrag" : "entry", "<desc"] {
                #expect(file.text.contains(words), "\(name) \(words)")
            }
            let table = try DashboardPage(dashboard, "/charts/\(name).csv", language: language)
            #expect(table.response.headers["Content-Type"] == "text/csv; charset=utf-8")
            #expect(DashboardRegion.rows(table.text).count > 1 && table.text.contains("log_size"), "\(name)")
            let page = try DashboardPage(dashboard, "/embed/\(name)", language: language)
            #expect(page.response.status == 200 && page.faults == [], "\(name) \(page.faults)")
            #expect(page.text.contains("<html lang=\"\(language)\">"))
        }
    }

    @Test(arguments: ["de", "en"])
    func bundlesAndParticipationAreFilesToo(_ language: String) throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        for (name, page, rows) in [
            ("bundles", "/bundles", 2), ("bundles/m01", "/bundles/m01", 2), ("bundles/m01/money", "/bundles/m01", 2),
            ("participation", "/participation", 2),
        ] {
            let file = try DashboardPage(dashboard, "/charts/\(name).svg", language: language)
            #expect(file.response.status == 200, "\(name)")
            #expect(XMLParser(data: Data(file.text.utf8)).parse(), "\(name)")
            let table = try DashboardPage(dashboard, "/charts/\(name).csv", language: language)
            #expect(DashboardRegion.rows(table.text).count >= rows, "\(name)")
            let embedded = try DashboardPage(dashboard, "/embed/\(name)", language: language)
            #expect(embedded.response.status == 200 && embedded.faults == [], "\(name) \(embedded.faults)")
            let shown = try DashboardPage(dashboard, page, language: language)
            #expect(shown.faults == [], "\(name)")
            #expect(shown.text.contains("href=\"/charts/\(name).svg?lang=\(language)\""), "\(name)")
            #expect(shown.text.contains("/embed/\(name)?lang=\(language)"), "\(name)")
        }
        let money = try DashboardPage(dashboard, "/embed/bundles/m01/money", language: "de")
        #expect(money.text.contains("Geplant: 180.000\u{A0}€, verausgabt: 40.000\u{A0}€"))
        // Each number of a chart's table leads to its calculation.
        let list = try DashboardPage(dashboard, "/bundles", language: language)
        #expect(list.text.contains("/calculations/measures?status=running&amp;bundle=m01"))
        for path in [
            "/charts/bundles/none.svg", "/charts/bundles/m01/pie.svg", "/embed/bundles/none", "/embed/nothing",
        ] {
            #expect(try DashboardPage(dashboard, path).response.status == 404, "\(path)")
        }
    }

    /// Many quarters of many towns stay a light page; the table behind their courses has its own.
    @Test func aLongIndicatorStaysLight() throws {
        let dashboard = try DashboardExtremes.federation(towns: 59, indicators: 8, quarters: 40).dashboard()
        let page = try DashboardPage(dashboard, "/indicators/k-07")
        #expect(page.faults == [])
        #expect(page.text.utf8.count < 125_000, "\(page.text.utf8.count)")
        #expect(page.text.contains("href=\"/indicators/k-07/courses\""))
        // A past period of the region's course leads to its calculation.
        #expect(page.text.contains("href=\"/indicators/k-07?period=2020-Q1#calculation\""))
        let table = try DashboardPage(dashboard, "/indicators/k-07/courses?page=2")
        #expect(table.faults == [])
        #expect(table.text.components(separatedBy: "<tr>").count - 1 == 9 + 1)
        #expect(table.text.contains("href=\"/indicators/k-07?period=2020-Q1#calculation\""))
        #expect(try DashboardPage(dashboard, "/indicators/k-07/courses?page=3").response.status == 400)
        #expect(try DashboardPage(dashboard, "/indicators/nothing/courses").response.status == 404)
    }

    /// The only pages that may be framed hold one figure, no form, no script, and ways to this site alone, which leave the
    /// frame.
    @Test func onlyEmbeddedFiguresMayBeFramed() throws {
        let dashboard = try Self.dashboard()
        for name in Self.names {
            let page = try DashboardPage(dashboard, "/embed/\(name)")
            let policy = try #require(page.response.headers["Content-Security-Policy"])
            #expect(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"))
            #expect(policy.contains("form-action 'none'") && !policy.contains("script-src"))
            for element in ["<form", "<script", "<iframe", "<nav", "<input", "<button"] {
                #expect(!page.text.contains(element), "\(name) \(element)")
            }
            #expect(page.text.components(separatedBy: "<figure").count == 2)
            let links = page.text.components(separatedBy: "<a ").dropFirst()
            #expect(!links.isEmpty && links.allSatisfy { $0.hasPrefix("href=\"/") }, "\(name)")
            #expect(page.text.contains("<base target=\"_blank\">"))
            #expect(page.words.contains("CC BY 4.0") && page.words.contains("Quelle"))
        }
        for path in DashboardTests.paths + ["/map", "/no-such", "/embed/indicators/nothing"] {
            let page = try DashboardPage(dashboard, path)
            #expect(
                page.response.headers["Content-Security-Policy"]?.contains("frame-ancestors 'none'") ?? false, "\(path)"
            )
        }
        // Where values are missing for a figure a frame says so, and does not stay empty.
        let missing = try DashboardPage(dashboard, "/embed/indicators/child-poverty/target", language: "de")
        #expect(missing.response.status == 404 && missing.words.contains("Dafür fehlen Werte"))
        #expect(missing.response.headers["Content-Security-Policy"] == EmbedView.policy)
        let file = try DashboardPage(dashboard, "/charts/measures.svg")
        #expect(file.response.headers["Content-Security-Policy"]?.contains("frame-ancestors 'none'") ?? false)
    }

    @Test(arguments: [
        ("/charts/indicators/nothing.svg", 404), ("/charts/indicators/child-poverty.png", 404),
        ("/charts/indicators/child-poverty", 404), ("/charts/indicators/child-poverty/pie.svg", 404),
        ("/charts/indicators/child-poverty.svg?period=1999", 400),
        ("/charts/indicators/child-poverty.csv?style=x", 400),
        ("/embed/indicators/child-poverty?period=never", 400), ("/embed/indicators/nothing", 404),
        ("/indicators/child-poverty?period=1999", 400), ("/indicators/child-poverty?page=99", 400),
        ("/indicators/child-poverty?sort=weight", 400), ("/map?indicator=nothing", 400), ("/map?period=1999", 400),
        ("/charts/indicators/child-poverty.svg?at=100000", 400),
    ])
    func whatThereIsNotIsAnsweredWithWhatThereIs(_ target: String, _ status: Int) throws {
        let page = try DashboardPage(try Self.dashboard(), target)
        #expect(page.response.status == status)
        #expect(page.faults == [])
        if status == 400 { #expect(page.words.contains("Bitte geben Sie") || page.words.contains("Seite")) }
    }

    @Test func numbersInAFileAreExact() throws {
        let dashboard = try Self.dashboard()
        let rows = DashboardRegion.rows(try DashboardPage(dashboard, "/charts/indicators/child-poverty.csv").text)
        let expected = try #require(try DashboardRegion.expected()["child-poverty"])
        for (period, value) in expected { #expect(rows.contains { $0["period"] == period && $0["value"] == value }) }
        let excel = try DashboardPage(dashboard, "/charts/indicators/child-poverty.csv?style=excel-de").text
        #expect(excel.hasPrefix("\u{FEFF}indicator;period") && excel.contains("10,98"))
        let towns = DashboardRegion.rows(
            try DashboardPage(dashboard, "/charts/indicators/child-poverty/map.csv").text)
        #expect(towns.count == 5 && towns.allSatisfy { $0["latitude"]?.count == 7 && $0["period"] == "2022" })
    }

    @Test func theMapShowsTownsAndWhoseBoundariesTheyAre() throws {
        let dashboard = try Self.dashboard()
        let page = try DashboardPage(dashboard, "/map?indicator=child-poverty")
        #expect(page.faults == [])
        #expect(page.text.contains("class=\"map-area\"") && page.words.contains("© Vermessung, dl-de/by-2-0"))
        for town in DashboardRegion.towns { #expect(page.text.contains("\(town.name): ")) }
        #expect(page.words.contains("Fläche eines Punktes: "))
        let plain = try DashboardPage(try DashboardRegion.federation().dashboard(), "/map")
        #expect(!plain.text.contains("map-area") && plain.text.contains("map-dot"))
    }

    @Test func everyFigureOfThePageLeadsToItsFilesAndLinesToCopy() throws {
        let page = try DashboardPage(try Self.dashboard(), "/indicators/child-poverty", language: "de")
        #expect(page.faults == [])
        for kind in ["", "/comparison", "/towns", "/map"] {
            for ending in ["svg", "csv"] {
                #expect(
                    page.text.contains("href=\"/charts/indicators/child-poverty\(kind).\(ending)?lang=de\""), "\(kind)")
            }
            #expect(
                page.text.contains(
                    "&lt;iframe src=&quot;https://hub.example/embed/indicators/child-poverty\(kind)?lang=de&quot;"))
        }
        let command = "rahmenwerk-audit explain EXPORT child-poverty 2022 --policy POLICY --office OFFICE"
        #expect(page.words.contains(command))
        #expect(page.text.contains("/api/v1/indicators/child-poverty/contributions?period=2022"))
        #expect(page.response.status == 200 && page.text.utf8.count < 150_000)
    }

    // MARK: The operator's file

    @Test func aFileOfAnotherRegionIsRefused() throws {
        let swapped =
            #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[51,7],[52,7],[52,9],[51,7]]]}}]}"#
        let map = try RegionMap(geoJSON: Array(swapped.utf8), .init(path: "x.geojson", notice: "x"))
        let state = try DashboardRegion.federation().state
        let error = #expect(throws: ServiceError.self) { try map.check(state) }
        #expect(error?.reason.contains("None of the 5 members lies there") ?? false)
        #expect(error?.location == "map.boundaries")
        try Self.map().check(state)
        try RegionMap().check(state)
        let none = #expect(throws: ServiceError.self) {
            try RegionMap(geoJSON: Array("AGS;x".utf8), .init(path: "x.csv", notice: "x"))
        }
        #expect(none?.reason.hasPrefix("x.csv: Byte 0: This is not GeoJSON") ?? false, "\(none?.reason ?? "")")
    }

    /// A member beyond the boundaries is on the map all the same.
    @Test func nobodyLiesOffTheMap() throws {
        let points = try [(7.0, 50.5), (8.0, 51.3), (9.9, 52.4)].map {
            try #require(GeoPoint(longitude: $0.0, latitude: $0.1))
        }
        let plane = try #require(try Self.map().plane(points))
        for place in plane.places + plane.outlines.joined() {
            #expect((-1e-9...1 + 1e-9).contains(place.x) && (-1e-9...plane.aspect + 1e-9).contains(place.y))
        }
        #expect(try Self.map().plane([]) == nil)
    }
}

/// A page of very many towns holds no more than its part of them.
@Suite struct ManyTownsTests {
    /// More than are drawn one by one anywhere.
    private static let count = 320

    private static func federation() throws -> DashboardFederation {
        let federation = try DashboardFederation()
        try federation.found()
        let poverty = try #require(Code("child-poverty"))
        let population = try #require(Code("population"))
        let period = try #require(Period("2022"))
        for place in 0..<count {
            try federation.admit(
                id(place), name: "Stadt \(id(place).suffix(3))",
                location: Admission.Location(
                    latitude: ExactDecimal(units: Int64(480_000 + place * 7919 % 60_000), decimals: 4),
                    longitude: ExactDecimal(units: Int64(70_000 + place * 104_729 % 70_000), decimals: 4)))
        }
        try federation.publish(try DashboardRegion.framework(targets: ["child-poverty": ("12.00", "8.00")]))
        for place in 0..<count {
            try federation.adopt(id(place), body: "Rat", date: "2021")
            try federation.summarise(
                id(place), "2022",
                [
                    Observation(
                        key: .init(indicator: poverty, period: period), status: .reported,
                        value: ExactDecimal(units: Int64(500 + place * 2), decimals: 2)),
                    Observation(
                        key: .init(indicator: population, period: period), status: .reported,
                        value: ExactDecimal(units: Int64(1_000 + place * 100), decimals: 0)),
                ])
        }
        return federation
    }

    private static func id(_ place: Int) -> String { "town-\(String(1000 + place).dropFirst())" }

    @Test func theIndicatorPageDoesNotGrowWithTheTowns() throws {
        let dashboard = try Self.federation().dashboard()
        let first = try DashboardPage(dashboard, "/indicators/child-poverty", language: "de")
        #expect(first.faults == [] && first.text.utf8.count < 150_000, "\(first.text.utf8.count)")
        #expect(first.words.contains("1–50 von 320"))
        #expect(first.words.contains("Anzahl der Kommunen nach"))
        #expect(first.text.contains("id=\"target\"") && first.words.contains("Ziel 2030"))
        let last = try DashboardPage(dashboard, "/indicators/child-poverty?page=7", language: "de")
        #expect(last.faults == [] && last.words.contains("301–320 von 320"))
        let found = try DashboardPage(dashboard, "/indicators/child-poverty?q=Stadt+007", language: "de")
        #expect(found.words.contains("Stadt 007") && !found.words.contains("Stadt 008"))
        let sorted = try DashboardPage(dashboard, "/indicators/child-poverty?sort=-value", language: "de")
        let greatest = try #require(sorted.words.firstRange(of: "Stadt 319"))
        let next = try #require(sorted.words.firstRange(of: "Stadt 318"))
        #expect(greatest.lowerBound < next.lowerBound)
        let map = try DashboardPage(dashboard, "/map?indicator=child-poverty", language: "de")
        #expect(map.faults == [] && map.text.utf8.count < 150_000, "\(map.text.utf8.count)")
        #expect(map.words.contains("Nahe Orte teilen sich einen Punkt"))
        let target = try DashboardPage(dashboard, "/charts/indicators/child-poverty/target.csv")
        let rows = DashboardRegion.rows(target.text)
        #expect(rows.contains { $0["kind"] == "target" && $0["value"] == "8.00" && $0["period"] == "2030" })
        #expect(rows.contains { $0["kind"] == "baseline" && $0["value"] == "12.00" })
    }
}
