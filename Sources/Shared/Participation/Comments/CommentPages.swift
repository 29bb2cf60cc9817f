import Database
import HTTP
import Pages
import PublicForms

/// `/participation/ideas/:id/comments`: a comment, or a reply to one.
struct CommentPages: Sendable {
    let desk: ParticipationDesk
    private let limit: SendingLimit
    static let purpose = "comment"
    private static let perHour = 120

    init(desk: ParticipationDesk) {
        self.desk = desk
        limit = SendingLimit(perHour: Self.perHour, world: desk.world)
    }

    static func path(_ id: Int64) -> String { IdeaPaths.idea(id) + "/comments" }

    var routes: [Route] {
        let pattern = ParticipationRooms.path + "/ideas/:id/comments"
        return [
            desk.site.get(pattern) { turn, parameters in
                guard let idea = try IdeaSubject.read(parameters, desk) else { return turn.notFound() }
                var input = FormInput()
                input["parent"] = turn.request.queryValue("to") ?? ""
                return try page(idea, input, turn)
            },
            desk.site.post(pattern) { turn, parameters, input in
                guard let idea = try IdeaSubject.read(parameters, desk) else { return turn.notFound() }
                return try answer(idea, input, turn)
            },
        ]
    }

    private func answer(_ idea: IdeaSubject, _ typed: FormInput, _ turn: PublicTurn) throws -> Response {
        var input = typed
        guard !FormTrap.isSprung(input) else { return turn.go(IdeaPaths.idea(idea.id)) }
        let text = input.text("comment", limit: Comment.textLimit, isRequired: true)
        let pseudonym = input.line("pseudonym", limit: Contribution.pseudonymLimit)
        guard idea.takesComments else { return try page(idea, input, turn) }
        guard let name = turn.admit(&input, purpose: Self.purpose, at: "comment"), input.isAccepted else {
            return try page(idea, input, turn)
        }
        guard limit.allows(turn, &input, purpose: Self.purpose, at: "comment") else {
            return try page(idea, input, turn, status: 429)
        }
        let isShownAtOnce = !idea.process.isReviewedFirst && !PersonalData.isSurelyIn(text, pseudonym)
        let secret: String? = try desk.store.write { connection in
            let parent = try Int64(input["parent"]).flatMap { try CommentStore.read($0, connection) }
            let isReply = parent?.contribution == idea.id && parent?.visibility == .published
            let secret = try AuthorLink.free(input["secret"], connection) ?? AuthorLink.make(desk.world)
            let (id, wasThere) = try CommentStore.insert(
                Comment(
                    contribution: idea.id, parent: isReply ? parent?.id : nil, text: text, pseudonym: pseudonym,
                    visibility: isShownAtOnce ? .published : .received, received: turn.now),
                form: "comment-\(name)", author: secret, connection)
            guard wasThere else { return secret }
            guard let first = try CommentStore.read(id, connection), first.text == text,
                try AuthorLink.comment(input["secret"], connection) == id
            else { return nil }
            return input["secret"]
        }
        guard let secret else {
            input.refuse(
                "comment",
                Phrase(
                    de:
                        "Dieses Formular haben Sie schon mit einem anderen Text abgesendet, und der ist eingegangen. Wenn "
                        + "dies ein weiterer Kommentar ist, senden Sie ihn noch einmal.",
                    en: "You have sent this form with another text before, and that has arrived. If this is one more "
                        + "comment, send it again."))
            input["secret"] = ""
            return try page(idea, input, turn)
        }
        return turn.go(IdeaPaths.author(secret), done: "comment")
    }

