import Database
import Service

/// How much there was in a span of days, in numbers: all that may leave the house.
public struct ParticipationFigures: Sendable, Equatable {
    public var byChannel: [Channel: Int64] = [:]
    /// Under `nil` those who did not say.
    public var byGroup: [Group?: Int64] = [:]
    /// By the town's own field of action; under the empty code what belongs to none.
    public var byField: [String: Int64] = [:]
    public var answered: Int64 = 0
    public var withConsequence: Int64 = 0

    public var contributions: Int64 { byChannel.values.reduce(0, +) }

    public init() {}

    /// Counts the published contributions that came from `first` to `last`, both included, merged ones too.
    public static func count(
        from first: CivilDay, to last: CivilDay, _ connection: borrowing Connection
    ) throws -> ParticipationFigures {
        var figures = ParticipationFigures()
        try connection.scan(
            """
            SELECT c.channel, c.grouping, coalesce(t.field, ''), c.status, count(*)
            FROM contribution c
            LEFT JOIN process_topic t ON t.process = c.process AND t.code = c.topic
            WHERE c.visibility = 'published' AND c.received >= ? AND c.received < ?
            GROUP BY 1, 2, 3, 4
            """, values: [.integer(try first.beginning), .integer(try last.end)]
        ) { row in
            guard let channel = Channel(rawValue: try row.text(0)),
                let status = ContributionStatus(rawValue: try row.text(3))
            else { throw DatabaseError(.corrupt, "The database holds a contribution that this program does not know.") }
            let count = try row.int64(4)
            figures.byChannel[channel, default: 0] += count
            figures.byGroup[Group(rawValue: try row.text(1)), default: 0] += count
            figures.byField[try row.text(2), default: 0] += count
            if status.isAnswered { figures.answered += count }
            if status.hasConsequence { figures.withConsequence += count }
            return true
        }
        return figures
    }
}

extension CivilDay {
    /// When it begins in Germany, in seconds since 1970.
    var beginning: Int64 {
        get throws { try seconds("00:00:00") }
    }

    /// When the next day begins there.
    var end: Int64 {
        get throws { try seconds("23:59:59") + 1 }
    }

    private func seconds(_ time: String) throws -> Int64 {
        let moment = try Timestamp("\(description)T\(time)Z").seconds
        return moment - GermanTime.offset(at: moment)
    }
}
