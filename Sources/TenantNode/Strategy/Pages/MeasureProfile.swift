import Federation
import Pages

/// A measure as it is read, by staff and by the public alike: the same sections in the same order.
struct MeasureProfile: Sendable {
    let measure: Measure
    let draft: StrategyDraft
    let context: EditingContext
    let language: Pages.Language
    /// Where a section is changed; nil for readers.
    var edit: (@Sendable (StrategyThing.Part) -> Address)?

    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    /// The answer of the page: state, progress, period.
    var lead: String {
        var parts = [measure.status.word(language)]
        if let progress = measure.progress {
            parts.append(
                say(
                    "Fortschritt \(progress.percent) Prozent (\(progress.by), \(DateFormat.date("\(progress.date)", .german)))",
                    "progress \(progress.percent) percent (\(progress.by), \(DateFormat.date("\(progress.date)", .english)))"
                ))
        }
        if measure.start != nil || measure.end != nil {
            parts.append(StrategyWords.period(measure.start, measure.end, language))
        }
        return (parts.first ?? "").capitalizedFirst + parts.dropFirst().map { ", " + $0 }.joined() + "."
    }

    var body: [HTML] {
        [
            section(.basics, basics), section(.assignment, assignment), section(.progress, progress),
            section(.milestones, milestones), section(.components, components), section(.costs, costs),
        ]
    }

    /// A section that says nothing is left out for readers and offered to authors.
    private func section(_ part: StrategyThing.Part, _ content: [HTML]) -> HTML {
        guard !content.isEmpty || edit != nil else { return .empty }
        let title = StrategyWords.title(part)(language)
        return .element(
            .section, [],
            [
                .h2(.text(title)),
                .fragment(
                    content.isEmpty
                        ? [.p(.text(say("Noch nichts eingetragen.", "Nothing entered yet.")), class: "muted")] : content
                ),
                .when(edit) { .p(.a($0(part), .text(StrategyWords.change(language)), .hidden(": \(title)"))) },
            ])
    }

    private var basics: [HTML] {
        var items: [(term: String, content: HTML)] = [
            (Phrase.status(language), StrategyWords.badge(measure.status, language))
        ]
        if !measure.code.isEmpty { items.append((StrategyWords.code(language), .text(measure.code))) }
        if measure.start != nil || measure.end != nil {
            items.append((say("Laufzeit", "Period"), .text(StrategyWords.period(measure.start, measure.end, language))))
        }
        if !measure.lead.isEmpty { items.append((StrategyWords.lead(language), .text(measure.lead))) }
        if !measure.partners.isEmpty {
            items.append((StrategyWords.partners(language), .text(measure.partners.joined(separator: ", "))))
        }
        if !measure.links.isEmpty {
            items.append((StrategyWords.links(language), .ul(measure.links.map { .li(StrategyWords.link($0)) })))
        }
        if !measure.reuse.isEmpty {
            items.append(
                (StrategyWords.reuse(language), .fragment(PlainText(measure.reuse, headingLevel: 3).html())))
        }
        return PlainText(measure.description, headingLevel: 3).html() + [DefinitionList(items).html()]
    }

