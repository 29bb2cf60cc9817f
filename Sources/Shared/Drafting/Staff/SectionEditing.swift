import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// The sections of a draft: written as one text each, moved up and down, taken out.
struct SectionEditing: Sendable {
    let desk: ParticipationDesk

    var routes: [Route] {
        let path = DocumentEditing.path + "/:slug/sections"
        return [
            desk.gate.get(path + "/new", .author) { turn, parameters in
                guard let document = try document(parameters) else { return turn.notFound() }
                return try form(turn, document, nil, FormInput())
            },
            desk.gate.post(path + "/new", .author) { turn, parameters, form in
                guard let document = try document(parameters) else { return turn.notFound() }
                return try save(turn, document, nil, form)
            },
            desk.gate.get(path + "/:key", .author) { turn, parameters in
                guard let (document, section) = try section(parameters) else { return turn.notFound() }
                return try form(turn, document, section, Self.input(section))
            },
            desk.gate.post(path + "/:key", .author) { turn, parameters, form in
                guard let (document, section) = try section(parameters) else { return turn.notFound() }
                return try save(turn, document, section, form)
            },
            desk.gate.post(path + "/:key/move", .author) { turn, parameters, form in
                guard let (document, section) = try section(parameters) else { return turn.notFound() }
                try desk.store.write { connection in
                    guard
                        try DocumentStore.moveSection(
                            section.key, down: form["down"] == "1", of: document.id, connection)
                    else { return }
                    try record("drafting.section-moved", document, section.title, turn, connection)
                }
                return turn.go("\(DocumentEditing.path)/\(document.slug)", done: "saved")
            },
            desk.gate.get(path + "/:key/remove", .author) { turn, parameters in
                guard let (document, section) = try section(parameters) else { return turn.notFound() }
                return confirmation(turn, document, section)
            },
            desk.gate.post(path + "/:key/remove", .author) { turn, parameters, form in
                guard let (document, section) = try section(parameters) else { return turn.notFound() }
                return try remove(turn, document, section, form)
            },
        ]
    }

    private func document(_ parameters: Parameters) throws -> Document? {
        try desk.store.read { connection in try DocumentStore.find(slug: parameters["slug"] ?? "", connection) }
    }

    private func section(_ parameters: Parameters) throws -> (Document, Section)? {
        guard let key = parameters["key"].flatMap(Int64.init) else { return nil }
        return try desk.store.read { connection in
            guard let document = try DocumentStore.find(slug: parameters["slug"] ?? "", connection),
                let section = try DocumentStore.sections(of: document.id, connection).first(where: { $0.key == key })
            else { return nil }
            return (document, section)
        }
    }

    private func record(
        _ act: String, _ document: Document, _ detail: String, _ turn: StaffTurn, _ connection: borrowing Connection
    ) throws {
        try Journal.record(
            act, object: document.slug, detail: detail, by: turn.visitor.account, at: desk.now, connection)
    }

    // MARK: Writing

    private static func input(_ section: Section) -> FormInput {
        var input = FormInput()
        input["version"] = "\(section.version)"
        input["title"] = section.title
        input["text"] = section.text
        input.set("source", section.sources.map { "\($0)" })
        return input
    }

    private func save(
        _ turn: StaffTurn, _ document: Document, _ present: Section?, _ submitted: SubmittedForm
    ) throws -> Response {
        var input = FormInput(submitted.fields)
        let title = input.line("title", limit: 200, isRequired: true)
        let text = input.text("text", limit: Document.sectionLimit, isRequired: true)
        let sources = try sources(&input)
        if present == nil,
            try desk.store.read({ connection in try DocumentStore.sections(of: document.id, connection).count })
                >= Document.mostSections
        {
            input.refuse(
                "title",
                Phrase(
                    de: "Der Text hat schon \(Document.mostSections) Abschnitte; mehr sind nicht möglich.",
                    en: "The text has \(Document.mostSections) sections already; more are not possible."))
        }
        guard input.isAccepted else { return try form(turn, document, present, input) }
        let version = Int64(input["version"]) ?? 0
        let isSaved = try desk.store.write { connection in
            guard
                try DocumentStore.writeSection(
                    present?.key, title: title, text: text, sources: sources, version: version, of: document.id,
                    connection) != nil
            else { return false }
            try record("drafting.section-saved", document, title, turn, connection)
            return true
        }
        guard isSaved else {
            input["version"] = "\(present?.version ?? 0)"
            return try form(turn, document, present, input, isStale: true)
        }
        return turn.go("\(DocumentEditing.path)/\(document.slug)", done: "saved")
    }

