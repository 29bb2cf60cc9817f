import Federation
import Foundation
import Testing

@testable import Hub

@Suite struct JSONStatTests {
    private static func read(_ dashboard: Dashboard, _ path: String) throws -> [String: Any] {
        let page = try DashboardPage(dashboard, path)
        #expect(page.response.status == 200)
        #expect(page.response.headers["Content-Type"] == "application/json")
        return try #require(try JSONSerialization.jsonObject(with: Data(page.text.utf8)) as? [String: Any])
    }

    @Test func aSeriesIsATableOfTownsAndPeriods() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let table = try Self.read(dashboard, "/api/v1/indicators/child-poverty.json-stat")
        #expect(table["version"] as? String == "2.0")
        #expect(table["class"] as? String == "dataset")
        #expect(table["id"] as? [String] == ["geo", "time", "measure"])
        let size = try #require(table["size"] as? [Int])
        let values = try #require(table["value"] as? [Any])
        #expect(values.count == size.reduce(1, *))
        // Each value stands where the observations say, digit by digit.
        let text = try DashboardPage(dashboard, "/api/v1/indicators/child-poverty.json-stat").text
        let state = dashboard.snapshot().state
        let id = try #require(Code("child-poverty"))
        let tenants = state.members.keys.sorted()
        let model = try #require(IndicatorModel(state, RegionModel(state), id))
        let periods = model.figures.map(\.period)
        var expected: [String] = []
        for tenant in tenants {
            for period in periods {
                let found = state.observations[tenant]?[id].first { $0.observation.period == period }?.observation
                expected.append(found?.shownValue(model.definition)?.description ?? "null")
            }
        }
        #expect(text.contains("\"value\":[\(expected.joined(separator: ","))]"))
        let status = try #require(table["status"] as? [String: String])
        #expect(status.count >= expected.count { $0 == "null" })
    }

    @Test func whatIsNotThereSaysWhy() throws {
        let period = try #require(Period("2024"))
        func observation(
            _ status: Observation.Status, _ level: Observation.Level = .town, _ flags: [Observation.Flag] = []
        )
            throws -> Observation
        {
            Observation(
                key: Observation.Key(indicator: try #require(Code("jobs")), period: period), status: status,
                value: status == .reported ? ExactDecimal("5") : nil, flags: flags, level: level)
        }
        func cell(_ observation: Observation) -> JSONStat.Cell {
            JSONStat.Cell(observation.status, observation, value: observation.value)
        }
        #expect(cell(try observation(.suppressed)).signs == [.suppressed])
        #expect(cell(try observation(.missing)).signs == [.missing])
        #expect(cell(try observation(.notApplicable)).signs == [.notApplicable])
        #expect(cell(try observation(.reported)).signs == [])
        let district = cell(try observation(.reported, .district, [.provisional, .estimated]))
        #expect(district.value == ExactDecimal("5"))
        #expect(district.signs == [.district, .estimated, .provisional])
        #expect(JSONStat.Cell(nil).signs == [.missing])
        // One letter each, so that several can stand together.
        #expect(Set(JSONStat.Sign.allCases.map(\.rawValue)).count == JSONStat.Sign.allCases.count)
        #expect(JSONStat.Sign.allCases.allSatisfy { $0.rawValue.count == 1 })
    }

    @Test func regionalFiguresAreATableOfIndicatorsAndPeriods() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        let table = try Self.read(dashboard, "/api/v1/indicators.json-stat")
        #expect(table["id"] as? [String] == ["geo", "indicator", "time"])
        let size = try #require(table["size"] as? [Int])
        #expect(size.first == 1)
        let dimension = try #require(table["dimension"] as? [String: [String: Any]])
        func index(_ name: String) throws -> [String] {
            try #require((dimension[name]?["category"] as? [String: Any])?["index"] as? [String])
        }
        let (indicators, periods) = (try index("indicator"), try index("time"))
        let values = try #require(table["value"] as? [Any])
        #expect(values.count == indicators.count * periods.count)
        for (indicator, years) in try DashboardRegion.expected() {
            let row = try #require(indicators.firstIndex(of: indicator))
            for (year, value) in years {
                let column = try #require(periods.firstIndex(of: year))
                let found = try #require(values[row * periods.count + column] as? NSNumber)
                #expect(found.doubleValue == Double(value), "\(indicator) \(year)")
            }
        }
    }

    @Test func nothingIsATableWithoutCells() throws {
        let federation = try DashboardFederation()
        try federation.found()
        let table = try Self.read(try federation.dashboard(), "/api/v1/indicators.json-stat")
        #expect(table["size"] as? [Int] == [1, 0, 0])
        #expect((table["value"] as? [Any])?.isEmpty == true)
    }
}