    private var assignment: [HTML] {
        let bundles = Dictionary(
            context.bundles(language).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let targets = Dictionary(
            context.targets(.field, language).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        var items: [(term: String, content: HTML)] = []
        if !measure.fields.isEmpty {
            items.append(
                (
                    StrategyWords.fields(language),
                    .ul(
                        measure.fields.map { id in
                            let mapped = draft.mapped(.field, id).map { targets[$0] ?? $0.text }
                            let region =
                                mapped.isEmpty
                                ? StrategyWords.unmapped(language)
                                : say("in der Region: ", "in the region: ") + mapped.joined(separator: ", ")
                            return .li(
                                .text(draft.field(id)?.name ?? id.text), .span(.text(region), class: "cell-note"))
                        })
                ))
        }
        if !measure.goals.isEmpty {
            items.append(
                (
                    StrategyWords.goals(language),
                    .ul(measure.goals.map { .li(.text(draft.goal($0)?.name ?? $0.text)) })
                ))
        }
        if let bundle = measure.bundle {
            items.append((StrategyWords.bundle(language), .text(bundles[bundle] ?? bundle.text)))
        }
        if !measure.guidelines.isEmpty {
            items.append(
                (
                    StrategyWords.guidelines(language),
                    .ul(measure.guidelines.map { .li(.text(StrategyWords.guideline($0)(language))) })
                ))
        }
        return items.isEmpty ? [] : [DefinitionList(items).html()]
    }

    private var progress: [HTML] {
        guard let progress = measure.progress else { return [] }
        let words = say(
            "\(progress.percent) Prozent, eingeschätzt von: \(progress.by), Stand ",
            "\(progress.percent) percent, as judged by: \(progress.by), as of ")
        return [
            .element(
                .progress,
                [
                    .set(.max, "100"), .set(.value, "\(progress.percent)"),
                    .set(.ariaLabel, StrategyWords.progress(language)), .class("progress"),
                ], []), .p(.text(words + DateFormat.date("\(progress.date)", language) + ".")),
        ]
    }

    private var milestones: [HTML] {
        guard !measure.milestones.isEmpty else { return [] }
        let today = context.today
        let rows = measure.milestones.map { milestone -> [DataTable.Cell] in
            let isLate =
                !milestone.isDone
                && (milestone.date.map { $0.firstDay < today && $0.description.utf8.count == 10 } ?? false)
            let badge =
                milestone.isDone
                ? StatusBadge(.done, StrategyWords.done(language))
                : isLate ? StatusBadge(.attention, Phrase.overdue(language)) : StatusBadge(.open, say("offen", "open"))
            return [
                .text(milestone.title),
                .text(milestone.date.map { DateFormat.date("\($0)", language) } ?? StrategyWords.unknown(language)),
                .html(badge.html()),
            ]
        }
        return [
            DataTable(
                caption: StrategyWords.milestones(language),
                columns: [
                    DataTable.Column(StrategyWords.milestone(language)), DataTable.Column(say("Datum", "Date")),
                    DataTable.Column(Phrase.status(language)),
                ], rows: rows, hidesCaption: true
            ).html(language)
        ]
    }

    private var components: [HTML] {
        guard !measure.components.isEmpty else { return [] }
        return [
            DataTable(
                caption: StrategyWords.components(language),
                columns: [
                    DataTable.Column(StrategyWords.component(language)),
                    DataTable.Column(StrategyWords.owner(language)),
                    DataTable.Column(Phrase.status(language)),
                ],
                rows: measure.components.sorted { $0.id < $1.id }.map {
                    [
                        .text($0.title), .text($0.owner.isEmpty ? "–" : $0.owner),
                        .html(StrategyWords.badge($0.status, language)),
                    ]
                }, hidesCaption: true
            ).html(language)
        ]
    }

    private var costs: [HTML] {
        guard !measure.costs.isEmpty else { return [] }
        let rows = measure.sortedCosts.map { cost -> [DataTable.Cell] in
            [
                .text("\(cost.year)"), .text(cost.source.isEmpty ? "–" : cost.source),
                StrategyWords.euro(cost.planned, language), StrategyWords.euro(cost.spent, language),
                StrategyWords.euro(cost.ownShare, language),
            ]
        }
        let total = MoneySum(measure.costs)
        return [
            DataTable(
                caption: StrategyWords.costs(language),
                columns: [
                    DataTable.Column(StrategyWords.year(language)), DataTable.Column(StrategyWords.source(language)),
                    DataTable.Column(StrategyWords.planned(language), numeric: true),
                    DataTable.Column(StrategyWords.spent(language), numeric: true),
                    DataTable.Column(StrategyWords.ownShare(language), numeric: true),
                ], rows: rows,
                footer: [
                    [
                        .text(StrategyWords.sum(language)), .text(""), StrategyWords.euro(total.planned, language),
                        StrategyWords.euro(total.spent, language), StrategyWords.euro(total.ownShare, language),
                    ]
                ], hidesCaption: true
            ).html(language)
        ]
    }
}

/// Exact sums of what is known; nil where nothing is.
struct MoneySum: Sendable, Equatable {
    private(set) var planned: ExactDecimal?
    private(set) var spent: ExactDecimal?
    private(set) var ownShare: ExactDecimal?

    init(_ costs: [Measure.Cost] = []) { for cost in costs { add(cost) } }

    mutating func add(_ cost: Measure.Cost) {
        planned = Self.sum(planned, cost.planned)
        spent = Self.sum(spent, cost.spent)
        ownShare = Self.sum(ownShare, cost.ownShare)
    }

    var isEmpty: Bool { planned == nil && spent == nil && ownShare == nil }

    private static func sum(_ left: ExactDecimal?, _ right: ExactDecimal?) -> ExactDecimal? {
        guard let left, let right else { return left ?? right }
        // Amounts have two decimals and at most 18 digits: only a sum beyond a hundred trillion would stay as it is.
        let (units, overflow) = left.units.addingReportingOverflow(right.units)
        return overflow || units.magnitude >= 1_000_000_000_000_000_000 ? left : ExactDecimal(units: units, decimals: 2)
    }
}

extension String {
    /// The same with a capital at its beginning, for sentences.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
