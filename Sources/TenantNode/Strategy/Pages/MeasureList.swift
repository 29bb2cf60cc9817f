import AccountPages
import Federation
import HTTP
import Pages

/// What of the measures is asked for; every part is optional.
struct MeasureFilter: Sendable {
    var words = ""
    var status: MeasureStatus?
    var field: Code?
    var guideline: Measure.Guideline?

    init() {}

    init(_ request: Request) {
        words = String((request.queryValue("q") ?? "").prefix(100))
        status = request.queryValue("status").flatMap(MeasureStatus.init(rawValue:))
        field = request.queryValue("field").flatMap(Code.init)
        guideline = request.queryValue("guideline").flatMap(Measure.Guideline.init(rawValue:))
    }

    var isEmpty: Bool { words.isEmpty && status == nil && field == nil && guideline == nil }

    func apply(to measures: [Measure]) -> [Measure] {
        let wanted = words.lowercased().split(separator: " ")
        return measures.filter { measure in
            if let status, measure.status != status { return false }
            if let field, !measure.fields.contains(field) { return false }
            if let guideline, !measure.guidelines.contains(guideline) { return false }
            guard !wanted.isEmpty else { return true }
            let text = "\(measure.code) \(measure.title) \(measure.lead) \(measure.description)".lowercased()
            return wanted.allSatisfy { text.contains($0) }
        }
    }
}

extension StrategyPages {
    func measureList(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let draft = try draft()
        let filter = MeasureFilter(request)
        let found = filter.apply(to: draft.measures)
        let lead =
            filter.isEmpty
            ? Counted.measures(draft.measures.count, language)
            : Phrase(
                de: "\(found.count) von \(Counted.measures(draft.measures.count, language))",
                en: "\(found.count) of \(Counted.measures(draft.measures.count, language))")(language)
        var body: [HTML] = []
        if visitor.has(.author) {
            body.append(
                .p(
                    .buttonLink(
                        link("/measures/new", language), Phrase(de: "Maßnahme anlegen", en: "Add a measure")(language),
                        primary: false)))
        }
        body += [
            question(filter, draft, language),
            MeasureTable(draft: draft, language: language).html(found) { id in
                link("/measures/\(id)", language)
            },
        ]
        return respond(
            StaffPage(title: StrategyWords.measures(language), lead: .text(lead + "."), body: body), request, visitor)
    }

    private func question(_ filter: MeasureFilter, _ draft: StrategyDraft, _ language: Pages.Language) -> HTML {
        var input = FormInput()
        input["q"] = filter.words
        input["status"] = filter.status?.rawValue ?? ""
        input["field"] = filter.field?.text ?? ""
        input["guideline"] = filter.guideline?.rawValue ?? ""
        let fields = [
            FormField(
                id: "q", label: Phrase(de: "Suchwort", en: "Search word")(language), control: .text(width: 20),
                isRequired: false),
            FormField(
                id: "status", label: Phrase.status(language),
                control: .select(StrategyWords.statuses.map { FormField.Option($0.rawValue, $0.word(language)) }),
                isRequired: false),
            FormField(
                id: "field", label: StrategyWords.field(language),
                control: .select(draft.fields.map { FormField.Option($0.id.text, $0.name) }), isRequired: false),
            FormField(
                id: "guideline", label: Phrase(de: "Leitlinie", en: "Guideline")(language),
                control: .select(
                    Measure.Guideline.allCases.map {
                        FormField.Option($0.rawValue, StrategyWords.guideline($0)(language))
                    }), isRequired: false),
        ]
        var form = Form(
            action: link("/measures", language), hidden: [QueryItem("lang", language.rawValue)],
            fields: fields.map { field in
                var field = input.filling(field, language)
                field.marksOptional = false
                field.choosesNothing = Phrase(de: "alle", en: "all")(language)
                return field
            }, submitLabel: Phrase(de: "Suchen", en: "Search")(language),
            cancel: filter.isEmpty
                ? nil : PageFrame.Link(Phrase(de: "Alle zeigen", en: "Show all")(language), link("/measures", language))
        )
        form.isQuestion = true
        return form.html(language)
    }
}

/// Measures as a table; the same for staff and public.
struct MeasureTable: Sendable {
    let draft: StrategyDraft
    let language: Pages.Language

    func html(_ measures: [Measure], address: (Code) -> Address?) -> HTML {
        let fields = Dictionary(draft.fields.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = measures.map { measure -> [DataTable.Cell] in
            [
                address(measure.id).map { .link(measure.title, $0) } ?? .text(measure.title),
                .text(measure.code.isEmpty ? "–" : measure.code), .html(StrategyWords.badge(measure.status, language)),
                measure.progress.map { .number(NumberFormat.percent("\($0.percent)", language)) } ?? .text("–"),
                .text(
                    measure.fields.isEmpty ? "–" : measure.fields.map { fields[$0] ?? $0.text }.joined(separator: ", ")),
            ]
        }
        return DataTable(
            caption: StrategyWords.measures(language),
            columns: [
                DataTable.Column(StrategyWords.measure(language)), DataTable.Column(StrategyWords.code(language)),
                DataTable.Column(Phrase.status(language)),
                DataTable.Column(StrategyWords.progress(language), numeric: true),
                DataTable.Column(StrategyWords.fields(language)),
            ], rows: rows, hidesCaption: true,
            emptyText: Phrase(de: "Keine Maßnahme passt dazu.", en: "No measure matches.")(language)
        ).html(language)
    }
}
