import Federation
import Testing

@testable import Hub

/// Pages about an earlier position of the log, and what has changed since.
@Suite struct PastLogTests {
    private let year: ScriptedYear

    init() throws { year = try ScriptedYear() }

    private func dashboard() throws -> Dashboard { try year.dashboard(.nextYear) }

    private func size(_ stage: ScriptedYear.Stage) throws -> Int64 { try year.state(stage).size }

    @Test func anEarlierPositionShowsWhatWasSaidThen() throws {
        let dashboard = try dashboard()
        let before = try size(.reported)
        let corrected = try size(.corrected)
        func poverty(_ query: String) throws -> String {
            try DashboardPage(dashboard, "/indicators/poverty?period=2026-H1\(query)").text
        }
        #expect(try poverty("&at=\(before)").contains("11,2"))
        #expect(try poverty("&at=\(corrected)").contains("11,3"))
        #expect(try poverty("").contains("11,3"))
        // Every link stays there, and one leads back.
        let page = try DashboardPage(dashboard, "/?at=\(before)")
        #expect(page.faults == [])
        #expect(page.text.contains("href=\"/towns/olpe?at=\(before)\""))
        #expect(page.text.contains("href=\"/changes?since=\(before)\""))
        #expect(page.text.contains(">Zum heutigen Stand</a>"))
        #expect(!(try DashboardPage(dashboard, "/").text.contains("at=")))
    }

    @Test func aDayLeadsToItsPosition() throws {
        let dashboard = try dashboard()
        let state = try year.state(.reported)
        let response = try DashboardPage(dashboard, "/towns?on=\(state.day)&lang=en").response
        #expect(response.status == 303)
        let location = try #require(response.headers["Location"])
        #expect(location.hasPrefix("/towns?at="))
        #expect(location.hasSuffix("&lang=en"))
        let size = try #require(Int64(location.dropFirst(10).prefix { $0.isNumber }))
        let reached = try LogReading.replay(year.federation.log, upTo: size, checksTiles: false).0.state
        #expect(reached.day <= state.day)
        #expect(size >= state.size)
        // Today and later days are the present.
        #expect(try DashboardPage(dashboard, "/towns?on=2099-01-01").response.status == 200)
    }

    @Test(arguments: [
        "/?at=0", "/?at=x", "/?at=-1", "/?at=007", "/?at=999999", "/?on=2026-13-01", "/?on=gestern", "/?on=1999-01-01",
        "/changes?since=0", "/changes?since=999999", "/changes?since=2026-02-30",
    ])
    func aPositionThatIsNotThereIsRefused(path: String) throws {
        let page = try DashboardPage(try dashboard(), path)
        #expect(page.response.status == 400)
        #expect(page.faults == [])
        #expect(page.text.contains("Bitte geben Sie"))
    }

    @Test func whatChanged() throws {
        let dashboard = try dashboard()
        let since = try size(.reported)
        let page = try DashboardPage(dashboard, "/changes?since=\(since)")
        #expect(page.faults == [])
        #expect(page.text.contains("11,2"))
        #expect(page.text.contains("Was seitdem erklärt wurde"))
        let present = try year.state(.nextYear).size
        #expect(
            try DashboardPage(dashboard, "/changes?since=\(present)").text.contains(
                "Seitdem ist nichts hinzugekommen."))
        #expect(try DashboardPage(dashboard, "/changes", language: "en").response.status == 200)
        // Within the first month of a log everything behind its first entry is new.
        let young = try DashboardPage(try year.dashboard(.drafted), "/changes")
        #expect(young.text.contains("href=\"/log/entries/1\""))
        #expect(!young.text.contains("href=\"/log/entries/0\""))
    }

    @Test func theFeedNamesEachEntryOnce() throws {
        let page = try DashboardPage(try dashboard(), "/feed.atom")
        #expect(page.response.headers["Content-Type"] == "application/atom+xml; charset=utf-8")
        let count = page.text.components(separatedBy: "<entry>").count - 1
        #expect(count == min(ChangesFeed.entriesShown, Int(try year.state(.nextYear).size)))
        #expect(page.text.contains("<id>https://hub.example/log/entries/"))
    }

    @Test func onlyAFewPositionsAreKept() throws {
        let past = PastLog(year.federation.log)
        for size in Int64(1)...7 { #expect(try past.position(size).state.size == size) }
        #expect(past.sizes == [4, 5, 6, 7])
        #expect(try past.position(5).state.size == 5)
        #expect(past.sizes == [4, 6, 7, 5])
        #expect(throws: LogFault.self) { try past.position(99_999) }
    }

    /// Four states of 11,000 towns once took 800 MB.
    @Test func largePositionsAreKeptWhileThereIsRoom() throws {
        let sizes = try [ScriptedYear.Stage.reported, .corrected, .nextYear].map { try size($0) }
        let weights = try sizes.map { try PastLog(year.federation.log).position($0).weight }
        #expect(weights == weights.sorted() && weights[0] > 0)
        let past = PastLog(year.federation.log, room: weights[1] + weights[2])
        for size in sizes { _ = try past.position(size) }
        #expect(past.sizes == Array(sizes.dropFirst()))
        let narrow = PastLog(year.federation.log, room: 1)
        for size in sizes { #expect(try narrow.position(size).state.size == size) }
        #expect(narrow.sizes == [sizes[2]])
    }
}
