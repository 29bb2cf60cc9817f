import Federation
import Pages

/// Draws a town's profile.
struct TownView {
    let say: PageContext
    let model: TownModel
    let region: RegionModel
    /// The measures that its strategy publishes, of which one page is shown.
    let published: AskedRows<Measure>

    /// More rows of indicators and of statements than this are left to the data and to the log.
    static let rowsShown = 100

    /// Errors: an order or a page of its measures that there is not.
    init(_ context: PageContext, _ model: TownModel, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.model = model
        self.region = region
        let all = (model.strategy?.value.measures ?? []).sorted { left, right in
            (left.code.isEmpty ? 1 : 0, left.code, left.title) < (right.code.isEmpty ? 1 : 0, right.code, right.title)
        }
        published = try AskedRows(context, all, by: TownMeasureOrder.sorted) {
            SearchText($0.title, $0.code, $0.lead, $0.description)
        }
    }

    func page() -> DrawnPage {
        say.page(
            .towns, title: facts.name, lead: .text(answer),
            body: [
                successorNotice, DoubtWords(say).callout(model.said, of: tenant), keyFigures, profile, lateness,
                historySection, indicatorSection, predecessorSections, workSection, strategySection, summarySection,
                statementSection, compareLink,
            ]
                + [DataLinks.html(say, json: "/api/v1/towns/\(tenant)", csv: "/api/v1/towns/\(tenant).csv")])
    }

    private var tenant: TenantID { model.member.tenant }

    private var compareLink: HTML {
        guard facts.role != .supporter else { return .empty }
        return .p(.a(say.link("/compare", [QueryItem("town", tenant.text)]), .text(say(.compareWithOthers))))
    }

    var facts: Member.Facts { model.standing.facts }

    private var answer: String {
        var sentences = [
            Phrase.townSince(
                facts.name, say.date(model.member.from), say(.role(facts.role)), isMember: model.standing.isActive,
                say.language)
        ]
        if facts.role == .supporter { return (sentences + [say(.supporterSentence)]).joined(separator: " ") }
        sentences.append(
            model.standing.framework.map {
                Phrase.townAdopted(say.integer($0.value.number), say.language)
            } ?? say(.townNotAdopted))
        sentences.append(
            model.standing.summary.map {
                Phrase.townReported(
                    say.period($0.value.period), say.integer(model.standing.valued),
                    of: say.integer(model.standing.expected), say.language)
            } ?? say(.townNotReported))
        return sentences.joined(separator: " ")
    }

    private var keyFigures: HTML {
        guard facts.role != .supporter else { return .empty }
        let standing = model.standing
        var figures = [
            KeyFigure(
                label: say(.keyTownIndicators), value: say.integer(standing.valued),
                unit: Phrase.ofAll(say.integer(standing.expected), say.language)),
            KeyFigure(
                label: say(.lastSummary), value: standing.summary.map { say.period($0.value.period) } ?? say(.noneYet),
                qualifier: standing.summary.map {
                    Phrase.revision(say.integer($0.value.revision), say.language)
                } ?? "", isWord: standing.summary?.value.period.frequency != .year),
        ]
        if let strategy = model.strategy?.value {
            figures.append(
                KeyFigure(
                    label: say(.keyMeasures), value: say.integer(strategy.measures.count),
                    qualifier: Phrase.underWay(
                        say.integer(strategy.measures.count { $0.status == .running || $0.status == .done }),
                        say.language)))
        }
        return KeyFigure.row(figures)
    }

    private var profile: HTML {
        var items: [(term: String, content: HTML)] = [
            (say(.roleHeader), .text(say(.role(facts.role)))),
            (say(.membership), membership),
        ]
        if let official = facts.official {
            items.append(
                (
                    say(.officialKeys),
                    .text(
                        "AGS\u{A0}\(official.ags), ARS\u{A0}\(official.ars) "
                            + Phrase.territorialStatus(
                                DateFormat.date(official.statusDay.description, say.language), say.language))
                ))
        }
        if let location = facts.location {
            items.append(
                (
                    say(.location),
                    .text(
                        Phrase.coordinates(say.number(location.latitude), say.number(location.longitude), say.language))
                ))
        }
        if facts.role != .supporter {
            items.append((say(.adoptedVersion), adoption))
        }
        return .section(.h2(.text(say(.profileHeading))), DefinitionList(items).html())
    }

