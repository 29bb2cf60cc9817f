import Database
import Glibc
import Service
import Testing

@testable import Participation

/// A database with a public process, and contributions put into it by moment, channel and group.
private final class FigureHouse {
    let connection: Connection
    let process: Int64
    private let path: String

    init() throws {
        // Any name is a file's; one of its own each time, or the second run meets the tables of the first.
        path = "/tmp/rahmenwerk-figures-\(UInt64.random(in: .min ... .max)).sqlite"
        connection = try Connection(path: path, mode: .readWriteCreate)
        for sql in [
            ParticipationTables.sql, IdeaTables.sql, IdeaTables.words, PrivacyTables.sql, LineageTables.sql,
            PrivacyTables.groupsByMonth,
        ] { try connection.executeScript(sql) }
        process = try #require(
            try ProcessStore.write(
                Process(
                    slug: "p", title: "P", question: "?", isPublished: true,
                    topics: [Process.Topic(code: "gruen", name: "Grün", field: "klima")]), at: 0, connection))
    }

    deinit { unlink(path) }

    @discardableResult
    func add(
        _ moment: String, _ channel: Channel, _ group: Group?, topic: String = "",
        _ status: ContributionStatus = .open, _ visibility: Visibility = .published, into: Int64? = nil
    ) throws -> Int64 {
        try ContributionStore.insert(
            Contribution(
                process: process, topic: topic, title: "T", text: "X", origin: Origin(channel, group: group),
                visibility: visibility, received: try Timestamp(moment).seconds, status: status, mergedInto: into),
            connection
        ).id
    }

    func count(_ first: String, _ last: String, _ strategy: TownStrategy? = nil) throws -> ParticipationFigures {
        try ParticipationFigures.count(
            from: try #require(CivilDay(first)), to: try #require(CivilDay(last)),
            strategy: strategy ?? TownStrategy(fields: [], measures: [], indicators: []), connection)
    }
}

struct FiguresTests {
    @Test func countsWhatIsPublishedInTheDays() throws {
        let house = try FigureHouse()
        // The first moment of the year in Germany, and the last before it.
        try house.add("2025-12-31T23:00:00Z", .online, .youth, topic: "gruen", .accepted)
        try house.add("2025-12-31T22:59:59Z", .online, .youth)
        try house.add("2026-06-01T12:00:00Z", .paper, nil, .declined)
        try house.add("2026-12-31T22:59:59Z", .paper, nil)
        try house.add("2026-12-31T23:00:00Z", .paper, nil)
        try house.add("2026-06-01T12:00:00Z", .online, nil, .open, .received)
        let figures = try house.count("2026-01-01", "2026-12-31")
        #expect(figures.byChannel == [.online: 1, .paper: 2])
        #expect(figures.byGroup == [.youth: 1, nil: 2])
        #expect(figures.byField == ["klima": 1, "": 2])
        #expect(figures.answered == 2 && figures.withConsequence == 1)
    }

    /// About a merged contribution it was decided about the one that stands for it, through however many mergers.
    @Test func whatWasMergedIsAnsweredTogether() throws {
        let house = try FigureHouse()
        let last = try house.add("2026-01-10T12:00:00Z", .online, nil, .done)
        let middle = try house.add("2026-02-10T12:00:00Z", .online, nil, .open, into: last)
        try house.add("2026-03-10T12:00:00Z", .online, nil, .declined, into: middle)
        let figures = try house.count("2026-02-01", "2026-12-31")
        #expect(figures.contributions == 2 && figures.answered == 2 && figures.withConsequence == 2)
        let year = try Outcome.read(2026, house.connection)
        #expect(year.received == 3 && year.answered == 3 && year.withConsequence == 3)
    }

    @Test func whatIsNotPublicIsNotCounted() throws {
        let house = try FigureHouse()
        try house.add("2026-01-10T12:00:00Z", .online, .youth)
        try house.connection.execute("UPDATE process SET is_published = 0")
        #expect(try house.count("2026-01-01", "2026-12-31") == ParticipationFigures())
    }

    /// A correction of an earlier period says the same groups after the contributors' own statements were forgotten.
    @Test func groupsAreCountedAfterTheyAreForgotten() throws {
        let house = try FigureHouse()
        // 22:30 UTC on 30 June is July in Germany.
        try house.add("2026-06-30T22:30:00Z", .online, .youth)
        for _ in 0..<3 { try house.add("2026-06-15T12:00:00Z", .online, .youth) }
        try house.add("2026-06-15T12:00:00Z", .paper, nil)
        let periods = [("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-09-30"), ("2026-01-01", "2026-12-31")]
        let before = try periods.map { try house.count($0.0, $0.1) }
        #expect(before.map { $0.byGroup[.youth] } == [3, 1, 4])
        #expect(try ContributionRoom().expire(.groups(process: house.process), house.connection) == 4)
        #expect(try periods.map { try house.count($0.0, $0.1) } == before)
    }

    @Test func measuresAndPilotsThatGoBackToContributions() throws {
        let house = try FigureHouse()
        let idea = try house.add("2026-01-10T12:00:00Z", .online, .citizens)
        try house.connection.executeScript(
            """
            INSERT INTO pilot VALUES (1, 1, 0, 1), (2, 0, 0, 1), (3, 1, 0, 1);
            INSERT INTO contribution_pilot VALUES (\(idea), 1, 0), (\(idea), 2, 0);
            INSERT INTO contribution_measure VALUES (\(idea), 'radweg', 'Radweg', 0), (\(idea), 'geheim', 'Geheim', 0);
            """)
        let measures = [("radweg", true), ("geheim", false), ("baum", true)].map { id, isPublic in
            TownStrategy.Measure(id: id, title: id, fields: [], indicators: [], isPublic: isPublic)
        }
        let strategy = TownStrategy(fields: [], measures: measures, indicators: [])
        let figures = try house.count("2026-01-01", "2026-12-31", strategy)
        #expect(figures.measures == 1 && figures.pilots == 1)
    }
}
