/// A part of a form: one question, several that belong together, or rows of equal ones.
public indirect enum FormPart: Sendable {
    case field(FormField)
    /// Questions under one heading.
    case group(FormGroup)
    /// Equal rows, such as the costs of several years.
    case rows(FormRows)
    /// Words between the questions.
    case html(HTML)

    /// The questions of this part in their order.
    public var fields: [FormField] {
        switch self {
        case .field(let field): [field]
        case .group(let group): group.parts.flatMap(\.fields)
        case .rows(let rows): rows.rows.flatMap(\.fields)
        case .html: []
        }
    }

    /// What the summary above the form lists.
    public var errorItems: [ErrorSummary.Item] {
        switch self {
        case .group(let group): group.parts.flatMap(\.errorItems)
        case .rows(let rows):
            (rows.error.map { [ErrorSummary.Item(fieldID: rows.id, $0)] } ?? []) + fields.compactMap(\.errorItem)
        case .field, .html: fields.compactMap(\.errorItem)
        }
    }

    public func html(_ language: Language) -> HTML {
        switch self {
        case .field(let field): field.html(language)
        case .group(let group): group.html(language)
        case .rows(let rows): rows.html(language)
        case .html(let html): html
        }
    }

    /// The same part, filled with what was typed and marked with what is wrong.
    public func filled(_ input: FormInput, _ language: Language) -> FormPart {
        switch self {
        case .field(let field): return .field(input.filling(field, language))
        case .group(var group):
            group.parts = group.parts.map { $0.filled(input, language) }
            return .group(group)
        case .rows(var rows):
            rows.error = input.fault(rows.id)?(language)
            rows.rows = rows.rows.map { row in
                var row = row
                row.fields = row.fields.map { input.filling($0, language) }
                return row
            }
            return .rows(rows)
        case .html: return self
        }
    }
}

/// Questions under one heading.
public struct FormGroup: Sendable {
    public var legend: String
    public var hint: String
    public var parts: [FormPart]

    public init(_ legend: String, hint: String = "", _ parts: [FormPart]) {
        self.legend = legend
        self.hint = hint
        self.parts = parts
    }

    public func html(_ language: Language) -> HTML {
        .element(
            .fieldset, [.class("form-group")],
            [
                .element(.legend, [], [.text(legend)]),
                .when(!hint.isEmpty, .p(.text(hint), class: "hint")),
            ] + parts.map { $0.html(language) })
    }
}

/// Equal rows of short questions: those that are there and some empty ones, beside each other where there is room.
///
/// More rows are had by saving: then there are empty ones again. A row whose fields are all empty is dropped.
public struct FormRows: Sendable {
    /// One row with its name, read aloud before its questions.
    public struct Row: Sendable {
        public var legend: String
        public var fields: [FormField]

        public init(_ legend: String, _ fields: [FormField]) {
            self.legend = legend
            self.fields = fields.map { field in
                var field = field
                field.marksOptional = false
                return field
            }
        }
    }

    public var legend: String
    public var hint: String
    public var rows: [Row]
    /// A sentence about the rows as a whole; the summary leads here.
    public var error: String?
    public var id: String

    public init(id: String, legend: String, hint: String = "", rows: [Row], error: String? = nil) {
        self.id = id
        self.legend = legend
        self.hint = hint
        self.rows = rows
        self.error = error
    }

    public func html(_ language: Language) -> HTML {
        .element(
            .fieldset, [.class(error == nil ? "form-group" : "form-group field-wrong"), .id(id)],
            [
                .element(.legend, [], [.text(legend)]),
                .when(!hint.isEmpty, .p(.text(hint), class: "hint")),
                .when(error) { .p(.hidden(Phrase.errorPrefix(language)), .text($0), class: "field-error") },
            ]
                + rows.map { row in
                    .element(
                        .fieldset, [.class("form-row")],
                        [.element(.legend, [], [.text(row.legend)])]
                            + [.element(.div, [.class("form-cells")], row.fields.map { $0.html(language) })])
                })
    }
}