    private var membership: HTML {
        let stays = model.member.stays.enumerated().map { place, stay in
            let from = place == 0 ? say.date(model.member.from) : DateFormat.date(stay.from.description, say.language)
            return stay.until.map {
                Phrase.fromUntil(from, DateFormat.date($0.description, say.language), say.language)
            } ?? Phrase.since(from, say.language)
        }
        return [
            .text(stays.joined(separator: ", ")), .text(" · "),
            DoubtWords(say).entryLink(model.member.changed, by: .office),
        ]
    }

    private var adoption: HTML {
        guard let framework = model.standing.framework, let adoption = model.standing.adoption else {
            return .span(.text(say(.notAdoptedYet)), class: "sign")
        }
        return [
            .a(
                say.link("/framework/\(framework.value.number)"),
                .text(Phrase.frameworkVersion(say.integer(framework.value.number), say.language))),
            .text(": "), DecisionWords(say).decision(adoption.value.decision), .text(" · "),
            DoubtWords(say).entryLink(adoption.reference, by: .tenant(tenant)),
        ]
    }

    // MARK: Indicators

    private var indicatorSection: HTML {
        guard facts.role != .supporter else { return .empty }
        let heading = HTML.heading(.text(say(.indicatorHeading)), id: "indicators")
        guard !model.lines.isEmpty else {
            return .section(
                heading, EmptyState(say(.noSummaryTitle), explanation: say(.noSummaryYet)).html())
        }
        return .section(
            heading, .p(.text(say(.townIndicatorIntroduction))), indicatorTable,
            rest(model.lines.count - Self.rowsShown),
            .when(
                !model.silent.isEmpty,
                .p(
                    .text(
                        say(.nothingReported) + " " + model.silent.map { say($0.name) }.joined(separator: ", ") + "."),
                    class: "muted")))
    }

    private var indicatorTable: HTML { indicatorTable(of: model) }

    /// What a town itself reported, beside the region.
    func indicatorTable(of model: TownModel) -> HTML {
        DataTable(
            caption: Phrase.townIndicatorCaption(say.name(model.member.tenant), say.language),
            columns: [
                .init(say(.indicator)), .init(say.name(model.member.tenant), numeric: true),
                .init(say(.region), numeric: true),
                .init(say(.course)), .init(say(.change)), .init(say(.status)),
            ], rows: model.lines.prefix(Self.rowsShown).map { row($0, model.member.tenant) }, hidesCaption: true
        ).html(say.language)
    }

    private func row(_ line: TownModel.Line, _ tenant: TenantID) -> [DataTable.Cell] {
        let words = FigureWords(say)
        let definition = line.definition
        let observation = line.newest.counting.observation
        let period = say.period(line.newest.period)
        let unit = say(definition.unit)
        let own: DataTable.Cell =
            switch observation.status {
            case .reported:
                observation.shownValue(definition).map { value in
                    .html([
                        .strong(
                            .a(
                                say.link("/log/entries/\(line.newest.counting.summary.index)"),
                                .text(say.number(value)), class: "receipt")),
                        .span(.text(unit.isEmpty ? period : "\(unit), \(period)"), class: "cell-note"),
                    ])
                } ?? .missing
            case .missing: .missing
            case .suppressed: .suppressed
            case .notApplicable: .notApplicable
            }
        let regional: DataTable.Cell =
            line.regional.flatMap { figure in
                figure.value.map { value in
                    .html([
                        say.receipt(value, figure),
                        .when(definition.space.rule == .sum, .span(.text(" " + say(.total)), class: "cell-note")),
                    ])
                }
            }
            ?? .html(.span(.text(say(line.regional?.reason == .noRule ? .noneWord : .withheld)), class: "sign"))
        let points = line.observations.map { TownChart.point($0.counting.observation, definition, say.language) }
        return [
            .link(say(definition.name), say.link("/indicators/\(definition.id)")), own, regional,
            points.count > 1
                ? .html(
                    Sparkline(
                        points.suffix(60),
                        label: "\(say(definition.name)), \(say.name(tenant)), \(period)"
                    ).html()) : .text("–"),
            words.trendCell(line.trend),
            .html([
                StatusWords(say).badge(observation),
                DoubtWords(say).mark(line.newest.counting.summary, by: .tenant(tenant)),
            ]),
        ]
    }

