import Federation
import Pages

/// Several towns beside each other, like with like: the same indicator in the same period, and numbers that grow with a
/// town by its residents.
struct CompareModel: Sendable {
    static let mostTowns = 6

    /// One indicator.
    struct Row: Sendable {
        let definition: Indicator
        /// The newest period in which most of the towns have a value; nil where none ever said anything.
        let period: Period?
        let cells: [Cell]
        /// Whether values are given by 1,000 residents.
        let isPerThousand: Bool

        /// Whether every town has a value that can be compared.
        var isWhole: Bool { cells.allSatisfy { $0.isComparable } }
    }

    /// What one town says of one indicator.
    struct Cell: Sendable {
        let counting: CountingObservation?
        /// As it is compared: the town's own value, or by 1,000 residents.
        let value: ExactDecimal?
        /// The town's own value, where another one is compared.
        let absolute: ExactDecimal?
        /// True where the town has adopted another version of the indicator's definition.
        let isOtherDefinition: Bool

        var isComparable: Bool { value != nil && !isOtherDefinition && counting?.observation.level == .town }
    }

    /// Residents of a town, of which period.
    struct Population: Sendable {
        let value: ExactDecimal
        let period: Period
    }

    let towns: [TownStanding]
    let population: [Population?]
    let rows: [Row]
    /// How many measures each town has in each field of action.
    let fields: [(field: Framework.Field, measures: [Int])]

    init(_ state: FederationState, _ region: RegionModel, _ towns: [TownStanding]) {
        self.towns = towns
        let observations = towns.map { state.observations[$0.member.tenant] ?? CountingObservations() }
        let residents = region.framework?.value.population
        // What the framework weighs others by, such as the area for the density, is itself a measure of a town's size.
        let sizes = Set((region.framework?.value.indicators ?? []).compactMap(\.space.weight?.indicator))
        population = observations.map { observations in
            residents.flatMap { Self.newest(observations[$0]) }
        }
        rows = region.series.map(\.definition).filter { $0.id != residents }.map { definition in
            Self.row(definition, towns, observations, sizes.contains(definition.id) ? nil : residents)
        }
        fields = region.fields.map(\.field).map { field in
            (field, towns.map { town in town.measures.count { $0.state.fields.contains(field.id) } })
        }.filter { $0.measures.contains { $0 > 0 } }
    }

    private static func newest(_ series: [CountingObservation]) -> Population? {
        series.last { $0.observation.status == .reported && $0.observation.value != nil }.flatMap { counting in
            counting.observation.value.map { Population(value: $0, period: counting.observation.period) }
        }
    }

    /// - Parameter residents: the indicator by which a number that grows with a town is compared; nil where it stands as it
    ///   is.
    private static func row(
        _ definition: Indicator, _ towns: [TownStanding], _ observations: [CountingObservations], _ residents: Code?
    ) -> Row {
        let period = period(definition, observations)
        // A share or an index is comparable as it is; a number of things grows with the town.
        let isAbsolute = (definition.kind == .count || definition.kind == .stock) && residents != nil
        let cells = zip(towns, observations).map { town, said -> Cell in
            let counting = period.flatMap { said[Observation.Key(indicator: definition.id, period: $0)] }
            let own = counting.flatMap { $0.observation.shownValue(definition) }
            let adopted = town.framework?.value.indicator(definition.id)
            let value =
                isAbsolute
                ? own.flatMap { own in
                    residents.flatMap { residents in
                        period.flatMap { perThousand(own, people(said[residents], in: $0)) }
                    }
                } : own
            return Cell(
                counting: counting, value: value, absolute: isAbsolute ? own : nil,
                isOtherDefinition: adopted.map { $0.version != definition.version } ?? false)
        }
        return Row(definition: definition, period: period, cells: cells, isPerThousand: isAbsolute)
    }

    /// The newest of the periods in which the most towns have a value, of the indicator's own frequency.
    private static func period(_ definition: Indicator, _ observations: [CountingObservations]) -> Period? {
        var counts: [Period: Int] = [:]
        for said in observations {
            for counting in said[definition.id] {
                counts[counting.observation.period, default: 0] += counting.observation.status == .reported ? 1 : 0
            }
        }
        return counts.max { left, right in
            (left.value, left.key.lastDay, left.key) < (right.value, right.key.lastDay, right.key)
        }?.key
    }

    /// Residents in the period, or the newest ones known before it ends, else the oldest.
    private static func people(_ series: [CountingObservation], in period: Period) -> ExactDecimal? {
        let known = series.filter { $0.observation.status == .reported && $0.observation.value != nil }
        return (known.last { $0.observation.period.lastDay <= period.lastDay } ?? known.first)?.observation.value
    }

    private static func perThousand(_ value: ExactDecimal, _ people: ExactDecimal?) -> ExactDecimal? {
        guard let people, people.units > 0,
            let share = Rational(value).divided(by: Rational(people)),
            let scaled = share.multiplied(by: Rational(ExactDecimal(units: 1000, decimals: 0)))
        else { return nil }
        return scaled.rounded(decimals: 2)
    }
}

extension CompareModel {
    /// The towns that an address names, in their order. Errors: one that is not there, one that stands twice, too many.
    static func chosen(_ query: [QueryItem], _ region: RegionModel) throws(ListQuestion.Refusal) -> [TownStanding] {
        var chosen: [TownStanding] = []
        for item in query where item.name == "town" && !item.value.isEmpty {
            guard let town = region.towns.first(where: { $0.member.tenant.text == item.value }) else {
                throw ListQuestion.Refusal(
                    .notAmong("town", region.towns.prefix(5).map(\.member.tenant.text), .municipality))
            }
            guard !chosen.contains(where: { $0.member.tenant == town.member.tenant }) else {
                throw ListQuestion.Refusal(.townTwice(town.facts.name))
            }
            guard chosen.count < mostTowns else { throw ListQuestion.Refusal(.tooManyTowns(mostTowns)) }
            chosen.append(town)
        }
        return chosen
    }
}
