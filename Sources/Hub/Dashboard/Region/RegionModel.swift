import Federation

/// Where the region stands at one log position: everything the overview, its lists and their data show.
struct RegionModel: Sendable {
    /// A field of action with what belongs to it.
    struct FieldStanding: Sendable {
        let field: Framework.Field
        let measures: Int
        let indicators: Int
        let goals: Int
    }

    /// A bundle with the number of measures that towns report for it.
    struct BundleStanding: Sendable {
        let bundle: Framework.Bundle
        let measures: Int
    }

    let size: Int64
    /// The framework in force, else the newest.
    let framework: Recorded<Framework>?
    let isInForce: Bool
    /// Members with a strategy of their own, suspended ones too.
    let towns: [TownStanding]
    let supporters: [Member]
    let series: [RegionalSeries]
    let measures: MeasureStanding
    let fields: [FieldStanding]
    let indicatorsWithoutField: Int
    let bundles: [BundleStanding]
    /// The latest reporting period and how many towns have a summary of it.
    let newestPeriod: Period?
    let reportedInNewestPeriod: Int
    let reports: [Recorded<RegionalReport>]

    init(_ state: FederationState) {
        size = state.size
        let framework = state.currentFramework
        self.framework = framework
        isInForce = framework.map(state.isInForce) ?? false
        let today = state.day
        towns = state.sortedMembers.filter { $0.role(on: today) != .supporter }
            .map { TownStanding(state, $0, current: framework) }
            .sorted { ($0.facts.name, $0.member.tenant) < ($1.facts.name, $1.member.tenant) }
        supporters = state.sortedMembers.filter { $0.role(on: today) == .supporter && $0.isActive(on: today) }
        series =
            framework.map { framework in
                let regional = RegionalFigures(state, framework: framework.value)
                return framework.value.indicators.map { RegionalSeries(regional.series($0)) }
            } ?? []
        measures = MeasureStanding(state)
        let states = state.members.values.filter { $0.isActive(on: today) }
            .flatMap { state.newestSummary(of: $0.tenant)?.value.measures ?? [] }
        let indicators = framework?.value.indicators ?? []
        let goals = framework?.value.goals ?? []
        fields = (framework?.value.fields ?? []).sorted { ($0.order, $0.id) < ($1.order, $1.id) }.map { field in
            FieldStanding(
                field: field, measures: states.count { $0.fields.contains(field.id) },
                indicators: indicators.count { $0.fields.contains(field.id) },
                goals: goals.count { $0.field == field.id })
        }
        indicatorsWithoutField = indicators.count { $0.fields.isEmpty }
        bundles = (framework?.value.bundles ?? []).map { bundle in
            BundleStanding(bundle: bundle, measures: states.count { $0.bundle == bundle.id })
        }.sorted { left, right in
            // Those with a code first, in its order; the rest by title.
            let (l, r) = (left.bundle, right.bundle)
            return (l.code.isEmpty ? 1 : 0, l.code, l.title.german) < (r.code.isEmpty ? 1 : 0, r.code, r.title.german)
        }
        let newest = towns.compactMap { $0.summary?.value.period }.max { $0.lastDay < $1.lastDay }
        newestPeriod = newest
        reportedInNewestPeriod = towns.count { town in
            newest.map { state.summaries[town.member.tenant]?[$0] != nil } ?? false
        }
        reports = state.newestReports
    }

    /// Towns that are members today.
    var active: [TownStanding] { towns.filter(\.isActive) }

    var adopted: Int { active.count { $0.hasAdoptedCurrent } }

    var withValue: Int { series.count { $0.headline?.figure.value != nil } }

    var population: RegionalSeries? { series.first { $0.definition.id == framework?.value.population } }
}
