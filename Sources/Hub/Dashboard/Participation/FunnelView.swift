import Federation
import Pages

/// By what the towns can be sorted that say something of participation: their names, or a stage of the funnel.
enum FunnelOrder: String, CaseIterable {
    case name, people, events, contributions, answered, consequence, pilots, measures

    init(_ stage: FunnelModel.Stage) {
        self =
            switch stage {
            case .people: .people
            case .events: .events
            case .contributions: .contributions
            case .answered: .answered
            case .withConsequence: .consequence
            case .pilots: .pilots
            case .measures: .measures
            }
    }

    private var stage: FunnelModel.Stage? { FunnelModel.Stage.allCases.first { Self($0) == self } }

    func sorted(_ towns: [TownStanding], _ order: ListQuestion.Order) -> [TownStanding] {
        guard let stage else { return order.isDescending ? towns.reversed() : towns }
        return order.sorted(towns) { $0.participation?.count(stage).published }
    }
}

/// Draws what became of participation: for the region, by channel, group and field, and town by town.
struct FunnelView {
    let say: PageContext
    private let model: FunnelModel
    private let rows: AskedRows<TownStanding>
    private let words: FunnelWords

    /// Errors: an order or a page that there is not.
    init(_ context: PageContext, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        model = FunnelModel(region)
        words = FunnelWords(context, region.framework?.value)
        rows = try AskedRows(context, model.towns, by: FunnelOrder.sorted) { $0.searchText }
    }

    func page() -> DrawnPage {
        say.page(
            .participation, title: say(.funnelTitle), lead: .text(answer),
            body: model.sums.towns == 0
                ? [EmptyState(say(.funnelEmpty), explanation: say(.funnelEmptyExplanation)).html()]
                : [
                    figures, funnel, parts(.channel, .funnelByChannel), parts(.group, .funnelByGroup),
                    parts(.field, .funnelByField), towns, .p(.text(say(.funnelNote)), class: "hint"),
                    DataLinks.html(say, json: "/api/v1/participation", csv: "/api/v1/participation.csv"),
                ])
    }

    private var answer: String {
        guard let contributions = model.sums.count(.contributions).published else { return "" }
        let following = model.sums.count(.withConsequence).published
        return Phrase.funnelAnswer(
            contributions: say.integer(contributions), towns: say.integer(model.sums.reporting(.contributions)),
            following: following.map { say.integer($0) }, say.language)
    }

    private func number(_ count: FunnelModel.Count) -> String { FunnelNumber(say).text(count) }

    /// - Parameter asked: what the number leads to the calculation of; nil where it is one municipality's own, beside
    ///   which its statement stands.
    private func cell(_ count: FunnelModel.Count, _ asked: CountQuestion.Participation? = nil) -> DataTable.Cell {
        guard count.published != nil else { return .missing }
        if count.published == 0 && count.isPartlySuppressed { return .suppressed }
        return asked.map { .html(say.receipt(number(count), .participation($0))) } ?? .number(number(count))
    }

    private func name(_ stage: FunnelModel.Stage) -> String { words.figure(stage.figure) }

    private var figures: HTML {
        KeyFigure.row(
            FunnelModel.Stage.allCases.filter { model.sums.count($0).published != nil }.map { stage in
                KeyFigure(
                    label: name(stage), value: number(model.sums.count(stage)),
                    qualifier: Phrase.fromTowns(say.integer(model.sums.reporting(stage)), say.language),
                    proof: say.howItCame(stage.question))
            })
    }

    private var funnel: HTML { FunnelChart(say) { model.sums.count($0) }.figure }

    private func parts(_ dimension: Summary.Participation.Dimension, _ heading: Phrase) -> HTML {
        let rows = model.sums.parts(dimension)
        guard !rows.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(heading))),
            .div(
                DataTable(
                    caption: say(heading),
                    columns: [.init(say(.counted)), .init(say(.funnelContributions), numeric: true)],
                    rows: rows.map { [.text(words.part($0.part)), cell($0.count, .init(.contributions, $0.part))] },
                    hidesCaption: true
                ).html(say.language), class: "narrow"))
    }

    private var towns: HTML {
        let list = rows.list
        let silent = model.towns.count - model.sums.towns
        return .section(
            .heading(.text(say(.funnelByTown)), id: "towns"),
            .when(
                silent > 0,
                .p(.text(Phrase.funnelSilent(say.integer(silent), say.integer(model.towns.count), say.language)))),
            list.html(
                search: say(.searchTowns),
                table: DataTable(
                    caption: say(.funnelByTown),
                    columns: [list.column(say(.municipality), FunnelOrder.name.rawValue)]
                        + FunnelModel.Stage.allCases.map { stage in
                            list.column(say(.funnelColumn(stage)), FunnelOrder(stage).rawValue, numeric: true)
                        },
                    rows: rows.shown.map(row), hidesCaption: true), say.language))
    }

    private func row(_ standing: TownStanding) -> [DataTable.Cell] {
        let stages = FunnelModel.Stage.allCases
        let link = HTML.a(say.link("/towns/\(standing.member.tenant)"), .text(standing.facts.name))
        guard let town = standing.participation else {
            return [.html([link, .span(.text(say(.funnelNothingSaid)), class: "cell-note")])]
                + stages.map { _ in .text("–") }
        }
        let source: HTML = [
            .text(say.period(town.summary.value.period) + " · "),
            DoubtWords(say).entryLink(town.summary.reference, by: .tenant(town.tenant)),
        ]
        return [.html([link, .span(source, class: "cell-note")])] + stages.map { cell(town.count($0)) }
    }
}
