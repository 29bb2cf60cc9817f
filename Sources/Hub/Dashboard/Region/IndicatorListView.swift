import Federation
import Pages

/// Rows of indicators, as the overview, the list of all and the pages of fields and goals show them.
struct IndicatorRows {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// What stands where there is no indicator.
    var none: HTML { EmptyState(say(.noIndicatorsTitle), explanation: say(.noIndicatorsYet)).html() }

    /// Core indicators first; among them those that have something to show.
    static func usual(_ series: [RegionalSeries]) -> [RegionalSeries] {
        func rank(_ series: RegionalSeries, _ place: Int) -> (Int, Int, Int) {
            (series.definition.core ? 0 : 1, series.headline?.value != nil ? 0 : 1, place)
        }
        return series.enumerated().sorted { rank($0.element, $0.offset) < rank($1.element, $1.offset) }.map(\.element)
    }

    /// - Parameter list: where the columns lead to sort by them.
    func table(_ series: [RegionalSeries], list: LongList? = nil) -> DataTable {
        func column(_ header: Phrase, _ order: IndicatorOrder, numeric: Bool = false) -> DataTable.Column {
            list?.column(say(header), order.rawValue, numeric: numeric) ?? .init(say(header), numeric: numeric)
        }
        // A column that is empty in every row says nothing; with it there is no room for what is to be known but below.
        let hasTargets = series.contains { !$0.definition.targets.isEmpty }
        return DataTable(
            caption: say(.indicatorCaption),
            columns: [column(.indicator, .name), column(.regionalValue, .period, numeric: true)]
                + (hasTargets ? [.init(say(.targetHeader), numeric: true)] : [])
                + [.init(say(.course)), .init(say(.change)), column(.coverageHeader, .coverage)]
                + (hasTargets ? [] : [.init(say(.toKnow))]), rows: series.map { row($0, hasTargets: hasTargets) },
            hidesCaption: true)
    }

    private func row(_ series: RegionalSeries, hasTargets: Bool) -> [DataTable.Cell] {
        let target = hasTargets ? [ProgressWords(say).cell(series)] : []
        let words = FigureWords(say)
        let definition = series.definition
        let name = HTML.a(say.link("/indicators/\(definition.id)"), say.html(definition.name))
        guard let figure = series.headline else {
            return [.html(name), .missing] + target + [.text("–"), .text("–"), .text("–")]
                + (hasTargets ? [] : [.text(say(.noValueYet))])
        }
        let qualifiers = words.qualifiers(series).joined(separator: "; ")
        return [
            .html([name, .when(!definition.core, .span(.text(say(.advanced)), class: "cell-note"))]),
            .html(words.value(figure, definition)),
        ] + target + [
            .html(words.sparkline(series)), words.trendCell(series.trend),
            .html([
                words.coverageCell(figure),
                .when(hasTargets && !qualifiers.isEmpty, .span(.text(qualifiers), class: "cell-note")),
            ]),
        ]
            + (hasTargets
                ? [] : [qualifiers.isEmpty ? .text("–") : .html(.small(.text(qualifiers), class: "cell-words"))])
    }
}

/// By what the list of indicators can be sorted.
enum IndicatorOrder: String, CaseIterable {
    case name, period, coverage

    func sorted(_ series: [RegionalSeries], _ order: ListQuestion.Order, _ say: PageContext) -> [RegionalSeries] {
        switch self {
        case .name: order.sorted(series) { GermanWords.folded(say($0.definition.name)).joined(separator: " ") }
        case .period: order.sorted(series) { $0.headline?.period.lastDay }
        case .coverage:
            order.sorted(series) { series in
                series.headline.flatMap { $0.expected == 0 ? nil : $0.reported * 1000 / $0.expected }
            }
        }
    }
}

/// Draws the list of all indicators.
struct IndicatorListView {
    let say: PageContext
    let model: RegionModel
    private let rows: AskedRows<RegionalSeries>

    /// Errors: an order or a page that there is not.
    init(_ context: PageContext, _ model: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.model = model
        rows = try AskedRows(
            context, IndicatorRows.usual(model.series),
            by: { (order: IndicatorOrder) in { order.sorted($0, $1, context) } },
            text: { series in
                let name = series.definition.name
                return SearchText(name.german, name.english, series.definition.id.text)
            })
    }

    func page() -> DrawnPage {
        say.page(
            .indicators,
            title: Phrase.indicatorsTitle(say.integer(model.series.count), model.series.count, say.language),
            lead: .text(
                model.framework == nil
                    ? say(.noIndicatorsYet)
                    : Phrase.indicatorsLead(
                        say.integer(model.withValue), of: say.integer(model.series.count), say.language)),
            body: [
                section,
                DataLinks.html(
                    say, json: "/api/v1/indicators", csv: "/api/v1/indicators.csv",
                    jsonStat: "/api/v1/indicators.json-stat"),
            ])
    }

    private var section: HTML {
        .section(
            .heading(.text(say(.indicatorHeading)), id: "indicators"),
            model.series.isEmpty
                ? IndicatorRows(say).none
                : [
                    .p(.text(say(.indicatorIntroduction))),
                    rows.list.html(
                        search: say(.searchIndicators),
                        table: IndicatorRows(say).table(rows.shown, list: rows.list), say.language),
                ])
    }
}
