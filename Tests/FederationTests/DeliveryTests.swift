import Testing

@testable import Federation

/// Which periods are due, and what each town has handed in of them.
@Suite struct DeliveryTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    /// Four towns; the year's numbers are due after 90 days, the quarter's too, since one day holds for all.
    private func running() throws -> Fixture {
        var fixture = try Fixture.running(
            ["aa", "bb", "cc"],
            indicators: [
                Sample.indicator("x", ["due_days": 60]), Sample.indicator("y", ["due_days": 90]),
                Sample.indicator("z", ["due_days": 30, "frequency": "quarter"]),
            ])
        // A supporter owes nothing, and neither does a town that has adopted nothing.
        try fixture.admit("ss", role: .supporter)
        try fixture.admit("dd")
        return fixture
    }

    @Test(
        arguments: [
            // 90 days after 2025 is 31 March 2026, which is still in time; the quarter before is due by then as well.
            ("2026-03-31", ["2024", "2025-Q3"]), ("2026-04-01", ["2025", "2025-Q4"]),
            ("2026-06-29", ["2025", "2025-Q4"]), ("2026-06-30", ["2025", "2026-Q1"]),
        ])
    func theNewestPeriodOfEachFrequency(today: String, expected: [String]) throws {
        let framework = try #require(try running().state.currentFramework).value
        let due = DuePeriod.newest(framework, before: try day(today))
        #expect(due.map(\.period.description) == expected)
    }

    @Test func aDueDayFarOffIsFound() throws {
        let fixture = try Fixture.running(
            ["aa"], indicators: [Sample.indicator("x", ["due_days": 1000, "frequency": "month"])])
        let framework = try #require(fixture.state.currentFramework).value
        let due = try #require(DuePeriod.newest(framework, before: day("2026-11-26")).first)
        #expect(due.period.description == "2024-02" && due.due.description == "2026-11-25")
        #expect(due.firstLateDay.description == "2026-11-26")
    }

    @Test func whatIsThereWhatIsMissingAndHowLate() throws {
        var fixture = try running()
        let (first, received) = (fixture.now.day, fixture.now.day.description)
        #expect(received == "2026-09-21")
        try fixture.summarize("aa", "2025", [value("x", "2025", "7"), gap("y", "2025", .suppressed)])
        try fixture.summarize("bb", "2025", [value("x", "2025", "7"), gap("y", "2025", .missing)])
        let framework = try #require(fixture.state.currentFramework).value
        let year = DuePeriod(try #require(Period("2025")), framework)
        #expect(year.due.description == "2026-03-31")
        func delivery(_ town: String, on today: CalendarDay) -> Delivery? {
            fixture.state.delivery(of: Fixture.tenant(town), in: year, today: today)
        }
        let complete = try #require(delivery("aa", on: first))
        #expect(complete.standing == .complete && complete.received == first && complete.expected == 2)
        #expect(complete.suppressed == 1 && complete.notApplicable == 0 && complete.missing.isEmpty)
        // From 31 March to 21 September 2026; it stays so however much later somebody looks.
        #expect(complete.daysLate == 174 && complete.isLate)
        #expect(try delivery("aa", on: day("2027-01-01"))?.daysLate == 174)
        let partial = try #require(delivery("bb", on: first))
        #expect(partial.standing == .partial && partial.missing.map(\.id.text) == ["y"])
        #expect(partial.suppressed == 0)
        let overdue = try #require(delivery("cc", on: first))
        #expect(overdue.standing == .overdue && overdue.missing.map(\.id.text) == ["x", "y"])
        #expect(overdue.daysLate == 174 && overdue.summary == nil)
        #expect(try delivery("cc", on: day("2026-04-01"))?.daysLate == 1)
        let awaited = try #require(try delivery("cc", on: day("2026-03-31")))
        #expect(awaited.standing == .awaited && !awaited.isLate)
        #expect(delivery("ss", on: first) == nil && delivery("dd", on: first) == nil)
        #expect(delivery("nobody", on: first) == nil)
    }

    /// Neither is a number, and neither is missing: they are counted by themselves.
    @Test func whatIsSuppressedOrDoesNotApplyIsCountedByItself() throws {
        var fixture = try running()
        try fixture.summarize("aa", "2025", [gap("x", "2025", .notApplicable), gap("y", "2025", .suppressed)])
        let framework = try #require(fixture.state.currentFramework).value
        let year = DuePeriod(try #require(Period("2025")), framework)
        let today = fixture.now.day
        let delivery = try #require(fixture.state.delivery(of: Fixture.tenant("aa"), in: year, today: today))
        #expect(delivery.standing == .complete && delivery.expected == 2)
        #expect((delivery.suppressed, delivery.notApplicable) == (1, 1))
        #expect(fixture.state.delivery(of: Fixture.tenant("bb"), in: year, today: today)?.suppressed == 0)
    }

    @Test func whoWasGoneBeforeTheDueDayOwesNothing() throws {
        var fixture = try running()
        let framework = try #require(fixture.state.currentFramework).value
        let year = DuePeriod(try #require(Period("2025")), framework)
        try fixture.suspend("cc", from: "2026-02-01")
        #expect(fixture.state.delivery(of: Fixture.tenant("cc"), in: year, today: try day("2026-09-21")) == nil)
    }
}
