import Federation
import Pages

/// Everything about one field of action: its goals, indicators, measures, bundles and what citizens contributed.
struct FieldModel: Sendable {
    let standing: RegionModel.FieldStanding
    let goals: [RegionModel.GoalStanding]
    let series: [RegionalSeries]
    let bundles: [RegionModel.BundleStanding]
    let contributions: (count: FunnelModel.Count, towns: Int)
    /// Towns with measures of it, those with the most first.
    let towns: TownShare

    /// nil where the framework at hand has no such field.
    init?(_ region: RegionModel, _ id: Code) {
        guard let standing = region.fields.first(where: { $0.field.id == id }) else { return nil }
        self.standing = standing
        goals = region.goals.filter { $0.goal.field == id }
        series = IndicatorRows.usual(region.series.filter { $0.definition.fields.contains(id) })
        bundles = region.bundles.filter { $0.bundle.fields.contains(id) }
        contributions = region.funnel.contributions(on: id)
        towns = TownShare(region) { $0.fields.contains(id) }
    }
}

/// How many measures of one kind each town has, of those that have the most.
struct TownShare: Sendable {
    static let shown = 15

    struct Line: Sendable {
        let tenant: TenantID
        let measures: Int
        let underWay: Int
    }

    let lines: [Line]
    /// All towns that have any.
    let total: Int

    init(_ region: RegionModel, _ belongs: (Summary.MeasureState) -> Bool) {
        var lines: [Line] = []
        for town in region.towns {
            var (measures, underWay) = (0, 0)
            for measure in town.measures where belongs(measure.state) {
                measures += 1
                if measure.state.status == .running || measure.state.status == .done { underWay += 1 }
            }
            if measures > 0 { lines.append(Line(tenant: town.member.tenant, measures: measures, underWay: underWay)) }
        }
        total = lines.count
        self.lines = Array(lines.sorted { ($1.measures, $0.tenant) < ($0.measures, $1.tenant) }.prefix(Self.shown))
    }
}

/// Draws a field of action.
struct FieldView {
    let say: PageContext
    let model: FieldModel

    init(_ context: PageContext, _ model: FieldModel) {
        say = context
        self.model = model
    }

    private var field: Framework.Field { model.standing.field }

    func page() -> DrawnPage {
        let parts = StandingParts(say)
        return say.page(
            .framework, title: say(field.name), lead: .text(answer),
            below: [PageFrame.Link(say(.fieldHeading), say.link("/fields"))],
            body: [
                description, figures, goals, parts.indicators(model.series, none: .fieldNoIndicators),
                parts.measures(
                    model.standing.measures, model.towns, none: .fieldNoMeasures, of: asked,
                    filter: QueryItem("field", field.id.text)),
                bundles,
            ])
    }

    private var asked: CountQuestion.Measures { CountQuestion.Measures(field: field.id) }

    private var answer: String {
        Phrase.fieldAnswer(
            goals: model.goals.count, indicators: model.series.count,
            measures: Int(model.standing.measures.tally.count),
            towns: model.standing.measures.towns, say.language)
    }

    private var description: HTML {
        .when(!field.description.isEmpty, .section(.fragment(say.paragraphs(field.description))))
    }

    private var figures: HTML {
        let tally = model.standing.measures.tally
        var figures = [
            StandingParts(say).progressFigure(model.standing.progress),
            KeyFigure(
                label: say(.underWayHeader), value: say.integer(tally.underWay),
                unit: Phrase.ofAll(say.integer(tally.count), say.language), qualifier: say(.measuresHeader),
                proof: say.howItCame(.measures(asked.asking(.underway)))),
        ]
        figures += StandingParts(say).money(tally, asked)
        if model.contributions.towns > 0 {
            let count = model.contributions.count
            figures.append(
                KeyFigure(
                    label: say(.fieldContributions), value: FunnelNumber(say).text(count),
                    qualifier: Phrase.fromTowns(say.integer(model.contributions.towns), say.language),
                    proof: say.howItCame(
                        .participation(CountQuestion.Participation(.contributions, .field(field.id))))))
        }
        return KeyFigure.row(figures)
    }

    private var goals: HTML {
        .section(
            .heading(.text(say(.goalsHeader)), id: "goals"),
            model.goals.isEmpty
                ? .p(.text(say(.fieldNoGoals)), class: "muted") : GoalRows(say).table(model.goals).html(say.language))
    }

    private var bundles: HTML {
        guard !model.bundles.isEmpty else { return .empty }
        return .section(
            .heading(.text(say(.bundleHeading)), id: "bundles"),
            BundleRows(say).table(model.bundles).html(say.language))
    }
}

