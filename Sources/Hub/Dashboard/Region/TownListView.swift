import Federation
import Pages

/// Rows of towns, as the overview and the list of all towns show them.
struct TownRows {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// What stands where there is no town.
    var none: HTML { EmptyState(say(.noTownsTitle), explanation: say(.noTownsYet)).html() }

    /// - Parameters:
    ///   - due: the periods with which a town may be late.
    ///   - list: where the columns lead to sort by them.
    func table(_ towns: [TownStanding], due: [DuePeriod], list: LongList? = nil) -> DataTable {
        let headers: [(TownOrder, Phrase)] = [
            (.name, .municipality), (.role, .roleHeader), (.decision, .adoptedVersion), (.summary, .lastSummary),
            (.completeness, .completeness),
        ]
        return DataTable(
            caption: say(.adoptionCaption),
            columns: headers.map { order, header in
                list?.column(say(header), order.rawValue) ?? .init(say(header))
            }, rows: towns.map { row($0, due) }, hidesCaption: true, stacks: true)
    }

    private func row(_ town: TownStanding, _ due: [DuePeriod]) -> [DataTable.Cell] {
        let late = due.filter { town.isLate($0, today: say.state.day) }.map { due in
            HTML.span(
                StatusBadge(.attention, Phrase.lateWith(say.period(due.period), say.language)).html(),
                class: "cell-note keep")
        }
        let summary: DataTable.Cell =
            .html([
                town.summary.map { summary in
                    [
                        .text(say.period(summary.value.period)),
                        .when(
                            summary.value.revision > 1,
                            .span(
                                .text(Phrase.revision(say.integer(summary.value.revision), say.language)),
                                class: "cell-note")),
                    ]
                } ?? .span(.text(say(.noneYet)), class: "sign"), .fragment(late),
            ])
        return [
            .link(town.facts.name, say.link("/towns/\(town.member.tenant)")),
            .html([
                .text(say(.role(town.facts.role))),
                .when(town.member.isSuspended, .span(.text(say(.suspendedMember)), class: "cell-note")),
                town.departure.map { day in
                    .span(
                        .text(Phrase.leftOn(DateFormat.date(day.description, say.language), say.language)),
                        class: "cell-note")
                } ?? .empty,
            ]),
            .html(DecisionWords(say).adopted(town)), summary,
            town.expected == 0
                ? .missing
                : .html([
                    StatusBadge(
                        town.valued == town.expected ? .done : town.valued == 0 ? .open : .half,
                        Phrase.xOfY(say.integer(town.valued), say.integer(town.expected), say.language)
                    ).html(), .span(.text(say(.indicatorsWithValue)), class: "cell-note"),
                ]),
        ]
    }
}

/// By what the list of towns can be sorted.
enum TownOrder: String, CaseIterable {
    case name, role, decision, summary, completeness

    /// - Parameter towns: in the order of their names.
    func sorted(_ towns: [TownStanding], _ order: ListQuestion.Order) -> [TownStanding] {
        switch self {
        case .name: order.isDescending ? towns.reversed() : towns
        case .role: order.sorted(towns) { town in [Role.pioneer, .joiner, .supporter].firstIndex(of: town.facts.role) }
        case .decision: order.sorted(towns) { $0.adoption?.value.decision.date?.firstDay }
        case .summary: order.sorted(towns) { $0.summary?.value.period.lastDay }
        case .completeness: order.sorted(towns) { $0.expected == 0 ? nil : $0.valued * 1000 / $0.expected }
        }
    }
}

/// Draws the list of all towns.
struct TownListView {
    let say: PageContext
    let model: RegionModel
    private let rows: AskedRows<TownStanding>

    /// Errors: an order or a page that there is not.
    init(_ context: PageContext, _ model: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.model = model
        rows = try AskedRows(context, model.towns, by: TownOrder.sorted) { $0.searchText }
    }

    func page() -> DrawnPage {
        say.page(
            .towns, title: Phrase.townsTitle(say.integer(model.active), model.active, say.language),
            lead: .text(answer),
            body: [
                section, supporters,
                DataLinks.html(say, json: "/api/v1/towns", csv: "/api/v1/towns.csv"),
            ])
    }

    private var answer: String {
        guard !model.towns.isEmpty else { return say(.noTownsYet) }
        return Phrase.townsLead(
            say.integer(model.adopted), of: say.integer(model.active),
            version: model.framework.map { say.integer($0.value.number) }, say.language)
    }

    private var section: HTML {
        let due = DueStanding.all(model, today: say.state.day)
        return .section(
            .heading(.text(say(.adoptionHeading)), id: "towns"),
            model.towns.isEmpty
                ? TownRows(say).none
                : [
                    .p(.text(say(.adoptionIntroduction))), .p(.a(say.link("/map"), .text(say(.mapLink)))),
                    DueWords(say).list(due),
                    .p(.a(say.link("/compare"), .text(say(.compareHeading)))),
                    rows.list.html(
                        search: say(.searchTowns),
                        table: TownRows(say).table(rows.shown, due: due.map(\.due), list: rows.list), say.language),
                ])
    }

    /// Those are few; where they are not, the first ones are named and all are in the data.
    private var supporters: HTML {
        guard !model.supporters.isEmpty, rows.list.question.page == 1, !rows.list.isNarrowed else { return .empty }
        let shown = model.supporters.prefix(ListQuestion.rowsPerPage)
        let rest = model.supporters.count - shown.count
        return .section(
            .h2(.text(say(.supporterHeading))), .p(.text(say(.supporterIntroduction))),
            .ul(shown.map { .li(.text($0.name)) }),
            .when(rest > 0, .p(.text(Phrase.andMore(say.integer(rest), say.language)), class: "muted")))
    }
}
