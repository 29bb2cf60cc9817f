import Federation
import Pages

/// A report of the town on its strategy for a year or half-year, to be printed: progress by field, measures, indicators,
/// money.
struct StatusReport: Sendable {
    /// One value of an indicator with what it is held against.
    struct Value: Sendable {
        let name: String
        let period: String
        let value: String
        let baseline: String
        let target: String
    }

    let title: String
    let draft: StrategyDraft
    let version: StrategyVersion?
    let period: Period
    let today: CalendarDay
    let values: [Value]
    let language: Pages.Language

    func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    /// What had begun by the end of the period.
    var measures: [Measure] { draft.measures.filter { $0.start.map { $0.firstDay <= period.lastDay } ?? true } }

    var years: ClosedRange<Int64> { Int64(period.firstDay.year)...Int64(period.lastDay.year) }

    var lead: String {
        let running = measures.count { $0.status == .running }
        let done = measures.count { $0.status == .done }
        let judged = measures.compactMap(\.progress).count
        return Counted.measures(measures.count, language)
            + say(
                ": \(running) in Umsetzung, \(done) abgeschlossen; für \(judged) liegt eine Einschätzung des Fortschritts vor.",
                ": \(running) in progress, \(done) completed; the progress of \(judged) has been judged.")
    }

    var body: [HTML] { [facts, byField, measureSections, indicators, money] }

    private var facts: HTML {
        var items: [(term: String, content: HTML)] = [
            (Phrase.period(language), .text(DateFormat.period("\(period)", language))),
            (say("Stand der Angaben", "As of"), .text(DateFormat.date("\(today)", language))),
        ]
        if period.lastDay > today {
            items.append(
                (
                    say("Hinweis", "Note"),
                    .text(say("Der Zeitraum ist noch nicht zu Ende.", "The period has not ended yet."))
                ))
        }
        if let version, let decision = version.strategy.decision {
            items.append((VersionWords.version(version.number, language), StrategyWords.decision(decision, language)))
        }
        return DefinitionList(items).html()
    }

    private var byField: HTML {
        let shown: [(String, [Measure])] =
            draft.fields.map { field in (field.name, measures.filter { $0.fields.contains(field.id) }) }
            + [(say("ohne Handlungsfeld", "without a field of action"), measures.filter(\.fields.isEmpty))]
            .filter { !$0.1.isEmpty }
        let rows = shown.map { name, measures -> [DataTable.Cell] in
            let percents = measures.compactMap { $0.progress?.percent }
            return [
                .text(name), .number(NumberFormat.integer(measures.count, language)),
                .number(NumberFormat.integer(measures.count { $0.status == .running }, language)),
                .number(NumberFormat.integer(measures.count { $0.status == .done }, language)),
                percents.isEmpty
                    ? .text("–")
                    : .number(
                        NumberFormat.percent("\(percents.min() ?? 0)", language)
                            + (percents.min() == percents.max()
                                ? ""
                                : " " + say("bis", "to") + " "
                                    + NumberFormat.percent("\(percents.max() ?? 0)", language)),
                        note: percents.count < measures.count
                            ? say(
                                "\(percents.count) von \(measures.count) eingeschätzt",
                                "\(percents.count) of \(measures.count) judged")
                            : nil),
            ]
        }
        return .section(
            .h2(.text(say("Fortschritt nach Handlungsfeldern", "Progress by field of action"))),
            DataTable(
                caption: say("Fortschritt nach Handlungsfeldern", "Progress by field of action"),
                columns: [
                    DataTable.Column(StrategyWords.field(language)),
                    DataTable.Column(StrategyWords.measures(language), numeric: true),
                    DataTable.Column(say("in Umsetzung", "in progress"), numeric: true),
                    DataTable.Column(say("abgeschlossen", "completed"), numeric: true),
                    DataTable.Column(StrategyWords.progress(language), numeric: true),
                ], rows: rows, hidesCaption: true,
                emptyText: say("Noch keine Handlungsfelder eingetragen.", "No fields of action entered yet.")
            ).html(language))
    }

