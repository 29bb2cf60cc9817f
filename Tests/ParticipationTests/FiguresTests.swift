import Database
import Glibc
import Service
import Testing

@testable import Participation

struct FiguresTests {
    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

    @Test func countsWhatIsPublishedInTheDays() throws {
        // Any name is a file's; one of its own each time, or the second run meets the tables of the first.
        let path = "/tmp/rahmenwerk-figures-\(UInt64.random(in: .min ... .max)).sqlite"
        defer { unlink(path) }
        let connection = try Connection(path: path, mode: .readWriteCreate)
        try connection.executeScript(ParticipationTables.sql)
        let process = Process(
            slug: "p", title: "P", question: "?", isPublished: true,
            topics: [Process.Topic(code: "gruen", name: "Grün", field: "klima")])
        let id = try #require(try ProcessStore.write(process, at: 0, connection))
        func add(
            _ moment: String, _ channel: Channel, _ group: Group?, topic: String = "", _ status: ContributionStatus,
            _ visibility: Visibility = .published
        ) throws {
            _ = try ContributionStore.insert(
                Contribution(
                    process: id, topic: topic, title: "T", text: "X", origin: Origin(channel, group: group),
                    visibility: visibility, received: try Timestamp(moment).seconds, status: status), connection)
        }
        // The first moment of the year in Germany, and the last before it.
        try add("2025-12-31T23:00:00Z", .online, .youth, topic: "gruen", .accepted)
        try add("2025-12-31T22:59:59Z", .online, .youth, .open)
        try add("2026-06-01T12:00:00Z", .paper, nil, .declined)
        try add("2026-12-31T22:59:59Z", .paper, nil, .open)
        try add("2026-12-31T23:00:00Z", .paper, nil, .open)
        try add("2026-06-01T12:00:00Z", .online, nil, .open, .received)
        let figures = try ParticipationFigures.count(from: day("2026-01-01"), to: day("2026-12-31"), connection)
        #expect(figures.byChannel == [.online: 1, .paper: 2])
        #expect(figures.byGroup == [.youth: 1, nil: 2])
        #expect(figures.byField == ["klima": 1, "": 2])
        #expect(figures.answered == 2 && figures.withConsequence == 1)
    }
}
