import Federation
import Pages

/// The tables of a report, signed or not.
struct ReportTables {
    let say: PageContext
    let body: RegionalReport
    /// More figures than this are left to the CSV file.
    private static let rowsShown = 500

    init(_ context: PageContext, _ body: RegionalReport) {
        say = context
        self.body = body
    }

    var html: HTML {
        [changeSection, figureSection, townSection, measureSection, bundleSection, allFigures]
    }

    var framework: Framework? { say.state.framework(body.framework) }

    var figureSection: HTML {
        var newest: [Code: Figure] = [:]
        for figure in body.figures {
            // In order of period, so the last with a value wins; one without only where there is none.
            if figure.value != nil || newest[figure.indicator]?.value == nil { newest[figure.indicator] = figure }
        }
        let rows = (framework?.indicators ?? []).compactMap { definition in
            newest[definition.id].map { row($0, definition, showsIndicator: true) }
        }
        return .section(
            .h2(.text(say(.reportFigures))), .p(.text(say(.reportFiguresIntroduction))),
            table(say(.reportFigures), rows, emptyText: say(.noValueYet)).html(say.language))
    }

    var allFigures: HTML {
        let figures = body.figures
        guard figures.count <= Self.rowsShown else {
            return .p(.text(Phrase.tooManyFigures(say.integer(figures.count), say.language)))
        }
        let definitions = Dictionary(
            (framework?.indicators ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = figures.reversed().compactMap { figure in
            definitions[figure.indicator].map { row(figure, $0, showsIndicator: true) }
        }
        return Details(
            Phrase.allFigures(say.integer(figures.count), say.language),
            [table(say(.allFiguresCaption), rows, emptyText: nil).html(say.language)]
        ).html()
    }

    private func table(_ caption: String, _ rows: [[DataTable.Cell]], emptyText: String?) -> DataTable {
        DataTable(
            caption: caption,
            columns: [
                .init(say(.indicator)), .init(say(.period)), .init(say(.regionalValue), numeric: true),
                .init(say(.coverageHeader)), .init(say(.toKnow)),
            ], rows: rows, hidesCaption: true, emptyText: emptyText)
    }

    private func row(_ figure: Figure, _ definition: Indicator, showsIndicator: Bool) -> [DataTable.Cell] {
        let words = FigureWords(say)
        let notes = words.qualifiers(figure, definition)
        return [
            .link(say(definition.name), say.link("/indicators/\(definition.id)")),
            .text(say.period(figure.period)),
            figure.value.map {
                .html([
                    say.receipt($0, figure, at: body.size),
                    .span(.text(" " + say(definition.unit)), class: "cell-note"),
                ])
            }
                ?? .html(.span(.text(say(figure.reason == .noRule ? .distributionOnly : .withheld)), class: "sign")),
            .html(words.coverageCell(figure)),
            .html(.span(.text(notes.isEmpty ? "–" : notes.joined(separator: "; ")), class: "cell-words")),
        ]
    }

    var townSection: HTML {
        let table = DataTable(
            caption: say(.sectionTowns),
            columns: [
                .init(say(.municipality)), .init(say(.adoptedVersion)), .init(say(.kindSummary)), .init(say(.onTime)),
                .init(say(.valuesHeader), numeric: true),
            ],
            rows: body.towns.map { town in
                [
                    .html(say.townLink(town.tenant)),
                    town.adopted.map { .text(Phrase.version(say.integer($0), say.language)) }
                        ?? .html(.span(.text(say(.notAdoptedYet)), class: "sign")),
                    town.summary.map { reference in
                        .html([
                            .text(
                                Phrase.revision(say.integer(town.revision ?? 1), say.language)),
                            .span(say.entryLink(reference), class: "cell-note"),
                        ])
                    } ?? .missing,
                    town.onTime.map { .text(say($0 ? .onTimeYes : .onTimeNo)) } ?? .text("–"),
                    .html(
                        .a(
                            Address(
                                path: "/towns/\(town.tenant)",
                                query: [QueryItem("at", String(body.size))] + say.languageItems),
                            .text(say.integer(town.observations)), class: "receipt")),
                ]
            }, hidesCaption: true)
        return .section(.h2(.text(say(.sectionTowns))), table.html(say.language))
    }

    var measureSection: HTML {
        guard !body.measures.isEmpty else { return .empty }
        let sorted = MeasureStanding.order.compactMap { status in body.measures.first { $0.status == status } }
        let table = MeasureTable(say, sorted, of: CountQuestion.Measures(upTo: body.period), at: body.size).table
        return .section(.h2(.text(say(.measureHeading))), .div(table.html(say.language), class: "narrow"))
    }
}
