import Federation
import Pages

/// Draws what has changed since a day or a position of the log.
struct ChangesView {
    let say: PageContext
    let model: ChangesModel

    init(_ context: PageContext, _ model: ChangesModel) {
        say = context
        self.model = model
    }

    func page() -> DrawnPage {
        say.page(
            .region, title: title, lead: .text(answer),
            below: [],
            body: [figureSection, entrySection, form, .p(.a(say.link("/feed.atom"), .text(say(.changesFeed))))])
    }

    private var day: String { DateFormat.date(model.sinceDay.description, say.language) }

    /// True where an earlier position was asked for, and not a day.
    private var isByEntries: Bool { say.query.first.flatMap { Int64($0.value) } != nil }

    private var title: String {
        isByEntries
            ? Phrase.changesTitle(entries: say.integer(model.since), isOne: model.since == 1, say.language)
            : Phrase.changesTitle(day, say.language)
    }

    private var then: String {
        isByEntries
            ? Phrase.changesThen(entries: say.integer(model.since), isOne: model.since == 1, say.language)
            : Phrase.changesThen(day, say.language)
    }

    private var answer: String {
        guard model.since < model.size else { return say(.changesNone) }
        return Phrase.changesLead(
            entries: say.integer(model.size - model.since), figures: say.integer(model.figures.count), say.language)
    }

    private var figureSection: HTML {
        guard !model.figures.isEmpty else { return .empty }
        let words = FigureWords(say)
        func cell(_ figure: Figure?, _ definition: Indicator) -> DataTable.Cell {
            figure.map { .html([words.value($0, definition), .span(words.coverageCell($0), class: "cell-note")]) }
                ?? .text("–")
        }
        return .section(
            .heading(.text(say(.changesFigures)), id: "figures"),
            DataTable(
                caption: say(.changesFigures),
                columns: [
                    .init(say(.indicator)), .init(then, numeric: true),
                    .init(say(.changesNow), numeric: true),
                ],
                rows: model.figures.map { change in
                    [
                        .link(say(change.definition.name), say.link("/indicators/\(change.definition.id)")),
                        cell(change.then, change.definition), cell(change.now, change.definition),
                    ]
                }, hidesCaption: true, stacks: true
            ).html(say.language))
    }

    private var entrySection: HTML {
        guard model.since < model.size else { return .empty }
        let words = StatementWords(say)
        let shown = Int64(model.entries.count)
        return .section(
            .heading(.text(say(.changesEntries)), id: "entries"),
            DataTable(
                caption: say(.changesEntries),
                columns: [.init(say(.receivedHeader)), .init(say(.issuer)), .init(say(.whatItSays))],
                rows: model.entries.map { entry in
                    [
                        .html(say.timeOnTwoLines(entry.leaf.received)), .html(words.issuer(entry.leaf.issuer)),
                        .html([
                            .a(say.link("/log/entries/\(entry.index)"), .text(words.kind(entry.leaf.kind))),
                            .span(.text(words.line(entry.statement)), class: "cell-note"),
                        ]),
                    ]
                }, hidesCaption: true, stacks: true
            ).html(say.language),
            .when(
                shown < model.size - model.since,
                .p(
                    .a(
                        say.link("/log"),
                        .text(Phrase.changesMore(say.integer(model.size - model.since - shown), say.language))))))
    }

    private var form: HTML {
        var form = Form(
            action: say.link("/changes"),
            hidden: say.isLanguageChosen ? [QueryItem("lang", say.language.rawValue)] : [],
            fields: [
                FormField(
                    id: "since", label: say(.changesSince), control: .date, hint: say(.changesHint),
                    value: model.sinceDay.description)
            ], submitLabel: say(.showPast))
        form.isQuestion = true
        return .section(.h2(.text(say(.changesOther))), form.html(say.language))
    }
}
