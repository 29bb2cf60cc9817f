import Federation
import Testing

@testable import TenantNode

struct DeadlineTests {
    private func deadline(_ day: String, _ repeats: Deadline.Repeat) throws -> Deadline {
        Deadline(title: "Bericht", day: try #require(CalendarDay(day)), repeats: repeats, remindDays: 30, note: "")
    }

    @Test(arguments: [
        ("2026-01-15", Deadline.Repeat.month, "2026-02-15"), ("2026-12-15", .month, "2027-01-15"),
        ("2026-03-31", .quarter, "2026-06-30"), ("2026-06-30", .quarter, "2026-09-30"),
        ("2026-09-30", .quarter, "2026-12-31"), ("2026-01-30", .month, "2026-02-28"),
        ("2024-02-29", .year, "2025-02-28"), ("2026-08-31", .half, "2027-02-28"),
    ]) func theNextDate(_ day: String, _ repeats: Deadline.Repeat, _ next: String) throws {
        #expect(try deadline(day, repeats).next?.description == next)
    }

    @Test func aSingleDateHasNoNext() throws { #expect(try deadline("2026-01-15", .never).next == nil) }

    @Test func itIsShownInTime() throws {
        let deadline = try deadline("2026-03-31", .never)
        #expect(!deadline.isRemindedOn(try #require(CalendarDay("2026-02-28"))))
        #expect(deadline.isRemindedOn(try #require(CalendarDay("2026-03-01"))))
        #expect(deadline.isRemindedOn(try #require(CalendarDay("2026-04-15"))))
    }
}
