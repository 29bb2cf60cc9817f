/// One question of a form: label above, hint below the label, then the error, then the field.
public struct FormField: Sendable {
    /// One of several answers.
    public struct Option: Sendable {
        public let value: String
        public let label: String
        public let hint: String

        public init(_ value: String, _ label: String, hint: String = "") {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    /// How the answer is given. Widths are the expected length in characters; 0 takes the whole column.
    public enum Control: Sendable {
        case text(width: Int = 0)
        case number(width: Int = 12)
        case email
        /// A day, as year-month-day.
        case date
        case password(isNew: Bool = false)
        case oneTimeCode
        case area(rows: Int = 5)
        case select([Option])
        case radios([Option])
        case checkboxes([Option])
        case file(accept: String)
        /// Carried along and not shown, such as the identifier of a row.
        case hidden
    }

    public var id: String
    public var label: String
    public var control: Control
    public var hint: String
    /// What was typed, or the chosen option; with several boxes, every ticked value.
    public var values: [String]
    public var isRequired: Bool
    /// The sentence that says what to do; the field is marked as wrong where there is one.
    public var error: String?
    /// False where the questions around it say that not all have to be answered.
    public var marksOptional = true
    /// The first choice of a selection; "Bitte wählen" where nothing is said.
    public var choosesNothing: String?
    /// The value of `autocomplete`, such as `organization`; none where empty.
    public var autocomplete: String

    public init(
        id: String, label: String, control: Control = .text(), hint: String = "", value: String = "",
        isRequired: Bool = true, error: String? = nil, autocomplete: String = ""
    ) {
        self.id = id
        self.label = label
        self.control = control
        self.hint = hint
        self.values = value.isEmpty ? [] : [value]
        self.isRequired = isRequired
        self.error = error
        self.autocomplete = autocomplete
    }

    public func html(_ language: Language) -> HTML {
        let fieldClass = error == nil ? "field" : "field field-wrong"
        let addition = isRequired || !marksOptional ? "" : " (\(Phrase.optional(language)))"
        switch control {
        case .hidden: return input(language)
        case .radios(let options), .checkboxes(let options):
            return .element(
                .fieldset, [.class(fieldClass), .id(id)] + describedBy,
                [.element(.legend, [], [.text(label + addition)])] + explanation(language)
                    + options.enumerated().map { choice($1, position: $0) })
        default:
            return .element(
                .div, [.class(fieldClass)],
                [.element(.label, [.set(.for, id)], [.text(label + addition)])] + explanation(language)
                    + [input(language)])
        }
    }

    /// The error as the summary lists it.
    public var errorItem: ErrorSummary.Item? { error.map { ErrorSummary.Item(fieldID: focusID, $0) } }

    /// What takes the focus: the field itself, or the first of several choices.
    private var focusID: String {
        switch control {
        case .radios, .checkboxes: id + "-choice"
        default: id
        }
    }

    private func explanation(_ language: Language) -> [HTML] {
        [
            .when(!hint.isEmpty, .element(.p, [.class("hint"), .id(id + "-hint")], [.text(hint)])),
            .when(error) {
                .element(
                    .p, [.class("field-error"), .id(id + "-error")],
                    [.hidden(Phrase.errorPrefix(language)), .text($0)])
            },
        ]
    }

    private var describedBy: [Attribute] {
        let parts = (hint.isEmpty ? [] : [id + "-hint"]) + (error == nil ? [] : [id + "-error"])
        return parts.isEmpty ? [] : [.set(.ariaDescribedBy, parts.joined(separator: " "))]
    }
}
