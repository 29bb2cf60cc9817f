import AccountPages
import Federation
import HTTP
import Pages
import Service

// Forms of the strategy: drawn, saved, and what happens when two people save at once.

extension StrategyPages {
    func thing(_ parameters: Parameters) -> StrategyThing? { parameters["thing"].flatMap(StrategyThing.init(key:)) }

    func form(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        guard let thing = thing(parameters) else { return notFound(request, visitor) }
        let (draft, edition) = try node.store.read { connection in
            (try StrategyStore.read(connection), try EditStore.edition(of: thing, connection))
        }
        guard let values = thing.values(draft) else { return notFound(request, visitor) }
        return try page(of: thing, values, edition: edition, draft, request, visitor)
    }

    func save(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        guard let thing = thing(parameters) else { return notFound(request, visitor) }
        let typed = FormInput(form.fields.filter { !Self.isOurs($0.name) })
        let edition = Int64(form["edition"]) ?? -1
        switch try editor(visitor).save(thing, typed, expecting: edition) {
        case .saved, .unchanged:
            // A text that waited is dealt with once its author has saved the thing.
            if let kept = Int64(form["kept"]) {
                try node.store.write { connection in try EditStore.drop(kept: kept, of: visitor.account.id, connection)
                }
            }
            return redirect(place(of: thing), request, [QueryItem("saved", thing.key)])
        case .refused(let input):
            return try page(of: thing, input, edition: edition, try draft(), request, visitor, kept: form["kept"])
        case .conflict(let kept), .gone(let kept):
            if let before = Int64(form["kept"]), before != kept {
                try node.store.write { connection in
                    try EditStore.drop(kept: before, of: visitor.account.id, connection)
                }
            }
            return redirect("/kept/\(kept)", request)
        }
    }

    static func isOurs(_ name: String) -> Bool { ["csrf", "edition", "kept", "lang"].contains(name) }

    func page(
        of thing: StrategyThing, _ input: FormInput, edition: Int64, _ draft: StrategyDraft, _ request: Request,
        _ visitor: Visitor, kept: String = ""
    ) throws -> Response {
        let language = language(request)
        let forms = StrategyForms(draft: draft, context: try EditingContext.read(node), language: language)
        let last = try node.store.read { connection in try EditStore.last(of: thing, connection) }
        var body = [form(thing, input, edition: edition, kept: kept, forms, visitor)]
        var links: [HTML] = []
        if let last, !last.editor.isEmpty {
            links.append(
                .p(
                    .text(
                        Phrase(
                            de:
                                "Zuletzt gespeichert von \(last.editor), \(StrategyWords.moment(last.edited, language)). ",
                            en: "Last saved by \(last.editor), \(StrategyWords.moment(last.edited, language)). ")(
                                language)),
                    .a(
                        link("/history/\(thing.key)", language),
                        .text(Phrase(de: "Frühere Stände", en: "Earlier states")(language))), class: "muted"))
        }
        if let (kind, id) = removable(thing) {
            links.append(
                .p(.a(link("/delete/\(kind.rawValue)/\(id)", language), .text(StrategyWords.delete(language)))))
        }
        body += links
        return respond(
            StaffPage(
                title: heading(thing, forms), body: body, status: input.isAccepted ? 200 : 422,
                hasErrors: !input.isAccepted), request, visitor)
    }

    private func form(
        _ thing: StrategyThing, _ input: FormInput, edition: Int64, kept: String, _ forms: StrategyForms,
        _ visitor: Visitor
    ) -> HTML {
        let language = forms.language
        return Form(
            action: link("/edit/\(thing.key)", language),
            hidden: [visitor.csrf, QueryItem("edition", "\(edition)")]
                + (kept.isEmpty ? [] : [QueryItem("kept", kept)]),
            parts: forms.parts(thing, input), submitLabel: Phrase.save(language),
            cancel: PageFrame.Link(Phrase.cancel(language), link(place(of: thing), language))
        ).html(language)
    }