    // MARK: Summary and statements

    private var summarySection: HTML {
        guard let summary = model.standing.summary else { return .empty }
        let body = summary.value
        let function = say(.function(body.approval.function))
        return .section(
            .h2(.text(say(.lastSummary))),
            DefinitionList([
                (say(.reportingPeriod), .text(say.period(body.period))),
                (
                    say(.revisionHeader),
                    .text(
                        body.revision == 1
                            ? say(.firstVersion) : Phrase.revision(say.integer(body.revision), say.language))
                ),
                (
                    say(.approvedBy),
                    .text(
                        body.approval.isSelfApproved
                            ? "\(function) (\(say(.selfApproved)))" : "\(function) (\(say(.fourEyes)))")
                ),
                (
                    say(.contents),
                    .text(
                        Phrase.summaryContents(
                            observations: say.integer(body.observations.count),
                            measures: say.integer(body.measures.count),
                            participation: say.integer(body.participation.count), say.language))
                ),
                (say(.receivedHeader), say.time(summary.received)),
                (say(.logEntry), DoubtWords(say).entryLink(summary.reference, by: .tenant(tenant))),
            ]).html(), participation(body))
    }

    private func participation(_ summary: Summary) -> HTML {
        guard !summary.participation.isEmpty else { return .empty }
        let words = FunnelWords(say, region.framework?.value)
        return [
            .h3(.text(say(.participationHeading))),
            DataTable(
                caption: say(.participationHeading),
                columns: [.init(say(.counted)), .init(say(.ofWhichPart)), .init(say(.count), numeric: true)],
                rows: summary.participation.prefix(Self.rowsShown).map { row in
                    [
                        .text(words.figure(row.figure)), .text(words.namedPart(row.part)),
                        row.count.map { .number(say.integer($0)) } ?? .suppressed,
                    ]
                }, hidesCaption: true
            ).html(say.language), rest(summary.participation.count - Self.rowsShown),
        ]
    }

    /// How many rows stand in the data alone.
    func rest(_ count: Int) -> HTML {
        .when(count > 0, .p(.text(Phrase.restInData(say.integer(count), say.language)), class: "muted"))
    }

    private var statementSection: HTML {
        let table = DataTable(
            caption: say(.statementHeading),
            columns: [.init(say(.statement)), .init(say(.logEntry)), .init(say(.receipt)), .init(say(.digest))],
            rows: model.said.prefix(Self.rowsShown).map { said in
                [
                    .text(StatementWords(say).short(said)),
                    .html(DoubtWords(say).entryLink(said.reference, by: said.issuer(tenant))),
                    .link(say(.receipt), Address(path: "/log/receipt/\(said.reference.index)")),
                    .html(
                        .a(
                            Address(path: "/log/statement/\(said.reference.sha256.hex)"),
                            HashText(said.reference.sha256.hex).abbreviated())),
                ]
            }, hidesCaption: true)
        return .section(
            .h2(.text(say(.statementHeading))),
            .p(.text(Phrase.statementsIssued(say.integer(model.statementCount), say.language))),
            table.html(say.language), rest(model.said.count - Self.rowsShown))
    }
}
