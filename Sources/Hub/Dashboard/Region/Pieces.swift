import Federation
import Pages

/// A council's decision and what it adopted, in words.
struct DecisionWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func adopted(_ town: TownStanding) -> HTML {
        guard let framework = town.framework else { return .span(.text(say(.notAdoptedYet)), class: "sign") }
        return [
            .text(Phrase.version(say.integer(framework.value.number), say.language)),
            .when(town.adoption) { .span(decision($0.value.decision), class: "cell-note") },
        ]
    }

    /// "Rat der Stadt Olpe, 15. Dezember 2020, Nr. 12/20", as far as it is known.
    func decision(_ decision: Decision) -> HTML {
        var parts: [HTML] = []
        if !decision.body.isEmpty { parts.append(say.german(decision.body)) }
        if let date = decision.date { parts.append(.text(say.date(date))) }
        if !decision.number.isEmpty { parts.append(.text(Phrase.decisionNumber(decision.number, say.language))) }
        if !decision.link.isEmpty { parts.append(say.external(decision.link, say(.decisionText))) }
        guard !parts.isEmpty else { return .text(say(.detailsUnknown)) }
        return .fragment(parts.enumerated().flatMap { $0 == 0 ? [$1] : [.text(", "), $1] })
    }
}

/// States of measures and observations as badges.
struct StatusWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func badge(_ status: MeasureStatus) -> HTML {
        let shape: StatusBadge.Shape =
            switch status {
            case .done: .done
            case .running: .half
            case .planned, .proposed: .open
            case .conditional: .attention
            case .stopped: .stopped
            case .unknown: .paused
            }
        return StatusBadge(shape, say(.measureStatus(status))).html()
    }

    /// The state of one observation, with its flags.
    func badge(_ observation: Observation?) -> HTML {
        guard let observation else { return StatusBadge(.open, say(.missing)).html() }
        let flags = observation.flags.map { flag in
            switch flag {
            case .breakInSeries: say(.breakInSeries)
            case .estimated: say(.estimated)
            case .provisional: say(.provisional)
            }
        }
        // What is as it should be needs no sign, so that the others are seen, and long tables stay light.
        if observation.status == .reported, observation.level == .town, flags.isEmpty { return .text(say(.reported)) }
        let badge =
            switch observation.status {
            case .reported:
                observation.level == .town
                    ? StatusBadge(.half, say(.reported))
                    : StatusBadge(.attention, say(.districtValue))
            case .missing: StatusBadge(.open, say(.missing))
            case .suppressed: StatusBadge(.paused, say(.suppressed))
            case .notApplicable: StatusBadge(.paused, say(.notApplicable))
            }
        return [badge.html(), .when(!flags.isEmpty, .span(.text(flags.joined(separator: ", ")), class: "cell-note"))]
    }
}

/// Measures by status, with money where any is reported.
struct MeasureTable {
    let say: PageContext
    let counts: [RegionalReport.MeasureCount]
    /// Which measures these are, so that each number leads to its calculation; nil where the page lists them all itself.
    let asked: CountQuestion.Measures?
    /// The log size they were counted at, where that is not the page's own.
    var size: Int64?

    init(
        _ context: PageContext, _ counts: [RegionalReport.MeasureCount], of asked: CountQuestion.Measures?,
        at size: Int64? = nil
    ) {
        say = context
        self.counts = counts
        self.asked = asked
        self.size = size
    }

