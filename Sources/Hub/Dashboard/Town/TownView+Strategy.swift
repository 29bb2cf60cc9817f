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
            fields(strategy), goals(strategy), measures(strategy), sources(strategy))
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
        let list = HTML.ul(strategy.goals.map { .li(say.german($0.name)) })
        let title = "\(say(.goalsHeader)) (\(say.integer(strategy.goals.count)))"
        return strategy.goals.count > 12
            ? Details(title, [list]).html() : [.h3(.text(title)), list]
    }

    private func measures(_ strategy: Strategy) -> HTML {
        guard !strategy.measures.isEmpty else { return .p(.text(say(.townNoMeasures)), class: "muted") }
        let fieldNames = Dictionary(
            strategy.fields.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return [
            .h3(.text(say(.measuresHeader))),
            DataTable(
                caption: say(.measuresHeader),
                columns: [.init(say(.measureHeader)), .init(say(.status)), .init(say(.ownField)), .init(say(.period))],
                rows: strategy.measures.sorted { left, right in
                    (left.code.isEmpty ? 1 : 0, left.code, left.title)
                        < (right.code.isEmpty ? 1 : 0, right.code, right.title)
                }.map { measure in
                    [
                        .html(title(measure)), .html(StatusWords(say).badge(measure.status)),
                        measure.fields.isEmpty
                            ? .html(.span(.text(say(.unmapped)), class: "sign"))
                            : .text(measure.fields.map { fieldNames[$0] ?? $0.text }.joined(separator: ", ")),
                        .text(MeasureSpan(say).words(measure)),
                    ]
                }, hidesCaption: true
            ).html(say.language),
        ]
    }

    private func title(_ measure: Measure) -> HTML {
        var inside: [HTML] = []
        if !measure.description.isEmpty {
            inside += measure.description.split(separator: "\n").map { .p(say.german(String($0))) }
        }
        if !measure.components.isEmpty {
            inside.append(
                .ul(
                    measure.components.map { part in
                        .li(
                            say.german(part.title), .text(part.owner.isEmpty ? "" : " – \(part.owner)"), .text(" · "),
                            StatusWords(say).badge(part.status))
                    }))
        }
        if !measure.costs.isEmpty { inside.append(costs(measure)) }
        if !measure.lead.isEmpty { inside.append(.p(.text("\(say(.responsible)): \(measure.lead)"))) }
        if !measure.partners.isEmpty {
            inside.append(.p(.text("\(say(.partners)): \(measure.partners.joined(separator: ", "))")))
        }
        if !measure.reuse.isEmpty { inside.append(.p(.text("\(say(.reuse)): "), say.german(measure.reuse))) }
        if !measure.links.isEmpty {
            inside.append(.ul(measure.links.map { .li(say.external($0)) }))
        }
        let name = (measure.code.isEmpty ? "" : measure.code + "\u{A0}· ") + measure.title
        guard !inside.isEmpty else { return say.german(name) }
        return Details(name, inside).html()
    }

    private func costs(_ measure: Measure) -> HTML {
        .ul(
            measure.costs.map { cost in
                let amounts = [
                    cost.planned.map { "\(say(.plannedMoney)) \(say.euro($0))" },
                    cost.spent.map { "\(say(.spentMoney)) \(say.euro($0))" },
                    cost.ownShare.map { "\(say(.ownShare)) \(say.euro($0))" },
                ].compactMap { $0 }
                return .li(.text("\(cost.year), \(cost.source): \(amounts.joined(separator: ", "))"))
            })
    }

    private func sources(_ strategy: Strategy) -> HTML {
        guard !strategy.sources.isEmpty else { return .empty }
        return Details(
            "\(say(.sourcesHeading)) (\(say.integer(strategy.sources.count)))",
            [.ul(strategy.sources.map { .li(say.external($0)) })]
        ).html()
    }
}
