import Database
import HTTP
import Pages
import Participation
import PublicForms

/// `/participation/documents/:slug/paragraphs/:key`: what has been said about a paragraph or the whole text (`whole`), and
/// the form to say something.
struct RemarkPages: Sendable {
    let desk: ParticipationDesk
    private let limit: SendingLimit
    /// From one address within an hour; a school class behind one address comes through.
    private static let perHour = 60

    init(desk: ParticipationDesk) {
        self.desk = desk
        limit = SendingLimit(perHour: Self.perHour, world: desk.world)
    }

    var routes: [Route] {
        let path = DraftingRooms.path + "/:slug/paragraphs/:key"
        return [
            desk.site.get(path) { turn, parameters in
                guard let model = try model(parameters, number: nil) else { return turn.notFound() }
                var input = FormInput()
                input["wording"] = model.paragraph?.text ?? ""
                return turn.show(RemarkView(model: model, input: input, turn: turn).page())
            },
            desk.site.post(path, maximumFields: 20) { turn, parameters, input in
                guard let model = try model(parameters, number: Int64(input["number"])) else { return turn.notFound() }
                return try take(turn, model, input)
            },
        ]
    }

    /// - Parameter number: the version that a form was drawn of; nil for the newest that has the paragraph.
    private func model(_ parameters: Parameters, number: Int64?) throws -> RemarkModel? {
        let isWhole = parameters["key"] == "whole"
        let key = parameters["key"].flatMap(Int64.init)
        guard isWhole || key != nil else { return nil }
        return try desk.store.read { connection in
            guard let document = try DocumentStore.find(slug: parameters["slug"] ?? "", connection) else { return nil }
            let heads = try VersionStore.heads(of: document.id, connection)
            guard let newest = heads.last else { return nil }
            // A paragraph that was dropped keeps its page, so that what was said about it can still be read.
            for candidate in number.map({ [$0] }) ?? heads.reversed().map(\.number) {
                guard let version = try VersionStore.read(candidate, of: document.id, connection) else { return nil }
                guard isWhole || key.flatMap(version.place) != nil else { continue }
                let remarks = try RemarkStore.published(of: document.id, paragraph: key, connection)
                var versions = [version.number: version]
                for number in Set(remarks.map(\.number)) where versions[number] == nil {
                    versions[number] = try VersionStore.read(number, of: document.id, connection)
                }
                return RemarkModel(
                    document: document, version: version, newest: newest, key: isWhole ? nil : key, remarks: remarks,
                    versions: versions, heads: heads,
                    isOpen: document.takesRemarks(on: desk.today, newest: newest)
                        && (version.number == newest.number || number != nil))
            }
            return nil
        }
    }

    private func take(_ turn: PublicTurn, _ model: RemarkModel, _ typed: FormInput) throws -> Response {
        var input = typed
        func again(_ status: Int = 422) -> Response {
            turn.show(RemarkView(model: model, input: input, turn: turn).page(status: status))
        }
        // Nobody sees this field; a program that fills in whatever it finds is thanked and forgotten.
        if FormTrap.isSprung(input) { return thanks(turn, model, secret: nil) }
        guard model.isOpen else {
            input.refuse(
                "text",
                Phrase(
                    de: "Anmerkungen werden zurzeit nicht angenommen. Was Sie geschrieben haben, steht noch da.",
                    en: "No remarks are taken at present. What you have written is still here."))
            return again(409)
        }
        let said = RemarkInput.read(&input, paragraph: model.paragraph)
        let pseudonym = input.line("pseudonym", limit: Remark.pseudonymLimit)
        let group = Group(rawValue: input["group"])
        let form = turn.admit(&input, purpose: "remark", at: "text")
        guard let form, input.isAccepted else { return again() }
        guard limit.allows(turn, &input, purpose: "remark", at: "text") else {
            return again(429)
        }
        let secret = try desk.site.authorSecret(form: form)
        let remark = Remark(
            document: model.document.id, number: model.version.number, paragraph: model.key, text: said.text,
            wording: said.wording, pseudonym: pseudonym, origin: Origin(.online, group: group), received: desk.now)
        let isStored = try desk.store.write { connection in
            try RemarkStore.insert(remark, form: form, author: secret, connection) != nil
        }
        guard isStored else {
            input.refuse(
                "text",
                Phrase(
                    de: "Zu diesem Text liegen schon sehr viele Anmerkungen vor; mehr werden nicht angenommen.",
                    en: "There are very many remarks on this text already; no more are taken."))
            return again(503)
        }
        return thanks(turn, model, secret: secret)
    }

