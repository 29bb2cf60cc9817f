import Federation
import Pages

/// The finder: measures of all towns, as their newest summaries report them.
struct MeasureListView {
    let say: PageContext
    let region: RegionModel
    private let filter: MeasureFilter
    private let rows: AskedRows<TownMeasure>

    private var list: LongList { rows.list }
    private var found: [TownMeasure] { rows.found }

    /// Errors: what is not allowed in the address.
    init(_ context: PageContext, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.region = region
        let question = try context.listQuestion(orders: MeasureOrder.allCases.map(\.rawValue))
        filter = try MeasureFilter(context, words: question.words, region)
        let found = filter.measures(region)
        rows = try AskedRows(
            context, question, found: found, of: region.measures.total, filters: filter.query, by: MeasureOrder.sorted)
    }

    func page() -> DrawnPage {
        say.page(
            .measures, title: say(.measureFinderTitle), lead: .text(answer),
            body: region.measures.total == 0
                ? [EmptyState(say(.noMeasuresTitle), explanation: say(.noMeasuresYet)).html()]
                : [
                    .section(
                        .p(.text(say(.measureFinderIntroduction))),
                        list.html(
                            search: say(.searchMeasures), fields: fields,
                            table: MeasureRows(say).table(rows.shown, region, list: list), say.language)), sums,
                    dataLinks,
                ])
    }

    private var answer: String {
        let towns = Set(found.lazy.map(\.tenant)).count
        return list.isNarrowed
            ? Phrase.measuresFound(found.count, towns: towns, say.language)
            : Phrase.measuresOfAll(found.count, towns: towns, say.language)
    }

    private var fields: [FormField] {
        func select(_ id: String, _ label: Phrase, _ value: String?, _ options: [FormField.Option]) -> FormField? {
            guard !options.isEmpty else { return nil }
            var field = FormField(
                id: id, label: say(label), control: .select(options), value: value ?? "", isRequired: false)
            field.marksOptional = false
            field.choosesNothing = say(.allOfThem)
            return field
        }
        var period = FormField(
            id: "period", label: say(.runsIn), control: .text(width: 8), value: filter.period?.description ?? "",
            isRequired: false)
        period.marksOptional = false
        // Of thousands of towns nobody chooses in a list; their own page leads here.
        let towns = region.towns.count <= 200 || filter.town != nil ? region.towns : []
        let chosen = towns.count <= 200 ? towns : towns.filter { $0.member.tenant == filter.town }
        return [
            select(
                "field", .fieldOfAction, filter.field?.text,
                region.fields.map { FormField.Option($0.field.id.text, say($0.field.name)) }),
            select(
                "goal", .goalHeader, filter.goal?.text,
                region.goals.map { FormField.Option($0.goal.id.text, say($0.goal.name)) }),
            select(
                "status", .status, filter.status?.rawValue,
                MeasureStanding.order.map { FormField.Option($0.rawValue, say(.measureStatus($0))) }),
            select(
                "bundle", .bundleHeader, filter.bundle?.text,
                region.bundles.map { FormField.Option($0.bundle.id.text, say($0.bundle.title)) }),
            select(
                "town", .municipality, filter.town?.text,
                chosen.map { FormField.Option($0.member.tenant.text, $0.facts.name) }),
            select("reuse", .reuse, filter.isReusable ? "yes" : nil, [.init("yes", say(.reuseNamed))]), period,
        ].compactMap { $0 }
    }

    /// What is found, by status with money: over all pages.
    private var sums: HTML {
        guard list.isNarrowed, !found.isEmpty else { return .empty }
        var tally = MeasureTally()
        for measure in found { tally.add(measure.state) }
        let counts = MeasureStanding.order.compactMap { status in tally.list.first { $0.status == status } }
        return .section(
            .h2(.text(say(.foundByStatus))),
            .div(MeasureTable(say, counts, of: calculated).table.html(say.language), class: "narrow"))
    }

    /// What is found as a question of its own, where words, town, time and reuse do not narrow it: those rows stand here.
    private var calculated: CountQuestion.Measures? {
        guard filter.words.isEmpty, filter.town == nil, filter.period == nil, !filter.isReusable else { return nil }
        return CountQuestion.Measures(
            status: filter.status, field: filter.field, goal: filter.goal, bundle: filter.bundle)
    }

