import Face
import Testing

@testable import Hub

/// The hub shows the office's face on pages that are kept for one size of the log.
struct HubFaceTests {
    @Test func theLicenceOfTheDataIsTheOfficesToSet() throws {
        let hub = try TestHub.withTowns(["soest"])
        defer { hub.close() }
        let paths = ["/", "/api", "/slides", "/api/v1/region", "/api/openapi.json", "/api/dcat.jsonld"]
        for path in paths { #expect(try !hub.get(path).text.contains("CC0 1.0"), "\(path)") }
        #expect(try hub.command("face", "set", "data", "licence=CC0 1.0").status == 0)
        hub.clock.advance(by: .seconds(2))
        // Kept pages and files go without a new entry in the log.
        for path in paths where !path.hasSuffix("jsonld") {
            #expect(try hub.get(path).text.contains("CC0 1.0"), "\(path)")
        }
        #expect(try hub.get("/api/dcat.jsonld").text.contains("licenses/cc-zero"))
        // Emptied, the settings hold again.
        #expect(try hub.command("face", "set", "data", "licence=").status == 0)
        hub.clock.advance(by: .seconds(2))
        #expect(try hub.get("/").text.contains("CC BY 4.0"))
    }

    @Test func aNewNameIsThereWithoutANewEntry() throws {
        let hub = try TestHub.withTowns(["soest"])
        defer { hub.close() }
        for path in ["/", "/log", "/imprint", "/feedback", "/nothing"] {
            let text = try hub.get(path).text
            for address in ["/imprint", "/privacy", "/accessibility", "/feedback"] {
                #expect(text.contains("href=\"\(address)"), "\(address) from \(path)")
            }
        }
        #expect(try !hub.get("/").text.contains("Region Prüfstadt"))
        let store = try hub.running.hub.store.store
        let isSaved = try store.write { connection in
            try FaceStore.save(
                .look, [("name", "Region Prüfstadt"), ("accent", "#8f3a78")], expecting: 0, by: "", at: 1, connection)
        }
        #expect(isSaved)
        hub.clock.advance(by: .seconds(2))
        let page = try hub.get("/").text
        #expect(page.contains("Region Prüfstadt"))
        let sheet = try #require(page.split(separator: "\"").first { $0.hasPrefix("/static/accent.") })
        #expect(try hub.get(String(sheet)).text.contains("#8f3a78"))
    }
}