    private func thanks(_ turn: PublicTurn, _ model: RemarkModel, secret: String?) -> Response {
        let path = ParticipationRooms.path + "/mine/" + (secret ?? "")
        return turn.show(
            PublicPage(
                title: turn.say("Danke, Ihre Anmerkung ist angekommen", "Thank you, your remark has arrived"),
                lead: .text(
                    turn.say(
                        "Sie wird gelesen und dann veröffentlicht. Beantwortet wird sie, bevor der Text fertig ist.",
                        "It is read and then published. It is answered before the text is finished.")),
                body: [
                    .when(
                        secret != nil,
                        Callout(
                            .information, title: turn.say("Ihr Link", "Your link"),
                            [
                                .p(
                                    .text(
                                        turn.say(
                                            "Unter diesem Link sehen Sie, was aus Ihrer Anmerkung wird, und können sie "
                                                + "zurückziehen. Nur Sie haben ihn; bitte heben Sie ihn auf.",
                                            "Under this link you see what becomes of your remark, and can withdraw it. Only "
                                                + "you have it; please keep it."))),
                                .p(.a(turn.link(path), .text(desk.site.publicAddress() + path)), class: "wrapped"),
                            ]
                        ).html(turn.language)),
                    .p(
                        .buttonLink(
                            turn.link(
                                "\(DraftingRooms.path)/\(model.document.slug)", [],
                                fragment: model.key.map { "p-\($0)" }),
                            turn.say("Zurück zum Text", "Back to the text"))),
                ]))
    }
}

/// What was typed about a paragraph, by whomever.
enum RemarkInput {
    /// A wording that is the paragraph as it stands suggests nothing.
    static func read(_ input: inout FormInput, paragraph: Paragraph?) -> (text: String, wording: String) {
        let text = input.text("text", limit: Remark.textLimit)
        var wording = paragraph == nil ? "" : input.text("wording", limit: Remark.wordingLimit)
        if let paragraph, wording.utf8.elementsEqual(FormInput([("wording", paragraph.text)])["wording"].utf8) {
            wording = ""
        }
        if text.isEmpty, wording.isEmpty, input.isAccepted {
            input.refuse(
                "text",
                paragraph == nil
                    ? .textRequired
                    : Phrase(
                        de: "Bitte schreiben Sie, was Sie dazu sagen möchten, oder ändern Sie den Wortlaut darunter.",
                        en: "Please write what you would like to say, or change the wording below."))
        }
        return (text, wording)
    }

    /// The questions about what is said.
    static func fields(_ paragraph: Paragraph?, say: (String, String) -> String) -> [FormField] {
        var fields = [
            FormField(
                id: "text", label: say("Ihre Anmerkung", "Your remark"), control: .area(rows: 5),
                isRequired: paragraph == nil)
        ]
        if paragraph != nil {
            fields.append(
                FormField(
                    id: "wording", label: say("So sollte der Absatz lauten", "How the paragraph should read"),
                    control: .area(rows: 7),
                    hint: say(
                        "Ändern Sie den Text, wenn Sie einen besseren Wortlaut haben. Sonst lassen Sie ihn stehen.",
                        "Change the text if you have a better wording. Otherwise leave it as it is."),
                    isRequired: false))
        }
        return fields
    }

    static func group(_ language: Language) -> FormField {
        FormField(
            id: "group",
            label: Phrase(de: "Wozu zählen Sie sich?", en: "What do you count yourself among?")(language),
            control: .select(Group.allCases.map { FormField.Option($0.rawValue, $0.word(language)) }),
            hint: Phrase(
                de: "Wird nur gezählt und nicht bei Ihrer Anmerkung gezeigt.",
                en: "Only counted, and not shown with your remark.")(language), isRequired: false)
    }
}