    private func heading(_ thing: StrategyThing, _ forms: StrategyForms) -> String {
        guard case .measure(let id, _) = thing, let measure = forms.draft.measure(id) else { return forms.title(thing) }
        return "\(measure.title): \(forms.title(thing))"
    }

    private func removable(_ thing: StrategyThing) -> (Removed.Kind, Code)? {
        switch thing {
        case .head: nil
        case .field(let id): (.field, id)
        case .goal(let id): (.goal, id)
        case .measure(let id, let part): part == .basics ? (.measure, id) : nil
        }
    }

    // MARK: New

    func newForm(
        _ kind: Removed.Kind, _ input: FormInput, _ request: Request, _ visitor: Visitor
    ) throws -> Response {
        let language = language(request)
        let forms = StrategyForms(draft: try draft(), context: try EditingContext.read(node), language: language)
        guard let standIn = Code("new") else { return notFound(request, visitor) }
        var filled = input
        if kind == .measure, filled["status"].isEmpty { filled["status"] = MeasureStatus.proposed.rawValue }
        let title =
            switch kind {
            case .field: Phrase(de: "Neues Handlungsfeld", en: "New field of action")
            case .goal: Phrase(de: "Neues Ziel", en: "New goal")
            case .measure: Phrase(de: "Neue Maßnahme", en: "New measure")
            }
        let form = Form(
            action: link("/\(kind.rawValue)s/new", language), hidden: [visitor.csrf],
            parts: forms.parts(kind.thing(standIn), filled), submitLabel: Phrase.save(language),
            cancel: PageFrame.Link(
                Phrase.cancel(language), link(kind == .measure ? "/measures" : "", language)))
        return respond(
            StaffPage(
                title: title(language), body: [form.html(language)], status: input.isAccepted ? 200 : 422,
                hasErrors: !input.isAccepted), request, visitor)
    }

    func create(
        _ kind: Removed.Kind, _ request: Request, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        var input = FormInput(form.fields.filter { !Self.isOurs($0.name) })
        guard let id = try editor(visitor).create(kind, &input) else {
            // Without a title there is nothing to make an identifier of, and nothing else was looked at.
            if input.isAccepted { input.refuse(kind.titleField, .textRequired) }
            return try newForm(kind, input, request, visitor)
        }
        return redirect(
            place(of: kind.thing(id)), request, [QueryItem("saved", kind.thing(id).key)])
    }

    // MARK: Two at once

