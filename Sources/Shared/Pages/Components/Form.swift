/// A form that works without script: hidden fields (such as the CSRF token), questions, and its buttons.
public struct Form: Sendable {
    public var action: Address
    /// Hidden names and values.
    public var hidden: [QueryItem]
    public var parts: [FormPart]
    public var submitLabel: String
    /// A way out beside the button.
    public var cancel: PageFrame.Link?
    /// True for what is dangerous and has been confirmed by naming the thing.
    public var isDangerous: Bool
    /// True where the form carries a file, or so much text that percent signs would make it three times as long.
    public var hasFile: Bool
    /// Faults that belong to no single field, above those of the fields.
    public var faults: [ErrorSummary.Item] = []
    /// True for a button beside which there is a more important one.
    public var isSecondary = false
    /// True for a form that only asks (GET): its answer is an address that can be kept.
    public var isQuestion = false

    public init(
        action: Address, hidden: [QueryItem] = [], fields: [FormField], submitLabel: String,
        cancel: PageFrame.Link? = nil, isDangerous: Bool = false, hasFile: Bool = false
    ) {
        self.init(
            action: action, hidden: hidden, parts: fields.map { .field($0) }, submitLabel: submitLabel, cancel: cancel,
            isDangerous: isDangerous, hasFile: hasFile)
    }

    public init(
        action: Address, hidden: [QueryItem] = [], parts: [FormPart], submitLabel: String,
        cancel: PageFrame.Link? = nil, isDangerous: Bool = false, hasFile: Bool = false
    ) {
        self.action = action
        self.hidden = hidden
        self.parts = parts
        self.submitLabel = submitLabel
        self.cancel = cancel
        self.isDangerous = isDangerous
        self.hasFile = hasFile
    }

    private var buttonClass: String {
        isDangerous ? "button dangerous" : isSecondary ? "button secondary" : "button"
    }

    /// The form, with the error summary above it where a field is wrong.
    public func html(_ language: Language) -> HTML {
        let hiddenFields = hidden.map { item in
            HTML.element(
                .input, [.set(.type, "hidden"), .set(.name, item.name), .set(.value, item.value)], [])
        }
        let buttons = HTML.div(
            .element(
                .button, [.set(.type, "submit"), .class(buttonClass)],
                [.text(submitLabel)]),
            .when(cancel) { .a($0.address, .text($0.label)) }, class: "buttons")
        // The browser's own bubbles are switched off: our sentences say what to do, in the page's language.
        var attributes: [Attribute] = [
            .action(action), .set(.method, isQuestion ? "get" : "post"), .flag(.novalidate),
        ]
        if isQuestion { attributes.append(.class("question")) }
        if hasFile { attributes.append(.set(.enctype, "multipart/form-data")) }
        return [
            ErrorSummary(faults + parts.flatMap(\.errorItems)).html(language),
            .element(.form, attributes, hiddenFields + parts.map { $0.html(language) } + [buttons]),
        ]
    }
}
