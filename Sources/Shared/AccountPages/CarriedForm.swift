import HTTP
import Pages

/// A form that came after its session had ended: it travels through the log-in as hidden fields and is offered again.
/// It is never sent by itself.
struct CarriedForm: Sendable {
    let action: ReturnPath
    let fields: [(name: String, value: String)]
    /// True where a file came along, which cannot be carried.
    let lostFiles: Bool

    private static let actionName = "carried-action"
    private static let filesName = "carried-files"
    private static let prefix = "carried:"

    /// What a request has sent, without what must not stand in a page again; nil where nothing was typed.
    init?(_ form: SubmittedForm, _ request: Request, prefix: String) {
        let kept = form.fields.filter { !Self.isSecret($0.name) }
        guard let action = ReturnPath(of: request, prefix: prefix), !kept.isEmpty else { return nil }
        self.action = action
        fields = kept
        lostFiles = form.hasFiles
    }

    /// What a log-in form has carried along.
    init?(carriedBy form: SubmittedForm, prefix: String) {
        guard let action = ReturnPath(form[Self.actionName], prefix: prefix) else { return nil }
        self.action = action
        fields = form.fields.compactMap { field in
            field.name.hasPrefix(Self.prefix)
                ? (name: String(field.name.dropFirst(Self.prefix.count)), value: field.value) : nil
        }
        lostFiles = !form[Self.filesName].isEmpty
    }

    private static func isSecret(_ name: String) -> Bool {
        name == FormKey.name || name.hasPrefix("password") || name == "code"
    }

    /// As hidden fields of a log-in form.
    var hidden: [QueryItem] {
        [QueryItem(Self.actionName, action.text)] + (lostFiles ? [QueryItem(Self.filesName, "lost")] : [])
            + fields.map { QueryItem(Self.prefix + $0.name, $0.value) }
    }

    /// The form once more, with a button that sends it.
    func offer(_ visitor: Visitor, _ language: Pages.Language) -> [HTML] {
        let target = action.parts
        let form = Form(
            action: Address(path: target.path, query: target.query.map { QueryItem($0.name, $0.value) }),
            hidden: [visitor.csrf] + fields.map { QueryItem($0.name, $0.value) }, fields: [],
            submitLabel: Phrase.sendAgain(language),
            cancel: PageFrame.Link(
                Phrase.doNotSend(language),
                Address(path: visitor.prefix, query: [QueryItem("lang", language.rawValue)])),
            hasFile: true)
        return [
            .when(lostFiles, Callout(.warning, [.p(.text(Phrase.filesAgain(language)))]).html(language)),
            form.html(language), contents(language),
        ]
    }

    /// What was typed, to read and to copy.
    func contents(_ language: Pages.Language) -> HTML {
        Details(
            Phrase.whatWasTyped(language), isOpen: true,
            [
                DefinitionList(
                    fields.filter { !$0.value.isEmpty }.map { field in
                        (term: field.name, content: .verbatim(field.value))
                    }
                ).html()
            ]
        ).html()
    }
}
