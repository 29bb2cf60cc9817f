import Database

/// How much there was in a span of days, in numbers: all that may leave the house.
public struct ParticipationFigures: Sendable, Equatable {
    public var byChannel: [Channel: Int64] = [:]
    /// Under `nil` those who did not say.
    public var byGroup: [Group?: Int64] = [:]
    /// By the town's own field of action; under the empty code what belongs to none.
    public var byField: [String: Int64] = [:]
    public var answered: Int64 = 0
    public var withConsequence: Int64 = 0
    /// Pilots and measures that go back to contributions of any time, as the page of lineage shows them.
    public var pilots: Int64 = 0
    public var measures: Int64 = 0

    public var contributions: Int64 { byChannel.values.reduce(0, +) }

    public init() {}

    /// Counts the published contributions that came from `first` to `last`, both included, merged ones too.
    public static func count(
        from first: CivilDay, to last: CivilDay, strategy: TownStrategy, _ connection: borrowing Connection
    ) throws -> ParticipationFigures {
        var figures = ParticipationFigures()
        for counted in try CountedContributions.read(from: first.start, to: last.adding(days: 1).start, connection) {
            figures.byChannel[counted.channel, default: 0] += counted.count
            figures.byGroup[counted.group, default: 0] += counted.count
            figures.byField[counted.field, default: 0] += counted.count
            if counted.status.isAnswered { figures.answered += counted.count }
            if counted.status.hasConsequence { figures.withConsequence += counted.count }
        }
        // Groups that were forgotten since were counted by month; those contributions no longer say any.
        for (group, count) in try GroupTally.read(from: first, to: last, connection) {
            figures.byGroup[group, default: 0] += count
            figures.byGroup[nil, default: 0] -= count
        }
        figures.byGroup = figures.byGroup.filter { $0.value != 0 }
        let lineage = try LineageStore.read(strategy, connection)
        figures.measures = Int64(lineage.proven.count)
        figures.pilots =
            try connection.first(
                """
                SELECT count(*) FROM pilot WHERE is_published = 1 AND id IN (
                    SELECT l.pilot FROM contribution_pilot AS l JOIN contribution AS c ON c.id = l.contribution
                    WHERE c.visibility = 'published')
                """
            ) { try $0.int64(0) } ?? 0
        return figures
    }
}
