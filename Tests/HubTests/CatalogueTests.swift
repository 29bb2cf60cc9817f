import Federation
import Foundation
import Testing

@testable import Hub

@Suite struct CatalogueTests {
    private static func catalogue(_ site: Site, _ dashboard: Dashboard) -> Catalogue {
        let state = dashboard.snapshot().state
        return Catalogue(site: site, state: state, series: dashboard.regionModel(state).series)
    }

    @Test func everyDatasetLeadsToAnAnswer() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let page = try DashboardPage(dashboard, "/api/dcat.jsonld")
        #expect(page.response.headers["Content-Type"] == "application/ld+json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(page.text.utf8)) as? [String: Any])
        let datasets = try #require(json["dcat:dataset"] as? [[String: Any]])
        let indicators = try #require(dashboard.snapshot().state.currentFramework).value.indicators
        #expect(datasets.count == indicators.count + 5)
        for dataset in datasets {
            for property in [
                "dct:title", "dct:description", "dct:publisher", "dcat:theme", "dcat:contactPoint",
                "dct:accrualPeriodicity", "dct:issued",
            ] {
                #expect(dataset[property] != nil, "\(dataset["@id"] ?? "")")
            }
            for distribution in try #require(dataset["dcat:distribution"] as? [[String: Any]]) {
                let address = try #require((distribution["dcat:accessURL"] as? [String: String])?["@id"])
                let path = String(address.dropFirst(DashboardFederation.site.publicAddress.count))
                #expect(try DashboardPage(dashboard, path).response.status == 200, "\(path)")
                #expect(distribution["dct:license"] != nil)
            }
        }
        // Arnsberg and Soest lie in two districts.
        #expect(page.text.contains("http://dcat-ap.de/def/politicalGeocoding/districtKey/05958"))
        #expect(!page.text.contains("dcatde:contributorID"))
    }

    @Test func theOperatorsFactsStandInIt() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let facts = CatalogueFacts(
            contributor: "http://dcat-ap.de/def/contributors/example", contactMail: "daten@example.org",
            places: ["http://dcat-ap.de/def/politicalGeocoding/stateKey/05"])
        let site = Site(
            publicAddress: "https://hub.example", license: "Hausrecht 1.0", version: "0", catalogue: facts)
        let text = String(decoding: Self.catalogue(site, dashboard).bytes, as: UTF8.self)
        #expect(text.contains("\"dcatde:contributorID\":{\"@id\":\"http://dcat-ap.de/def/contributors/example\"}"))
        #expect(text.contains("mailto:daten@example.org"))
        #expect(text.contains("stateKey/05"))
        #expect(!text.contains("districtKey"))
        // A licence that no list has is named in words, at an address of its own.
        #expect(
            text.contains(
                "{\"@id\":\"https://hub.example/api/dcat.jsonld#licence-Hausrecht%201.0\","
                    + "\"@type\":\"dct:LicenseDocument\",\"dct:title\":\"Hausrecht 1.0\"}"))
        #expect(
            site.fingerprint
                != Site(publicAddress: "https://hub.example", license: "Hausrecht 1.0", version: "0").fingerprint)
    }

    @Test(arguments: [
        ("CC BY 4.0", "cc-by/4.0"), ("CC-BY-4.0", "cc-by/4.0"), ("cc by-sa 4.0", "cc-by-sa/4.0"),
        ("CC0 1.0", "cc-zero"),
        ("dl-de/by-2-0", "dl-by-de/2.0"), ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "dl-by-de/2.0"),
        ("DL-DE Zero 2.0", "dl-zero-de/2.0"), ("ODbL 1.0", "odbl"), ("CC BY-NC 4.0", nil), ("", nil), ("CC BY", nil),
    ])
    func licencesAreFound(_ text: String, _ code: String?) {
        #expect(LicenceCode(text)?.portal == code.map { "http://dcat-ap.de/def/licenses/\($0)" })
    }
}
