import Federation
import Pages

/// One measure of one town: what its strategy publishes, what its newest summary reports, and what is like it elsewhere.
struct MeasureModel: Sendable {
    static let othersShown = 8

    let town: TownStanding
    let id: Code
    /// As the newest summary reports it.
    let reported: TownMeasure?
    /// As the strategy publishes it.
    let text: Measure?
    /// Names of the town's own fields and goals.
    let ownFields: [String]
    let ownGoals: [String]
    let fields: [Framework.Field]
    let goals: [Framework.Goal]
    let bundle: Framework.Bundle?
    /// Measures of other towns in the same bundle, for the same goal or in the same field, the closest first.
    let others: [TownMeasure]

    /// nil where the town has no such measure.
    init?(_ region: RegionModel, _ tenant: TenantID, _ id: Code) {
        guard let town = region.towns.first(where: { $0.member.tenant == tenant }) else { return nil }
        let reported = town.measures.first { $0.state.id == id }
        let text = town.strategy?.value.measures.first { $0.id == id }
        guard reported != nil || text != nil else { return nil }
        self.town = town
        self.id = id
        self.reported = reported
        self.text = text
        let strategy = town.strategy?.value
        ownFields = (strategy?.fields ?? []).filter { text?.fields.contains($0.id) ?? false }.map(\.name)
        ownGoals = (strategy?.goals ?? []).filter { text?.goals.contains($0.id) ?? false }.map(\.name)
        let state = reported?.state
        fields = region.fields.map(\.field).filter { state?.fields.contains($0.id) ?? false }
        goals = region.goals.map(\.goal).filter { state?.goals.contains($0.id) ?? false }
        bundle = (state?.bundle ?? text?.bundle).flatMap { bundle in
            region.bundles.first { $0.bundle.id == bundle }?.bundle
        }
        others = state.map { Self.others(region, like: $0, of: tenant) } ?? []
    }

    private static func others(
        _ region: RegionModel, like state: Summary.MeasureState, of tenant: TenantID
    ) -> [TownMeasure] {
        var found: [(measure: TownMeasure, closeness: Int)] = []
        for town in region.towns where town.member.tenant != tenant {
            for measure in town.measures {
                let other = measure.state
                let closeness =
                    (state.bundle != nil && other.bundle == state.bundle ? 8 : 0)
                    + (other.goals.contains(where: state.goals.contains) ? 4 : 0)
                    + (other.fields.contains(where: state.fields.contains) ? 2 : 0)
                guard closeness > 0 else { continue }
                found.append((measure, closeness + (measure.speaksOfReuse ? 1 : 0)))
            }
        }
        return found.enumerated().sorted { ($1.element.closeness, $0.offset) < ($0.element.closeness, $1.offset) }
            .prefix(othersShown).map(\.element.measure)
    }
}

/// Draws one measure.
struct MeasureView {
    let say: PageContext
    let model: MeasureModel
    let region: RegionModel

    private var name: String { model.text?.title ?? model.reported?.name ?? model.id.text }
    private var tenant: TenantID { model.town.member.tenant }

    func page() -> DrawnPage {
        say.page(
            .towns, title: name, lead: .text(answer),
            below: [PageFrame.Link(model.town.facts.name, say.link("/towns/\(tenant)"))],
            body: [figures, description, reuse, facts, costs, components, milestones, others])
    }

    private var answer: String {
        guard let reported = model.reported else {
            return Phrase.measureOnlyPublished(model.town.facts.name, say.language)
        }
        return Phrase.measureAnswer(
            model.town.facts.name, say(.measureStatus(reported.state.status)),
            say.period(reported.summary.value.period), say.language)
    }

    private var figures: HTML {
        guard let state = model.reported?.state else { return .empty }
        return KeyFigure.row([
            KeyFigure(
                label: say(.progressHeader),
                value: state.progress.map { NumberFormat.percent(String($0), say.language) } ?? say(.notStated),
                isWord: state.progress == nil),
            KeyFigure(
                label: say(.plannedMoney), value: state.planned.map(say.euro) ?? say(.notStated),
                isWord: state.planned == nil),
            KeyFigure(
                label: say(.spentMoney), value: state.spent.map(say.euro) ?? say(.notStated), isWord: state.spent == nil
            ),
        ])
    }