    /// Both texts side by side, and a form with one's own that can be saved over the other.
    func keptText(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let (draft, kept) = try node.store.read { connection in
            (
                try StrategyStore.read(connection),
                try EditStore.kept(connection).first { "\($0.id)" == parameters["id"] }
            )
        }
        guard let kept, kept.account == visitor.account.id else { return notFound(request, visitor) }
        let forms = StrategyForms(draft: draft, context: try EditingContext.read(node), language: language)
        let name = heading(kept.thing, forms)
        var drop = Form(
            action: link("/kept/\(kept.id)", language), hidden: [visitor.csrf], fields: [],
            submitLabel: Phrase(de: "Meinen Text verwerfen", en: "Discard my text")(language))
        drop.isSecondary = true
        guard let saved = kept.thing.values(draft) else {
            return respond(
                StaffPage(
                    title: Phrase(de: "Das wurde inzwischen gelöscht", en: "This was deleted meanwhile")(language),
                    lead: .text(
                        Phrase(
                            de: "Ihr Text ist noch da. Sie können Gelöschtes zurückholen und ihn dann übernehmen.",
                            en: "Your text is still there. You can have what was deleted back and then take it over.")(
                                language)),
                    body: [
                        .p(
                            .buttonLink(
                                link("/deleted", language),
                                Phrase(de: "Gelöschtes ansehen", en: "See what was deleted")(language))),
                        typedTable(kept.fields, language), drop.html(language),
                    ], status: 409), request, visitor)
        }
        let (edition, last) = try node.store.read { connection in
            (
                try EditStore.edition(of: kept.thing, connection), try EditStore.last(of: kept.thing, connection)
            )
        }
        let who = last?.editor ?? ""
        let moment = last.map { StrategyWords.moment($0.edited, language) } ?? ""
        // A row may stand in only one of the two.
        let labels = FormLabels(forms.parts(kept.thing, saved) + forms.parts(kept.thing, kept.fields))
        let comparison = kept.fields.differences(from: saved).filter { !$0.hasSuffix("-id") }.map { name in
            [
                DataTable.Cell.text(labels[name]),
                .html(Self.multiline(labels.answer(name, in: kept.fields))),
                .html(Self.multiline(labels.answer(name, in: saved))),
            ]
        }
        let body: [HTML] = [
            DataTable(
                caption: Phrase(de: "Was sich unterscheidet", en: "What differs")(language),
                columns: [
                    DataTable.Column(Phrase(de: "Angabe", en: "Entry")(language)),
                    DataTable.Column(Phrase(de: "Ihr Text", en: "Your text")(language)),
                    DataTable.Column(Phrase(de: "Gespeichert von \(who)", en: "Saved by \(who)")(language)),
                ], rows: comparison,
                emptyText: Phrase(de: "Beide Texte sind gleich.", en: "Both texts are the same.")(language)
            ).html(language),
            .section(
                .h2(.text(Phrase(de: "Zusammenführen", en: "Put together")(language))),
                .p(
                    .text(
                        Phrase(
                            de:
                                "Das Formular enthält Ihren Text. Übernehmen Sie aus dem anderen, was bleiben soll, und "
                                + "speichern Sie.",
                            en: "The form holds your text. Take over from the other one what should stay, and save.")(
                                language))),
                form(kept.thing, kept.fields, edition: edition, kept: "\(kept.id)", forms, visitor)),
            .section(
                .h2(.text(Phrase(de: "Oder den gespeicherten Text behalten", en: "Or keep the saved text")(language))),
                drop.html(language)),
        ]
        return respond(
            StaffPage(
                title: Phrase(
                    de: "Zwei haben gleichzeitig gearbeitet: \(name)", en: "Two have worked at once: \(name)")(
                        language),
                lead: .text(
                    Phrase(
                        de: "\(who) hat am \(moment) gespeichert, nachdem Sie das Formular geöffnet hatten. Nichts ist "
                            + "verloren: Beide Texte stehen hier.",
                        en:
                            "\(who) saved on \(moment), after you had opened the form. Nothing is lost: both texts stand "
                            + "here.")(language)), body: body, status: 409), request, visitor)
    }

    func dropKept(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        let kept = try node.store.read { connection in
            try EditStore.kept(connection).first { "\($0.id)" == parameters["id"] }
        }
        guard let kept, kept.account == visitor.account.id else { return notFound(request, visitor) }
        try node.store.write { connection in try EditStore.drop(kept: kept.id, of: visitor.account.id, connection) }
        return redirect(place(of: kept.thing), request)
    }

    private func typedTable(_ input: FormInput, _ language: Pages.Language) -> HTML {
        DefinitionList(
            input.names.map { (term: $0, content: Self.multiline(input.all($0).joined(separator: ", "))) }
        ).html()
    }

    static func multiline(_ text: String) -> HTML {
        .element(.span, [.class("cell-words lines")], [.text(text.isEmpty ? "–" : text)])
    }

    // MARK: Earlier states

    func undo(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        guard let thing = thing(parameters), let target = Int64(form["target"]), let current = Int64(form["edition"])
        else {
            return notFound(request, visitor)
        }
        switch try editor(visitor).undo(thing, to: target, expecting: current) {
        case .saved, .unchanged: return redirect(place(of: thing), request, [QueryItem("saved", thing.key)])
        case .refused(let input):
            return try page(of: thing, input, edition: current, try draft(), request, visitor)
        case .conflict(let kept), .gone(let kept): return redirect("/kept/\(kept)", request)
        }
    }