/// Rows of goals.
struct GoalRows {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func table(_ goals: [RegionModel.GoalStanding]) -> DataTable {
        DataTable(
            caption: say(.goalsHeader),
            columns: [
                .init(say(.goalHeader)), .init(say(.indicatorsOnTheirWay)), .init(say(.measuresHeader), numeric: true),
                .init(say(.sectionTowns), numeric: true),
            ],
            rows: goals.map { standing in
                let asked = CountQuestion.Measures(goal: standing.goal.id)
                return [
                    .html(.a(say.link("/goals/\(standing.goal.id)"), say.html(standing.goal.name))),
                    .html(
                        ProgressWords(say).badges(
                            standing.progress, at: say.link("/goals/\(standing.goal.id)", fragment: "indicators"))),
                    .html(say.receipt(say.integer(standing.measures.tally.count), asked)),
                    .html(say.receipt(say.integer(standing.measures.towns), asked.asking(.towns))),
                ]
            }, hidesCaption: true, stacks: true)
    }
}

/// Draws the list of all fields of action with their goals.
struct FieldListView {
    let say: PageContext
    let model: RegionModel

    init(_ context: PageContext, _ model: RegionModel) {
        say = context
        self.model = model
    }

    func page() -> DrawnPage {
        let loose = model.goals.filter { $0.goal.field == nil }
        return say.page(
            .framework, title: say(.fieldHeading),
            lead: .text(
                model.fields.isEmpty
                    ? say(.noFields)
                    : Phrase.fieldListLead(model.fields.count, goals: model.goals.count, say.language)),
            body: [
                model.fields.isEmpty
                    ? EmptyState(say(.noFields), explanation: say(.leadNoFramework)).html()
                    : FieldRows(say, model).section(heading: nil)
            ]
                + model.fields.filter { $0.goals > 0 }.map { standing in
                    section(
                        say.html(standing.field.name), id: "field-\(standing.field.id)",
                        model.goals.filter { $0.goal.field == standing.field.id })
                } + [loose.isEmpty ? .empty : section(.text(say(.goalsWithoutField)), id: "no-field", loose)])
    }

    private func section(_ heading: HTML, id: String, _ goals: [RegionModel.GoalStanding]) -> HTML {
        var table = GoalRows(say).table(goals)
        table.caption = say(.goalsHeader)
        return .section(.heading(heading, id: id), table.html(say.language))
    }
}

/// Rows of fields of action, as the overview and the list of all show them.
struct FieldRows {
    let say: PageContext
    let model: RegionModel

    init(_ context: PageContext, _ model: RegionModel) {
        say = context
        self.model = model
    }

    func section(heading: Phrase?) -> HTML {
        let rest = model.framework?.value.goals.count { $0.field == nil } ?? 0
        let rows: [[DataTable.Cell]] = model.fields.map { standing in
            let path = "/fields/\(standing.field.id)"
            let asked = CountQuestion.Measures(field: standing.field.id)
            return [
                .html(.a(say.link(path), say.html(standing.field.name))),
                .html(.a(say.link(path, fragment: "goals"), .text(say.integer(standing.goals)), class: "receipt")),
                .html(ProgressWords(say).badges(standing.progress, at: say.link(path, fragment: "indicators"))),
                .html(say.receipt(say.integer(standing.measures.tally.count), asked)),
                .html(say.receipt(say.integer(standing.measures.tally.underWay), asked.asking(.underway))),
                .html(say.receipt(say.integer(standing.measures.towns), asked.asking(.towns))),
            ]
        }
        let table = DataTable(
            caption: say(.fieldHeading),
            columns: [
                .init(say(.fieldOfAction)), .init(say(.goalsHeader), numeric: true), .init(say(.indicatorsOnTheirWay)),
                .init(say(.measuresHeader), numeric: true), .init(say(.underWayHeader), numeric: true),
                .init(say(.sectionTowns), numeric: true),
            ], rows: rows,
            footer: [
                [
                    .text(say(.withoutField)), .number(say.integer(rest)),
                    .text(
                        Phrase.indicatorCount(model.indicatorsWithoutField, say.language)),
                    .html(
                        say.receipt(
                            say.integer(model.measures.unmapped), CountQuestion.Measures(isWithoutField: true))),
                    .text("–"), .text("–"),
                ]
            ], hidesCaption: true)
        return .section(
            .when(heading) { .heading(.text(say($0)), id: "fields") }, .p(.text(say(.fieldIntroduction))),
            table.html(say.language))
    }
}
