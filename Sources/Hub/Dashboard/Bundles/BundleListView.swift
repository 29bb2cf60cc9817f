import Federation
import Pages

/// By what the list of bundles can be sorted.
enum BundleOrder: String, CaseIterable {
    case measures, underway, planned, spent

    func sorted(
        _ bundles: [RegionModel.BundleStanding], _ order: ListQuestion.Order
    ) -> [RegionModel.BundleStanding] {
        switch self {
        case .measures: order.sorted(bundles) { $0.measures }
        case .underway: order.sorted(bundles) { $0.part.tally.underWay }
        case .planned: order.sorted(bundles) { $0.part.tally.planned?.units }
        case .spent: order.sorted(bundles) { $0.part.tally.spent?.units }
        }
    }
}

/// Draws the list of all bundles and lead projects.
struct BundleListView {
    let say: PageContext
    private let region: RegionModel
    private var bundles: [RegionModel.BundleStanding] { region.bundles }
    private let rows: AskedRows<RegionModel.BundleStanding>

    /// Errors: an order or a page that there is not.
    init(_ context: PageContext, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.region = region
        rows = try AskedRows(context, region.bundles, by: BundleOrder.sorted) { standing in
            let title = standing.bundle.title
            return SearchText(standing.bundle.code, title.german, title.english)
        }
    }

    func page() -> DrawnPage {
        let reported = bundles.count { $0.measures > 0 }
        return say.page(
            .framework, title: say(.bundleHeading),
            lead: .text(
                bundles.isEmpty ? say(.noBundles) : Phrase.bundleListLead(bundles.count, reported, say.language)),
            body: [
                bundles.isEmpty
                    ? EmptyState(say(.noBundles), explanation: say(.noBundlesExplanation)).html()
                    : rows.list.html(
                        search: say(.searchBundles), table: BundleRows(say).table(rows.shown, list: rows.list),
                        say.language),
                .when(rows.list.question == ListQuestion() ? BundleCharts(say).all(region) : nil) { chart in
                    chart.figure(say.language, links: FigurePlace.bundles.links(say, title: chart.text.title))
                },
            ])
    }
}

/// Rows of bundles with what is reported for them, as the overview and the list of all show them.
struct BundleRows {
    static let townsNamed = 6

    let say: PageContext

    init(_ context: PageContext) { say = context }

    func table(_ bundles: [RegionModel.BundleStanding], list: LongList? = nil) -> DataTable {
        func column(_ header: Phrase, _ order: BundleOrder) -> DataTable.Column {
            list?.column(say(header), order.rawValue, numeric: true) ?? .init(say(header), numeric: true)
        }
        return DataTable(
            caption: say(.bundleHeading),
            columns: [
                .init(say(.bundleHeader)), .init(say(.bundleTowns)), column(.bundleMeasures, .measures),
                column(.underWayHeader, .underway), column(.plannedMoney, .planned), column(.spentMoney, .spent),
            ],
            rows: bundles.map { standing in
                let bundle = standing.bundle
                let asked = CountQuestion.Measures(bundle: bundle.id)
                var notes = [say(bundle.kind == .leadProject ? .leadProject : .bundleKind)]
                if let lead = bundle.lead { notes.append(Phrase.ledBy(say.name(lead), say.language)) }
                return [
                    .html([
                        .text(bundle.code.isEmpty ? "" : bundle.code + "\u{A0}· "),
                        .a(say.link("/bundles/\(bundle.id)"), say.html(bundle.title)),
                        .span(.text(notes.joined(separator: ", ")), class: "cell-note"),
                    ]),
                    bundle.towns.isEmpty ? .html(.span(.text(say(.notStated)), class: "sign")) : .text(towns(bundle)),
                    .html(say.receipt(say.integer(standing.measures), asked)),
                    .html(say.receipt(say.integer(standing.part.tally.underWay), asked.asking(.underway))),
                    money(standing.part.tally.planned, standing, asked.asking(.planned)),
                    money(standing.part.tally.spent, standing, asked.asking(.spent)),
                ]
            }, hidesCaption: true, stacks: true)
    }

    private func towns(_ bundle: Framework.Bundle) -> String {
        let rest = bundle.towns.count - Self.townsNamed
        return bundle.towns.prefix(Self.townsNamed).map(say.name).joined(separator: ", ")
            + (rest > 0 ? " " + Phrase.andMore(say.integer(rest), say.language) : "")
    }

    /// Where no measure is reported, nobody can state an amount.
    private func money(
        _ amount: ExactDecimal?, _ standing: RegionModel.BundleStanding, _ asked: CountQuestion.Measures
    ) -> DataTable.Cell {
        amount.map { .html(say.receipt(say.euro($0), asked)) }
            ?? (standing.measures == 0 ? .text("–") : .html(.span(.text(say(.notStated)), class: "sign")))
    }
}