    /// Numbers of contributions, however they are set apart.
    private func sources(_ input: inout FormInput) throws -> [Int64] {
        let named = IdeaChoice.numbers(input, ticked: "source", typed: "sources")
        let words = named.map(\.word)
        guard words.count <= 200 else {
            input.refuse(
                "sources", Phrase(de: "Bitte nennen Sie höchstens 200 Ideen.", en: "Please name at most 200 ideas."))
            return []
        }
        let numbers = named.map { $0.id ?? -1 }
        let unknown = try desk.store.read { connection in try DocumentStore.unknownSources(numbers, connection) }
        if !unknown.isEmpty {
            let wrong = zip(words, numbers).filter { unknown.contains($0.1) }.map { String($0.0.prefix(20)) }
                .prefix(5).joined(separator: ", ")
            input.refuse(
                "sources",
                Phrase(
                    de: "Diese Nummern gehören zu keiner veröffentlichten Idee: \(wrong).",
                    en: "These numbers belong to no published idea: \(wrong)."))
        }
        return numbers
    }

    private func form(
        _ turn: StaffTurn, _ document: Document, _ present: Section?, _ input: FormInput, isStale: Bool = false
    ) throws -> Response {
        let path = "\(DocumentEditing.path)/\(document.slug)"
        let own = path + "/sections/" + (present.map { "\($0.key)" } ?? "new")
        let ideas = try desk.store.read { connection in
            let chosen = IdeaChoice.numbers(input, ticked: "source", typed: "sources").compactMap(\.id)
            return try IdeaChoice.options(of: document.process, chosen: chosen, turn.language, connection)
        }
        var fields = [
            FormField(id: "title", label: turn.say("Überschrift", "Heading")),
            FormField(
                id: "text", label: turn.say("Text", "Text"), control: .area(rows: 20),
                hint: turn.say(
                    "Eine leere Zeile trennt Absätze. Zeilen, die mit „- “ beginnen, werden eine Aufzählung. Anmerkungen "
                        + "bleiben bei ihrem Absatz, auch wenn Sie ihn ändern oder verschieben.",
                    "An empty line separates paragraphs. Lines that begin with \"- \" become a list. Remarks stay with "
                        + "their paragraph, even if you change or move it.")),
        ]
        if !ideas.isEmpty {
            fields.append(
                FormField(
                    id: "source", label: turn.say("Beruht auf diesen Ideen", "Stands on these ideas"),
                    control: .checkboxes(ideas), isRequired: false))
        }
        fields.append(
            FormField(
                id: "sources",
                label: ideas.isEmpty
                    ? turn.say("Beruht auf diesen Ideen", "Stands on these ideas")
                    : turn.say("Weitere Ideen", "Further ideas"),
                hint: turn.say(
                    "Nummern veröffentlichter Ideen, zum Beispiel 12, 48, 103; sie stehen unter „Beiträge“ bei jeder Idee.",
                    "Numbers of published ideas, for example 12, 48, 103; they stand with each idea under "
                        + "\"Contributions\"."), isRequired: false))
        let isRefused = !input.isAccepted || isStale
        return turn.show(
            StaffPage(
                title: present == nil
                    ? turn.say("Abschnitt anfügen", "Add a section")
                    : turn.say("Abschnitt bearbeiten", "Edit the section"),
                lead: .text(document.title),
                body: [
                    .when(isStale, turn.savedMeanwhile(seen: turn.link(own))),
                    try present.map { try remarks(turn, document, $0) } ?? .empty,
                    turn.form(
                        own, hidden: [QueryItem("version", input["version"])],
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) }, submit: .save,
                        cancel: turn.link(path)
                    ).html(turn.language),
                    .when(
                        present != nil,
                        .p(
                            .a(
                                turn.link(own + "/remove"),
                                .text(turn.say("Abschnitt herausnehmen", "Take the section out"))))),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    /// What has been said about the section and waits to be worked in or answered.
    private func remarks(_ turn: StaffTurn, _ document: Document, _ section: Section) throws -> HTML {
        let keys = Set(section.paragraphs.map(\.key))
        let (remarks, versions) = try desk.store.read { connection -> ([Remark], [Int64: DocumentVersion]) in
            let found = try RemarkStore.published(of: document.id, connection).filter { remark in
                remark.answer == nil && remark.paragraph.map(keys.contains) == true
            }
            var versions: [Int64: DocumentVersion] = [:]
            for number in Set(found.map(\.number)) {
                versions[number] = try VersionStore.read(number, of: document.id, connection)
            }
            return (found, versions)
        }
        guard !remarks.isEmpty else { return .empty }
        return Details(
            remarks.count == 1
                ? turn.say(
                    "Eine Anmerkung zu diesem Abschnitt ist noch nicht beantwortet",
                    "One remark on this section is not answered yet")
                : turn.say(
                    "\(remarks.count) Anmerkungen zu diesem Abschnitt sind noch nicht beantwortet",
                    "\(remarks.count) remarks on this section are not answered yet"),
            remarks.prefix(50).map { remark in
                .element(
                    .div, [.class("passage")],
                    [
                        .p(
                            .a(
                                turn.link("\(DocumentEditing.path)/\(document.slug)/remarks/\(remark.id)"),
                                .text(DraftingViews.place(remark, versions, turn.language)),
                                .hidden(turn.say(": Anmerkung beantworten", ": answer the remark")))),
                        DraftingViews.said(remark, versions, turn.language),
                    ])
            }
        ).html()
    }

    // MARK: Taking out

    private func confirmation(
        _ turn: StaffTurn, _ document: Document, _ section: Section, _ input: FormInput = FormInput()
    ) -> Response {
        let path = "\(DocumentEditing.path)/\(document.slug)"
        let field = FormField(
            id: "name", label: turn.say("Zur Bestätigung: die Überschrift", "To confirm: the heading"),
            hint: turn.say("Bitte schreiben Sie: \(section.title)", "Please write: \(section.title)"))
        return turn.show(
            StaffPage(
                title: turn.say("Abschnitt herausnehmen?", "Take the section out?"),
                lead: .text(
                    turn.say(
                        "„\(section.title)“ verschwindet mit "
                            + "\(section.paragraphs.count == 1 ? "einem Absatz" : "\(section.paragraphs.count) Absätzen") aus dem Entwurf. "
                            + "Veröffentlichte Fassungen und Anmerkungen dazu bleiben.",
                        "\"\(section.title)\" vanishes from the draft with "
                            + "\(section.paragraphs.count == 1 ? "one paragraph" : "\(section.paragraphs.count) paragraphs"). "
                            + "Published versions and remarks on them stay.")),
                body: [
                    turn.form(
                        path + "/sections/\(section.key)/remove", hidden: [QueryItem("version", "\(section.version)")],
                        parts: [FormPart.field(field).filled(input, turn.language)],
                        submit: Phrase(de: "Herausnehmen", en: "Take out"), cancel: turn.link(path), isDangerous: true
                    ).html(turn.language)
                ], status: input.isAccepted ? 200 : 422, hasErrors: !input.isAccepted))
    }

    private func remove(
        _ turn: StaffTurn, _ document: Document, _ section: Section, _ submitted: SubmittedForm
    ) throws -> Response {
        var input = FormInput(submitted.fields)
        guard input["name"] == FormInput([("name", section.title)])["name"] else {
            input.refuse(
                "name",
                Phrase(
                    de: "Das ist nicht die Überschrift des Abschnitts. Bitte schreiben Sie sie genau ab.",
                    en: "This is not the heading of the section. Please copy it exactly."))
            return confirmation(turn, document, section, input)
        }
        let isRemoved = try desk.store.write { connection in
            guard
                try DocumentStore.removeSection(
                    section.key, version: Int64(input["version"]) ?? 0, of: document.id, connection)
            else { return false }
            try record("drafting.section-removed", document, section.title, turn, connection)
            return true
        }
        return turn.go("\(DocumentEditing.path)/\(document.slug)", done: isRemoved ? "removed" : "stale")
    }
}
