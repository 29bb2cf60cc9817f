import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// Making the draft a version: what the public sees from then on, and what never changes again.
struct Publishing: Sendable {
    let desk: ParticipationDesk

    var routes: [Route] {
        let path = DocumentEditing.path + "/:slug/publish"
        return [
            desk.gate.get(path, .author) { turn, parameters in
                guard let model = try model(parameters) else { return turn.notFound() }
                return form(turn, model, FormInput())
            },
            desk.gate.post(path, .author) { turn, parameters, form in
                guard let model = try model(parameters) else { return turn.notFound() }
                return try publish(turn, model, form)
            },
        ]
    }

    private struct Model {
        let document: Document
        let sections: [Section]
        let newest: DocumentVersion?
        let open: Int

        /// The draft as it would be published.
        var draft: DocumentVersion {
            DocumentVersion(
                number: (newest?.number ?? 0) + 1, at: 0, title: document.title, introduction: document.introduction,
                note: "", isFinal: false, publishedBy: "", sections: sections)
        }

        /// What somebody has looked at before publishing: changes with every save of whatever stands in the draft.
        var state: String {
            "\(document.version)." + sections.map { "\($0.key)-\($0.version)" }.joined(separator: ".")
        }
    }

    private func model(_ parameters: Parameters) throws -> Model? {
        try desk.store.read { connection in try model(slug: parameters["slug"] ?? "", connection) }
    }

    private func model(slug: String, _ connection: borrowing Connection) throws -> Model? {
        guard let document = try DocumentStore.find(slug: slug, connection) else { return nil }
        return Model(
            document: document, sections: try DocumentStore.sections(of: document.id, connection),
            newest: try VersionStore.newest(of: document.id, connection),
            open: try RemarkStore.openCount(of: document.id, connection))
    }

    private func publish(_ turn: StaffTurn, _ seen: Model, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let note = input.text("note", limit: 4000, isRequired: seen.newest != nil)
        let isFinal = input["final"] == "yes"
        if isFinal, seen.open > 0 { input.refuse("final", Self.openRemarks(seen.open)) }
        guard input.isAccepted else { return form(turn, seen, input) }
        let account = turn.visitor.account
        let office = StaffViews.office(account)
        let outcome = try desk.store.write { connection -> Int64? in
            // Looked at again: what was seen must be what is published.
            guard let now = try model(slug: seen.document.slug, connection), now.state == input["state"],
                !isFinal || now.open == 0
            else { return nil }
            return try Self.publish(
                now.document, note: note, isFinal: isFinal, by: office, account: account, at: desk.now, connection)
        }
        guard outcome != nil else {
            input["state"] = ""
            return form(turn, try model(Parameters([("slug", seen.document.slug)])) ?? seen, input, isStale: true)
        }
        return turn.go("\(DocumentEditing.path)/\(seen.document.slug)", done: "published")
    }

