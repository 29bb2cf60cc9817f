import Federation
import Foundation
import Testing

@testable import Hub

/// One more summary costs what it holds, in a small region and in a large one:
/// `RAHMENWERK_COST=1 swift test --filter RegionBookCost`.
@Suite struct RegionBookCostTests {
    private static let isAsked = ProcessInfo.processInfo.environment["RAHMENWERK_COST"] != nil

    @Test(.enabled(if: isAsked)) func oneMoreSummaryCostsTheSameInBoth() throws {
        let small = try median(towns: 59)
        let large = try median(towns: 800)
        print("one more summary:", small * 1000, "ms with 59 towns,", large * 1000, "ms with 800")
        #expect(large < small * 2)
    }

    /// Seconds for a summary of 20 values and 20 measures, until everything that pages show of the region is there.
    private func median(towns: Int) throws -> Double {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let federation = try DashboardExtremes.federation(towns: towns, indicators: 20, quarters: 4)
        let fields = ["energy", "education"].compactMap { Code($0) }
        let measures = (0..<20).compactMap { Code("m-\(two($0))") }.map { id in
            Summary.MeasureState(
                bundle: nil, fields: fields, goals: [], id: id, planned: ExactDecimal("1000.00"), spent: nil,
                status: .running)
        }
        var book = RegionBook(federation.state)
        var model = RegionModel(book.pages())
        var times: [Double] = []
        for round in 0..<21 {
            let values = try (0..<20).map { indicator in
                try DashboardExtremesTests.value("k-\(two(indicator))", "2015-Q4", "7\(round % 10).00")
            }
            try federation.summarise("town-\(two(round))", "2026", values, measures: measures)
            let began = Date()
            book.advance(to: federation.state)
            model = RegionModel(book.pages())
            times.append(Date().timeIntervalSince(began))
        }
        // The page is as long as before, and everything is counted.
        #expect(model.measures.total == 21 * 20)
        let page = try DashboardPage(try federation.dashboard(), "/")
        #expect(page.text.utf8.count < 150_000)
        return times.sorted()[10]
    }
}
