import Federation
import Pages

/// Draws a bundle of measures or a lead project: who takes part, how far it is, what it costs.
struct BundleView {
    let say: PageContext
    let model: BundleModel

    init(_ context: PageContext, _ model: BundleModel) {
        say = context
        self.model = model
    }

    func page() -> DrawnPage {
        let bundle = model.bundle
        return say.page(
            .framework, title: (bundle.code.isEmpty ? "" : bundle.code + " · ") + say(bundle.title),
            lead: .text(answer), below: [PageFrame.Link(say(.bundleHeading), say.link("/bundles"))],
            body: [keyFigures, measures, said])
    }

    private var answer: String {
        guard !model.lines.isEmpty else { return say(.bundleNothingReported) }
        return Phrase.bundleAnswer(
            measures: model.lines.count, towns: model.towns.count, underWay: model.underWay, say.language)
    }

    private var keyFigures: HTML {
        guard !model.lines.isEmpty else { return .empty }
        func money(_ label: Phrase, _ amount: ExactDecimal?, _ reported: Int) -> KeyFigure {
            KeyFigure(
                label: say(label), value: amount.map(say.euro) ?? say(.notStated),
                qualifier: amount == nil
                    ? "" : Phrase.fromMeasures(reported, of: model.lines.count, say.language), isWord: amount == nil)
        }
        return KeyFigure.row([
            KeyFigure(
                label: say(.bundleTowns), value: say.integer(model.towns.count),
                qualifier: model.silent.isEmpty ? "" : Phrase.notReportedYet(model.silent.count, say.language)),
            money(.plannedMoney, model.planned, model.lines.count { $0.state.planned != nil }),
            money(.spentMoney, model.spent, model.lines.count { $0.state.spent != nil }),
        ])
    }

    private var measures: HTML {
        guard !model.lines.isEmpty else {
            return .section(
                .h2(.text(say(.bundleMeasures))),
                EmptyState(say(.bundleNothingReported), explanation: say(.bundleNothingExplanation)).html())
        }
        return .section(
            .h2(.text(say(.bundleMeasures))), .p(.text(say(.bundleMeasureIntroduction))),
            DataTable(
                caption: say(.bundleMeasures),
                columns: [
                    .init(say(.measureHeader)), .init(say(.municipality)), .init(say(.status)),
                    .init(say(.progressHeader), numeric: true), .init(say(.plannedMoney), numeric: true),
                    .init(say(.spentMoney), numeric: true), .init(say(.statementHeader)),
                ],
                rows: model.lines.map { line in
                    [
                        .html(line.title.map(say.german) ?? .code(.text(line.state.id.text))),
                        .html(say.townLink(line.tenant)), .html(StatusWords(say).badge(line.state.status)),
                        line.state.progress.map { .number(NumberFormat.percent(String($0), say.language)) }
                            ?? .html(.span(.text(say(.notStated)), class: "sign")),
                        money(line.state.planned), money(line.state.spent),
                        .html([
                            DoubtWords(say).entryLink(line.summary.reference, by: .tenant(line.tenant)),
                            .span(.text(say.period(line.summary.value.period)), class: "cell-note"),
                        ]),
                    ]
                },
                footer: [
                    [
                        .text(say(.total)), .text(""), .text(""), .text(""), money(model.planned), money(model.spent),
                        .text(""),
                    ]
                ], hidesCaption: true
            ).html(say.language),
            .when(
                !model.silent.isEmpty,
                .p(
                    .text(say(.bundleSilent) + " " + model.silent.map(say.name).joined(separator: ", ") + "."),
                    class: "muted")))
    }

    private func money(_ amount: ExactDecimal?) -> DataTable.Cell {
        amount.map { .number(say.euro($0)) } ?? .html(.span(.text(say(.notStated)), class: "sign"))
    }

    private var said: HTML {
        let bundle = model.bundle
        let fields = model.framework.value.fields.filter { bundle.fields.contains($0.id) }
        return .section(
            .h2(.text(say(.bundleInFramework))),
            DefinitionList(
                [
                    (say(.kindOfBundle), .text(say(bundle.kind == .leadProject ? .leadProject : .bundleKind))),
                    (say(.bundleLead), bundle.lead.map(say.townLink) ?? .text(say(.notStated))),
                    (
                        say(.bundleTowns),
                        bundle.towns.isEmpty
                            ? .text(say(.notStated))
                            : .fragment(
                                bundle.towns.enumerated().flatMap { place, town in
                                    [.text(place > 0 ? ", " : ""), say.townLink(town)]
                                })
                    ),
                    (
                        say(.fieldOfAction),
                        .text(fields.isEmpty ? say(.notStated) : fields.map { say($0.name) }.joined(separator: ", "))
                    ),
                    (say(.bundleCost), .text(bundle.cost.map(say.euro) ?? say(.notStated))),
                    (
                        say(.sectionFramework),
                        .a(
                            say.link("/framework/\(model.framework.value.number)"),
                            .text(Phrase.frameworkVersion(say.integer(model.framework.value.number), say.language)))
                    ),
                    (say(.sourcesHeading), .ul(bundle.sources.map { .li(say.external($0)) })),
                ].filter { !$0.1.isEmpty && !(($0.0 == say(.sourcesHeading)) && bundle.sources.isEmpty) }
            ).html())
    }
}

/// Draws the list of all bundles and lead projects.
struct BundleListView {
    let say: PageContext
    let models: [BundleModel]

    func page() -> DrawnPage {
        let reported = models.count { !$0.lines.isEmpty }
        return say.page(
            .framework, title: say(.bundleHeading),
            lead: .text(
                models.isEmpty ? say(.noBundles) : Phrase.bundleListLead(models.count, reported, say.language)),
            body: [
                models.isEmpty
                    ? EmptyState(say(.noBundles), explanation: say(.noBundlesExplanation)).html() : table
            ])
    }

    private var table: HTML {
        DataTable(
            caption: say(.bundleHeading),
            columns: [
                .init(say(.bundleHeader)), .init(say(.bundleTowns)), .init(say(.bundleMeasures), numeric: true),
                .init(say(.underWayHeader), numeric: true), .init(say(.plannedMoney), numeric: true),
                .init(say(.spentMoney), numeric: true),
            ],
            rows: models.map { model in
                let bundle = model.bundle
                func money(_ amount: ExactDecimal?) -> DataTable.Cell {
                    amount.map { .number(say.euro($0)) } ?? .html(.span(.text(say(.notStated)), class: "sign"))
                }
                return [
                    .html([
                        .text(bundle.code.isEmpty ? "" : bundle.code + "\u{A0}· "),
                        .a(say.link("/bundles/\(bundle.id)"), say.html(bundle.title)),
                        .span(
                            .text(say(bundle.kind == .leadProject ? .leadProject : .bundleKind)), class: "cell-note"),
                    ]),
                    bundle.towns.isEmpty
                        ? .html(.span(.text(say(.notStated)), class: "sign"))
                        : .text(bundle.towns.map(say.name).joined(separator: ", ")),
                    .number(say.integer(model.lines.count)), .number(say.integer(model.underWay)),
                    money(model.planned), money(model.spent),
                ]
            }, hidesCaption: true
        ).html(say.language)
    }
}
