import Federation
import Pages

/// One regional goal: what its indicators say of the way, and which measures serve it.
struct GoalModel: Sendable {
    let standing: RegionModel.GoalStanding
    let field: Framework.Field?
    let series: [RegionalSeries]
    let towns: TownShare

    /// nil where the framework at hand has no such goal.
    init?(_ region: RegionModel, _ id: Code) {
        guard let standing = region.goals.first(where: { $0.goal.id == id }) else { return nil }
        self.standing = standing
        field = standing.goal.field.flatMap { field in region.fields.first { $0.field.id == field }?.field }
        series = IndicatorRows.usual(region.series.filter { $0.definition.goals.contains(id) })
        towns = TownShare(region) { $0.goals.contains(id) }
    }
}

/// Draws a regional goal.
struct GoalView {
    let say: PageContext
    let model: GoalModel

    init(_ context: PageContext, _ model: GoalModel) {
        say = context
        self.model = model
    }

    func page() -> DrawnPage {
        let parts = StandingParts(say)
        let above = model.field.map { PageFrame.Link(say($0.name), say.link("/fields/\($0.id)")) }
        return say.page(
            .framework, title: say(model.standing.goal.name), lead: .text(answer),
            below: [PageFrame.Link(say(.fieldHeading), say.link("/fields"))] + (above.map { [$0] } ?? []),
            body: [
                KeyFigure.row([parts.progressFigure(model.standing.progress)] + measureFigures),
                parts.indicators(model.series, none: .goalNoIndicators),
                parts.measures(
                    model.standing.measures, model.towns, none: .goalNoMeasures, of: asked,
                    filter: QueryItem("goal", model.standing.goal.id.text)),
                .p(.a(say.link("/framework"), .text(say(.readFramework)))),
            ])
    }

    private var answer: String {
        let progress = model.standing.progress
        let way =
            progress.compared > 0
            ? Phrase.progressSentence(progress, say.language)
            : say(model.series.isEmpty ? .goalNoIndicators : .goalNoTargets)
        let measures = model.standing.measures
        return way + " "
            + Phrase.goalMeasures(Int(measures.tally.count), towns: measures.towns, say.language)
    }

    private var asked: CountQuestion.Measures { CountQuestion.Measures(goal: model.standing.goal.id) }

    private var measureFigures: [KeyFigure] {
        let tally = model.standing.measures.tally
        return [
            KeyFigure(
                label: say(.underWayHeader), value: say.integer(tally.underWay),
                unit: Phrase.ofAll(say.integer(tally.count), say.language), qualifier: say(.measuresHeader),
                proof: say.howItCame(.measures(asked.asking(.underway))))
        ] + StandingParts(say).money(tally, asked)
    }
}

/// What the pages of a field and of a goal have in common.
struct StandingParts {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func progressFigure(_ progress: ProgressCount) -> KeyFigure {
        KeyFigure(
            label: say(.keyWell), value: say.integer(progress.well),
            unit: Phrase.ofAll(say.integer(progress.compared), say.language),
            qualifier: progress.compared == 0
                ? say(.goalNoTargets)
                : progress.withoutTarget == 0
                    ? say(.keyWellExplained) : Phrase.withoutTarget(say.integer(progress.withoutTarget), say.language),
            proof: progress.total == 0
                ? nil : PageFrame.Link(say(.howFigureCame), Address(fragment: "indicators")))
    }

    /// What is planned and spent, where anything is reported.
    func money(_ tally: MeasureTally, _ asked: CountQuestion.Measures) -> [KeyFigure] {
        guard tally.planned != nil || tally.spent != nil else { return [] }
        let spent = tally.spent.map(say.euro) ?? say(.notStated)
        return [
            KeyFigure(
                label: say(.keySpent), value: spent,
                period: tally.planned.map { Phrase.ofPlanned(say.euro($0), say.language) } ?? "",
                qualifier: say(.moneyReported),
                proof: say.howItCame(.measures(asked.asking(tally.spent == nil ? .planned : .spent))),
                isWord: tally.spent == nil || spent.count > 9)
        ]
    }

    func indicators(_ series: [RegionalSeries], none: Phrase) -> HTML {
        .section(
            .heading(.text(say(.indicatorHeading)), id: "indicators"),
            series.isEmpty
                ? .p(.text(say(none)), class: "muted")
                : [
                    .when(series.contains { $0.progress != nil }, .p(.text(say(.progressRule)))),
                    IndicatorRows(say).table(series).html(say.language),
                ])
    }

    /// - Parameters:
    ///   - asked: which measures these are.
    ///   - filter: what the finder of measures is asked for them.
    func measures(
        _ part: MeasureStanding.Part, _ towns: TownShare, none: Phrase, of asked: CountQuestion.Measures,
        filter: QueryItem
    ) -> HTML {
        guard part.tally.count > 0 else {
            return .section(
                .heading(.text(say(.measureHeading)), id: "measures"), .p(.text(say(none)), class: "muted"))
        }
        let counts = MeasureStanding.order.compactMap { status in part.tally.list.first { $0.status == status } }
        let rest = towns.total - towns.lines.count
        let byTown = DataTable(
            caption: say(.measuresByTown),
            columns: [
                .init(say(.municipality)), .init(say(.measuresHeader), numeric: true),
                .init(say(.underWayHeader), numeric: true),
            ],
            rows: towns.lines.map { line in
                [
                    .html(say.townLink(line.tenant)),
                    .html(
                        .a(
                            say.link("/measures", [filter, QueryItem("town", line.tenant.text)]),
                            .text(say.integer(line.measures)))),
                    .html(say.receipt(say.integer(line.underWay), asked.asking(.underway))),
                ]
            }, hidesCaption: true)
        return .section(
            .heading(.text(say(.measureHeading)), id: "measures"),
            .p(
                .a(
                    say.link("/measures", [filter]),
                    .text(Phrase.showMeasures(say.integer(part.tally.count), say.language)))),
            .div(MeasureTable(say, counts, of: asked).table.html(say.language), class: "narrow"),
            .h3(.text(say(.measuresByTown))), .div(byTown.html(say.language), class: "narrow"),
            .when(rest > 0, .p(.text(Phrase.andMore(say.integer(rest), say.language)), class: "muted")))
    }
}
