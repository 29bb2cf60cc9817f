import Foundation
import Pages
import Testing

@testable import Hub

/// Writes the pages for looking at: `RAHMENWERK_DASHBOARD=<folder> swift test --filter DashboardGallery`.
@Suite struct DashboardGalleryTests {
    private static let folder = ProcessInfo.processInfo.environment["RAHMENWERK_DASHBOARD"]

    @Test(.enabled(if: folder != nil)) func writePages() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(Stylesheet.main.bytes).write(to: folder.appendingPathComponent("main.css"))
        try Data(AccentColour.standard.accentSheet()).write(to: folder.appendingPathComponent("accent.css"))
        let empty = try DashboardFederation()
        try empty.found()
        let sets: [(String, Dashboard, [String])] = [
            ("region", try DashboardRegion.federation().dashboard(), DashboardTests.paths + ["/nothing"]),
            ("empty", try empty.dashboard(), ["/", "/framework", "/log"]),
            (
                "goals", try DashboardGoals.federation().dashboard(),
                [
                    "/", "/fields", "/fields/energy", "/goals/less-poverty", "/measures",
                    "/measures?q=platt&field=energy",
                    "/towns/soest/measures/datenplattform", "/bundles", "/bundles/m01", "/participation",
                    "/calculations/measures?number=planned&bundle=m01", "/calculations/adoptions",
                    "/calculations/participation?figure=contributions&by=field&key=energy", "/indicators",
                    "/towns/soest",
                    "/framework", "/towns?q=nirgends", "/measures?field=none", "/compare",
                    "/compare?town=soest&town=olpe&town=bad-berleburg", "/towns",
                ]
            ),
            (
                "much", try DashboardExtremes.federation(towns: 59, indicators: 60, quarters: 40).dashboard(),
                ["/", "/towns", "/indicators", "/indicators/k-07", "/indicators/k-07/courses", "/towns/town-03"]
            ),
        ]
        for (name, dashboard, paths) in sets {
            for path in paths {
                for language in ["de", "en"] {
                    let began = Date()
                    let page = try DashboardPage(dashboard, path, language: language)
                    print(name, path, language, page.text.utf8.count, Int(Date().timeIntervalSince(began) * 1000), "ms")
                    let text = page.text.replacingOccurrences(of: Stylesheet.main.path, with: "main.css")
                        .replacingOccurrences(of: AccentColour.standard.stylesheet.path, with: "accent.css")
                    let file = path.replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "?", with: "_")
                        .replacingOccurrences(of: "&", with: "_")
                    try Data(text.utf8).write(to: folder.appendingPathComponent("\(name)\(file)-\(language).html"))
                }
            }
        }
    }
}
