import Federation
import Pages

/// What a later edition changes, and where bundles stand.
extension ReportTables {
    /// Nothing in a first edition.
    var changeSection: HTML {
        guard body.edition > 1 else { return .empty }
        return .section(
            .h2(.text(say(.changesHeading))),
            Callout(.information, title: say(.editionReason), [.p(.text(body.reason))]).html(say.language), changeRows)
    }

    /// The same before the office has said why.
    var changeTable: HTML { .section(.h2(.text(say(.changesHeading))), changeRows) }

    private var changeRows: HTML {
        let definitions = Dictionary(
            (framework?.indicators ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let table = DataTable(
            caption: say(.changesHeading),
            columns: [
                .init(say(.indicator)), .init(say(.period)), .init(say(.valueBefore), numeric: true),
                .init(say(.valueNow), numeric: true), .init(say(.reasonHeader)),
            ],
            rows: body.changes.map { change in
                let reasons = change.reasons.map { say(.changeReason($0)) }
                return [
                    .link(
                        definitions[change.indicator].map { say($0.name) } ?? change.indicator.text,
                        say.link("/indicators/\(change.indicator)")),
                    .text(say.period(change.period)), cell(change.before, change, at: previousSize),
                    cell(change.after, change, at: body.size),
                    .html(.span(.text(reasons.isEmpty ? "–" : reasons.joined(separator: "; ")), class: "cell-words")),
                ]
            }, hidesCaption: true, emptyText: say(.noFigureChanged))
        return table.html(say.language)
    }

    /// Where the edition before was computed; nil where the log does not have it.
    private var previousSize: Int64? {
        say.state.reports[body.period]?.last { $0.value.edition < body.edition }?.value.size
    }

    /// The value, with the way to how it was computed then.
    private func cell(_ value: ExactDecimal?, _ change: FigureChange, at size: Int64?) -> DataTable.Cell {
        guard let value else { return .html(.span(.text(say(.withheld)), class: "sign")) }
        guard let size else { return .number(say.number(value)) }
        let address = say.calculation(change.indicator, change.period, at: size)
        return .html(.a(address, .text(say.number(value)), class: "receipt"))
    }

    /// Bundles with a measure; the others are in the data.
    var bundleSection: HTML {
        let standings = body.bundles.filter { !$0.towns.isEmpty }
        guard !standings.isEmpty else { return .empty }
        let bundles = Dictionary(
            (framework?.bundles ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let table = DataTable(
            caption: say(.bundleHeading),
            columns: [
                .init(say(.bundleHeader)), .init(say(.bundleTowns)), .init(say(.bundleMeasures)),
                .init(say(.plannedMoney), numeric: true), .init(say(.spentMoney), numeric: true),
                .init(say(.progressReported), numeric: true),
            ],
            rows: standings.map { standing in
                let counts = MeasureStanding.order.compactMap { status in
                    standing.measures.first { $0.status == status }
                }
                let total = counts.reduce(0) { $0 + $1.count }
                let asked = CountQuestion.Measures(bundle: standing.bundle, upTo: body.period)
                return [
                    .text(bundles[standing.bundle].map { say($0.title) } ?? standing.bundle.text),
                    .text(standing.towns.map(say.name).joined(separator: ", ")),
                    .html(
                        .fragment(
                            counts.map { count in
                                .span(
                                    [
                                        StatusWords(say).badge(count.status), .text(" "),
                                        say.receipt(
                                            say.integer(count.count), asked.asking(.measures, status: count.status),
                                            at: body.size),
                                    ],
                                    class: "cell-note keep")
                            })),
                    money(counts.map(\.planned), asked.asking(.planned)),
                    money(counts.map(\.spent), asked.asking(.spent)),
                    .html([
                        .text("\(say.integer(standing.progress)) / "),
                        say.receipt(say.integer(total), asked, at: body.size),
                    ]),
                ]
            }, hidesCaption: true)
        return .section(.h2(.text(say(.bundleHeading))), table.html(say.language))
    }

    /// Sums of the report's own sums: within 128 bits, as they are.
    private func money(_ amounts: [ExactDecimal], _ asked: CountQuestion.Measures) -> DataTable.Cell {
        let cents = amounts.reduce(Int128(0)) { $0 + Int128($1.units) }
        guard cents != 0, let units = Int64(exactly: cents) else { return .text("–") }
        return .html(say.receipt(say.euro(ExactDecimal(units: units, decimals: 2)), asked, at: body.size))
    }
}
