import Federation
import Pages

/// Draws the calculation behind a counted number: the rule, what each municipality brings in, and how anybody recomputes it.
struct CalculationView {
    /// By what the municipalities can be sorted; without being asked, those that bring something in come first.
    enum Order: String, CaseIterable {
        case name, value

        /// - Parameter shares: in the order of the municipalities' names.
        func sorted(
            _ shares: [CountExplanation.Share], _ order: ListQuestion.Order
        ) -> [CountExplanation.Share] {
            switch self {
            case .name: order.isDescending ? shares.reversed() : shares
            case .value: order.sorted(shares) { $0.value?.units }
            }
        }
    }

    /// More names than this are left to the table.
    private static let namesShown = 20

    let say: PageContext
    private let explained: CountExplanation
    private let words: CountWords
    private let shown: [CountExplanation.Share]
    private let list: LongList

    /// Errors: an order or a page that there is not.
    init(_ context: PageContext, _ question: CountQuestion, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        explained = CountExplanation(question, context.state)
        words = CountWords(say: context, question: question)
        let asked = try context.listQuestion(orders: Order.allCases.map(\.rawValue))
        let search = asked.search
        let texts = Dictionary(
            region.towns.map { ($0.member.tenant, $0.searchText) }, uniquingKeysWith: { first, _ in first })
        let named = explained.shares.map { (name: context.name($0.tenant), share: $0) }
            .sorted { ($0.name, $0.share.tenant) < ($1.name, $1.share.tenant) }.map(\.share)
        let found =
            search.isEmpty
            ? named
            : named.filter { share in
                search.matches(texts[share.tenant] ?? SearchText(context.name(share.tenant), share.tenant.text))
            }
        let rows = try AskedRows(
            context, asked,
            found: asked.order == nil
                ? found.filter(Self.bringsSomething) + found.filter { !Self.bringsSomething($0) } : found,
            of: named.count, by: Order.sorted)
        shown = rows.shown
        var list = rows.list
        list.kept = question.query + list.kept
        self.list = list
    }

    private static func bringsSomething(_ share: CountExplanation.Share) -> Bool {
        (share.value?.units ?? 0) != 0 || share.status == .suppressed
    }

    func page() -> DrawnPage {
        say.page(
            words.section, title: Phrase.calculationTitle(words.name, say.language), lead: .text(answer),
            below: words.above, body: [rule, contributions, verification])
    }

    private var total: String { say.counted(explained.total, isLowerBound: explained.isLowerBound) }

    private var answer: String {
        let counting = explained.shares.count(where: Self.bringsSomething)
        var sentences = [Phrase.calculationAnswer(total, towns: counting, of: explained.shares.count, say.language)]
        let missing = explained.count(.missing)
        if missing > 0 { sentences.append(Phrase.calculationMissing(missing, say.language)) }
        if explained.isLowerBound {
            let held = explained.count(.suppressed) + explained.count(.partlySuppressed)
            sentences.append(Phrase.calculationHeld(held, say.language))
        }
        return sentences.joined(separator: " ")
    }

    private var rule: HTML {
        .section(
            .heading(.text(say(.ruleHeading)), id: "calculation"),
            .fragment(words.rule.map { .p(.text($0)) }),
            .when(words.formula(explained)) { .element(.p, [.class("formula")], [.text($0)]) }, missing)
    }

    /// Who says nothing of it, by name.
    private var missing: HTML {
        let tenants = explained.shares.filter { $0.status == .missing }.map(\.tenant)
        guard !tenants.isEmpty else { return .empty }
        let names = tenants.map(say.name).sorted()
        let rest = names.count - Self.namesShown
        return .p(
            .text(
                Phrase.calculationSilent(
                    names.prefix(Self.namesShown).joined(separator: ", ")
                        + (rest > 0 ? " " + Phrase.andMore(say.integer(rest), say.language) : ""), say.language)),
            class: "muted")
    }

    // MARK: Contributions

    private var countsMeasures: Bool { explained.shares.contains { $0.measures != nil } }
    private var isMoney: Bool { explained.shares.contains { $0.withoutAmount != nil } }
    private var isOfSummaries: Bool { explained.question != .adoptions }

