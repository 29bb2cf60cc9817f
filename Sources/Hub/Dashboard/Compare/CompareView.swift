import Federation
import Pages

/// Draws the comparison of chosen towns, and how they are chosen: by links and a search, without script.
struct CompareView {
    static let townsOffered = 24

    let say: PageContext
    let region: RegionModel
    private let model: CompareModel
    private let words: String
    private let offered: [TownStanding]
    /// How many towns match that are not offered, since they are too many.
    private let rest: Int

    /// Errors: what is not allowed in the address.
    init(_ context: PageContext, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.region = region
        let question = try context.listQuestion(orders: [])
        words = question.words
        let chosen = try CompareModel.chosen(context.query, region)
        model = CompareModel(context.state, region, chosen)
        let search = question.search
        let taken = Set(chosen.map(\.member.tenant))
        let found = region.towns.filter { !taken.contains($0.member.tenant) && search.matches($0.searchText) }
        offered = Array(found.prefix(Self.townsOffered))
        rest = found.count - offered.count
    }

    private var towns: [TownStanding] { model.towns }
    private var isComparing: Bool { towns.count > 1 }

    func page() -> DrawnPage {
        say.page(
            .towns,
            title: isComparing ? Phrase.compareTitle(towns.map(\.facts.name), say.language) : say(.compareHeading),
            lead: .text(isComparing ? answer : say(.compareLead)),
            body: isComparing ? [figures, table, fieldTable, choice] : [choice])
    }

    private var answer: String {
        let asked = model.rows.filter { row in row.period != nil }
        return Phrase.compareAnswer(
            asked.count(where: \.isWhole), of: asked.count, towns: towns.count, say.language)
    }

    private var figures: HTML {
        KeyFigure.row(
            zip(towns, model.population).map { town, population in
                KeyFigure(
                    label: town.facts.name, value: population.map { say.number($0.value) } ?? say(.notStated),
                    period: population.map { "\(say(.residents)), \(say.period($0.period))" } ?? say(.residents),
                    qualifier: say(.role(town.facts.role)),
                    proof: PageFrame.Link(say(.toProfile), say.link("/towns/\(town.member.tenant)")),
                    isWord: population == nil)
            })
    }

    private var table: HTML {
        let rows = model.rows.filter { $0.period != nil }
        let silent = model.rows.filter { $0.period == nil }
        guard !rows.isEmpty else { return .p(.text(say(.compareNothing))) }
        return .section(
            .heading(.text(say(.indicatorHeading)), id: "indicators"), .p(.text(say(.compareIntroduction))),
            DataTable(
                caption: say(.compareHeading),
                columns: [.init(say(.indicator)), .init(say(.period))]
                    + towns.map { .init($0.facts.name, numeric: true) },
                rows: rows.map { row in
                    [
                        .html([
                            .a(say.link("/indicators/\(row.definition.id)"), say.html(row.definition.name)),
                            .span(.text(unit(row)), class: "cell-note"),
                        ]), .text(row.period.map(say.period) ?? "–"),
                    ] + zip(towns, row.cells).map { cell($1, of: $0) }
                }, hidesCaption: true
            ).html(say.language),
            .when(
                !silent.isEmpty,
                .p(
                    .text(
                        Phrase.compareSilent(
                            silent.map { say($0.definition.name) }.joined(separator: ", "), say.language)),
                    class: "muted")))
    }

    private func unit(_ row: CompareModel.Row) -> String {
        let unit = say(row.definition.unit)
        guard row.isPerThousand else { return unit }
        return unit.isEmpty ? say(.perThousand) : "\(unit), \(say(.perThousand))"
    }

