import Federation
import Foundation
import Testing

@testable import Hub

/// What the pages say about a later edition of a report, bundles and the way to a target.
@Suite struct ReportPagesTests {
    private static func federation() throws -> DashboardFederation {
        let federation = try DashboardFederation()
        try federation.found()
        for town in ["aa", "bb"] { try federation.admit(town, name: town.uppercased()) }
        var framework = try DashboardRegion.framework()
        var indicators = try #require(framework["indicators"] as? [[String: Any]])
        let place = try #require(indicators.firstIndex { $0["id"] as? String == "area" })
        indicators[place]["direction"] = "up"
        indicators[place]["baseline"] = ["period": "2020", "value": "100.00"]
        indicators[place]["targets"] = [["period": "2030", "value": "200.00"]]
        framework["indicators"] = indicators
        try federation.publish(framework)
        for town in ["aa", "bb"] { try federation.adopt(town, body: "Rat", date: "2021") }
        return federation
    }

    private static func area(_ text: String) throws -> [Observation] {
        [
            Observation(
                key: .init(indicator: try #require(Code("area")), period: try #require(Period("2022"))),
                status: .reported, value: ExactDecimal(text))
        ]
    }

    @Test func aLaterEditionSaysWhatHasChangedAndWhy() throws {
        let federation = try Self.federation()
        let measure = Summary.MeasureState(
            bundle: Code("m11"), fields: [], goals: [], id: try #require(Code("m")), planned: nil,
            progress: 40, spent: nil, status: .running)
        try federation.summarise("aa", "2022", Self.area("100.00"), measures: [measure])
        try federation.report("2022")
        try federation.summarise("bb", "2022", Self.area("50.00"))
        let report = try federation.state.report(period: #require(Period("2022")), reason: "BB hat nachgemeldet.")
        try federation.say(.report(report))
        let dashboard = try federation.dashboard()
        let first = try DashboardPage(dashboard, "/reports/2022-1")
        #expect(!first.words.contains("Grund der neuen Ausgabe"))
        #expect(first.words.contains("Ehrenamt 4.0") && first.words.contains("1 / 1"))
        let second = try DashboardPage(dashboard, "/reports/2022-2")
        #expect(second.faults == [])
        for words in [
            "Was sich gegenüber der letzten Ausgabe geändert hat", "BB hat nachgemeldet.", "zurückgehalten", "150,00",
            "später eingegangen", "verspätet",
        ] {
            #expect(second.words.contains(words), "\(words)")
        }
        let english = try DashboardPage(dashboard, "/reports/2022-2?lang=en")
        #expect(english.words.contains("came later"))
        #expect(try DashboardPage(dashboard, "/api/v1/reports/2022-2.csv").text.contains("weight_period"))
    }

    /// (150 − 100) ÷ (200 − 100) = 50 %, when 730 of 3652 days have gone.
    @Test func theWayToTheTargetHasFourNumbers() throws {
        let federation = try Self.federation()
        try federation.summarise("aa", "2022", Self.area("100.00"))
        try federation.summarise("bb", "2022", Self.area("50.00"))
        let page = try DashboardPage(try federation.dashboard(), "/indicators/area")
        #expect(page.faults == [])
        for words in ["Weg zum Ziel", "150,00 (2022)", "100,00 (2020)", "200,00 (2030)", "50,0", "20,0", "im Zeitplan"]
        {
            #expect(page.words.contains(words), "\(words)")
        }
    }
}