    var table: DataTable {
        let hasMoney = counts.contains { $0.planned.units != 0 || $0.spent.units != 0 }
        func number(
            _ text: String, _ number: CountQuestion.Measures.Number, _ status: MeasureStatus?
        ) -> DataTable.Cell {
            asked.map { .html(say.receipt(text, $0.asking(number, status: status), at: size)) } ?? .number(text)
        }
        func money(
            _ amount: ExactDecimal, _ asked: CountQuestion.Measures.Number, _ status: MeasureStatus?
        ) -> DataTable.Cell {
            amount.units == 0 ? .text("–") : number(say.euro(amount), asked, status)
        }
        func sum(_ amount: (RegionalReport.MeasureCount) -> ExactDecimal) -> ExactDecimal {
            let cents = counts.reduce(Int128(0)) { $0 + Int128(amount($1).units) }
            return ExactDecimal(units: Int64(clamping: cents), decimals: 2)
        }
        let total = counts.reduce(0) { $0 + $1.count }
        return DataTable(
            caption: say(.measureCaption),
            columns: [.init(say(.status)), .init(say(.count), numeric: true)]
                + (hasMoney
                    ? [.init(say(.plannedMoney), numeric: true), .init(say(.spentMoney), numeric: true)] : []),
            rows: counts.map { count in
                [
                    .html(StatusWords(say).badge(count.status)),
                    number(say.integer(count.count), .measures, count.status),
                ]
                    + (hasMoney
                        ? [money(count.planned, .planned, count.status), money(count.spent, .spent, count.status)] : [])
            },
            footer: [
                [.text(say(.total)), number(say.integer(total), .measures, nil)]
                    + (hasMoney ? [money(sum(\.planned), .planned, nil), money(sum(\.spent), .spent, nil)] : [])
            ], hidesCaption: true)
    }
}

/// Bundles of measures and lead projects.
struct BundleTable {
    let say: PageContext
    let bundles: [(bundle: Framework.Bundle, measures: Int?)]

    init(_ context: PageContext, _ bundles: [(Framework.Bundle, Int?)]) {
        say = context
        self.bundles = bundles.map { ($0.0, $0.1) }
    }

    private var hasMeasures: Bool { bundles.contains { $0.measures != nil } }

    var table: DataTable {
        DataTable(
            caption: say(.bundleHeading),
            columns: [
                .init(say(.bundleHeader)), .init(say(.bundleTowns)),
            ] + (hasMeasures ? [.init(say(.bundleMeasures), numeric: true)] : [])
                + [.init(say(.bundleCost), numeric: true), .init(say(.source))],
            rows: bundles.map { bundle, measures in
                var notes = [say(bundle.kind == .leadProject ? .leadProject : .bundleKind)]
                if let lead = bundle.lead { notes.append(Phrase.ledBy(say.name(lead), say.language)) }
                return [
                    .html([
                        .text(bundle.code.isEmpty ? "" : bundle.code + "\u{A0}· "),
                        .a(say.link("/bundles/\(bundle.id)"), say.html(bundle.title)),
                        .span(.text(notes.joined(separator: ", ")), class: "cell-note"),
                    ]),
                    bundle.towns.isEmpty
                        ? .html(.span(.text(say(.notStated)), class: "sign"))
                        : .text(bundle.towns.map(say.name).joined(separator: ", ")),
                ] + (measures.map { [.number(say.integer($0))] } ?? []) + [
                    bundle.cost.map { .number(say.euro($0)) } ?? .html(.span(.text(say(.notStated)), class: "sign")),
                    .html(
                        .fragment(
                            bundle.sources.enumerated().flatMap { place, url in
                                [place > 0 ? .element(.br, [], []) : .empty, .small(say.host(url))]
                            })),
                ]
            }, hidesCaption: true)
    }
}

/// The same page for machines and spreadsheets.
enum DataLinks {
    /// - Parameter query: what narrows the data as it narrows the page.
    static func html(
        _ say: PageContext, json: String, csv: String?, jsonStat: String? = nil, query: [QueryItem] = []
    ) -> HTML {
        // Data follow the page to its earlier position.
        let query = query + (say.past.map { [QueryItem(Parameter.at.name, String($0.state.size))] } ?? [])
        func item(_ address: Address, _ label: String, _ words: Phrase) -> HTML {
            .li(.a(address, .text(label)), .text(" – " + say(words)))
        }
        var items = [item(Address(path: json, query: query), "JSON", .dataJSON)]
        if let csv {
            items.append(item(Address(path: csv, query: query), "CSV", .dataCSV))
            let style = QueryItem(Parameter.style.name, CSVStyle.excelGerman.rawValue)
            items.append(item(Address(path: csv, query: query + [style]), say(.dataExcelLabel), .dataExcel))
        }
        if let jsonStat { items.append(item(Address(path: jsonStat, query: query), "JSON-stat", .dataJSONStat)) }
        return .section(
            .h2(.text(say(.dataHeading))), .ul(items),
            .p(
                .text("\(say(.licence)): \(say.site.license) · "), .a(say.link("/api"), .text(say(.interfaceMore))),
                class: "muted"))
    }
}