    private var dataLinks: HTML {
        var query = filter.query
        if !filter.words.isEmpty { query.insert(QueryItem("q", filter.words), at: 0) }
        return DataLinks.html(say, json: "/api/v1/measures", csv: "/api/v1/measures.csv", query: query)
    }
}

/// Rows of measures.
struct MeasureRows {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// - Parameters:
    ///   - list: where the columns lead to sort by them.
    ///   - namesTown: false where all are of one town.
    func table(
        _ measures: [TownMeasure], _ region: RegionModel, list: LongList? = nil, namesTown: Bool = true
    ) -> DataTable {
        let fields = Dictionary(
            region.fields.map { ($0.field.id, say($0.field.name)) }, uniquingKeysWith: { first, _ in first })
        // Columns that are empty in every row say nothing, unless somebody sorts by them.
        let columns = Column.allCases.filter { column in
            switch column {
            case .name, .status: true
            case .town: namesTown
            case .progress, .planned, .spent:
                list?.question.order?.name == column.order.rawValue || measures.contains { column.says($0.state) }
            }
        }
        return DataTable(
            caption: say(.measureHeading),
            columns: columns.map { column in
                let header = say(column.header)
                return list?.column(header, column.order.rawValue, numeric: column.isNumeric)
                    ?? .init(header, numeric: column.isNumeric)
            },
            rows: measures.map { measure in columns.map { cell($0, measure, fields) } }, hidesCaption: true,
            stacks: true)
    }

    enum Column: CaseIterable {
        case name, town, status, progress, planned, spent

        var order: MeasureOrder {
            switch self {
            case .name: .title
            case .town: .town
            case .status: .status
            case .progress: .progress
            case .planned: .planned
            case .spent: .spent
            }
        }

        var header: Phrase {
            switch self {
            case .name: .measureHeader
            case .town: .municipality
            case .status: .status
            case .progress: .progressHeader
            case .planned: .plannedMoney
            case .spent: .spentMoney
            }
        }

        var isNumeric: Bool { self == .progress || self == .planned || self == .spent }

        func says(_ state: Summary.MeasureState) -> Bool {
            switch self {
            case .name, .town, .status: true
            case .progress: state.progress != nil
            case .planned: state.planned != nil
            case .spent: state.spent != nil
            }
        }
    }

    private func cell(_ column: Column, _ measure: TownMeasure, _ fields: [Code: String]) -> DataTable.Cell {
        func money(_ amount: ExactDecimal?) -> DataTable.Cell { amount.map { .number(say.euro($0)) } ?? .text("–") }
        switch column {
        case .name: return .html(name(measure, fields))
        case .town: return .html(town(measure))
        case .status: return .html(StatusWords(say).badge(measure.state.status))
        case .progress:
            return measure.state.progress.map { .number(NumberFormat.percent(String($0), say.language)) } ?? .text("–")
        case .planned: return money(measure.state.planned)
        case .spent: return money(measure.state.spent)
        }
    }

    private func name(_ measure: TownMeasure, _ fields: [Code: String]) -> HTML {
        let code = measure.text?.code ?? ""
        let notes =
            measure.state.fields.map { fields[$0] ?? $0.text } + (measure.speaksOfReuse ? [say(.reuseNamed)] : [])
        return [
            .text(code.isEmpty ? "" : code + "\u{A0}· "),
            .a(
                say.link("/towns/\(measure.tenant)/measures/\(measure.state.id)"),
                measure.text.map { say.german($0.title) } ?? .code(.text(measure.state.id.text))),
            .when(!notes.isEmpty, .span(.text(notes.joined(separator: " · ")), class: "cell-note")),
        ]
    }

    /// With the responsible unit, as far as the strategy names one.
    private func town(_ measure: TownMeasure) -> HTML {
        [
            say.townLink(measure.tenant),
            .when(
                measure.text.flatMap { $0.lead.isEmpty ? nil : $0.lead },
                { lead in .span(say.german(lead), class: "cell-note") }),
        ]
    }
}