    func history(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        guard let thing = thing(parameters) else { return notFound(request, visitor) }
        let language = language(request)
        let (draft, edits) = try node.store.read { connection in
            (try StrategyStore.read(connection), try EditStore.all(of: thing, connection))
        }
        guard !edits.isEmpty else { return notFound(request, visitor) }
        let forms = StrategyForms(draft: draft, context: try EditingContext.read(node), language: language)
        let newest = edits.first?.edition ?? 0
        let sections = zip(edits, edits.dropFirst().map(Optional.some) + [nil]).map { edit, earlier -> HTML in
            let before = earlier?.fields ?? FormInput()
            let labels = FormLabels(forms.parts(thing, before) + forms.parts(thing, edit.fields))
            let changes = edit.fields.differences(from: before).filter { !$0.hasSuffix("-id") }
            let rows = changes.map { name in
                [
                    DataTable.Cell.text(labels[name]),
                    .html(Self.multiline(labels.answer(name, in: before))),
                    .html(Self.multiline(labels.answer(name, in: edit.fields))),
                ]
            }
            let title =
                edit.editor.isEmpty
                ? Phrase(de: "Vor der ersten Änderung", en: "Before the first change")(language)
                : "\(StrategyWords.moment(edit.edited, language)), \(edit.editor)"
            var back = Form(
                action: link("/undo/\(thing.key)", language),
                hidden: [visitor.csrf, QueryItem("target", "\(edit.edition)"), QueryItem("edition", "\(newest)")],
                fields: [],
                submitLabel: Phrase(de: "Diesen Stand wiederherstellen", en: "Restore this state")(language))
            back.isSecondary = true
            return .section(
                .h2(.text(title)),
                DataTable(
                    caption: Phrase(de: "Änderungen", en: "Changes")(language),
                    columns: [
                        DataTable.Column(Phrase(de: "Angabe", en: "Entry")(language)),
                        DataTable.Column(Phrase(de: "vorher", en: "before")(language)),
                        DataTable.Column(Phrase(de: "nachher", en: "after")(language)),
                    ], rows: rows, hidesCaption: true
                ).html(language),
                .when(edit.edition != newest && visitor.has(.author), back.html(language)))
        }
        return respond(
            StaffPage(
                title: Phrase(
                    de: "Frühere Stände: \(heading(thing, forms))", en: "Earlier states: \(heading(thing, forms))")(
                        language), body: sections), request, visitor)
    }
}

/// The words at each field of a form and of its answers, for tables that compare two of them.
struct FormLabels {
    private var labels: [String: String] = [:]
    /// What an answer that is chosen is called, by field and value.
    private var choices: [String: [String: String]] = [:]

    init(_ parts: [FormPart]) {
        for part in parts { add(part, under: "") }
    }

    private mutating func add(_ part: FormPart, under group: String) {
        switch part {
        case .field(let field): add(field, group + field.label)
        case .group(let inner): for part in inner.parts { add(part, under: inner.legend + ", ") }
        case .rows(let rows):
            for row in rows.rows {
                for field in row.fields { add(field, "\(row.legend), \(field.label)") }
            }
        case .html: break
        }
    }

    private mutating func add(_ field: FormField, _ label: String) {
        labels[field.id] = label
        switch field.control {
        case .select(let options), .radios(let options), .checkboxes(let options):
            for option in options { choices[field.id, default: [:]][option.value] = option.label }
        default: break
        }
    }

    subscript(name: String) -> String { labels[name] ?? name }

    /// The answer as the form says it; a choice that it no longer offers stays as it was written.
    func answer(_ name: String, in input: FormInput) -> String {
        input.all(name).map { choices[name]?[$0] ?? $0 }.joined(separator: ", ")
    }
}
