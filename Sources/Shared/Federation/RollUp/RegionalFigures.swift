/// What the figures of one state have in common: who reports, who has adopted what, how many people live there.
///
/// Made once for a report or a page, so that each figure costs its towns and nothing else.
public struct RegionalFigures: Sendable {
    /// A member that reports in principle, with what it has said. Shared by all figures, and copied by none.
    final class Reporter: Sendable {
        let member: Member
        let observations: CountingObservations
        /// Places of the frameworks it has adopted in `adoptable`.
        let adopted: [Int]
        /// Its population with the last day of each period, in order of time.
        let population: [(lastDay: CalendarDay, people: Rational)]
        /// Periods of which it has withdrawn what it said, by indicator.
        let withdrawn: [Code: Set<Period>]

        /// - Parameter places: of every version of the framework in `adoptable`.
        init(_ state: FederationState, _ member: Member, population: Code?, places: [Reference: Int]) {
            self.member = member
            observations = state.observations[member.tenant] ?? CountingObservations()
            adopted = Set((state.adoptions[member.tenant] ?? []).compactMap { places[$0.value.framework] }).sorted()
            self.population = (population.map { [observations] in observations[$0] } ?? []).compactMap { counting in
                guard let people = counting.observation.value, counting.observation.level == .town else { return nil }
                return (counting.observation.period.lastDay, Rational(people))
            }
            withdrawn = state.withdrawnObservations[member.tenant] ?? [:]
        }

        /// Whether its numbers are expected for a period, where it has adopted the indicator.
        func isExpected(in period: Period, isHistorical: Bool, today: CalendarDay) -> Bool {
            isHistorical
                ? member.isActive(on: today) && member.role(on: today) != .supporter
                : member.isReporting(on: period.lastDay)
        }

        /// The newest population not after the period, else the oldest there is.
        func people(in period: Period) -> Rational? {
            let lastDay = period.lastDay
            return (population.last { $0.lastDay <= lastDay } ?? population.first)?.people
        }
    }

    private let framework: Framework
    private let reporters: [Reporter]
    /// The indicators of every version of the framework.
    private let adoptable: [Set<Code>]
    /// When the first member of all was to report: what ended before is historical.
    private let firstDay: CalendarDay?
    private let today: CalendarDay

    /// - Parameter framework: whose definitions of weights and population hold.
    public init(_ state: FederationState, framework: Framework) {
        self.framework = framework
        adoptable = state.frameworks.map { Set($0.value.indicators.map(\.id)) }
        let places = state.frameworkPlaces
        reporters = state.sortedMembers.filter(\.isEverReporting).map { member in
            Reporter(state, member, population: framework.population, places: places)
        }
        firstDay = reporters.compactMap(\.member.firstReportingDay).min()
        today = state.day
    }

    /// The figures of one indicator.
    public func series(_ definition: Indicator) -> IndicatorFigures {
        let weight = definition.space.weight
        return IndicatorFigures(
            definition: definition, weight: weight.flatMap { framework.indicator($0.indicator) },
            knowsPopulation: framework.population != nil,
            towns: reporters.map { reporter in
                IndicatorFigures.Town(
                    reporter: reporter, series: reporter.observations[definition.id],
                    weights: weight.map { reporter.observations[$0.indicator] } ?? [],
                    hasAdopted: reporter.adopted.contains { adoptable[$0].contains(definition.id) })
            }, firstDay: firstDay, today: today)
    }

    /// The regional figure of one indicator in one period, where no other is wanted.
    public func figure(_ definition: Indicator, in period: Period) -> ExplainedFigure {
        series(definition).figure(in: period)
    }
}

extension FederationState {
    /// Where each version of the framework stands among all.
    var frameworkPlaces: [Reference: Int] {
        Dictionary(frameworks.enumerated().map { ($1.reference, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
