import Federation
import HTTP
import Pages

/// Draws the form of one part, and both texts where somebody else was faster.
struct PartView {
    let desk: Desk
    let draft: WorkingDraft
    /// The part as it is stored; nil for a new thing.
    let stored: StoredPart?
    let name: PartName

    var form: QuestionForm {
        QuestionForm(
            groups: FrameworkQuestions.groups(name.kind), candidates: Candidates(draft, name, desk.say.state))
    }

    /// The form as stored, or with what was typed and what is wrong with it. `meanwhile` is what somebody else saved.
    func page(_ input: FormInput? = nil, meanwhile: Meanwhile? = nil, history: [Earlier] = []) -> Response {
        let value = stored?.value ?? FrameworkQuestions.blank(name.kind, in: draft)
        let input = input ?? form.stored(value, desk.language)
        var hidden = [QueryItem("counter", String(meanwhile?.counter ?? stored?.counter ?? 0))]
        if !name.id.isEmpty { hidden.append(QueryItem("id", name.id)) }
        var parts = form.parts(input, desk.language)
        if stored == nil, !name.kind.isSingle { parts.append(codeQuestion(input)) }
        var drawn = desk.form(
            to: "/office/framework/parts/\(name.kind.rawValue)", hidden: hidden, parts: parts,
            submit: meanwhile == nil ? .save : .saveOver,
            cancel: PageFrame.Link(desk(.cancel), desk.link("/office/framework", fragment: name.kind.rawValue)))
        let known = Set(parts.flatMap(\.fields).map(\.id) + parts.flatMap(\.errorItems).map(\.fieldID))
        drawn.faults = input.faults.filter { !known.contains($0.name) }.map {
            ErrorSummary.Item(fieldID: "content", $0.sentence(desk.language))
        }
        return desk.page(
            .framework, title: title, lead: lead, hasErrors: !input.isAccepted || meanwhile != nil,
            status: meanwhile != nil ? 409 : input.isAccepted ? 200 : 422,
            body: [
                .when(meanwhile) { comparison($0, input) }, drawn.html(desk.language), removal,
                earlier(history),
            ])
    }

    private var title: String {
        guard let stored, !name.kind.isSingle else {
            return name.kind.isSingle ? desk(PartWords.heading(name.kind)) : desk(PartWords.add(name.kind))
        }
        return "\(Phrase.capitalized(desk(PartWords.single(name.kind)))): \(desk.say(stored.title))"
    }

    private var lead: HTML {
        guard let stored else { return .empty }
        return .text(Phrase.lastSavedBy(stored.changedBy, desk.moment(stored.changedAt), desk.language))
    }

    private func codeQuestion(_ input: FormInput) -> FormPart {
        FormPart.group(
            FormGroup(
                desk(.codeHeading),
                [
                    .field(
                        FormField(
                            id: "id", label: desk(.codeLabel), control: .text(width: 30), hint: desk(.codeHint),
                            isRequired: false))
                ])
        ).filled(input, desk.language)
    }

    private var removal: HTML {
        guard stored != nil, !name.kind.isSingle else { return .empty }
        return .p(
            .a(
                desk.link("/office/framework/remove/\(name.kind.rawValue)/\(name.id)"),
                .text(Phrase.removeThing(desk(PartWords.single(name.kind)), desk.language))))
    }

    // MARK: Two editors at once

    /// What was saved while this form was open; `part` is nil where it was removed.
    struct Meanwhile: Sendable {
        let part: StoredPart?
        var counter: Int64 { part?.counter ?? 0 }
    }

    private func comparison(_ meanwhile: Meanwhile, _ typed: FormInput) -> HTML {
        guard let part = meanwhile.part else {
            return Callout(.warning, title: desk(.staleTitle), [.p(.text(desk(.staleRemoved)))]).html(desk.language)
        }
        let saved = form.stored(part.value, desk.language)
        let labels =
            form.parts(saved, desk.language).flatMap(\.fields) + form.parts(typed, desk.language).flatMap(\.fields)
        var seen: Set<String> = []
        let rows: [[DataTable.Cell]] = labels.compactMap { field in
            let texts = (typed.all(field.id), saved.all(field.id))
            guard texts.0 != texts.1, seen.insert(field.id).inserted else { return nil }
            return [.text(field.label), .html(text(texts.0, field)), .html(text(texts.1, field))]
        }
        return .section(
            Callout(
                .warning, title: desk(.staleTitle),
                [.p(.text(Phrase.staleBy(part.changedBy, desk.moment(part.changedAt), desk.language)))]
            ).html(desk.language),
            DataTable(
                caption: desk(.bothTexts),
                columns: [.init(desk(.fieldHeader)), .init(desk(.yourText)), .init(desk(.savedText))], rows: rows,
                emptyText: desk(.sameTexts)
            ).html(desk.language))
    }

    private func text(_ values: [String], _ field: FormField) -> HTML {
        var labels: [String: String] = [:]
        if case .radios(let options) = field.control { labels = PartView.labels(options) }
        if case .select(let options) = field.control { labels = PartView.labels(options) }
        if case .checkboxes(let options) = field.control { labels = PartView.labels(options) }
        guard !values.isEmpty else { return .span(.text(desk(.emptyWord)), class: "sign") }
        return .text(values.map { labels[$0] ?? $0 }.joined(separator: ", "))
    }

    private static func labels(_ options: [FormField.Option]) -> [String: String] {
        Dictionary(options.map { ($0.value, $0.label) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Earlier texts

    typealias Earlier = (value: JSONValue?, at: Int64, by: String)

    private func earlier(_ history: [Earlier]) -> HTML {
        guard history.count > 1 else { return .empty }
        return Details(
            Phrase.earlierTexts(history.count - 1, desk.language),
            history.dropFirst().map { entry in
                .div(
                    .p(.strong(.text(Phrase.lastSavedBy(entry.by, desk.moment(entry.at), desk.language)))),
                    .when(entry.value) { value in
                        let input = form.stored(value, desk.language)
                        return DefinitionList(
                            form.parts(input, desk.language).flatMap(\.fields).filter { !$0.values.isEmpty }.map {
                                ($0.label, text($0.values, $0))
                            }
                        ).html()
                    },
                    .when(entry.value == nil, .p(.text(desk(.wasRemoved)))))
            }
        ).html()
    }
}