    /// Makes the draft as it stands a version, tells those who follow, and lets its sources lead to it.
    /// - Returns: its number; nil where the draft has no paragraph, or where it is to be final and a remark is open.
    static func publish(
        _ document: Document, note: String, isFinal: Bool, by office: String, account: Account?, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Int64? {
        guard
            let number = try VersionStore.publish(
                document, note: note, isFinal: isFinal, by: office, at: seconds, connection)
        else { return nil }
        try linkSources(of: document, by: office, at: seconds, connection)
        try News.add(
            at: seconds, process: document.process,
            title: Phrase(
                de: "\(document.title): \(isFinal ? "endgültige Fassung" : "neue Fassung") \(number)",
                en: "\(document.title): \(isFinal ? "final version" : "new version") \(number)"), text: note,
            path: "\(DraftingRooms.path)/\(document.slug)", connection)
        try Journal.record(
            isFinal ? "drafting.final-published" : "drafting.version-published", object: document.slug,
            detail: "\(number)", by: account, at: seconds, connection)
        return number
    }

    /// The contributions that the new version stands on lead to it from now on.
    private static func linkSources(
        of document: Document, by office: String, at seconds: Int64, _ connection: borrowing Connection
    ) throws {
        let path = "\(DraftingRooms.path)/\(document.slug)"
        let uses = try DocumentStore.sections(of: document.id, connection).flatMap { section in
            section.sources.map { source in
                ContributionUse(
                    contribution: source, path: path, fragment: "s-\(section.key)",
                    title: "\(document.title): \(section.title)")
            }
        }
        for contribution in try ContributionUses.replace(at: path, with: uses, connection).sorted() {
            guard let use = uses.first(where: { $0.contribution == contribution }) else { continue }
            try StepStore.add(
                ContributionStep(at: seconds, act: .linked, detail: use.title, decidedBy: office),
                to: contribution, connection)
        }
    }

    static func openRemarks(_ count: Int) -> Phrase {
        Phrase(
            de: count == 1
                ? "Eine Anmerkung ist noch nicht beantwortet. Erst wenn alle beantwortet sind, kann der Text endgültig sein."
                : "\(count) Anmerkungen sind noch nicht beantwortet. Erst wenn alle beantwortet sind, kann der Text "
                    + "endgültig sein.",
            en: count == 1
                ? "One remark is not answered yet. The text can be final only once all are answered."
                : "\(count) remarks are not answered yet. The text can be final only once all are answered.")
    }

    private func form(_ turn: StaffTurn, _ model: Model, _ typed: FormInput, isStale: Bool = false) -> Response {
        let path = "\(DocumentEditing.path)/\(model.document.slug)"
        let input = typed
        let fields = [
            FormField(
                id: "note", label: turn.say("Was ist neu, und warum?", "What is new, and why?"),
                control: .area(rows: 4),
                hint: turn.say("Das steht über dem Text.", "This stands above the text."),
                isRequired: model.newest != nil),
            FormField(
                id: "final", label: turn.say("Endgültig", "Final"),
                control: .checkboxes([
                    FormField.Option(
                        "yes", turn.say("Das ist die endgültige Fassung.", "This is the final version."),
                        hint: turn.say(
                            "Danach werden keine Anmerkungen mehr angenommen.", "No remarks are taken after that."))
                ]), isRequired: false),
        ]
        let difference = model.newest.map { VersionDifference(from: $0, to: model.draft) }
        let counts = difference?.counts
        let isRefused = !input.isAccepted || isStale
        let lead =
            counts.map { counts in
                turn.say(
                    "Gegenüber Fassung \(model.newest?.number ?? 0) "
                        + "\(counts.added == 1 ? "ist ein Absatz" : "sind \(counts.added) Absätze") neu, \(counts.changed) "
                        + "geändert, \(counts.removed) entfallen.",
                    "Against version \(model.newest?.number ?? 0), "
                        + "\(counts.added == 1 ? "one paragraph is" : "\(counts.added) paragraphs are") new, "
                        + "\(counts.changed) changed, \(counts.removed) dropped.")
            } ?? turn.say("Es ist die erste Fassung.", "It is the first version.")
        return turn.show(
            StaffPage(
                title: turn.say(
                    "Fassung \(model.draft.number) veröffentlichen", "Publish version \(model.draft.number)"),
                lead: .text(lead),
                body: [
                    .when(
                        isStale,
                        Callout(
                            .error,
                            title: turn.say("Nicht veröffentlicht", "Not published"),
                            [
                                .p(
                                    .text(
                                        turn.say(
                                            "Der Entwurf oder die Anmerkungen haben sich inzwischen geändert. Bitte sehen "
                                                + "Sie noch einmal nach und veröffentlichen Sie dann.",
                                            "The draft or the remarks have changed meanwhile. Please look again and then "
                                                + "publish.")))
                            ]
                        ).html(turn.language)),
                    .when(
                        model.open > 0,
                        Callout(
                            .information,
                            [
                                .p(.text(Self.openRemarks(model.open)(turn.language))),
                                .p(
                                    .a(
                                        turn.link(path + "/remarks", [QueryItem("show", "open")]),
                                        .text(turn.say("Zu den Anmerkungen", "To the remarks")))),
                            ]
                        ).html(turn.language)),
                    turn.form(
                        path + "/publish", hidden: [QueryItem("state", model.state)],
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                        submit: Phrase(de: "Jetzt veröffentlichen", en: "Publish now"), cancel: turn.link(path)
                    ).html(turn.language),
                    preview(model, turn),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func preview(_ model: Model, _ turn: StaffTurn) -> HTML {
        .section(
            .h2(.text(turn.say("So wird sie lauten", "How it will read"))),
            .each(model.sections.enumerated()) { place, section in
                .element(
                    .section, [.class("clauses")],
                    [.h3(.text("\(place + 1)\u{A0} \(section.title)"))]
                        + section.paragraphs.enumerated().map { number, paragraph in
                            .element(
                                .div, [.class("clause")],
                                [
                                    .p(.text("\(place + 1).\(number + 1)"), class: "clause-number"),
                                    DraftingViews.paragraph(paragraph.text),
                                ])
                        })
            })
    }
}
