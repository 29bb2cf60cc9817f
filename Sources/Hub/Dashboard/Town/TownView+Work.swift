import Federation
import Pages

/// What the town works on, as its newest summary says: measures by status, bundles, participation; and whether it is late.
extension TownView {
    var lateness: HTML {
        guard let framework = region.framework?.value else { return .empty }
        let today = say.state.day
        let owed = DuePeriod.newest(framework, before: today).filter { model.standing.owes($0, today: today) }
        guard !owed.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.townDue))),
            .ul(
                owed.map { due in
                    let day = DateFormat.date(due.due.description, say.language)
                    let period = say.period(due.period)
                    return .li(
                        model.standing.isLate(due, today: today)
                            ? StatusBadge(.attention, Phrase.townLate(period, day, say.language)).html()
                            : StatusBadge(.done, Phrase.townInTime(period, day, say.language)).html())
                }, class: "plain"), DueWords(say).countedUntil)
    }

    var workSection: HTML {
        let measures = model.standing.measures
        guard !measures.isEmpty else { return .empty }
        var tally = MeasureTally()
        for measure in measures { tally.add(measure.state) }
        let counts = MeasureStanding.order.compactMap { status in tally.list.first { $0.status == status } }
        let own = Set(measures.compactMap(\.state.bundle))
        let tenant = model.member.tenant
        let bundles = region.bundles.filter {
            own.contains($0.bundle.id) || $0.bundle.lead == tenant || $0.bundle.towns.contains(tenant)
        }
        return .section(
            .heading(.text(say(.measureHeading)), id: "measures"),
            .p(
                .a(
                    say.link("/measures", [QueryItem("town", tenant.text)]),
                    .text(Phrase.showMeasures(say.integer(measures.count), say.language)))),
            .div(MeasureTable(say, counts, of: nil).table.html(say.language), class: "narrow"),
            .when(
                !bundles.isEmpty,
                [
                    .h3(.text(say(.townBundles))),
                    .ul(
                        bundles.prefix(ListQuestion.rowsPerPage).map { standing in
                            .li(
                                .a(say.link("/bundles/\(standing.bundle.id)"), say.html(standing.bundle.title)),
                                .when(standing.bundle.lead == tenant, .text(" (\(say(.townLeads)))")))
                        }),
                ]))
    }

    /// The measures as the strategy publishes them: searched, sorted and turned page by page.
    func measureList(_ strategy: Strategy) -> HTML {
        guard !strategy.measures.isEmpty else { return .p(.text(say(.townNoMeasures)), class: "muted") }
        let fieldNames = Dictionary(
            strategy.fields.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let list = published.list
        return [
            .h3(.text(say(.measuresHeader))),
            list.html(
                search: say(.searchMeasures),
                table: DataTable(
                    caption: say(.measuresHeader),
                    columns: [
                        list.column(say(.measureHeader), TownMeasureOrder.title.rawValue),
                        list.column(say(.status), TownMeasureOrder.status.rawValue), .init(say(.ownField)),
                        list.column(say(.period), TownMeasureOrder.start.rawValue),
                    ],
                    rows: published.shown.map { measure in
                        [
                            .html([
                                .text(measure.code.isEmpty ? "" : measure.code + "\u{A0}· "),
                                .a(
                                    say.link("/towns/\(model.member.tenant)/measures/\(measure.id)"),
                                    say.german(measure.title)),
                                .when(!measure.reuse.isEmpty, .span(.text(say(.reuseNamed)), class: "cell-note")),
                            ]), .html(StatusWords(say).badge(measure.status)),
                            measure.fields.isEmpty
                                ? .html(.span(.text(say(.unmapped)), class: "sign"))
                                : .text(measure.fields.map { fieldNames[$0] ?? $0.text }.joined(separator: ", ")),
                            .text(MeasureSpan(say).words(measure)),
                        ]
                    }, hidesCaption: true), say.language),
        ]
    }
}

/// By what the measures of one town can be sorted.
enum TownMeasureOrder: String, CaseIterable {
    case title, status, start

    func sorted(_ measures: [Measure], _ order: ListQuestion.Order) -> [Measure] {
        switch self {
        case .title: order.sorted(measures) { GermanWords.folded($0.title).joined(separator: " ") }
        case .status: order.sorted(measures) { MeasureStanding.order.firstIndex(of: $0.status) }
        case .start: order.sorted(measures) { $0.start?.firstDay }
        }
    }
}
