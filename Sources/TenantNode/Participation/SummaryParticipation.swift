import Events
import Federation
import Participation

/// The numbers of participation that a summary says: what was counted here and what was entered besides, added up.
///
/// Numbers and codes go through here and nothing else: the target that holds the texts cannot build a summary.
struct SummaryParticipation {
    private var counts: [Summary.Participation.Key: Int64?] = [:]

    /// - Parameter entered: counts from outside this program, by channel; one without a number is suppressed.
    init(
        _ figures: ParticipationFigures, _ events: EventFigures, entered: [StoredParticipation],
        strategy: StrategyDraft, framework: Framework
    ) {
        for (channel, count) in figures.byChannel {
            guard let channel = Summary.Participation.Channel(rawValue: channel.rawValue) else { continue }
            add(.contributions, .channel(channel), count)
        }
        if figures.contributions > 0 {
            for (group, count) in figures.byGroup {
                add(.contributions, .group(group.flatMap { .init(rawValue: $0.rawValue) }), count)
            }
            for (field, count) in figures.byField {
                add(.contributions, .field(Self.field(field, strategy, framework)), count)
            }
            add(.answered, .whole, figures.answered)
            add(.withConsequence, .whole, figures.withConsequence)
        }
        if figures.pilots > 0 { add(.pilots, .whole, figures.pilots) }
        if figures.measures > 0 { add(.measures, .whole, figures.measures) }
        for (figure, counts) in [(Summary.Participation.Figure.events, events.formats), (.people, events.people)] {
            for (channel, count) in counts {
                guard let channel = Summary.Participation.Channel(rawValue: channel.rawValue) else { continue }
                add(figure, .channel(channel), count)
            }
        }
        let isBrokenDown = figures.contributions > 0
        for row in entered {
            add(row.figure, .channel(row.channel), row.count)
            // Nobody said to whom or what these belong: each breakdown stays complete all the same.
            if isBrokenDown, row.figure == .contributions {
                add(.contributions, .group(nil), row.count)
                add(.contributions, .field(nil), row.count)
            }
        }
    }

    var rows: [Summary.Participation] {
        counts.map { Summary.Participation(key: $0.key, count: $0.value) }.sorted { $0.key < $1.key }
    }

    private mutating func add(
        _ figure: Summary.Participation.Figure, _ part: Summary.Participation.Part, _ count: Int64?
    ) {
        let key = Summary.Participation.Key(figure: figure, part: part)
        // With a part that is held back the sum is, too.
        let sum: Int64? =
            if let present = counts[key] { present.flatMap { one in count.map { one + $0 } } } else { count }
        counts.updateValue(sum, forKey: key)
    }

    /// The framework's field that the town's own one is mapped to first; none where it is not mapped.
    private static func field(_ own: String, _ strategy: StrategyDraft, _ framework: Framework) -> Code? {
        guard let own = Code(own) else { return nil }
        let known = Set(framework.fields.map(\.id))
        return strategy.mappings.filter { $0.kind == .field && $0.own == own }.map(\.framework).filter(known.contains)
            .min()
    }
}