    private func page(_ idea: IdeaSubject, _ input: FormInput, _ turn: PublicTurn, status: Int? = nil) throws
        -> Response
    {
        let parent = try Int64(input["parent"]).flatMap { id in
            try desk.store.read { connection in try CommentStore.read(id, connection) }
        }.flatMap { $0.contribution == idea.id && $0.visibility == .published ? $0 : nil }
        let isRefused = !input.isAccepted
        let quoted: HTML = .when(parent) { parent in
            .section(
                .h2(.text(turn.say("Sie antworten auf", "You reply to"))),
                .element(.blockquote, [.class("flow")], PlainText(parent.text, headingLevel: 4).html()),
                .p(.text(DiscussionView.name(parent, turn)), class: "muted"))
        }
        guard idea.takesComments else {
            return turn.show(
                PublicPage(
                    title: turn.say("Zurzeit geschlossen", "Closed at present"),
                    lead: .text(
                        turn.say(
                            "Kommentare werden hier zurzeit nicht angenommen.",
                            "Comments are not taken here at present.")),
                    body: [
                        .when(
                            !input["comment"].isEmpty,
                            .section(
                                .h2(.text(turn.say("Ihr Text", "Your text"))),
                                .p(
                                    .text(
                                        turn.say(
                                            "Er wurde nicht gespeichert. Sie können ihn hier kopieren.",
                                            "It was not saved. You can copy it here."))),
                                .element(.pre, [.class("wrapped"), .set(.tabindex, "0")], [.text(input["comment"])])))
                    ], status: input["comment"].isEmpty ? 200 : 409, breadcrumb: idea.breadcrumb(turn)))
        }
        return turn.show(
            PublicPage(
                title: parent == nil
                    ? turn.say("Was möchten Sie dazu sagen?", "What would you like to say?")
                    : turn.say("Was möchten Sie antworten?", "What would you like to reply?"),
                lead: .a(turn.link(IdeaPaths.idea(idea.id)), .text(idea.title)),
                body: [quoted, CommentForm.form(idea, input, turn).html(turn.language)],
                status: status ?? (isRefused ? 422 : 200), hasErrors: isRefused, breadcrumb: idea.breadcrumb(turn)))
    }
}

/// The form of a comment; it stands at the end of an idea and on a page of its own.
enum CommentForm {
    static func form(_ idea: IdeaSubject, _ input: FormInput, _ turn: PublicTurn) -> Form {
        let secret = AuthorLink.isSecret(input["secret"]) ? input["secret"] : AuthorLink.make(turn.site.world)
        let fields = [
            FormField(
                id: "comment", label: turn.say("Ihr Kommentar", "Your comment"), control: .area(rows: 4),
                hint: turn.say(
                    "Bitte nennen Sie keine Namen, Adressen oder Telefonnummern: Der Text wird veröffentlicht.",
                    "Please name no persons, addresses or phone numbers: the text is published.")),
            FormField(
                id: "pseudonym", label: turn.say("Unter welchem Namen?", "Under which name?"),
                control: .text(width: 20),
                hint: turn.say("Ein erfundener Name genügt.", "An invented name will do."), isRequired: false,
                autocomplete: "off"),
        ]
        var hidden = [QueryItem("secret", secret)]
        if !input["parent"].isEmpty { hidden.append(QueryItem("parent", input["parent"])) }
        var form = turn.form(
            CommentPages.path(idea.id), purpose: CommentPages.purpose, hidden: hidden,
            parts: fields.map { FormPart.field($0).filled(input, turn.language) },
            submit: Phrase(de: "Kommentar senden", en: "Send the comment"))
        form.isSecondary = true
        return form
    }
}

/// The idea that a page is about, where the public sees it.
struct IdeaSubject: Sendable {
    let id: Int64
    let title: String
    let process: Process
    let takesComments: Bool

    static func read(_ parameters: Parameters, _ desk: ParticipationDesk) throws -> IdeaSubject? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try desk.store.read { connection in
            guard let idea = try ContributionStore.read(id, connection), idea.visibility == .published,
                let process = try ProcessStore.read(idea.process, connection), process.isPublished
            else { return nil }
            return IdeaSubject(
                id: id, title: idea.title, process: process,
                takesComments: process.takesComments(on: desk.today) && idea.mergedInto == nil)
        }
    }

    func breadcrumb(_ turn: PublicTurn) -> [PageFrame.Link] {
        [
            PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
            PageFrame.Link(process.title, turn.link("\(ParticipationRooms.path)/\(process.slug)")),
            PageFrame.Link(turn.say("Ideen", "Ideas"), turn.link(IdeaPaths.list(process))),
            PageFrame.Link(title, turn.link(IdeaPaths.idea(id))),
        ]
    }
}
