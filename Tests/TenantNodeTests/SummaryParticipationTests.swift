import Events
import Federation
import Participation
import Testing

@testable import TenantNode

struct SummaryParticipationTests {
    private func rows(
        _ figures: ParticipationFigures, _ entered: [StoredParticipation] = [], events: EventFigures = EventFigures()
    ) throws -> [String: Int64?] {
        let strategy = try StrategyTables.read(Fixtures.strategy, over: StrategyDraft(), known: KnownFramework())
        let made = SummaryParticipation(
            figures, events, entered: entered, strategy: strategy,
            framework: try Framework(canonicalBytes: Array(Fixtures.framework.utf8)))
        return Dictionary(uniqueKeysWithValues: made.rows.map { ("\($0.key)", $0.count) })
    }

    @Test func whatWasCountedAndWhatWasEnteredAddUp() throws {
        var figures = ParticipationFigures()
        figures.byChannel = [.online: 12, .eventTable: 8]
        figures.byGroup = [.youth: 3, nil: 17]
        figures.byField = ["": 20]
        figures.answered = 9
        figures.withConsequence = 4
        figures.measures = 2
        var events = EventFigures()
        events.formats = [.eventTable: 1]
        events.people = [.eventTable: 80, .online: 6]
        let rows = try rows(
            figures,
            [
                StoredParticipation(channel: .paper, figure: .contributions, count: 5),
                StoredParticipation(channel: .online, figure: .contributions, count: 1),
                StoredParticipation(channel: .paper, figure: .people, count: nil),
                StoredParticipation(channel: .online, figure: .people, count: 10),
            ], events: events)
        #expect(
            rows == [
                "contributions channel online": 13, "contributions channel event_table": 8,
                "contributions channel paper": 5, "contributions group youth": 3, "contributions group": 23,
                "contributions field": 26, "answered whole": 9, "with_consequence whole": 4,
                "people channel paper": nil, "people channel event_table": 80, "people channel online": 16,
                "events channel event_table": 1, "measures whole": 2,
            ])
    }

    @Test func withoutAPlatformOnlyWhatWasEnteredIsSaid() throws {
        let rows = try rows(
            ParticipationFigures(), [StoredParticipation(channel: .paper, figure: .contributions, count: 48)])
        #expect(rows == ["contributions channel paper": 48])
    }
}
