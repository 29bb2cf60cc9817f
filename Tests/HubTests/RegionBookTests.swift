import Federation
import Testing

@testable import Hub

/// What goes on from one log position to the next is what follows from the later one alone.
@Suite struct RegionBookTests {
    @Test func goesOnThroughAYear() throws {
        let year = try ScriptedYear()
        var states: [FederationState] = []
        for stage in ScriptedYear.Stage.allCases { states.append(try year.state(stage)) }
        try expectSame(states)
        // Passing stages over makes no difference.
        try expectSame(states.enumerated().filter { $0.offset.isMultiple(of: 3) }.map(\.element))
    }

    private func expectSame(_ states: [FederationState]) throws {
        var book = RegionBook(try #require(states.first))
        for state in states {
            book.advance(to: state)
            let on = RegionModel(book.pages())
            let alone = RegionModel(state)
            #expect(on.size == state.size)
            #expect(on.isInForce == alone.isInForce)
            #expect((on.active, on.adopted) == (alone.active, alone.adopted))
            #expect(on.supporters.map(\.tenant) == alone.supporters.map(\.tenant))
            #expect(JSONValue.members(RegionData(on).region(state)) == .members(RegionData(alone).region(state)))
            #expect(RegionData(on).townsCSV(.neutral) == RegionData(alone).townsCSV(.neutral))
            #expect(RegionData(on).indicatorsCSV(.neutral) == RegionData(alone).indicatorsCSV(.neutral))
            #expect(on.measures.unmapped == alone.measures.unmapped)
            for field in on.fields {
                #expect(
                    field.measures.list.map(\.canonicalBytes)
                        == alone.measures.ofField(field.field.id).list.map(\.canonicalBytes))
            }
            for stage in FunnelModel.Stage.allCases {
                #expect(on.funnel.count(stage) == FunnelModel(state).count(stage))
                #expect(on.funnel.reporting(stage) == FunnelModel(state).reporting(stage))
            }
        }
    }
}
