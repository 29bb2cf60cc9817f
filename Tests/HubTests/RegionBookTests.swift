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
                    field.measures.tally.list.map(\.canonicalBytes)
                        == alone.measures.ofField(field.field.id).tally.list.map(\.canonicalBytes))
                #expect(field.measures.towns == alone.measures.ofField(field.field.id).towns)
                #expect(field.progress == alone.fields.first { $0.field.id == field.field.id }?.progress)
                let (one, other) = (
                    on.funnel.contributions(on: field.field.id), alone.funnel.contributions(on: field.field.id)
                )
                #expect(one.count == other.count && one.towns == other.towns)
            }
            for filter in [MeasureFilter(), MeasureFilter(words: "schule")] {
                #expect(
                    filter.measures(on).map { "\($0.tenant) \($0.state.id) \($0.name) \($0.summary.index)" }
                        == filter.measures(alone).map { "\($0.tenant) \($0.state.id) \($0.name) \($0.summary.index)" })
            }
            let said = alone.towns.filter(\.isReporting).compactMap(\.participation)
            #expect(on.funnel.towns == said.count)
            for stage in FunnelModel.Stage.allCases {
                let counts = said.map { $0.count(stage) }.filter { $0.published != nil }
                #expect(on.funnel.reporting(stage) == counts.count)
                #expect(on.funnel.count(stage).published ?? 0 == counts.reduce(0) { $0 + ($1.published ?? 0) })
                #expect(on.funnel.count(stage).isPartlySuppressed == counts.contains { $0.isPartlySuppressed })
            }
            for dimension in Summary.Participation.Dimension.allCases {
                let (one, other) = (on.funnel.parts(dimension), alone.funnel.parts(dimension))
                #expect(one.map(\.part) == other.map(\.part))
                #expect(one.map(\.count) == other.map(\.count))
            }
        }
    }
}