    private var measureSections: HTML {
        let items = measures.map { measure -> HTML in
            var lines: [(term: String, content: HTML)] = [
                (Phrase.status(language), StrategyWords.badge(measure.status, language))
            ]
            if let progress = measure.progress {
                lines.append(
                    (
                        StrategyWords.progress(language),
                        .text(
                            "\(NumberFormat.percent("\(progress.percent)", language)), \(progress.by), "
                                + DateFormat.date("\(progress.date)", language))
                    ))
            }
            if !measure.lead.isEmpty { lines.append((StrategyWords.lead(language), .text(measure.lead))) }
            if measure.start != nil || measure.end != nil {
                lines.append(
                    (say("Laufzeit", "Period"), .text(StrategyWords.period(measure.start, measure.end, language))))
            }
            if !measure.milestones.isEmpty {
                lines.append(
                    (
                        StrategyWords.milestones(language),
                        .ul(
                            measure.milestones.map { milestone in
                                .li(
                                    .text(
                                        [
                                            milestone.title,
                                            milestone.date.map { DateFormat.date("\($0)", language) } ?? "",
                                            milestone.isDone ? StrategyWords.done(language) : say("offen", "open"),
                                        ].filter { !$0.isEmpty }.joined(separator: ", ")))
                            })
                    ))
            }
            let code = measure.code.isEmpty ? "" : measure.code + " "
            return .element(
                .section, [.class("report-item")], [.h3(.text(code + measure.title)), DefinitionList(lines).html()])
        }
        return .section(
            .h2(.text(StrategyWords.measures(language))),
            items.isEmpty
                ? .p(
                    .text(
                        say("Keine Maßnahme hatte in diesem Zeitraum begonnen.", "No measure had begun in this period.")
                    ))
                : .fragment(items))
    }

    private var indicators: HTML {
        let rows = values.map { value -> [DataTable.Cell] in
            [
                .text(value.name), .text(DateFormat.period(value.period, language)), .number(value.value),
                value.baseline.isEmpty ? .text("–") : .number(value.baseline),
                value.target.isEmpty ? .text("–") : .number(value.target),
            ]
        }
        return .section(
            .h2(.text(say("Kennzahlen", "Indicators"))),
            DataTable(
                caption: say("Letzte Werte der Kennzahlen", "Last values of the indicators"),
                columns: [
                    DataTable.Column(say("Kennzahl", "Indicator")), DataTable.Column(Phrase.period(language)),
                    DataTable.Column(say("Letzter Wert", "Last value"), numeric: true),
                    DataTable.Column(say("Ausgangswert", "Baseline"), numeric: true),
                    DataTable.Column(say("Zielwert", "Target"), numeric: true),
                ], rows: rows, hidesCaption: true,
                emptyText: say(
                    "Bis zum Ende des Zeitraums liegen keine Werte vor.",
                    "There are no values up to the end of the period.")
            ).html(language))
    }

    private var money: HTML {
        let years = years
        var total = MoneySum()
        var bySource: [String: MoneySum] = [:]
        let rows = measures.compactMap { measure -> [DataTable.Cell]? in
            let costs = measure.costs.filter { years.contains($0.year) }
            let sum = MoneySum(costs)
            guard !sum.isEmpty else { return nil }
            for cost in costs {
                total.add(cost)
                bySource[cost.source, default: MoneySum()].add(cost)
            }
            return [
                .text(measure.title), StrategyWords.euro(sum.planned, language),
                StrategyWords.euro(sum.spent, language),
                StrategyWords.euro(sum.ownShare, language),
            ]
        }
        func table(_ caption: String, _ first: String, _ rows: [[DataTable.Cell]]) -> HTML {
            DataTable(
                caption: caption,
                columns: [
                    DataTable.Column(first), DataTable.Column(StrategyWords.planned(language), numeric: true),
                    DataTable.Column(StrategyWords.spent(language), numeric: true),
                    DataTable.Column(StrategyWords.ownShare(language), numeric: true),
                ], rows: rows,
                footer: rows.isEmpty
                    ? []
                    : [
                        [
                            .text(StrategyWords.sum(language)), StrategyWords.euro(total.planned, language),
                            StrategyWords.euro(total.spent, language), StrategyWords.euro(total.ownShare, language),
                        ]
                    ],
                emptyText: say(
                    "Für diesen Zeitraum sind keine Kosten eingetragen.", "No costs are entered for this period.")
            ).html(language)
        }
        let shown =
            years.lowerBound == years.upperBound ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)"
        return .section(
            .h2(.text(say("Mittel im Jahr \(shown)", "Funds in \(shown)"))),
            .when(
                period.frequency != .year,
                .p(
                    .text(
                        say(
                            "Kosten werden für ganze Jahre geführt; die Zahlen gelten für das ganze Jahr.",
                            "Costs are kept for whole years; the numbers are those of the whole year.")), class: "muted"
                )),
            table(say("Nach Maßnahmen", "By measure"), StrategyWords.measure(language), rows),
            .when(
                !rows.isEmpty,
                table(
                    say("Nach Herkunft der Mittel", "By source of funds"), StrategyWords.source(language),
                    bySource.sorted { $0.key < $1.key }.map { source, sum in
                        [
                            .text(source.isEmpty ? "–" : source), StrategyWords.euro(sum.planned, language),
                            StrategyWords.euro(sum.spent, language), StrategyWords.euro(sum.ownShare, language),
                        ]
                    })))
    }
}