    private var description: HTML {
        guard let text = model.text, !text.description.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.whatItIsAbout))),
            .fragment(text.description.split(separator: "\n").map { .p(say.german(String($0))) }))
    }

    private var reuse: HTML {
        guard let text = model.text, !text.reuse.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.reuse))),
            .fragment(text.reuse.split(separator: "\n").map { .p(say.german(String($0))) }))
    }

    private var facts: HTML {
        var items: [(term: String, content: HTML)] = [
            (say(.municipality), say.townLink(tenant)),
            (
                say(.status),
                StatusWords(say).badge(model.reported?.state.status ?? model.text?.status ?? .unknown)
            ),
        ]
        func add(_ term: Phrase, _ content: HTML) { if !content.isEmpty { items.append((say(term), content)) } }
        func list(_ items: [HTML]) -> HTML {
            .fragment(items.enumerated().flatMap { [.text($0 > 0 ? ", " : ""), $1] })
        }
        if let text = model.text {
            add(.codeHeader, .text(text.code))
            add(.responsible, text.lead.isEmpty ? .empty : say.german(text.lead))
            add(.partners, list(text.partners.map(say.german)))
            add(.period, text.start == nil && text.end == nil ? .empty : .text(MeasureSpan(say).words(text)))
        }
        add(.ownField, list(model.ownFields.map(say.german)))
        add(.fieldOfAction, list(model.fields.map { .a(say.link("/fields/\($0.id)"), say.html($0.name)) }))
        add(.ownGoal, list(model.ownGoals.map(say.german)))
        add(.regionalGoal, list(model.goals.map { .a(say.link("/goals/\($0.id)"), say.html($0.name)) }))
        add(
            .bundleHeader,
            .when(model.bundle) { .a(say.link("/bundles/\($0.id)"), say.html($0.title)) })
        if let text = model.text, !text.links.isEmpty {
            add(.furtherLinks, .ul(text.links.map { .li(say.external($0)) }))
        }
        if let reported = model.reported {
            add(
                .statementHeader,
                [
                    .text(say.period(reported.summary.value.period) + " · "),
                    DoubtWords(say).entryLink(reported.summary.reference, by: .tenant(tenant)),
                ])
        }
        if model.text != nil, let strategy = model.town.strategy {
            add(.strategyHeading, DoubtWords(say).entryLink(strategy.reference, by: .tenant(tenant)))
        }
        return .section(.h2(.text(say(.measureFacts))), DefinitionList(items).html())
    }

    private var costs: HTML {
        guard let text = model.text, !text.costs.isEmpty else { return .empty }
        func money(_ amount: ExactDecimal?) -> DataTable.Cell {
            amount.map { .number(say.euro($0)) } ?? .html(.span(.text(say(.notStated)), class: "sign"))
        }
        return .section(
            .h2(.text(say(.bundleCost))),
            .div(
                DataTable(
                    caption: say(.bundleCost),
                    columns: [
                        .init(say(.yearHeader)), .init(say(.moneySource)), .init(say(.plannedMoney), numeric: true),
                        .init(say(.spentMoney), numeric: true), .init(say(.ownShare), numeric: true),
                    ],
                    rows: text.costs.map { cost in
                        [
                            .text(String(cost.year)),
                            cost.source.isEmpty
                                ? .html(.span(.text(say(.notStated)), class: "sign")) : .html(say.german(cost.source)),
                            money(cost.planned), money(cost.spent), money(cost.ownShare),
                        ]
                    }, hidesCaption: true
                ).html(say.language), class: "narrow"))
    }

    private var components: HTML {
        guard let text = model.text, !text.components.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.componentsHeading))),
            DataTable(
                caption: say(.componentsHeading),
                columns: [.init(say(.componentHeader)), .init(say(.responsible)), .init(say(.status))],
                rows: text.components.map { part in
                    [
                        .html(say.german(part.title)),
                        part.owner.isEmpty
                            ? .html(.span(.text(say(.notStated)), class: "sign")) : .html(say.german(part.owner)),
                        .html(StatusWords(say).badge(part.status)),
                    ]
                }, hidesCaption: true
            ).html(say.language))
    }

    private var milestones: HTML {
        guard let text = model.text, !text.milestones.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.milestonesHeading))),
            .ul(
                text.milestones.map { step in
                    .li(
                        say.german(step.title), .text(step.date.map { ", \(say.date($0))" } ?? ""), .text(" "),
                        StatusBadge(step.isDone ? .done : .open, say(step.isDone ? .milestoneDone : .milestoneOpen))
                            .html())
                }))
    }

    private var others: HTML {
        guard model.reported != nil else { return .empty }
        let filters =
            model.bundle.map { [QueryItem("bundle", $0.id.text)] }
            ?? model.fields.first.map { [QueryItem("field", $0.id.text)] } ?? []
        return .section(
            .h2(.text(say(.measuresElsewhere))),
            model.others.isEmpty
                ? .p(.text(say(.noMeasuresElsewhere)), class: "muted")
                : [
                    .p(.text(say(.measuresElsewhereIntroduction))),
                    MeasureRows(say).table(model.others, region).html(say.language),
                ], .p(.a(say.link("/measures", filters), .text(say(.toMeasureFinder)))))
    }
}

/// When a measure runs, in words.
struct MeasureSpan {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func words(_ measure: Measure) -> String {
        switch (measure.start, measure.end) {
        case (let start?, let end?): "\(say.date(start)) – \(say.date(end))"
        case (let start?, nil): Phrase.since(say.date(start), say.language)
        case (nil, let end?): Phrase.until(say.date(end), say.language)
        case (nil, nil): "–"
        }
    }
}
