import Database
import Participation
import Testing

@testable import Events

struct EventFiguresTests {
    @Test func countsWhatTookPlaceAndWhoCame() throws {
        let house = try EventsHouse()
        func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }
        try house.store.write { connection in
            for (slug, first, last, attendance, isPublished) in [
                ("abend", "2026-03-31", nil, Event.Attendance.virtual, true),
                ("lang", "2026-03-30", "2026-04-01", .hybrid, true), ("intern", "2026-03-10", nil, .onSite, false),
            ] {
                _ = try EventStore.write(
                    Event(
                        slug: slug, process: house.process, attendance: attendance, title: slug,
                        firstDay: try day(first),
                        lastDay: try last.map(day), isPublished: isPublished), at: 1, connection)
            }
            try connection.execute("UPDATE event SET people = 80 WHERE slug = 'konferenz'")
            try connection.executeScript(
                """
                INSERT INTO conversation (process, day, place, people, grouping, recorder, received) VALUES
                    (\(house.process), '2026-01-05', '', 3, '', 'Stadt', 1),
                    (\(house.process), '2026-03-31', '', 9, '', 'Stadt', 1),
                    (\(house.process), '2026-04-01', '', 50, '', 'Stadt', 1);
                """)
        }
        let figures = try house.store.read { connection in
            try EventFigures.count(from: day("2026-01-01"), to: day("2026-03-31"), connection)
        }
        // One that ends in April belongs there, one that is not public to nobody.
        #expect(figures.formats == [.eventTable: 1, .online: 1])
        #expect(figures.people == [.eventTable: 80, .conversation: 12])
    }
}
