import Federation
import Pages

/// Draws what became of participation: for the region, by channel, group and field, and town by town.
struct FunnelView {
    let say: PageContext
    let model: FunnelModel

    private var words: FunnelWords { FunnelWords(say) }

    func page() -> DrawnPage {
        say.page(
            .participation, title: say(.funnelTitle), lead: .text(answer),
            body: model.towns.isEmpty
                ? [EmptyState(say(.funnelEmpty), explanation: say(.funnelEmptyExplanation)).html()]
                : [
                    figures, funnel, parts(.channel, .funnelByChannel), parts(.group, .funnelByGroup),
                    parts(.field, .funnelByField), towns, silent, .p(.text(say(.funnelNote)), class: "hint"),
                ])
    }

    private var answer: String {
        guard let contributions = model.count(.contributions).published else { return "" }
        let following = model.count(.withConsequence).published
        return Phrase.funnelAnswer(
            contributions: say.integer(contributions), towns: say.integer(model.reporting(.contributions)),
            following: following.map { say.integer($0) }, say.language)
    }

    private func number(_ count: FunnelModel.Count) -> String { FunnelNumber(say).text(count) }

    private func cell(_ count: FunnelModel.Count) -> DataTable.Cell {
        guard count.published != nil else { return .missing }
        return count.published == 0 && count.isPartlySuppressed ? .suppressed : .number(number(count))
    }

    private func name(_ stage: FunnelModel.Stage) -> String { words.figure(stage.figure) }

    private var figures: HTML {
        KeyFigure.row(
            FunnelModel.Stage.allCases.filter { model.count($0).published != nil }.map { stage in
                KeyFigure(
                    label: name(stage), value: number(model.count(stage)),
                    qualifier: Phrase.fromTowns(say.integer(model.reporting(stage)), say.language))
            })
    }

    private var funnel: HTML { FunnelChart(say) { model.count($0) }.figure }

    private func parts(_ dimension: Summary.Participation.Dimension, _ heading: Phrase) -> HTML {
        let rows = model.parts(dimension)
        guard !rows.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(heading))),
            .div(
                DataTable(
                    caption: say(heading),
                    columns: [.init(say(.counted)), .init(say(.funnelContributions), numeric: true)],
                    rows: rows.map { [.text(words.part($0.part)), cell($0.count)] }, hidesCaption: true
                ).html(say.language), class: "narrow"))
    }

    private var towns: HTML {
        .section(
            .h2(.text(say(.funnelByTown))),
            DataTable(
                caption: say(.funnelByTown),
                columns: [.init(say(.municipality))]
                    + FunnelModel.Stage.allCases.map { .init(say(.funnelColumn($0)), numeric: true) }
                    + [.init(say(.statementHeader))],
                rows: model.towns.map { town in
                    [
                        .html([
                            say.townLink(town.tenant),
                            .span(.text(say.period(town.summary.value.period)), class: "cell-note"),
                        ])
                    ]
                        + FunnelModel.Stage.allCases.map { cell(town.count($0)) }
                        + [.html(DoubtWords(say).entryLink(town.summary.reference, by: .tenant(town.tenant)))]
                }, hidesCaption: true
            ).html(say.language))
    }

    private var silent: HTML {
        guard !model.silent.isEmpty else { return .empty }
        let names = model.silent.map { say.name($0) }.sorted().joined(separator: ", ")
        return .p(.text(Phrase.funnelSilent(names, say.language)))
    }
}
