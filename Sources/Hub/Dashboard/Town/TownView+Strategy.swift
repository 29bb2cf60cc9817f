import Federation
import Pages

extension TownView {
    var strategySection: HTML {
        guard model.standing.facts.role != .supporter else { return .empty }
        let heading = HTML.heading(.text(say(.strategyHeading)), id: "strategy")
        guard let strategy = model.strategy?.value else {
            return .section(heading, EmptyState(say(.noStrategyTitle), explanation: say(.noStrategyYet)).html())
        }
        return .section(
            heading, .p(.strong(say.german(strategy.title))),
            .when(
                !strategy.vision.isEmpty, .element(.blockquote, [.class("vision"), .lang(.german)], vision(strategy))),
            .p(
                .text("\(say(.decisionHeader)): "),
                strategy.decision.map { DecisionWords(say).decision($0) } ?? .text(say(.detailsUnknown))),
            fields(strategy), goals(strategy), measureList(strategy), sources(strategy))
    }

    private func vision(_ strategy: Strategy) -> [HTML] {
        strategy.vision.split(separator: "\n").map { .p(.text(String($0))) }
    }

    private func fields(_ strategy: Strategy) -> HTML {
        guard !strategy.fields.isEmpty else { return .p(.text(say(.fieldsUnknown)), class: "muted") }
        let names = Dictionary(
            (model.mapped?.fields ?? []).map { ($0.id, say($0.name)) }, uniquingKeysWith: { first, _ in first })
        return [
            .h3(.text(say(.ownFields))),
            DataTable(
                caption: say(.ownFields), columns: [.init(say(.ownField)), .init(say(.mapsTo))],
                rows: strategy.fields.sorted { ($0.order, $0.id) < ($1.order, $1.id) }.map { field in
                    [
                        .html([
                            say.german(field.name),
                            .when(
                                !field.description.isEmpty, .span(say.german(field.description), class: "cell-note")),
                        ]),
                        field.mapsTo.isEmpty
                            ? .html(StatusBadge(.open, say(.unmapped)).html())
                            : .text(field.mapsTo.map { names[$0] ?? $0.text }.joined(separator: ", ")),
                    ]
                }, hidesCaption: true
            ).html(say.language),
        ]
    }

    private func goals(_ strategy: Strategy) -> HTML {
        guard !strategy.goals.isEmpty else { return .empty }
        let list: HTML = [
            .ul(strategy.goals.prefix(Self.rowsShown).map { .li(say.german($0.name)) }),
            rest(strategy.goals.count - Self.rowsShown),
        ]
        let title = "\(say(.goalsHeader)) (\(say.integer(strategy.goals.count)))"
        return strategy.goals.count > 12
            ? Details(title, [list]).html() : [.h3(.text(title)), list]
    }

    private func sources(_ strategy: Strategy) -> HTML {
        guard !strategy.sources.isEmpty else { return .empty }
        return Details(
            "\(say(.sourcesHeading)) (\(say.integer(strategy.sources.count)))",
            [.ul(strategy.sources.map { .li(say.external($0)) })]
        ).html()
    }
}