/// What the page of a paragraph shows.
struct RemarkModel: Sendable {
    let document: Document
    let version: DocumentVersion
    let newest: DocumentVersion
    /// nil: the whole text.
    let key: Int64?
    let remarks: [Remark]
    /// Those that the remarks are about.
    let versions: [Int64: DocumentVersion]
    let heads: [DocumentVersion]
    let isOpen: Bool

    var paragraph: Paragraph? { key.flatMap(version.paragraph) }
}

/// Draws the page of a paragraph.
struct RemarkView {
    let model: RemarkModel
    let input: FormInput
    let turn: PublicTurn

    func page(status: Int = 200) -> PublicPage {
        let place = model.key.flatMap(model.version.place).map { "\($0)" }
        let path = "\(DraftingRooms.path)/\(model.document.slug)"
        let title =
            place.map { turn.say("Was sagen Sie zu Absatz \($0)?", "What do you say on paragraph \($0)?") }
            ?? turn.say("Was sagen Sie zum ganzen Text?", "What do you say on the whole text?")
        let count = model.remarks.count
        return PublicPage(
            title: model.isOpen
                ? title
                : place.map { turn.say("Anmerkungen zu Absatz \($0)", "Remarks on paragraph \($0)") }
                    ?? turn.say("Anmerkungen zum ganzen Text", "Remarks on the whole text"),
            lead: .text(model.version.title + ", " + DraftingViews.version(model.version, turn.language)),
            body: [
                .when(model.paragraph) { paragraph in
                    .element(.blockquote, [.class("vision")], PlainText(paragraph.text, headingLevel: 4).html())
                },
                // Where it was not taken, what was typed is still there to be copied.
                .when(model.isOpen || !input.isAccepted, form),
                .section(
                    .h2(.text(turn.say("Was andere gesagt haben", "What others have said"))),
                    count == 0
                        ? .p(.text(turn.say("Noch nichts.", "Nothing yet.")), class: "muted")
                        : .each(model.remarks) { remark($0) }),
            ], status: status, hasErrors: !input.isAccepted,
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(turn(.documents), turn.link(DraftingRooms.path)),
                PageFrame.Link(
                    model.newest.title, turn.link(path, [], fragment: model.key.map { "p-\($0)" })),
            ])
    }

    private var form: HTML {
        let parts: [FormField] =
            RemarkInput.fields(model.paragraph, say: turn.say) + [
                FormField(
                    id: "pseudonym", label: turn.say("Ein Name, unter dem sie erscheint", "A name to show with it"),
                    control: .text(width: 20),
                    hint: turn.say(
                        "Ein erfundener genügt. Bitte geben Sie nicht mehr von sich preis, als Sie möchten.",
                        "An invented one will do. Please reveal no more of yourself than you want to."),
                    isRequired: false), RemarkInput.group(turn.language),
            ]
        return turn.form(
            "\(DraftingRooms.path)/\(model.document.slug)/paragraphs/\(model.key.map { "\($0)" } ?? "whole")",
            purpose: "remark", hidden: [QueryItem("number", "\(model.version.number)")],
            parts: parts.map { FormPart.field($0).filled(input, turn.language) },
            submit: Phrase(de: "Anmerkung senden", en: "Send the remark"),
            cancel: turn.link("\(DraftingRooms.path)/\(model.document.slug)")
        ).html(turn.language)
    }

    private func remark(_ remark: Remark) -> HTML {
        let name = remark.pseudonym.isEmpty ? turn.say("ohne Namen", "no name given") : remark.pseudonym
        let head = [
            name, DraftingViews.day(remark.received, turn.language), remark.origin.channel.word(turn.language),
            turn.say("zu Fassung \(remark.number)", "on version \(remark.number)"),
        ].joined(separator: ", ")
        return .element(
            .article, [.class("passage"), .id("r-\(remark.id)")],
            [
                .p(.text(head), class: "muted"),
                DraftingViews.said(remark, model.versions, turn.language),
                .h3(.text(turn.say("Antwort", "Answer"))),
                DraftingViews.answer(
                    remark, takenIn: DraftingViews.takenIn(remark, model.heads), turn.language),
            ])
    }
}
