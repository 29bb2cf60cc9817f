import Federation
import Pages

/// A reporting period that was due by a day of the log, and who has handed in nothing of it.
struct DueStanding: Sendable {
    static let named = 6

    let due: DuePeriod
    /// Towns that owe a summary of it, and those of which there is none, in the order of their names.
    let owing: Int
    let late: [TownStanding]

    /// Of each frequency that the framework asks for, the newest period that was due before `today`; those nobody is late
    /// with as well. It costs a glance at each town.
    static func all(_ region: RegionModel, today: CalendarDay) -> [DueStanding] {
        guard let framework = region.framework?.value else { return [] }
        return DuePeriod.newest(framework, before: today).map { due in
            let owing = region.towns.filter { $0.owes(due, today: today) }
            return DueStanding(
                due: due, owing: owing.count, late: owing.filter { !$0.periods.contains(due.period) })
        }.filter { $0.owing > 0 }
    }
}

extension TownStanding {
    /// Whether it owes a summary of the period: as `FederationState.delivery` has it (`DueStandingTests`).
    func owes(_ due: DuePeriod, today: CalendarDay) -> Bool {
        framework != nil && member.isReporting(on: due.period.lastDay) && member.isActive(on: min(due.due, today))
    }

    func isLate(_ due: DuePeriod, today: CalendarDay) -> Bool {
        owes(due, today: today) && !periods.contains(due.period)
    }
}

/// Who is late, in words.
struct DueWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// One sentence a period; nothing where nothing was due yet.
    func list(_ standings: [DueStanding]) -> HTML {
        guard !standings.isEmpty else { return .empty }
        return [.ul(standings.map { .li(sentence($0)) }, class: "plain"), countedUntil]
    }

    /// Pages follow from the log alone, so that the day of its last entry is their today.
    var countedUntil: HTML {
        .p(
            .text(Phrase.dueCountedUntil(DateFormat.date(say.state.day.description, say.language), say.language)),
            class: "muted")
    }

    private func sentence(_ standing: DueStanding) -> HTML {
        let day = DateFormat.date(standing.due.due.description, say.language)
        let words = Phrase.dueSentence(
            say.period(standing.due.period), day, handedIn: say.integer(standing.owing - standing.late.count),
            of: say.integer(standing.owing), say.language)
        guard !standing.late.isEmpty else {
            return [StatusBadge(.done, words).html()]
        }
        let shown = standing.late.prefix(DueStanding.named)
        let rest = standing.late.count - shown.count
        return [
            StatusBadge(.attention, words).html(), .text(" \(say(.dueMissing)) "),
            .fragment(
                shown.enumerated().flatMap { place, town in
                    [
                        .text(place > 0 ? ", " : ""),
                        .a(say.link("/towns/\(town.member.tenant)"), .text(town.facts.name)),
                    ]
                }), .text((rest > 0 ? " " + Phrase.andMore(say.integer(rest), say.language) : "") + "."),
        ]
    }
}
