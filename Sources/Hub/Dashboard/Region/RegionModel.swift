import Federation

/// Where the region stands at one log position: everything the overview, its lists and their data show.
struct RegionModel: Sendable {
    /// A field of action with what belongs to it.
    struct FieldStanding: Sendable {
        let field: Framework.Field
        let measures: MeasureStanding.Part
        let indicators: Int
        let goals: Int
        let progress: ProgressCount
    }

    /// A regional goal with what belongs to it.
    struct GoalStanding: Sendable {
        let goal: Framework.Goal
        let measures: MeasureStanding.Part
        let indicators: Int
        let progress: ProgressCount
    }

    /// A bundle with what towns report for it.
    struct BundleStanding: Sendable {
        let bundle: Framework.Bundle
        let part: MeasureStanding.Part

        var measures: Int { Int(part.tally.count) }
    }

    let size: Int64
    /// The framework in force, else the newest.
    let framework: Recorded<Framework>?
    let isInForce: Bool
    /// Members with a strategy of their own, suspended ones too, in the order of their names.
    let towns: [TownStanding]
    let supporters: [Member]
    let series: [RegionalSeries]
    let measures: MeasureStanding
    let funnel: FunnelSums
    let fields: [FieldStanding]
    /// In the order of their fields.
    let goals: [GoalStanding]
    let indicatorsWithoutField: Int
    let bundles: [BundleStanding]
    /// The latest reporting period and how many towns have a summary of it.
    let newestPeriod: Period?
    let reportedInNewestPeriod: Int
    let reports: [Recorded<RegionalReport>]
    /// Towns that are members today, and how many of them have adopted the framework.
    let active: Int
    let adopted: Int

    /// Worked out for one state alone.
    init(_ state: FederationState) {
        var book = RegionBook(state)
        self.init(book.pages())
    }

    init(_ book: RegionBook.Pages) {
        let (state, framework, measures) = (book.state, book.framework, book.counts.measures)
        size = state.size
        self.framework = framework
        isInForce = book.isInForce
        towns = book.towns
        supporters = book.supporters
        series = book.series
        self.measures = measures
        funnel = book.counts.funnel
        let indicators = framework?.value.indicators ?? []
        let goals = framework?.value.goals ?? []
        let inOrder = (framework?.value.fields ?? []).sorted { ($0.order, $0.id) < ($1.order, $1.id) }
        fields = inOrder.map { field in
            let own = book.series.filter { $0.definition.fields.contains(field.id) }
            return FieldStanding(
                field: field, measures: measures.ofField(field.id), indicators: own.count,
                goals: goals.count { $0.field == field.id }, progress: ProgressCount(own))
        }
        self.goals = (inOrder.map { Optional($0.id) } + [nil]).flatMap { field in
            goals.filter { $0.field == field }
        }.map { goal in
            let own = book.series.filter { $0.definition.goals.contains(goal.id) }
            return GoalStanding(
                goal: goal, measures: measures.ofGoal(goal.id), indicators: own.count, progress: ProgressCount(own))
        }
        indicatorsWithoutField = indicators.count { $0.fields.isEmpty }
        bundles = (framework?.value.bundles ?? []).map { bundle in
            BundleStanding(bundle: bundle, part: measures.ofBundle(bundle.id))
        }.sorted { left, right in
            // Those with a code first, in its order; the rest by title.
            let (l, r) = (left.bundle, right.bundle)
            return (l.code.isEmpty ? 1 : 0, l.code, l.title.german) < (r.code.isEmpty ? 1 : 0, r.code, r.title.german)
        }
        let summaries = book.counts.summaries
        let newest = summaries.keys.max { ($0.lastDay, $0) < ($1.lastDay, $1) }
        newestPeriod = newest
        reportedInNewestPeriod = newest.flatMap { summaries[$0] } ?? 0
        reports = state.newestReports
        active = book.counts.active
        adopted = book.counts.adopted
    }

    var withValue: Int { series.count { $0.headline?.value != nil } }

    var population: RegionalSeries? { series.first { $0.definition.id == framework?.value.population } }
}
