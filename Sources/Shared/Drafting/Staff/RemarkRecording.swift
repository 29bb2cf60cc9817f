import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// What people have said on paper, at an event or in a conversation, written down by staff. About half of all remarks
/// come this way; they pass moderation like all others.
struct RemarkRecording: Sendable {
    let desk: ParticipationDesk

    /// The ways that staff write something down from.
    private static let channels: [Channel] = [.paper, .eventTable, .conversation]

    var routes: [Route] {
        let path = DocumentEditing.path + "/:slug/remarks/new"
        return [
            desk.gate.get(path) { turn, parameters in
                guard let model = try model(parameters) else { return turn.notFound() }
                var input = FormInput()
                input["recorder"] = turn.visitor.account.function
                input["channel"] = turn.request.queryValue("channel") ?? ""
                return form(turn, model, input)
            },
            desk.gate.post(path, .reader) { turn, parameters, form in
                guard turn.visitor.has(.moderator) || turn.visitor.has(.author) else { return turn.notFound() }
                guard let model = try model(parameters) else { return turn.notFound() }
                return try save(turn, model, form)
            },
        ]
    }

    private struct Model {
        let document: Document
        let newest: DocumentVersion?
    }

    private func model(_ parameters: Parameters) throws -> Model? {
        try desk.store.read { connection in
            guard let document = try DocumentStore.find(slug: parameters["slug"] ?? "", connection) else { return nil }
            return Model(document: document, newest: try VersionStore.newest(of: document.id, connection))
        }
    }

    private func save(_ turn: StaffTurn, _ model: Model, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        guard let newest = model.newest, !newest.isFinal else { return form(turn, model, input) }
        let isWhole = input["paragraph"] == "whole"
        let paragraph = Int64(input["paragraph"]).flatMap(newest.paragraph)
        if !isWhole, paragraph == nil { input.refuse("paragraph", .choiceRequired) }
        let text = input.text("text", limit: Remark.textLimit)
        let wording = input.text("wording", limit: Remark.wordingLimit)
        if text.isEmpty, wording.isEmpty { input.refuse("text", .textRequired) }
        if isWhole, !wording.isEmpty {
            input.refuse(
                "wording",
                Phrase(
                    de: "Ein Wortlaut lässt sich nur für einen Absatz vorschlagen. Bitte wählen Sie oben einen aus.",
                    en: "A wording can be suggested for a paragraph only. Please choose one above."))
        }
        let pseudonym = input.line("pseudonym", limit: Remark.pseudonymLimit)
        let recorder = input.line("recorder", limit: 120, isRequired: true)
        let channel = input.word("channel", Channel.self)
        if let channel, !Self.channels.contains(channel) { input.refuse("channel", .choiceRequired) }
        guard let channel, input.isAccepted else { return form(turn, model, input) }
        let remark = Remark(
            document: model.document.id, number: newest.number, paragraph: paragraph?.key, text: text,
            wording: wording, pseudonym: pseudonym,
            origin: Origin(channel, group: Group(rawValue: input["group"]), recorder: recorder), received: desk.now)
        // Drawn with the form, so that what is sent twice is taken once.
        let name = "recorded \(input["form"].prefix(80))"
        let isStored = try desk.store.write { connection in
            guard let (id, wasThere) = try RemarkStore.insert(remark, form: name, connection) else { return false }
            if !wasThere {
                try Journal.record(
                    "drafting.remark-recorded", object: "\(model.document.slug)/\(id)", detail: channel.rawValue,
                    by: turn.visitor.account, at: desk.now, connection)
            }
            return true
        }
        guard isStored else {
            input.refuse(
                "text",
                Phrase(
                    de: "Zu diesem Text liegen schon zu viele Anmerkungen vor.",
                    en: "There are too many remarks on this text already."))
            return form(turn, model, input)
        }
        return turn.go(
            "\(DocumentEditing.path)/\(model.document.slug)/remarks", done: "recorded", [QueryItem("show", "waiting")])
    }

    private func form(_ turn: StaffTurn, _ model: Model, _ input: FormInput) -> Response {
        let path = "\(DocumentEditing.path)/\(model.document.slug)"
        guard let newest = model.newest, !newest.isFinal else {
            return turn.show(
                StaffPage(
                    title: turn.say("Anmerkung aufnehmen", "Record a remark"),
                    lead: .text(
                        model.newest == nil
                            ? turn.say(
                                "Anmerkungen gelten einer Fassung; noch keine ist veröffentlicht.",
                                "Remarks are about a version; none is published yet.")
                            : turn.say(
                                "Der Text ist endgültig; Anmerkungen werden nicht mehr aufgenommen.",
                                "The text is final; remarks are recorded no more.")),
                    body: [.p(.buttonLink(turn.link(path), turn.say("Zurück", "Back")))], status: 409,
                    hasErrors: false))
        }
        let paragraphs =
            [FormField.Option("whole", turn.say("zum Ganzen", "on the whole"))]
            + newest.sections.enumerated().flatMap { section, found in
                found.paragraphs.enumerated().map { place, paragraph in
                    let start = paragraph.text.prefix(60)
                    let ending = start.count < paragraph.text.count ? "…" : ""
                    return FormField.Option(
                        "\(paragraph.key)", "\(section + 1).\(place + 1)\u{A0} \(start)\(ending)")
                }
            }
        let fields = [
            FormField(id: "paragraph", label: turn.say("Wozu?", "On what?"), control: .select(paragraphs)),
            FormField(
                id: "text", label: turn.say("Was wurde gesagt?", "What was said?"), control: .area(rows: 5),
                isRequired: false),
            FormField(
                id: "wording", label: turn.say("Vorgeschlagener Wortlaut", "Suggested wording"),
                control: .area(rows: 5),
                hint: turn.say(
                    "Der ganze Absatz, wie er lauten soll; leer, wenn nichts vorgeschlagen wurde.",
                    "The whole paragraph as it should read; empty where nothing was suggested."), isRequired: false),
            FormField(
                id: "channel", label: turn.say("Auf welchem Weg?", "In which way?"),
                control: .radios(Self.channels.map { FormField.Option($0.rawValue, $0.word(turn.language)) })),
            FormField(
                id: "recorder", label: turn.say("Aufgenommen von", "Recorded by"), control: .text(width: 20),
                hint: turn.say("Funktion oder Kürzel", "Function or initials")),
            FormField(
                id: "pseudonym", label: turn.say("Name, der gezeigt werden darf", "Name that may be shown"),
                control: .text(width: 20), isRequired: false),
            FormField(
                id: "group", label: turn.say("Gruppe, wenn genannt", "Group, where said"),
                control: .select(Group.allCases.map { FormField.Option($0.rawValue, $0.word(turn.language)) }),
                isRequired: false),
        ]
        let name =
            input["form"].isEmpty
            ? desk.world.randomBytes(16).map { String($0, radix: 16) }.joined(separator: "-") : input["form"]
        return turn.show(
            StaffPage(
                title: turn.say("Anmerkung aufnehmen", "Record a remark"),
                lead: .text("\(newest.title), \(DraftingViews.version(newest, turn.language))"),
                body: [
                    turn.form(
                        path + "/remarks/new", hidden: [QueryItem("form", name)],
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                        submit: Phrase(de: "Aufnehmen", en: "Record"), cancel: turn.link(path)
                    ).html(turn.language)
                ], status: input.isAccepted ? 200 : 422, hasErrors: !input.isAccepted))
    }
}