    private func cell(_ cell: CompareModel.Cell, of town: TownStanding) -> DataTable.Cell {
        guard let counting = cell.counting else { return .missing }
        switch counting.observation.status {
        case .missing: return .missing
        case .suppressed: return .suppressed
        case .notApplicable: return .notApplicable
        case .reported: break
        }
        var notes: [String] = []
        if let absolute = cell.absolute { notes.append(Phrase.inAll(say.number(absolute), say.language)) }
        if counting.observation.level != .town { notes.append(say(.districtValue)) }
        for flag in counting.observation.flags {
            switch flag {
            case .breakInSeries: notes.append(say(.breakInSeries))
            case .estimated: notes.append(say(.estimated))
            case .provisional: notes.append(say(.provisional))
            }
        }
        if cell.isOtherDefinition { notes.append(say(.otherDefinition)) }
        return .html([
            cell.value.map { .text(say.number($0)) } ?? .span(.text(say(.noResidents)), class: "sign"),
            .fragment(notes.map { .span(.text($0), class: "cell-note") }),
            DoubtWords(say).mark(counting.summary, by: .tenant(town.member.tenant)),
        ])
    }

    private var fieldTable: HTML {
        guard !model.fields.isEmpty else { return .empty }
        func total(_ count: (TownStanding) -> Int) -> [DataTable.Cell] { towns.map { .number(say.integer(count($0))) } }
        return .section(
            .heading(.text(say(.measureHeading)), id: "measures"), .p(.text(say(.fieldIntroduction))),
            DataTable(
                caption: say(.compareMeasures),
                columns: [.init(say(.fieldOfAction))] + towns.map { .init($0.facts.name, numeric: true) },
                rows: model.fields.map { field, counts in
                    [.html(.a(say.link("/fields/\(field.id)"), say.html(field.name)))]
                        + zip(towns, counts).map { town, count in
                            count == 0
                                ? .number("0")
                                : .html(
                                    .a(
                                        say.link(
                                            "/measures",
                                            [
                                                QueryItem("town", town.member.tenant.text),
                                                QueryItem("field", field.id.text),
                                            ]), .text(say.integer(count))))
                        }
                },
                footer: [
                    [.text(say(.withoutField))] + total { $0.measures.count { $0.state.fields.isEmpty } },
                    [.text(say(.allMeasures))] + total { $0.measures.count },
                    [.text(say(.underWayHeader))]
                        + total { $0.measures.count { $0.state.status == .running || $0.state.status == .done } },
                ], hidesCaption: true
            ).html(say.language))
    }

    // MARK: Choosing

    private func address(_ towns: [TownStanding]) -> Address {
        say.link("/compare", towns.map { QueryItem("town", $0.member.tenant.text) })
    }

    private var choice: HTML {
        .section(
            .heading(.text(say(isComparing ? .compareOthers : .compareChoose)), id: "choice"),
            chosenList,
            towns.count >= CompareModel.mostTowns
                ? .p(.text(Phrase.compareFull(CompareModel.mostTowns, say.language)), class: "muted") : offer)
    }

    private var chosenList: HTML {
        guard !towns.isEmpty else { return .empty }
        return [
            .p(.strong(.text(say(.compareChosen)))),
            .ul(
                towns.map { town in
                    .li(
                        .text(town.facts.name + " · "),
                        .a(
                            address(towns.filter { $0.member.tenant != town.member.tenant }),
                            .text(say(.compareRemove)),
                            .hidden(": \(town.facts.name)")))
                }),
        ]
    }

    private var offer: HTML {
        var search = FormField(
            id: "q", label: say(.searchTowns), control: .text(width: 20), value: words, isRequired: false)
        search.marksOptional = false
        var form = Form(
            action: Address(path: "/compare"),
            hidden: towns.map { QueryItem("town", $0.member.tenant.text) } + say.keptItems("/compare"),
            fields: [search], submitLabel: say(.listShow))
        form.isQuestion = true
        form.isSecondary = true
        return [
            .when(region.towns.count > Self.townsOffered || !words.isEmpty, form.html(say.language)),
            offered.isEmpty
                ? EmptyState(
                    say(.listNothing), explanation: say(.listNothingExplanation),
                    action: PageFrame.Link(say(.listWhole), address(towns))
                ).html()
                : [
                    .p(.strong(.text(say(.compareAdd)))),
                    .ul(
                        offered.map { town in .li(.a(address(towns + [town]), .text(town.facts.name))) },
                        class: "columns"),
                    .when(
                        rest > 0,
                        .p(
                            .text(
                                Phrase.andMore(say.integer(rest), say.language) + " – " + say(.compareSearchHint)),
                            class: "muted")),
                ],
        ]
    }
}