    private var contributions: HTML {
        var columns: [DataTable.Column] = [
            list.column(say(.municipality), Order.name.rawValue),
            list.column(say(.value), Order.value.rawValue, numeric: true), .init(say(.status)),
        ]
        if countsMeasures { columns.append(.init(say(.measuresHeader), numeric: true)) }
        if isMoney { columns.append(.init(say(.withoutAmount), numeric: true)) }
        columns += [.init(say(isOfSummaries ? .kindSummary : .adoptionHeader)), .init(say(.statement))]
        let table = DataTable(
            caption: say(.contributionsHeading), columns: columns, rows: shown.map(row), hidesCaption: true)
        return .section(
            .heading(.text(say(.contributionsHeading)), id: "contributions"),
            .p(.text(say(.sharesIntroduction))),
            list.html(search: say(.searchTowns), table: table, say.language))
    }

    private func row(_ share: CountExplanation.Share) -> [DataTable.Cell] {
        let value: DataTable.Cell
        switch (share.status, share.value) {
        case (.suppressed, _): value = .suppressed
        case (.partlySuppressed, let known?): value = .number(say.counted(known, isLowerBound: true))
        case (_, let known?): value = .number(say.counted(known))
        case (_, nil): value = .missing
        }
        var cells: [DataTable.Cell] = [.html(say.townLink(share.tenant)), value, .html(badge(share.status))]
        if countsMeasures { cells.append(measures(share)) }
        if isMoney { cells.append(share.withoutAmount.map { .number(say.integer($0)) } ?? .text("–")) }
        guard let source = share.source else { return cells + [.text("–"), .text("–")] }
        return cells + [
            .html(statement(source, of: share.tenant)),
            .html(
                .a(
                    Address(path: "/log/statement/\(source.reference.sha256.hex)"),
                    .code(.text(HashText(source.reference.sha256.hex, shown: 8).short)))),
        ]
    }

    /// How many, with the way to them where the finder can show just these.
    private func measures(_ share: CountExplanation.Share) -> DataTable.Cell {
        guard let count = share.measures else { return .text("–") }
        guard count > 0, case .measures(let asked) = explained.question, asked.upTo == nil, !asked.isWithoutField,
            asked.number != .underway
        else { return .number(say.integer(count)) }
        var filter = MeasureFilter()
        (filter.town, filter.field, filter.goal) = (share.tenant, asked.field, asked.goal)
        (filter.bundle, filter.status) = (asked.bundle, asked.status)
        return .html(.a(say.link("/measures", filter.query), .text(say.integer(count))))
    }

    private func badge(_ status: CountExplanation.Status) -> HTML {
        switch status {
        case .counted: .text(say(.reported))
        case .missing: StatusBadge(.open, say(.missing)).html()
        case .partlySuppressed: StatusBadge(.half, say(.partlySuppressed)).html()
        case .suppressed: StatusBadge(.paused, say(.suppressed)).html()
        }
    }

    private func statement(_ source: CountExplanation.Source, of tenant: TenantID) -> HTML {
        [
            .when(source.period) { period in
                .span(
                    .text(Phrase.summaryOf(say.period(period), say.integer(source.revision ?? 1), say.language)),
                    class: "keep")
            },
            .span(
                [
                    .text(say((source.revision ?? 1) > 1 ? .revisedOn : .reportedOn) + " "),
                    .time(
                        source.received.description,
                        .text(DateFormat.date(source.received.day.description, say.language))),
                ], class: "cell-note"),
            .span(DoubtWords(say).entryLink(source.reference, by: .tenant(tenant)), class: "cell-note"),
        ]
    }

    // MARK: Check

    private var verification: HTML {
        .section(
            .heading(.text(say(.verifyHeading)), id: "verify"), .p(.text(say(.verifyExplained))),
            .element(.pre, [.class("wrapped"), .set(.tabindex, "0")], [.code(.text(words.command))]),
            .p(
                .a(words.data, .text(say(.verifyJSON))), .text(" · "),
                .a(say.link("/about"), .text(say(.sectionAbout)))))
    }
}
